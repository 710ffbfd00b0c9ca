#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <utime.h>

int mkfifo(const char *path, mode_t mode)
{
    return mknod(path, mode | S_IFIFO, 0);
}

int utimes(const char *path, const struct timeval times[2])
{
    struct timespec exact[2] = {{0}};

    if (times == NULL)
        return utimens(path, NULL);
    for (int i = 0; i < 2; i++) {
        exact[i].tv_sec = times[i].tv_sec;
        exact[i].tv_nsec = times[i].tv_usec * 1000;
    }
    return utimens(path, exact);
}

int utime(const char *path, const struct utimbuf *times)
{
    struct timeval exact[2] = {{0}};

    if (times == NULL)
        return utimens(path, NULL);
    exact[0].tv_sec = times->actime;
    exact[1].tv_sec = times->modtime;
    return utimes(path, exact);
}
