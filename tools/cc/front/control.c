/* Selection and iteration statements (C11 6.8.4, 6.8.5). */
#include "front/correct.h"
#include "front/statement.h"

#include <stdlib.h>

/* ---- Selection (6.8.4) ---- */

static struct expr *parse_condition(struct parser *p, const char *what)
{
    bool open = expect(p, TOKEN_LPAREN, "before the condition");
    struct expr *expr = expr_truth(p, parse_expression(p), what);
    check_order(p, expr);
    if (open)
        expect(p, TOKEN_RPAREN, "after the condition");
    else
        accept(p, TOKEN_RPAREN);
    return expr;
}

/* 6.8.4p3, 6.8.5p5: a substatement is a block, and so is the whole statement. */
static struct statement *parse_substatement(struct parser *p)
{
    scope_enter(p);
    struct statement *statement = parse_statement(p);
    scope_leave(p);
    return statement;
}

static void check_body(struct parser *p, const char *keyword)
{
    if (at(p, TOKEN_SEMICOLON))
        report_warning(p->report, WARN_EMPTY_BODY, here(p), "empty body of '%s'; write {} if it is meant", keyword);
}

/* Where a line's text begins, tabs to multiples of 8. */
static unsigned indentation(const struct source_place *place)
{
    unsigned width = 0;
    for (uint32_t i = 0; i < place->line_length; i++) {
        if (place->line_text[i] == '\t')
            width = (width / 8 + 1) * 8;
        else if (place->line_text[i] == ' ')
            width++;
        else
            break;
    }
    return width;
}

/* After a body without braces: the next statement stands as if it belonged to it. */
static void check_indentation(struct parser *p, uint32_t guard, const struct token *body, const char *keyword)
{
    unsigned body_flags = body->flags, next_flags = p->token.flags;
    if (body->kind == TOKEN_LBRACE || body->kind == TOKEN_SEMICOLON || at(p, TOKEN_RBRACE) || at(p, TOKEN_ELSE) ||
        at(p, TOKEN_WHILE) || at(p, TOKEN_END) || at(p, TOKEN_CASE) || at(p, TOKEN_DEFAULT) ||
        !(next_flags & body_flags & TOKEN_LINE) || ((next_flags | body_flags) & TOKEN_EXPANDED) ||
        !report_wants(p->report, WARN_MISLEADING_INDENTATION) || (at(p, TOKEN_NAME) && peek(p)->kind == TOKEN_COLON))
        return;
    if (source_file_at(p->sources, guard) != source_file_at(p->sources, p->token.loc))
        return;
    struct source_place outer = source_place(p->sources, guard), inner = source_place(p->sources, body->loc);
    struct source_place next = source_place(p->sources, p->token.loc);
    if (indentation(&next) == indentation(&inner) && indentation(&inner) > indentation(&outer) &&
        inner.line > outer.line &&
        report_warning(p->report, WARN_MISLEADING_INDENTATION, here(p),
                       "this stands as if it belonged to the '%s' before, and does not; add { }", keyword))
        report_note(p->report, span_at(guard), "the '%s' is here", keyword);
}

/* if (...) statement, without what an else brings; a scope is entered, and not left. */
static struct statement *parse_one_if(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_IF, p->token.loc);
    scope_enter(p);
    advance(p);
    statement->expr = parse_condition(p, "a condition");
    correct_then(p);
    check_body(p, "if");
    bool braces = at(p, TOKEN_LBRACE);
    struct token first = p->token;
    statement->body = parse_substatement(p);
    check_indentation(p, statement->loc, &first, "if");
    if (!braces && statement->body->kind == STATEMENT_IF && statement->body->otherwise)
        report_warning(p->report, WARN_DANGLING_ELSE, span_at(statement->loc),
                       "which 'if' the 'else' belongs to is not clear; add { }");
    return statement;
}

enum { ELSE_IF_MAX = 10000 };

/* A chain of else-ifs is read in a loop: it may be long. */
struct statement *parse_if(struct parser *p)
{
    struct statement *first = parse_one_if(p), *last = first;
    unsigned links = 0;
    while (accept(p, TOKEN_ELSE) || correct_else(p)) {
        if (at(p, TOKEN_IF)) {
            if (++links > ELSE_IF_MAX)
                report_fatal(p->report, here(p), "more than %d times 'else if'; write a switch or a table",
                             ELSE_IF_MAX);
            last = last->otherwise = parse_one_if(p);
            continue;
        }
        check_body(p, "else");
        last->otherwise = parse_substatement(p);
        break;
    }
    for (unsigned scopes = 0; scopes <= links; scopes++)
        scope_leave(p);
    return first;
}

static void enclose(struct parser *p, struct enclosure *e, bool is_switch)
{
    *e = (struct enclosure){.outer = p->enclosure, .breakable = true};
    e->continuable = !is_switch || (p->enclosure && p->enclosure->continuable);
    p->enclosure = e;
}

/* Cases that are no constant of the enumeration. */
static void warn_foreign_cases(struct parser *p, const struct statement *statement, const struct type *type)
{
    char text[TYPE_TEXT_MAX];
    for (const struct statement *c = statement->cases; c; c = c->next_case) {
        const struct enumerator *e = type->enumeration->first;
        while (e && !(c->low <= e->value && e->value <= c->high))
            e = e->next;
        if (!e)
            report_warning(p->report, WARN_SWITCH, span_from(c->loc, c->loc + 4), "case %lld is no constant of '%s'",
                           (long long)c->low, type_text(type, text));
    }
}

static void warn_missing_enumerators(struct parser *p, struct statement *statement, const struct type *type)
{
    bool wanted = report_wants(p->report, WARN_SWITCH) || report_wants(p->report, WARN_SWITCH_ENUM) ||
                  report_wants(p->report, WARN_MAYBE_UNINITIALIZED);
    if (type->kind != TYPE_ENUM || !wanted)
        return;
    warn_foreign_cases(p, statement, type);
    if (statement->default_case && !report_wants(p->report, WARN_SWITCH_ENUM))
        return;
    statement->exhaustive = true;
    for (const struct enumerator *e = type->enumeration->first; e; e = e->next) {
        const struct statement *c = statement->cases;
        while (c && !(c->low <= e->value && e->value <= c->high))
            c = c->next_case;
        statement->exhaustive &= c != NULL;
        if (!c)
            report_warning(p->report, statement->default_case ? WARN_SWITCH_ENUM : WARN_SWITCH, span_at(statement->loc),
                           "the switch has no case for '%s'", e->name->text);
    }
}

/* A case, its values in an order that is that of the switch's type. */
struct ordered_case {
    uint64_t low, high;
    const struct statement *statement;
};

static int by_value(const void *a, const void *b)
{
    const struct ordered_case *x = a, *y = b;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return x->statement->loc < y->statement->loc ? -1 : x->statement->loc > y->statement->loc;
}

/* 6.8.4.2p3: no two cases have the same value. */
static void check_cases(struct parser *p, const struct statement *of)
{
    struct ordered_case *cases = arena_array(&p->body, of->case_count + (size_t)1, sizeof *cases);
    uint32_t count = 0;
    for (const struct statement *c = of->cases; c; c = c->next_case)
        cases[count++] =
            (struct ordered_case){case_order(of->expr->type, c->low), case_order(of->expr->type, c->high), c};
    qsort(cases, count, sizeof *cases, by_value);
    const struct ordered_case *widest = cases;
    for (uint32_t i = 1; i < count; i++) {
        if (cases[i].low <= widest->high) {
            const struct statement *first = widest->statement, *second = cases[i].statement;
            if (second->loc < first->loc) {
                first = cases[i].statement;
                second = widest->statement;
            }
            report_error(p->report, span_from(second->loc, second->loc + 4), "this case is there already");
            report_note(p->report, span_at(first->loc), "the first one is here");
        }
        if (cases[i].high > widest->high)
            widest = &cases[i];
    }
}

struct statement *parse_switch(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_SWITCH, p->token.loc), *outer = p->switch_now;
    struct enclosure enclosure;
    advance(p);
    scope_enter(p);
    expect(p, TOKEN_LPAREN, "after 'switch'");
    struct expr *expr = expr_value(p, parse_expression(p));
    expect(p, TOKEN_RPAREN, "after the value of the switch");
    struct type *type = expr->type;
    bool truth = type->kind == TYPE_BOOL || (expr->op >= EXPR_EQ && expr->op <= EXPR_LOGICAL_OR &&
                                             expr->op != EXPR_POINTER_ADD && expr->op != EXPR_POINTER_SUB);
    if (truth)
        report_warning(p->report, WARN_SWITCH_BOOL, span_of(expr), "the value of this switch is 0 or 1; write 'if'");
    if (expr->op != EXPR_BAD && !type_is_integer(expr->type)) {
        report_error(p->report, span_of(expr), "a switch needs an integer");
        expr = expr_bad(p, span_of(expr));
    }
    statement->expr = expr_promoted(p, expr);
    enclose(p, &enclosure, true);
    const struct vla_mark *outer_mark = p->switch_mark;
    p->switch_mark = p->vla_mark;
    p->switch_now = statement;
    statement->body = parse_substatement(p);
    scope_leave(p);
    p->switch_now = outer;
    p->switch_mark = outer_mark;
    p->enclosure = enclosure.outer;
    check_cases(p, statement);
    if (!statement->default_case)
        report_warning(p->report, WARN_SWITCH_DEFAULT, span_at(statement->loc), "the switch has no default");
    warn_missing_enumerators(p, statement, type);
    return statement;
}

/* ---- Iteration (6.8.5) ---- */

static struct statement *parse_loop_body(struct parser *p, uint32_t guard, const char *keyword)
{
    struct enclosure enclosure;
    struct token first = p->token;
    enclose(p, &enclosure, false);
    struct statement *body = parse_substatement(p);
    check_indentation(p, guard, &first, keyword);
    p->enclosure = enclosure.outer;
    return body;
}

struct statement *parse_while(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_WHILE, p->token.loc);
    advance(p);
    scope_enter(p);
    statement->expr = parse_condition(p, "a condition");
    statement->body = parse_loop_body(p, statement->loc, "while");
    scope_leave(p);
    return statement;
}

struct statement *parse_do(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_DO, p->token.loc);
    advance(p);
    scope_enter(p);
    statement->body = parse_loop_body(p, statement->loc, "do");
    if (expect(p, TOKEN_WHILE, "after the body of 'do'"))
        statement->expr = parse_condition(p, "a condition");
    else
        statement->expr = expr_bad(p, here(p));
    scope_leave(p);
    end_statement(p, "after 'do ... while (...)'");
    return statement;
}

struct statement *parse_for(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_FOR, p->token.loc);
    struct statement_list list = {0};
    advance(p);
    scope_enter(p);
    expect(p, TOKEN_LPAREN, "after 'for'");
    struct vla_mark *outer_mark = p->vla_mark;
    if (starts_declaration(p)) {
        if (at(p, TOKEN_STATIC) || at(p, TOKEN_EXTERN) || at(p, TOKEN_TYPEDEF))
            report_warning(p->report, WARN_PEDANTIC, here(p), "a declaration in 'for' can only be auto or register");
        p->in_for_init = true;
        p->for_commas = false;
        parse_local_declaration(p, &list);
        p->in_for_init = false;
    } else {
        if (!at(p, TOKEN_SEMICOLON)) {
            struct statement *init = statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
            init->expr = parse_expression(p);
            expr_unused_value(p, init->expr);
            statement_add(&list, init);
        }
        expect(p, TOKEN_SEMICOLON, "in 'for'");
    }
    statement->init = list.first;
    if (!at(p, TOKEN_SEMICOLON))
        statement->expr = expr_truth(p, parse_expression(p), "a condition");
    if (!p->for_commas || !at(p, TOKEN_RPAREN))
        expect(p, TOKEN_SEMICOLON, "in 'for'");
    p->for_commas = false;
    if (!at(p, TOKEN_RPAREN)) {
        statement->step = parse_expression(p);
        expr_unused_value(p, statement->step);
    }
    if (!expect(p, TOKEN_RPAREN, "in 'for'")) {
        skip_to(p, TOKEN_RPAREN);
        accept(p, TOKEN_RPAREN);
    }
    statement->body = parse_loop_body(p, statement->loc, "for");
    p->vla_mark = outer_mark;
    scope_leave(p);
    return statement;
}
