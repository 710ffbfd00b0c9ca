/* Machine code before it is encoded: function -> block -> instruction, over physical and virtual registers.
 *
 * An operation is one of isa_ops.h, used as the table says, or one of enum mach_op below. */
#ifndef CC_MACH_H
#define CC_MACH_H

#include "ir.h"
#include "isa/isa.h"

/* Registers: 0..15 integer, 16..31 floating, then virtual ones. */
typedef uint32_t mreg;
#define MREG_FP(n)   (16u + (n))
#define MREG_VIRTUAL 32u
enum { REG_ZERO = 0, REG_A0 = 1, REG_T0 = 7, REG_S0 = 8, REG_FP = 13, REG_SP = 14, REG_LR = 15 };
#define ABI_ARGS    6 /* a0..a5 */
#define ABI_FP_ARGS 8 /* fa0..fa7 */

/* Sets of physical registers. */
#define MREG_SET(n)      (1u << (n))
#define CALLER_SAVED_INT 0x80feu     /* a0-a5, t0, lr */
#define CALLER_SAVED_FP  0x03ff0000u /* fa0-fa7, ft0, ft1 */
#define CALLEE_SAVED_INT 0x3f00u     /* s0-s4, fp */
#define CALLEE_SAVED_FP  0xfc000000u /* fs0-fs5 */

enum mach_op {
    M_MOV = OP_COUNT, /* d = a */
    M_LI,             /* d = imm */
    M_LA,             /* d = address of symbol + imm */
    M_CALL,           /* jal symbol, or jalr a; imm: set of argument registers */
    M_TAIL,           /* the same as a jump, after the epilogue */
    M_RET,            /* imm: set of result registers */
    M_BR,             /* j block */
    M_ENTRY,          /* defines the registers of set imm: parameters */
    M_TABLE,          /* jump through table a + (b << 2); a spare register d for the target */
    M_GOTO,           /* jump to the address in a */
    M_ALLOCA,         /* sp -= a; d = the new place above the outgoing arguments */
    M_SETSP,          /* sp = a */
    M_GETSP,          /* d = sp */
    M_FRAME,          /* d = frame pointer */
    M_LEAVE, /* the frame is taken down */
    M_ASM,
    M_OP_COUNT
};

/* What the union of an instruction holds, and how imm is completed when the code is written. */
enum mach_ref {
    REF_NONE,
    REF_HI,
    REF_LO, /* symbol: parts of symbol + imm */
    REF_TPHI,
    REF_TPLO, /* symbol: the same of the offset from the thread pointer */
    REF_SYMBOL,
    REF_BLOCK,    /* block: branch target */
    REF_SLOT,     /* slot: the base register field a is set and imm is relative to the slot */
    REF_INCOMING, /* imm is relative to sp at the function's entry */
    REF_OUTGOING, /* imm is relative to sp */
    REF_ASM,
    REF_TABLE, /* table */
};

struct mach_table {
    struct mach_table *next;
    struct ir_symbol *symbol;
    struct mach_block **targets;
    uint32_t count;
};

/* Registers of an asm: results first (def_count), then arguments; by operand for the text. */
struct mach_asm {
    const struct ir_asm *source;
    mreg *reg; /* defined registers, then used ones */
    uint32_t def_count, use_count;
    uint32_t *operand_reg;          /* by operand: index into reg, or UINT32_MAX for "i" */
    struct ir_insn **operand_value; /* by operand: constant or address for "i" */
};

enum {
    MACH_ALIGN8 = 1,   /* load, store: the address is a multiple of 8 */
    MACH_PROLOGUE = 2, /* sets the frame up */
    MACH_EPILOGUE = 4, /* takes it down */
    MACH_LEAVES = 8,   /* leaves the function */
    MACH_SPLIT = 16,   /* a move between two registers that are to stay two (split.c) */
};

struct mach_insn {
    uint16_t op;
    uint8_t ref; /* enum mach_ref */
    uint8_t n;
    uint8_t flags;
    mreg d, a, b, c;
    int32_t imm;
    ir_loc loc;
    uint32_t order; /* place after selection, of what stands for an instruction made there; 0: added since */
    union {
        struct ir_symbol *symbol;
        struct mach_block *block;
        struct ir_slot *slot;
        struct mach_asm *assembly;
        struct mach_table *table;
    } u;
};

struct mach_block {
    struct ir_block *ir; /* NULL: made by the back end */
    struct mach_insn *insns;
    uint32_t count, capacity;
    struct mach_block **succs;
    uint32_t succ_count;
    uint32_t loop_depth;
    uint32_t index;
    uint32_t first_order; /* of what selection has put here; 0: a block added since */
    bool framed;    /* the frame stands here (a function without a gate: everywhere) */
    unsigned label; /* of the object builder */
};

struct mach_function {
    struct ir_function *ir;
    struct arena arena;        /* freed when the function has been written */
    struct mach_block *blocks; /* in layout order */
    uint32_t block_count;
    struct mach_block **by_order; /* by order of the IR block */
    struct mach_block *gate;      /* sets the frame up at its start; NULL: the entry does */
    uint8_t *is_fp; /* by register: floating? */
    uint32_t reg_count, reg_capacity;
    struct mach_table *tables;
    bool has_calls, dynamic_stack, frame_pointer, far_frame;
    uint32_t outgoing_bytes; /* argument area at sp */
    uint32_t used_saved;     /* set of callee-saved registers (and lr) to save */
    uint32_t frame_bytes, save_bytes;
    struct mach_debug *debug; /* values being followed for debuggers, NULL: none (debug_notes.h) */
};

/* The registers that an instruction reads or writes, fields and sets together. */
struct mach_refs {
    mreg *use[4], *def[3];
    unsigned use_count, def_count;
    mreg *more_uses, *more_defs; /* of an asm */
    uint32_t more_use_count, more_def_count;
    uint32_t use_set, def_set; /* physical registers */
};
void mach_refs(struct mach_insn *insn, struct mach_refs *refs);

/* A new virtual register. */
mreg mach_reg(struct mach_function *function, bool is_fp);

/* Append to a block. */
struct mach_insn *mach_append(struct mach_function *function, struct mach_block *block, const struct mach_insn *insn);

/* Dominance, from selection on until blocks are added; both blocks come from the IR. */
bool mach_dominates(const struct mach_block *above, const struct mach_block *block);
struct mach_block *mach_common_dominator(const struct mach_function *function, struct mach_block *a, struct mach_block *b);

/* The nearest dominator of a block (or it itself) that lies in no loop; NULL for NULL. */
struct mach_block *mach_out_of_loops(const struct mach_function *function, struct mach_block *block);

/* A constant in two parts, for addhi and a following sign-extended field; whether it fits such a field alone. */
int32_t mach_low16(int32_t value);
int32_t mach_high16(int32_t value);
bool mach_fits16(int64_t value);

/* A copy of one register to another. */
bool mach_is_move(const struct mach_insn *insn);

/* An operation without effect beyond its register results. */
bool mach_is_pure(const struct mach_insn *insn);

/* Dump as text, for debugging (-d letters). */
void mach_dump(FILE *out, const struct mach_function *function);

#endif
