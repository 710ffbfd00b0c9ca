/* Swap slots. */
#include "mm/swap.h"

#include "dev/disk.h"
#include "mm/frame.h"

#define USERS_MAX 255

static uint8_t *users; /* by slot; slot 0 is not used, so that 0 means none */
static uint32_t first_block, slots, free_slots, hint = 1;
static uint32_t ins, outs;

void swap_init(uint32_t start_block, uint32_t blocks)
{
    if (blocks < 2)
        return;
    uint32_t pages = PAGE_UP(blocks) >> PAGE_SHIFT;
    struct frame *table = frame_alloc_run(pages, FRAME_KERNEL);
    if (!table)
        return;
    users = frame_page(table);
    memset(users, 0, blocks);
    first_block = start_block;
    slots = blocks;
    free_slots = blocks - 1;
}

uint32_t swap_alloc(void)
{
    if (!free_slots)
        return 0;
    while (users[hint])
        hint = hint + 1 == slots ? 1 : hint + 1;
    users[hint] = 1;
    free_slots--;
    return hint;
}

void swap_share(uint32_t slot)
{
    ASSERT(users[slot] < USERS_MAX);
    users[slot]++;
}

void swap_release(uint32_t slot)
{
    ASSERT(users[slot] > 0);
    if (--users[slot] == 0)
        free_slots++;
}

uint32_t swap_users(uint32_t slot)
{
    return users[slot];
}

int32_t swap_write(uint32_t slot, struct frame *frame)
{
    outs++;
    return disk_transfer(first_block + slot, frame_pa(frame), true);
}

int32_t swap_read(uint32_t slot, struct frame *frame)
{
    ins++;
    return disk_transfer(first_block + slot, frame_pa(frame), false);
}

uint32_t swap_total(void)
{
    return slots ? slots - 1 : 0;
}

uint32_t swap_free(void)
{
    return free_slots;
}

uint32_t swap_ins(void)
{
    return ins;
}

uint32_t swap_outs(void)
{
    return outs;
}
