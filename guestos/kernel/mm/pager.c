/* The pager's mechanism: finding all page table entries of a frame, and eviction.
 *
 * There are no lists of entries.  A private page is mapped at the same address wherever it is mapped (copies of a space
 * by fork), a shared one where regions of its object say, so that looking through the spaces finds all. */
#include "mm/pager.h"

#include "dev/trace.h"
#include "mm/object.h"
#include "mm/pagetable.h"
#include "mm/swap.h"
#include "mm/tlb.h"

static const struct pager_ops *const policies[] = {&pager_clock, &pager_fifo};
static const struct pager_ops *policy = &pager_clock; /* vm_lock */

struct list pager_pages = {&pager_pages, &pager_pages};

const char *pager_name(void)
{
    return policy->name;
}

bool pager_choose(const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(policies); i++) {
        if (strcmp(policies[i]->name, name) == 0) {
            policy = policies[i];
            return true;
        }
    }
    return false;
}

void pager_remember(struct frame *frame)
{
    if (frame->flags & FRAME_LISTED)
        return;
    frame->flags |= FRAME_LISTED;
    list_insert(&pager_pages, &frame->link);
}

void pager_forget(struct frame *frame)
{
    frame->flags &= (uint8_t)~FRAME_LISTED;
    list_remove(&frame->link);
}

/* What to do with each entry that leads to a frame; the sum of its results is returned. */
typedef uint32_t (*entry_visitor)(struct space *space, uint32_t va, uint32_t *entry, struct frame *frame);

static uint32_t visit_at(struct space *space, uint32_t va, struct frame *frame, entry_visitor visit)
{
    uint32_t *entry = pte_find(space, va);
    if (!entry || !pte_present(*entry) || (*entry & PTE_FRAME) != frame_pa(frame))
        return 0;
    return visit(space, va, entry, frame);
}

static uint32_t visit_shared(struct space *space, struct frame *frame, entry_visitor visit)
{
    uint32_t sum = 0;
    LIST_EACH(link, &space->regions)
    {
        struct region *region = LIST_ENTRY(link, struct region, link);
        uint32_t pages = (region->end - region->start) >> PAGE_SHIFT;
        uint32_t at = frame->va - region->object_page;
        if (region->object == frame->object && frame->va >= region->object_page && at < pages) {
            sum += visit_at(space, region->start + (at << PAGE_SHIFT), frame, visit);
        }
    }
    return sum;
}

static uint32_t visit_entries(struct frame *frame, entry_visitor visit)
{
    uint32_t sum = 0;
    LIST_EACH(link, &spaces)
    {
        struct space *space = LIST_ENTRY(link, struct space, link);
        sum += frame->object ? visit_shared(space, frame, visit) : visit_at(space, frame->va, frame, visit);
    }
    return sum;
}

static uint32_t take_accessed(struct space *space, uint32_t va, uint32_t *entry, struct frame *frame)
{
    (void)frame;
    if (!(*entry & TLB_V))
        return 0;
    *entry = (*entry & ~(uint32_t)TLB_V) | PTE_PRESENT;
    tlb_forget(space, va);
    return 1;
}

bool pager_test_accessed(struct frame *frame)
{
    return visit_entries(frame, take_accessed) != 0;
}

/* Entries become what frame->slot says: a slot, or nothing when the page can be had again from its origin. */
static uint32_t take_away(struct space *space, uint32_t va, uint32_t *entry, struct frame *frame)
{
    bool to_slot = frame->slot && !frame->object;
    *entry = to_slot ? frame->slot << PAGE_SHIFT | PTE_SWAP : 0;
    tlb_forget(space, va);
    space->resident_pages--;
    if (to_slot)
        space->swapped_pages++;
    return 1;
}

/* Write a page to a slot of its own.  Meanwhile nobody can change it: who touches it faults and waits for vm_lock. */
static int32_t save(struct frame *frame)
{
    uint32_t slot = swap_alloc();
    if (!slot)
        return -ENOMEM;
    pager_test_accessed(frame);
    int32_t result = swap_write(slot, frame);
    if (result < 0) {
        print("swap: slot %u cannot be written\n", slot);
        swap_release(slot);
        return result;
    }
    trace_swap(frame->object ? 0 : frame->va, slot, true, frame_pa(frame));
    frame->slot = slot;
    return 0;
}

/* Move a page out of memory: 0 or -errno, the page then stays. */
static int32_t evict(struct frame *frame)
{
    int32_t result = frame->flags & FRAME_DIRTY ? save(frame) : 0;
    if (result < 0)
        return result;
    uint32_t maps = visit_entries(frame, take_away);
    ASSERT(maps == frame->maps);
    pager_forget(frame);
    if (frame->object) {
        uint32_t *entry = object_entry(frame->object, frame->va, false);
        *entry = frame->slot ? frame->slot << PAGE_SHIFT | PTE_SWAP : 0;
    } else {
        for (uint32_t i = 1; frame->slot && i < maps; i++)
            swap_share(frame->slot);
    }
    frame->slot = 0;
    frame->maps = 0;
    frame_free(frame);
    return 0;
}

/* The oldest page that needs no swap slot. */
static struct frame *oldest_clean(void)
{
    LIST_EACH(link, &pager_pages)
    {
        struct frame *frame = LIST_ENTRY(link, struct frame, link);
        if (!(frame->flags & FRAME_DIRTY))
            return frame;
    }
    return NULL;
}

struct frame *pager_frame(enum frame_owner owner)
{
    ASSERT(sleeplock_held(&vm_lock));
    for (;;) {
        struct frame *frame = frame_alloc(owner);
        if (frame)
            return frame;
        struct frame *victim = swap_free() ? policy->victim() : oldest_clean();
        if (!victim || evict(victim) < 0)
            return NULL;
    }
}

static bool could_go(const struct frame *frame)
{
    return (frame->flags & FRAME_LISTED) && (frame->owner == FRAME_USER || frame->owner == FRAME_SHARED);
}

void pager_make_run(uint32_t count)
{
    sleeplock_lock(&vm_lock);
    struct frame *run = frame_find_run(count, could_go);
    for (uint32_t i = 0; run && i < count; i++) {
        if (could_go(&run[i]))
            evict(&run[i]);
    }
    sleeplock_unlock(&vm_lock);
}

void pager_fill_reserve(void)
{
    sleeplock_lock(&vm_lock);
    while (frame_free_count() < FRAMES_RESERVED) {
        struct frame *victim = swap_free() ? policy->victim() : oldest_clean();
        if (!victim || evict(victim) < 0)
            break;
    }
    sleeplock_unlock(&vm_lock);
}
