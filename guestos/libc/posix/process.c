#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libc_impl.h"

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

/* A nice value may be -1: only errno tells it from a failure. */
int nice(int increment)
{
    errno = 0;
    return (int)__syscall_result(__sys_nice(increment));
}
