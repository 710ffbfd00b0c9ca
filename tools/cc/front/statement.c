/* Statements (C11 6.8). */
#include "front/parser.h"

#include <stdlib.h>

static struct statement *parse_statement(struct parser *p);
static struct statement *parse_attributed_item(struct parser *p, struct statement_list *list);
static bool is_attributed(struct parser *p);

struct statement *statement_new(struct parser *p, enum statement_kind kind, uint32_t loc)
{
    struct statement *statement = arena_alloc(&p->body, sizeof *statement);
    statement->kind = (uint8_t)kind;
    statement->loc = loc;
    return statement;
}

void statement_add(struct statement_list *list, struct statement *statement)
{
    if (list->last)
        list->last->next = statement;
    else
        list->first = statement;
    list->last = statement;
    while (list->last->next)
        list->last = list->last->next;
}

static void end_statement(struct parser *p, const char *after)
{
    if (expect(p, TOKEN_SEMICOLON, after))
        return;
    if (at(p, TOKEN_RBRACE) || p->token.flags & TOKEN_LINE)
        return; /* the ';' was forgotten at the end of the line */
    skip_to(p, TOKEN_SEMICOLON);
    accept(p, TOKEN_SEMICOLON);
}

/* ---- Labels (6.8.1) ---- */

struct label *label_get(struct parser *p, struct name *name, uint32_t loc)
{
    if (name->label)
        return name->label;
    struct label *label = arena_alloc(&p->body, sizeof *label);
    label->name = name;
    label->loc = loc;
    name->label = label;
    if (p->function->last_label)
        p->function->last_label->next = label;
    else
        p->function->labels = label;
    p->function->last_label = label;
    return label;
}

struct label *label_jump(struct parser *p, struct name *name, struct span span)
{
    struct label *label = label_get(p, name, span.at);
    struct jump *jump = arena_alloc(&p->body, sizeof *jump);
    label->used = true;
    *jump = (struct jump){p->jumps, label, p->vla_mark, span};
    p->jumps = jump;
    return label;
}

/* What follows a label: a statement, or nothing at the end of a block, or (C23) a declaration. */
static struct statement *parse_labelled(struct parser *p)
{
    bool ends = at(p, TOKEN_RBRACE);
    if (is_attributed(p)) {
        struct statement *block = statement_new(p, STATEMENT_BLOCK, p->token.loc);
        struct statement_list list = {0};
        struct statement *statement = parse_attributed_item(p, &list);
        block->body = list.first;
        return statement ? statement : block;
    }
    if (p->options->standard < 2023 && (ends || starts_declaration(p)))
        report_warning(p->report, WARN_PEDANTIC, here(p), "a label stands before a statement%s",
                       ends ? "; add ';'" : ", not before a declaration");
    if (ends)
        return statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    if (starts_declaration(p)) {
        struct statement *block = statement_new(p, STATEMENT_BLOCK, p->token.loc);
        struct statement_list list = {0};
        parse_local_declaration(p, &list);
        block->body = list.first;
        return block;
    }
    return parse_statement(p);
}

static struct statement *parse_label(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_LABEL, p->token.loc);
    struct label *label = label_get(p, p->token.name, p->token.loc);
    struct attributes attributes = {0};
    if (label->defined) {
        report_error(p->report, here(p), "label '%s' is defined twice", label->name->text);
        report_note(p->report, span_at(label->loc), "the first one is here");
    }
    label->defined = true;
    label->mark = p->vla_mark;
    label->loc = p->token.loc;
    statement->label = label;
    advance(p);
    advance(p);
    parse_attributes(p, &attributes);
    label->used |= attributes.unused;
    statement->body = parse_labelled(p);
    return statement;
}

/* Whether mark is one of those around a place, whose innermost is at. */
static bool is_around(const struct vla_mark *mark, const struct vla_mark *at_place)
{
    while (at_place && at_place != mark)
        at_place = at_place->outer;
    return at_place == mark;
}

void note_variable_type(struct parser *p, const struct declarator *d)
{
    const struct type *type = d->type;
    while (type->kind == TYPE_POINTER)
        type = type->base;
    if (!type_variable(type))
        return;
    struct vla_mark *mark = arena_alloc(&p->body, sizeof *mark);
    *mark = (struct vla_mark){p->vla_mark, d->name, d->loc};
    p->vla_mark = mark;
}

/* 6.8.6.1p1, 6.8.4.2p2: a jump from a place to another one. */
static void check_jump(struct parser *p, const struct vla_mark *from, const struct vla_mark *to, struct span span)
{
    if (is_around(to, from))
        return;
    report_error(p->report, span, "this jumps into the scope of '%s', whose size is worked out at its declaration",
                 to->name->text);
    report_note(p->report, span_from(to->loc, to->loc + to->name->length), "it is declared here");
}

static void add_case(struct parser *p, struct statement *statement)
{
    struct statement *of = p->switch_now;
    if (of->last_case)
        of->last_case->next_case = statement;
    else
        of->cases = statement;
    of->last_case = statement;
    of->case_count++;
}

static struct statement *parse_case(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_CASE, p->token.loc);
    struct span span = here(p);
    advance(p);
    int64_t low, high;
    bool good = parse_constant(p, &low, "the value of a case");
    high = low;
    if (accept(p, TOKEN_ELLIPSIS))
        good &= parse_constant(p, &high, "the value of a case");
    expect(p, TOKEN_COLON, "after 'case'");
    if (!p->switch_now) {
        report_error(p->report, span, "'case' outside a switch");
    } else if (good) {
        const struct type *type = p->switch_now->expr->type;
        statement->low = fold_wrap(type, low);
        statement->high = fold_wrap(type, high);
        check_jump(p, p->switch_mark, p->vla_mark, span);
        if (statement->low > statement->high)
            report_warning(p->report, WARN_SWITCH, span, "this range is empty");
        else
            add_case(p, statement);
    }
    statement->body = parse_labelled(p);
    return statement;
}

static struct statement *parse_default(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_DEFAULT, p->token.loc);
    struct span span = here(p);
    advance(p);
    expect(p, TOKEN_COLON, "after 'default'");
    if (!p->switch_now)
        report_error(p->report, span, "'default' outside a switch");
    else if (p->switch_now->default_case)
        report_error(p->report, span, "a second 'default' in this switch");
    else {
        check_jump(p, p->switch_mark, p->vla_mark, span);
        p->switch_now->default_case = statement;
    }
    statement->body = parse_labelled(p);
    return statement;
}

/* ---- Selection (6.8.4) ---- */

static struct expr *parse_condition(struct parser *p, const char *what)
{
    expect(p, TOKEN_LPAREN, "before the condition");
    struct expr *expr = expr_truth(p, parse_expression(p), what);
    check_order(p, expr);
    expect(p, TOKEN_RPAREN, "after the condition");
    return expr;
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

/* if (...) statement, without what an else brings. */
static struct statement *parse_one_if(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_IF, p->token.loc);
    advance(p);
    statement->expr = parse_condition(p, "a condition");
    check_body(p, "if");
    bool braces = at(p, TOKEN_LBRACE);
    struct token first = p->token;
    statement->body = parse_statement(p);
    check_indentation(p, statement->loc, &first, "if");
    if (!braces && statement->body->kind == STATEMENT_IF && statement->body->otherwise)
        report_warning(p->report, WARN_PARENTHESES, span_at(statement->loc),
                       "which 'if' the 'else' belongs to is not clear; add { }");
    return statement;
}

enum { ELSE_IF_MAX = 10000 };

/* A chain of else-ifs is read in a loop: it may be long. */
static struct statement *parse_if(struct parser *p)
{
    struct statement *first = parse_one_if(p), *last = first;
    for (unsigned links = 0; accept(p, TOKEN_ELSE);) {
        if (at(p, TOKEN_IF)) {
            if (++links > ELSE_IF_MAX)
                report_fatal(p->report, here(p), "more than %d times 'else if'; write a switch or a table",
                             ELSE_IF_MAX);
            last = last->otherwise = parse_one_if(p);
            continue;
        }
        check_body(p, "else");
        last->otherwise = parse_statement(p);
        break;
    }
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

static int by_value(const void *a, const void *b)
{
    const struct statement *const *x = a, *const *y = b;
    if ((*x)->low != (*y)->low)
        return (*x)->low < (*y)->low ? -1 : 1;
    return (*x)->loc < (*y)->loc ? -1 : (*x)->loc > (*y)->loc;
}

/* 6.8.4.2p3: no two cases have the same value. */
static void check_cases(struct parser *p, const struct statement *of)
{
    struct statement **cases = arena_array(&p->body, of->case_count + (size_t)1, sizeof *cases);
    uint32_t count = 0;
    for (struct statement *c = of->cases; c; c = c->next_case)
        cases[count++] = c;
    qsort(cases, count, sizeof *cases, by_value);
    const struct statement *widest = count ? cases[0] : NULL;
    for (uint32_t i = 1; i < count; i++) {
        if (cases[i]->low <= widest->high) {
            const struct statement *first = widest->loc < cases[i]->loc ? widest : cases[i];
            const struct statement *second = first == widest ? cases[i] : widest;
            report_error(p->report, span_from(second->loc, second->loc + 4), "this case is there already");
            report_note(p->report, span_at(first->loc), "the first one is here");
        }
        if (cases[i]->high > widest->high)
            widest = cases[i];
    }
}

static struct statement *parse_switch(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_SWITCH, p->token.loc), *outer = p->switch_now;
    struct enclosure enclosure;
    advance(p);
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
    statement->body = parse_statement(p);
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
    struct statement *body = parse_statement(p);
    check_indentation(p, guard, &first, keyword);
    p->enclosure = enclosure.outer;
    return body;
}

static struct statement *parse_while(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_WHILE, p->token.loc);
    advance(p);
    statement->expr = parse_condition(p, "a condition");
    statement->body = parse_loop_body(p, statement->loc, "while");
    return statement;
}

static struct statement *parse_do(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_DO, p->token.loc);
    advance(p);
    statement->body = parse_loop_body(p, statement->loc, "do");
    if (expect(p, TOKEN_WHILE, "after the body of 'do'"))
        statement->expr = parse_condition(p, "a condition");
    else
        statement->expr = expr_bad(p, here(p));
    end_statement(p, "after 'do ... while (...)'");
    return statement;
}

static struct statement *parse_for(struct parser *p)
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
        parse_local_declaration(p, &list);
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
    expect(p, TOKEN_SEMICOLON, "in 'for'");
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

/* ---- Jumps (6.8.6) ---- */

static struct statement *parse_goto(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_GOTO, p->token.loc);
    advance(p);
    if (accept(p, TOKEN_STAR)) {
        statement->kind = STATEMENT_COMPUTED_GOTO;
        struct type *type = type_pointer(&p->types, type_basic(&p->types, TYPE_VOID));
        statement->expr = expr_assigned(p, parse_expression(p), type, "goto");
    } else if (at(p, TOKEN_NAME)) {
        statement->label = label_jump(p, p->token.name, here(p));
        advance(p);
    } else {
        expect(p, TOKEN_NAME, "after 'goto'");
        skip_to(p, TOKEN_SEMICOLON);
        statement->kind = STATEMENT_EXPRESSION;
    }
    end_statement(p, "after 'goto'");
    return statement;
}

static struct statement *parse_break(struct parser *p, bool is_break)
{
    struct statement *statement = statement_new(p, is_break ? STATEMENT_BREAK : STATEMENT_CONTINUE, p->token.loc);
    struct span span = here(p);
    advance(p);
    if (!p->enclosure || (!is_break && !p->enclosure->continuable)) {
        report_error(p->report, span, is_break ? "'break' outside a loop or switch" : "'continue' outside a loop");
        statement->kind = STATEMENT_EXPRESSION;
    }
    end_statement(p, is_break ? "after 'break'" : "after 'continue'");
    return statement;
}

/* The address of an automatic object, which is gone after the return. */
static void check_returned(struct parser *p, const struct expr *value)
{
    while (value->op == EXPR_CAST)
        value = value->left;
    if (value->op != EXPR_ADDRESS)
        return;
    const struct expr *object = value->left;
    while (object->op == EXPR_MEMBER)
        object = object->left;
    if (object->op == EXPR_SYMBOL && object->symbol->kind == SYMBOL_OBJECT && !object->symbol->is_static &&
        object->symbol->linkage == LINKAGE_NONE)
        report_warning(p->report, WARN_RETURN_LOCAL_ADDR, span_of(value),
                       "the address of '%s', which ends with the function", object->symbol->name->text);
}

static struct statement *parse_return(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_RETURN, p->token.loc);
    struct span span = here(p);
    bool is_void = p->return_type->kind == TYPE_VOID;
    advance(p);
    if (p->function->symbol->attributes.noreturn)
        report_warning(p->report, WARN_RETURN_TYPE, span, "this function is declared not to return");
    if (!at(p, TOKEN_SEMICOLON)) {
        struct expr *value = parse_expression(p);
        check_order(p, value);
        if (!is_void)
            statement->expr = expr_assigned(p, value, p->return_type, "return");
        if (!is_void && statement->expr->op != EXPR_BAD)
            check_returned(p, statement->expr);
        if (is_void) {
            statement->expr = expr_value(p, value);
            if (value->op != EXPR_BAD && statement->expr->type->kind != TYPE_VOID)
                report_warning(p->report, WARN_RETURN_MISMATCH, span_of(value), "a void function returns no value");
        }
    } else if (!is_void) {
        report_warning(p->report, WARN_RETURN_MISMATCH, span, "return without a value in a function that has one");
    }
    end_statement(p, "after 'return'");
    return statement;
}

/* ---- Blocks and expressions ---- */

static struct statement *parse_expression_statement(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    uint64_t before = p->consumed;
    statement->expr = parse_expression(p);
    check_order(p, statement->expr);
    if (at(p, TOKEN_RPAREN) || at(p, TOKEN_RBRACKET)) {
        report_error(p->report, here(p), "%s without its opening one", token_kind_name((enum token_kind)p->token.kind));
        advance(p);
    }
    end_statement(p, "after the expression");
    if (p->consumed == before && !at(p, TOKEN_RBRACE) && !at(p, TOKEN_END))
        advance(p);
    return statement;
}

/* __attribute__((fallthrough)); or an attribute in front of a statement */
static struct statement *parse_attributed(struct parser *p)
{
    struct attributes attributes = {0};
    struct statement *statement = statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    parse_attributes(p, &attributes);
    if (!attributes.fallthrough)
        return parse_statement(p);
    statement->fallthrough = true;
    end_statement(p, "after the attribute");
    return statement;
}

static bool is_attributed(struct parser *p)
{
    return at(p, TOKEN_ATTRIBUTE) || (at(p, TOKEN_LBRACKET) && peek(p)->kind == TOKEN_LBRACKET);
}

static struct statement *parse_inner_statement(struct parser *p)
{
    switch (p->token.kind) {
    case TOKEN_LBRACE: return parse_block(p, true);
    case TOKEN_IF: return parse_if(p);
    case TOKEN_SWITCH: return parse_switch(p);
    case TOKEN_WHILE: return parse_while(p);
    case TOKEN_DO: return parse_do(p);
    case TOKEN_FOR: return parse_for(p);
    case TOKEN_GOTO: return parse_goto(p);
    case TOKEN_BREAK: return parse_break(p, true);
    case TOKEN_CONTINUE: return parse_break(p, false);
    case TOKEN_RETURN: return parse_return(p);
    case TOKEN_CASE: return parse_case(p);
    case TOKEN_DEFAULT: return parse_default(p);
    case TOKEN_ASM: return parse_asm_statement(p);
    case TOKEN_SEMICOLON: advance(p); return statement_new(p, STATEMENT_EXPRESSION, p->last_end);
    case TOKEN_NAME:
        if (peek(p)->kind == TOKEN_COLON)
            return parse_label(p);
        break;
    default: break;
    }
    if (is_attributed(p))
        return parse_attributed(p);
    return parse_expression_statement(p);
}

static void check_unused_result(struct parser *p, const struct expr *expr)
{
    if (expr->op == EXPR_CALL && expr->left->op == EXPR_ADDRESS && expr->left->left->op == EXPR_SYMBOL &&
        expr->left->left->symbol->attributes.warn_unused_result)
        report_warning(p->report, WARN_UNUSED_RESULT, span_of(expr), "the result of '%s' has to be looked at",
                       expr->left->left->symbol->name->text);
}

static struct statement *parse_statement(struct parser *p)
{
    struct statement *statement;
    if (!enter(p))
        return statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    if (starts_declaration(p) && !is_attributed(p)) {
        report_error(p->report, here(p), "a declaration cannot stand here; put it in { }");
        struct statement_list list = {0};
        parse_local_declaration(p, &list);
        statement = statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    } else {
        statement = parse_inner_statement(p);
        bool is_value = at(p, TOKEN_RBRACE) && peek(p)->kind == TOKEN_RPAREN; /* the last one of ({ }) */
        if (statement->kind == STATEMENT_EXPRESSION && statement->expr && !is_value) {
            expr_unused_value(p, statement->expr);
            check_unused_result(p, statement->expr);
        }
    }
    leave(p);
    return statement;
}

/* An attribute in front: of a declaration when a type follows, else of a statement. */
static struct statement *parse_attributed_item(struct parser *p, struct statement_list *list)
{
    struct attributes attributes = {0};
    uint32_t loc = p->token.loc;
    parse_attributes(p, &attributes);
    if (attributes.fallthrough) {
        struct statement *statement = statement_new(p, STATEMENT_EXPRESSION, loc);
        statement->fallthrough = true;
        end_statement(p, "after the attribute");
        return statement;
    }
    if (!starts_declaration(p))
        return parse_statement(p);
    parse_attributed_declaration(p, &attributes, list);
    return NULL;
}

/* A name where a type was meant: "foo bar;" */
static bool is_unknown_type(struct parser *p)
{
    return at(p, TOKEN_NAME) && !p->token.name->symbol && peek(p)->kind == TOKEN_NAME;
}

static void parse_local_labels(struct parser *p)
{
    while (at(p, TOKEN_LOCAL_LABEL)) { /* __label__ a, b; */
        skip_to(p, TOKEN_SEMICOLON);
        accept(p, TOKEN_SEMICOLON);
    }
}

struct statement *parse_block(struct parser *p, bool own_scope)
{
    struct statement *block = statement_new(p, STATEMENT_BLOCK, p->token.loc);
    struct statement_list list = {0};
    const struct statement *before = NULL; /* the last that is no empty one */
    bool statements = false;
    expect(p, TOKEN_LBRACE, NULL);
    struct vla_mark *outer_mark = p->vla_mark;
    if (own_scope)
        scope_enter(p);
    parse_local_labels(p);
    while (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_END)) {
        if (is_attributed(p)) {
            struct statement *statement = parse_attributed_item(p, &list);
            if (statement)
                statement_add(&list, statement);
            before = statement;
        } else if (starts_declaration(p)) {
            if (statements)
                report_warning(p->report, WARN_DECLARATION_AFTER_STATEMENT, here(p), "declaration after a statement");
            parse_local_declaration(p, &list);
            before = NULL;
        } else if (is_unknown_type(p)) {
            report_unknown_type(p);
            skip_to(p, TOKEN_SEMICOLON);
            accept(p, TOKEN_SEMICOLON);
        } else {
            uint32_t before_end = p->last_end;
            struct statement *statement = parse_statement(p);
            statements = true;
            check_fallthrough(p, before, before_end, statement);
            if (statement->kind != STATEMENT_EXPRESSION || statement->expr || statement->fallthrough)
                before = statement;
            statement_add(&list, statement);
        }
    }
    block->end = p->token.loc;
    block->body = list.first;
    for (struct statement *statement = block->body; statement; statement = statement->next)
        block->has_vla |= statement->kind == STATEMENT_DECLARATION && type_variable(statement->symbol->type);
    expect(p, TOKEN_RBRACE, "at the end of the block");
    p->vla_mark = outer_mark;
    if (own_scope)
        scope_leave(p);
    return block;
}

struct statement *parse_function_body(struct parser *p)
{
    p->enclosure = NULL;
    p->switch_now = NULL;
    p->switch_mark = p->vla_mark = NULL;
    p->jumps = NULL;
    if (!at(p, TOKEN_LBRACE)) {
        report_error(p->report, here(p), "expected '{' with the function's body");
        return statement_new(p, STATEMENT_BLOCK, p->token.loc);
    }
    struct statement *body = parse_block(p, false);
    for (const struct jump *jump = p->jumps; jump; jump = jump->next)
        if (jump->label->defined)
            check_jump(p, jump->mark, jump->label->mark, jump->span);
    for (struct label *label = p->function->labels; label; label = label->next) {
        label->name->label = NULL;
        struct span span = span_from(label->loc, label->loc + label->name->length);
        if (!label->defined)
            report_error(p->report, span, "label '%s' is not defined in this function", label->name->text);
        else if (!label->used)
            report_warning(p->report, WARN_UNUSED_LABEL, span, "unused label '%s'", label->name->text);
    }
    return body;
}
