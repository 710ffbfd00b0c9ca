/* The passes of the back end, in their order (target.c lists them with their dump letters). */
#ifndef CC_TARGET_PASSES_H
#define CC_TARGET_PASSES_H

#include "passes/passes.h"
#include "target/mach.h"

/* Switches into comparisons and dense tables. */
void target_switch(struct ir_function *function);

/* Branches on comparisons of i64 into branches on their words. */
void target_ladder(struct ir_function *function);

/* i64 into pairs of i32, misaligned accesses into parts, what the machine lacks into calls of the runtime; places of
 * arguments and parameters are set. */
void target_legalize(struct ir_function *function);

/* Constants inside the addresses of loads and stores go into the access. */
void target_address(struct ir_function *function);

/* Compare a loop variable's next value where that is known already.  After ir_analyse. */
void target_step(struct ir_function *function);

/* Give edges that leave a loop a block of their own where values are copied on them. */
void target_edges(struct ir_function *function);

/* Order the reachable blocks in memory.  After ir_analyse. */
void target_layout(struct ir_function *function, struct ir_block **layout);

/* Choose instructions, over virtual registers; tail_calls: calls before a return become jumps. */
struct mach_function *target_select(struct ir_function *function, bool tail_calls);

/* Before allocation: decide whether the frame needs a frame pointer or a register to reach its far end. */
void target_measure(struct mach_function *function);

/* Give values that calls would destroy a register of their own behind the block that dominates all calls. */
void target_split(struct mach_function *function);

/* Give every virtual register a physical one; pieces: what is spilled may have registers in loops. */
void target_allocate(struct mach_function *function, bool pieces);

/* After allocation: use registers that still hold what a spill slot holds. */
void target_forward(struct mach_function *function);

/* After allocation: find the part of the function that needs the frame. */
void target_wrap(struct mach_function *function);

/* Lay out the frame, add prologue and epilogues, resolve slots. */
void target_frame(struct mach_function *function);

/* Jumps and short blocks, when the frame is in place; small: without making the code longer. */
void target_tidy(struct mach_function *function, bool small);

/* Improve the final instruction sequence. */
void target_peephole(struct mach_function *function);

void mach_free(struct mach_function *function);

#endif
