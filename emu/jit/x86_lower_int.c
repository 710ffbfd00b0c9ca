/* Lowerings of integer arithmetic and logic. */
#include "jit/x86_lower.h"

/* Is guest register b the home in which d is computed, although a does not lie there? */
static bool clobbers(unsigned d, unsigned a, unsigned b)
{
    return d == b && d != a && x86_home[d] != X86_NONE;
}

/* Three operands, arg is the enum x86_alu. */
bool lower_alu(struct translation *t, const struct insn *insn, unsigned arg)
{
    unsigned d = insn->d, a = insn->a, b = insn->b;
    bool commutes = arg != X86_SUB;
    if (commutes && (d == b || a == 0)) {
        a = insn->b;
        b = insn->a;
    }
    bool homes = x86_home[d] != X86_NONE && x86_home[a] != X86_NONE && x86_home[b] != X86_NONE;
    if (arg == X86_ADD && homes && d != a) {
        x86_op_mem(&t->x, X86_LEA, x86_home[d], x86_indexed(x86_home[a], x86_home[b], 0, 0));
        x86_done(t, d, x86_home[d]);
        return true;
    }
    if (d == a && x86_home[d] == X86_NONE) {
        t->knows_lr = t->knows_lr && d != 15;
        x86_alu_to_mem(&t->x, (enum x86_alu)arg, x86_guest(d), x86_in(t, b, RAX));
        return true;
    }
    int host = clobbers(d, a, b) ? RAX : x86_out(d, RAX);
    x86_load(t, host, a);
    if (b != 0 || arg == X86_AND)
        x86_alu_guest(t, (enum x86_alu)arg, host, b);
    x86_done(t, d, host);
    return true;
}

bool lower_andn(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    int host = x86_out(insn->d, RAX);
    x86_andn(&t->x, host, x86_in(t, insn->b, RAX), x86_in(t, insn->a, RCX));
    x86_done(t, insn->d, host);
    return true;
}

/* Shifts by a register: both machines take its low five bits.  arg is the enum x86_bmi. */
bool lower_shift(struct translation *t, const struct insn *insn, unsigned arg)
{
    int host = x86_out(insn->d, RAX);
    x86_shift_by(&t->x, (enum x86_bmi)arg, host, x86_in(t, insn->a, RAX), x86_in(t, insn->b, RCX));
    x86_done(t, insn->d, host);
    return true;
}

bool lower_rotate(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    x86_load(t, RCX, insn->b);
    int host = x86_out(insn->d, RAX);
    x86_load(t, host, insn->a);
    x86_shift_cl(&t->x, X86_ROR, host);
    x86_done(t, insn->d, host);
    return true;
}

bool lower_rotate_imm(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    int host = x86_out(insn->d, RAX);
    x86_rorx(&t->x, host, x86_in(t, insn->a, RAX), (unsigned)insn->imm);
    x86_done(t, insn->d, host);
    return true;
}

/* arg is the enum x86_shift. */
bool lower_shift_imm(struct translation *t, const struct insn *insn, unsigned arg)
{
    int host = x86_out(insn->d, RAX);
    x86_load(t, host, insn->a);
    if (insn->imm)
        x86_shift_imm(&t->x, (enum x86_shift)arg, host, (unsigned)insn->imm);
    x86_done(t, insn->d, host);
    return true;
}

/* arg is the enum x86_cc of ra compared with rb. */
bool lower_compare(struct translation *t, const struct insn *insn, unsigned arg)
{
    int a = x86_in(t, insn->a, RAX);
    x86_alu_guest(t, X86_CMP, a, insn->b);
    x86_set(t, insn->d, (enum x86_cc)arg);
    return true;
}

bool lower_compare_imm(struct translation *t, const struct insn *insn, unsigned arg)
{
    int a = x86_in(t, insn->a, RAX);
    x86_alu_imm(&t->x, X86_CMP, a, insn->imm);
    x86_set(t, insn->d, (enum x86_cc)arg);
    return true;
}

/* arg is the condition on which ra gives way to rb. */
bool lower_minmax(struct translation *t, const struct insn *insn, unsigned arg)
{
    int b = x86_in(t, insn->b, RCX);
    int host = insn->d == insn->a ? x86_out(insn->d, RAX) : RAX;
    x86_load(t, host, insn->a);
    x86_alu(&t->x, X86_CMP, host, b);
    x86_cmov(&t->x, (enum x86_cc)arg, host, b);
    x86_done(t, insn->d, host);
    return true;
}

bool lower_mul(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    unsigned a = insn->a, b = insn->b;
    if (clobbers(insn->d, a, b)) {
        a = insn->b;
        b = insn->a;
    }
    int host = x86_out(insn->d, RAX);
    int by = x86_in(t, b, RCX);
    x86_load(t, host, a);
    x86_op(&t->x, X86_IMUL2, host, by);
    x86_done(t, insn->d, host);
    return true;
}

bool lower_muli(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    int host = x86_out(insn->d, RAX);
    x86_imul_imm(&t->x, host, x86_in(t, insn->a, RCX), insn->imm);
    x86_done(t, insn->d, host);
    return true;
}

/* Upper half of a product; arg: signed. */
bool lower_mulh(struct translation *t, const struct insn *insn, unsigned arg)
{
    x86_load(t, RAX, insn->a);
    x86_load(t, RCX, insn->b);
    if (arg) {
        x86_op64(&t->x, X86_MOVSXD, RAX, RAX);
        x86_op64(&t->x, X86_MOVSXD, RCX, RCX);
    }
    x86_op64(&t->x, X86_IMUL2, RAX, RCX);
    x86_shift_imm64(&t->x, X86_SHR, RAX, 32);
    x86_done(t, insn->d, RAX);
    return true;
}

/* Divisors that the host would trap on: 0, and for signed ones -1.  The results without a division: */
static void without_division(struct translation *t, bool is_signed, bool remainder)
{
    /* eax: dividend; ecx: divisor */
    x86_alu(&t->x, X86_OR, RCX, RCX);
    uint8_t *minus_one = is_signed ? x86_jcc(&t->x, X86_NE) : NULL;
    if (!remainder)
        x86_mov_imm(&t->x, RAX, 0xffffffffu);
    if (!is_signed)
        return;
    uint8_t *done = x86_jmp(&t->x);
    x86_patch(minus_one, t->x.at);
    if (remainder)
        x86_mov_imm(&t->x, RAX, 0);
    else
        x86_unary(&t->x, X86_NEG, RAX);
    x86_patch(done, t->x.at);
}

/* arg: 1 signed, 2 remainder. */
bool lower_divide(struct translation *t, const struct insn *insn, unsigned arg)
{
    bool is_signed = arg & 1, remainder = arg & 2;
    x86_load(t, RCX, insn->b);
    x86_load(t, RAX, insn->a);
    x86_op_mem(&t->x, X86_LEA, RDX, x86_at(RCX, is_signed ? 1 : 0));
    x86_alu_imm(&t->x, X86_CMP, RDX, is_signed ? 1 : 0);
    uint8_t *special = x86_jcc(&t->x, X86_BE);
    if (is_signed)
        x86_cdq(&t->x);
    else
        x86_mov_imm(&t->x, RDX, 0);
    x86_unary(&t->x, is_signed ? X86_IDIV : X86_DIV, RCX);
    if (remainder)
        x86_mov(&t->x, RAX, RDX);
    uint8_t *done = x86_jmp(&t->x);
    x86_patch(special, t->x.at);
    without_division(t, is_signed, remainder);
    x86_patch(done, t->x.at);
    x86_load_table(t);
    x86_done(t, insn->d, RAX);
    return true;
}

bool lower_shadd(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    int a = x86_in(t, insn->a, RAX), b = x86_in(t, insn->b, RCX), host = x86_out(insn->d, RAX);
    x86_op_mem(&t->x, X86_LEA, host, x86_indexed(a, b, (unsigned)insn->imm, 0));
    x86_done(t, insn->d, host);
    return true;
}

/* Does the next instruction load from the address in reg? */
static bool is_base_of_next(const struct translation *t, unsigned reg)
{
    struct insn next;
    if (((t->pc + 4) ^ t->pc) & PAGE_MASK)
        return false;
    isa_decode(le32_read(t->page->host + (t->pc + 4) % PAGE_BYTES), &next);
    return isa_table[next.op].flags & ISA_LOAD && next.a == reg;
}

/* host = from on a condition.  A branch does not wait for what is compared: behind it a load may begin early. */
static void choose(struct translation *t, enum x86_cc cc, int host, int from, bool branches)
{
    if (!branches) {
        x86_cmov(&t->x, cc, host, from);
        return;
    }
    uint8_t *other = x86_jcc(&t->x, cc ^ 1u);
    x86_mov(&t->x, host, from);
    x86_patch(other, t->x.at);
}

bool lower_sel(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    unsigned d = insn->d, a = insn->a, b = insn->b;
    enum x86_cc cc;
    if (!x86_flags_tell(t, insn->c, &cc)) {
        int c = x86_in(t, insn->c, RCX);
        x86_op(&t->x, X86_TEST, c, c);
        cc = X86_NE;
    }
    if (x86_home[d] != X86_NONE && d == a) { /* b else */
        a = b;
        b = d;
        cc ^= 1u;
    }
    int host = x86_out(d, RAX);
    x86_load(t, host, b);
    choose(t, cc, host, x86_in(t, a, RCX), is_base_of_next(t, d));
    x86_done(t, d, host);
    return true;
}

/* Counts of bits; arg is the enum x86_opcode. */
bool lower_count(struct translation *t, const struct insn *insn, unsigned arg)
{
    int host = x86_out(insn->d, RAX);
    x86_op(&t->x, (enum x86_opcode)arg, host, x86_in(t, insn->a, RCX));
    x86_done(t, insn->d, host);
    return true;
}

bool lower_bswap(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    int host = x86_out(insn->d, RAX);
    x86_load(t, host, insn->a);
    x86_bswap(&t->x, host);
    x86_done(t, insn->d, host);
    return true;
}

bool lower_extu(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    unsigned at = (unsigned)insn->imm, length = insn->n;
    int host = x86_out(insn->d, RAX);
    if (at == 0 && (length == 8 || length == 16)) {
        x86_op(&t->x, length == 8 ? X86_MOVZX8 : X86_MOVZX16, host, x86_in(t, insn->a, RCX));
    } else {
        x86_load(t, host, insn->a);
        if (at)
            x86_shift_imm(&t->x, X86_SHR, host, at);
        if (at + length < 32)
            x86_alu_imm(&t->x, X86_AND, host, (int32_t)(0xffffffffu >> (32 - length)));
    }
    x86_done(t, insn->d, host);
    return true;
}

bool lower_exts(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    unsigned at = (unsigned)insn->imm, length = insn->n > 32 - at ? 32 - at : insn->n;
    int host = x86_out(insn->d, RAX);
    if (at == 0 && (length == 8 || length == 16)) {
        x86_op(&t->x, length == 8 ? X86_MOVSX8 : X86_MOVSX16, host, x86_in(t, insn->a, RCX));
    } else {
        x86_load(t, host, insn->a);
        if (at + length < 32)
            x86_shift_imm(&t->x, X86_SHL, host, 32 - at - length);
        if (length < 32)
            x86_shift_imm(&t->x, X86_SAR, host, 32 - length);
    }
    x86_done(t, insn->d, host);
    return true;
}

/* ra op constant; arg is the enum x86_alu. */
static void alu_constant(struct translation *t, enum x86_alu op, unsigned d, unsigned a, uint32_t value)
{
    int host = x86_out(d, RAX);
    if (a == 0) {
        x86_mov_imm(&t->x, host, op == X86_AND ? 0 : value);
    } else if (d == a && x86_home[d] == X86_NONE) {
        x86_alu_mem_imm(&t->x, op, x86_guest(d), (int32_t)value);
        return;
    } else if (op == X86_ADD && d != a && value) {
        x86_op_mem(&t->x, X86_LEA, host, x86_at(x86_in(t, a, RAX), (int32_t)value));
    } else {
        x86_load(t, host, a);
        if (value || op == X86_AND)
            x86_alu_imm(&t->x, op, host, (int32_t)value);
    }
    x86_done(t, d, host);
}

bool lower_alu_imm(struct translation *t, const struct insn *insn, unsigned arg)
{
    enum x86_cc cc;
    if (arg == X86_XOR && insn->imm == 1 && x86_flags_tell(t, insn->a, &cc)) {
        x86_set(t, insn->d, cc ^ 1u);
        return true;
    }
    if (insn->d == 15)
        t->knows_lr = false;
    alu_constant(t, (enum x86_alu)arg, insn->d, insn->a, (uint32_t)insn->imm);
    return true;
}

bool lower_addhi(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    if (insn->d == 15)
        t->knows_lr = false;
    alu_constant(t, X86_ADD, insn->d, insn->a, (uint32_t)insn->imm << 16);
    return true;
}

bool lower_addpc(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    int host = x86_out(insn->d, RAX);
    x86_mov_imm(&t->x, host, t->pc + (uint32_t)insn->off);
    x86_done(t, insn->d, host);
    return true;
}
