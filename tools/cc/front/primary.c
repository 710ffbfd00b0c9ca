/* Primary and postfix expressions (C11 6.5.1, 6.5.2). */
#include "front/parser.h"

#include <string.h>

/* ---- Constants (6.4.4) ---- */

/* 6.4.4.1: the first type of the list that can hold the value. */
static enum type_kind integer_kind(const struct number *number)
{
    bool fits_int = number->integer <= INT32_MAX, fits_uint = number->integer <= UINT32_MAX;
    bool fits_llong = number->integer <= INT64_MAX;
    bool can_be_unsigned = number->is_unsigned || !number->decimal;
    if (number->longs < 2) {
        if (fits_int && !number->is_unsigned)
            return number->longs ? TYPE_LONG : TYPE_INT;
        if (fits_uint && can_be_unsigned)
            return number->longs ? TYPE_ULONG : TYPE_UINT;
    }
    return fits_llong && !number->is_unsigned ? TYPE_LLONG : TYPE_ULLONG;
}

static struct expr *parse_number(struct parser *p)
{
    struct number number;
    struct span span = here(p);
    bool good = literal_number(p->report, &p->token, &number);
    advance(p);
    if (!good)
        return expr_bad(p, span);
    if (number.floating) {
        enum type_kind kind = number.is_float ? TYPE_FLOAT : number.longs ? TYPE_LDOUBLE : TYPE_DOUBLE;
        return expr_real(p, type_basic(&p->types, kind), number.real, span);
    }
    return expr_integer(p, type_basic(&p->types, integer_kind(&number)), (int64_t)number.integer, span);
}

static struct expr *parse_character(struct parser *p)
{
    struct character character;
    struct span span = here(p);
    bool good = literal_character(p->report, &p->token, &character);
    advance(p);
    if (!good)
        return expr_bad(p, span);
    if (!character.prefix && character.value < 0 && character.value >= INT8_MIN)
        character.value = fold_wrap(type_basic(&p->types, TYPE_CHAR), character.value);
    enum type_kind kind = character.prefix == PREFIX_u    ? TYPE_USHORT
                          : character.prefix == PREFIX_U8 ? TYPE_UCHAR
                          : character.prefix == PREFIX_U  ? TYPE_UINT
                                                          : TYPE_INT;
    return expr_integer(p, type_basic(&p->types, kind), character.value, span);
}

/* The adjacent string tokens: copied to the arena.  The first is the next token. */
static struct token *gather_strings(struct parser *p, uint32_t *count)
{
    struct token first = p->token;
    advance(p);
    *count = 1;
    struct token *tokens = arena_array(&p->arena, 1, sizeof *tokens);
    tokens[0] = first;
    for (uint32_t room = 1; at(p, TOKEN_STRING); advance(p)) {
        if (*count == room) {
            tokens = arena_grow(&p->arena, tokens, room, room * 2, sizeof *tokens);
            room *= 2;
        }
        tokens[(*count)++] = p->token;
    }
    return tokens;
}

static struct expr *string_expr(struct parser *p, const struct string *string, struct span span)
{
    static const uint8_t kinds[] = {
        [PREFIX_NONE] = TYPE_CHAR, [PREFIX_U8] = TYPE_CHAR, [PREFIX_L] = TYPE_INT,
        [PREFIX_u] = TYPE_USHORT,  [PREFIX_U] = TYPE_UINT,
    };
    struct string_literal *literal = arena_alloc(&p->arena, sizeof *literal);
    literal->bytes = string->bytes;
    literal->length = string->length;
    literal->width = string->width;
    struct type *type =
        type_array(&p->types, type_basic(&p->types, (enum type_kind)kinds[string->prefix]), string->length + 1);
    struct expr *expr = expr_new(p, EXPR_STRING, type, span.at);
    expr->end = span.end;
    expr->flags |= EXPR_LVALUE;
    expr->string = literal;
    return expr;
}

struct expr *parse_string(struct parser *p)
{
    uint32_t start = p->token.loc, count;
    struct string string;
    struct token *tokens = gather_strings(p, &count);
    struct span span = span_from(start, p->last_end);
    if (!literal_string(p->report, &p->module->arena, tokens, count, &string))
        return expr_bad(p, span);
    return string_expr(p, &string, span);
}

bool parse_string_text(struct parser *p, const char **text)
{
    *text = "";
    if (!at(p, TOKEN_STRING)) {
        report_error(p->report, here(p), "expected a string");
        return false;
    }
    struct expr *expr = parse_string(p);
    if (expr->op != EXPR_STRING || expr->string->width != 1)
        return false;
    *text = (const char *)expr->string->bytes;
    return true;
}

/* ---- Names ---- */

/* alloca() can be no function: calls of it are those of the built-in, declared or not. */
static struct symbol *alloca_symbol(struct parser *p, const struct token *token, struct symbol *symbol)
{
    bool plain = p->options->gnu && p->options->builtin_calls && (!symbol || symbol->linkage == LINKAGE_EXTERNAL);
    if (token->name != p->name_alloca || !plain || peek(p)->kind != TOKEN_LPAREN)
        return symbol;
    if (!symbol)
        report_implicit(p, token, here(p));
    return intern_find(p->names, "__builtin_alloca")->symbol;
}

static struct expr *parse_name(struct parser *p)
{
    struct token token = p->token;
    struct symbol *symbol = alloca_symbol(p, &token, token.name->symbol);
    struct span span = here(p);
    if (symbol && symbol->builtin && symbol->kind == SYMBOL_FUNCTION && !symbol->defined &&
        peek(p)->kind == TOKEN_LPAREN) {
        advance(p);
        return parse_builtin_call(p, symbol, &token);
    }
    advance(p);
    bool call = at(p, TOKEN_LPAREN);
    if (!symbol && call)
        symbol = declare_implicit_function(p, &token);
    if (!symbol) {
        if (!call && (!p->function || token.name->reported_in != p->function_number))
            symbol_report_unknown(p, &token);
        token.name->reported_in = p->function_number;
        symbol = symbol_new(p, token.name, SYMBOL_OBJECT, type_basic(&p->types, TYPE_INT), 0);
        symbol->used = symbol->wrong = true;
        symbol_enter(p, symbol);
        return expr_bad(p, span);
    }
    if (symbol->kind == SYMBOL_TYPEDEF) {
        report_error(p->report, span, "'%s' is a type; an expression is expected here", token.name->text);
        return expr_bad(p, span);
    }
    if (symbol->wrong)
        return expr_bad(p, span);
    if (symbol->attributes.deprecated)
        report_warning(p->report, WARN_DEPRECATED_DECLARATIONS, span, "'%s' is deprecated", token.name->text);
    const struct symbol *inside = p->function ? p->function->symbol : NULL;
    if (inside && inside->is_inline && inside->linkage == LINKAGE_EXTERNAL && !inside->extern_inline_wanted &&
        symbol->linkage == LINKAGE_INTERNAL && !p->unevaluated)
        report_warning(p->report, WARN_STATIC_IN_INLINE, span,
                       "'%s' is static, but used in an inline function that is not", token.name->text);
    struct expr *expr = expr_symbol(p, symbol, span);
    expr->was_used = symbol->used;
    symbol->used |= !p->unevaluated || symbol->kind != SYMBOL_FUNCTION;
    return expr;
}

struct expr *expr_text(struct parser *p, const char *text, struct span span)
{
    struct string string = {.length = (uint32_t)strlen(text), .width = 1};
    string.bytes = (uint8_t *)arena_string(&p->module->arena, text, string.length);
    return string_expr(p, &string, span);
}

/* __func__ (6.4.2.2): made when it is asked for. */
static struct expr *parse_func_name(struct parser *p)
{
    struct span span = here(p);
    if (!p->function)
        report_error(p->report, span, "'__func__' outside a function");
    advance(p);
    return expr_text(p, p->function ? p->function->symbol->name->text : "", span);
}

/* ---- _Generic (6.5.1.1), statement expressions, type built-ins ---- */

struct association {
    struct expr *chosen, *fallback;
    bool found;
};

static void parse_association(struct parser *p, struct type *type, struct association *a)
{
    if (at(p, TOKEN_DEFAULT)) {
        if (a->fallback)
            report_error(p->report, here(p), "a second 'default' in this _Generic");
        advance(p);
        expect(p, TOKEN_COLON, "after 'default'");
        a->fallback = parse_assignment(p);
        return;
    }
    char text[TYPE_TEXT_MAX];
    struct span start = here(p);
    struct type *wanted = parse_type_name(p);
    struct span span = here(p);
    expect(p, TOKEN_COLON, "after the type");
    if (!type_complete(wanted) || wanted->kind == TYPE_FUNCTION || type_variable(wanted))
        report_error(p->report, start, "an association of _Generic needs a complete type of constant size, not '%s'",
                     type_text(wanted, text));
    bool matches = type_compatible(type, wanted);
    p->unevaluated += !matches;
    struct expr *expr = parse_assignment(p);
    p->unevaluated -= !matches;
    if (!matches)
        return;
    if (a->found)
        report_error(p->report, span, "two associations of _Generic have compatible types");
    a->found = true;
    a->chosen = expr;
}

static struct expr *parse_generic(struct parser *p)
{
    struct association a = {0};
    struct span span = here(p);
    advance(p);
    expect(p, TOKEN_LPAREN, "after '_Generic'");
    p->unevaluated++;
    struct type *type = expr_value(p, parse_assignment(p))->type;
    p->unevaluated--;
    while (accept(p, TOKEN_COMMA))
        parse_association(p, type_plain(type), &a);
    expect(p, TOKEN_RPAREN, "after the associations of _Generic");
    if (a.found)
        return a.chosen;
    if (a.fallback)
        return a.fallback;
    char text[TYPE_TEXT_MAX];
    report_error(p->report, span, "no association of _Generic has the type '%s'; add one or 'default'",
                 type_text(type, text));
    return expr_bad(p, span);
}

/* The last statement; labels before it become statements of their own, so that its value is the block's. */
static struct statement *last_statement(struct parser *p, struct statement *block)
{
    struct statement *last = block->body;
    while (last && (last->next || last->kind == STATEMENT_LABEL)) {
        if (!last->next) {
            last->next = last->body;
            last->body = statement_new(p, STATEMENT_EXPRESSION, last->loc);
        }
        last = last->next;
    }
    return last;
}

static struct expr *parse_statement_expression(struct parser *p, uint32_t start)
{
    if (!p->function) {
        report_error(p->report, here(p), "a statement expression cannot stand outside a function");
        skip_to(p, TOKEN_RPAREN);
        return expr_bad(p, here(p));
    }
    struct statement *body = parse_block(p, true);
    struct statement *last = last_statement(p, body);
    struct expr *value = last && last->kind == STATEMENT_EXPRESSION ? last->expr : NULL;
    if (value && value->op != EXPR_BAD)
        value = last->expr = expr_value(p, value);
    struct expr *expr = expr_new(p, EXPR_STATEMENT, value ? value->type : type_basic(&p->types, TYPE_VOID), start);
    expr->body = body;
    expr->value = value;
    expr->end = p->last_end;
    return expr;
}

static struct expr *parse_parentheses(struct parser *p)
{
    uint32_t start = p->token.loc;
    advance(p);
    struct expr *expr = at(p, TOKEN_LBRACE) ? parse_statement_expression(p, start) : parse_expression(p);
    expect(p, TOKEN_RPAREN, NULL);
    expr->flags |= EXPR_PARENTHESES;
    expr->start = start;
    expr->end = p->last_end;
    return expr;
}

static struct expr *parse_va_arg(struct parser *p)
{
    struct span span = here(p);
    advance(p);
    expect(p, TOKEN_LPAREN, "after va_arg");
    struct expr *list = parse_assignment(p);
    expect(p, TOKEN_COMMA, "between the arguments of va_arg");
    struct type *type = parse_type_name(p);
    expect(p, TOKEN_RPAREN, "after va_arg");
    if (list->op == EXPR_BAD)
        return list;
    if (!type_complete(type) || type->kind == TYPE_ARRAY) {
        report_error(p->report, span, "va_arg needs a complete type that is no array");
        return expr_bad(p, span);
    }
    bool promotes =
        type->kind == TYPE_FLOAT || (type_is_integer(type) && type_rank(type) < 3 && type->kind != TYPE_ENUM);
    if (promotes) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "'%s' is promoted when it is passed through '...'; ask va_arg for '%s'",
                     type_text(type, text), type->kind == TYPE_FLOAT ? "double" : "int");
    }
    struct expr *address = expr_address(p, list, span);
    if (list->type->kind != TYPE_POINTER && address->op != EXPR_BAD) {
        report_error(p->report, span, "the first argument of va_arg must be a va_list");
        return expr_bad(p, span);
    }
    return expr_one(p, EXPR_VA_ARG, type_plain(type), address, span_from(span.at, p->last_end));
}

static struct expr *parse_offsetof(struct parser *p)
{
    struct span span = here(p);
    advance(p);
    expect(p, TOKEN_LPAREN, "after offsetof");
    struct type *type = parse_type_name(p);
    expect(p, TOKEN_COMMA, "after the type in offsetof");
    struct expr *zero = expr_integer(p, type_pointer(&p->types, type), 0, span);
    struct expr *place = expr_deref(p, zero, span);
    if (at(p, TOKEN_NAME)) {
        struct span member = here(p);
        struct name *name = p->token.name;
        advance(p);
        place = expr_member(p, place, name, member);
    }
    while (at(p, TOKEN_DOT) || at(p, TOKEN_LBRACKET)) {
        struct span at_operator = here(p);
        if (accept(p, TOKEN_LBRACKET)) {
            place = expr_index(p, place, parse_expression(p), at_operator);
            expect(p, TOKEN_RBRACKET, NULL);
        } else {
            advance(p);
            struct name *name = at(p, TOKEN_NAME) ? p->token.name : NULL;
            at_operator = here(p);
            if (!expect(p, TOKEN_NAME, "after '.'"))
                break;
            place = expr_member(p, place, name, at_operator);
        }
    }
    expect(p, TOKEN_RPAREN, "after offsetof");
    struct expr *address = expr_address(p, place, span);
    return expr_convert(p, address, type_basic(&p->types, TYPE_UINT));
}

static struct expr *parse_types_compatible(struct parser *p)
{
    struct span span = here(p);
    advance(p);
    expect(p, TOKEN_LPAREN, NULL);
    struct type *a = parse_type_name(p);
    expect(p, TOKEN_COMMA, NULL);
    struct type *b = parse_type_name(p);
    expect(p, TOKEN_RPAREN, NULL);
    return expr_integer(p, type_basic(&p->types, TYPE_INT), type_compatible(a->plain, b->plain), span);
}

static struct expr *parse_choose(struct parser *p)
{
    int64_t which;
    advance(p);
    expect(p, TOKEN_LPAREN, NULL);
    parse_constant(p, &which, "the first argument of __builtin_choose_expr");
    expect(p, TOKEN_COMMA, NULL);
    struct expr *first = parse_assignment(p);
    expect(p, TOKEN_COMMA, NULL);
    struct expr *second = parse_assignment(p);
    expect(p, TOKEN_RPAREN, NULL);
    return which ? first : second;
}

/* C23's true, false, nullptr. */
static struct expr *parse_named_constant(struct parser *p)
{
    struct span span = here(p);
    bool pointer = at(p, TOKEN_NULLPTR), truth = at(p, TOKEN_TRUE);
    struct type *type =
        pointer ? type_pointer(&p->types, type_basic(&p->types, TYPE_VOID)) : type_basic(&p->types, TYPE_BOOL);
    advance(p);
    return expr_integer(p, type, truth, span);
}

struct expr *parse_primary(struct parser *p)
{
    switch (p->token.kind) {
    case TOKEN_NAME: return parse_name(p);
    case TOKEN_NUMBER: return parse_number(p);
    case TOKEN_CHARACTER: return parse_character(p);
    case TOKEN_STRING: return parse_string(p);
    case TOKEN_LPAREN: return parse_parentheses(p);
    case TOKEN_GENERIC: return parse_generic(p);
    case TOKEN_FUNC: return parse_func_name(p);
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_NULLPTR: return parse_named_constant(p);
    case TOKEN_VA_ARG: return parse_va_arg(p);
    case TOKEN_OFFSETOF: return parse_offsetof(p);
    case TOKEN_TYPES_COMPATIBLE: return parse_types_compatible(p);
    case TOKEN_CHOOSE_EXPR: return parse_choose(p);
    default: break;
    }
    struct span span = here(p);
    char text[TOKEN_TEXT_MAX];
    if (first_missed(p))
        report_error(p->report, span, "expected an expression before %s", token_text(&p->token, text));
    return expr_bad(p, span);
}

/* ---- Compound literals (6.5.2.5) ---- */

struct expr *parse_compound_literal(struct parser *p, struct type *type, uint32_t start)
{
    bool is_static = !p->function || p->scope == 0;
    struct symbol *symbol = symbol_new(p, intern_find(p->names, "<compound literal>"), SYMBOL_OBJECT, type, start);
    bool wrong =
        type->kind == TYPE_FUNCTION || type_variable(type) || (type->kind != TYPE_ARRAY && !type_complete(type));
    p->report->quiet += wrong;
    struct initializer *initializer = parse_initializer(p, &type, is_static);
    p->report->quiet -= wrong;
    symbol->type = type;
    symbol->used = true;
    symbol->is_static = is_static;
    symbol->linkage = is_static ? LINKAGE_INTERNAL : LINKAGE_NONE;
    struct span span = span_from(start, p->last_end);
    if (wrong || !type_complete(type)) {
        report_error(p->report, span, "a compound literal cannot be of %s",
                     type->kind == TYPE_FUNCTION ? "a function type"
                     : type_variable(type)       ? "variable size"
                                                 : "incomplete type");
        return expr_bad(p, span);
    }
    if (is_static && !p->unevaluated)
        data_define(p, symbol, initializer);
    struct expr *expr = expr_new(p, is_static ? EXPR_SYMBOL : EXPR_COMPOUND, type, start);
    expr->end = span.end;
    expr->symbol = symbol;
    expr->initializer = is_static ? NULL : initializer;
    expr->flags |= EXPR_LVALUE;
    return expr;
}

/* ---- Postfix operators ---- */

static struct expr *parse_member_access(struct parser *p, struct expr *left)
{
    bool arrow = at(p, TOKEN_ARROW);
    struct span sign = here(p);
    advance(p);
    struct span span = span_around(p->token.loc, left->start, token_end(&p->token));
    struct name *name = at(p, TOKEN_NAME) ? p->token.name : NULL;
    if (!expect(p, TOKEN_NAME, arrow ? "after '->'" : "after '.'"))
        return expr_bad(p, span);
    if (arrow) {
        left = expr_value(p, left);
        if (left->op != EXPR_BAD && left->type->kind != TYPE_POINTER) {
            report_error(p->report, span_fixed(span, sign.at, "."), "'->' needs a pointer; write '.'");
            return expr_bad(p, span);
        }
        left = expr_deref(p, left, span);
    } else if (left->op != EXPR_BAD && left->type->kind == TYPE_POINTER && type_is_record(left->type->base)) {
        report_error(p->report, span_fixed(span, sign.at, "->"), "'.' on a pointer; write '->'");
        left = expr_deref(p, left, span);
    }
    return expr_member(p, left, name, span);
}

struct expr *parse_postfix_of(struct parser *p, struct expr *left)
{
    for (;;) {
        struct span span = span_around(p->token.loc, left->start, token_end(&p->token));
        switch (p->token.kind) {
        case TOKEN_LBRACKET: {
            advance(p);
            struct expr *index = parse_expression(p);
            expect(p, TOKEN_RBRACKET, NULL);
            span.end = p->last_end;
            left = expr_index(p, left, index, span);
            break;
        }
        case TOKEN_LPAREN: left = parse_call(p, left); break;
        case TOKEN_DOT:
        case TOKEN_ARROW: left = parse_member_access(p, left); break;
        case TOKEN_INCREMENT:
        case TOKEN_DECREMENT:
            left = expr_increment(p, left, at(p, TOKEN_DECREMENT), true, span);
            advance(p);
            break;
        default: return left;
        }
    }
}

struct expr *parse_postfix(struct parser *p)
{
    return parse_postfix_of(p, parse_primary(p));
}
