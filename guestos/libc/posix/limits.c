/* Limits are the kernel's own: they can be asked for, and set to what they are. */
#include <errno.h>
#include <limits.h>
#include <sys/resource.h>

int getrlimit(int resource, struct rlimit *limits)
{
    rlim_t limit;

    switch (resource) {
    case RLIMIT_CORE: limit = 0; break;
    case RLIMIT_CPU: limit = RLIM_INFINITY; break;
    case RLIMIT_DATA: limit = USER_MMAP - USER_BASE; break;
    case RLIMIT_FSIZE: limit = LONG_MAX; break;
    case RLIMIT_NOFILE: limit = OPEN_MAX; break;
    case RLIMIT_NPROC: limit = CHILD_MAX; break;
    case RLIMIT_STACK: limit = USER_STACK_BYTES; break;
    case RLIMIT_AS: limit = USER_STACK - USER_BASE; break;
    default: errno = EINVAL; return -1;
    }
    *limits = (struct rlimit){limit, limit};
    return 0;
}

int setrlimit(int resource, const struct rlimit *limits)
{
    struct rlimit now;

    if (getrlimit(resource, &now) < 0)
        return -1;
    if (limits->rlim_cur == now.rlim_cur && limits->rlim_max == now.rlim_max)
        return 0;
    errno = limits->rlim_cur > limits->rlim_max ? EINVAL : limits->rlim_max > now.rlim_max ? EPERM : ENOTSUP;
    return -1;
}
