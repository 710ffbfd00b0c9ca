/* Floating classification and comparison: __builtin_isnan, __builtin_isgreater and relatives. */
#include "front/builtin.h"

#include <float.h>
#include <math.h>

static struct expr *check(struct parser *p, struct expr *call)
{
    unsigned builtin = call->builtin;
    uint32_t count = builtin == BUILTIN_FPCLASSIFY ? 6 : builtin >= BUILTIN_ISGREATER ? 2 : 1;
    uint32_t first = builtin == BUILTIN_FPCLASSIFY ? 5 : 0;
    if (!builtin_need(p, call, count, count))
        return expr_bad(p, span_of(call));
    struct type *given = builtin_operand_type(p, builtin), *type = given;
    for (uint32_t i = 0; i < count; i++) {
        struct expr *argument = expr_value(p, call->arguments[i]);
        if (i < first)
            argument = expr_assigned(p, argument, type_basic(&p->types, TYPE_INT), "an argument");
        else if (!type_is_floating(argument->type) && !given && !(count == 2 && type_is_arithmetic(argument->type)))
            return builtin_wrong(p, call, "the argument must be a floating number");
        call->arguments[i] = argument;
        if (i >= first && !given)
            type = type && count == 2 ? type_arithmetic(p, type, argument->type) : argument->type;
    }
    if (!type_is_floating(type))
        return builtin_wrong(p, call, "one of the arguments must be a floating number");
    for (uint32_t i = first; i < count; i++)
        call->arguments[i] = expr_assigned(p, call->arguments[i], type, "an argument");
    return call;
}

/* The class of a constant. */
static struct expr *fold(struct parser *p, struct expr *call)
{
    const struct expr *argument = call->arguments[call->argument_count - 1];
    if (argument->op != EXPR_REAL || call->builtin >= BUILTIN_ISGREATER)
        return call;
    double value = argument->real, least = argument->type->kind == TYPE_FLOAT ? FLT_MIN : DBL_MIN;
    int64_t result;
    switch (call->builtin) {
    case BUILTIN_ISNAN:
    case BUILTIN_ISNANL:
    case BUILTIN_ISNANF: result = isnan(value); break;
    case BUILTIN_ISINF:
    case BUILTIN_ISINFL:
    case BUILTIN_ISINFF: result = isinf(value) != 0; break;
    case BUILTIN_ISINF_SIGN: result = isinf(value) ? (value < 0 ? -1 : 1) : 0; break;
    case BUILTIN_ISFINITE:
    case BUILTIN_FINITE: result = isfinite(value); break;
    case BUILTIN_ISNORMAL: result = isfinite(value) && fabs(value) >= least; break;
    default: result = signbit(value) != 0; break;
    }
    return expr_integer(p, call->type, result != 0 ? (result < 0 ? -1 : 1) : 0, span_of(call));
}

struct expr *builtin_real(struct parser *p, struct expr *call)
{
    call = check(p, call);
    return call->op == EXPR_BUILTIN ? fold(p, call) : call;
}
