/* A process that runs wild: each in a child, which gets the signal that POSIX says and harms nobody. */
#include <signal.h>
#include <stdint.h>

#include "test.h"

static void read_null(void)
{
    (void)*(volatile int *)0;
}

static void write_null(void)
{
    *(volatile int *)8 = 1;
}

static void read_kernel(void)
{
    (void)*(volatile int *)0x80010000;
}

static void write_kernel(void)
{
    *(volatile int *)0x80010000 = 0;
}

static void read_mapped_kernel(void)
{
    (void)*(volatile int *)0xc0000000;
}

static void write_device(void)
{
    *(volatile int *)0xf0008000 = 0; /* the power device */
}

static void write_own_code(void)
{
    *(volatile uint32_t *)(uintptr_t)write_own_code = 0;
}

static void jump_to(uintptr_t address)
{
    ((void (*)(void))address)();
}

static void run_null(void)
{
    jump_to(0);
}

static void run_kernel(void)
{
    jump_to(0x80010000);
}

static void run_misaligned(void)
{
    jump_to((uintptr_t)run_null + 2);
}

static void run_data(void)
{
    static uint32_t data[] = {0};

    jump_to((uintptr_t)data);
}

static void read_misaligned(void)
{
    static char bytes[8];

    (void)*(volatile int *)(void *)(bytes + 1);
}

static void undefined_instruction(void)
{
    __asm__ volatile(".word 0xffffffff");
}

static void no_instruction(void)
{
    __asm__ volatile(".word 0");
}

static void return_from_trap(void)
{
    __asm__ volatile("eret");
}

static void wait_for_interrupt(void)
{
    __asm__ volatile("wfi");
}

static void read_status(void)
{
    __asm__ volatile("csrr a0, status");
}

static void write_status(void)
{
    __asm__ volatile("csrw status, zero");
}

static void write_tlb(void)
{
    __asm__ volatile("tlbw zero");
}

static void break_point(void)
{
    __asm__ volatile("brk");
}

static void wild_stack_pointer(void)
{
    __asm__ volatile("addi sp, zero, 16\n\tsw a0, [sp + 0]");
}

static int deeper(volatile int depth)
{
    volatile char frame[512];

    frame[0] = (char)depth;
    return deeper(depth + 1) + frame[0];
}

static void overflow_stack(void)
{
    deeper(0);
}

static void handler_on_no_stack(void)
{
    signal(SIGSEGV, (void (*)(int))(uintptr_t)overflow_stack);
    deeper(0);
}

static const struct {
    const char *name;
    void (*body)(void);
    int signal;
} crimes[] = {
#define CRIME(body, signal) \
    {                       \
#body, body, signal \
    }
    CRIME(read_null, SIGSEGV),
    CRIME(write_null, SIGSEGV),
    CRIME(read_kernel, SIGSEGV),
    CRIME(write_kernel, SIGSEGV),
    CRIME(read_mapped_kernel, SIGSEGV),
    CRIME(write_device, SIGSEGV),
    CRIME(write_own_code, SIGSEGV),
    CRIME(run_null, SIGSEGV),
    CRIME(run_kernel, SIGSEGV),
    CRIME(run_misaligned, SIGBUS),
    CRIME(run_data, SIGSEGV),
    CRIME(read_misaligned, SIGBUS),
    CRIME(undefined_instruction, SIGILL),
    CRIME(no_instruction, SIGILL),
    CRIME(return_from_trap, SIGILL),
    CRIME(wait_for_interrupt, SIGILL),
    CRIME(read_status, SIGILL),
    CRIME(write_status, SIGILL),
    CRIME(write_tlb, SIGILL),
    CRIME(break_point, SIGTRAP),
    CRIME(wild_stack_pointer, SIGSEGV),
    CRIME(overflow_stack, SIGSEGV),
    CRIME(handler_on_no_stack, SIGSEGV),
};

static void all_crimes(void)
{
    for (size_t i = 0; i < sizeof crimes / sizeof *crimes; i++)
        test_equal(__FILE__, __LINE__, crimes[i].name, test_in_child(crimes[i].body), crimes[i].signal);
}

/* A loop that never ends does not keep others from the processor, and can be killed. */
static void endless_loop(void)
{
    int status = -1;

    pid_t child = fork();
    if (child == 0)
        for (;;)
            ;
    usleep(50000);
    CHECK_EQUAL(waitpid(child, &status, WNOHANG), 0);
    CHECK_EQUAL(kill(child, SIGKILL), 0);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, SIGKILL);
}

static void the_shell_goes_on(void)
{
    CHECK_EQUAL(system("echo still here | grep -q here"), 0);
}

int main(void)
{
    RUN(all_crimes);
    RUN(endless_loop);
    RUN(the_shell_goes_on);
    return REPORT("hostile_code");
}
