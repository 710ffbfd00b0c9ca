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

static void add_global(struct parser *p, struct symbol *symbol)
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
    add_global(p, symbol);
    return symbol;
}

static int is_builtin_name(const struct name *name)
{
    return name->builtin != 0;
}

static void report_unknown_builtin(struct parser *p, const struct token *token, struct span span)
{
    struct name *near = intern_nearest(p->names, token->name, is_builtin_name);
    if (near)
        report_error(p->report, span_fixed(span, span.start, near->text),
                     "no built-in function '%s'; did you mean '%s'?", token->name->text, near->text);
    else
        report_error(p->report, span, "no built-in function '%s'", token->name->text);
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
static void refuse_initializer(struct parser *p, const char *what)
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

/* ---- Objects ---- */

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
static void declare_linked_object(struct parser *p, const struct specifiers *s, const struct declarator *d,
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
static void declare_static_local(struct parser *p, const struct specifiers *s, const struct declarator *d,
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
static void size_type(struct parser *p, struct type *type, struct statement_list *list)
{
    for (; type->kind == TYPE_POINTER || type->kind == TYPE_FUNCTION; type = type->base)
        continue;
    if (!type_variable(type) || type->vla_size)
        return;
    size_type(p, type->base, list);
    type->vla_size = symbol_new(p, intern_find(p->names, "<size>"), SYMBOL_OBJECT, type_basic(&p->types, TYPE_UINT), 0);
    struct statement *statement = statement_new(p, STATEMENT_VLA, p->last_end);
    statement->sized = type;
    statement_add(list, statement);
}

static void declare_automatic(struct parser *p, const struct specifiers *s, const struct declarator *d,
                              const struct attributes *attributes, struct statement_list *list)
{
    struct symbol *symbol = symbol_new(p, d->name, SYMBOL_OBJECT, d->type, d->loc);
    symbol->attributes = *attributes;
    symbol->is_register = s->storage == TOKEN_REGISTER;
    symbol->defined = true;
    symbol_enter(p, symbol);
    if (attributes->assembler_name && symbol->is_register)
        set_register(p, symbol, attributes->assembler_name, d->loc);
    size_type(p, d->type, list);
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
static void refuse_nested(struct parser *p, const struct declarator *d)
{
    report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                 "a function cannot be defined within another one; move '%s' out", d->name->text);
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
            size_type(p, d->type, list);
            note_variable_type(p, d);
        }
        declare_typedef(p, d, &attributes);
    } else if (d->type->kind == TYPE_FUNCTION) {
        declare_function(p, s, d, &attributes);
        if (at(p, TOKEN_ASSIGN))
            refuse_initializer(p, "a function");
        if (at(p, TOKEN_LBRACE) && local)
            refuse_nested(p, d);
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
    while (accept(p, TOKEN_COMMA)) {
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
    if (at(p, TOKEN_NAME) && (peek(p)->kind == TOKEN_NAME || peek(p)->kind == TOKEN_STAR)) {
        report_unknown_type(p);
        advance(p);
        return;
    }
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
    if (at(p, TOKEN_SEMICOLON)) {
        check_declares(p, &s, span_at(s.loc));
        advance(p);
        return;
    }
    parse_declarators(p, &s, NULL, list);
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
    if (at(p, TOKEN_LBRACE) && !d->is_function)
        report_error(p->report, span_from(d->loc, d->loc + d->name->length),
                     "the definition of '%s' needs its parameters, not a type that has them", d->name->text);
    return at(p, TOKEN_LBRACE) || (d->is_function && d->identifier_list && d->param_count && starts_declaration(p));
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
    struct span start = here(p);
    uint64_t before = p->consumed;
    parse_specifiers(p, &s, true);
    if (at(p, TOKEN_SEMICOLON) && s.typed) {
        check_declares(p, &s, start);
        advance(p);
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
    if (p->consumed == before && !at(p, TOKEN_END))
        advance(p); /* always something consumed */
}

/* ---- End of the translation unit ---- */

static void finish_function_symbol(struct parser *p, struct symbol *symbol)
{
    if (symbol->linkage == LINKAGE_INTERNAL && !symbol->used && symbol->defined && !symbol->is_inline &&
        !symbol->attributes.unused && !symbol->attributes.used && !symbol->attributes.constructor)
        report_warning(p->report, WARN_UNUSED_FUNCTION, span_from(symbol->loc, symbol->loc + symbol->name->length),
                       "unused function '%s'", symbol->name->text);
    if (symbol->linkage == LINKAGE_INTERNAL && symbol->used && !symbol->defined && !symbol->attributes.alias)
        report_warning(p->report, WARN_UNDEFINED_INTERNAL, span_from(symbol->loc, symbol->loc + symbol->name->length),
                       "static function '%s' is used but not defined", symbol->name->text);
}

static void finish_object(struct parser *p, struct symbol *symbol)
{
    if (symbol->tentative && !symbol->defined) {
        if (symbol->type->kind == TYPE_ARRAY && !symbol->type->complete_array && symbol->linkage == LINKAGE_INTERNAL)
            report_warning(p->report, WARN_PEDANTIC, span_from(symbol->loc, symbol->loc + symbol->name->length),
                           "the static array '%s' has no length", symbol->name->text);
        if (symbol->type->kind == TYPE_ARRAY && !symbol->type->complete_array)
            symbol->type = type_array(&p->types, symbol->type->base, 1);
        check_variable_complete(p, symbol);
        symbol->defined = true;
        data_define(p, symbol, NULL);
    }
    bool unused = symbol->linkage == LINKAGE_INTERNAL && !symbol->used && symbol->defined &&
                  !symbol->attributes.unused && !symbol->attributes.used && symbol->loc;
    const struct type *element = symbol->type;
    while (element->kind == TYPE_ARRAY)
        element = element->base;
    bool is_const = element->quals & QUAL_CONST;
    const struct source_file *file = is_const && unused ? source_file_at(p->sources, symbol->loc) : NULL;
    if (unused && (!is_const || (file && !file->included_from))) /* headers define constants for all */
        report_warning(p->report, is_const ? WARN_UNUSED_CONST_VARIABLE : WARN_UNUSED_VARIABLE,
                       span_from(symbol->loc, symbol->loc + symbol->name->length), "unused %s '%s'",
                       is_const ? "constant" : "variable", symbol->name->text);
}

void finish_globals(struct parser *p)
{
    const struct name *weak, *target;
    for (size_t i = 0; (weak = pp_pragma_weak(p->pp, i, &target)) != NULL; i++) {
        if (!weak->linked && target && target->linked) { /* #pragma weak a = b declares a as b is */
            struct symbol *symbol =
                symbol_new(p, intern_find(p->names, weak->text), (enum symbol_kind)target->linked->kind,
                           target->linked->type, target->linked->loc);
            symbol->linkage = LINKAGE_EXTERNAL;
            symbol->is_static = target->linked->is_static;
            symbol->name->linked = symbol;
            add_global(p, symbol);
        }
        if (weak->linked)
            weak->linked->attributes.weak = true;
        if (weak->linked && target && !weak->linked->defined)
            weak->linked->attributes.alias = target->text;
    }
    for (struct symbol *symbol = p->globals; symbol; symbol = symbol->next_global) {
        if (symbol->kind == SYMBOL_FUNCTION)
            finish_function_symbol(p, symbol);
        else
            finish_object(p, symbol);
    }
    for (struct symbol *symbol = p->globals; symbol; symbol = symbol->next_global)
        symbol_finish_ir(p, symbol);
    describe_globals(p);
}

/* ---- Messages ---- */

static int is_function_name(const struct name *name)
{
    return name->symbol && name->symbol->kind == SYMBOL_FUNCTION && !name->symbol->builtin;
}

void report_implicit(struct parser *p, const struct token *token, struct span span)
{
    struct name *near = intern_nearest(p->names, token->name, is_function_name);
    if (near)
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span_fixed(span, span.start, near->text),
                       "function '%s' is not declared; did you mean '%s'?", token->name->text, near->text);
    else
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span,
                       "function '%s' is not declared; include its header", token->name->text);
}

static int is_type_name(const struct name *name)
{
    return name->symbol && name->symbol->kind == SYMBOL_TYPEDEF;
}

void report_unknown_type(struct parser *p)
{
    struct name *near = intern_nearest(p->names, p->token.name, is_type_name);
    if (near)
        report_error(p->report, span_fixed(here(p), p->token.loc, near->text), "no type '%s'; did you mean '%s'?",
                     p->token.name->text, near->text);
    else if (p->token.name->tag)
        report_error(p->report, here(p), "no type '%s'; write 'struct', 'union' or 'enum' before the tag",
                     p->token.name->text);
    else
        report_error(p->report, here(p), "no type '%s'; declare it or include its header", p->token.name->text);
}
