#include "cpu/tlb.h"

#include <stdlib.h>

#include "isa/machine.h"

#define PAGE_MASK (~(uint32_t)(PAGE_BYTES - 1))

bool tlb_init(struct tlb *tlb, unsigned sets, unsigned ways)
{
    *tlb = (struct tlb){.sets = sets, .ways = ways};
    tlb->entries = calloc((size_t)sets * ways, sizeof *tlb->entries);
    tlb->victims = calloc(sets, sizeof *tlb->victims);
    if (tlb->entries && tlb->victims)
        return true;
    tlb_fini(tlb);
    return false;
}

void tlb_fini(struct tlb *tlb)
{
    free(tlb->entries);
    free(tlb->victims);
    *tlb = (struct tlb){0};
}

static unsigned set_of(const struct tlb *tlb, uint32_t va)
{
    return va >> PAGE_SHIFT & (tlb->sets - 1);
}

static bool same_page(const struct tlb_entry *entry, uint32_t va)
{
    return entry->used && ((entry->hi ^ va) & PAGE_MASK) == 0;
}

static bool translates(const struct tlb_entry *entry, uint32_t va, uint32_t asid)
{
    return same_page(entry, va) && ((entry->lo & TLB_G) || (entry->hi & TLBHI_ASID) == asid);
}

int tlb_find(const struct tlb *tlb, uint32_t va, uint32_t asid)
{
    unsigned first = set_of(tlb, va) * tlb->ways;
    for (unsigned i = first; i < first + tlb->ways; i++)
        if (translates(&tlb->entries[i], va, asid))
            return (int)i;
    return -1;
}

/* Would a lookup find both the entry and a new one with this hi and lo? */
static bool collides(const struct tlb_entry *entry, uint32_t hi, uint32_t lo)
{
    return (lo & TLB_G) ? same_page(entry, hi) : translates(entry, hi, hi & TLBHI_ASID);
}

/* Way for a new entry in the set that starts at first. */
static unsigned choose(struct tlb *tlb, unsigned first, uint32_t hi, uint32_t lo)
{
    for (unsigned way = 0; way < tlb->ways; way++)
        if (collides(&tlb->entries[first + way], hi, lo))
            return way;
    for (unsigned way = 0; way < tlb->ways; way++)
        if (!tlb->entries[first + way].used || !(tlb->entries[first + way].lo & TLB_V))
            return way;
    uint8_t *victim = &tlb->victims[first / tlb->ways];
    unsigned way = *victim;
    *victim = (uint8_t)((way + 1) % tlb->ways);
    return way;
}

unsigned tlb_write(struct tlb *tlb, uint32_t hi, uint32_t lo, uint64_t now_ns, struct tlb_entry *old)
{
    unsigned first = set_of(tlb, hi) * tlb->ways;
    unsigned index = first + choose(tlb, first, hi, lo);
    *old = tlb->entries[index];
    for (unsigned i = first; i < first + tlb->ways; i++)
        if (collides(&tlb->entries[i], hi, lo))
            tlb->entries[i].used = false;
    tlb->entries[index] = (struct tlb_entry){hi, lo, true, now_ns};
    return index;
}

void tlb_invalidate_all(struct tlb *tlb)
{
    for (unsigned i = 0; i < tlb->sets * tlb->ways; i++)
        tlb->entries[i].used = false;
}

void tlb_invalidate_asid(struct tlb *tlb, uint32_t asid)
{
    for (unsigned i = 0; i < tlb->sets * tlb->ways; i++)
        if ((tlb->entries[i].hi & TLBHI_ASID) == asid && !(tlb->entries[i].lo & TLB_G))
            tlb->entries[i].used = false;
}

void tlb_invalidate_va(struct tlb *tlb, uint32_t va, uint32_t asid)
{
    int index = tlb_find(tlb, va, asid);
    if (index >= 0)
        tlb->entries[index].used = false;
}

void tlb_walk(struct tlb *tlb, struct state *state)
{
    for (unsigned i = 0; i < tlb->sets * tlb->ways; i++) {
        struct tlb_entry *entry = &tlb->entries[i];
        state_bool(state, &entry->used);
        if (!entry->used)
            continue;
        state_u32(state, &entry->hi);
        state_u32(state, &entry->lo);
        if (!state_hashes(state))
            state_u64(state, &entry->written_ns);
        state_require(state, set_of(tlb, entry->hi) == i / tlb->ways);
    }
    state_bytes(state, tlb->victims, tlb->sets);
    for (unsigned i = 0; i < tlb->sets; i++)
        state_require(state, tlb->victims[i] < tlb->ways);
}
