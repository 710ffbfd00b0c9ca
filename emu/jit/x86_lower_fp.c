/* Lowerings of floating point: SSE2 scalars.  Every result that may be a NaN is tested, and made the canonical one
 * behind the block. */
#include "isa/isa_math.h"
#include "jit/x86_lower.h"

/* Free inside a lowering. */
enum { SCRATCH = X86_FP_HOMES, SCRATCH2 };

/* Bring the floating registers to their homes, if floating point is on; else the instruction traps. */
static void emit_wake(struct translation *t, const struct stub *stub)
{
    x86_test_mem8_imm(&t->x, HART(status), STATUS_FPU);
    uint8_t *on = x86_jcc(&t->x, X86_NE);
    x86_emit_step(t, stub);
    x86_patch(on, t->x.at);
    for (unsigned reg = 0; reg < X86_FP_HOMES; reg++)
        x86_op_mem(&t->x, X86_MOVSD, (int)reg, x86_guest_f(reg));
    x86_mov_mem8_imm(&t->x, HART(fast.fp_live), 1);
    x86_return(t, stub);
}

/* The floating registers must be in their homes: tested once in a block. */
static void check(struct translation *t)
{
    if (t->fpu_checked)
        return;
    t->fpu_checked = true;
    x86_alu_mem8_imm(&t->x, X86_CMP, HART(fast.fp_live), 0);
    x86_stub(t, emit_wake, x86_jcc(&t->x, X86_E));
    t->first_stub = t->stub_count;
}

static bool has_home(unsigned reg)
{
    return reg < X86_FP_HOMES;
}

static int in(struct translation *t, unsigned reg, int scratch)
{
    if (has_home(reg))
        return (int)reg;
    x86_op_mem(&t->x, X86_MOVSD, scratch, x86_guest_f(reg));
    return scratch;
}

static int out(unsigned reg)
{
    return has_home(reg) ? (int)reg : SCRATCH;
}

static void done(struct translation *t, unsigned reg, int host)
{
    t->unsure[0] &= (uint16_t) ~(1u << reg);
    t->unsure[1] &= (uint16_t) ~(1u << reg);
    if (!has_home(reg))
        x86_op_mem(&t->x, X86_MOVSD_STORE, host, x86_guest_f(reg));
    else if (host != (int)reg)
        x86_op(&t->x, X86_MOVAPS, (int)reg, host);
}

/* xmm register = the low bits of a general one. */
static void to_xmm(struct translation *t, int xmm, int reg)
{
    x86_op(&t->x, X86_MOVD_TO, xmm, reg);
}

static void to_xmm64(struct translation *t, int xmm, int reg)
{
    x86_op64(&t->x, X86_MOVD_TO, xmm, reg);
}

/* ---- NaNs ------------------------------------------------------------------------------------------------------ */

/* A NaN that is not canonical is seen by nobody as long as only arithmetic of its own precision reads it.  So results
 * are noted (t->unsure), and tested by x86_settle before anything else may see them: memory, moves of bits, exits. */

/* Make a register canonical if it is a NaN. */
static void canonize(struct translation *t, int host, bool is_double)
{
    x86_op(&t->x, is_double ? X86_UCOMISD : X86_UCOMISS, host, host);
    uint8_t *number = x86_jcc(&t->x, X86_NP);
    x86_mov_imm64(&t->x, RAX, is_double ? ISA_NAN_D : ISA_NAN_S);
    to_xmm64(t, host, RAX);
    x86_patch(number, t->x.at);
}

/* One of two registers (stub->arg: first, second, is_double) is a NaN. */
static void emit_canonize(struct translation *t, const struct stub *stub)
{
    canonize(t, (int)(stub->arg & 15), stub->arg >> 8);
    canonize(t, (int)(stub->arg >> 4 & 15), stub->arg >> 8);
    x86_return(t, stub);
}

static void test_pair(struct translation *t, unsigned first, unsigned second, bool is_double)
{
    t->flags.until = 0;
    x86_op(&t->x, is_double ? X86_UCOMISD : X86_UCOMISS, (int)first, (int)second);
    x86_stub(t, emit_canonize, x86_jcc(&t->x, X86_P))->arg = first | second << 4 | (unsigned)is_double << 8;
}

static void settle(struct translation *t, unsigned mask, bool is_double)
{
    while (mask) {
        unsigned first = (unsigned)__builtin_ctz(mask);
        mask &= mask - 1;
        unsigned second = mask ? (unsigned)__builtin_ctz(mask) : first;
        mask &= mask - 1;
        test_pair(t, first, second, is_double);
    }
    t->unsure[is_double] = 0;
}

void x86_settle(struct translation *t)
{
    settle(t, t->unsure[true], true);
    settle(t, t->unsure[false], false);
}

/* Before arithmetic of one precision: what the other one has left unsure. */
static void settle_other(struct translation *t, bool is_double)
{
    settle(t, t->unsure[!is_double], !is_double);
}

/* Put a result of arithmetic into place. */
static void done_number(struct translation *t, unsigned reg, int host, bool is_double)
{
    if (has_home(reg)) {
        done(t, reg, host);
        t->unsure[is_double] |= (uint16_t)(1u << reg);
    } else {
        test_pair(t, (unsigned)host, (unsigned)host, is_double);
        done(t, reg, host);
    }
}

static void done_double(struct translation *t, unsigned reg, int host)
{
    done_number(t, reg, host, true);
}

static void done_single(struct translation *t, unsigned reg, int host)
{
    done_number(t, reg, host, false);
}

/* arg is the enum x86_opcode. */
bool lower_fp_double(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    settle_other(t, true);
    unsigned d = insn->d, a = insn->a, b = insn->b;
    bool commutes = arg == X86_ADDSD || arg == X86_MULSD;
    if (commutes && d == b) {
        b = a;
        a = d;
    }
    int host = d == b && d != a ? SCRATCH : out(d);
    int by = in(t, b, SCRATCH2), from = in(t, a, host);
    if (from != host)
        x86_op(&t->x, X86_MOVAPS, host, from);
    x86_op(&t->x, (enum x86_opcode)arg, host, by);
    done_double(t, d, host);
    return true;
}

/* The upper half of the result is zero, whatever the operands have there. */
bool lower_fp_single(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    settle_other(t, false);
    bool free = insn->d != insn->a && insn->d != insn->b;
    int host = free ? out(insn->d) : SCRATCH;
    int b = in(t, insn->b, SCRATCH2);
    if (has_home(insn->a)) {
        x86_op(&t->x, X86_XORPS, host, host);
        x86_op(&t->x, X86_MOVSS, host, (int)insn->a);
    } else {
        x86_op_mem(&t->x, X86_MOVSS, host, x86_guest_f(insn->a));
    }
    x86_op(&t->x, (enum x86_opcode)arg, host, b);
    done_single(t, insn->d, host);
    return true;
}

/* Square root, conversion from single. */
bool lower_fp_unary_double(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    settle_other(t, arg != X86_CVTSS2SD);
    int host = out(insn->d);
    x86_op(&t->x, (enum x86_opcode)arg, host, in(t, insn->a, SCRATCH2));
    done_double(t, insn->d, host);
    return true;
}

bool lower_fp_unary_single(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    settle_other(t, arg == X86_CVTSD2SS);
    x86_op(&t->x, X86_XORPS, SCRATCH, SCRATCH);
    x86_op(&t->x, (enum x86_opcode)arg, SCRATCH, in(t, insn->a, SCRATCH2));
    done_single(t, insn->d, SCRATCH);
    return true;
}

/* arg compares singles or doubles; a NaN gives 0. */
bool lower_fp_eq(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    int a = in(t, insn->a, SCRATCH), b = in(t, insn->b, SCRATCH2);
    x86_op(&t->x, (enum x86_opcode)arg, a, b);
    x86_setcc(&t->x, X86_E, RAX);
    x86_setcc(&t->x, X86_NP, RCX);
    x86_alu(&t->x, X86_AND, RAX, RCX);
    x86_op(&t->x, X86_MOVZX8, RAX, RAX);
    x86_done(t, insn->d, RAX);
    return true;
}

/* a below b, as b above a: false when they are unordered. */
static bool below(struct translation *t, const struct insn *insn, unsigned opcode, enum x86_cc cc)
{
    check(t);
    int a = in(t, insn->a, SCRATCH), b = in(t, insn->b, SCRATCH2);
    x86_op(&t->x, (enum x86_opcode)opcode, b, a);
    x86_set(t, insn->d, cc);
    return true;
}

bool lower_fp_lt(struct translation *t, const struct insn *insn, unsigned arg)
{
    return below(t, insn, arg, X86_A);
}

bool lower_fp_le(struct translation *t, const struct insn *insn, unsigned arg)
{
    return below(t, insn, arg, X86_AE);
}

/* arg: X86_XORPS to reverse the sign, X86_ANDPS to clear it. */
bool lower_fp_sign_double(struct translation *t, const struct insn *insn, unsigned arg)
{
    const uint64_t sign = (uint64_t)1 << 63;
    check(t);
    int a = in(t, insn->a, SCRATCH);
    x86_mov_imm64(&t->x, RAX, arg == X86_XORPS ? sign : ~sign);
    to_xmm64(t, SCRATCH2, RAX);
    x86_op(&t->x, (enum x86_opcode)arg, SCRATCH2, a);
    done(t, insn->d, SCRATCH2);
    return true;
}

bool lower_fp_sign_single(struct translation *t, const struct insn *insn, unsigned arg)
{
    const uint32_t sign = (uint32_t)1 << 31;
    check(t);
    x86_op(&t->x, X86_MOVD_FROM, in(t, insn->a, SCRATCH), RAX);
    if (arg == X86_XORPS)
        x86_alu_imm(&t->x, X86_XOR, RAX, (int32_t)sign);
    else
        x86_alu_imm(&t->x, X86_AND, RAX, (int32_t)~sign);
    to_xmm(t, SCRATCH, RAX); /* the operand's upper half does not come through */
    done(t, insn->d, SCRATCH);
    return true;
}

/* What does not fit is left to the interpreter. */
bool lower_fp_to_int(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    x86_op(&t->x, (enum x86_opcode)arg, RAX, in(t, insn->a, SCRATCH));
    x86_alu_imm(&t->x, X86_CMP, RAX, INT32_MIN);
    uint8_t *wide = x86_jcc(&t->x, X86_E);
    x86_done(t, insn->d, RAX);
    x86_stub(t, x86_emit_step, wide);
    return true;
}

bool lower_fp_to_unsigned(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    x86_op64(&t->x, (enum x86_opcode)arg, RAX, in(t, insn->a, SCRATCH));
    x86_mov64(&t->x, RCX, RAX);
    x86_shift_imm64(&t->x, X86_SHR, RCX, 32);
    uint8_t *wide = x86_jcc(&t->x, X86_NE);
    x86_done(t, insn->d, RAX);
    x86_stub(t, x86_emit_step, wide);
    return true;
}

bool lower_fp_from_int(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    int host = out(insn->d);
    x86_op(&t->x, X86_XORPS, host, host);
    x86_op(&t->x, (enum x86_opcode)arg, host, x86_in(t, insn->a, RAX));
    done(t, insn->d, host);
    return true;
}

bool lower_fp_from_unsigned(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    int host = out(insn->d);
    x86_load(t, RAX, insn->a);
    x86_op(&t->x, X86_XORPS, host, host);
    x86_op64(&t->x, (enum x86_opcode)arg, host, RAX);
    done(t, insn->d, host);
    return true;
}

bool lower_fp_move(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    check(t);
    done(t, insn->d, in(t, insn->a, SCRATCH));
    return true;
}

bool lower_fp_sel(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    check(t);
    int c = x86_in(t, insn->c, RAX), a = in(t, insn->a, SCRATCH2), b = in(t, insn->b, SCRATCH);
    if (b != SCRATCH)
        x86_op(&t->x, X86_MOVAPS, SCRATCH, b);
    x86_op(&t->x, X86_TEST, c, c);
    uint8_t *is_b = x86_jcc(&t->x, X86_E);
    x86_op(&t->x, X86_MOVAPS, SCRATCH, a);
    x86_patch(is_b, t->x.at);
    done(t, insn->d, SCRATCH);
    return true;
}

bool lower_fp_low(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    check(t);
    x86_op(&t->x, X86_MOVD_FROM, in(t, insn->a, SCRATCH), RAX);
    x86_done(t, insn->d, RAX);
    return true;
}

bool lower_fp_high(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    check(t);
    x86_op64(&t->x, X86_MOVD_FROM, in(t, insn->a, SCRATCH), RAX);
    x86_shift_imm64(&t->x, X86_SHR, RAX, 32);
    x86_done(t, insn->d, RAX);
    return true;
}

bool lower_fp_word(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    check(t);
    int host = out(insn->d);
    to_xmm(t, host, x86_in(t, insn->a, RAX));
    done(t, insn->d, host);
    return true;
}

bool lower_fp_words(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    check(t);
    int host = out(insn->d);
    x86_load(t, RCX, insn->b);
    x86_shift_imm64(&t->x, X86_SHL, RCX, 32);
    x86_load(t, RAX, insn->a);
    x86_alu64(&t->x, X86_OR, RCX, RAX);
    to_xmm64(t, host, RCX);
    done(t, insn->d, host);
    return true;
}

static enum x86_opcode load_opcode(unsigned arg)
{
    return (arg & X86_BYTES) == 8 ? X86_MOVSD : X86_MOVSS;
}

static void emit_load(struct translation *t, const struct stub *stub)
{
    uint8_t *unknown;
    if (x86_access_slow(t, stub, &unknown)) {
        x86_op_mem(&t->x, load_opcode(stub->arg), SCRATCH, x86_at(RAX, 0));
        done(t, stub->insn.d, SCRATCH);
        x86_access_end(t, stub, unknown);
    }
    x86_call_access(t, stub, stub->arg & X86_BYTES, false);
    to_xmm64(t, SCRATCH, RAX);
    done(t, stub->insn.d, SCRATCH);
    x86_back_or_leave(t, stub);
}

bool lower_fp_load(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    struct x86_mem mem = x86_access(t, insn, arg, emit_load);
    int host = out(insn->d);
    x86_op_mem(&t->x, load_opcode(arg), host, mem);
    done(t, insn->d, host);
    x86_set_back(t);
    return true;
}

static enum x86_opcode store_opcode(unsigned arg)
{
    return (arg & X86_BYTES) == 8 ? X86_MOVSD_STORE : X86_MOVSS_STORE;
}

static void emit_store(struct translation *t, const struct stub *stub)
{
    int host = in(t, stub->insn.d, SCRATCH);
    uint8_t *unknown;
    if (x86_access_slow(t, stub, &unknown)) {
        x86_op_mem(&t->x, store_opcode(stub->arg), host, x86_at(RAX, 0));
        x86_access_end(t, stub, unknown);
    }
    x86_op64(&t->x, X86_MOVD_FROM, host, RDX);
    x86_call_access(t, stub, stub->arg & X86_BYTES, true);
    x86_back_or_leave(t, stub);
}

bool lower_fp_store(struct translation *t, const struct insn *insn, unsigned arg)
{
    check(t);
    struct x86_mem mem = x86_access(t, insn, arg | X86_STORES, emit_store);
    x86_op_mem(&t->x, store_opcode(arg), in(t, insn->d, SCRATCH), mem);
    x86_set_back(t);
    return true;
}
