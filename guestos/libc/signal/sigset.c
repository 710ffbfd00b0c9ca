#include <errno.h>
#include <signal.h>
#include <stdbool.h>

static bool bad(int number)
{
    if (number > 0 && number < NSIG)
        return false;
    errno = EINVAL;
    return true;
}

int sigemptyset(sigset_t *set)
{
    *set = 0;
    return 0;
}

int sigfillset(sigset_t *set)
{
    *set = ~(sigset_t)0;
    return 0;
}

int sigaddset(sigset_t *set, int number)
{
    if (bad(number))
        return -1;
    *set |= SIGSET_OF(number);
    return 0;
}

int sigdelset(sigset_t *set, int number)
{
    if (bad(number))
        return -1;
    *set &= ~SIGSET_OF(number);
    return 0;
}

int sigismember(const sigset_t *set, int number)
{
    if (bad(number))
        return -1;
    return (*set & SIGSET_OF(number)) != 0;
}
