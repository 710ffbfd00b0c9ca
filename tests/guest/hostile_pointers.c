/* Every system call, each argument in turn a wild value: the process may get any error or a signal of its own, never
 * more. */
#include <orchard/syscall.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>

#include "test.h"

long test_raw_syscall(long number, const long arguments[6]);

#define SYSCALL(number, name, result, count, ...) {number, count, #name, #__VA_ARGS__},
static const struct {
    int number, count;
    const char *name, *arguments;
} calls[] = {
#include <orchard/syscalls.def>
};

/* Addresses that nobody may use, lengths that wrap, descriptors that are not there. */
static const uint32_t wild[] = {0,          1,          8,          0xfff,      0x1000,     0x7ffffffc, 0x7fffffff,
                                0x80000000, 0x80001000, 0xbfffffff, 0xc0000000, 0xf0000000, 0xf0008000, 0xfffff000,
                                0xfffffffc, 0xffffffff, 0xfffffffe, 0x10001,    0x7ffff000, 0x40000000};
#define WILD (sizeof wild / sizeof *wild)

/* Calls that would end, stop or silence this very test. */
static int is_left_out(const char *name)
{
    static const char *const names[] = {"exit", "fork", "reboot", "kill", "pause", "sigsuspend", "sigreturn", "setsid"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return 1;
    return 0;
}

/* In a child, with an alarm: some of these calls wait. */
static void try_call(size_t call)
{
    static char page[4096] __attribute__((aligned(4096)));

    signal(SIGALRM, SIG_DFL);
    alarm(1);
    close(0);
    close(1);
    close(2);
    for (int position = 0; position < (calls[call].count > 0 ? calls[call].count : 1); position++)
        for (size_t i = 0; i < WILD; i++) {
            long arguments[6] = {(long)(uintptr_t)page, (long)(uintptr_t)page, (long)(uintptr_t)page, 4, 0, 0};
            arguments[position] = (long)wild[i];
            test_raw_syscall(calls[call].number, arguments);
        }
}

static void wild_arguments(void)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        int status = -1;
        if (is_left_out(calls[i].name))
            continue;
        pid_t child = fork();
        if (child == 0) {
            try_call(i);
            _exit(0);
        }
        waitpid(child, &status, 0);
        test_checks++;
        int fine = WIFEXITED(status) || WTERMSIG(status) == SIGSEGV || WTERMSIG(status) == SIGALRM ||
                   WTERMSIG(status) == SIGBUS || WTERMSIG(status) == SIGILL;
        if (!fine)
            test_fail(__FILE__, __LINE__, calls[i].name);
    }
}

static void numbers_that_are_none(void)
{
    static const uint32_t numbers[] = {0, 90, 127, 128, 1000, 0x7fffffff, 0x80000000, 0xffffffff};
    const long arguments[6] = {0};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        CHECK_EQUAL(test_raw_syscall((long)numbers[i], arguments), -ENOSYS);
}

/* sigreturn from a frame that nobody made: with kernel mode in it, with nonsense, at no address. */
static void forged_frames(void)
{
    const long arguments[6] = {0};

    test_raw_syscall(SYS_sigreturn, arguments);
}

static void signal_frames(void)
{
    int status = test_in_child(forged_frames);

    CHECK(status != -1);
}

int main(void)
{
    RUN(wild_arguments);
    RUN(numbers_that_are_none);
    RUN(signal_frames);
    return REPORT("hostile_pointers");
}
