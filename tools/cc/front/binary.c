/* Binary operators: constraints, usual conversions, folding. */
#include "front/build.h"

/* ---- Binary operators (6.5.5 to 6.5.14) ---- */

struct expr *expr_wrong_operands(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right,
                                 struct span span)
{
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    report_error(p->report, span, "%s cannot be applied to '%s' and '%s'", token_kind_name(kind),
                 type_text(left->type, a), type_text(right->type, b));
    return expr_bad(p, span);
}

static struct expr *finish(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                           struct span span)
{
    struct expr *folded = fold_binary(p, op, type, left, right, span);
    if (folded && op >= EXPR_EQ && op <= EXPR_GE)
        folded->flags |= EXPR_WAS_COMPARISON;
    return folded ? folded : expr_two(p, op, type, left, right, span);
}

/* Whether what is written here can be executed. */
static bool evaluated(const struct parser *p)
{
    return !p->unevaluated && !p->dead;
}

static struct expr *arithmetic(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                               struct expr *right, struct span span)
{
    bool integers_only = op == EXPR_MOD || op == EXPR_AND || op == EXPR_OR || op == EXPR_XOR;
    bool good = integers_only ? type_is_integer(left->type) && type_is_integer(right->type)
                              : type_is_arithmetic(left->type) && type_is_arithmetic(right->type);
    if (!good)
        return expr_wrong_operands(p, kind, left, right, span);
    struct type *type = type_arithmetic(p, expr_promoted(p, left)->type, expr_promoted(p, right)->type);
    left = expr_convert(p, left, type);
    right = expr_convert(p, right, type);
    if (op == EXPR_DIV)
        check_size_division(p, left, right, span);
    if ((op == EXPR_DIV || op == EXPR_MOD) && right->op == EXPR_INTEGER && !right->integer && evaluated(p))
        report_warning(p->report, WARN_DIV_BY_ZERO, span, "division by zero");
    return finish(p, op, type, left, right, span);
}

static struct expr *shift(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                          struct expr *right, struct span span)
{
    if (!type_is_integer(left->type) || !type_is_integer(right->type))
        return expr_wrong_operands(p, kind, left, right, span);
    left = expr_promoted(p, left);
    right = expr_convert(p, expr_promoted(p, right), basic(p, TYPE_INT));
    if (!evaluated(p))
        return finish(p, op, left->type, left, right, span);
    if (right->op == EXPR_INTEGER && right->integer < 0)
        report_warning(p->report, WARN_SHIFT_COUNT_NEGATIVE, span, "negative shift count");
    else if (right->op == EXPR_INTEGER && right->integer >= (int64_t)type_bits(left->type))
        report_warning(p->report, WARN_SHIFT_COUNT_OVERFLOW, span,
                       "shift count is not less than the width of the type, %u bits", type_bits(left->type));
    return finish(p, op, left->type, left, right, span);
}

static struct expr *pointer_difference(struct parser *p, struct expr *left, struct expr *right, struct span span)
{
    struct type *element = left->type->base;
    if (!type_compatible(element->plain, right->type->base->plain))
        return expr_wrong_operands(p, TOKEN_MINUS, left, right, span);
    if (!type_complete(element) && element->kind != TYPE_VOID) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "difference of pointers to the incomplete type '%s'", type_text(element, text));
        return expr_bad(p, span);
    }
    struct type *type = basic(p, TYPE_INT);
    if (left->op == EXPR_INTEGER && right->op == EXPR_INTEGER && type_size(element))
        return expr_integer(p, type, (left->integer - right->integer) / (int64_t)type_size(element), span);
    return expr_two(p, EXPR_POINTER_DIFF, type, left, right, span);
}

static struct expr *additive(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right,
                             struct span span)
{
    bool minus = kind == TOKEN_MINUS;
    if (left->type->kind == TYPE_POINTER && right->type->kind == TYPE_POINTER && minus)
        return pointer_difference(p, left, right, span);
    if (left->type->kind == TYPE_POINTER && type_is_integer(right->type))
        return expr_pointer_add(p, left, right, minus, span);
    if (right->type->kind == TYPE_POINTER && type_is_integer(left->type) && !minus)
        return expr_pointer_add(p, right, left, false, span);
    return arithmetic(p, kind, minus ? EXPR_SUB : EXPR_ADD, left, right, span);
}

/* A value of signed type that cannot be negative. */
static bool never_negative(const struct expr *expr)
{
    switch (expr->op) {
    case EXPR_INTEGER: return expr->integer >= 0;
    case EXPR_CONDITIONAL:
        return (expr->right ? never_negative(expr->right) : never_negative(expr->left)) && never_negative(expr->third);
    case EXPR_CAST:
        return type_is_integer(expr->left->type) && !type_is_signed(expr->left->type) &&
               type_size(expr->left->type) < type_size(expr->type);
    case EXPR_AND: return never_negative(expr->left) || never_negative(expr->right);
    case EXPR_LOGICAL_NOT: return true;
    default: return expr->op >= EXPR_EQ && expr->op <= EXPR_LOGICAL_OR;
    }
}

static void warn_sign_compare(struct parser *p, const struct expr *left, const struct expr *right, struct span span)
{
    if (!report_wants(p->report, WARN_SIGN_COMPARE) || !type_is_integer(left->type) || !type_is_integer(right->type))
        return;
    const struct expr *with_sign = type_is_signed(left->type) ? left : right;
    const struct expr *without = with_sign == left ? right : left;
    if (!type_is_signed(with_sign->type) || type_is_signed(without->type) || without->op == EXPR_INTEGER ||
        type_size(without->type) < type_size(with_sign->type) || never_negative(with_sign))
        return;
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    report_warning(p->report, WARN_SIGN_COMPARE, span, "comparison of '%s' and '%s': signed becomes unsigned",
                   type_text(left->type, a), type_text(right->type, b));
}

static struct expr *compare_pointers(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                                     struct expr *right, struct span span)
{
    bool equality = op == EXPR_EQ || op == EXPR_NE;
    struct type *type = left->type->kind == TYPE_POINTER ? left->type : right->type;
    bool two = left->type->kind == TYPE_POINTER && right->type->kind == TYPE_POINTER;
    if (!two && !expr_is_null(left) && !expr_is_null(right)) {
        if (!type_is_integer(left->type) && !type_is_integer(right->type))
            return expr_wrong_operands(p, kind, left, right, span);
        report_warning(p->report, WARN_INT_CONVERSION, span, "comparison of a pointer and an integer; cast one");
    } else if (two && !type_compatible(left->type->base->plain, right->type->base->plain) && !expr_is_null(left) &&
               !expr_is_null(right) && !(type_is_void_pointer(left->type) || type_is_void_pointer(right->type))) {
        report_warning(p->report, WARN_INCOMPATIBLE_POINTER_TYPES, span, "comparison of pointers to different types");
    }
    check_comparison(p, op, left, right, span);
    if (!equality && two && left->type->base->kind == TYPE_FUNCTION)
        report_warning(p->report, WARN_PEDANTIC, span, "functions have no order that could be compared");
    return finish(p, op, basic(p, TYPE_INT), expr_convert(p, left, type), expr_convert(p, right, type), span);
}

static struct expr *compare(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                            struct expr *right, struct span span)
{
    if (left->type->kind == TYPE_POINTER || right->type->kind == TYPE_POINTER)
        return compare_pointers(p, kind, op, left, right, span);
    if (!type_is_arithmetic(left->type) || !type_is_arithmetic(right->type))
        return expr_wrong_operands(p, kind, left, right, span);
    check_comparison(p, op, left, right, span);
    left = expr_promoted(p, left);
    right = expr_promoted(p, right);
    warn_sign_compare(p, left, right, span);
    struct type *type = type_arithmetic(p, left->type, right->type);
    return finish(p, op, basic(p, TYPE_INT), expr_convert(p, left, type), expr_convert(p, right, type), span);
}

static struct expr *logical(struct parser *p, enum expr_op op, struct expr *left, struct expr *right, struct span span)
{
    left = expr_truth(p, left, op == EXPR_LOGICAL_AND ? "an operand of '&&'" : "an operand of '||'");
    right = expr_truth(p, right, op == EXPR_LOGICAL_AND ? "an operand of '&&'" : "an operand of '||'");
    if (bad(left) || bad(right))
        return expr_bad(p, span);
    int a = fold_truth(left), b = fold_truth(right);
    bool is_and = op == EXPR_LOGICAL_AND;
    check_logical(p, is_and, left, right, span);
    if (a == !is_and)
        return expr_integer(p, basic(p, TYPE_INT), !is_and, span);
    if (a >= 0 && b >= 0)
        return expr_integer(p, basic(p, TYPE_INT), b, span);
    return expr_two(p, op, basic(p, TYPE_INT), left, right, span);
}

static bool is_relation(const struct expr *expr)
{
    return expr->op >= EXPR_LT && expr->op <= EXPR_GE;
}

/* An operand without parentheses whose operator is often thought to bind otherwise. */
static void warn_operand(struct parser *p, enum token_kind kind, const struct expr *side, bool is_left,
                         struct span span)
{
    bool comparison = (side->op >= EXPR_EQ && side->op <= EXPR_GE) || side->flags & EXPR_WAS_COMPARISON;
    bool sum = side->op == EXPR_ADD || side->op == EXPR_SUB,
         bits = kind == TOKEN_AND || kind == TOKEN_OR || kind == TOKEN_XOR;
    bool relation =
        kind == TOKEN_LESS || kind == TOKEN_GREATER || kind == TOKEN_LESS_EQUAL || kind == TOKEN_GREATER_EQUAL;
    const char *within = NULL;
    if (kind == TOKEN_OR_OR && side->op == EXPR_LOGICAL_AND)
        within = "'&&'";
    else if ((bits || kind == TOKEN_EQUAL || kind == TOKEN_NOT_EQUAL) && comparison)
        within = "comparison";
    else if ((bits || kind == TOKEN_SHL || kind == TOKEN_SHR) && sum)
        within = "'+' or '-'";
    else if ((kind == TOKEN_OR || kind == TOKEN_XOR) && side->op == EXPR_AND)
        within = "'&'";
    else if (kind == TOKEN_OR && side->op == EXPR_XOR)
        within = "'^'";
    if (within && (kind == TOKEN_SHL || kind == TOKEN_SHR))
        report_warning(p->report, WARN_PARENTHESES, span, "%s within a shift; add parentheses", within);
    else if (within)
        report_warning(p->report, WARN_PARENTHESES, span, "%s within %s; add parentheses", within,
                       token_kind_name(kind));
    else if (relation && is_left && is_relation(side))
        report_warning(p->report, WARN_PARENTHESES, span,
                       "'a < b < c' does not compare three values; write 'a < b && b < c'");
    else if (kind == TOKEN_AND && is_left && side->op == EXPR_LOGICAL_NOT)
        report_warning(p->report, WARN_PARENTHESES, span,
                       "'!' goes with the left operand of '&' only; add parentheses");
}

static void warn_precedence(struct parser *p, enum token_kind kind, const struct expr *left, const struct expr *right,
                            struct span span)
{
    if (!(left->flags & EXPR_PARENTHESES))
        warn_operand(p, kind, left, true, span);
    if (!(right->flags & EXPR_PARENTHESES))
        warn_operand(p, kind, right, false, span);
}

struct expr *expr_binary(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right, uint32_t loc)
{
    struct span span = both(left, right, loc);
    if (report_wants(p->report, WARN_PARENTHESES))
        warn_precedence(p, kind, left, right, span);
    if (kind == TOKEN_AND_AND || kind == TOKEN_OR_OR)
        return logical(p, kind == TOKEN_AND_AND ? EXPR_LOGICAL_AND : EXPR_LOGICAL_OR, left, right, span);
    left = expr_value(p, left);
    right = expr_value(p, right);
    if (bad(left) || bad(right))
        return expr_bad(p, span);
    switch (kind) {
    case TOKEN_STAR: return arithmetic(p, kind, EXPR_MUL, left, right, span);
    case TOKEN_SLASH: return arithmetic(p, kind, EXPR_DIV, left, right, span);
    case TOKEN_PERCENT: return arithmetic(p, kind, EXPR_MOD, left, right, span);
    case TOKEN_PLUS:
    case TOKEN_MINUS: return additive(p, kind, left, right, span);
    case TOKEN_SHL: return shift(p, kind, EXPR_SHL, left, right, span);
    case TOKEN_SHR: return shift(p, kind, EXPR_SHR, left, right, span);
    case TOKEN_LESS: return compare(p, kind, EXPR_LT, left, right, span);
    case TOKEN_GREATER: return compare(p, kind, EXPR_GT, left, right, span);
    case TOKEN_LESS_EQUAL: return compare(p, kind, EXPR_LE, left, right, span);
    case TOKEN_GREATER_EQUAL: return compare(p, kind, EXPR_GE, left, right, span);
    case TOKEN_EQUAL: return compare(p, kind, EXPR_EQ, left, right, span);
    case TOKEN_NOT_EQUAL: return compare(p, kind, EXPR_NE, left, right, span);
    case TOKEN_AND: return arithmetic(p, kind, EXPR_AND, left, right, span);
    case TOKEN_XOR: return arithmetic(p, kind, EXPR_XOR, left, right, span);
    default: return arithmetic(p, kind, EXPR_OR, left, right, span);
    }
}
