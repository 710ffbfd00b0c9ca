/* An x86-64 assembler: small functions, one an instruction form, that append to a buffer.
 *
 * Operations are 32 bits wide unless the name ends in 64.  A buffer that is full swallows everything and says so. */
#ifndef EMU_JIT_X86_EMIT_H
#define EMU_JIT_X86_EMIT_H

#include <stdbool.h>
#include <stdint.h>

enum x86_reg { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15, X86_NONE = -1 };

struct x86 {
    uint8_t *at, *end;
    bool full;
    uint16_t mentioned; /* general registers written since somebody cleared it, and maybe others */
};

/* base + index * 2^scale + disp. */
struct x86_mem {
    int base, index; /* enum x86_reg; X86_NONE for no index */
    unsigned scale;
    int32_t disp;
};

static inline struct x86_mem x86_at(int base, int32_t disp)
{
    return (struct x86_mem){base, X86_NONE, 0, disp};
}

static inline struct x86_mem x86_indexed(int base, int index, unsigned scale, int32_t disp)
{
    return (struct x86_mem){base, index, scale, disp};
}

/* The VEX forms of BMI: opcode, mandatory prefix (bits 8..9: 1 is 66, 2 f3, 3 f2), map (bits 12..13). */
enum x86_bmi { X86_ANDN = 0x20f2, X86_RORX = 0x33f0, X86_SARX = 0x22f7, X86_SHLX = 0x21f7, X86_SHRX = 0x23f7 };

/* Numbers as in the opcode. */
enum x86_alu { X86_ADD, X86_OR, X86_ADC, X86_SBB, X86_AND, X86_SUB, X86_XOR, X86_CMP };
enum x86_shift { X86_ROL, X86_ROR, X86_SHL = 4, X86_SHR, X86_SAR = 7 };
enum x86_unary { X86_NOT = 2, X86_NEG, X86_MUL, X86_IMUL, X86_DIV, X86_IDIV };
enum x86_cc {
    X86_O,
    X86_NO,
    X86_B,
    X86_AE,
    X86_E,
    X86_NE,
    X86_BE,
    X86_A,
    X86_S,
    X86_NS,
    X86_P,
    X86_NP,
    X86_L,
    X86_GE,
    X86_LE,
    X86_G
};

/* Opcodes of x86_op and x86_op_mem, with their mandatory prefix (bits 16..23) and map (bits 8..15). */
enum x86_opcode {
    X86_MOVZX8 = 0x000fb6,
    X86_MOVZX16 = 0x000fb7,
    X86_MOVSX8 = 0x000fbe,
    X86_MOVSX16 = 0x000fbf,
    X86_IMUL2 = 0x000faf,
    X86_POPCNT = 0xf30fb8,
    X86_TZCNT = 0xf30fbc,
    X86_LZCNT = 0xf30fbd,
    X86_TEST = 0x000085,
    X86_MOV_LOAD = 0x00008b,
    X86_MOV_STORE = 0x000089,
    X86_MOV_STORE8 = 0x000088,
    X86_MOV_STORE16 = 0x660089,
    X86_LEA = 0x00008d,
    X86_MOVSXD = 0x000063, /* 64 */
    X86_MOVAPS = 0x000f28,
    X86_XORPS = 0x000f57,
    X86_ANDPS = 0x000f54,
    X86_UCOMISS = 0x000f2e,
    X86_UCOMISD = 0x660f2e,
    X86_MOVSS = 0xf30f10,
    X86_MOVSD = 0xf20f10,
    X86_MOVSS_STORE = 0xf30f11,
    X86_MOVSD_STORE = 0xf20f11,
    X86_ADDSS = 0xf30f58,
    X86_ADDSD = 0xf20f58,
    X86_MULSS = 0xf30f59,
    X86_MULSD = 0xf20f59,
    X86_SUBSS = 0xf30f5c,
    X86_SUBSD = 0xf20f5c,
    X86_DIVSS = 0xf30f5e,
    X86_DIVSD = 0xf20f5e,
    X86_SQRTSS = 0xf30f51,
    X86_SQRTSD = 0xf20f51,
    X86_CVTSS2SD = 0xf30f5a,
    X86_CVTSD2SS = 0xf20f5a,
    X86_CVTSI2SS = 0xf30f2a,
    X86_CVTSI2SD = 0xf20f2a,
    X86_CVTTSS2SI = 0xf30f2c,
    X86_CVTTSD2SI = 0xf20f2c,
    X86_MOVD_TO = 0x660f6e,   /* xmm <- general */
    X86_MOVD_FROM = 0x660f7e, /* general (rm) <- xmm (reg) */
};

/* opcode reg, rm: both registers, or rm in memory.  Stores have the register that is stored as reg. */
void x86_op(struct x86 *x, enum x86_opcode opcode, int reg, int rm);
void x86_op64(struct x86 *x, enum x86_opcode opcode, int reg, int rm);
void x86_op_mem(struct x86 *x, enum x86_opcode opcode, int reg, struct x86_mem mem);
void x86_op_mem64(struct x86 *x, enum x86_opcode opcode, int reg, struct x86_mem mem);

void x86_mov(struct x86 *x, int to, int from); /* nothing when they are the same */
void x86_mov64(struct x86 *x, int to, int from);
void x86_mov_imm(struct x86 *x, int to, uint32_t value); /* leaves the flags alone */
void x86_mov_imm64(struct x86 *x, int to, uint64_t value);
void x86_mov_mem8_imm(struct x86 *x, struct x86_mem mem, uint8_t value);
void x86_mov_mem_imm(struct x86 *x, struct x86_mem mem, uint32_t value);
void x86_mov_mem_imm64(struct x86 *x, struct x86_mem mem, int32_t value);

void x86_alu(struct x86 *x, enum x86_alu op, int to, int from);
void x86_alu64(struct x86 *x, enum x86_alu op, int to, int from);
void x86_alu_imm(struct x86 *x, enum x86_alu op, int to, int32_t value);
void x86_alu_imm64(struct x86 *x, enum x86_alu op, int to, int32_t value);
void x86_alu_mem(struct x86 *x, enum x86_alu op, int to, struct x86_mem mem); /* to op= mem */
void x86_alu_mem64(struct x86 *x, enum x86_alu op, int to, struct x86_mem mem);
void x86_alu_to_mem(struct x86 *x, enum x86_alu op, struct x86_mem mem, int from); /* mem op= from */
void x86_alu_to_mem64(struct x86 *x, enum x86_alu op, struct x86_mem mem, int from);
void x86_alu_mem_imm(struct x86 *x, enum x86_alu op, struct x86_mem mem, int32_t value);
void x86_alu_mem8_imm(struct x86 *x, enum x86_alu op, struct x86_mem mem, uint8_t value);
void x86_alu_mem_imm64(struct x86 *x, enum x86_alu op, struct x86_mem mem, int32_t value);
void x86_test_mem8_imm(struct x86 *x, struct x86_mem mem, uint8_t value);
void x86_test8_imm(struct x86 *x, int reg, uint8_t value); /* the low byte */
void x86_test_imm(struct x86 *x, int reg, uint32_t value);

void x86_shift_imm(struct x86 *x, enum x86_shift op, int reg, unsigned count);
void x86_shift_imm64(struct x86 *x, enum x86_shift op, int reg, unsigned count);
void x86_shift_cl(struct x86 *x, enum x86_shift op, int reg);
void x86_unary(struct x86 *x, enum x86_unary op, int reg); /* multiplications and divisions act on edx:eax */
void x86_imul_imm(struct x86 *x, int to, int from, int32_t value);
void x86_andn(struct x86 *x, int to, int without, int from); /* to = from & ~without */
void x86_rorx(struct x86 *x, int to, int from, unsigned count);
void x86_shift_by(struct x86 *x, enum x86_bmi op, int to, int from, int count); /* its low five bits */
void x86_cdq(struct x86 *x);
void x86_bswap(struct x86 *x, int reg);
void x86_setcc(struct x86 *x, enum x86_cc cc, int reg); /* low byte only */
void x86_cmov(struct x86 *x, enum x86_cc cc, int to, int from);
void x86_push(struct x86 *x, int reg);
void x86_pop(struct x86 *x, int reg);
void x86_ret(struct x86 *x);
void x86_ud2(struct x86 *x); /* traps */
void x86_call_reg(struct x86 *x, int reg);
void x86_jmp_reg(struct x86 *x, int reg);
void x86_jmp_mem(struct x86 *x, struct x86_mem mem);

/* Jumps whose distance is filled in later by x86_patch: they return the place of the distance. */
uint8_t *x86_jmp(struct x86 *x);
uint8_t *x86_call(struct x86 *x);
uint8_t *x86_jcc(struct x86 *x, enum x86_cc cc);
void x86_patch(uint8_t *place, const uint8_t *target);

#endif
