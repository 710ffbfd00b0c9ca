/* Which virtual registers are live at the ends of blocks. */
#ifndef CC_LIVENESS_H
#define CC_LIVENESS_H

#include "target/mach.h"

struct liveness {
    uint32_t *index; /* by register: its bit, UINT32_MAX when it lives within one block only */
    mreg *reg;       /* by bit */
    uint32_t bit_count, word_count;
    uint64_t *live_in, *live_out; /* word_count words for each block */
};

/* Compute, in the arena. */
void liveness_find(struct liveness *live, const struct mach_function *function, struct arena *arena);

#endif
