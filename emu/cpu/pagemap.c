#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE, madvise */
#include "cpu/pagemap.h"

#include <string.h>
#include <sys/mman.h>

/* Above this many chunks the host takes them back faster than they are cleared. */
#define CLEAR_BY_HAND_MAX 64

static void *reserve(int protection)
{
    void *host = mmap(NULL, PAGEMAP_BYTES, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
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
        if (maps->maps[i].owner)
            *maps->maps[i].owner = NULL;
        munmap(maps->maps[i].addends, PAGEMAP_BYTES);
    }
    if (maps->none)
        munmap((void *)(uintptr_t)maps->none, PAGEMAP_BYTES);
    memset(maps, 0, sizeof *maps);
}

void pagemaps_give(struct pagemaps *maps, struct pagemap **owner)
{
    struct pagemap *map = NULL;
    if (maps->count < PAGEMAPS_MAX) {
        void *host = reserve(PROT_READ | PROT_WRITE);
        if (host) {
            map = &maps->maps[maps->count++];
            map->addends = host;
        }
    }
    if (!map && maps->count) {
        map = &maps->maps[maps->victim++ % maps->count];
        pagemap_clear(map);
        *map->owner = NULL;
    }
    if (map)
        map->owner = owner;
    *owner = map;
}

static void clear_by_hand(struct pagemap *map)
{
    for (size_t word = 0; word < PAGEMAP_CHUNKS / 64; word++)
        for (size_t bit = 0; bit < 64 && map->touched[word] >> bit; bit++)
            if (map->touched[word] >> bit & 1)
                memset((uintptr_t *)map->addends + (word * 64 + bit) * PAGEMAP_CHUNK_ADDENDS, 0, PAGE_BYTES);
}

/* Give its memory back.  The host keeps locked memory as it is: stale addends would let the guest pass its TLB. */
static void release(struct pagemap *map)
{
    if (madvise(map->addends, PAGEMAP_BYTES, MADV_DONTNEED) != 0)
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
        release(&maps->maps[i]);
}

static unsigned touched_in_all(const struct pagemaps *maps)
{
    unsigned count = 0;
    for (unsigned i = 0; i < maps->count; i++)
        count += maps->maps[i].touched_count;
    return count;
}

void pagemap_touch(struct pagemaps *maps, struct pagemap *map, size_t chunk)
{
    if (touched_in_all(maps) >= PAGEMAP_TOUCHED_MAX)
        release_all(maps);
    map->touched[chunk / 64] |= (uint64_t)1 << chunk % 64;
    map->touched_count++;
}

void pagemap_protect(struct pagemap *map, const uint8_t *page)
{
    const size_t first = PAGEMAP_CHUNKS / 2; /* of the stores */
    for (size_t word = first / 64; word < PAGEMAP_CHUNKS / 64; word++) {
        if (!map->touched[word])
            continue;
        for (size_t chunk = word * 64; chunk < word * 64 + 64; chunk++) {
            if (!(map->touched[word] >> chunk % 64 & 1))
                continue;
            uintptr_t *addends = (uintptr_t *)map->addends + chunk * PAGEMAP_CHUNK_ADDENDS;
            uint32_t va = (uint32_t)((chunk - first) * PAGEMAP_CHUNK_ADDENDS) << PAGE_SHIFT;
            for (size_t i = 0; i < PAGEMAP_CHUNK_ADDENDS; i++)
                if (addends[i] && addends[i] + (va + ((uint32_t)i << PAGE_SHIFT)) == (uintptr_t)page)
                    addends[i] = 0;
        }
    }
}
