/* The way into translated code and out of it, and from it to the helpers. */
#include "isa/cause.h"
#include "jit/x86_lower.h"

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
    x86_cmp_mem8_imm(x, HART(fast.fp_live), 0);
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

/* Go to the guest's address ecx by the jump table of a mode, or leave. */
static void emit_jump(struct x86 *x, bool user, const uint8_t *leave)
{
    struct x86_mem first = HART(jumps);
    first.disp += (int32_t)(user ? sizeof(struct jump) * JUMP_ENTRIES : 0);
    x86_mov(x, RAX, RCX);
    x86_alu_imm(x, X86_AND, RAX, (JUMP_ENTRIES - 1) << 2);
    x86_alu_mem64(x, X86_OR, RCX, HART(fast.jump_tag)); /* ecx, the address, stays */
    x86_alu_mem64(x, X86_CMP, RCX, x86_indexed(X86_HART, RAX, 2, first.disp));
    uint8_t *unknown = x86_jcc(x, X86_NE);
    x86_jmp_mem(x, x86_indexed(X86_HART, RAX, 2, first.disp + 8));
    x86_patch(unknown, x->at);
    x86_op_mem(x, X86_MOV_STORE, RCX, HART(pc));
    x86_mov_imm(x, RAX, (uint32_t)LEAVE_PLAIN);
    x86_patch(x86_jmp(x), leave);
}

/* The bit of context and jump_tag that says user mode. */

static void set_mode(struct x86 *x, bool user)
{
    x86_bit_mem64(x, user, HART(fast.context), CONTEXT_USER_BIT);
    x86_bit_mem64(x, user, HART(fast.jump_tag), CONTEXT_USER_BIT);
    x86_op_mem64(x, X86_MOV_LOAD, X86_TABLE, user ? HART(fast.tables[1]) : HART(fast.tables[0]));
    x86_op_mem64(x, X86_MOV_STORE, X86_TABLE, HART(fast.table));
}

/* What these thunks do not do themselves: the interpreter executes the instruction of the site in rcx. */
static void emit_slow(struct x86 *x, uint8_t *const *from, unsigned count, const uint8_t *step)
{
    for (unsigned i = 0; i < count; i++)
        x86_patch(from[i], x->at);
    x86_mov_imm64(x, RDX, NO_PC); /* it never comes back */
    x86_patch(x86_call(x), step);
}

/* hart_trap for a syscall in user mode; one instruction of the budget is given back. */
static void emit_syscall(struct x86 *x, const uint8_t *step, const uint8_t *leave)
{
    uint8_t *slow[2];
    x86_cmp_mem8_imm(x, HART(fast.listened), 0);
    slow[0] = x86_jcc(x, X86_NE);
    x86_op_mem(x, X86_LEA, RDX, x86_at(X86_BUDGET, 1));
    x86_op_mem64(x, X86_MOV_LOAD, RAX, HART(fast.deadline_ns));
    x86_alu64(x, X86_SUB, RAX, RDX);
    x86_alu_mem64(x, X86_CMP, RAX, HART(trap_time_ns));
    slow[1] = x86_jcc(x, X86_E);
    x86_mov(x, X86_BUDGET, RDX);
    x86_op_mem64(x, X86_MOV_STORE, RAX, HART(trap_time_ns));
    x86_mov_mem_imm(x, HART(barren_traps), 1);
    x86_alu_mem64(x, X86_SUB, RAX, HART(user_since_ns));
    x86_alu_to_mem64(x, X86_ADD, HART(user_insns), RAX);
    x86_op_mem(x, X86_MOV_STORE, RCX, HART(epc));
    x86_mov_mem_imm(x, HART(cause), CAUSE_SYSCALL);
    x86_alu_mem_imm64(x, X86_ADD, HART(perf.traps[CAUSE_SYSCALL]), 1);
    x86_op_mem(x, X86_MOV_LOAD, RAX, HART(status));
    x86_mov(x, RDX, RAX);
    x86_alu_imm(x, X86_AND, RAX, STATUS_FPU | STATUS_STEP);
    x86_alu_imm(x, X86_AND, RDX, STATUS_IE | STATUS_USER);
    x86_op_mem(x, X86_LEA, RAX, x86_indexed(RAX, RDX, 2, 0)); /* PIE and PUSER stand two bits higher */
    x86_op_mem(x, X86_MOV_STORE, RAX, HART(status));
    x86_op_mem64(x, X86_MOV_LOAD, RAX, HART(cpu));
    x86_op_mem64(x, X86_MOV_LOAD, RDX, x86_at(RAX, offsetof(struct cpu, monitor)));
    x86_op_mem(x, X86_MOV_LOAD, RAX, x86_guest(7));
    x86_alu_imm(x, X86_CMP, RAX, PEACH_SYSCALLS);
    uint8_t *known = x86_jcc(x, X86_B);
    x86_mov_imm(x, RAX,
                (offsetof(struct monitor, stats.syscalls_other) - offsetof(struct monitor, stats.syscalls)) / 8);
    x86_patch(known, x->at);
    x86_alu_mem_imm64(x, X86_ADD, x86_indexed(RDX, RAX, 3, offsetof(struct monitor, stats.syscalls)), 1);
    x86_op_mem64(x, X86_MOV_LOAD, RAX, HART(fast.process));
    x86_op64(x, X86_TEST, RAX, RAX);
    uint8_t *unknown = x86_jcc(x, X86_E);
    x86_alu_mem_imm64(x, X86_ADD, x86_at(RAX, offsetof(struct peach_process, syscalls)), 1);
    x86_patch(unknown, x->at);
    set_mode(x, false);
    x86_op_mem(x, X86_MOV_LOAD, RCX, HART(tvec));
    emit_jump(x, false, leave);
    emit_slow(x, slow, sizeof slow / sizeof *slow, step);
}

/* hart_eret. */
static void emit_eret(struct x86 *x, const uint8_t *step, const uint8_t *leave)
{
    uint8_t *slow[3];
    x86_cmp_mem8_imm(x, HART(fast.listened), 0);
    slow[0] = x86_jcc(x, X86_NE);
    x86_op_mem(x, X86_MOV_LOAD, RAX, HART(status));
    x86_mov(x, RDX, RAX);
    x86_alu_imm(x, X86_AND, RAX, STATUS_FPU | STATUS_STEP | STATUS_PIE | STATUS_PUSER);
    x86_alu_imm(x, X86_AND, RDX, STATUS_PIE | STATUS_PUSER);
    x86_shift_imm(x, X86_SHR, RDX, 2);
    x86_alu(x, X86_OR, RAX, RDX);
    x86_test_imm(x, RAX, STATUS_STEP);
    slow[1] = x86_jcc(x, X86_NE);
    x86_test_imm(x, RAX, STATUS_IE);
    uint8_t *masked = x86_jcc(x, X86_E);
    x86_op_mem(x, X86_MOV_LOAD, RDX, HART(fast.pending));
    x86_op_mem(x, X86_TEST, RDX, HART(ienable));
    slow[2] = x86_jcc(x, X86_NE);
    x86_patch(masked, x->at);
    x86_op_mem(x, X86_MOV_STORE, RAX, HART(status));
    x86_op_mem(x, X86_MOV_LOAD, RCX, HART(epc));
    x86_test_imm(x, RAX, STATUS_USER);
    uint8_t *kernel = x86_jcc(x, X86_E);
    x86_op_mem64(x, X86_MOV_LOAD, RDX, HART(fast.deadline_ns));
    x86_alu64(x, X86_SUB, RDX, X86_BUDGET);
    x86_op_mem64(x, X86_MOV_STORE, RDX, HART(user_since_ns));
    set_mode(x, true);
    emit_jump(x, true, leave);
    x86_patch(kernel, x->at);
    x86_op_mem64(x, X86_MOV_LOAD, X86_TABLE, HART(fast.table));
    emit_jump(x, false, leave);
    emit_slow(x, slow, sizeof slow / sizeof *slow, step);
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
    const uint8_t *leave = jit->thunks.leave - jit->cache.execute, *step = jit->thunks.step - jit->cache.execute;
    jit->thunks.syscall = executed(jit, &x);
    emit_syscall(&x, step, leave);
    jit->thunks.eret = executed(jit, &x);
    emit_eret(&x, step, leave);
    jit->cache.used = (uint32_t)(x.at - jit->cache.write);
    return !x.full;
}
