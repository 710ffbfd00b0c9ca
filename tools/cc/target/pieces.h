/* Live-range splitting around loops: a spilled register that a loop uses gets a register of its own for that loop, its
 * piece, which is filled on the ways in and stored on the ways out.  A piece that finds no colour is split in its turn
 * around the loops inside. */
#ifndef CC_PIECES_H
#define CC_PIECES_H

#include "target/allocate.h"

struct piece {
    struct piece *next; /* of the same register */
    uint32_t web;       /* the spilled one */
    struct loop *loop;
    mreg reg;
    bool entered; /* live where the loop is entered */
    bool defined; /* written within the loop */
};

/* A fill at the end of a block, or a store at its start. */
struct transfer {
    struct transfer *next;
    const struct piece *piece;
};

struct pieces {
    struct allocator *alloc;
    struct piece **of_web;      /* by register */
    struct transfer **fills;    /* by block: before it goes on */
    struct transfer **stores;   /* by block: at its start */
};

/* Make the pieces of the nodes that are marked as spilled. */
void pieces_plan(struct pieces *pieces, struct allocator *alloc);

/* The piece of a spilled register that serves a block, NULL for none. */
const struct piece *pieces_find(const struct pieces *pieces, uint32_t web, const struct mach_block *block);

#endif
