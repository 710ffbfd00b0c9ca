/* Locks for a few instructions.  The kernel runs with interrupts off, so that a lock keeps out other harts only.
 *
 * Whoever holds a spin lock does not sleep and touches no user memory.  A hart that waits for one still answers
 * requests to drop translations, so that nobody waits for it in vain.
 *
 * Order (outer first):  inode table, cache, object and file locks > process_lock > sched_lock > timer_lock >
 * frame_lock, heap_lock, console_lock. */
#ifndef KERNEL_SPINLOCK_H
#define KERNEL_SPINLOCK_H

#include "lib/base.h"

struct hart;

struct spinlock {
    volatile uint32_t held;
    const char *name;
    struct hart *owner; /* while held */
};

#define SPINLOCK(name_) \
    {                   \
        0, name_, NULL  \
    }

void spin_init(struct spinlock *lock, const char *name);
void spin_lock(struct spinlock *lock);
void spin_unlock(struct spinlock *lock);

/* Whether this hart holds the lock. */
bool spin_held(const struct spinlock *lock);

#endif
