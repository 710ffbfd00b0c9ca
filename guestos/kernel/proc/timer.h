/* Things to do at a moment. */
#ifndef KERNEL_TIMER_H
#define KERNEL_TIMER_H

#include "lib/base.h"

#define NS_PER_SECOND 1000000000u
#define NS_PER_MS     1000000u
#define TIME_NEVER    (~(uint64_t)0)

/* Fields belong to timer_lock while the timer is set. */
struct timer {
    struct list link;
    uint64_t deadline_ns;            /* since boot */
    void (*expired)(void *argument); /* called without locks, by whichever hart sees the deadline pass */
    void *argument;
};

void timer_init(struct timer *timer, void (*expired)(void *argument), void *argument);

/* Set for a deadline (again, if it was set); unset. */
void timer_set(struct timer *timer, uint64_t deadline_ns);
void timer_cancel(struct timer *timer);

/* The deadline of a set timer, 0 of one that is not. */
uint64_t timer_deadline(struct timer *timer);

/* Call what has expired, then program this hart's clock for the next deadline or the end of its slice. */
void timer_run(void);
void timer_program(void);

/* Nanoseconds since boot; seconds and nanoseconds since 1970. */
uint64_t time_now_ns(void);
void time_of_day(int64_t *seconds, uint32_t *nanoseconds);
void time_set(int64_t seconds, uint32_t nanoseconds);

#endif
