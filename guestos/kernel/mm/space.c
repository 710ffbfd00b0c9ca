/* Address spaces: their lifetime and their regions. */
#include "mm/space.h"

#include "mm/frame.h"
#include "mm/heap.h"
#include "mm/pagetable.h"
#include "mm/region.h"
#include "mm/swap.h"
#include "mm/tlb.h"

struct sleeplock vm_lock;
struct list spaces = {&spaces, &spaces};

void space_init(void)
{
    sleeplock_init(&vm_lock, "memory");
}

struct space *space_new(void)
{
    struct space *space = heap_alloc(sizeof *space);
    if (!space)
        return NULL;
    list_init(&space->regions);
    space->directory = directory_new();
    if (!space->directory) {
        heap_free(space);
        return NULL;
    }
    sleeplock_lock(&vm_lock);
    list_insert(&spaces, &space->link);
    sleeplock_unlock(&vm_lock);
    return space;
}

void space_free(struct space *space)
{
    sleeplock_lock(&vm_lock);
    while (!list_empty(&space->regions)) {
        struct region *region = LIST_ENTRY(space->regions.next, struct region, link);
        region_drop_pages(space, region->start, region->end);
        list_remove(&region->link);
        region_free(region);
    }
    list_remove(&space->link);
    sleeplock_unlock(&vm_lock);
    directory_free(space->directory);
    heap_free(space);
}

struct region *space_find(struct space *space, uint32_t va)
{
    LIST_EACH(link, &space->regions)
    {
        struct region *region = LIST_ENTRY(link, struct region, link);
        if (va < region->start)
            return NULL;
        if (va < region->end)
            return region;
    }
    return NULL;
}

bool space_range_free(struct space *space, uint32_t start, uint32_t end)
{
    LIST_EACH(link, &space->regions)
    {
        struct region *region = LIST_ENTRY(link, struct region, link);
        if (start < region->end && end > region->start)
            return false;
    }
    return true;
}

uint32_t space_find_room(struct space *space, uint32_t bytes)
{
    uint32_t at = USER_MMAP;
    uint32_t limit = USER_STACK - USER_STACK_BYTES;
    LIST_EACH(link, &space->regions)
    {
        struct region *region = LIST_ENTRY(link, struct region, link);
        if (region->end <= at)
            continue;
        if (region->start >= at && region->start - at >= bytes)
            break;
        at = region->end;
    }
    return at < limit && limit - at >= bytes ? at : 0;
}

bool space_affordable(uint32_t pages)
{
    uint32_t available = frame_free_count() + swap_free();
    return available > FRAMES_RESERVED && pages <= available - FRAMES_RESERVED;
}

int32_t space_add_region(struct space *space, const struct region *model)
{
    struct region *region = heap_alloc(sizeof *region);
    if (!region)
        return -ENOMEM;
    *region = *model;
    uint32_t pages = (region->end - region->start) >> PAGE_SHIFT;
    struct list *place = space->regions.next;
    while (place != &space->regions && LIST_ENTRY(place, struct region, link)->start < region->start)
        place = place->next;
    list_insert(place, &region->link);
    space->size_pages += pages;
    return 0;
}

/* Copy a region's page table entries; without memory for a table, -ENOMEM. */
static int32_t copy_entries(struct space *from, struct space *to, struct region *region)
{
    for (uint32_t va = region->start; va < region->end; va += PAGE_BYTES) {
        uint32_t *entry = pte_find(from, va);
        if (!entry) {
            va |= 0x3ff000; /* the table's last page */
            continue;
        }
        if (!*entry)
            continue;
        uint32_t *copy = pte_make(to, va);
        if (!copy)
            return -ENOMEM;
        if (pte_present(*entry)) {
            *entry &= ~(uint32_t)TLB_D;
            frame_at(*entry)->maps++;
            to->resident_pages++;
        } else {
            swap_share(*entry >> PAGE_SHIFT);
            to->swapped_pages++;
        }
        *copy = *entry;
    }
    return 0;
}

static int32_t copy_regions(struct space *from, struct space *to)
{
    LIST_EACH(link, &from->regions)
    {
        struct region *region = LIST_ENTRY(link, struct region, link);
        struct region *copy = region_copy(region);
        if (!copy)
            return -ENOMEM;
        list_insert(&to->regions, &copy->link);
        if (region->flags & REGION_SHARED)
            continue;
        int32_t result = copy_entries(from, to, region);
        if (result < 0)
            return result;
    }
    return 0;
}

struct space *space_copy(struct space *space)
{
    struct space *copy = space_new();
    if (!copy)
        return NULL;
    sleeplock_lock(&vm_lock);
    copy->break_start = space->break_start;
    copy->break_end = space->break_end;
    copy->size_pages = space->size_pages;
    int32_t result = copy_regions(space, copy);
    tlb_forget_all(space);
    sleeplock_unlock(&vm_lock);
    if (result == 0)
        return copy;
    space_free(copy);
    return NULL;
}
