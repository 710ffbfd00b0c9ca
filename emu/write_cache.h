/* A disk's volatile write cache: sectors that were written and are not on the medium yet, oldest first. */
#ifndef EMU_WRITE_CACHE_H
#define EMU_WRITE_CACHE_H

#include "image.h"
#include "isa/machine/disk.h"
#include "state.h"

/* Sectors that it holds; beyond, the oldest goes to the medium. */
#define WRITE_CACHE_SECTORS 2048

struct write_cache {
    uint8_t (*bytes)[DISK_SECTOR_BYTES]; /* NULL: everything goes to the medium at once */
    uint64_t numbers[WRITE_CACHE_SECTORS];
    uint32_t first, count; /* of a ring */
};

/* False when memory is short. */
bool write_cache_init(struct write_cache *cache);
void write_cache_fini(struct write_cache *cache);

/* Read and write sectors of the image, through the cache when there is one.  False when the host fails. */
bool write_cache_read(struct write_cache *cache, struct image *image, uint64_t sector, uint8_t *bytes, uint32_t count);
bool write_cache_write(struct write_cache *cache, struct image *image, uint64_t sector, const uint8_t *bytes,
                       uint32_t count);

/* Everything goes to the medium. */
bool write_cache_flush(struct write_cache *cache, struct image *image);

/* The power goes: each sector has reached the medium if keeps says so. */
bool write_cache_cut(struct write_cache *cache, struct image *image, bool (*keeps)(void *context), void *context);

void write_cache_walk(struct write_cache *cache, const struct image *image, struct state *state);

#endif
