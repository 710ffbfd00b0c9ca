/* Atomic objects that the machine has no instruction for: each is guarded by one of a few locks, chosen by its address.
 *
 * An object that is reached through these functions is reached through them only, so they are atomic among the threads
 * of one process (or of one kernel), on any number of harts.  They are not for signal or interrupt handlers, nor for
 * memory shared between processes: atomic_is_lock_free() says so. */
#include "runtime.h"

enum { LOCKS = 16, GRANULE_BYTES = 8 };

static word locks[LOCKS];

static word *lock_of(const void *object)
{
    word *lock = &locks[(word)(__UINTPTR_TYPE__)object / GRANULE_BYTES % LOCKS];
    while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE))
        continue;
    return lock;
}

static void release(word *lock)
{
    __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

void __peach_atomic_load(size_t size, const void *object, void *value)
{
    word *lock = lock_of(object);
    memcpy(value, object, size);
    release(lock);
}

void __peach_atomic_store(size_t size, void *object, const void *value)
{
    word *lock = lock_of(object);
    memcpy(object, value, size);
    release(lock);
}

void __peach_atomic_exchange(size_t size, void *object, const void *value, void *old)
{
    word *lock = lock_of(object);
    memcpy(old, object, size);
    memcpy(object, value, size);
    release(lock);
}

int __peach_atomic_compare_exchange(size_t size, void *object, void *expected, const void *desired)
{
    word *lock = lock_of(object);
    int same = memcmp(object, expected, size) == 0;
    memcpy(same ? object : expected, same ? desired : object, size);
    release(lock);
    return same;
}
