#include "passes/fold.h"

struct fold {
    struct ir_function *function;
    struct ir_insn *insn;
};

static struct ir_insn *constant(const struct fold *f, int64_t value)
{
    return ir_make_const(f->function, f->insn, (enum ir_type)f->insn->type, value);
}

static struct ir_insn *word(const struct fold *f, int64_t value)
{
    return ir_make_const(f->function, f->insn, IR_I32, value);
}

static struct ir_insn *make(const struct fold *f, enum ir_op op, enum ir_type type, struct ir_insn *a,
                            struct ir_insn *b)
{
    return ir_make(f->function, f->insn, op, type, a, b, NULL);
}

static bool is_value(const struct ir_insn *insn, int64_t value)
{
    return insn->op == IR_CONST && insn->imm == value && ir_type_is_int((enum ir_type)insn->type);
}

static bool is_int_const(const struct ir_insn *insn)
{
    return insn->op == IR_CONST && ir_type_is_int((enum ir_type)insn->type);
}

static unsigned width_of(const struct ir_insn *insn)
{
    return ir_type_bytes((enum ir_type)insn->type) * 8;
}

/* n when the constant is 2^n, else -1. */
static int power_of_two(const struct ir_insn *insn)
{
    uint64_t bits = insn->type == IR_I32 ? (uint32_t)insn->imm : (uint64_t)insn->imm;
    if (bits == 0 || (bits & (bits - 1)))
        return -1;
    int n = 0;
    while (!(bits >> n & 1))
        n++;
    return n;
}

static int64_t truncated(const struct ir_insn *like, int64_t value)
{
    return like->type == IR_I32 ? (int32_t)(uint32_t)(uint64_t)value : value;
}

/* ---- Sums ---- */

/* Whether two shift counts make up a whole turn: constants, or n and 32 - n. */
static bool is_turn(const struct ir_insn *a, const struct ir_insn *b)
{
    if (is_int_const(a) && is_int_const(b))
        return (a->imm & 31) != 0 && ((a->imm + b->imm) & 31) == 0;
    return a->op == IR_SUB && is_int_const(a->arg[0]) && (a->arg[0]->imm & 31) == 0 && a->arg[1] == b;
}

/* x >> n and x << (32 - n), joined. */
static struct ir_insn *fold_rotate(const struct fold *f)
{
    const struct ir_insn *right = f->insn->arg[0], *left = f->insn->arg[1];
    if (right->op == IR_SHL) {
        right = f->insn->arg[1];
        left = f->insn->arg[0];
    }
    if (f->insn->type != IR_I32 || right->op != IR_SHR || left->op != IR_SHL || right->arg[0] != left->arg[0])
        return NULL;
    bool variable = !is_int_const(right->arg[1]);
    if (variable && f->insn->op != IR_OR) /* n may be 0 */
        return NULL;
    if (!is_turn(right->arg[1], left->arg[1]) && !is_turn(left->arg[1], right->arg[1]))
        return NULL;
    return make(f, IR_ROTR, IR_I32, right->arg[0], right->arg[1]);
}

static struct ir_insn *fold_add(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (!is_int_const(b))
        return fold_rotate(f);
    if (b->imm == 0)
        return a;
    if ((a->op == IR_SLOT || a->op == IR_ADDR) && insn->type == IR_I32) {
        struct ir_insn *moved = make(f, (enum ir_op)a->op, IR_I32, NULL, NULL);
        moved->imm = truncated(a, a->imm + b->imm);
        moved->u = a->u;
        return moved;
    }
    if (a->op == IR_ADD && is_int_const(a->arg[1])) {
        insn->arg[1] = constant(f, truncated(insn, (int64_t)((uint64_t)a->arg[1]->imm + (uint64_t)b->imm)));
        insn->arg[0] = a->arg[0];
    }
    return NULL;
}

static struct ir_insn *fold_sub(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (!ir_type_is_int((enum ir_type)insn->type))
        return NULL;
    if (a == b)
        return constant(f, 0);
    if (is_int_const(b)) {
        insn->op = IR_ADD;
        insn->arg[1] = constant(f, truncated(insn, (int64_t)(0 - (uint64_t)b->imm)));
        return fold_add(f);
    }
    if (a->op == IR_ADD && a->arg[0] == b) /* (b + x) - b */
        return a->arg[1];
    if (a->op == IR_ADD && a->arg[1] == b)
        return a->arg[0];
    return NULL;
}

static struct ir_insn *fold_mul(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (!is_int_const(b))
        return NULL;
    if (b->imm == 0)
        return constant(f, 0);
    if (b->imm == 1)
        return a;
    int shift = power_of_two(b);
    if (shift > 0) {
        insn->op = IR_SHL;
        insn->arg[1] = word(f, shift);
    } else if (a->op == IR_MUL && is_int_const(a->arg[1])) {
        insn->arg[1] = constant(f, truncated(insn, (int64_t)((uint64_t)a->arg[1]->imm * (uint64_t)b->imm)));
        insn->arg[0] = a->arg[0];
    }
    return NULL;
}

static struct ir_insn *fold_divide(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (!is_int_const(b))
        return NULL;
    enum ir_op op = (enum ir_op)insn->op;
    if (b->imm == 1)
        return op == IR_DIV || op == IR_DIVU ? a : constant(f, 0);
    int shift = power_of_two(b);
    if (shift <= 0)
        return NULL;
    if (op == IR_DIVU) {
        insn->op = IR_SHR;
        insn->arg[1] = word(f, shift);
    } else if (op == IR_REMU) {
        insn->op = IR_AND;
        insn->arg[1] = constant(f, truncated(insn, b->imm - 1));
    } else {
        /* Toward zero: a negative dividend gets 2^n - 1 added first. */
        unsigned width = width_of(insn);
        enum ir_type type = (enum ir_type)insn->type;
        if (b->imm < 0)
            return NULL;
        struct ir_insn *sign = shift == 1 ? a : make(f, IR_SAR, type, a, word(f, width - 1));
        struct ir_insn *bias = make(f, IR_SHR, type, sign, word(f, (int64_t)width - shift));
        struct ir_insn *sum = make(f, IR_ADD, type, a, bias);
        if (op == IR_DIV)
            return make(f, IR_SAR, type, sum, word(f, shift));
        struct ir_insn *whole = make(f, IR_AND, type, sum, constant(f, truncated(insn, -b->imm)));
        return make(f, IR_SUB, type, a, whole);
    }
    return NULL;
}

/* ---- Bits ---- */

/* All bits that the value may have are in the mask. */
static bool covered(const struct ir_insn *value, int64_t mask)
{
    unsigned bits = fold_unsigned_bits(value);
    return value->type == IR_I32 && bits < 32 && ((uint32_t)mask & ((1u << bits) - 1)) == (1u << bits) - 1;
}

static struct ir_insn *fold_and(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (a == b)
        return a;
    if (!is_int_const(b))
        return NULL;
    if (b->imm == 0)
        return b;
    if (b->imm == -1 || covered(a, b->imm))
        return a;
    if (a->op == IR_AND && is_int_const(a->arg[1])) {
        insn->arg[1] = constant(f, a->arg[1]->imm & b->imm);
        insn->arg[0] = a->arg[0];
    } else if ((a->op == IR_SEXT8 && (b->imm & ~0xff) == 0) || (a->op == IR_SEXT16 && (b->imm & ~0xffff) == 0)) {
        insn->arg[0] = a->arg[0];
    }
    return NULL;
}

static struct ir_insn *fold_or_xor(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    bool is_or = insn->op == IR_OR;
    if (a == b)
        return is_or ? a : constant(f, 0);
    if (!is_int_const(b))
        return NULL;
    if (b->imm == 0)
        return a;
    if (is_or && b->imm == -1)
        return b;
    if (a->op == insn->op && is_int_const(a->arg[1])) {
        insn->arg[1] = constant(f, is_or ? a->arg[1]->imm | b->imm : a->arg[1]->imm ^ b->imm);
        insn->arg[0] = a->arg[0];
    } else if (!is_or && is_value(b, 1) && ir_is_compare(a) && ir_type_is_int((enum ir_type)a->arg[0]->type)) {
        insn->op = IR_EQ;
        insn->arg[1] = word(f, 0);
    }
    return NULL;
}

static struct ir_insn *fold_shift(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (is_value(a, 0))
        return a;
    if (!is_int_const(b))
        return NULL;
    unsigned width = width_of(insn), count = (unsigned)b->imm & (width - 1);
    if (count == 0)
        return a;
    if ((unsigned)b->imm != count)
        insn->arg[1] = word(f, count);
    if (a->op == insn->op && insn->op != IR_ROTR && is_int_const(a->arg[1])) {
        unsigned sum = count + ((unsigned)a->arg[1]->imm & (width - 1));
        if (sum >= width && insn->op != IR_SAR)
            return constant(f, 0);
        insn->arg[1] = word(f, sum >= width ? width - 1 : sum);
        insn->arg[0] = a->arg[0];
        return NULL;
    }
    if (insn->type != IR_I32)
        return NULL;
    if (a->op == IR_SHL && is_value(a->arg[1], count) && (count == 24 || count == 16)) {
        if (insn->op == IR_SHR)
            return make(f, IR_AND, IR_I32, a->arg[0], word(f, count == 24 ? 0xff : 0xffff));
        if (insn->op == IR_SAR)
            return make(f, count == 24 ? IR_SEXT8 : IR_SEXT16, IR_I32, a->arg[0], NULL);
    }
    if (insn->op == IR_SHR && fold_unsigned_bits(a) <= count)
        return word(f, 0);
    return NULL;
}

/* ---- Comparisons ---- */

/* The comparison that holds when this one does not. */
static struct ir_insn *inverse(const struct fold *f, const struct ir_insn *compare)
{
    static const uint8_t ops[] = {[IR_EQ - IR_EQ] = IR_NE, [IR_NE - IR_EQ] = IR_EQ,   [IR_LT - IR_EQ] = IR_LE,
                                  [IR_LE - IR_EQ] = IR_LT, [IR_LTU - IR_EQ] = IR_LEU, [IR_LEU - IR_EQ] = IR_LTU};
    bool equality = compare->op == IR_EQ || compare->op == IR_NE;
    if (!equality && !ir_type_is_int((enum ir_type)compare->arg[0]->type))
        return NULL;
    return make(f, (enum ir_op)ops[compare->op - IR_EQ], IR_I32, compare->arg[equality ? 0 : 1],
                compare->arg[equality ? 1 : 0]);
}

static struct ir_insn *fold_equality(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    if (!is_int_const(b))
        return NULL;
    bool is_equal = insn->op == IR_EQ;
    if (b->imm == 0 && ir_is_compare(a))
        return is_equal ? inverse(f, a) : a;
    if (b->imm == 0 && !is_equal && a->type == IR_I32 && fold_unsigned_bits(a) <= 1)
        return a;
    if (b->imm == 1 && a->type == IR_I32 && fold_unsigned_bits(a) <= 1) {
        insn->op = is_equal ? IR_NE : IR_EQ;
        insn->arg[1] = word(f, 0);
        return NULL;
    }
    if (a->op == IR_ADD && is_int_const(a->arg[1])) {
        insn->arg[1] = ir_make_const(f->function, insn, (enum ir_type)a->type,
                                     truncated(a, (int64_t)((uint64_t)b->imm - (uint64_t)a->arg[1]->imm)));
        insn->arg[0] = a->arg[0];
    } else if (b->imm == 0 && (a->op == IR_SUB || a->op == IR_XOR)) {
        insn->arg[0] = a->arg[0];
        insn->arg[1] = a->arg[1];
    } else if (b->imm == 0 && (a->op == IR_SEXT || a->op == IR_ZEXT)) {
        insn->arg[0] = a->arg[0];
        insn->arg[1] = word(f, 0);
    }
    return NULL;
}

static struct ir_insn *fold_compare(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0], *b = insn->arg[1];
    bool is_int = ir_type_is_int((enum ir_type)a->type);
    enum ir_op op = (enum ir_op)insn->op;
    if (is_int && a == b)
        return word(f, op == IR_EQ || op == IR_LE || op == IR_LEU);
    if (op == IR_EQ || op == IR_NE)
        return is_int ? fold_equality(f) : NULL;
    if ((op == IR_LTU && is_value(b, 0)) || (op == IR_LT && a->type == IR_I32 && is_value(b, INT32_MIN)))
        return word(f, 0);
    if (op == IR_LEU && is_value(a, 0))
        return word(f, 1);
    if (op == IR_LTU && is_value(b, 1)) { /* x < 1 */
        insn->op = IR_EQ;
        insn->arg[1] = ir_make_const(f->function, insn, (enum ir_type)a->type, 0);
    } else if (op == IR_LTU && is_value(a, 0)) { /* 0 < x */
        insn->op = IR_NE;
        insn->arg[0] = b;
        insn->arg[1] = a;
    } else if (op == IR_LEU && is_value(b, 0)) {
        insn->op = IR_EQ;
    }
    return NULL;
}

/* ---- Conversions and choice ---- */

static struct ir_insn *fold_convert(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *a = insn->arg[0];
    switch ((enum ir_op)insn->op) {
    case IR_SEXT8:
        if (fold_signed_bits(a) <= 8)
            return a;
        if (a->op == IR_SEXT16 || (a->op == IR_AND && is_int_const(a->arg[1]) && (a->arg[1]->imm & 0xff) == 0xff))
            insn->arg[0] = a->arg[0];
        return NULL;
    case IR_SEXT16:
        if (fold_signed_bits(a) <= 16)
            return a;
        if (a->op == IR_AND && is_int_const(a->arg[1]) && (a->arg[1]->imm & 0xffff) == 0xffff)
            insn->arg[0] = a->arg[0];
        return NULL;
    case IR_ZEXT8:
    case IR_ZEXT16: return make(f, IR_AND, IR_I32, a, word(f, insn->op == IR_ZEXT8 ? 0xff : 0xffff));
    case IR_TRUNC:
        if (a->op == IR_SEXT || a->op == IR_ZEXT)
            return a->arg[0];
        return NULL;
    case IR_BITS: return a->op == IR_BITS && a->arg[0]->type == insn->type ? a->arg[0] : NULL;
    case IR_NEG: return a->op == IR_NEG ? a->arg[0] : NULL;
    case IR_FCVT: return a->op == IR_FCVT && insn->type == IR_F32 && a->arg[0]->type == IR_F32 ? a->arg[0] : NULL;
    default: return NULL;
    }
}

static struct ir_insn *fold_select(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *c = insn->arg[0], *a = insn->arg[1], *b = insn->arg[2];
    if (a == b)
        return a;
    if (c->op == IR_CONST)
        return c->imm ? a : b;
    if (insn->type == IR_I32 && is_value(b, 0) && is_value(a, 1) && fold_unsigned_bits(c) <= 1)
        return c;
    if (insn->type == IR_I32 && is_value(b, 1) && is_value(a, 0))
        return make(f, IR_EQ, IR_I32, c, word(f, 0));
    if ((c->op == IR_NE || c->op == IR_EQ) && is_value(c->arg[1], 0) && c->arg[0]->type == IR_I32) {
        insn->arg[0] = c->arg[0];
        insn->arg[1] = c->op == IR_NE ? a : b;
        insn->arg[2] = c->op == IR_NE ? b : a;
    }
    return NULL;
}

/* ---- Memory ---- */

static struct ir_insn *base_address(const struct fold *f, struct ir_insn *address)
{
    struct ir_insn *base = make(f, (enum ir_op)address->op, IR_I32, NULL, NULL);
    base->u = address->u;
    return base;
}

/* Constant parts of the address go to the offset: accesses to one object then share its base. */
static void fold_address(const struct fold *f)
{
    struct ir_insn *insn = f->insn, *address = insn->arg[0];
    if (address->op == IR_ADD && is_int_const(address->arg[1])) {
        int64_t offset = insn->imm + address->arg[1]->imm;
        if (offset >= -0x8000 && offset <= 0x7ff8) {
            insn->imm = offset;
            insn->arg[0] = address->arg[0];
        }
    } else if ((address->op == IR_SLOT || address->op == IR_ADDR) && address->imm) {
        int64_t offset = insn->imm + address->imm;
        if (offset >= 0 && offset <= 0x7ff8) {
            insn->arg[0] = base_address(f, address);
            insn->imm = offset;
        }
    }
}

/* A narrow store needs no extension of its value. */
static void fold_stored(struct ir_insn *insn)
{
    if (insn->mem > IR_MEM_U16)
        return;
    int64_t mask = insn->mem <= IR_MEM_U8 ? 0xff : 0xffff;
    for (;;) {
        struct ir_insn *value = insn->arg[1];
        bool idle = value->op == IR_SEXT16 || value->op == IR_ZEXT16 ||
                    (mask == 0xff && (value->op == IR_SEXT8 || value->op == IR_ZEXT8)) ||
                    (value->op == IR_AND && is_int_const(value->arg[1]) && (value->arg[1]->imm & mask) == mask);
        if (!idle)
            return;
        insn->arg[1] = value->arg[0];
    }
}

static void fold_condition(struct ir_insn *insn)
{
    struct ir_insn *c = insn->arg[0];
    while (c->op == IR_NE && is_value(c->arg[1], 0) && c->arg[0]->type == IR_I32)
        c = c->arg[0];
    insn->arg[0] = c;
}

static struct ir_insn *fold_phi(const struct ir_insn *phi)
{
    struct ir_insn *only = NULL;
    for (uint32_t i = 0; i < phi->arg_count; i++) {
        struct ir_insn *arg = ir_resolve(phi->arg[i]);
        if (arg == phi || arg == only)
            continue;
        if (only)
            return NULL;
        only = arg;
    }
    return only;
}

static struct ir_insn *fold_by_op(const struct fold *f)
{
    switch ((enum ir_op)f->insn->op) {
    case IR_ADD: return fold_add(f);
    case IR_SUB: return fold_sub(f);
    case IR_MUL: return fold_mul(f);
    case IR_DIV:
    case IR_DIVU:
    case IR_REM:
    case IR_REMU: return fold_divide(f);
    case IR_AND: return fold_and(f);
    case IR_OR:
    case IR_XOR: {
        struct ir_insn *rotated = fold_rotate(f);
        return rotated ? rotated : fold_or_xor(f);
    }
    case IR_SHL:
    case IR_SHR:
    case IR_SAR:
    case IR_ROTR: return fold_shift(f);
    case IR_SELECT: return fold_select(f);
    case IR_LOAD: fold_address(f); return NULL;
    case IR_STORE:
        fold_address(f);
        fold_stored(f->insn);
        return NULL;
    case IR_CONDBR: fold_condition(f->insn); return NULL;
    case IR_PHI: return fold_phi(f->insn);
    default: return ir_is_compare(f->insn) ? fold_compare(f) : f->insn->arg_count == 1 ? fold_convert(f) : NULL;
    }
}

struct ir_insn *fold_insn(struct ir_function *function, struct ir_insn *insn)
{
    struct fold f = {function, insn};
    int64_t value;
    if (fold_constants(insn, &value))
        return ir_make_const(function, insn, (enum ir_type)insn->type, value);
    if ((ir_ops[insn->op].flags & IR_COMM) && insn->arg[0]->op == IR_CONST && insn->arg[1]->op != IR_CONST) {
        struct ir_insn *swap = insn->arg[0];
        insn->arg[0] = insn->arg[1];
        insn->arg[1] = swap;
    }
    return fold_by_op(&f);
}
