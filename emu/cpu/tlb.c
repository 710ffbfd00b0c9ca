#include "cpu/tlb.h"

#include <stdlib.h>

#include "isa/machine.h"

_Static_assert(sizeof(struct tlb_set) + TLB_WAYS_MIN * sizeof(struct tlb_entry) <= TLB_SET_BYTES(TLB_WAYS_MIN),
               "a set has room for its entries");

bool tlb_init(struct tlb *tlb, unsigned sets, unsigned ways)
{
    *tlb = (struct tlb){.sets = sets, .ways = ways};
    tlb->memory = calloc(sets, TLB_SET_BYTES(ways));
    if (!tlb->memory)
        return false;
    tlb_reset(tlb);
    return true;
}

void tlb_fini(struct tlb *tlb)
{
    free(tlb->memory);
    *tlb = (struct tlb){0};
}

/* Would a lookup find both the entry and a new one with this hi and lo? */
static bool collides(const struct tlb_entry *entry, uint32_t hi, uint32_t lo)
{
    return (lo & TLB_G) ? tlb_same_page(entry, hi) : tlb_translates(entry, hi, hi & TLBHI_ASID);
}

static bool is_valid(const struct tlb_entry *entry)
{
    return tlb_is_used(entry) && (entry->lo & TLB_V);
}

static bool is_plain(const struct tlb *tlb, const struct tlb_set *set)
{
    unsigned way = 0;
    while (way < tlb->ways && is_valid(&set->entries[way]) && !(set->entries[way].lo & TLB_G))
        way++;
    return way == tlb->ways;
}

/* The way where an entry goes. */
static unsigned choose(const struct tlb *tlb, struct tlb_set *set, uint32_t hi, uint32_t lo)
{
    unsigned same = tlb->ways, free = tlb->ways;
    for (unsigned i = tlb->ways; i-- > 0;) {
        if (collides(&set->entries[i], hi, lo))
            same = i;
        if (!is_valid(&set->entries[i]))
            free = i;
    }
    if (same < tlb->ways)
        return same;
    return free < tlb->ways ? free : set->turn++ & (tlb->ways - 1);
}

unsigned tlb_write(struct tlb *tlb, uint32_t hi, uint32_t lo, struct tlb_entry *old)
{
    unsigned number = tlb_set_of(tlb, hi);
    struct tlb_set *set = tlb_set(tlb, number);
    unsigned way = choose(tlb, set, hi, lo);
    *old = set->entries[way];
    for (unsigned i = 0; (lo & TLB_G) && i < tlb->ways; i++) /* else only one entry can collide */
        if (collides(&set->entries[i], hi, lo))
            set->entries[i].hi = TLB_UNUSED;
    set->entries[way] = (struct tlb_entry){hi, lo};
    set->plain = set->plain ? (lo & (TLB_V | TLB_G)) == TLB_V : is_plain(tlb, set);
    return number * tlb->ways + way;
}

static void invalidate(struct tlb_set *set, unsigned way)
{
    set->entries[way].hi = TLB_UNUSED;
    set->plain = false;
}

void tlb_reset(struct tlb *tlb)
{
    tlb_invalidate_all(tlb);
    for (unsigned i = 0; i < tlb->sets; i++)
        tlb_set(tlb, i)->turn = 0;
}

void tlb_invalidate_all(struct tlb *tlb)
{
    for (unsigned i = 0; i < tlb->sets; i++)
        for (unsigned way = 0; way < tlb->ways; way++)
            invalidate(tlb_set(tlb, i), way);
}

void tlb_invalidate_asid(struct tlb *tlb, uint32_t asid)
{
    for (unsigned i = 0; i < tlb->sets; i++) {
        struct tlb_set *set = tlb_set(tlb, i);
        for (unsigned way = 0; way < tlb->ways; way++)
            if ((set->entries[way].hi & TLBHI_ASID) == asid && !(set->entries[way].lo & TLB_G))
                invalidate(set, way);
    }
}

void tlb_invalidate_va(struct tlb *tlb, uint32_t va, uint32_t asid)
{
    int index = tlb_find(tlb, va, asid);
    if (index >= 0)
        invalidate(tlb_set(tlb, (unsigned)index / tlb->ways), (unsigned)index % tlb->ways);
}

static void walk_entry(struct tlb *tlb, unsigned index, struct state *state)
{
    struct tlb_entry *entry = tlb_entry(tlb, index);
    bool used = tlb_is_used(entry);
    struct tlb_entry seen = {entry->hi, entry->lo & ~TLB_SHADOWED};
    state_bool(state, &used);
    if (used) {
        state_u32(state, &seen.hi);
        state_u32(state, &seen.lo);
        state_require(state, !(seen.hi & TLB_UNUSED) && !(seen.lo & TLB_SHADOWED) &&
                                 tlb_set_of(tlb, seen.hi) == index / tlb->ways);
    }
    if (!state_loads(state))
        return;
    invalidate(tlb_set(tlb, index / tlb->ways), index % tlb->ways);
    if (used)
        *entry = seen;
}

void tlb_walk(struct tlb *tlb, struct state *state)
{
    for (unsigned i = 0; i < tlb->sets * tlb->ways; i++)
        walk_entry(tlb, i, state);
    for (unsigned i = 0; i < tlb->sets; i++) {
        uint8_t victim = tlb_set(tlb, i)->turn & (tlb->ways - 1);
        state_u8(state, &victim);
        state_require(state, victim < tlb->ways);
        if (state_loads(state))
            tlb_set(tlb, i)->turn = victim;
    }
}
