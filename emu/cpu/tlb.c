#include "cpu/tlb.h"

#include <stdlib.h>

#include "isa/machine.h"

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

/* Would a lookup find both the entry and a new one with this hi and lo? */
static bool collides(const struct tlb_entry *entry, uint32_t hi, uint32_t lo)
{
    return (lo & TLB_G) ? tlb_same_page(entry, hi) : tlb_translates(entry, hi, hi & TLBHI_ASID);
}

unsigned tlb_write(struct tlb *tlb, uint32_t hi, uint32_t lo, uint64_t now_ns, struct tlb_entry *old)
{
    unsigned first = tlb_first(tlb, hi), way = tlb->ways, free = tlb->ways;
    struct tlb_entry *set = &tlb->entries[first];
    for (unsigned i = tlb->ways; i-- > 0;) {
        if (collides(&set[i], hi, lo))
            way = i;
        if (!set[i].used || !(set[i].lo & TLB_V))
            free = i;
    }
    if (way == tlb->ways && free < tlb->ways)
        way = free;
    if (way == tlb->ways) {
        uint8_t *victim = &tlb->victims[first / tlb->ways];
        way = *victim;
        *victim = (uint8_t)((way + 1) & (tlb->ways - 1));
    }
    *old = set[way];
    for (unsigned i = 0; (lo & TLB_G) && i < tlb->ways; i++) /* else only one entry can collide */
        if (collides(&set[i], hi, lo))
            set[i].used = false;
    set[way] = (struct tlb_entry){hi, lo, true, now_ns};
    return first + way;
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
        state_require(state, tlb_first(tlb, entry->hi) / tlb->ways == i / tlb->ways);
    }
    state_bytes(state, tlb->victims, tlb->sets);
    for (unsigned i = 0; i < tlb->sets; i++)
        state_require(state, tlb->victims[i] < tlb->ways);
}
