/* The passes over the IR.  One pass is one file, one entry, one dump letter; optimize.c lists them in order.  The
 * verifier holds before and after each. */
#ifndef CC_PASSES_H
#define CC_PASSES_H

#include "ir.h"

/* ---- Facts (cfg.c) ---- */

/* Fill in predecessors, reverse postorder, dominators and loop depth of a function. */
void ir_analyse(struct ir_function *function);

/* Let every argument name the value itself, not a copy of it, and drop the copies (cfg.c). */
void ir_resolve_all(struct ir_function *function);

/* Turn a block's end into a br along one of its edges; the others leave the phis (cfg.c). */
void ir_keep_edge(struct ir_block *block, uint32_t kept);

/* a dominates b (every block dominates itself).  After ir_analyse. */
bool ir_dominates(const struct ir_block *a, const struct ir_block *b);

/* ---- Passes ---- */

struct optimize_options {
    unsigned level;           /* -O0 .. -O3 */
    bool size;                /* -Os */
    const char *dump_letters; /* dump to stderr after these passes; NULL for none */
    bool verify;              /* after each pass */
};

/* Run the passes of the level over all functions, callees first, with inlining from level 2 (inline.c). */
void ir_optimize_module(struct ir_module *module, const struct optimize_options *options);

/* Run those over one function that come before inlining and after it (optimize.c). */
void ir_optimize_early(struct ir_function *function, const struct optimize_options *options);
void ir_optimize_late(struct ir_function *function, const struct optimize_options *options);

/* End the compiler with the reason and a dump when the verifier finds a fault; `after` names the pass to blame. */
void ir_check(struct ir_function *function, const char *after);

void pass_simplify_cfg(struct ir_function *function); /* c */
void pass_mem2reg(struct ir_function *function);      /* m */
void pass_gvn(struct ir_function *function);          /* g */
void pass_tail_recursion(struct ir_function *function); /* t */
void pass_dse(struct ir_function *function);            /* e */
void pass_thread(struct ir_function *function);         /* j */
void pass_rotate(struct ir_function *function);         /* h */
void pass_scalars(struct ir_function *function);        /* x */
void pass_licm(struct ir_function *function);           /* i */
void pass_promote(struct ir_function *function);        /* p */
void pass_ranges(struct ir_function *function);         /* b */
void pass_choose(struct ir_function *function);         /* k */
void pass_library(struct ir_function *function);        /* n */
void pass_divide(struct ir_function *function);         /* v */
void pass_induction(struct ir_function *function);      /* s */
void pass_gcm(struct ir_function *function);          /* l */
void pass_dce(struct ir_function *function);          /* d */

#endif
