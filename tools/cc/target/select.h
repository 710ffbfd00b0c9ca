/* Instruction selection, inside: what select.c offers to select_insn.c, select_memory.c and select_call.c. */
#ifndef CC_SELECT_H
#define CC_SELECT_H

#include "target/abi.h"
#include "target/passes.h"

struct select {
    struct ir_function *function;
    struct mach_function *mach;
    mreg *reg;                    /* by IR instruction: register of its value, 0 when nobody has asked yet */
    mreg *phi_in;                 /* by phi: the register that predecessors fill */
    uint32_t *uses;               /* by IR instruction */
    struct mach_block **block_of; /* by order of the IR block */
    struct ir_block *next;        /* the block behind the current one */
    bool tail_calls;              /* a call right before a return may become a jump */
    struct mach_insn *sequence;   /* of the current IR instruction */
    uint32_t count, capacity;
    ir_loc loc;
    uint32_t order; /* of the current IR instruction in its block */
};

/* Append to the current sequence.  The result is valid until the next call. */
struct mach_insn *emit(struct select *sel, unsigned op, mreg d, mreg a, mreg b, int32_t imm);

mreg temporary(struct select *sel, bool is_fp);
bool is_fp_type(unsigned type);

/* The register that holds a value; asks for it. */
mreg need(struct select *sel, struct ir_insn *value);

/* Code that puts a value into a register of the caller's; cheap values are made there. */
void copy_into(struct select *sel, mreg to, struct ir_insn *value);

bool is_const(const struct ir_insn *value, int32_t *imm);
bool used_once(const struct select *sel, const struct ir_insn *value);

/* Code of one instruction (select_insn.c), memory access (select_memory.c), end of block (select_branch.c), call and
 * asm (select_call.c).  The value's register is sel->reg[insn->id], 0 when its value is not asked for. */
void select_insn(struct select *sel, struct ir_insn *insn);
void select_address(struct select *sel, struct ir_insn *insn);
void select_load(struct select *sel, struct ir_insn *insn);
void select_store(struct select *sel, struct ir_insn *insn);
void select_atomic(struct select *sel, struct ir_insn *insn);
void select_branch(struct select *sel, struct ir_insn *insn);
void select_compare(struct select *sel, struct ir_insn *insn);
void select_choice(struct select *sel, struct ir_insn *insn);
void select_call(struct select *sel, struct ir_insn *insn);
void select_result(struct select *sel, struct ir_insn *insn);
void select_ret(struct select *sel, struct ir_insn *insn);
void select_asm(struct select *sel, struct ir_insn *insn);

#endif
