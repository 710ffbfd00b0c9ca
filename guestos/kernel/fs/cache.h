/* The block cache: blocks of the disk in memory, written back later. */
#ifndef KERNEL_CACHE_H
#define KERNEL_CACHE_H

#include "lib/base.h"
#include "proc/wait.h"

struct buffer {
    /* cache_lock */
    struct list hash_link, age_link;
    uint32_t block;
    uint32_t users;
    bool dirty;
    uint64_t change; /* number of the change that made it dirty, counted over all buffers */
    /* lock */
    struct sleeplock lock;
    bool valid;
    uint8_t *data; /* FS_BLOCK_BYTES in a frame of its own; fixed */
};

/* Use at most so many buffers; start the thread that writes changed blocks back after a while. */
void cache_init(uint32_t buffers_max);

/* The block's buffer, locked for the caller, read if need be; NULL when it cannot be read. */
struct buffer *cache_read(uint32_t block);

/* The same for a block whose content does not matter: filled with zeros, changed. */
struct buffer *cache_fresh(uint32_t block);

/* The locked buffer has been changed. */
void cache_dirty(struct buffer *buffer);

/* Done with a locked buffer. */
void cache_release(struct buffer *buffer);

/* The two halves of a release: others may lock it, but it stays; then it may go. */
void cache_unlock(struct buffer *buffer);
void cache_unpin(struct buffer *buffer);

/* Write all blocks that are changed now, not those that change meanwhile: 0 or -EIO. */
int32_t cache_sync(void);

/* Blocks found in the cache; not found. */
void cache_counters(uint32_t *hits, uint32_t *misses);

#endif
