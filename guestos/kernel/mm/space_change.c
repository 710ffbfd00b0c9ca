/* Address spaces: changing what is mapped. */
#include "isa/orchard/mman.h"
#include "mm/frame.h"
#include "mm/pagetable.h"
#include "mm/region.h"
#include "mm/space.h"
#include "mm/tlb.h"

/* Make region borders at both ends of a range. */
static int32_t split_at(struct space *space, uint32_t start, uint32_t end)
{
    struct region *region = space_find(space, start);
    if (region && region->start < start && region_split(region, start) < 0)
        return -ENOMEM;
    region = space_find(space, end - 1);
    if (region && end < region->end && region_split(region, end) < 0)
        return -ENOMEM;
    return 0;
}

int32_t space_cut(struct space *space, uint32_t start, uint32_t end)
{
    int32_t result = split_at(space, start, end);
    if (result < 0)
        return result;
    struct list *link = space->regions.next;
    while (link != &space->regions) {
        struct region *region = LIST_ENTRY(link, struct region, link);
        link = link->next;
        if (region->start < start || region->end > end)
            continue;
        region_drop_pages(space, region->start, region->end);
        space->size_pages -= (region->end - region->start) >> PAGE_SHIFT;
        list_remove(&region->link);
        region_free(region);
    }
    tlb_forget_all(space);
    return 0;
}

int32_t space_unmap(struct space *space, uint32_t start, uint32_t end)
{
    sleeplock_lock(&vm_lock);
    int32_t result = space_cut(space, start, end);
    sleeplock_unlock(&vm_lock);
    return result;
}

/* Whether every page of the range is mapped. */
static bool covered(struct space *space, uint32_t start, uint32_t end)
{
    while (start < end) {
        struct region *region = space_find(space, start);
        if (!region)
            return false;
        start = region->end;
    }
    return true;
}

static void protect_region(struct space *space, struct region *region, uint32_t protection)
{
    uint32_t rights = TLB_R | TLB_W | TLB_X;
    region->protection = protection;
    for (uint32_t va = region->start; va < region->end; va += PAGE_BYTES) {
        uint32_t *entry = pte_find(space, va);
        if (entry && pte_present(*entry))
            *entry = (*entry & ~rights) | (pte_flags(protection) & rights);
    }
}

int32_t space_protect(struct space *space, uint32_t start, uint32_t end, uint32_t protection)
{
    sleeplock_lock(&vm_lock);
    int32_t result = covered(space, start, end) ? split_at(space, start, end) : -ENOMEM;
    if (result == 0) {
        LIST_EACH(link, &space->regions)
        {
            struct region *region = LIST_ENTRY(link, struct region, link);
            if (region->start >= start && region->end <= end)
                protect_region(space, region, protection);
        }
        tlb_forget_all(space);
    }
    sleeplock_unlock(&vm_lock);
    return result;
}

/* The break's region, or NULL while it is empty. */
static struct region *heap_region(struct space *space)
{
    LIST_EACH(link, &space->regions)
    {
        struct region *region = LIST_ENTRY(link, struct region, link);
        if (region->flags & REGION_HEAP)
            return region;
    }
    return NULL;
}

static int32_t grow_break(struct space *space, uint32_t from, uint32_t to)
{
    if (!space_range_free(space, from, to) || !space_affordable((to - from) >> PAGE_SHIFT))
        return -ENOMEM;
    struct region *heap = heap_region(space);
    struct region grown = {.start = from, .end = to, .protection = PROT_READ | PROT_WRITE, .flags = REGION_HEAP};
    int32_t result = space_add_region(space, &grown);
    if (result < 0 || !heap)
        return result;
    struct region *added = space_find(space, from);
    list_remove(&added->link);
    region_free(added);
    heap->end = to;
    return 0;
}

int32_t space_set_break(struct space *space, uint32_t end)
{
    sleeplock_lock(&vm_lock);
    uint32_t old = PAGE_UP(space->break_end);
    int32_t result = 0;
    if (!end)
        end = space->break_end;
    if (end < space->break_start || end > USER_MMAP)
        result = -ENOMEM;
    else if (PAGE_UP(end) > old)
        result = grow_break(space, old, PAGE_UP(end));
    else if (PAGE_UP(end) < old)
        result = space_cut(space, PAGE_UP(end), old);
    if (result == 0)
        space->break_end = end;
    sleeplock_unlock(&vm_lock);
    return result == 0 ? (int32_t)end : result;
}
