/* The passes over the IR.  One pass is one file, one entry, one dump letter; optimize.c lists them in order.  The verifier
 * holds before and after each. */
#ifndef CC_PASSES_H
#define CC_PASSES_H

#include "ir.h"

/* ---- Facts (cfg.c) ---- */

/* Fill in predecessors, reverse postorder, dominators and loop depth of a function. */
void ir_analyse(struct ir_function *function);

/* Let every argument name the value itself, not a copy of it (cfg.c). */
void ir_resolve_all(struct ir_function *function);

/* a dominates b (every block dominates itself).  After ir_analyse. */
bool ir_dominates(const struct ir_block *a, const struct ir_block *b);

#endif
