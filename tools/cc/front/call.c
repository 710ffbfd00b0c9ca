/* Function calls (C11 6.5.2.2). */
#include "front/parser.h"

#include <stdio.h>

enum { ARGUMENTS_MAX = 2000 };

/* *good: false when their end was not found. */
static struct expr **read_arguments(struct parser *p, uint32_t *count, bool *good)
{
    struct arena *arena = p->function ? &p->body : &p->arena;
    struct expr **arguments = NULL;
    uint32_t room = 0;
    *count = 0;
    *good = true;
    if (accept(p, TOKEN_RPAREN))
        return NULL;
    do {
        if (*count == room) {
            uint32_t more = room ? room * 2 : 4;
            arguments = arena_grow(arena, arguments, room, more, sizeof *arguments);
            room = more;
        }
        arguments[(*count)++] = parse_assignment(p);
        if (*count == ARGUMENTS_MAX)
            report_fatal(p->report, here(p), "more than %d arguments", ARGUMENTS_MAX);
    } while (accept(p, TOKEN_COMMA));
    *good = expect(p, TOKEN_RPAREN, "after the arguments");
    if (!*good && !at(p, TOKEN_LBRACE)) {
        skip_to(p, TOKEN_RPAREN);
        accept(p, TOKEN_RPAREN);
    }
    return arguments;
}

/* 6.5.2.2p6: the default argument promotions. */
static struct expr *promoted_argument(struct parser *p, struct expr *argument)
{
    struct expr *value = expr_promoted(p, argument);
    if (value->type->kind == TYPE_FLOAT)
        return expr_convert(p, value, type_basic(&p->types, TYPE_DOUBLE));
    if (value->op != EXPR_BAD && (value->type->kind == TYPE_VOID || !type_complete(value->type))) {
        report_error(p->report, span_of(value), "an argument cannot be void");
        return expr_bad(p, span_of(value));
    }
    return value;
}

static void check_count(struct parser *p, const struct function_type *type, uint32_t count, const struct expr *function)
{
    if (!type->prototype || count == type->param_count || (count > type->param_count && type->variadic))
        return;
    const struct symbol *symbol =
        function->op == EXPR_ADDRESS && function->left->op == EXPR_SYMBOL ? function->left->symbol : NULL;
    report_error(p->report, span_around(function->start, function->start, p->last_end),
                 "too %s arguments: %u given, %s takes %s%u", count < type->param_count ? "few" : "many",
                 (unsigned)count, symbol ? symbol->name->text : "the function", type->variadic ? "at least " : "",
                 (unsigned)type->param_count);
    if (symbol && symbol->loc)
        report_note(p->report, span_at(symbol->loc), "'%s' is declared here", symbol->name->text);
}

/* Attribute nonnull: arguments that are null for certain. */
static void check_nonnull(struct parser *p, const struct symbol *callee, struct expr *const *arguments, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < 32; i++)
        if ((callee->attributes.nonnull >> i & 1) && arguments[i]->type->kind == TYPE_POINTER &&
            arguments[i]->op == EXPR_INTEGER && !arguments[i]->integer)
            report_warning(p->report, WARN_NONNULL, span_of(arguments[i]), "argument %u of '%s' must not be null",
                           (unsigned)i + 1, callee->name->text);
}

static struct expr *finish_call(struct parser *p, struct expr *function, struct expr **arguments, uint32_t count,
                                uint32_t start)
{
    const struct type *type = function->type->base;
    struct span span = span_from(start, p->last_end);
    check_count(p, type->function, count, function);
    char what[40];
    for (uint32_t i = 0; i < count; i++) {
        snprintf(what, sizeof what, "argument %u", (unsigned)i + 1);
        if (type->function->prototype && i < type->function->param_count)
            arguments[i] = expr_assigned(p, arguments[i], type->function->params[i], what);
        else
            arguments[i] = promoted_argument(p, arguments[i]);
    }
    if (type->base->kind != TYPE_VOID && !type_complete(type->base)) {
        report_error(p->report, span, "the function returns an incomplete type");
        return expr_bad(p, span);
    }
    struct expr *call = expr_one(p, EXPR_CALL, type_plain(type->base), function, span);
    for (uint32_t i = 0; i < count; i++)
        if (arguments[i]->height >= call->height)
            call->height = (uint16_t)(arguments[i]->height + 1);
    call->arguments = arguments;
    call->argument_count = count;
    const struct symbol *callee =
        function->op == EXPR_ADDRESS && function->left->op == EXPR_SYMBOL ? function->left->symbol : NULL;
    if (callee && callee->attributes.format_string)
        check_format(p, callee, arguments, count);
    if (callee && callee->attributes.nonnull)
        check_nonnull(p, callee, arguments, count);
    if (callee && callee->linkage == LINKAGE_EXTERNAL)
        check_memory_call(p, callee->name->text, arguments, count);
    return call;
}

struct expr *parse_call_arguments(struct parser *p, struct expr *function, bool convert)
{
    uint32_t start = function->start, count;
    struct expr *value = expr_value(p, function);
    advance(p);
    bool good;
    struct expr **arguments = read_arguments(p, &count, &good);
    if (value->op == EXPR_BAD || !good)
        return expr_bad(p, span_of(value));
    if (!type_is_function_pointer(value->type)) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span_of(value), "this is called, but it is no function: '%s'",
                     type_text(value->type, text));
        return expr_bad(p, span_of(value));
    }
    if (convert)
        return finish_call(p, value, arguments, count, start);
    struct expr *call = expr_one(p, EXPR_CALL, value->type->base->base, value, span_from(start, p->last_end));
    call->arguments = arguments;
    call->argument_count = count;
    return call;
}

struct expr *parse_call(struct parser *p, struct expr *function)
{
    return parse_call_arguments(p, function, true);
}
