/* The block cache. */
#include "fs/cache.h"

#include "dev/disk.h"
#include "dev/trace.h"
#include "isa/orchard/fs.h"
#include "mm/frame.h"
#include "mm/heap.h"
#include "proc/process.h"

#define BUCKETS       128
#define WRITE_BACK_NS (3ull * NS_PER_SECOND)

static struct spinlock cache_lock = SPINLOCK("cache");
static struct list buckets[BUCKETS];      /* cache_lock, like all that follows */
static struct list ages = {&ages, &ages}; /* the least recently used buffer first */
static uint32_t buffer_count, buffers_limit;
static uint32_t dirty_count;
static uint64_t changes; /* clean buffers that became dirty, ever */
static uint32_t hits, misses;
static struct wait_queue freed = WAIT_QUEUE(freed); /* all buffers are in use */
static struct wait_queue write_back = WAIT_QUEUE(write_back);

static struct list *bucket_of(uint32_t block)
{
    return &buckets[block % BUCKETS];
}

/* Write the changed blocks a while after the first change; sleeps while there are none. */
static void write_back_thread(void *unused)
{
    (void)unused;
    for (;;) {
        spin_lock(&cache_lock);
        while (!dirty_count)
            wait_on(&write_back, &cache_lock, WAIT_SOUNDLY, TIME_NEVER, "changes", TRACE_WAIT_OTHER);
        struct wait_queue nobody;
        wait_queue_init(&nobody);
        wait_on(&nobody, &cache_lock, WAIT_SOUNDLY, time_now_ns() + WRITE_BACK_NS, "time", TRACE_WAIT_TIME);
        spin_unlock(&cache_lock);
        cache_sync();
    }
}

void cache_init(uint32_t buffers_max)
{
    for (int i = 0; i < BUCKETS; i++)
        list_init(&buckets[i]);
    buffers_limit = buffers_max;
    process_thread("writeback", write_back_thread, NULL);
}

static struct buffer *find(uint32_t block)
{
    LIST_EACH(link, bucket_of(block))
    {
        struct buffer *buffer = LIST_ENTRY(link, struct buffer, hash_link);
        if (buffer->block == block)
            return buffer;
    }
    return NULL;
}

static struct buffer *new_buffer(void)
{
    if (buffer_count >= buffers_limit)
        return NULL;
    struct buffer *buffer = heap_alloc(sizeof *buffer);
    struct frame *frame = frame_alloc(FRAME_CACHE);
    if (!buffer || !frame) {
        heap_free(buffer);
        if (frame)
            frame_free(frame);
        return NULL;
    }
    sleeplock_init(&buffer->lock, "buffer");
    buffer->data = frame_page(frame);
    list_init(&buffer->hash_link);
    list_insert(&ages, &buffer->age_link);
    buffer_count++;
    return buffer;
}

static struct buffer *least_recent(void)
{
    LIST_EACH(link, &ages)
    {
        struct buffer *buffer = LIST_ENTRY(link, struct buffer, age_link);
        if (!buffer->users)
            return buffer;
    }
    return NULL;
}

/* Write a buffer that the caller has locked. */
static int32_t write_out(struct buffer *buffer)
{
    spin_lock(&cache_lock);
    bool dirty = buffer->dirty;
    if (dirty)
        dirty_count--;
    buffer->dirty = false;
    spin_unlock(&cache_lock);
    if (!dirty)
        return 0;
    int32_t result = disk_transfer(buffer->block, linear_pa(buffer->data), true);
    if (result < 0)
        print("disk: block %u cannot be written\n", buffer->block);
    return result;
}

/* Write back a buffer nobody uses, to make it reusable; cache_lock is given back meanwhile. */
static void clean(struct buffer *buffer)
{
    buffer->users++;
    spin_unlock(&cache_lock);
    sleeplock_lock(&buffer->lock);
    write_out(buffer);
    sleeplock_unlock(&buffer->lock);
    spin_lock(&cache_lock);
    buffer->users--;
}

/* The buffer of a block, with one user more. */
static struct buffer *claim(uint32_t block)
{
    spin_lock(&cache_lock);
    for (;;) {
        struct buffer *buffer = find(block);
        if (buffer) {
            hits++;
            buffer->users++;
            spin_unlock(&cache_lock);
            return buffer;
        }
        buffer = new_buffer();
        if (!buffer)
            buffer = least_recent();
        if (!buffer) {
            wait_on(&freed, &cache_lock, WAIT_SOUNDLY, TIME_NEVER, "buffer", TRACE_WAIT_DISK);
        } else if (buffer->dirty) {
            clean(buffer);
        } else {
            misses++;
            buffer->users++;
            buffer->block = block;
            buffer->valid = false;
            list_remove(&buffer->hash_link);
            list_insert(bucket_of(block), &buffer->hash_link);
            spin_unlock(&cache_lock);
            return buffer;
        }
    }
}

struct buffer *cache_read(uint32_t block)
{
    struct buffer *buffer = claim(block);
    sleeplock_lock(&buffer->lock);
    if (!buffer->valid) {
        if (disk_transfer(block, linear_pa(buffer->data), false) < 0) {
            cache_release(buffer);
            return NULL;
        }
        buffer->valid = true;
    }
    return buffer;
}

struct buffer *cache_fresh(uint32_t block)
{
    struct buffer *buffer = claim(block);
    sleeplock_lock(&buffer->lock);
    page_zero(buffer->data);
    buffer->valid = true;
    cache_dirty(buffer);
    return buffer;
}

void cache_dirty(struct buffer *buffer)
{
    ASSERT(sleeplock_held(&buffer->lock));
    spin_lock(&cache_lock);
    if (!buffer->dirty) {
        buffer->dirty = true;
        buffer->change = ++changes;
        if (dirty_count++ == 0)
            wake_all(&write_back);
    }
    spin_unlock(&cache_lock);
}

void cache_unlock(struct buffer *buffer)
{
    sleeplock_unlock(&buffer->lock);
}

void cache_unpin(struct buffer *buffer)
{
    spin_lock(&cache_lock);
    list_remove(&buffer->age_link);
    list_insert(&ages, &buffer->age_link);
    if (--buffer->users == 0)
        wake_all(&freed);
    spin_unlock(&cache_lock);
}

void cache_release(struct buffer *buffer)
{
    cache_unlock(buffer);
    cache_unpin(buffer);
}

/* A buffer that has been dirty since a change or longer, with one user more. */
static struct buffer *claim_dirty(uint64_t last)
{
    struct buffer *found = NULL;
    spin_lock(&cache_lock);
    LIST_EACH(link, &ages)
    {
        struct buffer *buffer = LIST_ENTRY(link, struct buffer, age_link);
        if (buffer->dirty && buffer->change <= last) {
            found = buffer;
            found->users++;
            break;
        }
    }
    spin_unlock(&cache_lock);
    return found;
}

int32_t cache_sync(void)
{
    int32_t result = 0;
    struct buffer *buffer;
    spin_lock(&cache_lock);
    uint64_t last = changes;
    spin_unlock(&cache_lock);
    while ((buffer = claim_dirty(last))) {
        sleeplock_lock(&buffer->lock);
        if (write_out(buffer) < 0)
            result = -EIO;
        cache_release(buffer);
    }
    if (disk_flush() < 0)
        result = -EIO;
    return result;
}

void cache_counters(uint32_t *hit_count, uint32_t *miss_count)
{
    *hit_count = hits;
    *miss_count = misses;
}
