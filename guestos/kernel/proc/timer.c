/* Timers and the clock.  The list is short and sorted; the clock interrupts for its first member only, so that an idle
 * machine sleeps. */
#include "proc/timer.h"

#include "cpu/hart.h"
#include "cpu/spinlock.h"
#include "dev/rtc.h"

static struct spinlock timer_lock = SPINLOCK("timer");
static struct list timers = {&timers, &timers}; /* timer_lock; by deadline */
static int64_t clock_offset_s;                  /* timer_lock: set time minus the real-time clock's */

uint64_t time_now_ns(void)
{
    uint32_t low = csr_time();
    return (uint64_t)csr_timeh() << 32 | low;
}

void timer_init(struct timer *timer, void (*expired)(void *argument), void *argument)
{
    list_init(&timer->link);
    timer->deadline_ns = 0;
    timer->expired = expired;
    timer->argument = argument;
}

void timer_set(struct timer *timer, uint64_t deadline_ns)
{
    spin_lock(&timer_lock);
    list_remove(&timer->link);
    timer->deadline_ns = deadline_ns;
    struct list *place = timers.next;
    while (place != &timers && LIST_ENTRY(place, struct timer, link)->deadline_ns <= deadline_ns)
        place = place->next;
    list_insert(place, &timer->link);
    spin_unlock(&timer_lock);
    timer_program();
}

void timer_cancel(struct timer *timer)
{
    spin_lock(&timer_lock);
    list_remove(&timer->link);
    timer->deadline_ns = 0;
    spin_unlock(&timer_lock);
}

uint64_t timer_deadline(struct timer *timer)
{
    spin_lock(&timer_lock);
    uint64_t deadline = timer->deadline_ns;
    spin_unlock(&timer_lock);
    return deadline;
}

/* Take out the first timer if its time has come. */
static struct timer *take_expired(uint64_t now)
{
    struct timer *timer = NULL;
    spin_lock(&timer_lock);
    if (!list_empty(&timers)) {
        timer = LIST_ENTRY(timers.next, struct timer, link);
        if (timer->deadline_ns > now) {
            timer = NULL;
        } else {
            list_remove(&timer->link);
            timer->deadline_ns = 0;
        }
    }
    spin_unlock(&timer_lock);
    return timer;
}

void timer_program(void)
{
    uint64_t next = hart_self()->slice_end_ns;
    spin_lock(&timer_lock);
    if (!list_empty(&timers)) {
        uint64_t first = LIST_ENTRY(timers.next, struct timer, link)->deadline_ns;
        if (first < next)
            next = first;
    }
    spin_unlock(&timer_lock);
    csr_set_timecmph(0xffffffffu);
    csr_set_timecmp((uint32_t)next);
    csr_set_timecmph((uint32_t)(next >> 32));
}

void timer_run(void)
{
    uint64_t now = time_now_ns();
    for (;;) {
        struct timer *timer = take_expired(now);
        if (!timer)
            break;
        timer->expired(timer->argument);
    }
}

void time_of_day(int64_t *seconds, uint32_t *nanoseconds)
{
    spin_lock(&timer_lock);
    *seconds = rtc_read(nanoseconds) + clock_offset_s;
    spin_unlock(&timer_lock);
}

void time_set(int64_t seconds, uint32_t nanoseconds)
{
    uint32_t unused;
    (void)nanoseconds;
    spin_lock(&timer_lock);
    clock_offset_s = seconds - rtc_read(&unused);
    spin_unlock(&timer_lock);
}
