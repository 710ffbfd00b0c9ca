/* Lowerings of system instructions.  What is refused in the block's mode is left to the interpreter, which traps. */
#include "isa/csr.h"
#include "jit/x86_lower.h"

bool lower_fence(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)t, (void)insn, (void)arg;
    return true;
}

/* The last instruction of a block is a thunk's matter. */
static void end_by(struct translation *t, const uint8_t *thunk)
{
    t->ended = true;
    x86_mov_imm64(&t->x, RCX, SITE(t->pc, 1, 0));
    x86_jmp_to(t, thunk);
}

bool lower_syscall(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)insn, (void)arg;
    if (!t->block->user)
        return false;
    end_by(t, t->jit->thunks.syscall);
    return true;
}

bool lower_eret(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)insn, (void)arg;
    if (t->block->user)
        return false;
    end_by(t, t->jit->thunks.eret);
    return true;
}

static struct x86_mem place(const struct csr_field *field)
{
    return x86_at(X86_HART, (int32_t)field->offset - HART_BIAS);
}

static bool is_refused(const struct translation *t, int32_t number)
{
    return t->block->user && number < CSR_USER_FIRST;
}

/* A write moves hart->fast.handlers. */
static bool is_vector(int32_t number)
{
    return number == CSR_RVEC || number == CSR_TVEC;
}

/* eax = TIME, with TIMEH latched. */
static void emit_time(struct translation *t, const struct stub *stub)
{
    x86_op_mem(&t->x, X86_LEA, RCX, x86_at(X86_BUDGET, (int32_t)x86_rest(t, stub)));
    x86_op_mem64(&t->x, X86_MOV_LOAD, RAX, HART(fast.deadline_ns));
    x86_alu64(&t->x, X86_SUB, RAX, RCX);
    x86_mov64(&t->x, RCX, RAX);
    x86_shift_imm64(&t->x, X86_SHR, RCX, 32);
    x86_op_mem(&t->x, X86_MOV_STORE, RCX, HART(timeh));
    x86_return(t, stub);
}

bool lower_csrr(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    const struct csr_field *field = csr_field((uint32_t)insn->imm);
    if (is_refused(t, insn->imm))
        return false;
    if (insn->imm == CSR_TIME) {
        x86_stub(t, emit_time, x86_jmp(&t->x));
        x86_done(t, insn->d, RAX);
        return true;
    }
    if (!field)
        return false;
    int host = x86_out(insn->d, RAX);
    x86_op_mem(&t->x, X86_MOV_LOAD, host, place(field));
    x86_done(t, insn->d, host);
    return true;
}

/* eax to a register. */
static void write_field(struct translation *t, const struct csr_field *field)
{
    if (field->written != ~(uint32_t)0)
        x86_alu_imm(&t->x, X86_AND, RAX, (int32_t)field->written);
    x86_op_mem(&t->x, X86_MOV_STORE, RAX, place(field));
    if (field == csr_field(CSR_TLBHI))
        x86_mov_mem_imm64(&t->x, HART(fast.missed), 0);
}

/* eax to STATUS, in kernel mode; what changes more than flags of the kernel is left to the interpreter. */
static void write_status(struct translation *t)
{
    x86_alu_imm(&t->x, X86_AND, RAX, STATUS_WRITABLE);
    x86_mov(&t->x, RCX, RAX);
    x86_alu_mem(&t->x, X86_XOR, RCX, HART(status));
    x86_test_imm(&t->x, RCX, STATUS_USER | STATUS_FPU | STATUS_STEP);
    x86_stub(t, x86_emit_step, x86_jcc(&t->x, X86_NE));
    struct stub *mode = &t->stubs[t->stub_count - 1];
    x86_test_imm(&t->x, RAX, STATUS_IE);
    uint8_t *masked = x86_jcc(&t->x, X86_E);
    x86_op_mem(&t->x, X86_MOV_LOAD, RCX, HART(fast.pending));
    x86_op_mem(&t->x, X86_TEST, RCX, HART(ienable));
    struct stub *interrupt = x86_stub(t, x86_emit_step, x86_jcc(&t->x, X86_NE));
    x86_patch(masked, t->x.at);
    x86_op_mem(&t->x, X86_MOV_STORE, RAX, HART(status));
    mode->back = interrupt->back = t->x.at;
}

bool lower_csrw(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    const struct csr_field *field = csr_field((uint32_t)insn->imm);
    bool status = insn->imm == CSR_STATUS;
    if (is_refused(t, insn->imm) || is_vector(insn->imm) || !field || (!field->written && !status))
        return false;
    x86_load(t, RAX, insn->a);
    if (status)
        write_status(t);
    else
        write_field(t, field);
    return true;
}

bool lower_csrx(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    const struct csr_field *field = csr_field((uint32_t)insn->imm);
    if (is_refused(t, insn->imm) || is_vector(insn->imm) || !field || !field->written)
        return false;
    x86_load(t, RAX, insn->a);
    x86_op_mem(&t->x, X86_MOV_LOAD, RCX, place(field));
    write_field(t, field);
    x86_done(t, insn->d, RCX);
    return true;
}
