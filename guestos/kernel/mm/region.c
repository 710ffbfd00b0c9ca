/* Regions and the pages in them. */
#include "mm/region.h"

#include "fs/inode.h"
#include "mm/frame.h"
#include "mm/heap.h"
#include "mm/object.h"
#include "mm/pager.h"
#include "mm/pagetable.h"
#include "mm/swap.h"

struct region *region_copy(const struct region *region)
{
    struct region *copy = heap_alloc(sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *region;
    list_init(&copy->link);
    if (copy->inode)
        inode_share(copy->inode);
    if (copy->object)
        object_share(copy->object);
    return copy;
}

void region_free(struct region *region)
{
    if (region->inode)
        inode_release(region->inode);
    if (region->object)
        object_release(region->object);
    heap_free(region);
}

int32_t region_split(struct region *region, uint32_t at)
{
    struct region *upper = region_copy(region);
    if (!upper)
        return -ENOMEM;
    uint32_t below = at - region->start;
    upper->start = at;
    upper->file_offset += below;
    upper->file_bytes = region->file_bytes > below ? region->file_bytes - below : 0;
    upper->object_page += below >> PAGE_SHIFT;
    region->end = at;
    region->file_bytes = min_u32(region->file_bytes, below);
    list_insert(region->link.next, &upper->link);
    return 0;
}

static void drop_present(struct space *space, uint32_t entry)
{
    struct frame *frame = frame_at(entry);
    frame->maps--;
    space->resident_pages--;
    if (frame->object || frame->maps)
        return;
    pager_forget(frame);
    if (frame->slot)
        swap_release(frame->slot);
    frame_free(frame);
}

void region_drop_pages(struct space *space, uint32_t start, uint32_t end)
{
    for (uint32_t va = start; va < end; va += PAGE_BYTES) {
        uint32_t *entry = pte_find(space, va);
        if (!entry) {
            va |= 0x3ff000; /* the table's last page */
            continue;
        }
        uint32_t old = *entry;
        *entry = 0;
        if (pte_present(old)) {
            drop_present(space, old);
        } else if (pte_swapped(old)) {
            swap_release(old >> PAGE_SHIFT);
            space->swapped_pages--;
        }
    }
}

void page_dirty(struct frame *frame)
{
    frame->flags |= FRAME_DIRTY;
    if (frame->slot)
        swap_release(frame->slot);
    frame->slot = 0;
}
