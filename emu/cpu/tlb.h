/* The architected TLB: set-associative, managed by software, replacement by a counter per set.
 *
 * The set of a page is its number modulo the number of sets.  An entry translates a page when it was written for that
 * page number, and for that ASID or as global.  No two entries ever translate the same page for the same ASID. */
#ifndef EMU_CPU_TLB_H
#define EMU_CPU_TLB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/machine.h"
#include "state.h"

#define TLB_ENTRIES_MIN 16
#define TLB_ENTRIES_MAX 65536
#define TLB_WAYS_MIN    2 /* with one way an instruction and its data could drive each other out for ever */
#define TLB_WAYS_MAX    64

struct tlb_entry {
    uint32_t hi; /* as TLBHI; TLB_UNUSED when nothing was written, or it was invalidated since */
    uint32_t lo; /* as TLBLO; and TLB_SHADOWED */
};
#define TLB_UNUSED   0xf00u /* bits that TLBHI does not have */
#define TLB_SHADOWED 0x080u /* a bit that TLBLO does not have: a struct shadow (hart.h) was derived from the entry */

/* Translated code writes entries, too: see emu/jit. */
struct tlb_set {
    uint8_t turn; /* modulo the number of ways: the way that gives way next */
    bool plain;   /* all entries are used, valid and not global: a new page goes to the victim */
    _Alignas(8) struct tlb_entry entries[];
};
#define TLB_SET_BYTES(ways) (16 * (ways)) /* a power of two */

struct tlb {
    unsigned sets, ways;
    uint8_t *memory; /* of all struct tlb_set, TLB_SET_BYTES each */
};

/* An empty TLB; false when memory is short.  sets and ways are powers of two. */
bool tlb_init(struct tlb *tlb, unsigned sets, unsigned ways);
void tlb_fini(struct tlb *tlb);

static inline struct tlb_set *tlb_set(const struct tlb *tlb, unsigned number)
{
    return (struct tlb_set *)(void *)(tlb->memory + (size_t)number * TLB_SET_BYTES(tlb->ways));
}

/* Entry by its index, set * ways + way. */
static inline struct tlb_entry *tlb_entry(const struct tlb *tlb, unsigned index)
{
    return &tlb_set(tlb, index / tlb->ways)->entries[index % tlb->ways];
}

/* Number of a page's set. */
static inline unsigned tlb_set_of(const struct tlb *tlb, uint32_t va)
{
    return va >> PAGE_SHIFT & (tlb->sets - 1);
}

static inline bool tlb_is_used(const struct tlb_entry *entry)
{
    return !(entry->hi & TLB_UNUSED);
}

static inline bool tlb_same_page(const struct tlb_entry *entry, uint32_t va)
{
    return (entry->hi & ~(uint32_t)TLBHI_ASID) == (va & ~(uint32_t)(PAGE_BYTES - 1));
}

static inline bool tlb_translates(const struct tlb_entry *entry, uint32_t va, uint32_t asid)
{
    return tlb_same_page(entry, va) && ((entry->lo & TLB_G) || (entry->hi & TLBHI_ASID) == asid);
}

/* Index of the entry that translates va for asid, valid or not; -1 when there is none. */
static inline int tlb_find(const struct tlb *tlb, uint32_t va, uint32_t asid)
{
    unsigned number = tlb_set_of(tlb, va);
    const struct tlb_set *set = tlb_set(tlb, number);
    for (unsigned way = 0; way < tlb->ways; way++)
        if (tlb_translates(&set->entries[way], va, asid))
            return (int)(number * tlb->ways + way);
    return -1;
}

/* Write an entry: in the place of the one for the same page, else of an unused or invalid (V clear) one, lowest way
 * first, else of the victim.  Returns its index and, in old, what it replaced. */
unsigned tlb_write(struct tlb *tlb, uint32_t hi, uint32_t lo, struct tlb_entry *old);

/* Forget entries.  The victims stay; tlb_reset is for them, too. */
void tlb_reset(struct tlb *tlb);
void tlb_invalidate_all(struct tlb *tlb);
void tlb_invalidate_asid(struct tlb *tlb, uint32_t asid); /* global entries stay */
void tlb_invalidate_va(struct tlb *tlb, uint32_t va, uint32_t asid);

void tlb_walk(struct tlb *tlb, struct state *state);

#endif
