/* Futexes: sleeping on a word of user memory.  The word's identity is its page of a memory object where it is shared,
 * else its space and address. */
#include "cpu/hart.h"
#include "dev/trace.h"
#include "ipc/ipc.h"
#include "mm/space.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/wait.h"

#define BUCKETS 32

/* A word. */
struct key {
    const void *owner; /* object or space */
    uint32_t offset;
};

/* Somebody who sleeps; on its kernel stack. */
struct waiter {
    struct list link; /* in its bucket; futex_lock */
    struct key key;
    struct wait_queue queue;
    bool woken; /* futex_lock */
};

static struct spinlock futex_lock = SPINLOCK("futex");
static struct list buckets[BUCKETS]; /* futex_lock; a bucket that was never used is all zeros */

static int32_t find_key(user_va word, struct key *key)
{
    struct space *space = process_self()->space;
    if (word & 3)
        return -EINVAL;
    sleeplock_lock(&vm_lock);
    struct region *region = space_find(space, word);
    key->owner = space;
    key->offset = word;
    if (region && region->object) {
        key->owner = region->object;
        key->offset = (region->object_page << PAGE_SHIFT) + (word - region->start);
    }
    sleeplock_unlock(&vm_lock);
    return region ? 0 : -EFAULT;
}

static struct list *bucket_of(const struct key *key)
{
    struct list *bucket = &buckets[((uintptr_t)key->owner / 32 + key->offset / 4) % BUCKETS];
    if (!bucket->next)
        list_init(bucket);
    return bucket;
}

int32_t futex_wait(user_va word, uint32_t expected, uint64_t deadline_ns)
{
    struct waiter waiter;
    uint32_t value;
    int32_t result = find_key(word, &waiter.key);
    if (result < 0)
        return result;
    waiter.woken = false;
    wait_queue_init(&waiter.queue);
    spin_lock(&futex_lock);
    list_insert(bucket_of(&waiter.key), &waiter.link);
    spin_unlock(&futex_lock);
    /* It is enlisted before the word is read: a wake after a change of the word cannot be missed. */
    result = copy_in(&value, word, sizeof value);
    if (result == 0 && value != expected)
        result = -EAGAIN;
    spin_lock(&futex_lock);
    while (result == 0 && !waiter.woken) {
        result = wait_on(&waiter.queue, &futex_lock, WAIT_INTERRUPTIBLE, deadline_ns, "futex", TRACE_WAIT_QUEUE);
    }
    if (waiter.woken)
        result = 0;
    list_remove(&waiter.link);
    spin_unlock(&futex_lock);
    return result;
}

int32_t futex_wake(user_va word, uint32_t count)
{
    struct key key;
    int32_t woken = 0;
    int32_t result = find_key(word, &key);
    if (result < 0)
        return result;
    spin_lock(&futex_lock);
    struct list *bucket = bucket_of(&key);
    LIST_EACH(link, bucket)
    {
        struct waiter *waiter = LIST_ENTRY(link, struct waiter, link);
        if ((uint32_t)woken >= count)
            break;
        if (waiter->woken || waiter->key.owner != key.owner || waiter->key.offset != key.offset)
            continue;
        waiter->woken = true;
        wake_all(&waiter->queue);
        woken++;
    }
    spin_unlock(&futex_lock);
    if (woken)
        trace_ipc(TRACE_IPC_SEMAPHORE, 0, (uint32_t)woken);
    return woken;
}
