#include "write_cache.h"

#include <stdlib.h>
#include <string.h>

bool write_cache_init(struct write_cache *cache)
{
    cache->bytes = malloc(WRITE_CACHE_SECTORS * sizeof *cache->bytes);
    return cache->bytes;
}

void write_cache_fini(struct write_cache *cache)
{
    free(cache->bytes);
    *cache = (struct write_cache){0};
}

static uint32_t place(const struct write_cache *cache, uint32_t index)
{
    return (cache->first + index) % WRITE_CACHE_SECTORS;
}

/* The youngest content of a sector in the cache; NULL when it has none. */
static const uint8_t *find(const struct write_cache *cache, uint64_t sector)
{
    for (uint32_t i = cache->count; i-- > 0;)
        if (cache->numbers[place(cache, i)] == sector)
            return cache->bytes[place(cache, i)];
    return NULL;
}

bool write_cache_read(struct write_cache *cache, struct image *image, uint64_t sector, uint8_t *bytes, uint32_t count)
{
    if (!image_read(image, sector * DISK_SECTOR_BYTES, bytes, count * DISK_SECTOR_BYTES))
        return false;
    for (uint32_t i = 0; cache->count && i < count; i++) {
        const uint8_t *found = find(cache, sector + i);
        if (found)
            memcpy(bytes + (size_t)i * DISK_SECTOR_BYTES, found, DISK_SECTOR_BYTES);
    }
    return true;
}

/* The oldest sector goes to the medium. */
static bool retire(struct write_cache *cache, struct image *image)
{
    uint32_t at = cache->first;
    cache->first = place(cache, 1);
    cache->count--;
    return image_write(image, cache->numbers[at] * DISK_SECTOR_BYTES, cache->bytes[at], DISK_SECTOR_BYTES);
}

bool write_cache_write(struct write_cache *cache, struct image *image, uint64_t sector, const uint8_t *bytes,
                       uint32_t count)
{
    bool good = true;
    if (!cache->bytes)
        return image_write(image, sector * DISK_SECTOR_BYTES, bytes, count * DISK_SECTOR_BYTES);
    for (uint32_t i = 0; i < count; i++) {
        if (cache->count == WRITE_CACHE_SECTORS)
            good = retire(cache, image) && good;
        uint32_t at = place(cache, cache->count++);
        cache->numbers[at] = sector + i;
        memcpy(cache->bytes[at], bytes + (size_t)i * DISK_SECTOR_BYTES, DISK_SECTOR_BYTES);
    }
    return good;
}

bool write_cache_flush(struct write_cache *cache, struct image *image)
{
    bool good = true;
    while (cache->count)
        good = retire(cache, image) && good;
    return image_flush(image) && good;
}

bool write_cache_cut(struct write_cache *cache, struct image *image, bool (*keeps)(void *context), void *context)
{
    bool good = true;
    while (cache->count) {
        if (keeps(context)) {
            good = retire(cache, image) && good;
        } else {
            cache->first = place(cache, 1);
            cache->count--;
        }
    }
    return good;
}

void write_cache_walk(struct write_cache *cache, const struct image *image, struct state *state)
{
    uint32_t count = cache->count;
    state_u32(state, &count);
    state_require(state, count <= (cache->bytes ? WRITE_CACHE_SECTORS : 0));
    if (state->wrong)
        return;
    if (state_loads(state))
        cache->first = 0;
    cache->count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = place(cache, i);
        state_u64(state, &cache->numbers[at]);
        state_require(state, cache->numbers[at] < image->bytes / DISK_SECTOR_BYTES);
        state_bytes(state, cache->bytes[at], DISK_SECTOR_BYTES);
    }
}
