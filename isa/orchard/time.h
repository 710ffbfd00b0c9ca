/* Times at the kernel's border. */
#ifndef ORCHARD_TIME_H
#define ORCHARD_TIME_H

#include "types.h"

struct timespec {
    time_t tv_sec;
    int32_t tv_nsec;
    int32_t tv_reserved;
};
_Static_assert(sizeof(struct timespec) == 16, "shared layout");

#define CLOCK_REALTIME           0
#define CLOCK_MONOTONIC          1
#define CLOCK_PROCESS_CPUTIME_ID 2

/* times(2): in ticks of 1/CLOCK_TICKS second. */
#define CLOCK_TICKS 100
struct tms {
    clock_t tms_utime;
    clock_t tms_stime;
    clock_t tms_cutime;
    clock_t tms_cstime;
};
_Static_assert(sizeof(struct tms) == 16, "shared layout");

/* utimens(2): tv_nsec of a time that is now, or that stays */
#define UTIME_NOW  0x3fffffff
#define UTIME_OMIT 0x3ffffffe

#endif
