/* Where the pages of an address space lie in host memory: a flat table by page number, for translated code.
 *
 * Like a shadow (hart.h), but without a tag: there is a table for each hart's kernel mode (the linear window only) and
 * for each of its address spaces in user mode, and an entry is there only while the TLB would give the same without a
 * trap; one for stores is there only when a load would not trap either.  The tables are sparse; the host gives their
 * pages when they are first touched, and what is touched is bounded.
 */
#ifndef EMU_CPU_PAGEMAP_H
#define EMU_CPU_PAGEMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/machine.h"

#define PAGEMAP_PAGES         (1u << (32 - PAGE_SHIFT))
#define PAGEMAP_CHUNK_SHIFT   9 /* a chunk fills a page of the host; it is remembered whether it was touched */
#define PAGEMAP_CHUNK_ADDENDS (1u << PAGEMAP_CHUNK_SHIFT)
#define PAGEMAP_CHUNKS        (2 * PAGEMAP_PAGES / PAGEMAP_CHUNK_ADDENDS)

enum { PAGEMAP_LOADS, PAGEMAP_STORES };

/* The addends come first, so that the address of a map is that of its table. */
struct pagemap {
    uintptr_t addends[2][PAGEMAP_PAGES]; /* [PAGEMAP_LOADS..STORES][page number]: host address - va; 0: not known */
    bool touched[PAGEMAP_CHUNKS];        /* an addend other than 0 is only set where this is true */
    unsigned touched_count;
    struct pagemap **owner; /* who points here */
};

/* All tables of a machine. */
#define PAGEMAPS_MAX        48
#define PAGEMAP_TOUCHED_MAX 2048 /* chunks of all tables together: 8 MiB */

struct pagemaps {
    struct pagemap *maps[PAGEMAPS_MAX];
    unsigned count, victim;
    const struct pagemap *none; /* all zeros */
};

/* False when the host has no address space left. */
bool pagemaps_init(struct pagemaps *maps);
void pagemaps_fini(struct pagemaps *maps);

/* Give *owner (NULL) an empty table; it may be taken from another owner.  *owner stays NULL when the host gives none.
 */
void pagemaps_give(struct pagemaps *maps, struct pagemap **owner);

/* A chunk is about to be touched. */
void pagemap_touch(struct pagemaps *maps, struct pagemap *map, size_t chunk);

/* Set an entry. */
static inline void pagemap_set(struct pagemaps *maps, struct pagemap *map, uint32_t va, const uint8_t *page,
                               bool stores)
{
    uint32_t number = va >> PAGE_SHIFT;
    size_t chunk = ((stores ? PAGEMAP_PAGES : 0) + number) / PAGEMAP_CHUNK_ADDENDS;
    if (!map->touched[chunk])
        pagemap_touch(maps, map, chunk);
    map->addends[stores][number] = (uintptr_t)page - (number << PAGE_SHIFT);
}

/* Forget a page; NULL is allowed. */
static inline void pagemap_forget(struct pagemap *map, uint32_t va)
{
    uint32_t number = va >> PAGE_SHIFT;
    for (unsigned plane = PAGEMAP_LOADS; map && plane <= PAGEMAP_STORES; plane++)
        if (map->touched[plane * (PAGEMAP_CHUNKS / 2) + (number >> PAGEMAP_CHUNK_SHIFT)])
            map->addends[plane][number] = 0;
}

/* Forget all pages, or those whose stores go to one page of the host. */
void pagemap_clear(struct pagemap *map);
void pagemap_protect(struct pagemap *map, const uint8_t *page);

#endif
