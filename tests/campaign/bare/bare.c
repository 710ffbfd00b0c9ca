/* Runs the programs of a batch on the bare machine, each for INSNS instructions at most: a line "NUMBER checksum = ..."
 * for each. */
#include "isa/machine.h"
#include "isa/machine/console.h"

#include "programs.h"

unsigned run_fenced(void (*program)(void), unsigned insns); /* start.s */
void print_text(const char *text);                          /* csmith.h */
int printf(const char *format, ...);

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
