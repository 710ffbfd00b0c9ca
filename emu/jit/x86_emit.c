#include "jit/x86_emit.h"

#include <string.h>

/* 64 bits; a register of 8 bits, so that numbers 4..7 mean spl..dil and not ah..bh; base is of an address. */
enum { WIDE = 1, LOW_BYTE = 2, MEMORY = 4 };

static void byte(struct x86 *x, unsigned value)
{
    if (x->at == x->end)
        x->full = true;
    else
        *x->at++ = (uint8_t)value;
}

static void word(struct x86 *x, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        byte(x, value >> 8 * i);
}

static bool is_small(int32_t value)
{
    return value >= -128 && value <= 127;
}

/* Prefixes and opcode for registers reg, index, base. */
static void head(struct x86 *x, unsigned flags, unsigned opcode, unsigned reg, unsigned index, unsigned base)
{
    unsigned rex = (flags & WIDE ? 8 : 0) | (reg >> 3 << 2) | (index >> 3 << 1) | base >> 3;
    x->mentioned |= (uint16_t)(1u << reg | (flags & MEMORY ? 0 : 1u << base));
    if (opcode >> 16)
        byte(x, opcode >> 16);
    if (rex || (flags & LOW_BYTE))
        byte(x, 0x40 | rex);
    if (opcode >> 8 & 0xff)
        byte(x, opcode >> 8);
    byte(x, opcode);
}

static void with_reg(struct x86 *x, unsigned flags, unsigned opcode, unsigned reg, unsigned rm)
{
    head(x, flags, opcode, reg, 0, rm);
    byte(x, 0xc0 | (reg & 7) << 3 | (rm & 7));
}

static void with_mem(struct x86 *x, unsigned flags, unsigned opcode, unsigned reg, struct x86_mem mem)
{
    unsigned base = (unsigned)mem.base, index = mem.index == X86_NONE ? 0 : (unsigned)mem.index;
    bool has_sib = mem.index != X86_NONE || (base & 7) == RSP;
    unsigned mod = mem.disp == 0 && (base & 7) != RBP ? 0 : is_small(mem.disp) ? 1 : 2;
    head(x, flags | MEMORY, opcode, reg, index, base);
    byte(x, mod << 6 | (reg & 7) << 3 | (has_sib ? 4 : base & 7));
    if (has_sib)
        byte(x, mem.scale << 6 | (mem.index == X86_NONE ? 4 : index & 7) << 3 | (base & 7));
    if (mod == 1)
        byte(x, (uint32_t)mem.disp);
    if (mod == 2)
        word(x, (uint32_t)mem.disp);
}

void x86_op(struct x86 *x, enum x86_opcode opcode, int reg, int rm)
{
    bool is_byte = opcode == X86_MOVZX8 || opcode == X86_MOVSX8;
    with_reg(x, is_byte && rm >= 4 ? LOW_BYTE : 0, opcode, (unsigned)reg, (unsigned)rm);
}

void x86_op64(struct x86 *x, enum x86_opcode opcode, int reg, int rm)
{
    with_reg(x, WIDE, opcode, (unsigned)reg, (unsigned)rm);
}

void x86_op_mem(struct x86 *x, enum x86_opcode opcode, int reg, struct x86_mem mem)
{
    with_mem(x, opcode == X86_MOV_STORE8 && reg >= 4 ? LOW_BYTE : 0, opcode, (unsigned)reg, mem);
}

void x86_op_mem64(struct x86 *x, enum x86_opcode opcode, int reg, struct x86_mem mem)
{
    with_mem(x, WIDE, opcode, (unsigned)reg, mem);
}

void x86_mov(struct x86 *x, int to, int from)
{
    if (to != from)
        x86_op(x, X86_MOV_LOAD, to, from);
}

void x86_mov64(struct x86 *x, int to, int from)
{
    if (to != from)
        x86_op64(x, X86_MOV_LOAD, to, from);
}

void x86_mov_imm(struct x86 *x, int to, uint32_t value)
{
    head(x, 0, 0xb8 | (to & 7), 0, 0, (unsigned)to);
    word(x, value);
}

void x86_mov_imm64(struct x86 *x, int to, uint64_t value)
{
    if (value >> 32 == 0) {
        x86_mov_imm(x, to, (uint32_t)value);
        return;
    }
    head(x, WIDE, 0xb8 | (to & 7), 0, 0, (unsigned)to);
    word(x, (uint32_t)value);
    word(x, (uint32_t)(value >> 32));
}

void x86_mov_mem8_imm(struct x86 *x, struct x86_mem mem, uint8_t value)
{
    with_mem(x, 0, 0xc6, 0, mem);
    byte(x, value);
}

void x86_mov_mem_imm(struct x86 *x, struct x86_mem mem, uint32_t value)
{
    with_mem(x, 0, 0xc7, 0, mem);
    word(x, value);
}

void x86_mov_mem_imm64(struct x86 *x, struct x86_mem mem, int32_t value)
{
    with_mem(x, WIDE, 0xc7, 0, mem);
    word(x, (uint32_t)value);
}

void x86_alu(struct x86 *x, enum x86_alu op, int to, int from)
{
    with_reg(x, 0, op << 3 | 3, (unsigned)to, (unsigned)from);
}

void x86_alu64(struct x86 *x, enum x86_alu op, int to, int from)
{
    with_reg(x, WIDE, op << 3 | 3, (unsigned)to, (unsigned)from);
}

static void immediate(struct x86 *x, int32_t value)
{
    if (is_small(value))
        byte(x, (uint32_t)value);
    else
        word(x, (uint32_t)value);
}

void x86_alu_imm(struct x86 *x, enum x86_alu op, int to, int32_t value)
{
    with_reg(x, 0, is_small(value) ? 0x83 : 0x81, op, (unsigned)to);
    immediate(x, value);
}

void x86_alu_imm64(struct x86 *x, enum x86_alu op, int to, int32_t value)
{
    with_reg(x, WIDE, is_small(value) ? 0x83 : 0x81, op, (unsigned)to);
    immediate(x, value);
}

void x86_alu_mem(struct x86 *x, enum x86_alu op, int to, struct x86_mem mem)
{
    with_mem(x, 0, op << 3 | 3, (unsigned)to, mem);
}

void x86_alu_mem64(struct x86 *x, enum x86_alu op, int to, struct x86_mem mem)
{
    with_mem(x, WIDE, op << 3 | 3, (unsigned)to, mem);
}

void x86_alu_to_mem(struct x86 *x, enum x86_alu op, struct x86_mem mem, int from)
{
    with_mem(x, 0, op << 3 | 1, (unsigned)from, mem);
}

void x86_alu_to_mem64(struct x86 *x, enum x86_alu op, struct x86_mem mem, int from)
{
    with_mem(x, WIDE, op << 3 | 1, (unsigned)from, mem);
}

void x86_alu_mem_imm(struct x86 *x, enum x86_alu op, struct x86_mem mem, int32_t value)
{
    with_mem(x, 0, is_small(value) ? 0x83 : 0x81, op, mem);
    immediate(x, value);
}

void x86_alu_mem_imm64(struct x86 *x, enum x86_alu op, struct x86_mem mem, int32_t value)
{
    with_mem(x, WIDE, is_small(value) ? 0x83 : 0x81, op, mem);
    immediate(x, value);
}

void x86_alu_mem8_imm(struct x86 *x, enum x86_alu op, struct x86_mem mem, uint8_t value)
{
    with_mem(x, 0, 0x80, op, mem);
    byte(x, value);
}

void x86_test_mem8_imm(struct x86 *x, struct x86_mem mem, uint8_t value)
{
    with_mem(x, 0, 0xf6, 0, mem);
    byte(x, value);
}

void x86_test8_imm(struct x86 *x, int reg, uint8_t value)
{
    with_reg(x, reg >= 4 ? LOW_BYTE : 0, 0xf6, 0, (unsigned)reg);
    byte(x, value);
}

void x86_test_imm(struct x86 *x, int reg, uint32_t value)
{
    with_reg(x, 0, 0xf7, 0, (unsigned)reg);
    word(x, value);
}

void x86_shift_imm(struct x86 *x, enum x86_shift op, int reg, unsigned count)
{
    with_reg(x, 0, 0xc1, op, (unsigned)reg);
    byte(x, count);
}

void x86_shift_imm64(struct x86 *x, enum x86_shift op, int reg, unsigned count)
{
    with_reg(x, WIDE, 0xc1, op, (unsigned)reg);
    byte(x, count);
}

void x86_shift_cl(struct x86 *x, enum x86_shift op, int reg)
{
    with_reg(x, 0, 0xd3, op, (unsigned)reg);
}

void x86_unary(struct x86 *x, enum x86_unary op, int reg)
{
    with_reg(x, 0, 0xf7, op, (unsigned)reg);
}

void x86_imul_imm(struct x86 *x, int to, int from, int32_t value)
{
    with_reg(x, 0, is_small(value) ? 0x6b : 0x69, (unsigned)to, (unsigned)from);
    immediate(x, value);
}

/* Registers reg, v, rm. */
static void vex(struct x86 *x, enum x86_bmi opcode, unsigned reg, unsigned v, unsigned rm)
{
    x->mentioned |= (uint16_t)(1u << reg);
    byte(x, 0xc4);
    byte(x, (~reg >> 3 & 1) << 7 | 1u << 6 | (~rm >> 3 & 1) << 5 | (opcode >> 12 & 3));
    byte(x, (~v & 15) << 3 | (opcode >> 8 & 3));
    byte(x, opcode & 0xff);
    byte(x, 0xc0 | (reg & 7) << 3 | (rm & 7));
}

void x86_andn(struct x86 *x, int to, int without, int from)
{
    vex(x, X86_ANDN, (unsigned)to, (unsigned)without, (unsigned)from);
}

void x86_rorx(struct x86 *x, int to, int from, unsigned count)
{
    vex(x, X86_RORX, (unsigned)to, 0, (unsigned)from);
    byte(x, count);
}

void x86_shift_by(struct x86 *x, enum x86_bmi op, int to, int from, int count)
{
    vex(x, op, (unsigned)to, (unsigned)count, (unsigned)from);
}

void x86_cdq(struct x86 *x)
{
    byte(x, 0x99);
}

void x86_bswap(struct x86 *x, int reg)
{
    head(x, 0, 0x0fc8 | (reg & 7), 0, 0, (unsigned)reg);
}

void x86_setcc(struct x86 *x, enum x86_cc cc, int reg)
{
    with_reg(x, reg >= 4 ? LOW_BYTE : 0, 0x0f90 | cc, 0, (unsigned)reg);
}

void x86_cmov(struct x86 *x, enum x86_cc cc, int to, int from)
{
    with_reg(x, 0, 0x0f40 | cc, (unsigned)to, (unsigned)from);
}

void x86_push(struct x86 *x, int reg)
{
    head(x, 0, 0x50 | (reg & 7), 0, 0, (unsigned)reg);
}

void x86_pop(struct x86 *x, int reg)
{
    head(x, 0, 0x58 | (reg & 7), 0, 0, (unsigned)reg);
}

void x86_ret(struct x86 *x)
{
    byte(x, 0xc3);
}

void x86_ud2(struct x86 *x)
{
    byte(x, 0x0f);
    byte(x, 0x0b);
}

void x86_call_reg(struct x86 *x, int reg)
{
    with_reg(x, 0, 0xff, 2, (unsigned)reg);
}

void x86_jmp_reg(struct x86 *x, int reg)
{
    with_reg(x, 0, 0xff, 4, (unsigned)reg);
}

void x86_jmp_mem(struct x86 *x, struct x86_mem mem)
{
    with_mem(x, 0, 0xff, 4, mem);
}

static uint8_t *distance(struct x86 *x)
{
    word(x, 0);
    return x->at - 4;
}

uint8_t *x86_jmp(struct x86 *x)
{
    byte(x, 0xe9);
    return distance(x);
}

uint8_t *x86_call(struct x86 *x)
{
    byte(x, 0xe8);
    return distance(x);
}

uint8_t *x86_jcc(struct x86 *x, enum x86_cc cc)
{
    byte(x, 0x0f);
    byte(x, 0x80 | cc);
    return distance(x);
}

void x86_patch(uint8_t *place, const uint8_t *target)
{
    int32_t far = (int32_t)(target - (place + 4));
    memcpy(place, &far, sizeof far);
}
