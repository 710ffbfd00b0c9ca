/* Algebra on single instructions, shared by the passes. */
#ifndef CC_FOLD_H
#define CC_FOLD_H

#include "passes/passes.h"

/* A simpler value equal to the instruction's, or NULL.  The instruction itself may be brought into canonical form
 * (constants to the right, offsets in loads and stores), with new instructions in front of it.  Arguments must be
 * resolved. */
struct ir_insn *fold_insn(struct ir_function *function, struct ir_insn *insn);

/* The value of an operation on constants (fold_const.c).  False when it has none. */
bool fold_constants(const struct ir_insn *insn, int64_t *value);

/* How many low bits of an i32 may be set, and how many it needs as a signed number (fold_bits.c). */
unsigned fold_unsigned_bits(const struct ir_insn *value);
unsigned fold_signed_bits(const struct ir_insn *value);

#endif
