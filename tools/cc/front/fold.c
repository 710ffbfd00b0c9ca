/* Arithmetic on constants as the target does it (C11 6.6): whatever a program may write has a defined result here. */
#include "front/parser.h"

#include "isa/isa_math.h"

int64_t fold_wrap(const struct type *type, int64_t value)
{
    if (type->kind == TYPE_BOOL)
        return value != 0;
    if (type->kind == TYPE_POINTER)
        return (int64_t)(uint32_t)value;
    unsigned bits = type_bits(type);
    if (bits >= 64)
        return value;
    uint64_t mask = ((uint64_t)1 << bits) - 1, low = (uint64_t)value & mask;
    if (type_is_signed(type) && low >> (bits - 1))
        low |= ~mask;
    return (int64_t)low;
}

static bool is_integer(const struct expr *expr)
{
    return expr->op == EXPR_INTEGER;
}

int fold_truth(const struct expr *expr)
{
    if (expr->op == EXPR_INTEGER)
        return expr->integer != 0;
    if (expr->op == EXPR_REAL)
        return expr->real != 0;
    return -1;
}

static bool unsigned_64(const struct type *type)
{
    return type->kind == TYPE_ULLONG;
}

static bool less(const struct type *type, int64_t a, int64_t b)
{
    return unsigned_64(type) ? (uint64_t)a < (uint64_t)b : a < b;
}

static int64_t divide(const struct type *type, int64_t a, int64_t b, bool remainder)
{
    if (unsigned_64(type))
        return (int64_t)(remainder ? (uint64_t)a % (uint64_t)b : (uint64_t)a / (uint64_t)b);
    if (b == -1)
        return remainder ? 0 : (int64_t)(0 - (uint64_t)a);
    return remainder ? a % b : a / b;
}

static int64_t shift_right(const struct type *type, int64_t a, unsigned count)
{
    uint64_t bits = (uint64_t)a >> count;
    if (a < 0 && count && !unsigned_64(type))
        bits |= ~(UINT64_MAX >> count);
    return (int64_t)bits;
}

/* False when there is no value: a division by zero. */
static bool integers(enum expr_op op, const struct type *type, const struct type *operands, int64_t a, int64_t b,
                     int64_t *out)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    unsigned count = (unsigned)b & (type_bits(type) > 32 ? 63 : 31);
    switch (op) {
    case EXPR_ADD: *out = (int64_t)(x + y); break;
    case EXPR_SUB: *out = (int64_t)(x - y); break;
    case EXPR_MUL: *out = (int64_t)(x * y); break;
    case EXPR_DIV:
    case EXPR_MOD:
        if (!b)
            return false;
        *out = divide(type, a, b, op == EXPR_MOD);
        break;
    case EXPR_AND: *out = a & b; break;
    case EXPR_OR: *out = a | b; break;
    case EXPR_XOR: *out = a ^ b; break;
    case EXPR_SHL: *out = (int64_t)(x << count); break;
    case EXPR_SHR: *out = shift_right(type, a, count); break;
    case EXPR_EQ: *out = a == b; break;
    case EXPR_NE: *out = a != b; break;
    case EXPR_LT: *out = less(operands, a, b); break;
    case EXPR_LE: *out = !less(operands, b, a); break;
    case EXPR_GT: *out = less(operands, b, a); break;
    case EXPR_GE: *out = !less(operands, a, b); break;
    default: return false;
    }
    *out = fold_wrap(type, *out);
    return true;
}

/* As the machine computes it: in the type's precision, every NaN the canonical one. */
static double rounded(const struct type *type, double value)
{
    if (value != value)
        return isa_double(ISA_NAN_D);
    return type->kind == TYPE_FLOAT ? (double)(float)value : value;
}

static struct expr *reals(struct parser *p, enum expr_op op, struct type *type, double a, double b, struct span span)
{
    switch (op) {
    case EXPR_ADD: return expr_real(p, type, rounded(type, a + b), span);
    case EXPR_SUB: return expr_real(p, type, rounded(type, a - b), span);
    case EXPR_MUL: return expr_real(p, type, rounded(type, a * b), span);
    case EXPR_DIV: return expr_real(p, type, rounded(type, a / b), span);
    case EXPR_EQ: return expr_integer(p, type, a == b, span);
    case EXPR_NE: return expr_integer(p, type, a != b, span);
    case EXPR_LT: return expr_integer(p, type, a < b, span);
    case EXPR_LE: return expr_integer(p, type, a <= b, span);
    case EXPR_GT: return expr_integer(p, type, a > b, span);
    case EXPR_GE: return expr_integer(p, type, a >= b, span);
    default: return NULL;
    }
}

/* Whether the exact result lies outside the type: signed arithmetic only. */
static bool overflows(enum expr_op op, const struct type *type, int64_t a, int64_t b, int64_t wrapped)
{
    bool wide = type_bits(type) == 64;
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    switch (op) {
    case EXPR_ADD: return wide ? (a < 0) == (b < 0) && (a < 0) != (wrapped < 0) : a + b != wrapped;
    case EXPR_SUB: return wide ? (a < 0) != (b < 0) && (a < 0) != (wrapped < 0) : a - b != wrapped;
    case EXPR_MUL:
        if (wide)
            return a && ((a == -1 && b == INT64_MIN) || (a != -1 && wrapped / a != b));
        return (int64_t)(x * y) != wrapped;
    case EXPR_DIV: return b == -1 && a == (wide ? INT64_MIN : INT32_MIN);
    default: return false;
    }
}

static void warn_overflow(struct parser *p, struct span span, const struct type *type)
{
    char text[TYPE_TEXT_MAX];
    if (!p->unevaluated && !p->dead)
        report_warning(p->report, WARN_OVERFLOW, span, "the result does not fit '%s', it wraps", type_text(type, text));
}

struct expr *fold_binary(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                         struct span span)
{
    int64_t value;
    if (left->op == EXPR_REAL && right->op == EXPR_REAL)
        return reals(p, op, type, left->real, right->real, span);
    if (!is_integer(left) || !is_integer(right) ||
        !integers(op, type, left->type, left->integer, right->integer, &value))
        return NULL;
    if (type_is_signed(type) && overflows(op, type, left->integer, right->integer, value))
        warn_overflow(p, span, type);
    return expr_integer(p, type, value, span);
}

struct expr *fold_unary(struct parser *p, enum expr_op op, struct type *type, struct expr *operand, struct span span)
{
    if (operand->op == EXPR_REAL && op == EXPR_NEG)
        return expr_real(p, type, -operand->real, span);
    if (op == EXPR_LOGICAL_NOT && fold_truth(operand) >= 0)
        return expr_integer(p, type, !fold_truth(operand), span);
    if (!is_integer(operand))
        return NULL;
    if (op == EXPR_NEG && type_is_signed(type) && operand->integer == (type_bits(type) == 64 ? INT64_MIN : INT32_MIN))
        warn_overflow(p, span, type);
    if (op == EXPR_NEG)
        return expr_integer(p, type, fold_wrap(type, (int64_t)(0 - (uint64_t)operand->integer)), span);
    if (op == EXPR_NOT)
        return expr_integer(p, type, fold_wrap(type, ~operand->integer), span);
    return NULL;
}

/* Toward zero; what does not fit becomes the nearest end of the range, as the machine's fcvt does. */
static int64_t real_to_integer(const struct type *type, double value)
{
    if (value != value)
        return 0;
    if (type->kind == TYPE_BOOL)
        return value != 0;
    bool wide = type_bits(type) == 64;
    if (unsigned_64(type)) {
        if (value >= 18446744073709551616.0)
            return -1;
        return value <= 0 ? 0 : (int64_t)(uint64_t)value;
    }
    double low = wide ? -9223372036854775808.0 : -2147483648.0, high = wide ? 9223372036854775808.0 : 4294967296.0;
    if (!wide && type_is_signed(type))
        high = 2147483648.0;
    if (!wide && !type_is_signed(type))
        low = 0;
    if (value >= high)
        return wide ? INT64_MAX : fold_wrap(type, (int64_t)(high - 1));
    if (value <= low)
        return wide ? INT64_MIN : fold_wrap(type, (int64_t)low);
    return fold_wrap(type, (int64_t)value);
}

struct expr *fold_cast(struct parser *p, struct type *type, struct expr *operand, struct span span)
{
    bool to_integer = type_is_integer(type) || type->kind == TYPE_POINTER;
    if (operand->op == EXPR_INTEGER && to_integer)
        return expr_integer(p, type, fold_wrap(type, operand->integer), span);
    if (operand->op == EXPR_REAL && to_integer)
        return expr_integer(p, type, real_to_integer(type, operand->real), span);
    if (operand->op == EXPR_REAL && type_is_floating(type))
        return expr_real(p, type, rounded(type, operand->real), span);
    if (operand->op == EXPR_INTEGER && type_is_floating(type)) {
        bool large = unsigned_64(operand->type);
        double value = large ? (double)(uint64_t)operand->integer : (double)operand->integer;
        if (type->kind == TYPE_FLOAT)
            value = (double)(large ? (float)(uint64_t)operand->integer : (float)operand->integer);
        return expr_real(p, type, value, span);
    }
    return NULL;
}
