#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libc_impl.h"

#define NICE_ZERO 20

_Noreturn void _exit(int status)
{
    for (;;)
        __sys_exit(status);
}

pid_t vfork(void)
{
    return fork();
}

pid_t getpgrp(void)
{
    return getpgid(0);
}

pid_t wait(int *status)
{
    return waitpid(-1, status, 0);
}

/* The kernel's result is NICE_ZERO higher, so that it is never negative; here -1 may be a value: only errno tells. */
int nice(int increment)
{
    long result = __syscall_result(__sys_nice(increment));

    if (result < 0)
        return -1;
    errno = 0;
    return (int)result - NICE_ZERO;
}

int getgroups(int size, gid_t groups[])
{
    (void)groups;
    if (size >= 0)
        return 0;
    errno = EINVAL;
    return -1;
}
