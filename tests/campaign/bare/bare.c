/* Runs the programs of a batch on the bare machine: a line "NUMBER checksum = ..." for each. */
#include "isa/machine.h"
#include "isa/machine/console.h"

unsigned run_fenced(void (*program)(void), unsigned insns); /* start.s */
void print_text(const char *text);                          /* csmith.h */
int printf(const char *format, ...);

/* From the command line: INSNS, the longest that a program runs, and PROGRAMS, P(NUMBER) for each. */
#define P(number) int program_##number(void);
PROGRAMS
#undef P

static const struct {
    const char *number;
    int (*run)(void);
} programs[] = {
#define P(number) {#number, program_##number},
    PROGRAMS
#undef P
};

void print_text(const char *text)
{
    while (*text)
        *(volatile unsigned *)(PA_CONSOLE + CONSOLE_DATA) = (unsigned char)*text++;
}

/* Called only for a person who wants to see each step, which the campaign does not ask for. */
int printf(const char *format, ...)
{
    print_text(format);
    return 0;
}

int main(void)
{
    for (unsigned i = 0; i < sizeof programs / sizeof *programs; i++) {
        print_text(programs[i].number);
        print_text(" ");
        unsigned cause = run_fenced((void (*)(void))programs[i].run, INSNS);
        if (cause == (CAUSE_INTERRUPT | IRQ_TIMER))
            print_text("too long\n");
        else if (cause)
            print_text("trap\n");
    }
    return 0;
}
