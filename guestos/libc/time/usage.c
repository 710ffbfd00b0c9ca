#include <errno.h>
#include <sys/resource.h>
#include <sys/times.h>

#define TICK_US (1000000 / CLOCK_TICKS)

static struct timeval from_ticks(clock_t ticks)
{
    return (struct timeval){ticks / CLOCK_TICKS, ticks % CLOCK_TICKS * TICK_US};
}

int getrusage(int who, struct rusage *usage)
{
    struct tms used;

    if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN) {
        errno = EINVAL;
        return -1;
    }
    times(&used);
    *usage = (struct rusage){.ru_utime = from_ticks(who == RUSAGE_SELF ? used.tms_utime : used.tms_cutime),
                             .ru_stime = from_ticks(who == RUSAGE_SELF ? used.tms_stime : used.tms_cstime)};
    return 0;
}
