/* Code for built-in functions. */
#include "gen/gen.h"

#include "front/builtin.h"

bool gen_is_expect(const struct expr *expr)
{
    return expr->builtin == BUILTIN_EXPECT || expr->builtin == BUILTIN_EXPECT_PROBABILITY;
}

static struct ir_insn *argument(struct gen *g, const struct expr *expr, uint32_t index)
{
    return gen_value(g, expr->arguments[index]);
}

static struct ir_insn *constant(struct gen *g, int64_t value)
{
    return ir_const(g->f, IR_I32, value);
}

/* Number of the lowest one bit from 1, or 0. */
static struct ir_insn *find_first(struct gen *g, const struct expr *expr)
{
    struct ir_insn *value = argument(g, expr, 0);
    struct ir_insn *zero = ir_const(g->f, gen_type(expr->arguments[0]->type), 0);
    struct ir_insn *number = ir_unary(g->f, IR_CTZ, value);
    number = ir_binary(g->f, IR_ADD, number, constant(g, 1));
    struct ir_insn *any = ir_binary(g->f, IR_NE, value, zero);
    return ir_select(g->f, any, number, constant(g, 0));
}

/* How many bits below the sign are like it. */
static struct ir_insn *like_sign(struct gen *g, const struct expr *expr)
{
    struct ir_insn *value = argument(g, expr, 0);
    unsigned width = type_bits(expr->arguments[0]->type);
    struct ir_insn *sign = ir_binary(g->f, IR_SAR, value, constant(g, width - 1));
    return ir_binary(g->f, IR_SUB, ir_unary(g->f, IR_CLZ, ir_binary(g->f, IR_XOR, value, sign)), constant(g, 1));
}

static struct ir_insn *swap_16(struct gen *g, const struct expr *expr)
{
    struct ir_insn *value = ir_unary(g->f, IR_BSWAP, argument(g, expr, 0));
    return ir_binary(g->f, IR_SHR, value, constant(g, 16));
}

static struct ir_insn *va(struct gen *g, const struct expr *expr)
{
    struct ir_insn *list, *value;
    switch (expr->builtin) {
    case BUILTIN_VA_START:
        list = argument(g, expr, 0);
        ir_store(g->f, IR_MEM_32, list, 0, ir_plain(g->f, IR_VASTART, 0), 0, false);
        break;
    case BUILTIN_VA_COPY:
        list = argument(g, expr, 0);
        value = argument(g, expr, 1);
        ir_store(g->f, IR_MEM_32, list, 0, value, 0, false);
        break;
    default: gen_effect(g, expr->arguments[0]); break;
    }
    return NULL;
}

/* ---- add, sub, mul with overflow: in 64 bits, and what lies beyond these when a type has as many ---- */

/* An operand in 64 bits, and whether it is below zero. */
struct wide_operand {
    struct ir_insn *value, *negative;
};

static struct ir_insn *negative(struct gen *g, struct ir_insn *value)
{
    return ir_binary(g->f, IR_LT, value, ir_const(g->f, IR_I64, 0));
}

static struct wide_operand wide(struct gen *g, const struct expr *expr, struct type *llong)
{
    struct ir_insn *value = gen_convert(g, gen_value(g, expr), expr->type, llong);
    bool maybe = type_is_signed(expr->type);
    return (struct wide_operand){value, maybe ? negative(g, value) : ir_const(g->f, IR_I32, 0)};
}

/* Whether the 64-bit result does not fit the type. */
static struct ir_insn *does_not_fit(struct gen *g, struct ir_insn *value, const struct type *type, struct type *llong)
{
    struct ir_insn *back = gen_convert(g, gen_convert(g, value, llong, type), type, llong);
    return ir_binary(g->f, IR_NE, back, value);
}

/* Whether a sum or difference does not fit 64 bits: the word above them is neither zeros nor copies of the sign. */
static struct ir_insn *sum_overflow(struct gen *g, bool subtract, struct wide_operand a, struct wide_operand b,
                                    struct ir_insn *value, bool is_unsigned)
{
    struct ir_insn *carry = ir_binary(g->f, IR_LTU, subtract ? a.value : value, subtract ? b.value : a.value);
    struct ir_insn *above =
        subtract ? ir_binary(g->f, IR_SUB, b.negative, carry) : ir_binary(g->f, IR_SUB, carry, b.negative);
    above = ir_binary(g->f, IR_SUB, above, a.negative);
    if (!is_unsigned)
        above = ir_binary(g->f, IR_ADD, above, negative(g, value));
    return ir_binary(g->f, IR_NE, above, ir_const(g->f, IR_I32, 0));
}

static struct ir_insn *magnitude(struct gen *g, struct wide_operand operand)
{
    struct ir_insn *minus = ir_binary(g->f, IR_SUB, ir_const(g->f, IR_I64, 0), operand.value);
    return ir_select(g->f, operand.negative, minus, operand.value);
}

/* Whether a product does not fit 64 bits: its magnitude does not, or is too much for the sign. */
static struct ir_insn *product_overflow(struct gen *g, struct wide_operand a, struct wide_operand b, bool is_unsigned)
{
    struct ir_insn *left = magnitude(g, a), *right = magnitude(g, b), *zero = ir_const(g->f, IR_I64, 0);
    struct ir_insn *product = ir_binary(g->f, IR_MUL, left, right);
    struct ir_insn *is_zero = ir_binary(g->f, IR_EQ, left, zero);
    struct ir_insn *divisor = ir_select(g->f, is_zero, ir_const(g->f, IR_I64, 1), left);
    struct ir_insn *wraps = ir_binary(g->f, IR_NE, ir_binary(g->f, IR_DIVU, product, divisor), right);
    wraps = ir_select(g->f, is_zero, ir_const(g->f, IR_I32, 0), wraps);
    struct ir_insn *below = ir_binary(g->f, IR_XOR, a.negative, b.negative);
    struct ir_insn *most = ir_const(g->f, IR_I64, is_unsigned ? -1 : INT64_MAX);
    struct ir_insn *least = is_unsigned ? zero : ir_const(g->f, IR_I64, INT64_MIN);
    struct ir_insn *limit = ir_select(g->f, below, least, most);
    return ir_binary(g->f, IR_OR, wraps, ir_binary(g->f, IR_LTU, limit, product));
}

static struct ir_insn *overflow(struct gen *g, const struct expr *expr)
{
    static const enum ir_op ops[] = {IR_ADD, IR_SUB, IR_MUL};
    const struct expr *first = expr->arguments[0], *second = expr->arguments[1], *third = expr->arguments[2];
    bool stores = expr->builtin <= BUILTIN_MUL_OVERFLOW;
    unsigned operation = expr->builtin - (stores ? BUILTIN_ADD_OVERFLOW : BUILTIN_ADD_OVERFLOW_P);
    struct type *to = stores ? third->type->base : third->type;
    struct type *llong = type_basic(&g->p->types, TYPE_LLONG);
    struct wide_operand a = wide(g, first, llong), b = wide(g, second, llong);
    struct ir_insn *result = argument(g, expr, 2);
    struct ir_insn *value = ir_binary(g->f, ops[operation], a.value, b.value);
    if (stores) {
        struct place place = gen_at(result, to);
        gen_store(g, &place, gen_convert(g, value, llong, to));
    }
    struct ir_insn *bad = type_size(to) < 8 ? does_not_fit(g, value, to, llong) : NULL;
    if (bad && type_size(first->type) < 8 && type_size(second->type) < 8)
        return bad;
    bool is_unsigned = type_size(to) == 8 && !type_is_signed(to);
    struct ir_insn *over = ops[operation] == IR_MUL
                               ? product_overflow(g, a, b, is_unsigned)
                               : sum_overflow(g, ops[operation] == IR_SUB, a, b, value, is_unsigned);
    return bad ? ir_binary(g->f, IR_OR, over, bad) : over;
}

/* A power of two from 8 up that a program asks for; what makes no sense counts as 8. */
static uint32_t alignment(int64_t bytes)
{
    return bytes > 8 && bytes <= 4096 && !(bytes & (bytes - 1)) ? (uint32_t)bytes : 8;
}

struct ir_insn *gen_builtin(struct gen *g, const struct expr *expr)
{
    struct ir_insn *value;
    unsigned builtin = expr->builtin;
    switch (builtin) {
    case BUILTIN_VA_START:
    case BUILTIN_VA_END:
    case BUILTIN_VA_COPY: return va(g, expr);
    case BUILTIN_EXPECT:
    case BUILTIN_EXPECT_PROBABILITY:
    case BUILTIN_ASSUME_ALIGNED:
        value = argument(g, expr, 0);
        if (expr->arguments[1]->op != EXPR_INTEGER)
            gen_effect(g, expr->arguments[1]);
        return value;
    case BUILTIN_UNREACHABLE: ir_unreachable(g->f); return NULL;
    case BUILTIN_TRAP: gen_trap(g); return NULL;
    case BUILTIN_PREFETCH: gen_effect(g, expr->arguments[0]); return NULL;
    case BUILTIN_CLZ:
    case BUILTIN_CLZL:
    case BUILTIN_CLZLL: return ir_unary(g->f, IR_CLZ, argument(g, expr, 0));
    case BUILTIN_CTZ:
    case BUILTIN_CTZL:
    case BUILTIN_CTZLL: return ir_unary(g->f, IR_CTZ, argument(g, expr, 0));
    case BUILTIN_POPCOUNT:
    case BUILTIN_POPCOUNTL:
    case BUILTIN_POPCOUNTLL: return ir_unary(g->f, IR_POPCNT, argument(g, expr, 0));
    case BUILTIN_PARITY:
    case BUILTIN_PARITYL:
    case BUILTIN_PARITYLL:
        value = ir_unary(g->f, IR_POPCNT, argument(g, expr, 0));
        return ir_binary(g->f, IR_AND, value, constant(g, 1));
    case BUILTIN_FFS:
    case BUILTIN_FFSL:
    case BUILTIN_FFSLL: return find_first(g, expr);
    case BUILTIN_CLRSB:
    case BUILTIN_CLRSBL:
    case BUILTIN_CLRSBLL: return like_sign(g, expr);
    case BUILTIN_BSWAP16: return swap_16(g, expr);
    case BUILTIN_BSWAP32:
    case BUILTIN_BSWAP64: return ir_unary(g->f, IR_BSWAP, argument(g, expr, 0));
    case BUILTIN_ADD_OVERFLOW:
    case BUILTIN_SUB_OVERFLOW:
    case BUILTIN_MUL_OVERFLOW:
    case BUILTIN_ADD_OVERFLOW_P:
    case BUILTIN_SUB_OVERFLOW_P:
    case BUILTIN_MUL_OVERFLOW_P: return overflow(g, expr);
    case BUILTIN_FRAME_ADDRESS:
    case BUILTIN_RETURN_ADDRESS: {
        int64_t level = expr->arguments[0]->op == EXPR_INTEGER ? expr->arguments[0]->integer : 0;
        return ir_plain(g->f, builtin == BUILTIN_FRAME_ADDRESS ? IR_FRAMEADDR : IR_RETADDR, level);
    }
    case BUILTIN_ALLOCA: return ir_alloca(g->f, argument(g, expr, 0), 8);
    case BUILTIN_ALLOCA_WITH_ALIGN:
        value = argument(g, expr, 0);
        return ir_alloca(g->f, value,
                         expr->arguments[1]->op == EXPR_INTEGER ? alignment(expr->arguments[1]->integer / 8) : 8);
    case BUILTIN_EXTRACT_RETURN_ADDR:
    case BUILTIN_FROB_RETURN_ADDR: return argument(g, expr, 0);
    case BUILTIN_CLEAR_CACHE: /* the machine sees stores into code */
        gen_effect(g, expr->arguments[0]);
        gen_effect(g, expr->arguments[1]);
        return NULL;
    case BUILTIN_COPYSIGN:
    case BUILTIN_COPYSIGNF:
    case BUILTIN_COPYSIGNL: return gen_copysign(g, expr);
    case BUILTIN_FABS:
    case BUILTIN_FABSL:
    case BUILTIN_FABSF: return ir_unary(g->f, IR_FABS, argument(g, expr, 0));
    case BUILTIN_SQRT:
    case BUILTIN_SQRTL:
    case BUILTIN_SQRTF: return ir_unary(g->f, IR_SQRT, argument(g, expr, 0));
    case BUILTIN_THREAD_POINTER: return gen_thread_pointer(g);
    default: break;
    }
    return builtin >= BUILTIN_ISNAN && builtin <= BUILTIN_FPCLASSIFY ? gen_builtin_real(g, expr) : gen_atomic(g, expr);
}
