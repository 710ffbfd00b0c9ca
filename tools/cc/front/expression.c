/* Expressions (C11 6.5): operators by precedence. */
#include "front/correct.h"

/* ---- Binary operators: one loop for all levels ---- */

static struct expr *parse_binary(struct parser *p, int least)
{
    struct expr *left = parse_unary(p);
    correct_binary(p);
    for (int level; (level = token_precedence(p->token.kind)) >= least && level; correct_binary(p)) {
        enum token_kind kind = (enum token_kind)p->token.kind;
        uint32_t loc = p->token.loc;
        advance(p);
        int truth = kind == TOKEN_AND_AND || kind == TOKEN_OR_OR ? fold_truth(left) : -1;
        bool dead = truth >= 0 && truth == (kind == TOKEN_OR_OR);
        p->dead += dead;
        struct expr *right = parse_binary(p, level + 1);
        if (dead)
            right = expr_value(p, right);
        p->dead -= dead;
        left = expr_binary(p, kind, left, right, loc);
    }
    return left;
}

struct expr *parse_conditional(struct parser *p)
{
    struct expr *condition = parse_binary(p, 1);
    if (!at(p, TOKEN_QUESTION))
        return condition;
    uint32_t loc = p->token.loc;
    struct expr *first = NULL;
    advance(p);
    if (!enter(p))
        return condition;
    int truth = fold_truth(condition);
    p->dead += truth == 0;
    if (!at(p, TOKEN_COLON))
        first = expr_value(p, parse_expression(p));
    p->dead -= truth == 0;
    expect(p, TOKEN_COLON, "in '?:'");
    p->dead += truth == 1;
    struct expr *second = expr_value(p, parse_conditional(p));
    p->dead -= truth == 1;
    leave(p);
    return expr_conditional(p, condition, first, second, loc);
}

struct expr *parse_assignment(struct parser *p)
{
    struct expr *left = parse_conditional(p);
    if (p->token.kind < TOKEN_ASSIGN || p->token.kind > TOKEN_OR_ASSIGN)
        return left;
    enum token_kind kind = (enum token_kind)p->token.kind;
    uint32_t loc = p->token.loc;
    if (left->op == EXPR_SYMBOL && kind == TOKEN_ASSIGN && left->symbol->kind == SYMBOL_OBJECT && !left->was_used)
        left->symbol->used = false; /* naming it on the left is no use of its value */
    advance(p);
    if (!enter(p))
        return left;
    struct expr *right = parse_assignment(p);
    leave(p);
    return expr_assign(p, kind, left, right, loc);
}

struct expr *parse_expression(struct parser *p)
{
    struct expr *left = parse_assignment(p);
    while (at(p, TOKEN_COMMA)) {
        uint32_t loc = p->token.loc;
        advance(p);
        expr_unused_value(p, left);
        struct expr *right = expr_value(p, parse_assignment(p));
        if (left->op != EXPR_BAD && right->op != EXPR_BAD)
            left = expr_two(p, EXPR_COMMA, right->type, expr_value(p, left), right,
                            span_around(loc, left->start, right->end));
    }
    return left;
}

bool parse_constant(struct parser *p, int64_t *value, const char *what)
{
    struct expr *expr = expr_value(p, parse_conditional(p));
    *value = 0;
    if (expr->op == EXPR_BAD)
        return false;
    if (expr->op != EXPR_INTEGER || !type_is_integer(expr->type)) {
        report_error(p->report, span_of(expr), "%s must be an integer constant", what);
        return false;
    }
    *value = expr->integer;
    return true;
}

/* ---- Unary operators (6.5.3), casts (6.5.4) ---- */

static struct expr *parse_cast_or_parentheses(struct parser *p)
{
    uint32_t start = p->token.loc;
    if (!starts_type_name(p, peek(p)))
        return parse_postfix(p);
    advance(p);
    struct type *type = parse_type_name(p);
    expect(p, TOKEN_RPAREN, "after the type");
    if (at(p, TOKEN_LBRACE))
        return parse_postfix_of(p, parse_compound_literal(p, type, start));
    struct expr *operand = parse_unary(p);
    return expr_explicit_cast(p, operand, type, span_around(start, start, operand->end));
}

/* The operand of sizeof and _Alignof: a type name in parentheses, or an expression that is not evaluated. */
static struct type *parse_size_operand(struct parser *p, struct expr **expr)
{
    *expr = NULL;
    p->unevaluated++;
    struct type *type;
    if (at(p, TOKEN_LPAREN) && starts_type_name(p, peek(p))) {
        uint32_t start = p->token.loc;
        advance(p);
        type = parse_type_name(p);
        expect(p, TOKEN_RPAREN, "after the type");
        if (at(p, TOKEN_LBRACE)) {
            *expr = parse_postfix_of(p, parse_compound_literal(p, type, start));
            type = (*expr)->type;
        }
    } else {
        *expr = parse_unary(p);
        type = (*expr)->type;
    }
    p->unevaluated--;
    return type;
}

/* Whether some part of an operand does more than to give a value. */
static bool acts(const struct expr *expr)
{
    if (!expr || expr->op == EXPR_INTEGER)
        return false;
    return expr_has_effect(expr) || acts(expr->left) || acts(expr->right);
}

/* 6.5.3.4p2: an operand of variable length is evaluated. */
static struct expr *evaluated_size(struct parser *p, struct expr *operand, struct expr *size, struct span span)
{
    if (size->op != EXPR_VLA_SIZE || !operand || !acts(operand))
        return size;
    return expr_two(p, EXPR_COMMA, size->type, expr_value(p, operand), size, span);
}

static struct expr *parse_sizeof(struct parser *p, uint32_t start)
{
    struct expr *expr;
    struct type *type = parse_size_operand(p, &expr);
    struct span span = span_from(start, p->last_end);
    if (expr && expr->op == EXPR_BAD)
        return expr;
    if (expr && expr->op == EXPR_MEMBER && expr->member->is_bit_field) {
        report_error(p->report, span, "a bit-field has no size");
        return expr_bad(p, span);
    }
    if (expr && expr->op == EXPR_SYMBOL && expr->symbol->array_parameter) {
        report_warning(p->report, WARN_SIZEOF_ARRAY_ARGUMENT, span, "size of the parameter '%s' is that of a pointer",
                       expr->symbol->name->text);
    }
    struct expr *size = expr_sizeof(p, type, span);
    if (size->op == EXPR_INTEGER)
        size->left = expr; /* for check.c */
    return evaluated_size(p, expr, size, span);
}

static struct expr *parse_alignof(struct parser *p, uint32_t start)
{
    struct expr *expr;
    struct type *type = parse_size_operand(p, &expr);
    struct span span = span_from(start, p->last_end);
    char text[TYPE_TEXT_MAX];
    if (expr && expr->op == EXPR_BAD)
        return expr;
    if (type->kind == TYPE_FUNCTION || type->kind == TYPE_VOID) {
        report_warning(p->report, WARN_POINTER_ARITH, span, "alignment of '%s' counts as 1", type_text(type, text));
    } else if (!type_complete(type) && !(type->kind == TYPE_ARRAY && type_complete(type->base))) {
        report_error(p->report, span, "alignment of the incomplete type '%s' is not known here", type_text(type, text));
        return expr_bad(p, span);
    }
    if (expr && expr->op == EXPR_MEMBER && expr->member->is_bit_field) {
        report_error(p->report, span, "a bit-field has no alignment");
        return expr_bad(p, span);
    }
    uint32_t align = type_align(type);
    if (expr && expr->op == EXPR_SYMBOL && expr->symbol->attributes.align > align)
        align = expr->symbol->attributes.align;
    return expr_integer(p, type_basic(&p->types, TYPE_UINT), align, span_from(start, p->last_end));
}

static struct expr *parse_label_address(struct parser *p, uint32_t start)
{
    struct span span = span_from(start, token_end(&p->token));
    if (!at(p, TOKEN_NAME) || !p->function) {
        report_error(p->report, span, "'&&' before an operand takes the name of a label in a function");
        return expr_bad(p, span);
    }
    struct label *label = label_get(p, p->token.name, p->token.loc);
    label->used = label->address_taken = true;
    advance(p);
    struct type *type = type_pointer(&p->types, type_basic(&p->types, TYPE_VOID));
    struct expr *expr = expr_new(p, EXPR_LABEL, type, span.at);
    expr->end = span.end;
    expr->label = label;
    return expr;
}

static struct expr *parse_operator(struct parser *p)
{
    enum token_kind kind = (enum token_kind)p->token.kind;
    uint32_t start = p->token.loc;
    advance(p);
    switch (kind) {
    case TOKEN_SIZEOF: return parse_sizeof(p, start);
    case TOKEN_ALIGNOF: return parse_alignof(p, start);
    case TOKEN_AND_AND: return parse_label_address(p, start);
    default: break;
    }
    struct expr *operand = parse_unary(p);
    struct span span = span_around(start, start, operand->end);
    switch (kind) {
    case TOKEN_INCREMENT:
    case TOKEN_DECREMENT: return expr_increment(p, operand, kind == TOKEN_DECREMENT, false, span);
    case TOKEN_AND: return expr_address(p, operand, span);
    case TOKEN_STAR: return expr_deref(p, operand, span);
    default: return operand->op == EXPR_BAD ? operand : expr_unary(p, kind, operand, span);
    }
}

struct expr *parse_unary(struct parser *p)
{
    struct expr *expr;
    if (!enter(p))
        return expr_bad(p, here(p));
    correct_operator(p);
    switch (p->token.kind) {
    case TOKEN_LPAREN: expr = parse_cast_or_parentheses(p); break;
    case TOKEN_INCREMENT:
    case TOKEN_DECREMENT:
    case TOKEN_AND:
    case TOKEN_STAR:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_TILDE:
    case TOKEN_NOT:
    case TOKEN_SIZEOF:
    case TOKEN_ALIGNOF:
    case TOKEN_AND_AND: expr = parse_operator(p); break;
    default: expr = parse_postfix(p); break;
    }
    leave(p);
    return expr;
}
