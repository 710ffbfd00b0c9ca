/* Declarations of objects (C11 6.7, 6.9.2). */
#include "front/declare.h"

#include "isa/isa.h"

#include <string.h>

static void set_register(struct parser *p, struct symbol *symbol, const char *name, uint32_t loc)
{
    size_t length = strlen(name);
    int number = isa_reg_find(name, length), floating = isa_freg_find(name, length);
    if (number < 0 && floating < 0)
        report_error(p->report, span_at(loc), "no register '%s'", name);
    else
        symbol->reg = (int8_t)(number >= 0 ? number : floating + 16);
}

void check_variable_complete(struct parser *p, struct symbol *symbol)
{
    char text[TYPE_TEXT_MAX];
    if (type_complete(symbol->type))
        return;
    report_error(p->report, span_from(symbol->loc, symbol->loc + symbol->name->length),
                 "'%s' has the incomplete type '%s'", symbol->name->text, type_text(symbol->type, text));
    symbol->type = type_basic(&p->types, TYPE_INT);
    symbol->wrong = true;
}

/* C23's constexpr: the value of a scalar is known wherever its name is. */
static void note_constant(struct parser *p, const struct specifiers *s, struct symbol *symbol,
                          const struct initializer *initializer)
{
    if (!s->is_constexpr)
        return;
    if (!initializer && !type_is_record(symbol->type) && symbol->type->kind != TYPE_ARRAY) {
        report_error(p->report, span_at(symbol->loc), "a constexpr object needs an initializer");
        return;
    }
    if (!type_is_arithmetic(symbol->type))
        return;
    if (initializer->value->op != EXPR_INTEGER && initializer->value->op != EXPR_REAL) {
        report_error(p->report, span_of(initializer->value), "the value of a constexpr object must be a constant");
        return;
    }
    struct expr *constant = arena_alloc(&p->arena, sizeof *constant);
    *constant = *initializer->value;
    symbol->constant = constant;
}

/* The type of an object declared with auto is that of its initializer, which is read here. */
static struct initializer *infer_type(struct parser *p, const struct specifiers *s, struct symbol *symbol)
{
    struct expr *value = expr_value(p, parse_assignment(p));
    symbol->type = type_qualified(&p->types, type_plain(value->type), s->type->quals);
    struct initializer *initializer = arena_alloc(p->function ? &p->body : &p->arena, sizeof *initializer);
    *initializer = (struct initializer){.value = value, .type = symbol->type};
    return initializer;
}

/* At file scope, or extern: an object with linkage. */
void declare_linked_object(struct parser *p, const struct specifiers *s, const struct declarator *d,
                           const struct attributes *attributes)
{
    uint8_t storage = s->is_constexpr ? TOKEN_STATIC : s->storage;
    struct symbol *symbol = declare_linked(p, d->name, SYMBOL_OBJECT, d->type, attributes, d->loc, storage);
    bool has_initializer = accept(p, TOKEN_ASSIGN);
    struct initializer *initializer = NULL;
    struct type *type = d->type;
    if (symbol) {
        if (symbol->declared && symbol->is_thread != s->is_thread)
            report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                         "'%s' is thread-local in one declaration and not in another", d->name->text);
        symbol->is_thread |= s->is_thread;
        symbol->declared = true;
        check_alignas(p, attributes, symbol->type, NULL);
        symbol->is_extern = s->storage == TOKEN_EXTERN && !has_initializer && !symbol->tentative && !symbol->defined;
    }
    if (type_variable(type))
        report_error(p->report, span_at(d->loc), "an object with linkage cannot have a variable size");
    if (has_initializer) {
        if (p->scope)
            report_error(p->report, span_at(d->loc), "an extern declaration in a block cannot have an initializer");
        if (symbol && symbol->defined)
            report_error(p->report, span_at(d->loc), "'%s' is defined twice", d->name->text);
        if (s->auto_type && symbol) {
            initializer = infer_type(p, s, symbol);
            type = symbol->type;
        } else {
            initializer = parse_initializer(p, &type, true);
        }
    }
    if (!symbol)
        return;
    note_constant(p, s, symbol, initializer);
    if (has_initializer) {
        symbol->type = type_qualified(&p->types, type, symbol->type->quals);
        check_variable_complete(p, symbol);
        symbol->defined = true;
        data_define(p, symbol, initializer);
    } else if (s->storage != TOKEN_EXTERN) {
        symbol->tentative = true;
        if (type->kind == TYPE_VOID)
            check_variable_complete(p, symbol);
    }
}

/* static in a block. */
void declare_static_local(struct parser *p, const struct specifiers *s, const struct declarator *d,
                          const struct attributes *attributes, struct statement_list *list)
{
    struct symbol *symbol = symbol_new(p, d->name, SYMBOL_OBJECT, d->type, d->loc);
    symbol->attributes = *attributes;
    symbol->is_static = symbol->defined = true;
    symbol->is_thread = s->is_thread;
    const struct symbol *inside = p->function->symbol;
    if (inside->is_inline && inside->linkage == LINKAGE_EXTERNAL && !inside->extern_inline_wanted &&
        !(d->type->quals & QUAL_CONST))
        report_warning(p->report, WARN_STATIC_IN_INLINE, span_from(d->loc, d->loc + d->name->length),
                       "'%s' is one object for each file that has this inline function; make the function static",
                       d->name->text);
    symbol->linkage = LINKAGE_NONE;
    symbol_enter(p, symbol);
    struct initializer *initializer = NULL;
    if (accept(p, TOKEN_ASSIGN))
        initializer = s->auto_type ? infer_type(p, s, symbol) : parse_initializer(p, &symbol->type, true);
    note_constant(p, s, symbol, initializer);
    check_variable_complete(p, symbol);
    if (type_variable(symbol->type)) {
        report_error(p->report, span_at(d->loc), "a static object cannot have a variable size");
        return;
    }
    data_define(p, symbol, initializer);
    struct statement *statement = statement_new(p, STATEMENT_DECLARATION, d->loc);
    statement->symbol = symbol;
    statement_add(list, statement);
}

/* A hidden variable for the size of a type of variable length, worked out where the type is declared. */
void declare_sizes(struct parser *p, struct type *type, struct statement_list *list)
{
    for (; type->kind == TYPE_POINTER || type->kind == TYPE_FUNCTION; type = type->base)
        continue;
    if (!type_variable(type) || type->vla_size)
        return;
    declare_sizes(p, type->base, list);
    type->vla_size = symbol_new(p, intern_find(p->names, "<size>"), SYMBOL_OBJECT, type_basic(&p->types, TYPE_UINT), 0);
    struct statement *statement = statement_new(p, STATEMENT_VLA, p->last_end);
    statement->sized = type;
    statement_add(list, statement);
}

void declare_automatic(struct parser *p, const struct specifiers *s, const struct declarator *d,
                       const struct attributes *attributes, struct statement_list *list)
{
    struct symbol *symbol = symbol_new(p, d->name, SYMBOL_OBJECT, d->type, d->loc);
    symbol->attributes = *attributes;
    symbol->is_register = s->storage == TOKEN_REGISTER;
    symbol->defined = true;
    symbol_enter(p, symbol);
    if (attributes->assembler_name && symbol->is_register)
        set_register(p, symbol, attributes->assembler_name, d->loc);
    declare_sizes(p, d->type, list);
    struct statement *statement = statement_new(p, STATEMENT_DECLARATION, d->loc);
    statement->symbol = symbol;
    if (at(p, TOKEN_ASSIGN) && type_variable(d->type)) {
        refuse_initializer(p, "an array of variable length");
    } else if (accept(p, TOKEN_ASSIGN)) {
        if (s->auto_type) {
            statement->initializer = infer_type(p, s, symbol);
        } else {
            statement->initializer = parse_initializer(p, &symbol->type, false);
        }
        statement->has_initializer = true;
    } else if (s->auto_type) {
        report_error(p->report, span_at(d->loc), "'%s' has no initializer to take its type from", d->name->text);
    }
    note_constant(p, s, symbol, statement->initializer);
    check_variable_complete(p, symbol);
    statement_add(list, statement);
    check_alignas(p, attributes, symbol->type, symbol->is_register ? "a register object" : NULL);
    note_variable_type(p, d);
}
