/* ISO C11 7.27 and POSIX: time.  Local time is as TZ says (POSIX 8.3), else UTC. */
#ifndef _TIME_H
#define _TIME_H

#include <orchard/time.h>
#include <sys/types.h>

#define CLOCKS_PER_SEC 1000000
#define CLK_TCK        CLOCK_TICKS
#define TIME_UTC       1

struct tm {
    int tm_sec, tm_min, tm_hour;
    int tm_mday, tm_mon, tm_year; /* month from 0, year from 1900 */
    int tm_wday, tm_yday;         /* Sunday is 0 */
    int tm_isdst;
    long tm_gmtoff; /* seconds east of UTC */
    const char *tm_zone;
};

extern char *tzname[2];
extern long timezone;
extern int daylight;

time_t time(time_t *result);
double difftime(time_t later, time_t earlier);
clock_t clock(void);
time_t mktime(struct tm *parts); /* brings the parts into their ranges */
time_t timegm(struct tm *parts);
struct tm *gmtime(const time_t *time);
struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict result);
struct tm *localtime(const time_t *time);
struct tm *localtime_r(const time_t *restrict time, struct tm *restrict result);
char *asctime(const struct tm *parts);
char *asctime_r(const struct tm *restrict parts, char *restrict buffer);
char *ctime(const time_t *time);
char *ctime_r(const time_t *time, char *buffer);
/* Reads what strftime has written; the place after it, or NULL when the text is otherwise. */
char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict result);
size_t strftime(char *restrict buffer, size_t size, const char *restrict format, const struct tm *restrict parts);
void tzset(void);

int clock_gettime(clockid_t clock, struct timespec *result);
int clock_settime(clockid_t clock, const struct timespec *time);
int clock_getres(clockid_t clock, struct timespec *result);
int nanosleep(const struct timespec *duration, struct timespec *left);
int timespec_get(struct timespec *result, int base);

#endif
