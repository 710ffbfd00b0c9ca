/* The architected TLB: set-associative, managed by software, replacement by a counter per set.
 *
 * The set of a page is its number modulo the number of sets.  An entry translates a page when it was written for that
 * page number, and for that ASID or as global.  No two entries ever translate the same page for the same ASID. */
#ifndef EMU_CPU_TLB_H
#define EMU_CPU_TLB_H

#include <stdbool.h>
#include <stdint.h>

#include "isa/machine.h"
#include "state.h"

#define TLB_ENTRIES_MIN 16
#define TLB_ENTRIES_MAX 65536
#define TLB_WAYS_MIN    2 /* with one way an instruction and its data could drive each other out for ever */
#define TLB_WAYS_MAX    64

struct tlb_entry {
    uint32_t hi; /* as TLBHI */
    uint32_t lo; /* as TLBLO */
    bool used;   /* written, and not invalidated since */
    uint64_t written_ns;
};

struct tlb {
    unsigned sets, ways;
    struct tlb_entry *entries; /* [set * ways + way] */
    uint8_t *victims;          /* of each set: the way that gives way next */
};

/* An empty TLB; false when memory is short.  sets and ways are powers of two. */
bool tlb_init(struct tlb *tlb, unsigned sets, unsigned ways);
void tlb_fini(struct tlb *tlb);

/* Number of the first entry of a page's set. */
static inline unsigned tlb_first(const struct tlb *tlb, uint32_t va)
{
    return (va >> PAGE_SHIFT & (tlb->sets - 1)) * tlb->ways;
}

static inline bool tlb_same_page(const struct tlb_entry *entry, uint32_t va)
{
    return entry->used && (entry->hi ^ va) >> PAGE_SHIFT == 0;
}

static inline bool tlb_translates(const struct tlb_entry *entry, uint32_t va, uint32_t asid)
{
    return tlb_same_page(entry, va) && ((entry->lo & TLB_G) || (entry->hi & TLBHI_ASID) == asid);
}

/* Index of the entry that translates va for asid, valid or not; -1 when there is none. */
static inline int tlb_find(const struct tlb *tlb, uint32_t va, uint32_t asid)
{
    unsigned first = tlb_first(tlb, va);
    for (unsigned i = first; i < first + tlb->ways; i++)
        if (tlb_translates(&tlb->entries[i], va, asid))
            return (int)i;
    return -1;
}

/* Write an entry: in the place of the one for the same page, else of an unused or invalid (V clear) one, lowest way
 * first, else of the victim.  Returns its index and, in old, what it replaced. */
unsigned tlb_write(struct tlb *tlb, uint32_t hi, uint32_t lo, uint64_t now_ns, struct tlb_entry *old);

void tlb_invalidate_all(struct tlb *tlb);
void tlb_invalidate_asid(struct tlb *tlb, uint32_t asid); /* global entries stay */
void tlb_invalidate_va(struct tlb *tlb, uint32_t va, uint32_t asid);

void tlb_walk(struct tlb *tlb, struct state *state);

#endif
