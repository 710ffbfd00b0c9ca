/* Page tables. */
#include "mm/pagetable.h"

#include "isa/orchard/mman.h"
#include "mm/frame.h"

#define ENTRIES         1024
#define DIRECTORY_SHIFT 22

static uint32_t no_entries[ENTRIES] __attribute__((aligned(4096)));
static uint32_t no_tables[ENTRIES] __attribute__((aligned(4096)));
uint32_t *const invalid_table = no_entries;
uint32_t *const empty_directory = no_tables;

static uint32_t table_index(uint32_t va)
{
    return va >> PAGE_SHIFT & (ENTRIES - 1);
}

static uint32_t *table_of(struct space *space, uint32_t va)
{
    return (uint32_t *)space->directory[va >> DIRECTORY_SHIFT];
}

uint32_t *pte_find(struct space *space, uint32_t va)
{
    uint32_t *table = table_of(space, va);
    return table == invalid_table ? NULL : &table[table_index(va)];
}

uint32_t *pte_make(struct space *space, uint32_t va)
{
    uint32_t *table = table_of(space, va);
    if (table == invalid_table) {
        struct frame *frame = frame_alloc(FRAME_PAGETABLE);
        if (!frame)
            return NULL;
        table = frame_page(frame);
        page_zero(table);
        space->directory[va >> DIRECTORY_SHIFT] = (uint32_t)table;
    }
    return &table[table_index(va)];
}

void directory_make_empty(void)
{
    for (uint32_t i = 0; i < ENTRIES; i++)
        no_tables[i] = (uint32_t)invalid_table;
}

uint32_t *directory_new(void)
{
    struct frame *frame = frame_alloc(FRAME_PAGETABLE);
    if (!frame)
        return NULL;
    page_copy(frame_page(frame), no_tables);
    return frame_page(frame);
}

void directory_free(uint32_t *directory)
{
    for (uint32_t i = 0; i < USER_STACK >> DIRECTORY_SHIFT; i++) {
        if (directory[i] != (uint32_t)invalid_table)
            frame_free(frame_at(directory[i] - VA_LINEAR));
    }
    frame_free(frame_at(linear_pa(directory)));
}

uint32_t pte_flags(uint32_t protection)
{
    uint32_t flags = TLB_V | TLB_U;
    if (protection & (PROT_READ | PROT_WRITE))
        flags |= TLB_R;
    if (protection & PROT_WRITE)
        flags |= TLB_W;
    if (protection & PROT_EXEC)
        flags |= TLB_X | TLB_R;
    return flags;
}
