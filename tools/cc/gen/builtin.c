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

/* ---- add, sub, mul with overflow: in 64 bits when the operands are narrower, else by their signs ---- */

static struct ir_insn *wide(struct gen *g, const struct expr *expr, struct type *llong)
{
    return gen_convert(g, gen_value(g, expr), expr->type, llong);
}

/* Whether the 64-bit result does not fit the type. */
static struct ir_insn *does_not_fit(struct gen *g, struct ir_insn *value, const struct type *type, struct type *llong)
{
    struct ir_insn *back = gen_convert(g, gen_convert(g, value, llong, type), type, llong);
    return ir_binary(g->f, IR_NE, back, value);
}

static struct ir_insn *negative(struct gen *g, struct ir_insn *value)
{
    return ir_binary(g->f, IR_LT, value, ir_const(g->f, IR_I64, 0));
}

/* Overflow of a 64-bit sum or difference of equally signed operands. */
static struct ir_insn *wide_overflow(struct gen *g, unsigned builtin, struct ir_insn *a, struct ir_insn *b,
                                     struct ir_insn *value, bool is_unsigned)
{
    if (builtin == BUILTIN_MUL_OVERFLOW) { /* a != 0 and value / a != b; for signed also a == -1 and b the least */
        struct ir_insn *zero = ir_const(g->f, IR_I64, 0), *one = ir_const(g->f, IR_I64, 1);
        struct ir_insn *divisor = ir_select(g->f, ir_binary(g->f, IR_EQ, a, zero), one, a);
        struct ir_insn *quotient = ir_binary(g->f, is_unsigned ? IR_DIVU : IR_DIV, value, divisor);
        struct ir_insn *differs = ir_binary(g->f, IR_NE, quotient, b);
        struct ir_insn *over = ir_binary(g->f, IR_AND, differs, ir_binary(g->f, IR_NE, a, zero));
        if (is_unsigned)
            return over;
        struct ir_insn *least = ir_binary(g->f, IR_EQ, b, ir_const(g->f, IR_I64, INT64_MIN));
        struct ir_insn *minus = ir_binary(g->f, IR_EQ, a, ir_const(g->f, IR_I64, -1));
        return ir_binary(g->f, IR_OR, over, ir_binary(g->f, IR_AND, least, minus));
    }
    if (is_unsigned)
        return builtin == BUILTIN_ADD_OVERFLOW ? ir_binary(g->f, IR_LTU, value, a) : ir_binary(g->f, IR_LTU, a, b);
    struct ir_insn *left = ir_binary(g->f, IR_XOR, a, value);
    struct ir_insn *right =
        ir_binary(g->f, IR_XOR, builtin == BUILTIN_ADD_OVERFLOW ? b : a, builtin == BUILTIN_ADD_OVERFLOW ? value : b);
    return negative(g, ir_binary(g->f, IR_AND, left, right));
}

static struct ir_insn *overflow(struct gen *g, const struct expr *expr)
{
    static const enum ir_op ops[] = {IR_ADD, IR_SUB, IR_MUL};
    const struct expr *first = expr->arguments[0], *second = expr->arguments[1], *third = expr->arguments[2];
    bool stores = expr->builtin <= BUILTIN_MUL_OVERFLOW;
    unsigned operation = expr->builtin - (stores ? BUILTIN_ADD_OVERFLOW : BUILTIN_ADD_OVERFLOW_P);
    struct type *to = stores ? third->type->base : third->type;
    bool any_wide_unsigned =
        first->type->kind == TYPE_ULLONG || second->type->kind == TYPE_ULLONG || to->kind == TYPE_ULLONG;
    bool any_wide = type_size(first->type) == 8 || type_size(second->type) == 8 || type_size(to) == 8;
    struct type *llong = type_basic(&g->p->types, any_wide_unsigned ? TYPE_ULLONG : TYPE_LLONG);
    struct ir_insn *a = wide(g, first, llong), *b = wide(g, second, llong);
    struct ir_insn *result = argument(g, expr, 2);
    struct ir_insn *value = ir_binary(g->f, ops[operation], a, b);
    if (stores) {
        struct place place = gen_at(result, to);
        gen_store(g, &place, gen_convert(g, value, llong, to));
    }
    struct ir_insn *bad = type_size(to) < 8 || !any_wide ? does_not_fit(g, value, to, llong) : NULL;
    if (!any_wide)
        return to->kind == TYPE_ULLONG ? negative(g, value) : bad;
    struct ir_insn *over = wide_overflow(g, BUILTIN_ADD_OVERFLOW + operation, a, b, value, any_wide_unsigned);
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
