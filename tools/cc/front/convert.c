/* Values of expressions and their conversions (C11 6.3), as assignment and casts want them. */
#include "front/build.h"

/* ---- Values and conversions ---- */

struct expr *expr_value(struct parser *p, struct expr *expr)
{
    struct span span = span_of(expr);
    if (expr->type->kind == TYPE_FUNCTION)
        return expr_one(p, EXPR_ADDRESS, type_pointer(&p->types, expr->type), expr, span);
    if (expr->type->kind == TYPE_ARRAY && expr->op == EXPR_SYMBOL && expr->symbol->is_register) {
        report_error(p->report, span, "'%s' is declared 'register', it has no address", expr->symbol->name->text);
        return expr_bad(p, span);
    }
    if (expr->type->kind == TYPE_ARRAY) {
        struct expr *pointer = expr_one(p, EXPR_ADDRESS, type_pointer(&p->types, expr->type->base), expr, span);
        pointer->flags |= EXPR_IMPLICIT;
        return pointer;
    }
    if (!(expr->flags & EXPR_LVALUE))
        return expr;
    if (expr->op == EXPR_SYMBOL && expr->symbol->constant) {
        const struct expr *constant = expr->symbol->constant;
        return constant->op == EXPR_INTEGER ? expr_integer(p, type_plain(expr->type), constant->integer, span)
                                            : expr_real(p, type_plain(expr->type), constant->real, span);
    }
    if (!type_complete(expr->type) && expr->type->kind != TYPE_VOID) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "the value of an object of incomplete type '%s'", type_text(expr->type, text));
        return expr_bad(p, span);
    }
    check_element(p, expr);
    return expr_one(p, EXPR_LOAD, type_plain(expr->type), expr, span);
}

struct type *type_promoted(struct parser *p, struct type *type)
{
    if (!type_is_integer(type) || type_rank(type) > 3)
        return type;
    if (type->kind == TYPE_ENUM)
        return type->enumeration->integer;
    return type->kind == TYPE_UINT ? type : basic(p, TYPE_INT);
}

/* The bit-field that gives an expression its value, also through assignments and commas; NULL when there is none. */
static const struct member *bit_field_of(const struct expr *expr)
{
    while (expr->op == EXPR_COMMA)
        expr = expr->right;
    if (expr->op != EXPR_LOAD && expr->op != EXPR_ASSIGN && expr->op != EXPR_ASSIGN_OP && expr->op != EXPR_POST_OP)
        return NULL;
    const struct expr *place = expr->left;
    return place->op == EXPR_MEMBER && place->member->is_bit_field ? place->member : NULL;
}

struct expr *expr_promoted(struct parser *p, struct expr *expr)
{
    expr = expr_value(p, expr);
    struct type *type = type_promoted(p, expr->type);
    const struct member *field = bit_field_of(expr);
    if (field && field->bit_width < 32)
        type = basic(p, TYPE_INT);
    else if (field && field->bit_width == 32 && type_size(type) == 8)
        type = basic(p, type_is_signed(type) ? TYPE_INT : TYPE_UINT);
    return expr_convert(p, expr, type);
}

struct expr *expr_convert(struct parser *p, struct expr *expr, struct type *type)
{
    type = type_plain(type);
    if (bad(expr) || type_plain(expr->type) == type)
        return expr;
    struct expr *folded = fold_cast(p, type, expr, span_of(expr));
    if (folded)
        return folded;
    struct expr *cast = expr_one(p, EXPR_CAST, type, expr, span_of(expr));
    cast->flags |= EXPR_IMPLICIT;
    return cast;
}

struct type *type_arithmetic(struct parser *p, struct type *a, struct type *b)
{
    if (type_is_floating(a) || type_is_floating(b)) {
        enum type_kind kind = TYPE_FLOAT;
        if (type_is_floating(a) && a->kind > kind)
            kind = (enum type_kind)a->kind;
        if (type_is_floating(b) && b->kind > kind)
            kind = (enum type_kind)b->kind;
        return basic(p, kind);
    }
    a = type_plain(type_promoted(p, a));
    b = type_plain(type_promoted(p, b));
    if (a->kind == b->kind)
        return a;
    bool a_signed = type_is_signed(a), b_signed = type_is_signed(b);
    unsigned a_rank = type_rank(a), b_rank = type_rank(b);
    if (a_signed == b_signed)
        return a_rank > b_rank ? a : b;
    struct type *with_sign = a_signed ? a : b, *without = a_signed ? b : a;
    if (type_rank(without) >= type_rank(with_sign))
        return without;
    if (type_size(with_sign) > type_size(without))
        return with_sign;
    return basic(p, with_sign->kind == TYPE_LONG ? TYPE_ULONG : TYPE_ULLONG);
}

bool expr_is_null(const struct expr *expr)
{
    return expr->op == EXPR_INTEGER && expr->integer == 0 &&
           (type_is_integer(expr->type) || (type_is_void_pointer(expr->type) && !expr->type->base->quals));
}

/* ---- Assignment (6.5.16.1) ---- */

static const char *quals_lost(unsigned lost)
{
    return lost & QUAL_CONST ? "const" : lost & QUAL_VOLATILE ? "volatile" : "a qualifier";
}

static bool differ_in_sign(const struct type *a, const struct type *b)
{
    return type_is_integer(a) && type_is_integer(b) && type_size(a) == type_size(b) && a->kind != TYPE_BOOL &&
           b->kind != TYPE_BOOL;
}

static void check_pointers(struct parser *p, const struct expr *expr, const struct type *to, const char *what)
{
    const struct type *from = expr->type;
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    struct span span = span_of(expr);
    const struct type *to_base = to->base, *from_base = from->base;
    unsigned lost = from_base->quals & ~to_base->quals & ~(unsigned)QUAL_ATOMIC;
    bool either_void = to_base->kind == TYPE_VOID || from_base->kind == TYPE_VOID;
    if (!either_void && !type_compatible(to_base->plain, from_base->plain)) {
        if (differ_in_sign(to_base, from_base))
            report_warning(p->report, WARN_POINTER_SIGN, span, "pointers in %s differ in signedness: '%s' from '%s'",
                           what, type_text(to, a), type_text(from, b));
        else
            report_warning(p->report, WARN_INCOMPATIBLE_POINTER_TYPES, span,
                           "incompatible pointers in %s: '%s' from '%s'; cast if it is meant", what, type_text(to, a),
                           type_text(from, b));
    } else if (lost) {
        report_warning(p->report, WARN_DISCARDED_QUALIFIERS, span, "%s is lost in %s: '%s' from '%s'", quals_lost(lost),
                       what, type_text(to, a), type_text(from, b));
    } else if (either_void && to_base->kind != from_base->kind &&
               (to_base->kind == TYPE_FUNCTION || from_base->kind == TYPE_FUNCTION)) {
        report_warning(p->report, WARN_PEDANTIC, span, "function pointer and 'void *' in %s", what);
    }
}

static void check_range(struct parser *p, const struct expr *expr, const struct type *to, const char *what)
{
    if (expr->op != EXPR_INTEGER || !type_is_integer(expr->type) || !type_is_integer(to) || to->kind == TYPE_BOOL)
        return;
    int64_t kept = fold_wrap(to, expr->integer);
    unsigned bits = type_bits(to);
    bool negative_fits =
        expr->integer < 0 && !type_is_signed(to) && expr->integer >= -((int64_t)1 << (bits < 64 ? bits - 1 : 62));
    if (kept != expr->integer && type_size(to) != type_size(expr->type) && !negative_fits && bits < 64)
        report_warning(p->report, WARN_OVERFLOW, span_of(expr), "%lld becomes %lld in %s", (long long)expr->integer,
                       (long long)kept, what);
}

struct expr *expr_assigned(struct parser *p, struct expr *expr, struct type *type, const char *what)
{
    expr = expr_value(p, expr);
    const struct type *from = expr->type;
    struct type *to = type_plain(type);
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    if (bad(expr))
        return expr;
    if (type_is_arithmetic(to) && type_is_arithmetic(from)) {
        check_range(p, expr, to, what);
        check_conversion(p, expr, to, what);
        return expr_convert(p, expr, to);
    }
    if (to->kind == TYPE_BOOL && from->kind == TYPE_POINTER)
        return expr_convert(p, expr, to);
    if (to->kind == TYPE_POINTER && expr_is_null(expr))
        return expr_convert(p, expr, to);
    if (to->kind == TYPE_POINTER && from->kind == TYPE_POINTER) {
        check_pointers(p, expr, to, what);
        check_string_to(p, expr, to);
        return expr_convert(p, expr, to);
    }
    if ((to->kind == TYPE_POINTER && type_is_integer(from)) || (type_is_integer(to) && from->kind == TYPE_POINTER)) {
        report_warning(p->report, WARN_INT_CONVERSION, span_of(expr),
                       "integer and pointer in %s: '%s' from '%s'; cast if it is meant", what, type_text(to, a),
                       type_text(from, b));
        return expr_convert(p, expr, to);
    }
    if (type_is_record(to) && type_compatible(to, from->plain))
        return expr;
    report_error(p->report, span_of(expr), "incompatible types in %s: '%s' from '%s'", what, type_text(type, a),
                 type_text(from, b));
    return expr_bad(p, span_of(expr));
}

/* ---- Casts (6.5.4) ---- */

struct expr *expr_explicit_cast(struct parser *p, struct expr *expr, struct type *type, struct span span)
{
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    expr = expr_value(p, expr);
    if (bad(expr))
        return expr;
    if (type->kind == TYPE_VOID)
        return expr_one(p, EXPR_CAST, type_plain(type), expr, span);
    if (type_is_record(type) && type_plain(type) == type_plain(expr->type))
        return expr;
    bool to_good = type_is_scalar(type), from_good = type_is_scalar(expr->type);
    bool mixed = (type->kind == TYPE_POINTER && type_is_floating(expr->type)) ||
                 (type_is_floating(type) && expr->type->kind == TYPE_POINTER);
    if (!to_good || !from_good || mixed) {
        report_error(p->report, span, "'%s' cannot be cast to '%s'", type_text(expr->type, a), type_text(type, b));
        return expr_bad(p, span);
    }
    if (type->kind == TYPE_POINTER && type_is_integer(expr->type) && type_size(expr->type) != 4 &&
        expr->op != EXPR_INTEGER)
        report_warning(p->report, WARN_INT_TO_POINTER_CAST, span, "cast to pointer from an integer of different size");
    if (type_is_integer(type) && expr->type->kind == TYPE_POINTER && type_size(type) < 4 && type->kind != TYPE_BOOL)
        report_warning(p->report, WARN_POINTER_TO_INT_CAST, span, "cast from pointer to a smaller integer");
    check_cast_qualifiers(p, expr->type, type, span);
    struct type *to = type_plain(type);
    struct expr *folded = fold_cast(p, to, expr, span);
    return folded ? folded : expr_one(p, EXPR_CAST, to, expr, span);
}

struct expr *expr_truth(struct parser *p, struct expr *expr, const char *what)
{
    char text[TYPE_TEXT_MAX];
    if (expr->op == EXPR_ASSIGN && !(expr->flags & EXPR_PARENTHESES))
        report_warning(p->report, WARN_PARENTHESES, span_fixed(span_of(expr), expr->loc, "=="),
                       "assignment as %s; write '==' to compare, or another pair of parentheses", what);
    expr = expr_value(p, expr);
    check_truth(p, expr);
    if (bad(expr) || type_is_scalar(expr->type))
        return expr;
    report_error(p->report, span_of(expr), "%s must be a number or a pointer, not '%s'", what,
                 type_text(expr->type, text));
    return expr_bad(p, span_of(expr));
}
