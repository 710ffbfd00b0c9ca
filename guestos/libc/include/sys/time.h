/* POSIX: time in microseconds. */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#include <sys/select.h>

struct timezone {
    int tz_minuteswest, tz_dsttime;
};

int gettimeofday(struct timeval *restrict now, void *restrict zone);
int utimes(const char *path, const struct timeval times[2]);

#endif
