/* POSIX: time in microseconds. */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#include <sys/types.h>

struct timeval {
    time_t tv_sec;
    suseconds_t tv_usec;
};
struct timezone {
    int tz_minuteswest, tz_dsttime;
};

int gettimeofday(struct timeval *restrict now, void *restrict zone);
int utimes(const char *path, const struct timeval times[2]);

#endif
