/* Declarations (C11 6.7) and external definitions (6.9). */
#include "front/declare.h"

#include "isa/isa.h"

#include <string.h>

/* ---- Static assertions (6.7.10) ---- */

void parse_static_assert(struct parser *p)
{
    int64_t value = 1;
    const char *text = NULL;
    struct span span = here(p);
    advance(p);
    expect(p, TOKEN_LPAREN, "after '_Static_assert'");
    bool good = parse_constant(p, &value, "the condition of _Static_assert");
    if (accept(p, TOKEN_COMMA))
        parse_string_text(p, &text);
    expect(p, TOKEN_RPAREN, "after the condition of _Static_assert");
    expect(p, TOKEN_SEMICOLON, "after _Static_assert");
    if (good && !value)
        report_error(p->report, span, "static assertion failed%s%s", text ? ": " : "", text ? text : "");
}

/* ---- Names with linkage (6.2.2) ---- */

void declare_add_global(struct parser *p, struct symbol *symbol)
{
    if (p->last_global)
        p->last_global->next_global = symbol;
    else
        p->globals = symbol;
    p->last_global = symbol;
}

static void report_conflict(struct parser *p, const struct symbol *old, const struct type *type, uint32_t loc)
{
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    struct span span = span_from(loc, loc + old->name->length);
    report_error(p->report, span, "'%s' is declared again with another type: '%s', before '%s'", old->name->text,
                 type_text(type, a), type_text(old->type, b));
    if (old->loc)
        report_note(p->report, span_at(old->loc), "the declaration before is here");
}

/* Another declaration of something with linkage: the composite type, attributes added. */
static void declare_again(struct parser *p, struct symbol *old, struct type *type, const struct attributes *attributes,
                          uint32_t loc)
{
    if (!type_compatible(old->type, type)) {
        if (!old->implicit)
            report_conflict(p, old, type, loc);
        old->type = type;
    } else {
        old->type = type_composite(&p->types, old->type, type);
        if (old->type->kind == TYPE_FUNCTION && type->kind == TYPE_FUNCTION && type->function->prototype)
            old->type = type;
    }
    if (!old->implicit && old->loc && !old->builtin && !(old->tentative && !old->is_extern) && !at(p, TOKEN_LBRACE) &&
        !at(p, TOKEN_ASSIGN) &&
        report_warning(p->report, WARN_REDUNDANT_DECLS, span_from(loc, loc + old->name->length),
                       "'%s' is declared again", old->name->text))
        report_note(p->report, span_at(old->loc), "the declaration before is here");
    old->implicit = false;
    attributes_merge(&old->attributes, attributes);
}

/* The symbol of an object or function with linkage: the one that exists, or a new one. */
struct symbol *declare_linked(struct parser *p, struct name *name, enum symbol_kind kind, struct type *type,
                              const struct attributes *attributes, uint32_t loc, uint8_t storage)
{
    struct symbol *here_symbol = symbol_here(p, name), *old = symbol_global(p, name);
    if (here_symbol && here_symbol->linkage == LINKAGE_NONE) {
        report_error(p->report, span_from(loc, loc + name->length), "'%s' is declared already as something else",
                     name->text);
        report_note(p->report, span_at(here_symbol->loc), "the declaration before is here");
        return NULL;
    }
    if (old && old->kind == kind) {
        if (storage == TOKEN_STATIC && old->linkage == LINKAGE_EXTERNAL && old->loc)
            report_error(p->report, span_from(loc, loc + name->length), "'%s' is static here and was not before",
                         name->text);
        declare_again(p, old, type, attributes, loc);
        if (!old->loc || old->builtin)
            old->loc = loc;
        if (name->symbol != old) { /* hidden by another declaration: visible again in this scope */
            struct symbol *alias = symbol_new(p, name, kind, old->type, loc);
            *alias = *old;
            alias->aliased = old->aliased ? old->aliased : old;
            symbol_enter(p, alias);
        }
        return old;
    }
    struct symbol *symbol = symbol_new(p, name, kind, type, loc);
    symbol->attributes = *attributes;
    symbol->linkage = storage == TOKEN_STATIC ? LINKAGE_INTERNAL : LINKAGE_EXTERNAL;
    symbol->is_static = kind == SYMBOL_OBJECT;
    symbol_enter(p, symbol);
    name->linked = symbol;
    declare_add_global(p, symbol);
    return symbol;
}

struct symbol *declare_implicit_function(struct parser *p, const struct token *token)
{
    struct function_type *function = arena_alloc(&p->arena, sizeof *function);
    struct type *type = type_function(&p->types, type_basic(&p->types, TYPE_INT), function);
    struct span span = span_from(token->loc, token_end(token));
    if (!strncmp(token->name->text, "__builtin_", sizeof "__builtin_" - 1)) {
        report_unknown_builtin(p, token, span);
        return NULL;
    }
    if (p->options->standard >= 1999)
        report_implicit(p, token, span);
    struct attributes none = {0};
    struct symbol *symbol = declare_linked(p, token->name, SYMBOL_FUNCTION, type, &none, token->loc, 0);
    if (symbol)
        symbol->implicit = true;
    return symbol;
}

/* ---- Type definitions ---- */

/* An initializer where none can be, passed over. */
void refuse_initializer(struct parser *p, const char *what)
{
    struct type *type = type_basic(&p->types, TYPE_INT);
    report_error(p->report, here(p), "%s cannot be initialized", what);
    advance(p);
    p->report->quiet++;
    parse_initializer(p, &type, false);
    p->report->quiet--;
}

static void declare_typedef(struct parser *p, const struct declarator *d, struct attributes *attributes)
{
    check_alignas(p, attributes, d->type, "a typedef");
    if (at(p, TOKEN_ASSIGN))
        refuse_initializer(p, "a typedef");
    struct symbol *old = symbol_here(p, d->name);
    struct type *type = d->type;
    if (attributes->align)
        type = type_aligned(&p->types, type, attributes->align);
    if (old) {
        if (old->kind != SYMBOL_TYPEDEF || !type_compatible(old->type, type))
            report_conflict(p, old, type, d->loc);
        return;
    }
    struct symbol *symbol = symbol_new(p, d->name, SYMBOL_TYPEDEF, type, d->loc);
    symbol->type = type_named(&p->types, type, symbol);
    symbol_enter(p, symbol);
}

/* ---- Declarations ---- */

static void apply_type_attributes(struct declarator *d, struct attributes *attributes, const struct specifiers *s)
{
    *attributes = s->attributes;
    attributes_merge(attributes, &d->attributes);
}

static void check_redeclared(struct parser *p, const struct declarator *d)
{
    struct symbol *old = symbol_here(p, d->name);
    if (!old)
        return;
    report_error(p->report, span_from(d->loc, d->loc + d->name->length), "'%s' is declared twice in this scope",
                 d->name->text);
    report_note(p->report, span_at(old->loc), "the first declaration is here");
}

/* GNU's functions within functions: their bodies are passed over. */
static void refuse_nested(struct parser *p, const struct specifiers *s, const struct declarator *d)
{
    uint32_t column;
    source_line_column(p->sources, s->loc, &column);
    report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                 column == 1 ? "'%s' begins within another function; is a '}' missing above?"
                             : "a function cannot be defined within another one; move '%s' out",
                 d->name->text);
    p->report->cut |= column == 1;
    unsigned depth = 0;
    do {
        depth += at(p, TOKEN_LBRACE);
        depth -= at(p, TOKEN_RBRACE);
        advance(p);
    } while (depth && !at(p, TOKEN_END));
    p->nested_refused = true;
}

/* 6.7.1, 6.7.4: what cannot be said of an object. */
static bool check_object_specifiers(struct parser *p, const struct specifiers *s, const struct declarator *d)
{
    struct span span = span_from(d->loc, d->loc + d->name->length);
    if (s->function_specifier)
        report_error(p->report, span, "'%s' is for functions, '%s' is an object", s->function_specifier, d->name->text);
    if (s->is_thread && p->scope && s->storage != TOKEN_STATIC && s->storage != TOKEN_EXTERN)
        report_error(p->report, span, "'%s' is thread-local in a block; make it static or extern too", d->name->text);
    if (d->type->kind == TYPE_VOID && s->storage != TOKEN_EXTERN) {
        report_error(p->report, span, "'%s' has the incomplete type 'void'", d->name->text);
        skip_to(p, TOKEN_COMMA);
        return false;
    }
    return true;
}

static void declare_one(struct parser *p, const struct specifiers *s, struct declarator *d, struct statement_list *list)
{
    struct attributes attributes;
    apply_type_attributes(d, &attributes, s);
    check_array_marks(p, d);
    p->wrong_type = s->wrong;
    attributes.assembler_name = parse_asm_label(p);
    parse_attributes(p, &attributes);
    d->type = type_of_mode(p, d->type, &attributes, span_at(d->loc));
    bool local = p->scope > 0;
    if (!d->name) {
        skip_to(p, TOKEN_COMMA);
        return;
    }
    if (s->storage == TOKEN_TYPEDEF) {
        if (list) {
            declare_sizes(p, d->type, list);
            note_variable_type(p, d);
        }
        declare_typedef(p, d, &attributes);
    } else if (d->type->kind == TYPE_FUNCTION) {
        declare_function(p, s, d, &attributes);
        if (at(p, TOKEN_ASSIGN))
            refuse_initializer(p, "a function");
        if (at(p, TOKEN_LBRACE) && local)
            refuse_nested(p, s, d);
    } else if (!check_object_specifiers(p, s, d)) {
        return;
    } else if (!local || s->storage == TOKEN_EXTERN) {
        if (local)
            report_warning(p->report, WARN_NESTED_EXTERNS, span_at(d->loc), "extern declaration in a function");
        declare_linked_object(p, s, d, &attributes);
    } else {
        check_redeclared(p, d);
        if (s->storage == TOKEN_STATIC || s->is_thread)
            declare_static_local(p, s, d, &attributes, list);
        else
            declare_automatic(p, s, d, &attributes, list);
    }
}

/* for (int i = 0, i < n, i++): reported, and the comma read as a semicolon. */
static bool is_comma_of_for(struct parser *p)
{
    if (!p->in_for_init || !at(p, TOKEN_COMMA) || peek(p)->kind != TOKEN_NAME || !symbol_here(p, peek(p)->name))
        return false;
    report_error(p->report, span_fixed(here(p), p->token.loc, ";"),
                 "the parts of 'for' are separated by ';', not by ','");
    p->token.kind = TOKEN_SEMICOLON;
    p->for_commas = true;
    return true;
}

/* Up to the ';' of a declaration whose specifiers were read.  The first declarator may be given. */
static void parse_declarators(struct parser *p, const struct specifiers *s, struct declarator *first,
                              struct statement_list *list)
{
    struct declarator d;
    if (first)
        d = *first;
    else
        parse_declarator(p, s->type, &d, false);
    declare_one(p, s, &d, list);
    if (p->nested_refused) {
        p->nested_refused = false;
        return;
    }
    while (!is_comma_of_for(p) && accept(p, TOKEN_COMMA)) {
        parse_declarator(p, s->type, &d, false);
        declare_one(p, s, &d, list);
    }
    if (!expect(p, TOKEN_SEMICOLON, "after the declaration")) {
        if ((starts_declaration(p) && p->token.kind != TOKEN_NAME) ||
            (p->token.flags & TOKEN_LINE && !at(p, TOKEN_LBRACE)))
            return; /* a forgotten ';': go on with the next declaration */
        skip_to(p, TOKEN_SEMICOLON);
        accept(p, TOKEN_SEMICOLON);
    }
}

static void check_typed(struct parser *p, struct specifiers *s)
{
    if (s->typed)
        return;
    report_warning(p->report, WARN_IMPLICIT_INT, here(p), "no type is given, 'int' is taken");
}

/* A declaration without declarator has to declare a tag or enumeration constants (6.7p2). */
static void check_declares(struct parser *p, const struct specifiers *s, struct span span)
{
    bool unnamed = type_is_record(s->type) && !s->type->record->tag;
    if (!s->defines || unnamed)
        report_warning(p->report, WARN_MISSING_DECLARATOR, span, "this declares nothing");
}

void parse_local_declaration(struct parser *p, struct statement_list *list)
{
    parse_attributed_declaration(p, &(struct attributes){0}, list);
}

void parse_attributed_declaration(struct parser *p, const struct attributes *attributes, struct statement_list *list)
{
    struct specifiers s;
    if (at(p, TOKEN_STATIC_ASSERT)) {
        parse_static_assert(p);
        return;
    }
    parse_specifiers(p, &s, true);
    attributes_merge(&s.attributes, attributes);
    check_typed(p, &s);
    if (at(p, TOKEN_SEMICOLON) || s.cut) {
        check_declares(p, &s, span_at(s.loc));
        accept(p, TOKEN_SEMICOLON);
        return;
    }
    parse_declarators(p, &s, NULL, list);
    p->wrong_type = false;
}

static void parse_top_asm(struct parser *p)
{
    const char *text;
    advance(p);
    while (at(p, TOKEN_VOLATILE) || at(p, TOKEN_INLINE))
        advance(p);
    expect(p, TOKEN_LPAREN, "after 'asm'");
    if (parse_string_text(p, &text))
        ir_top_asm(p->module, text);
    expect(p, TOKEN_RPAREN, "after the assembly");
    expect(p, TOKEN_SEMICOLON, "after 'asm(...)'");
}

static bool is_function_definition(struct parser *p, const struct specifiers *s, const struct declarator *d)
{
    if (!d->name || d->type->kind != TYPE_FUNCTION)
        return false;
    if (at(p, TOKEN_LBRACE) && s->storage == TOKEN_TYPEDEF)
        report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                     "the definition of '%s' cannot be a typedef", d->name->text);
    if (d->is_function && is_statement_word(p->token.kind) && s->storage != TOKEN_TYPEDEF)
        return true; /* the '{' is missing */
    if (at(p, TOKEN_LBRACE) && !d->is_function)
        report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                     "the definition of '%s' needs its parameters, not a type that has them", d->name->text);
    return at(p, TOKEN_LBRACE) || (d->is_function && d->identifier_list && d->param_count && starts_declaration(p));
}

/* Statements outside a function, up to the '}' that was meant to end it. */
static void skip_outside(struct parser *p)
{
    bool block = accept(p, TOKEN_LBRACE);
    while (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_END)) {
        if (!block && p->token.flags & TOKEN_LINE && starts_declaration(p))
            return;
        skip_to(p, TOKEN_RBRACE);
        if (at(p, TOKEN_SEMICOLON))
            advance(p);
    }
    accept(p, TOKEN_RBRACE);
}

void parse_external_declaration(struct parser *p)
{
    struct specifiers s;
    struct declarator d;
    if (at(p, TOKEN_ASM)) {
        parse_top_asm(p);
        return;
    }
    if (at(p, TOKEN_STATIC_ASSERT)) {
        parse_static_assert(p);
        return;
    }
    if (accept(p, TOKEN_SEMICOLON))
        return;
    if (at(p, TOKEN_RBRACE)) {
        report_error(p->report, here(p), "'}' without '{'");
        advance(p);
        return;
    }
    if (at(p, TOKEN_LBRACE) || is_statement_word(p->token.kind)) {
        report_error(p->report, here(p),
                     at(p, TOKEN_LBRACE) ? "a block outside a function; is the ';' before it too much?"
                                         : "a statement outside a function; is a '}' above too much?");
        skip_outside(p);
        return;
    }
    struct span start = here(p);
    uint64_t before = p->consumed;
    parse_specifiers(p, &s, true);
    if ((at(p, TOKEN_SEMICOLON) || s.cut) && s.typed) {
        check_declares(p, &s, start);
        accept(p, TOKEN_SEMICOLON);
        return;
    }
    check_typed(p, &s);
    if (s.storage == TOKEN_REGISTER || s.storage == TOKEN_AUTO)
        report_error(p->report, start, "'%s' can stand only in a function",
                     s.storage == TOKEN_AUTO ? "auto" : "register");
    if (s.auto_type && p->options->standard < 2023)
        report_error(p->report, start, "__auto_type can stand only in a function");
    parse_declarator(p, s.type, &d, false);
    if (is_function_definition(p, &s, &d)) {
        struct attributes attributes;
        apply_type_attributes(&d, &attributes, &s);
        parse_function_definition(p, &s, &d, &attributes);
        return;
    }
    parse_declarators(p, &s, &d, NULL);
    p->wrong_type = false;
    if (p->consumed == before && !at(p, TOKEN_END))
        advance(p); /* always something consumed */
}
