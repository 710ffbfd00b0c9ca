/* Page faults. */
#include "cpu/hart.h"
#include "dev/trace.h"
#include "fs/inode.h"
#include "isa/orchard/mman.h"
#include "mm/frame.h"
#include "mm/object.h"
#include "mm/pager.h"
#include "mm/pagetable.h"
#include "mm/region.h"
#include "mm/space.h"
#include "mm/swap.h"
#include "mm/tlb.h"
#include "proc/process.h"

/* A fault being served. */
struct fault {
    struct space *space;
    struct region *region;
    uint32_t va; /* of the page */
    uint32_t *entry;
    bool write;
};

static uint32_t fault_counts[FAULT_KIND_COUNT];

void fault_counters(uint32_t *counts, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        counts[i] = i < FAULT_KIND_COUNT ? fault_counts[i] : 0;
}

/* Enter a frame into the page tables, as written when the fault is a write. */
static void enter(struct fault *fault, struct frame *frame)
{
    uint32_t entry = frame_pa(frame) | pte_flags(fault->region->protection);
    if (fault->write) {
        page_dirty(frame);
        entry |= TLB_D;
    }
    frame->maps++;
    *fault->entry = entry;
    fault->space->resident_pages++;
    pager_remember(frame);
    trace_frames(frame_pa(frame) >> PAGE_SHIFT, 1, frame->owner, frame->object ? 0 : process_self()->pid, fault->va);
}

static struct frame *private_frame(struct fault *fault)
{
    struct frame *frame = pager_frame(FRAME_USER);
    if (frame)
        frame->va = fault->va;
    return frame;
}

/* First write to a page of which a fork left several users.  Finding room may have sent the page to swap: -EAGAIN. */
static int32_t serve_copy(struct fault *fault)
{
    struct frame *copy = private_frame(fault);
    if (!copy)
        return -ENOMEM;
    if (!pte_present(*fault->entry)) {
        frame_free(copy);
        return -EAGAIN;
    }
    struct frame *old = frame_at(*fault->entry);
    page_copy(frame_page(copy), frame_page(old));
    old->maps--;
    fault->space->resident_pages--;
    enter(fault, copy);
    return FAULT_COPY;
}

static int32_t serve_present(struct fault *fault)
{
    uint32_t entry = *fault->entry;
    struct frame *frame = frame_at(entry);
    if (fault->write && !(entry & TLB_D)) {
        if (!frame->object && frame->maps > 1)
            return serve_copy(fault);
        page_dirty(frame);
        entry |= TLB_D;
    }
    *fault->entry = (entry | TLB_V) & ~PTE_PRESENT;
    return FAULT_SOFT;
}

static int32_t serve_swapped(struct fault *fault)
{
    struct frame *frame = private_frame(fault);
    if (!frame)
        return -ENOMEM;
    uint32_t slot = *fault->entry >> PAGE_SHIFT;
    int32_t result = swap_read(slot, frame);
    if (result < 0) {
        frame_free(frame);
        return result;
    }
    trace_swap(fault->va, slot, false, frame_pa(frame));
    if (swap_users(slot) == 1) {
        frame->slot = slot;
    } else {
        swap_release(slot);
        frame->flags |= FRAME_DIRTY;
    }
    fault->space->swapped_pages--;
    enter(fault, frame);
    return FAULT_SWAP;
}

/* Bring a page of an object into memory: its kind of fault, or -errno. */
static int32_t fetch_shared(struct fault *fault, uint32_t page, uint32_t *entry)
{
    struct frame *frame = pager_frame(FRAME_SHARED);
    if (!frame)
        return -ENOMEM;
    int32_t kind = FAULT_ZERO;
    if (pte_swapped(*entry)) {
        kind = FAULT_SWAP;
        int32_t result = swap_read(*entry >> PAGE_SHIFT, frame);
        if (result < 0) {
            frame_free(frame);
            return result;
        }
        trace_swap(fault->va, *entry >> PAGE_SHIFT, false, frame_pa(frame));
        frame->slot = *entry >> PAGE_SHIFT;
    } else {
        page_zero(frame_page(frame));
    }
    frame->object = fault->region->object;
    frame->va = page;
    *entry = frame_pa(frame) | PTE_PRESENT;
    return kind;
}

static int32_t serve_shared(struct fault *fault)
{
    uint32_t page = fault->region->object_page + ((fault->va - fault->region->start) >> PAGE_SHIFT);
    struct vm_object *object = fault->region->object;
    if (page >= object->pages)
        return -EIO;
    uint32_t *entry = object_entry(object, page, true);
    if (!entry)
        return -ENOMEM;
    int32_t kind = FAULT_SOFT;
    if (!pte_present(*entry))
        kind = fetch_shared(fault, page, entry);
    if (kind < 0)
        return kind;
    enter(fault, frame_at(*entry));
    return kind;
}

static int32_t serve_private(struct fault *fault)
{
    struct region *region = fault->region;
    uint32_t offset = fault->va - region->start;
    uint32_t bytes = 0;
    if (region->inode && region->file_bytes > offset)
        bytes = min_u32(region->file_bytes - offset, PAGE_BYTES);
    struct frame *frame = private_frame(fault);
    if (!frame)
        return -ENOMEM;
    uint8_t *page = frame_page(frame);
    if (bytes < PAGE_BYTES)
        page_zero(page);
    if (bytes) {
        int32_t got = inode_read_whole(region->inode, page, region->file_offset + offset, bytes);
        if (got < 0) {
            frame_free(frame);
            return got;
        }
        memset(page + got, 0, bytes - (uint32_t)got);
    }
    enter(fault, frame);
    return bytes ? FAULT_FILE : FAULT_ZERO;
}

/* The stack's region grows to hold the address, if it may. */
static struct region *grow_stack(struct space *space, uint32_t va)
{
    if (va < USER_STACK - USER_STACK_BYTES || va >= USER_STACK)
        return NULL;
    struct region *stack = space_find(space, USER_STACK - 1);
    if (!stack || !(stack->flags & REGION_STACK) || !space_range_free(space, PAGE_DOWN(va), stack->start))
        return NULL;
    space->size_pages += (stack->start - PAGE_DOWN(va)) >> PAGE_SHIFT;
    stack->start = PAGE_DOWN(va);
    return stack;
}

static bool allowed(const struct region *region, enum access access)
{
    if (access == ACCESS_WRITE)
        return (region->protection & PROT_WRITE) != 0;
    if (access == ACCESS_EXECUTE)
        return (region->protection & PROT_EXEC) != 0;
    return region->protection != PROT_NONE;
}

/* Serve one fault: its kind, or -errno. */
static int32_t serve(struct fault *fault)
{
    fault->entry = pte_make(fault->space, fault->va);
    if (!fault->entry)
        return -ENOMEM;
    for (;;) {
        int32_t result;
        if (pte_present(*fault->entry))
            result = serve_present(fault);
        else if (pte_swapped(*fault->entry))
            result = serve_swapped(fault);
        else if (fault->region->flags & REGION_SHARED)
            result = serve_shared(fault);
        else
            result = serve_private(fault);
        if (result != -EAGAIN)
            return result;
    }
}

/* Find the region and serve; vm_lock. */
static int32_t fault_in(struct fault *fault, enum access access)
{
    bool grown = false;
    fault->region = space_find(fault->space, fault->va);
    if (!fault->region) {
        fault->region = grow_stack(fault->space, fault->va);
        grown = true;
    }
    if (!fault->region)
        return -EFAULT;
    if (!allowed(fault->region, access))
        return -EACCES;
    int32_t kind = serve(fault);
    return grown && kind == FAULT_ZERO ? FAULT_STACK : kind;
}

static void count(struct process *process, int32_t kind)
{
    fault_counts[kind]++;
    if (kind == FAULT_FILE || kind == FAULT_SWAP)
        process->major_faults++;
    else
        process->minor_faults++;
}

int32_t space_fault(uint32_t va, enum access access, uint32_t cause)
{
    struct process *self = process_self();
    struct fault fault = {.space = self->space, .va = PAGE_DOWN(va), .write = access == ACCESS_WRITE};
    if (!self->space)
        return -EFAULT;
    sleeplock_lock(&vm_lock);
    int32_t kind = fault_in(&fault, access);
    uint32_t frame = 0;
    if (kind >= 0) {
        count(self, kind);
        frame = *fault.entry >> PAGE_SHIFT;
        tlb_enter_page(va, *fault.entry);
    }
    trace_fault(va, kind < 0 ? FAULT_BAD : (uint32_t)kind, cause, frame);
    sleeplock_unlock(&vm_lock);
    return kind < 0 ? kind : 0;
}

int32_t space_write(struct space *space, uint32_t va, const void *from, uint32_t bytes)
{
    const uint8_t *source = from;
    while (bytes) {
        struct fault fault = {.space = space, .va = PAGE_DOWN(va), .write = true};
        uint32_t part = min_u32(bytes, PAGE_BYTES - (va & PAGE_MASK));
        sleeplock_lock(&vm_lock);
        int32_t kind = fault_in(&fault, ACCESS_WRITE);
        if (kind >= 0)
            memcpy((uint8_t *)frame_page(frame_at(*fault.entry)) + (va & PAGE_MASK), source, part);
        sleeplock_unlock(&vm_lock);
        if (kind < 0)
            return kind;
        va += part;
        source += part;
        bytes -= part;
    }
    return 0;
}
