/* Traps and eret that stay in translated code: system calls, refills of user mode.  They do what hart_trap and hart_eret
 * do; what is out of the ordinary (fast.careful, a page that the TLB knows) is left to the helpers. */
#include "jit/x86_traps.h"

#include "isa/cause.h"
#include "jit/x86_lower.h"

/* No floating register has its home there. */
#define FREE_XMM 15
_Static_assert(FREE_XMM >= X86_FP_HOMES, "free");

/* Sets with more ways are searched by the helpers. */
#define SEARCHED_WAYS_MAX 8

static void jmp_to(const struct jit *jit, struct x86 *x, const uint8_t *executed)
{
    x86_patch(x86_jmp(x), executed - jit->cache.execute);
}

/* Jumps to a place that is not written yet. */
struct jumps {
    uint8_t *from[16];
    unsigned count;
};

static void jump_if(struct x86 *x, enum x86_cc cc, struct jumps *jumps)
{
    jumps->from[jumps->count++] = x86_jcc(x, cc);
}

static void land(const struct x86 *x, const struct jumps *jumps)
{
    for (unsigned i = 0; i < jumps->count; i++)
        x86_patch(jumps->from[i], x->at);
}

/* Go to the guest's address ecx by the jump table of a mode, or leave. */
static void emit_jump(const struct jit *jit, struct x86 *x, bool user)
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
    jmp_to(jit, x, jit->thunks.leave);
}

/* eax = STATUS, changed as a table of struct hart says. */
static void emit_status(struct x86 *x, struct x86_mem table)
{
    x86_op_mem(x, X86_MOV_LOAD, RAX, HART(status));
    x86_op_mem(x, X86_MOVZX8, RAX, x86_indexed(X86_HART, RAX, 0, table.disp));
    x86_op_mem(x, X86_MOV_STORE, RAX, HART(status));
}

/* What all traps from user mode have in common, EPC set and the budget counted; the end of a thunk. */
static void emit_trap(struct x86 *x, uint32_t cause, unsigned handler)
{
    struct x86_mem code = HART(fast.handlers[0].code), counter = HART(perf.traps[0]);
    code.disp += (int32_t)(handler * sizeof((struct hart_fast *)0)->handlers[0]);
    counter.disp += (int32_t)(cause * sizeof(uint64_t));
    x86_alu_to_mem64(x, X86_SUB, HART(user_balance), X86_BUDGET);
    x86_mov_mem_imm(x, HART(cause), cause);
    x86_alu_mem_imm64(x, X86_ADD, counter, 1);
    emit_status(x, HART(status_trapped));
    x86_op_mem64(x, X86_MOV_LOAD, X86_TABLE, HART(fast.tables[0]));
    x86_jmp_mem(x, code);
}

static void emit_if_careful(struct x86 *x, struct jumps *slow)
{
    x86_alu_mem8_imm(x, X86_CMP, HART(fast.careful), 0);
    jump_if(x, X86_NE, slow);
}

/* The interpreter executes the last instruction of a block, whose site is in rcx. */
static void emit_interpret(const struct jit *jit, struct x86 *x, const struct jumps *from)
{
    land(x, from);
    x86_mov_imm64(x, RDX, NO_PC);
    x86_patch(x86_call(x), jit->thunks.step - jit->cache.execute);
    x86_ud2(x); /* it never comes back */
}

static void emit_syscall(const struct jit *jit, struct x86 *x)
{
    const struct monitor *monitor = jit->cpu->monitor;
    struct jumps slow = {.count = 0};
    emit_if_careful(x, &slow);
    x86_alu_imm(x, X86_ADD, X86_BUDGET, 1); /* it does not retire */
    x86_op_mem(x, X86_MOV_STORE, RCX, HART(epc));
    x86_mov_imm64(x, RDX, (uintptr_t)monitor->stats.syscalls);
    x86_op_mem(x, X86_MOV_LOAD, RAX, x86_guest(7));
    x86_alu_imm(x, X86_CMP, RAX, PEACH_SYSCALLS);
    uint8_t *known = x86_jcc(x, X86_B);
    x86_mov_imm(x, RAX, (uint32_t)(&monitor->stats.syscalls_other - monitor->stats.syscalls));
    x86_patch(known, x->at);
    x86_alu_mem_imm64(x, X86_ADD, x86_indexed(RDX, RAX, 3, 0), 1);
    emit_trap(x, CAUSE_SYSCALL, HANDLER_TRAP);
    emit_interpret(jit, x, &slow);
}

static void emit_eret(const struct jit *jit, struct x86 *x)
{
    struct jumps slow = {.count = 0};
    emit_if_careful(x, &slow);
    emit_status(x, HART(status_returned));
    x86_op_mem(x, X86_MOV_LOAD, RCX, HART(epc));
    x86_test8_imm(x, RAX, STATUS_USER);
    uint8_t *kernel = x86_jcc(x, X86_E);
    x86_alu_to_mem64(x, X86_ADD, HART(user_balance), X86_BUDGET);
    x86_op_mem64(x, X86_MOV_LOAD, X86_TABLE, HART(fast.tables[1]));
    emit_jump(jit, x, true);
    x86_patch(kernel, x->at);
    emit_jump(jit, x, false);
    emit_interpret(jit, x, &slow);
}

static unsigned log2_of(unsigned power)
{
    return (unsigned)__builtin_ctz(power);
}

/* eax = the page and ASID of the access to eax, rdx = its set, which is plain and does not hold it. */
static void emit_search(const struct jit *jit, struct x86 *x, struct jumps *found)
{
    const struct tlb *tlb = &jit->cpu->harts[0].tlb;
    unsigned set_shift = log2_of(TLB_SET_BYTES(tlb->ways));
    x86_alu_imm(x, X86_AND, RAX, (int32_t)PAGE_MASK);
    x86_alu_mem(x, X86_OR, RAX, HART(asid));
    x86_mov(x, RDX, RAX);
    x86_shift_imm(x, X86_SHR, RDX, PAGE_SHIFT - set_shift);
    x86_alu_imm(x, X86_AND, RDX, (int32_t)((tlb->sets - 1) << set_shift));
    x86_alu_mem64(x, X86_ADD, RDX, HART(fast.sets));
    x86_alu_mem8_imm(x, X86_CMP, x86_at(RDX, offsetof(struct tlb_set, plain)), 0);
    jump_if(x, X86_E, found);
    for (unsigned way = 0; way < tlb->ways; way++) {
        x86_alu_mem(x, X86_CMP, RAX, x86_at(RDX, (int32_t)offsetof(struct tlb_set, entries[way].hi)));
        jump_if(x, X86_E, found);
    }
}

/* A load or store of user mode whose page the table does not know, called with eax, rdx, rcx as the helpers: a refill
 * when the TLB does not know it either. */
static const uint8_t *emit_access(const struct jit *jit, struct x86 *x, bool stores, unsigned bytes)
{
    const uint8_t *start = x->at + jit->cache.execute, *helper = stores ? jit->thunks.store : jit->thunks.load;
    uint32_t cause = stores ? CAUSE_REFILL_STORE : CAUSE_REFILL_LOAD;
    struct jumps slow = {.count = 0}, found = {.count = 0};
    if (jit->cpu->harts[0].tlb.ways > SEARCHED_WAYS_MAX)
        return helper;
    if (bytes > 1) {
        x86_test8_imm(x, RAX, (uint8_t)(bytes - 1));
        jump_if(x, X86_NE, &slow);
    }
    x86_op(x, X86_MOVD_TO, FREE_XMM, RAX);
    if (stores)
        x86_op_mem64(x, X86_MOV_STORE, RDX, HART(fast.scratch));
    emit_search(jit, x, &found);
    x86_op_mem(x, X86_MOV_STORE, RAX, HART(tlbhi));
    x86_op_mem64(x, X86_MOV_STORE, RDX, HART(fast.missed));
    x86_op_mem(x, X86_MOVD_FROM, FREE_XMM, HART(badva));
    x86_op_mem(x, X86_MOV_STORE, RCX, HART(epc));
    x86_shift_imm64(x, X86_SHR, RCX, 32);
    x86_op_mem(x, X86_LEA, X86_BUDGET, x86_indexed(X86_BUDGET, RCX, 0, -(int32_t)(bytes << 16)));
    x86_pop(x, RDX); /* no return */
    emit_trap(x, cause, HANDLER_REFILL);
    land(x, &found);
    x86_op(x, X86_MOVD_FROM, FREE_XMM, RAX);
    if (stores)
        x86_op_mem64(x, X86_MOV_LOAD, RDX, HART(fast.scratch));
    land(x, &slow);
    jmp_to(jit, x, helper);
    return start;
}

/* The handler of a kind of trap is not known: go there by the jump table. */
static const uint8_t *emit_find_handler(const struct jit *jit, struct x86 *x, unsigned handler)
{
    const uint8_t *start = x->at + jit->cache.execute;
    x86_op_mem(x, X86_MOV_LOAD, RCX, handler == HANDLER_REFILL ? HART(rvec) : HART(tvec));
    emit_jump(jit, x, false);
    return start;
}

void x86_trap_thunks(struct jit *jit, struct x86 *x)
{
    struct thunks *thunks = &jit->thunks;
    thunks->syscall = x->at + jit->cache.execute;
    emit_syscall(jit, x);
    thunks->eret = x->at + jit->cache.execute;
    emit_eret(jit, x);
    for (unsigned i = 0; i < ACCESS_SIZES; i++) {
        thunks->user_load[i] = emit_access(jit, x, false, 1u << i);
        thunks->user_store[i] = emit_access(jit, x, true, 1u << i);
    }
    thunks->find_handler[HANDLER_REFILL] = emit_find_handler(jit, x, HANDLER_REFILL);
    thunks->find_handler[HANDLER_TRAP] = emit_find_handler(jit, x, HANDLER_TRAP);
}
