/* Code for the classification and comparison of floating numbers. */
#include "gen/gen.h"

#include "front/builtin.h"

#include <float.h>
#include <math.h>

static struct ir_insn *number(struct gen *g, const struct type *type, double value)
{
    return gen_type(type) == IR_F32 ? ir_f32(g->f, (float)value) : ir_f64(g->f, value);
}

/* The word that holds the sign. */
static struct ir_insn *sign_word(struct gen *g, struct ir_insn *value, const struct type *type)
{
    if (gen_type(type) == IR_F32)
        return ir_convert(g->f, IR_BITS, IR_I32, value);
    struct ir_insn *bits = ir_convert(g->f, IR_BITS, IR_I64, value);
    return ir_unary(g->f, IR_TRUNC, ir_binary(g->f, IR_SHR, bits, ir_const(g->f, IR_I32, 32)));
}

static struct ir_insn *sign(struct gen *g, struct ir_insn *value, const struct type *type)
{
    return ir_binary(g->f, IR_SHR, sign_word(g, value, type), ir_const(g->f, IR_I32, 31));
}

static struct ir_insn *either(struct gen *g, struct ir_insn *a, struct ir_insn *b)
{
    return ir_binary(g->f, IR_OR, a, b);
}

static struct ir_insn *is_nan(struct gen *g, struct ir_insn *value)
{
    return ir_binary(g->f, IR_NE, value, value);
}

struct ir_insn *gen_copysign(struct gen *g, const struct expr *expr)
{
    struct ir_insn *value = gen_value(g, expr->arguments[0]), *of = gen_value(g, expr->arguments[1]);
    bool single = gen_type(expr->type) == IR_F32;
    enum ir_type bits = single ? IR_I32 : IR_I64;
    int64_t mask = single ? INT32_MIN : INT64_MIN;
    struct ir_insn *low = ir_binary(g->f, IR_AND, ir_convert(g->f, IR_BITS, bits, value), ir_const(g->f, bits, ~mask));
    struct ir_insn *high = ir_binary(g->f, IR_AND, ir_convert(g->f, IR_BITS, bits, of), ir_const(g->f, bits, mask));
    return ir_convert(g->f, IR_BITS, gen_type(expr->type), either(g, low, high));
}

/* fpclassify(nan, infinite, normal, subnormal, zero, value) */
static struct ir_insn *classify(struct gen *g, const struct expr *expr)
{
    const struct type *type = expr->arguments[5]->type;
    struct ir_insn *classes[5];
    for (int i = 0; i < 5; i++)
        classes[i] = gen_value(g, expr->arguments[i]);
    struct ir_insn *value = gen_value(g, expr->arguments[5]), *size = ir_unary(g->f, IR_FABS, value);
    struct ir_insn *least = number(g, type, type->kind == TYPE_FLOAT ? (double)FLT_MIN : DBL_MIN);
    struct ir_insn *small = ir_select(g->f, ir_binary(g->f, IR_EQ, value, number(g, type, 0)), classes[4], classes[3]);
    struct ir_insn *result = ir_select(g->f, ir_binary(g->f, IR_LT, size, least), small, classes[2]);
    struct ir_insn *infinite = ir_binary(g->f, IR_EQ, size, number(g, type, (double)INFINITY));
    result = ir_select(g->f, infinite, classes[1], result);
    return ir_select(g->f, is_nan(g, value), classes[0], result);
}

static struct ir_insn *compare(struct gen *g, const struct expr *expr)
{
    struct ir_insn *a = gen_value(g, expr->arguments[0]), *b = gen_value(g, expr->arguments[1]);
    switch (expr->builtin) {
    case BUILTIN_ISGREATER: return ir_binary(g->f, IR_LT, b, a);
    case BUILTIN_ISGREATEREQUAL: return ir_binary(g->f, IR_LE, b, a);
    case BUILTIN_ISLESS: return ir_binary(g->f, IR_LT, a, b);
    case BUILTIN_ISLESSEQUAL: return ir_binary(g->f, IR_LE, a, b);
    case BUILTIN_ISLESSGREATER: return either(g, ir_binary(g->f, IR_LT, a, b), ir_binary(g->f, IR_LT, b, a));
    default: return either(g, is_nan(g, a), is_nan(g, b));
    }
}

struct ir_insn *gen_builtin_real(struct gen *g, const struct expr *expr)
{
    if (expr->builtin == BUILTIN_FPCLASSIFY)
        return classify(g, expr);
    if (expr->builtin >= BUILTIN_ISGREATER)
        return compare(g, expr);
    const struct type *type = expr->arguments[0]->type;
    struct ir_insn *value = gen_value(g, expr->arguments[0]), *size = ir_unary(g->f, IR_FABS, value);
    struct ir_insn *infinity = number(g, type, (double)INFINITY), *truth;
    switch (expr->builtin) {
    case BUILTIN_ISNAN:
    case BUILTIN_ISNANL:
    case BUILTIN_ISNANF: return is_nan(g, value);
    case BUILTIN_ISINF:
    case BUILTIN_ISINFL:
    case BUILTIN_ISINFF: return ir_binary(g->f, IR_EQ, size, infinity);
    case BUILTIN_ISINF_SIGN:
        truth = ir_binary(g->f, IR_EQ, value, infinity);
        return ir_binary(g->f, IR_SUB, truth, ir_binary(g->f, IR_EQ, value, number(g, type, -(double)INFINITY)));
    case BUILTIN_ISFINITE:
    case BUILTIN_FINITE: return ir_binary(g->f, IR_LT, size, infinity);
    case BUILTIN_ISNORMAL:
        truth = ir_binary(g->f, IR_LE, number(g, type, type->kind == TYPE_FLOAT ? (double)FLT_MIN : DBL_MIN), size);
        return ir_binary(g->f, IR_AND, truth, ir_binary(g->f, IR_LT, size, infinity));
    default: return sign(g, value, type);
    }
}
