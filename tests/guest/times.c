/* clock_gettime clock_settime nanosleep times, and what libc makes of them */
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

#include "test.h"

static long long now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static void clocks(void)
{
    struct timespec a, b;
    struct tms used;

    CHECK_EQUAL(clock_gettime(CLOCK_REALTIME, &a), 0);
    CHECK(a.tv_sec > 1700000000);
    CHECK_EQUAL(clock_gettime(CLOCK_MONOTONIC, &a), 0);
    CHECK_EQUAL(clock_gettime(CLOCK_MONOTONIC, &b), 0);
    CHECK(b.tv_sec > a.tv_sec || (b.tv_sec == a.tv_sec && b.tv_nsec > a.tv_nsec));
    CHECK_EQUAL(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a), 0);
    CHECK_ERROR(clock_gettime(99, &a), EINVAL);
    CHECK_ERROR(clock_gettime(CLOCK_REALTIME, BAD_POINTER), EFAULT);
    CHECK(times(&used) >= 0);
    CHECK_ERROR(times(BAD_POINTER), EFAULT);
    CHECK(clock() >= 0);
}

static void sleeping(void)
{
    struct timespec duration = {.tv_nsec = 50000000}, left;

    long long start = now_ns();
    CHECK_EQUAL(nanosleep(&duration, &left), 0);
    long long slept = now_ns() - start;
    CHECK(slept >= 50000000 && slept < 200000000);
    duration.tv_nsec = 1000000000;
    CHECK_ERROR(nanosleep(&duration, NULL), EINVAL);
    duration.tv_nsec = -1;
    CHECK_ERROR(nanosleep(&duration, NULL), EINVAL);
    CHECK_ERROR(nanosleep(BAD_POINTER, NULL), EFAULT);
    start = now_ns();
    CHECK_EQUAL(sleep(1), 0);
    slept = now_ns() - start;
    CHECK(slept >= 1000000000 && slept < 1500000000);
}

static void setting(void)
{
    struct timespec time = {.tv_sec = 2000000000}, now;

    CHECK_EQUAL(clock_settime(CLOCK_REALTIME, &time), 0);
    CHECK_EQUAL(clock_gettime(CLOCK_REALTIME, &now), 0);
    CHECK(now.tv_sec == 2000000000 || now.tv_sec == 2000000001);
    CHECK_ERROR(clock_settime(CLOCK_MONOTONIC, &time), EINVAL);
    CHECK_ERROR(clock_settime(CLOCK_REALTIME, BAD_POINTER), EFAULT);
}

static void calendar(void)
{
    char text[64];
    time_t time = 1000000000;
    struct timeval now;

    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %a", gmtime(&time));
    CHECK_TEXT(text, "2001-09-09 01:46:40 Sun");
    CHECK_EQUAL(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
    strftime(text, sizeof text, "%H:%M %Z %z", localtime(&time));
    CHECK_TEXT(text, "03:46 CEST +0200");
    CHECK_TEXT(tzname[0], "CET");
    CHECK_EQUAL(timezone, -3600);
    CHECK_EQUAL(unsetenv("TZ"), 0);
    CHECK_TEXT(ctime(&time), "Sun Sep  9 01:46:40 2001\n");
    CHECK_EQUAL(gettimeofday(&now, NULL), 0);
    CHECK(now.tv_usec >= 0 && now.tv_usec < 1000000);
}

int main(void)
{
    RUN(clocks);
    RUN(sleeping);
    RUN(setting);
    RUN(calendar);
    return REPORT("times");
}
