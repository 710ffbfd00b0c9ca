/* What debug_notes.c writes down while code is made, for debug_values.c. */
#ifndef CC_DEBUG_NOTES_H
#define CC_DEBUG_NOTES_H

#include "target/debug.h"

#define NONE UINT32_MAX

/* A virtual register is made; or registers are destroyed (a call). */
struct event {
    uint32_t order;
    mreg made;    /* 0: none */
    mreg copy_of; /* 0: no copy */
    uint32_t destroyed;
    bool goes_on; /* the copy may stand for what it is a copy of */
};

/* What a binding binds. */
struct bound {
    uint32_t order, piece;
    uint8_t where; /* enum debug_where; WHERE_MEMORY: unknown */
    mreg reg;      /* virtual */
    int64_t number;
    struct ir_symbol *symbol;
    struct ir_slot *slot;
};

struct piece {
    struct ir_slot *slot;
    uint32_t offset_bytes, size_bytes;
    uint32_t next; /* of the same slot */
};

/* Where a virtual register is. */
struct home {
    mreg reg; /* physical, 0: none */
    struct ir_slot *slot;
    bool final;
};

struct mach_debug {
    struct arena *arena; /* of the function's machine code */
    struct event *events;
    struct bound *bounds;
    struct piece *pieces;
    struct home *homes; /* by virtual register */
    uint32_t event_count, bound_count, piece_count, home_count;
    uint32_t *piece_of_slot;
    uint32_t *regions; /* the first order of each block, and the one behind the last */
    uint32_t region_count;
};

/* The array, with room for one more. */
static inline void *with_room(struct arena *arena, void *array, uint32_t count, size_t size_bytes)
{
    if (count & (count - 1))
        return array;
    return arena_grow(arena, array, count, count ? (size_t)count * 2 : 1, size_bytes);
}

#endif
