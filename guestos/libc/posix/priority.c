#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

static int is_own(int which, id_t who)
{
    if (which == PRIO_PROCESS && (who == 0 || who == (id_t)getpid()))
        return 1;
    errno = which < PRIO_PROCESS || which > PRIO_USER ? EINVAL : ESRCH;
    return 0;
}

int getpriority(int which, id_t who)
{
    return is_own(which, who) ? nice(0) : -1;
}

int setpriority(int which, id_t who, int value)
{
    if (!is_own(which, who))
        return -1;
    errno = 0;
    int now = nice(0);
    return nice(value - now) == -1 && errno != 0 ? -1 : 0;
}
