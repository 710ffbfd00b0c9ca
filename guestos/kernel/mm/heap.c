/* Memory for the kernel's own structures: pages cut into cells of one size, powers of two from 16 to 2048. */
#include "mm/heap.h"

#include "cpu/spinlock.h"
#include "mm/frame.h"

#define CLASS_SMALLEST_SHIFT 4
#define CLASSES              8

/* A free cell. */
struct cell {
    struct cell *next;
};

static struct spinlock heap_lock = SPINLOCK("heap");
/* Pages of each class that have a free cell, by frame.link; heap_lock. */
static struct list pages[CLASSES] = {{&pages[0], &pages[0]}, {&pages[1], &pages[1]}, {&pages[2], &pages[2]},
                                     {&pages[3], &pages[3]}, {&pages[4], &pages[4]}, {&pages[5], &pages[5]},
                                     {&pages[6], &pages[6]}, {&pages[7], &pages[7]}};

static uint32_t class_of(size_t bytes)
{
    uint32_t size_class = 0;
    while (((size_t)1 << (size_class + CLASS_SMALLEST_SHIFT)) < bytes)
        size_class++;
    return size_class;
}

static uint32_t cells_of(uint32_t size_class)
{
    return PAGE_BYTES >> (size_class + CLASS_SMALLEST_SHIFT);
}

/* A new page for a class, cut into cells; without the lock. */
static struct frame *cut_page(uint32_t size_class)
{
    struct frame *frame = frame_alloc(FRAME_HEAP);
    if (!frame)
        return NULL;
    struct cell *first = NULL;
    uint32_t bytes = 1u << (size_class + CLASS_SMALLEST_SHIFT);
    for (uint32_t at = PAGE_BYTES; at; at -= bytes) {
        struct cell *cell = (struct cell *)((char *)frame_page(frame) + at - bytes);
        cell->next = first;
        first = cell;
    }
    frame->first_cell = first;
    frame->free_cells = cells_of(size_class);
    frame->size_class = size_class;
    return frame;
}

void *heap_alloc(size_t bytes)
{
    ASSERT(bytes <= HEAP_BYTES_MAX);
    uint32_t size_class = class_of(bytes);
    spin_lock(&heap_lock);
    if (list_empty(&pages[size_class])) {
        spin_unlock(&heap_lock);
        struct frame *fresh = cut_page(size_class);
        if (!fresh)
            return NULL;
        spin_lock(&heap_lock);
        list_insert(&pages[size_class], &fresh->link);
    }
    struct frame *frame = LIST_ENTRY(pages[size_class].next, struct frame, link);
    struct cell *cell = frame->first_cell;
    frame->first_cell = cell->next;
    frame->free_cells--;
    if (frame->free_cells == 0)
        list_remove(&frame->link);
    spin_unlock(&heap_lock);
    memset(cell, 0, (size_t)1 << (size_class + CLASS_SMALLEST_SHIFT));
    return cell;
}

void heap_free(void *memory)
{
    if (!memory)
        return;
    struct frame *frame = frame_at(linear_pa(memory));
    ASSERT(frame->owner == FRAME_HEAP);
    struct cell *cell = memory;
    spin_lock(&heap_lock);
    cell->next = frame->first_cell;
    frame->first_cell = cell;
    if (frame->free_cells++ == 0)
        list_insert(pages[frame->size_class].next, &frame->link);
    bool empty = frame->free_cells == cells_of(frame->size_class);
    if (empty)
        list_remove(&frame->link);
    spin_unlock(&heap_lock);
    if (empty)
        frame_free(frame);
}
