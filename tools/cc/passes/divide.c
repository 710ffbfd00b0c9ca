/* Division by constants, by multiplication with a rounded reciprocal (Granlund and Montgomery, PLDI 1994). */
#include "passes/passes.h"

struct division {
    struct ir_function *function;
    struct ir_insn *insn;
};

static struct ir_insn *word(const struct division *d, uint32_t value)
{
    return ir_make_const(d->function, d->insn, IR_I32, (int32_t)value);
}

static struct ir_insn *make(const struct division *d, enum ir_op op, struct ir_insn *a, struct ir_insn *b)
{
    return ir_make(d->function, d->insn, op, IR_I32, a, b, NULL);
}

/* The smallest k with 2^k >= value. */
static unsigned ceil_log2(uint32_t value)
{
    unsigned k = 0;
    while (k < 32 && ((uint64_t)1 << k) < value)
        k++;
    return k;
}

/* x / c for c that is no power of two.  The reciprocal m = 2^32 + magic has 33 bits at worst; an even divisor, or one
 * for which 32 bits are exact enough, saves the correction. */
static struct ir_insn *divide_unsigned(const struct division *d, struct ir_insn *x, uint32_t c)
{
    unsigned k = ceil_log2(c);
    /* 32 bits: m = ceil(2^(32 + s) / c) is exact when its error times 2^32 stays below 2^(32 + s). */
    for (unsigned s = 0; s < k; s++) {
        uint64_t power = (uint64_t)1 << (32 + s);
        uint64_t m = power / c + 1, error = m * c - power;
        if (m >> 32 == 0 && error <= (uint64_t)1 << s) {
            struct ir_insn *product = make(d, IR_MULHU, x, word(d, (uint32_t)m));
            return s ? make(d, IR_SHR, product, word(d, s)) : product;
        }
    }
    uint64_t excess = (((uint64_t)1 << k) - c) << 32; /* 2^(32 + k) - 2^32 c */
    uint64_t magic = excess / c + 1;
    struct ir_insn *product = make(d, IR_MULHU, x, word(d, (uint32_t)magic));
    struct ir_insn *rest = make(d, IR_SHR, make(d, IR_SUB, x, product), word(d, 1));
    return make(d, IR_SHR, make(d, IR_ADD, rest, product), word(d, k - 1));
}

/* x / c, toward zero, for |c| >= 3 that is no power of two. */
static struct ir_insn *divide_signed(const struct division *d, struct ir_insn *x, int32_t c)
{
    uint32_t magnitude = c < 0 ? 0u - (uint32_t)c : (uint32_t)c;
    unsigned k = 0;
    uint64_t m = 0;
    for (;; k++) { /* at the latest when 2^(k + 1) >= c */
        uint64_t power = (uint64_t)1 << (32 + k);
        m = power / magnitude + 1;
        if (m * magnitude - power <= (uint64_t)2 << k)
            break;
    }
    struct ir_insn *product = make(d, IR_MULH, x, word(d, (uint32_t)m));
    if (m >> 31) /* the factor was taken for m - 2^32 */
        product = make(d, IR_ADD, product, x);
    struct ir_insn *quotient = k ? make(d, IR_SAR, product, word(d, k)) : product;
    struct ir_insn *sign = make(d, IR_SAR, x, word(d, 31));
    return c < 0 ? make(d, IR_SUB, sign, quotient) : make(d, IR_SUB, quotient, sign);
}

static bool is_power(uint32_t value)
{
    return (value & (value - 1)) == 0;
}

static void reduce_integer(const struct division *d)
{
    struct ir_insn *insn = d->insn, *x = insn->arg[0];
    int32_t c = (int32_t)insn->arg[1]->imm;
    bool is_signed = insn->op == IR_DIV || insn->op == IR_REM;
    uint32_t magnitude = is_signed && c < 0 ? 0u - (uint32_t)c : (uint32_t)c;
    if (is_power(magnitude))
        return;
    struct ir_insn *quotient = is_signed ? divide_signed(d, x, c) : divide_unsigned(d, x, (uint32_t)c);
    if (insn->op == IR_REM || insn->op == IR_REMU)
        quotient = make(d, IR_SUB, x, make(d, IR_MUL, quotient, word(d, (uint32_t)c)));
    ir_become_copy(insn, quotient);
}

/* The reciprocal of a power of two in its normal range is exact. */
static void reduce_floating(const struct division *d)
{
    struct ir_insn *insn = d->insn;
    bool wide = insn->type == IR_F64;
    unsigned fraction = wide ? 52 : 23;
    uint64_t bits = (uint64_t)insn->arg[1]->imm & (wide ? UINT64_MAX : UINT32_MAX);
    uint64_t bias = wide ? 1023 : 127, sign = bits >> (wide ? 63 : 31);
    uint64_t exponent = bits >> fraction & (2 * bias + 1);
    if ((bits & (((uint64_t)1 << fraction) - 1)) || exponent == 0 || exponent >= 2 * bias)
        return;
    uint64_t inverse = (2 * bias - exponent) << fraction | sign << (wide ? 63 : 31);
    int64_t imm = wide ? (int64_t)inverse : (int64_t)(uint32_t)inverse;
    struct ir_insn *factor = ir_make_const(d->function, insn, (enum ir_type)insn->type, imm);
    ir_become_copy(insn, ir_make(d->function, insn, IR_MUL, (enum ir_type)insn->type, insn->arg[0], factor, NULL));
}

void pass_divide(struct ir_function *function)
{
    if (function->for_size)
        return;
    ir_resolve_all(function);
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (insn->op < IR_DIV || insn->op > IR_REMU || insn->arg[1]->op != IR_CONST)
                continue;
            struct division d = {function, insn};
            if (insn->type == IR_I32)
                reduce_integer(&d);
            else if (insn->op == IR_DIV && insn->type != IR_I64)
                reduce_floating(&d);
        }
    ir_resolve_all(function);
}
