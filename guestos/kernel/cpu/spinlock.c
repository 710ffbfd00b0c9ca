/* Locks for a few instructions. */
#include "cpu/spinlock.h"

#include "cpu/hart.h"
#include "mm/tlb.h"

void spin_init(struct spinlock *lock, const char *name)
{
    lock->held = 0;
    lock->name = name;
    lock->owner = NULL;
}

void spin_lock(struct spinlock *lock)
{
    struct hart *self = hart_self();
    if (lock->held && lock->owner == self)
        panic("lock %s taken twice", lock->name);
    while (atomic_swap(&lock->held, 1))
        tlb_answer();
    lock->owner = self;
    self->spin_depth++;
}

void spin_unlock(struct spinlock *lock)
{
    struct hart *self = hart_self();
    if (lock->owner != self)
        panic("lock %s given back by another", lock->name);
    lock->owner = NULL;
    self->spin_depth--;
    cpu_fence();
    lock->held = 0;
}

bool spin_held(const struct spinlock *lock)
{
    return lock->held && lock->owner == hart_self();
}
