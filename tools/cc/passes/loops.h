/* The natural loops of a function. */
#ifndef CC_LOOPS_H
#define CC_LOOPS_H

#include "passes/passes.h"

struct loop {
    struct ir_block *header;
    struct loop *outer;       /* the smallest one around it, or NULL */
    struct ir_block **blocks; /* the header first */
    uint32_t block_count;
};

struct loops {
    struct loop *loops; /* an inner one before those around it */
    uint32_t count;
    struct loop **of; /* by order of block: the smallest loop it belongs to, or NULL */
};

/* Find them (after ir_analyse); the arena keeps them. */
void loops_find(struct loops *loops, struct ir_function *function, struct arena *arena);

/* The block belongs to the loop; a block made since then belongs to none. */
bool loops_contain(const struct loops *loops, const struct loop *loop, const struct ir_block *block);

/* The value is computed within the loop. */
bool loops_compute(const struct loops *loops, const struct loop *loop, const struct ir_insn *value);

/* Control that enters the loop comes to the instruction before it leaves the loop or starts another round, whatever
 * functions do that are called. */
bool loops_always(const struct loops *loops, const struct loop *loop, const struct ir_insn *insn);

/* Give every loop that is not entered by computed gotos a block of its own in front.  ir_analyse is due afterwards. */
void loops_make_preheaders(const struct loops *loops, struct ir_function *function);

/* The only block from which the loop is entered, when it leads nowhere else, or NULL. */
struct ir_block *loops_preheader(const struct loops *loops, const struct loop *loop);

#endif
