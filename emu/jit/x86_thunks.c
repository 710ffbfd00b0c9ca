/* The way into translated code and out of it, and from it to the helpers. */
#include "jit/x86_lower.h"
#include "jit/x86_traps.h"

/* Guest registers between their homes and struct hart. */
static void move_homes(struct x86 *x, enum x86_opcode opcode)
{
    for (unsigned reg = 1; reg < 16; reg++)
        if (x86_home[reg] != X86_NONE)
            x86_op_mem(x, opcode, x86_home[reg], x86_guest(reg));
}

/* Floating registers too, when they are in their homes. */
static void move_fp_homes(struct x86 *x, enum x86_opcode opcode)
{
    x86_alu_mem8_imm(x, X86_CMP, HART(fast.fp_live), 0);
    uint8_t *off = x86_jcc(x, X86_E);
    for (unsigned reg = 0; reg < X86_FP_HOMES; reg++)
        x86_op_mem(x, opcode, (int)reg, x86_guest_f(reg));
    x86_patch(off, x->at);
}

static void spill(struct x86 *x)
{
    move_homes(x, X86_MOV_STORE);
    move_fp_homes(x, X86_MOVSD_STORE);
    x86_op_mem(x, X86_MOV_STORE, X86_BUDGET, HART(fast.left));
}

static void reload(struct x86 *x)
{
    x86_op_mem(x, X86_MOV_LOAD, X86_BUDGET, HART(fast.left));
    move_fp_homes(x, X86_MOVSD);
    move_homes(x, X86_MOV_LOAD);
    x86_op_mem64(x, X86_MOV_LOAD, X86_TABLE, HART(fast.table));
}

static const int saved[] = {RBX, RBP, R12, R13, R14, R15};
#define SAVED (sizeof saved / sizeof *saved)

static void emit_enter(struct x86 *x)
{
    for (unsigned i = 0; i < SAVED; i++)
        x86_push(x, saved[i]);
    x86_alu_imm64(x, X86_SUB, RSP, 8);
    x86_mov64(x, RAX, RSI);
    x86_op_mem64(x, X86_LEA, X86_HART, x86_at(RDI, HART_BIAS));
    x86_mov_mem8_imm(x, HART(fast.fp_live), 0);
    reload(x);
    x86_jmp_reg(x, RAX);
}

static void emit_leave(struct x86 *x)
{
    spill(x);
    x86_alu_imm64(x, X86_ADD, RSP, 8);
    for (unsigned i = SAVED; i > 0; i--)
        x86_pop(x, saved[i - 1]);
    x86_ret(x);
}

/* Call helper(hart, eax, rdx, rcx): its value in rax; or go where it says. */
static void emit_call(struct x86 *x, uintptr_t helper)
{
    x86_alu_imm64(x, X86_SUB, RSP, 8);
    spill(x);
    x86_op_mem64(x, X86_LEA, RDI, x86_at(X86_HART, -HART_BIAS));
    x86_mov(x, RSI, RAX);
    x86_mov_imm64(x, RAX, helper);
    x86_call_reg(x, RAX);
    x86_mov64(x, RCX, RDX);
    reload(x);
    x86_alu_imm64(x, X86_ADD, RSP, 8);
    x86_op64(x, X86_TEST, RCX, RCX);
    uint8_t *go = x86_jcc(x, X86_NE);
    x86_ret(x);
    x86_patch(go, x->at);
    x86_alu_imm64(x, X86_ADD, RSP, 8);
    x86_jmp_reg(x, RCX);
}

static const uint8_t *executed(const struct jit *jit, const struct x86 *x)
{
    return x->at + jit->cache.execute;
}

bool host_thunks(struct jit *jit)
{
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("popcnt") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") ||
        !__builtin_cpu_supports("avx2"))
        return false; /* avx2: every processor with it has lzcnt */
    struct x86 x = {.at = jit->cache.write, .end = jit->cache.write + jit->cache.bytes};
    const uint8_t *enter = executed(jit, &x);
    jit->thunks.enter = (uint32_t(*)(struct hart *, const void *))(uintptr_t)enter;
    emit_enter(&x);
    jit->thunks.leave = executed(jit, &x);
    emit_leave(&x);
    jit->thunks.load = executed(jit, &x);
    emit_call(&x, (uintptr_t)jit_load);
    jit->thunks.store = executed(jit, &x);
    emit_call(&x, (uintptr_t)jit_store);
    jit->thunks.step = executed(jit, &x);
    emit_call(&x, (uintptr_t)jit_step);
    jit->thunks.tlb_write = executed(jit, &x);
    emit_call(&x, (uintptr_t)jit_tlb_write);
    x86_trap_thunks(jit, &x);
    jit->cache.used = (uint32_t)(x.at - jit->cache.write);
    return !x.full;
}
