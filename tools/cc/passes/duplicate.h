/* Copies of blocks, each for one way into it.
 *
 * After a block has been copied for an edge, what it computes has several definitions.  Where that is used behind the
 * block, it goes through a slot; mem2reg, which runs at the end, makes values of these again. */
#ifndef CC_DUPLICATE_H
#define CC_DUPLICATE_H

#include "passes/passes.h"

struct definition; /* one of a value's */

struct duplicate {
    struct ir_function *function;
    struct arena arena;
    struct definition *definitions;
    struct ir_insn **copy; /* by instruction: its copy, while a block is copied */
    uint32_t copy_count;
    uint8_t *copied;      /* by block */
    uint32_t block_count; /* of those that were there at the start: only these are copied */
    bool first_copy;
    bool changed;
};

/* After ir_analyse.  Blocks and edges may then be copied and changed; predecessors are kept up to date, orders and
 * dominators are not. */
void duplicate_init(struct duplicate *d, struct ir_function *function);

/* Whether the block can be copied, and how many instructions that makes; UINT32_MAX when it cannot. */
uint32_t duplicate_cost(const struct duplicate *d, const struct ir_block *block);

/* Copy the block for the edges from pred, which then lead to the copy.  The copy is returned. */
struct ir_block *duplicate_for(struct duplicate *d, struct ir_block *block, struct ir_block *pred);

/* Put the values right.  True when something was copied; ir_analyse is due then. */
bool duplicate_end(struct duplicate *d);

#endif
