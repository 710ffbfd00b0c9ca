/* Sleeping until something happens. */
#ifndef KERNEL_WAIT_H
#define KERNEL_WAIT_H

#include "cpu/spinlock.h"
#include "lib/base.h"
#include "proc/timer.h"

struct process;

/* Processes that wait for one thing; sched_lock. */
struct wait_queue {
    struct list sleepers;
};

#define WAIT_QUEUE(queue)                        \
    {                                            \
        {                                        \
            &(queue).sleepers, &(queue).sleepers \
        }                                        \
    }

void wait_queue_init(struct wait_queue *queue);

/* How to wait */
#define WAIT_SOUNDLY       0 /* nothing else wakes it */
#define WAIT_INTERRUPTIBLE 1 /* a signal does */

/* Sleep until the queue is woken: 0; -EINTR when a signal came; -ETIMEDOUT at the deadline.  guard is the spin lock
 * under which the caller has seen that it must wait; it is released while asleep and held again after.  reason is
 * TRACE_WAIT_. */
int wait_on(struct wait_queue *queue, struct spinlock *guard, unsigned how, uint64_t deadline_ns, const char *text,
            uint8_t reason);

/* Wake all who wait, or the one who has waited longest (false when nobody waits). */
void wake_all(struct wait_queue *queue);
bool wake_one(struct wait_queue *queue);

/* Wake a process that sleeps interruptibly, because a signal has come for it. */
void wake_by_signal(struct process *process);

/* Expiry of a process's sleep timer. */
void wake_by_timer(void *process);

/* A lock that is held for long: its waiters sleep. */
struct sleeplock {
    struct spinlock guard;
    struct wait_queue queue;
    struct process *owner; /* guard */
    const char *name;
};

void sleeplock_init(struct sleeplock *lock, const char *name);
void sleeplock_lock(struct sleeplock *lock);
void sleeplock_unlock(struct sleeplock *lock);
bool sleeplock_held(const struct sleeplock *lock);

#endif
