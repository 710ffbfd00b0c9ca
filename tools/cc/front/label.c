/* Labels and what jumps to them (C11 6.8.1, 6.8.6.1). */
#include "front/statement.h"

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

struct statement *parse_label(struct parser *p)
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
void check_jump(struct parser *p, const struct vla_mark *from, const struct vla_mark *to, struct span span)
{
    if (is_around(to, from))
        return;
    report_error(p->report, span, "this jumps into the scope of '%s', whose size is worked out at its declaration",
                 to->name->text);
    report_note(p->report, span_from(to->loc, to->loc + to->name->length), "it is declared here");
}

uint64_t case_order(const struct type *type, int64_t value)
{
    return (uint64_t)value ^ (type_is_signed(type) ? (uint64_t)1 << 63 : 0);
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

struct statement *parse_case(struct parser *p)
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
        if (case_order(type, statement->low) > case_order(type, statement->high))
            report_warning(p->report, WARN_SWITCH, span, "this range is empty");
        else
            add_case(p, statement);
    }
    statement->body = parse_labelled(p);
    return statement;
}

struct statement *parse_default(struct parser *p)
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

struct statement *parse_goto(struct parser *p)
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
