/* Declarators (C11 6.7.6): the type is built while reading, from the inside out. */
#include "front/parser.h"

#include <string.h>

static struct type *parse_suffixes(struct parser *p, struct type *base, struct declarator *out);

static struct type *parse_pointers(struct parser *p, struct type *base, struct declarator *out)
{
    while (accept(p, TOKEN_STAR)) {
        base = type_pointer(&p->types, base);
        unsigned quals = 0;
        for (bool more = true; more;) {
            switch (p->token.kind) {
            case TOKEN_CONST:
                quals |= QUAL_CONST;
                advance(p);
                break;
            case TOKEN_VOLATILE:
                quals |= QUAL_VOLATILE;
                advance(p);
                break;
            case TOKEN_RESTRICT:
                quals |= QUAL_RESTRICT;
                advance(p);
                break;
            case TOKEN_ATOMIC:
                quals |= QUAL_ATOMIC;
                advance(p);
                break;
            case TOKEN_ATTRIBUTE: parse_attributes(p, &out->attributes); break;
            default: more = false; break;
            }
        }
        check_qualifiers(p, base, &quals, span_at(p->last_end - 1));
        base = type_qualified(&p->types, base, quals);
    }
    return base;
}

/* ---- Parameters (6.7.6.3) ---- */

enum { PARAMETERS_MAX = 2000 };

struct parameter_list {
    struct type **types;
    struct symbol **symbols;
    uint32_t count, room;
};

static void add_parameter(struct parser *p, struct parameter_list *list, struct type *type, struct symbol *symbol)
{
    if (list->count == list->room) {
        uint32_t room = list->room ? list->room * 2 : 4;
        list->types = arena_grow(&p->arena, list->types, list->room, room, sizeof *list->types);
        list->symbols = arena_grow(&p->arena, list->symbols, list->room, room, sizeof *list->symbols);
        list->room = room;
    }
    list->types[list->count] = type;
    list->symbols[list->count++] = symbol;
}

/* "int a, b": the second has no type of its own. */
static bool parse_untyped(struct parser *p, struct parameter_list *list)
{
    if (!at(p, TOKEN_NAME) || p->token.name->symbol || (peek(p)->kind != TOKEN_COMMA && peek(p)->kind != TOKEN_RPAREN))
        return false;
    report_error(p->report, here(p), "parameter '%s' has no type; write it before the name, as 'int %s'",
                 p->token.name->text, p->token.name->text);
    struct type *type = type_basic(&p->types, TYPE_INT);
    struct symbol *symbol = symbol_new(p, p->token.name, SYMBOL_OBJECT, type, p->token.loc);
    symbol->is_parameter = symbol->wrong = true;
    symbol_enter(p, symbol);
    add_parameter(p, list, type, symbol);
    advance(p);
    return true;
}

static void parse_parameter(struct parser *p, struct parameter_list *list)
{
    struct specifiers specifiers;
    struct declarator declarator;
    struct span span = here(p);
    if (list->count && parse_untyped(p, list))
        return;
    parse_specifiers(p, &specifiers, false);
    if (!specifiers.typed && !specifiers.storage)
        report_error(p->report, span, "expected a parameter's type");
    parse_declarator(p, specifiers.type, &declarator, true);
    parse_attributes(p, &declarator.attributes);
    struct type *type = type_of_mode(p, declarator.type, &declarator.attributes, span);
    if (specifiers.is_thread || specifiers.function_specifier)
        report_error(p->report, span, "'%s' is not for parameters",
                     specifiers.is_thread ? "_Thread_local" : specifiers.function_specifier);
    check_alignas(p, &specifiers.attributes, type, "a parameter");
    if (type->kind == TYPE_VOID && !declarator.name) {
        report_error(p->report, span, "'void' must be the only parameter");
        type = type_basic(&p->types, TYPE_INT);
    }
    bool array = type->kind == TYPE_ARRAY;
    if (array)
        type = type_qualified(&p->types, type_pointer(&p->types, type->base), declarator.array_quals);
    else if (type->kind == TYPE_FUNCTION)
        type = type_pointer(&p->types, type);
    struct name *name = declarator.name;
    struct symbol *symbol =
        symbol_new(p, name ? name : intern_find(p->names, "<unnamed>"), SYMBOL_OBJECT, type, name ? declarator.loc : 0);
    symbol->attributes = declarator.attributes;
    symbol->attributes.unused |= specifiers.attributes.unused || !name;
    symbol->is_parameter = true;
    symbol->is_register = specifiers.storage == TOKEN_REGISTER;
    symbol->wrong = specifiers.wrong;
    symbol->array_parameter = array;
    symbol->array_length = array ? declarator.type->vla_length : NULL;
    if (name && symbol_here(p, name))
        report_error(p->report, span_at(declarator.loc), "two parameters are called '%s'", name->text);
    else if (name)
        symbol_enter(p, symbol);
    add_parameter(p, list, type, symbol);
}

static void parse_identifiers(struct parser *p, struct parameter_list *list)
{
    do {
        if (!at(p, TOKEN_NAME)) {
            report_error(p->report, here(p), "expected a parameter's name");
            break;
        }
        struct symbol *symbol =
            symbol_new(p, p->token.name, SYMBOL_OBJECT, type_basic(&p->types, TYPE_INT), p->token.loc);
        symbol->is_parameter = true;
        symbol_enter(p, symbol);
        add_parameter(p, list, symbol->type, symbol);
        advance(p);
    } while (accept(p, TOKEN_COMMA));
}

static bool is_only_void(struct parser *p)
{
    return at(p, TOKEN_VOID) && peek(p)->kind == TOKEN_RPAREN;
}

/* Leave the scope of a parameter list, keeping what was declared for a function's body. */
static void keep_scope(struct parser *p, struct declarator *out, bool outermost)
{
    struct symbol *symbols = p->symbols;
    struct tag *tags = p->tags;
    p->report->quiet++;
    scope_leave(p);
    p->report->quiet--;
    if (!outermost)
        return;
    out->param_scope = symbols != p->symbols ? symbols : NULL;
    out->param_tags = tags != p->tags ? tags : NULL;
}

static void parse_typed_parameters(struct parser *p, struct function_type *function, struct parameter_list *list)
{
    function->prototype = true;
    do {
        if (at(p, TOKEN_ELLIPSIS) && !list->count && p->options->standard < 2023)
            report_error(p->report, here(p), "a parameter with a name must come before '...'");
        if (accept(p, TOKEN_ELLIPSIS)) {
            function->variadic = true;
            break;
        }
        parse_parameter(p, list);
        if (list->count == PARAMETERS_MAX)
            report_fatal(p->report, here(p), "more than %d parameters; pass a structure", PARAMETERS_MAX);
    } while (accept(p, TOKEN_COMMA));
}

/* After '(' of a function declarator. */
static struct type *parse_function_suffix(struct parser *p, struct type *base, struct declarator *out, bool outermost)
{
    struct parameter_list list = {0};
    struct function_type *function = arena_alloc(&p->arena, sizeof *function);
    struct declarator scope = {0};
    bool identifiers = false;
    scope_enter(p);
    if (at(p, TOKEN_RPAREN)) {
        function->prototype = p->options->standard >= 2023;
    } else if (is_only_void(p)) {
        function->prototype = true;
        advance(p);
    } else if (at(p, TOKEN_NAME) && !starts_type_name(p, &p->token)) {
        identifiers = p->token.name->symbol || peek(p)->kind == TOKEN_COMMA || peek(p)->kind == TOKEN_RPAREN;
        if (identifiers)
            parse_identifiers(p, &list);
        else
            parse_typed_parameters(p, function, &list);
    } else {
        parse_typed_parameters(p, function, &list);
    }
    keep_scope(p, &scope, true);
    if (!expect(p, TOKEN_RPAREN, "after the parameters")) {
        skip_to(p, TOKEN_RPAREN);
        accept(p, TOKEN_RPAREN);
    }
    function->params = list.types;
    function->param_count = identifiers ? 0 : list.count;
    if (outermost) {
        out->is_function = true;
        out->identifier_list = identifiers || (!function->prototype && !list.count);
        out->params = list.symbols;
        out->param_count = list.count;
        out->param_scope = scope.param_scope;
        out->param_tags = scope.param_tags;
    }
    if (identifiers && list.count && !at(p, TOKEN_LBRACE) && !starts_declaration(p))
        report_error(p->report, span_at(list.symbols[0]->loc),
                     "parameters without types can stand only in a function's definition");
    struct type *result = parse_suffixes(p, base, out);
    if (result->kind == TYPE_FUNCTION || result->kind == TYPE_ARRAY) {
        report_error(p->report, here(p), "a function cannot return %s; return a pointer",
                     result->kind == TYPE_ARRAY ? "an array" : "a function");
        result = type_basic(&p->types, TYPE_INT);
    }
    if (result->quals && result->kind != TYPE_VOID && !type_is_record(result))
        report_warning(p->report, WARN_IGNORED_QUALIFIERS, here(p), "qualifiers of a function's result have no effect");
    return type_function(&p->types, type_plain(result), function);
}

/* ---- Arrays (6.7.6.2) ---- */

static struct type *finish_array(struct parser *p, struct type *element, struct expr *length, struct span span)
{
    char text[TYPE_TEXT_MAX];
    if (element->kind == TYPE_FUNCTION || !type_complete(element)) {
        report_error(p->report, span, "the elements of an array cannot be of type '%s'", type_text(element, text));
        element = type_basic(&p->types, TYPE_INT);
    }
    if (!length)
        return type_array_incomplete(&p->types, element);
    length = expr_value(p, length);
    if (length->op == EXPR_BAD)
        return type_array(&p->types, element, 1);
    if (!type_is_integer(length->type)) {
        report_error(p->report, span_of(length), "the length of an array must be an integer");
        return type_array(&p->types, element, 1);
    }
    if (length->op == EXPR_INTEGER && !type_variable(element)) {
        bool large =
            (uint64_t)length->integer > INT32_MAX || (uint64_t)length->integer * type_size(element) > INT32_MAX;
        if (!length->integer)
            report_warning(p->report, WARN_PEDANTIC, span_of(length), "an array of length 0");
        if (length->integer < 0 && type_is_signed(length->type))
            report_error(p->report, span_of(length), "the length of an array cannot be negative");
        else if (large)
            report_error(p->report, span_of(length), "array is larger than 2 GiB");
        else
            return type_array(&p->types, element, (uint32_t)length->integer);
        return type_array(&p->types, element, 1);
    }
    if (!p->function && !p->scope) {
        report_error(p->report, span_of(length), "the length of an array outside a function must be a constant");
        return type_array(&p->types, element, 1);
    }
    struct type *type = type_array_incomplete(&p->types, element);
    type->vla_length = expr_convert(p, length, type_basic(&p->types, TYPE_UINT));
    report_warning(p->report, WARN_VLA, span, "array of variable length");
    return type;
}

static struct type *parse_array_suffix(struct parser *p, struct type *base, struct declarator *out, bool outermost)
{
    struct span span = here(p), marks = span;
    unsigned quals = 0;
    bool is_static = false;
    struct expr *length = NULL;
    for (bool more = true; more;) {
        switch (p->token.kind) {
        case TOKEN_STATIC:
            is_static = true;
            advance(p);
            break;
        case TOKEN_CONST:
            quals |= QUAL_CONST;
            advance(p);
            break;
        case TOKEN_VOLATILE:
            quals |= QUAL_VOLATILE;
            advance(p);
            break;
        case TOKEN_RESTRICT:
            quals |= QUAL_RESTRICT;
            advance(p);
            break;
        default: more = false; break;
        }
    }
    if (at(p, TOKEN_STAR) && peek(p)->kind == TOKEN_RBRACKET)
        advance(p);
    else if (!at(p, TOKEN_RBRACKET))
        length = parse_assignment(p);
    if (!expect(p, TOKEN_RBRACKET, NULL)) {
        if (at(p, TOKEN_SEMICOLON) && peek(p)->kind == TOKEN_RBRACKET) /* of a macro that ends in ';' */
            advance(p);
        skip_to(p, TOKEN_RBRACKET);
        accept(p, TOKEN_RBRACKET);
    }
    if (outermost)
        out->array_quals = quals;
    if ((is_static || quals) && outermost)
        out->array_marks = marks.at;
    else if (is_static || quals)
        report_error(p->report, marks, "'static' and qualifiers can stand only in the outermost '[]' of a parameter");
    struct type *element = parse_suffixes(p, base, out);
    return finish_array(p, element, length, span);
}

void check_array_marks(struct parser *p, const struct declarator *d)
{
    if (d->array_marks)
        report_error(p->report, span_at(d->array_marks),
                     "'static' and qualifiers can stand only in the outermost '[]' of a parameter");
}

/* [ ] and ( ) after a declarator: the first one written is the outermost. */
static struct type *parse_suffixes(struct parser *p, struct type *base, struct declarator *out)
{
    bool outermost = !out->suffix_seen;
    if (!at(p, TOKEN_LPAREN) && (!at(p, TOKEN_LBRACKET) || peek(p)->kind == TOKEN_LBRACKET))
        return base;
    out->suffix_seen = true;
    if (!enter(p))
        return base;
    bool function = at(p, TOKEN_LPAREN);
    advance(p);
    struct type *type =
        function ? parse_function_suffix(p, base, out, outermost) : parse_array_suffix(p, base, out, outermost);
    leave(p);
    return type;
}

/* ---- The whole ---- */

/* A '(' opens an inner declarator, not parameters. */
static bool opens_inner(struct parser *p, bool abstract_allowed)
{
    if (!at(p, TOKEN_LPAREN))
        return false;
    const struct token *next = peek(p);
    if (next->kind == TOKEN_STAR || next->kind == TOKEN_XOR || next->kind == TOKEN_LPAREN ||
        next->kind == TOKEN_LBRACKET)
        return true;
    if (next->kind == TOKEN_ATTRIBUTE)
        return true;
    return next->kind == TOKEN_NAME && (!abstract_allowed || !starts_type_name(p, next));
}

/* Put the type that stands at a placeholder's position in place: types are copied on the way.  After an error another
 * type
 * may stand there, which stays. */
static struct type *replace(struct parser *p, struct type *type, const struct type *hole, struct type *filling)
{
    if (type == hole || !type->base)
        return type == hole ? filling : type;
    struct type *base = replace(p, type->base, hole, filling);
    switch (type->kind) {
    case TYPE_POINTER: return type_qualified(&p->types, type_pointer(&p->types, base), type->quals);
    case TYPE_FUNCTION: return type_function(&p->types, base, type->function);
    default:
        if (type->complete_array)
            return type_array(&p->types, base, type->length);
        struct type *array = type_array_incomplete(&p->types, base);
        array->vla_length = type->vla_length;
        return array;
    }
}

static void parse_inner(struct parser *p, struct type *base, struct declarator *out, bool abstract_allowed)
{
    struct type *hole = arena_alloc(&p->arena, sizeof *hole);
    hole->kind = TYPE_INT;
    hole->plain = hole;
    hole->size_bytes = hole->align = 4;
    advance(p);
    parse_attributes(p, &out->attributes);
    parse_declarator(p, hole, out, abstract_allowed);
    expect(p, TOKEN_RPAREN, "after the declarator");
    bool bare = out->type == hole;
    struct declarator outer = {.suffix_seen = !bare};
    struct type *filling = parse_suffixes(p, base, bare ? out : &outer);
    out->type = replace(p, out->type, hole, filling);
}

void parse_declarator(struct parser *p, struct type *base, struct declarator *out, bool abstract_allowed)
{
    *out = (struct declarator){.loc = p->token.loc};
    if (!enter(p)) {
        out->type = base;
        return;
    }
    base = parse_pointers(p, base, out);
    parse_attributes(p, &out->attributes);
    if (opens_inner(p, abstract_allowed)) {
        struct attributes attributes = out->attributes;
        parse_inner(p, base, out, abstract_allowed);
        attributes_merge(&out->attributes, &attributes);
    } else {
        out->loc = p->token.loc;
        if (at(p, TOKEN_NAME)) {
            out->name = p->token.name;
            advance(p);
        } else if (!abstract_allowed) {
            expect(p, TOKEN_NAME, "in the declaration");
        }
        parse_attributes(p, &out->attributes);
        out->type = parse_suffixes(p, base, out);
    }
    out->end = p->last_end;
    leave(p);
}
