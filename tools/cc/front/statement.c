/* Statements (C11 6.8). */
#include "front/correct.h"
#include "front/statement.h"

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

void end_statement(struct parser *p, const char *after)
{
    if (expect(p, TOKEN_SEMICOLON, after))
        return;
    if (at(p, TOKEN_RBRACE) || p->token.flags & TOKEN_LINE)
        return; /* the ';' was forgotten at the end of the line */
    skip_to(p, TOKEN_SEMICOLON);
    accept(p, TOKEN_SEMICOLON);
}

/* ---- Jumps (6.8.6) ---- */

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

bool is_attributed(struct parser *p)
{
    return at(p, TOKEN_ATTRIBUTE) || (at(p, TOKEN_LBRACKET) && peek(p)->kind == TOKEN_LBRACKET);
}

bool is_statement_word(unsigned kind)
{
    switch (kind) {
    case TOKEN_BREAK:
    case TOKEN_CASE:
    case TOKEN_CONTINUE:
    case TOKEN_DEFAULT:
    case TOKEN_DO:
    case TOKEN_ELSE:
    case TOKEN_FOR:
    case TOKEN_GOTO:
    case TOKEN_IF:
    case TOKEN_RETURN:
    case TOKEN_SWITCH:
    case TOKEN_WHILE: return true;
    default: return false;
    }
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
    case TOKEN_ELSE:
        report_error(p->report, here(p), "'else' without 'if'; put what stands between them in { }");
        advance(p);
        return parse_statement(p);
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

struct statement *parse_statement(struct parser *p)
{
    struct statement *statement;
    if (!enter(p))
        return statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    correct_statement(p);
    if (starts_declaration(p) && !is_attributed(p)) {
        report_error(p->report, here(p), "a declaration cannot stand here; put it in { }");
        struct statement_list list = {0};
        parse_local_declaration(p, &list);
        statement = statement_new(p, STATEMENT_EXPRESSION, p->token.loc);
    } else {
        statement = parse_inner_statement(p);
        bool is_value = at(p, TOKEN_RBRACE) && peek(p)->kind == TOKEN_RPAREN; /* the last one of ({ }) */
        bool complete = p->missed_at != p->consumed + 1;
        if (statement->kind == STATEMENT_EXPRESSION && statement->expr && !is_value && complete) {
            expr_unused_value(p, statement->expr);
            check_unused_result(p, statement->expr);
        }
    }
    leave(p);
    return statement;
}

/* An attribute in front: of a declaration when a type follows, else of a statement. */
struct statement *parse_attributed_item(struct parser *p, struct statement_list *list)
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

/* __label__: what the name meant outside the block. */
struct local_label {
    struct local_label *next;
    struct name *name;
    struct label *outer;
};

/* __label__ a, b; at the beginning of a block. */
static struct local_label *parse_local_labels(struct parser *p)
{
    struct local_label *list = NULL;
    while (accept(p, TOKEN_LOCAL_LABEL)) {
        do {
            struct name *name = p->token.name;
            uint32_t loc = p->token.loc;
            if (!expect(p, TOKEN_NAME, "after '__label__'"))
                break;
            struct local_label *local = arena_alloc(&p->body, sizeof *local);
            *local = (struct local_label){list, name, name->label};
            list = local;
            name->label = NULL;
            label_get(p, name, loc);
        } while (accept(p, TOKEN_COMMA));
        expect(p, TOKEN_SEMICOLON, "after '__label__'");
    }
    return list;
}

static void leave_local_labels(const struct local_label *list)
{
    for (; list; list = list->next)
        list->name->label = list->outer;
}

static void close_block(struct parser *p, uint32_t open)
{
    if (accept(p, TOKEN_RBRACE) || !first_missed(p))
        return;
    report_error(p->report, span_at(p->last_end), "expected '}' at the end of the block");
    report_note(p->report, span_at(open), "the block begins here");
    p->report->cut = true;
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
    const struct local_label *local_labels = parse_local_labels(p);
    while (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_END)) {
        if (is_attributed(p)) {
            struct statement *statement = parse_attributed_item(p, &list);
            if (statement)
                statement_add(&list, statement);
            before = statement;
        } else if (!correct_statement(p) && (starts_declaration(p) || is_unknown_type(p))) {
            if (statements)
                report_warning(p->report, WARN_DECLARATION_AFTER_STATEMENT, here(p), "declaration after a statement");
            parse_local_declaration(p, &list);
            before = NULL;
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
    close_block(p, block->loc);
    p->vla_mark = outer_mark;
    leave_local_labels(local_labels);
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
    if (!at(p, TOKEN_LBRACE) && !is_statement_word(p->token.kind)) {
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
