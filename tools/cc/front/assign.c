/* Assignment, increments and the conditional operator. */
#include "front/build.h"

/* ---- Assignment and increments (6.5.16, 6.5.2.4, 6.5.3.1) ---- */

static bool check_modifiable(struct parser *p, const struct expr *expr, struct span span)
{
    if (!(expr->flags & EXPR_LVALUE) || expr->type->kind == TYPE_ARRAY) {
        report_error(p->report, span,
                     expr->type->kind == TYPE_ARRAY ? "an array cannot be assigned; copy its elements"
                                                    : "this is a value, it cannot be assigned to");
        return false;
    }
    bool is_const =
        (expr->type->quals & QUAL_CONST) || (type_is_record(expr->type) && expr->type->record->const_member);
    if (is_const) {
        const struct expr *base = expr;
        while (base->op == EXPR_MEMBER)
            base = base->left;
        if (base->op == EXPR_SYMBOL)
            report_error(p->report, span, "'%s' is const, it cannot be assigned to", base->symbol->name->text);
        else
            report_error(p->report, span, "this object is const, it cannot be assigned to");
        return false;
    }
    if (!type_complete(expr->type)) {
        report_error(p->report, span, "object of incomplete type cannot be assigned to");
        return false;
    }
    return true;
}

static void note_assigned(const struct expr *left)
{
    if (left->op == EXPR_SYMBOL)
        left->symbol->assigned = true;
}

/* The binary operator of a compound assignment. */
static enum token_kind operator_of(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_MUL_ASSIGN: return TOKEN_STAR;
    case TOKEN_DIV_ASSIGN: return TOKEN_SLASH;
    case TOKEN_MOD_ASSIGN: return TOKEN_PERCENT;
    case TOKEN_ADD_ASSIGN: return TOKEN_PLUS;
    case TOKEN_SUB_ASSIGN: return TOKEN_MINUS;
    case TOKEN_SHL_ASSIGN: return TOKEN_SHL;
    case TOKEN_SHR_ASSIGN: return TOKEN_SHR;
    case TOKEN_AND_ASSIGN: return TOKEN_AND;
    case TOKEN_XOR_ASSIGN: return TOKEN_XOR;
    default: return TOKEN_OR;
    }
}

/* left operation= right.  The operation is built once on a stand-in for left's value, to check it and find its types.
 */
static struct expr *compound(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                             struct expr *right, struct span span)
{
    struct expr *old = expr_value(p, left);
    right->flags |= EXPR_PARENTHESES; /* it stands alone, whatever operators it has */
    struct expr *sum = expr_binary(p, operator_of(kind), old, right, span.at);
    if (bad(sum))
        return sum;
    if (sum->op == EXPR_CAST) /* on elements of variable size: see expr_pointer_add */
        sum = sum->left;
    if (left->type->kind == TYPE_POINTER && sum->type->kind != TYPE_POINTER)
        return expr_wrong_operands(p, kind, left, right, span);
    struct expr *expr = expr_two(p, op, type_plain(left->type), left, sum->right, span);
    expr->operation = sum->op;
    expr->operand_type = sum->type;
    return expr;
}

struct expr *expr_assign(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right, uint32_t loc)
{
    struct span span = both(left, right, loc);
    if (bad(left) || bad(right) || !check_modifiable(p, left, span_of(left)))
        return expr_bad(p, span);
    note_assigned(left);
    check_element(p, left);
    if (kind != TOKEN_ASSIGN)
        return compound(p, kind, EXPR_ASSIGN_OP, left, right, span);
    right = expr_assigned(p, right, left->type, "assignment");
    if (bad(right))
        return right;
    if (left->op == EXPR_MEMBER && left->member->is_bit_field)
        check_field_value(p, right, left->member);
    return expr_two(p, EXPR_ASSIGN, type_plain(left->type), left, right, span);
}

struct expr *expr_increment(struct parser *p, struct expr *operand, bool down, bool post, struct span span)
{
    if (bad(operand) || !check_modifiable(p, operand, span))
        return expr_bad(p, span);
    note_assigned(operand);
    if (!type_is_scalar(operand->type)) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "%s cannot be applied to '%s'", down ? "'--'" : "'++'",
                     type_text(operand->type, text));
        return expr_bad(p, span);
    }
    struct expr *one = expr_integer(p, basic(p, TYPE_INT), 1, span);
    return compound(p, down ? TOKEN_SUB_ASSIGN : TOKEN_ADD_ASSIGN, post ? EXPR_POST_OP : EXPR_ASSIGN_OP, operand, one,
                    span);
}

/* ---- Conditional (6.5.15) ---- */

static struct type *pointer_join(struct parser *p, struct expr *first, struct expr *second, struct span span)
{
    struct type *a = first->type, *b = second->type;
    if (a->kind != TYPE_POINTER || (expr_is_null(first) && b->kind == TYPE_POINTER))
        return b;
    if (b->kind != TYPE_POINTER || expr_is_null(second))
        return a;
    unsigned quals = a->base->quals | b->base->quals;
    struct type *base = a->base->plain;
    if (a->base->kind == TYPE_VOID || b->base->kind == TYPE_VOID)
        base = type_basic(&p->types, TYPE_VOID);
    else if (type_compatible(a->base->plain, b->base->plain))
        base = type_composite(&p->types, a->base->plain, b->base->plain);
    else {
        report_warning(p->report, WARN_INCOMPATIBLE_POINTER_TYPES, span, "pointers to different types in '?:'");
        base = type_basic(&p->types, TYPE_VOID);
    }
    return type_pointer(&p->types, type_qualified(&p->types, base, quals));
}

static struct type *join(struct parser *p, struct expr *first, struct expr *second, struct span span)
{
    struct type *a = first->type, *b = second->type;
    if (type_is_arithmetic(a) && type_is_arithmetic(b))
        return type_arithmetic(p, a, b);
    if (a->kind == TYPE_VOID || b->kind == TYPE_VOID)
        return type_basic(&p->types, TYPE_VOID);
    if (type_is_record(a) && type_compatible(a->plain, b->plain))
        return a->plain;
    bool pointers = (a->kind == TYPE_POINTER || b->kind == TYPE_POINTER) && type_is_scalar(a) && type_is_scalar(b) &&
                    !type_is_floating(a) && !type_is_floating(b);
    if (!pointers)
        return NULL;
    if (a->kind != b->kind && !expr_is_null(first) && !expr_is_null(second))
        report_warning(p->report, WARN_INT_CONVERSION, span, "pointer and integer in '?:'; cast one");
    return pointer_join(p, first, second, span);
}

struct expr *expr_conditional(struct parser *p, struct expr *condition, struct expr *first, struct expr *second,
                              uint32_t loc)
{
    struct span span = both(condition, second, loc);
    condition = expr_truth(p, condition, "the condition of '?:'");
    struct expr *shown = first ? expr_value(p, first) : condition;
    second = expr_value(p, second);
    if (bad(condition) || bad(shown) || bad(second))
        return expr_bad(p, span);
    struct type *type = join(p, shown, second, span);
    if (!type) {
        char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
        report_error(p->report, span, "incompatible types in '?:': '%s' and '%s'", type_text(shown->type, a),
                     type_text(second->type, b));
        return expr_bad(p, span);
    }
    bool scalar = type->kind != TYPE_VOID && !type_is_record(type);
    int truth = fold_truth(condition);
    if (scalar)
        second = expr_convert(p, second, type);
    if (first && scalar)
        shown = expr_convert(p, shown, type);
    if (truth >= 0) {
        struct expr *chosen = truth ? expr_convert(p, shown, scalar ? type : shown->type) : second;
        if (chosen->op == EXPR_INTEGER || chosen->op == EXPR_REAL || type->kind != TYPE_VOID)
            return chosen;
    }
    struct expr *expr = expr_two(p, EXPR_CONDITIONAL, type, condition, first ? shown : NULL, span);
    expr->third = second;
    if (second->height >= expr->height)
        expr->height = (uint16_t)(second->height + 1);
    return expr;
}
