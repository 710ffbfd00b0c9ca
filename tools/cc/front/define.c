/* Functions: their declarations and definitions (C11 6.9.1). */
#include "front/declare.h"

#include <string.h>

struct symbol *declare_function(struct parser *p, const struct specifiers *s, const struct declarator *d,
                                const struct attributes *attributes)
{
    struct symbol *symbol = declare_linked(p, d->name, SYMBOL_FUNCTION, d->type, attributes, d->loc, s->storage);
    if (!symbol)
        return NULL;
    if (!d->type->function->prototype && !d->param_count)
        report_warning(p->report, WARN_STRICT_PROTOTYPES, span_from(d->loc, d->loc + d->name->length),
                       "'()' says nothing of the parameters; write (void)");
    check_alignas(p, attributes, d->type, "a function");
    if (s->is_thread)
        report_error(p->report, span_from(d->loc, d->loc + d->name->length), "a function cannot be thread-local");
    if (p->scope && s->storage == TOKEN_STATIC)
        report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                     "a function declared in a block cannot be static; declare it outside");
    if (s->is_inline && d->name == p->name_main && !p->options->freestanding)
        report_error(p->report, span_from(d->loc, d->loc + d->name->length), "'main' cannot be inline");
    if (p->options->builtin_calls)
        attributes_of_library(symbol);
    symbol->is_inline |= s->is_inline;
    if (p->options->gnu_inline || attributes->gnu_inline || symbol->attributes.gnu_inline)
        symbol->extern_inline_wanted |= at(p, TOKEN_LBRACE) && !(s->is_inline && s->storage == TOKEN_EXTERN);
    else
        symbol->extern_inline_wanted |= !s->is_inline || s->storage == TOKEN_EXTERN;
    return symbol;
}

/* K&R: the declarations between the parameter list and the body (6.9.1p6). */
static void parse_old_parameters(struct parser *p, struct declarator *d)
{
    report_warning(p->report, WARN_OLD_STYLE_DEFINITION, span_at(d->loc), "old-style function definition");
    while (starts_declaration(p)) {
        struct specifiers s;
        parse_specifiers(p, &s, true);
        if (s.storage && s.storage != TOKEN_REGISTER)
            report_error(p->report, span_at(s.loc), "a parameter can have no storage class but 'register'");
        do {
            struct declarator one;
            parse_declarator(p, s.type, &one, false);
            struct type *type = one.type;
            if (type->kind == TYPE_ARRAY)
                type = type_pointer(&p->types, type->base);
            else if (type->kind == TYPE_FUNCTION)
                type = type_pointer(&p->types, type);
            uint32_t i = 0;
            while (i < d->param_count && d->params[i]->name != one.name)
                i++;
            if (i < d->param_count)
                d->params[i]->type = type;
            else if (one.name)
                report_error(p->report, span_at(one.loc), "'%s' is not in the parameter list", one.name->text);
        } while (accept(p, TOKEN_COMMA));
        if (!expect(p, TOKEN_SEMICOLON, "after the parameter's declaration")) {
            skip_to(p, TOKEN_SEMICOLON);
            accept(p, TOKEN_SEMICOLON);
        }
    }
}

/* Make the names of a parameter list visible again, in the order they were declared. */
static void enter_parameters(struct parser *p, const struct declarator *d)
{
    struct symbol *reversed = NULL;
    for (struct symbol *symbol = d->param_scope; symbol && symbol->scope == p->scope;) {
        struct symbol *next = symbol->next_here;
        symbol->next_here = reversed;
        reversed = symbol;
        symbol = next;
    }
    while (reversed) {
        struct symbol *next = reversed->next_here;
        symbol_enter(p, reversed);
        reversed = next;
    }
    for (struct tag *tag = d->param_tags; tag && tag->scope == p->scope;) {
        struct tag *next = tag->next_here;
        tag->outer = tag->name->tag;
        tag->next_here = p->tags;
        tag->name->tag = p->tags = tag;
        tag = next;
    }
}

static void check_parameters(struct parser *p, const struct declarator *d)
{
    for (uint32_t i = 0; i < d->param_count; i++) {
        struct symbol *symbol = d->params[i];
        char text[TYPE_TEXT_MAX];
        if (!symbol->loc && p->options->standard < 2023)
            report_warning(p->report, WARN_PEDANTIC, span_at(d->loc), "parameter %u has no name", (unsigned)i + 1);
        if (!type_complete(symbol->type))
            report_error(p->report, span_at(symbol->loc ? symbol->loc : d->loc),
                         "parameter has the incomplete type '%s'", type_text(symbol->type, text));
    }
}

/* GNU: an external definition may follow an inline one, which keeps what was compiled with it. */
static void replace_inline(struct parser *p, struct symbol *symbol)
{
    static const char suffix[] = ".inline";
    if (symbol->ir) {
        char *name = arena_alloc(&p->module->arena, symbol->name->length + sizeof suffix);
        memcpy(name, symbol->name->text, symbol->name->length);
        memcpy(name + symbol->name->length, suffix, sizeof suffix);
        symbol->ir->name = name;
        symbol->ir = NULL;
    }
    symbol->defined = false;
}

static bool check_definition(struct parser *p, struct symbol *symbol, const struct declarator *d)
{
    struct type *result = d->type->base;
    char text[TYPE_TEXT_MAX];
    if (symbol->defined) {
        report_error(p->report, span_from(d->loc, d->loc + d->name->length), "function '%s' is defined twice",
                     d->name->text);
        report_note(p->report, span_at(symbol->loc), "the first definition is here");
        return false;
    }
    if (result->kind != TYPE_VOID && !type_complete(result)) {
        report_error(p->report, span_at(d->loc), "the function returns the incomplete type '%s'",
                     type_text(result, text));
        return false;
    }
    if (d->name == p->name_main && type_plain(result)->kind != TYPE_INT && !p->options->freestanding)
        report_warning(p->report, WARN_MAIN, span_at(d->loc), "'main' should return int");
    return true;
}

void parse_function_definition(struct parser *p, const struct specifiers *s, struct declarator *d,
                               const struct attributes *attributes)
{
    struct symbol *old = symbol_global(p, d->name);
    if ((!old || !old->type->function || old->kind != SYMBOL_FUNCTION || !old->type->function->prototype ||
         old->builtin) &&
        s->storage != TOKEN_STATIC && !s->is_inline && d->name != p->name_main)
        report_warning(p->report,
                       report_wants(p->report, WARN_MISSING_PROTOTYPES) ? WARN_MISSING_PROTOTYPES
                                                                        : WARN_MISSING_DECLARATIONS,
                       span_from(d->loc, d->loc + d->name->length),
                       "no prototype of '%s' comes before; declare it in a header, or make it static", d->name->text);
    bool was_wanted = old && old->extern_inline_wanted;
    struct symbol *symbol = declare_function(p, s, d, attributes);
    if (symbol && symbol->defined && symbol->extern_inline_wanted && !was_wanted &&
        (p->options->gnu_inline || symbol->attributes.gnu_inline))
        replace_inline(p, symbol);
    struct function function = {.symbol = symbol, .params = d->params, .param_count = d->param_count, .loc = d->loc};
    bool good = symbol && check_definition(p, symbol, d);
    if (!symbol) {
        symbol = function.symbol = symbol_new(p, d->name, SYMBOL_FUNCTION, d->type, d->loc);
        symbol->linkage = LINKAGE_INTERNAL;
    }
    symbol->wrong |= s->wrong;
    symbol->defined = true;
    symbol->loc = d->loc;
    scope_enter(p);
    enter_parameters(p, d);
    if (d->identifier_list && !at(p, TOKEN_LBRACE))
        parse_old_parameters(p, d);
    check_parameters(p, d);
    struct type *old_type = symbol->type;
    p->function = &function;
    p->function_number++;
    p->return_type = d->type->base;
    symbol->type = d->type;
    function.body = parse_function_body(p);
    function.end = p->last_end;
    symbol->type = d->type->function->prototype ? d->type : old_type;
    scope_leave(p);
    if (good && !p->report->printer->errors && !p->report->stopped)
        gen_function(p, &function);
    p->function = NULL;
    arena_reset(&p->body);
}
