#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

long sysconf(int name)
{
    struct sysinfo info;

    switch (name) {
    case _SC_ARG_MAX:
        return ARG_MAX;
    case _SC_CHILD_MAX:
        return CHILD_MAX;
    case _SC_OPEN_MAX:
        return OPEN_MAX;
    case _SC_CLK_TCK:
        return CLOCK_TICKS;
    default:
        break;
    }
    if (sysinfo(&info) != 0)
        return -1;
    switch (name) {
    case _SC_PAGESIZE:
        return (long)info.page_bytes;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
        return (long)info.harts;
    case _SC_PHYS_PAGES:
        return (long)info.pages;
    case _SC_AVPHYS_PAGES:
        return (long)info.pages_by_owner[0];
    default:
        errno = EINVAL;
        return -1;
    }
}

static long limit_of_paths(int name)
{
    switch (name) {
    case _PC_LINK_MAX:
        return LINK_MAX;
    case _PC_NAME_MAX:
        return NAME_MAX;
    case _PC_PATH_MAX:
        return PATH_MAX;
    case _PC_PIPE_BUF:
        return PIPE_BUF;
    default:
        errno = EINVAL;
        return -1;
    }
}

long pathconf(const char *path, int name)
{
    return access(path, F_OK) < 0 ? -1 : limit_of_paths(name);
}

long fpathconf(int fd, int name)
{
    return fcntl(fd, F_GETFD) < 0 ? -1 : limit_of_paths(name);
}

int getpagesize(void)
{
    return (int)sysconf(_SC_PAGESIZE);
}

int gethostname(char *name, size_t size)
{
    struct utsname names;

    if (uname(&names) != 0)
        return -1;
    if (strlcpy(name, names.nodename, size) >= size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

char *getlogin(void)
{
    return "root";
}
