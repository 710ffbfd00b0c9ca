/* Address-space numbers and dropped translations. */
#include "mm/tlb.h"

#include "cpu/hart.h"
#include "cpu/spinlock.h"
#include "mm/space.h"

#define ASID_COUNT 256

static struct spinlock drop_lock = SPINLOCK("drop"); /* one request at a time */

/* Give the space a number of its own on this hart. */
static void number(struct hart *hart, struct space *space)
{
    if (hart->asid_next == ASID_COUNT) {
        hart->asid_next = 0;
        hart->asid_generation++;
        tlb_drop_all();
    }
    space->asid = hart->asid_next++;
    space->asid_generation = hart->asid_generation;
    space->asid_hart = hart->number;
}

static bool numbered_here(const struct hart *hart, const struct space *space)
{
    return space->asid_hart == hart->number && space->asid_generation == hart->asid_generation;
}

static void install(struct hart *hart, struct space *space)
{
    if (!numbered_here(hart, space))
        number(hart, space);
    hart->space = space;
    csr_set_asid(space->asid);
    csr_set_pgdir((uint32_t)space->directory);
}

void tlb_enter(struct space *space)
{
    struct hart *hart = hart_self();
    if (space && (space != hart->space || !numbered_here(hart, space)))
        install(hart, space);
}

void tlb_forget_all(struct space *space)
{
    struct hart *hart = hart_self();
    ASSERT(hart->space == space);
    space->asid_generation = 0;
    install(hart, space);
}

void tlb_enter_page(uint32_t va, uint32_t entry)
{
    struct hart *hart = hart_self();
    csr_set_tlbhi(PAGE_DOWN(va) | hart->space->asid);
    tlb_write(entry);
}

void tlb_answer(void)
{
    struct hart *hart = hart_self();
    if (!hart->drop_pending)
        return;
    struct space *space = hart->drop_space;
    if (numbered_here(hart, space))
        tlb_drop(hart->drop_va, space->asid);
    cpu_fence();
    hart->drop_pending = 0;
}

/* Have another hart drop the page, and wait until it has. */
static void ask(struct hart *other, struct space *space, uint32_t va)
{
    spin_lock(&drop_lock);
    other->drop_space = space;
    other->drop_va = va;
    cpu_fence();
    other->drop_pending = 1;
    hart_call(other->number);
    while (other->drop_pending)
        tlb_answer();
    spin_unlock(&drop_lock);
}

void tlb_forget(struct space *space, uint32_t va)
{
    struct hart *hart = hart_self();
    if (numbered_here(hart, space)) {
        tlb_drop(PAGE_DOWN(va), space->asid);
        return;
    }
    if (space->asid_hart == hart->number)
        return;
    struct hart *other = &harts[space->asid_hart];
    if (other->space == space)
        ask(other, space, PAGE_DOWN(va));
    else
        space->asid_generation = 0;
}
