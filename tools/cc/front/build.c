/* Nodes of the tree, and what can be asked of them. */
#include "front/build.h"

/* ---- Nodes ---- */

struct expr *expr_new(struct parser *p, enum expr_op op, struct type *type, uint32_t loc)
{
    struct expr *expr = arena_alloc(p->function ? &p->body : &p->arena, sizeof *expr);
    expr->op = (uint8_t)op;
    expr->type = type;
    expr->loc = expr->start = expr->end = loc;
    return expr;
}

static void set_span(struct expr *expr, struct span span)
{
    expr->loc = span.at;
    expr->start = span.start ? span.start : span.at;
    expr->end = span.end;
}

struct expr *expr_bad(struct parser *p, struct span span)
{
    struct expr *expr = expr_new(p, EXPR_BAD, type_basic(&p->types, TYPE_INT), span.at);
    set_span(expr, span);
    return expr;
}

struct expr *expr_integer(struct parser *p, struct type *type, int64_t value, struct span span)
{
    struct expr *expr = expr_new(p, EXPR_INTEGER, type, span.at);
    set_span(expr, span);
    expr->integer = value;
    return expr;
}

struct expr *expr_real(struct parser *p, struct type *type, double value, struct span span)
{
    struct expr *expr = expr_new(p, EXPR_REAL, type, span.at);
    set_span(expr, span);
    expr->real = value;
    return expr;
}

/* How deep the tree below is, so that walks over it cannot exhaust the stack. */
static void check_depth(struct parser *p, struct expr *expr)
{
    uint32_t left = expr->left ? expr->left->height : 0, right = expr->right ? expr->right->height : 0;
    expr->height = (uint16_t)((left > right ? left : right) + 1);
    if (expr->height > EXPR_DEPTH_MAX) {
        report_fatal(p->report, span_of(expr), "expression has more than %d levels; split it", EXPR_DEPTH_MAX);
        expr->op = EXPR_BAD;
        expr->height = 0;
    }
}

struct expr *expr_one(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct span span)
{
    struct expr *expr = expr_new(p, op, type, span.at);
    set_span(expr, span);
    expr->left = left;
    check_depth(p, expr);
    return expr;
}

struct expr *expr_two(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                      struct span span)
{
    struct expr *expr = expr_new(p, op, type, span.at);
    set_span(expr, span);
    expr->left = left;
    expr->right = right;
    check_depth(p, expr);
    return expr;
}

struct expr *expr_symbol(struct parser *p, struct symbol *symbol, struct span span)
{
    if (symbol->kind == SYMBOL_CONSTANT)
        return expr_integer(p, symbol->type, symbol->value, span);
    if (symbol->aliased)
        symbol = symbol->aliased;
    struct expr *expr = expr_new(p, EXPR_SYMBOL, symbol->type, span.at);
    set_span(expr, span);
    expr->symbol = symbol;
    if (symbol->kind == SYMBOL_OBJECT)
        expr->flags |= EXPR_LVALUE;
    return expr;
}

/* ---- Others ---- */

struct expr *expr_sizeof(struct parser *p, struct type *type, struct span span)
{
    struct type *size = basic(p, TYPE_UINT);
    char text[TYPE_TEXT_MAX];
    if (type->kind == TYPE_VOID || type->kind == TYPE_FUNCTION) {
        report_warning(p->report, WARN_POINTER_ARITH, span, "size of '%s' counts as 1", type_text(type, text));
        return expr_integer(p, size, 1, span);
    }
    if (!type_complete(type)) {
        report_error(p->report, span, "size of the incomplete type '%s' is not known here", type_text(type, text));
        return expr_bad(p, span);
    }
    if (!type_variable(type))
        return expr_integer(p, size, type_size(type), span);
    struct expr *expr = expr_new(p, EXPR_VLA_SIZE, size, span.at);
    set_span(expr, span);
    expr->sized = type;
    return expr;
}

bool expr_has_effect(const struct expr *expr)
{
    switch (expr->op) {
    case EXPR_BAD:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
    case EXPR_POST_OP:
    case EXPR_CALL:
    case EXPR_BUILTIN:
    case EXPR_VA_ARG:
    case EXPR_STATEMENT: return true;
    case EXPR_LOAD: return (expr->left->type->quals & QUAL_VOLATILE) || expr_has_effect(expr->left);
    case EXPR_CONDITIONAL:
        return expr_has_effect(expr->left) || (expr->right && expr_has_effect(expr->right)) ||
               expr_has_effect(expr->third);
    case EXPR_LOGICAL_AND:
    case EXPR_LOGICAL_OR:
    case EXPR_COMMA: return expr_has_effect(expr->right);
    case EXPR_CAST: return expr->type->kind == TYPE_VOID || expr_has_effect(expr->left);
    case EXPR_SYMBOL:
    case EXPR_INTEGER:
    case EXPR_REAL:
    case EXPR_STRING:
    case EXPR_COMPOUND:
    case EXPR_LABEL:
    case EXPR_VLA_SIZE: return false;
    default: return false;
    }
}

void expr_unused_value(struct parser *p, const struct expr *expr)
{
    if (expr->type->kind == TYPE_VOID || expr_has_effect(expr) ||
        (expr->flags & EXPR_IMPLICIT && expr->op == EXPR_CAST))
        return;
    report_warning(p->report, WARN_UNUSED_VALUE, span_of(expr), "the value is computed and not used");
}
