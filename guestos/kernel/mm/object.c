/* Memory objects. */
#include "mm/object.h"

#include "mm/frame.h"
#include "mm/heap.h"
#include "mm/pager.h"
#include "mm/pagetable.h"
#include "mm/swap.h"

struct vm_object *object_new(uint32_t pages)
{
    struct vm_object *object = heap_alloc(sizeof *object);
    if (!object)
        return NULL;
    object->references = 1;
    object->pages = pages;
    return object;
}

void object_share(struct vm_object *object)
{
    object->references++;
}

uint32_t *object_entry(struct vm_object *object, uint32_t page, bool make)
{
    if (page >= object->pages)
        return NULL;
    uint32_t **table = &object->tables[page >> 10];
    if (!*table) {
        struct frame *frame = make ? frame_alloc(FRAME_PAGETABLE) : NULL;
        if (!frame)
            return NULL;
        *table = frame_page(frame);
        page_zero(*table);
    }
    return &(*table)[page & 1023];
}

static bool page_mapped(struct vm_object *object, uint32_t page)
{
    uint32_t *entry = object_entry(object, page, false);
    return entry && pte_present(*entry) && frame_at(*entry)->maps > 0;
}

static void free_page(uint32_t *entry)
{
    if (pte_present(*entry)) {
        struct frame *frame = frame_at(*entry);
        pager_forget(frame);
        if (frame->slot)
            swap_release(frame->slot);
        frame_free(frame);
    } else if (pte_swapped(*entry)) {
        swap_release(*entry >> PAGE_SHIFT);
    }
    *entry = 0;
}

static void free_pages(struct vm_object *object, uint32_t from)
{
    for (uint32_t page = from; page < object->pages; page++) {
        if (!object->tables[page >> 10]) {
            page |= 1023;
            continue;
        }
        free_page(&object->tables[page >> 10][page & 1023]);
    }
    for (uint32_t t = (from + 1023) >> 10; t < OBJECT_TABLES; t++) {
        if (object->tables[t])
            frame_free(frame_at(linear_pa(object->tables[t])));
        object->tables[t] = NULL;
    }
}

int32_t object_resize(struct vm_object *object, uint32_t pages)
{
    if (pages > OBJECT_PAGES_MAX)
        return -EFBIG;
    for (uint32_t page = pages; page < object->pages; page++) {
        if (page_mapped(object, page))
            return -EBUSY;
    }
    if (pages < object->pages)
        free_pages(object, pages);
    object->pages = pages;
    return 0;
}

void object_release(struct vm_object *object)
{
    if (--object->references)
        return;
    free_pages(object, 0);
    heap_free(object);
}
