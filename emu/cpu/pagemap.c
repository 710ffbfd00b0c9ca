#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE, madvise */
#include "cpu/pagemap.h"

#include <string.h>
#include <sys/mman.h>

/* Above this many chunks the host takes them back faster than they are cleared. */
#define CLEAR_BY_HAND_MAX 64

static void *reserve(int protection)
{
    void *host = mmap(NULL, sizeof(struct pagemap), protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return host == MAP_FAILED ? NULL : host;
}

bool pagemaps_init(struct pagemaps *maps)
{
    memset(maps, 0, sizeof *maps);
    maps->none = reserve(PROT_READ);
    return maps->none;
}

void pagemaps_fini(struct pagemaps *maps)
{
    for (unsigned i = 0; i < maps->count; i++) {
        *maps->maps[i]->owner = NULL;
        munmap(maps->maps[i], sizeof(struct pagemap));
    }
    if (maps->none)
        munmap((void *)(uintptr_t)maps->none, sizeof(struct pagemap));
    memset(maps, 0, sizeof *maps);
}

void pagemaps_give(struct pagemaps *maps, struct pagemap **owner)
{
    struct pagemap *map = maps->count < PAGEMAPS_MAX ? reserve(PROT_READ | PROT_WRITE) : NULL;
    if (map) {
        maps->maps[maps->count++] = map;
    } else if (maps->count) {
        map = maps->maps[maps->victim++ % maps->count];
        pagemap_clear(map);
        *map->owner = NULL;
    }
    if (map)
        map->owner = owner;
    *owner = map;
}

/* The first chunk from one on that was touched; PAGEMAP_CHUNKS when there is none. */
static size_t next_touched(const struct pagemap *map, size_t chunk)
{
    const bool *found = memchr(map->touched + chunk, true, PAGEMAP_CHUNKS - chunk);
    return found ? (size_t)(found - map->touched) : PAGEMAP_CHUNKS;
}

static uintptr_t *addends_of(struct pagemap *map, size_t chunk)
{
    return &map->addends[0][0] + chunk * PAGEMAP_CHUNK_ADDENDS;
}

static void clear_by_hand(struct pagemap *map)
{
    for (size_t chunk = next_touched(map, 0); chunk < PAGEMAP_CHUNKS; chunk = next_touched(map, chunk + 1))
        memset(addends_of(map, chunk), 0, PAGE_BYTES);
}

/* Give its memory back.  The host keeps locked memory as it is: stale addends would let the guest pass its TLB. */
static void release(struct pagemap *map)
{
    if (madvise(map->addends, sizeof map->addends, MADV_DONTNEED) != 0)
        clear_by_hand(map);
    memset(map->touched, 0, sizeof map->touched);
    map->touched_count = 0;
}

void pagemap_clear(struct pagemap *map)
{
    if (map->touched_count > CLEAR_BY_HAND_MAX)
        release(map);
    else
        clear_by_hand(map);
}

/* Too much is touched: start anew. */
static void release_all(struct pagemaps *maps)
{
    for (unsigned i = 0; i < maps->count; i++)
        release(maps->maps[i]);
}

static unsigned touched_in_all(const struct pagemaps *maps)
{
    unsigned count = 0;
    for (unsigned i = 0; i < maps->count; i++)
        count += maps->maps[i]->touched_count;
    return count;
}

void pagemap_touch(struct pagemaps *maps, struct pagemap *map, size_t chunk)
{
    if (touched_in_all(maps) >= PAGEMAP_TOUCHED_MAX)
        release_all(maps);
    map->touched[chunk] = true;
    map->touched_count++;
}

void pagemap_protect(struct pagemap *map, const uint8_t *page)
{
    const size_t first = PAGEMAP_CHUNKS / 2; /* of the stores */
    for (size_t chunk = next_touched(map, first); chunk < PAGEMAP_CHUNKS; chunk = next_touched(map, chunk + 1)) {
        uintptr_t *addends = addends_of(map, chunk);
        uint32_t va = (uint32_t)((chunk - first) * PAGEMAP_CHUNK_ADDENDS) << PAGE_SHIFT;
        for (size_t i = 0; i < PAGEMAP_CHUNK_ADDENDS; i++)
            if (addends[i] && addends[i] + (va + ((uint32_t)i << PAGE_SHIFT)) == (uintptr_t)page)
                addends[i] = 0;
    }
}
