/* Unary operators, members and elements. */
#include "front/build.h"

/* ---- Unary operators (6.5.3) ---- */

struct expr *expr_address(struct parser *p, struct expr *operand, struct span span)
{
    if (bad(operand))
        return operand;
    bool function = operand->type->kind == TYPE_FUNCTION;
    if (!function && !(operand->flags & EXPR_LVALUE) && operand->type->kind != TYPE_ARRAY) {
        report_error(p->report, span, "'&' needs something with an address, this is a value");
        return expr_bad(p, span);
    }
    if (operand->op == EXPR_MEMBER && operand->member->is_bit_field) {
        report_error(p->report, span, "a bit-field has no address");
        return expr_bad(p, span);
    }
    if (operand->op == EXPR_SYMBOL) {
        operand->symbol->used = true;
        if (operand->symbol->is_register) {
            report_error(p->report, span, "'%s' is declared 'register', it has no address",
                         operand->symbol->name->text);
            return expr_bad(p, span);
        }
    }
    struct type *type = type_pointer(&p->types, operand->type);
    if (operand->op == EXPR_DEREF) {
        struct expr *pointer = expr_convert(p, operand->left, type);
        if (pointer == operand->left)
            return pointer;
        return pointer;
    }
    uint32_t offset = 0;
    const struct expr *base = operand;
    for (; base->op == EXPR_MEMBER; base = base->left)
        offset += base->offset_bytes;
    if (base->op == EXPR_DEREF && base->left->op == EXPR_INTEGER)
        return expr_integer(p, type, fold_wrap(type, base->left->integer + offset), span);
    return expr_one(p, EXPR_ADDRESS, type, operand, span);
}

struct expr *expr_deref(struct parser *p, struct expr *operand, struct span span)
{
    char text[TYPE_TEXT_MAX];
    operand = expr_value(p, operand);
    if (bad(operand))
        return operand;
    if (operand->type->kind != TYPE_POINTER) {
        report_error(p->report, span, "'*' needs a pointer, this is '%s'", type_text(operand->type, text));
        return expr_bad(p, span);
    }
    struct type *type = operand->type->base;
    struct expr *expr = expr_one(p, EXPR_DEREF, type, operand, span);
    if (type->kind != TYPE_FUNCTION)
        expr->flags |= EXPR_LVALUE;
    return expr;
}

struct expr *expr_unary(struct parser *p, enum token_kind kind, struct expr *operand, struct span span)
{
    char text[TYPE_TEXT_MAX];
    if (kind == TOKEN_NOT) {
        operand = expr_truth(p, operand, "the operand of '!'");
        if (bad(operand))
            return operand;
        struct type *type = basic(p, TYPE_INT);
        struct expr *folded = fold_unary(p, EXPR_LOGICAL_NOT, type, operand, span);
        return folded ? folded : expr_one(p, EXPR_LOGICAL_NOT, type, operand, span);
    }
    operand = expr_promoted(p, operand);
    if (bad(operand))
        return operand;
    bool good = kind == TOKEN_TILDE ? type_is_integer(operand->type) : type_is_arithmetic(operand->type);
    if (!good) {
        report_error(p->report, span, "%s cannot be applied to '%s'", token_kind_name(kind),
                     type_text(operand->type, text));
        return expr_bad(p, span);
    }
    if (kind == TOKEN_PLUS)
        return operand;
    enum expr_op op = kind == TOKEN_TILDE ? EXPR_NOT : EXPR_NEG;
    struct expr *folded = fold_unary(p, op, operand->type, operand, span);
    return folded ? folded : expr_one(p, op, operand->type, operand, span);
}

/* ---- Members and elements (6.5.2.1, 6.5.2.3) ---- */

struct expr *expr_member(struct parser *p, struct expr *record, struct name *name, struct span span)
{
    uint32_t offset;
    char text[TYPE_TEXT_MAX];
    if (bad(record))
        return record;
    if (!type_is_record(record->type)) {
        report_error(p->report, span, "'%s' has no members; it is neither struct nor union",
                     type_text(record->type, text));
        return expr_bad(p, span);
    }
    const struct member *member = type_member(record->type, name, &offset);
    if (!member) {
        report_unknown_member(p, record->type, name, span);
        return expr_bad(p, span);
    }
    unsigned quals = record->type->quals & ~(unsigned)(QUAL_RESTRICT | QUAL_ATOMIC);
    struct expr *expr = expr_one(p, EXPR_MEMBER, type_qualified(&p->types, member->type, quals), record, span);
    expr->member = member;
    expr->offset_bytes = offset + member->offset_bytes;
    expr->flags |= record->flags & EXPR_LVALUE;
    return expr;
}

/* Index of a pointer: pointer + integer; folded when the pointer is a number. */
struct expr *expr_pointer_add(struct parser *p, struct expr *pointer, struct expr *index, bool minus, struct span span)
{
    struct type *element = pointer->type->base;
    char text[TYPE_TEXT_MAX];
    if (element->kind == TYPE_VOID || element->kind == TYPE_FUNCTION)
        report_warning(p->report, WARN_POINTER_ARITH, span, "arithmetic on '%s' counts bytes",
                       type_text(pointer->type, text));
    else if (!type_complete(element)) {
        report_error(p->report, span, "arithmetic on a pointer to the incomplete type '%s'", type_text(element, text));
        return expr_bad(p, span);
    }
    index = expr_promoted(p, index);
    if (type_variable(element)) {
        struct expr *size = expr_convert(p, expr_sizeof(p, element, span), basic(p, TYPE_INT));
        index = expr_two(p, EXPR_MUL, basic(p, TYPE_INT), expr_convert(p, index, basic(p, TYPE_INT)), size, span);
        struct expr *bytes = expr_convert(p, pointer, type_pointer(&p->types, basic(p, TYPE_CHAR)));
        bytes = expr_two(p, minus ? EXPR_POINTER_SUB : EXPR_POINTER_ADD, bytes->type, bytes, index, span);
        return expr_convert(p, bytes, pointer->type);
    }
    if (pointer->op == EXPR_INTEGER && index->op == EXPR_INTEGER) {
        int64_t bytes = (int64_t)((uint64_t)index->integer * type_size(element));
        int64_t sum = (int64_t)((uint64_t)pointer->integer + (uint64_t)(minus ? -bytes : bytes));
        return expr_integer(p, pointer->type, fold_wrap(pointer->type, sum), span);
    }
    return expr_two(p, minus ? EXPR_POINTER_SUB : EXPR_POINTER_ADD, pointer->type, pointer, index, span);
}

struct expr *expr_index(struct parser *p, struct expr *left, struct expr *right, struct span span)
{
    left = expr_value(p, left);
    right = expr_value(p, right);
    if (bad(left) || bad(right))
        return bad(left) ? left : right;
    if (left->type->kind != TYPE_POINTER) {
        struct expr *other = left;
        left = right;
        right = other;
    }
    if (left->type->kind != TYPE_POINTER || !type_is_integer(right->type)) {
        report_error(p->report, span, "'[]' needs an array or pointer, and an integer");
        return expr_bad(p, span);
    }
    if (right->type->kind == TYPE_CHAR && right->op != EXPR_INTEGER)
        report_warning(p->report, WARN_CHAR_SUBSCRIPTS, span,
                       "index of type 'char' may be negative; cast to unsigned char");
    struct expr *sum = expr_pointer_add(p, left, right, false, span);
    return expr_deref(p, sum, span);
}
