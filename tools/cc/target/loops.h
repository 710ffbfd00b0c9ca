/* The loops of a function's machine code, from selection on until blocks are added. */
#ifndef CC_LOOPS_H
#define CC_LOOPS_H

#include "target/mach.h"

#define NO_LOOP UINT32_MAX

struct mach_loop {
    struct mach_block *header;
    uint32_t parent; /* the loop around it, NO_LOOP for none */
    bool gated; /* each way in comes from a block that goes nowhere else, each way out leads to one that is reached from
                   nowhere else */
};

struct mach_loops {
    struct mach_loop *loops;
    uint32_t count;
    uint32_t *of; /* by index of the block: its innermost loop, NO_LOOP for none */
};

/* Find them, in the arena. */
void loops_find(struct mach_loops *loops, const struct mach_function *function, struct arena *arena);

/* Whether a loop is another one or lies within it; everything lies within NO_LOOP. */
bool loops_within(const struct mach_loops *loops, uint32_t loop, uint32_t outer);

/* The blocks that lead into a gated loop: the n-th predecessor of the header, NULL when it is one of the loop's. */
struct mach_block *loops_entry(const struct mach_loops *loops, const struct mach_function *function, uint32_t loop,
                               uint32_t n);

#endif
