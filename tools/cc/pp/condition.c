/* The expression of #if and #elif (C11 6.10.1): 64-bit integers, identifiers are 0. */
#include "pp/pp_impl.h"

#include "pp/literal.h"

#include <string.h>

enum { DEPTH_MAX = 200 };

struct value {
    uint64_t bits;
    bool is_unsigned;
};

struct condition {
    struct pp *pp;
    struct token token; /* the next one */
    unsigned depth;
    bool bad;
    unsigned unevaluated; /* > 0: inside an operand that && || ?: leave out */
};

static void advance(struct condition *c)
{
    pp_expanded(c->pp, &c->token);
}

static struct value fail(struct condition *c, const char *what)
{
    if (!c->bad)
        report_error(c->pp->report, span_from(c->token.loc, token_end(&c->token)), "%s", what);
    c->bad = true;
    return (struct value){0};
}

static struct value of_bool(bool truth)
{
    return (struct value){truth, false};
}

static struct value conditional(struct condition *c);

/* defined NAME, defined(NAME) */
static struct value read_defined(struct condition *c)
{
    struct token token;
    pp_raw(c->pp, &token);
    bool parentheses = token.kind == TOKEN_LPAREN;
    if (parentheses)
        pp_raw(c->pp, &token);
    c->token = token;
    if (token.kind != TOKEN_NAME)
        return fail(c, "'defined' needs the name of a macro");
    struct value value = of_bool(token.name->macro != NULL);
    if (token.name->macro)
        token.name->macro->used = true;
    if (parentheses) {
        pp_raw(c->pp, &c->token);
        if (c->token.kind != TOKEN_RPAREN)
            return fail(c, "expected ')' after 'defined('");
    }
    advance(c);
    return value;
}

/* The operand of __has_attribute and relatives: a name, possibly with a scope. */
static struct value read_has_name(struct condition *c, unsigned builtin)
{
    struct token token;
    unsigned has = 0, names = 0;
    pp_raw(c->pp, &token);
    if (token.kind != TOKEN_LPAREN) {
        c->token = token;
        return fail(c, "expected '('");
    }
    while (pp_raw(c->pp, &token), token.kind != TOKEN_RPAREN) {
        if (token.kind == TOKEN_END) {
            c->token = token;
            return fail(c, "expected ')'");
        }
        if (token.kind != TOKEN_NAME)
            continue;
        const struct name *name = token.name;
        switch (builtin) {
        case BUILTIN_HAS_BUILTIN: has = name->builtin || name->keyword; break;
        case BUILTIN_HAS_FEATURE: has = pp_has_feature(name->text); break;
        case BUILTIN_HAS_C_ATTRIBUTE:
            has = names++ ? pp_has_attribute(name->text, name->length) : pp_standard_attribute(name->text);
            break;
        default: has = pp_has_attribute(name->text, name->length); break;
        }
    }
    advance(c);
    return (struct value){has, false};
}

static struct value read_has_include(struct condition *c, bool next)
{
    struct token token;
    pp_raw(c->pp, &token);
    c->token = token;
    if (token.kind != TOKEN_LPAREN)
        return fail(c, "expected '(' after __has_include");
    const char *name;
    size_t length;
    bool quoted;
    uint32_t loc;
    if (!pp_read_header_name(c->pp, &name, &length, &quoted, &loc)) {
        c->bad = true;
        return of_bool(false);
    }
    bool has = pp_has_include(c->pp, name, length, quoted, next);
    pp_raw(c->pp, &c->token);
    if (c->token.kind != TOKEN_RPAREN)
        return fail(c, "expected ')' after __has_include(");
    advance(c);
    return of_bool(has);
}

static struct value read_name(struct condition *c)
{
    struct pp *pp = c->pp;
    const struct name *name = c->token.name;
    if (name == pp->name_defined)
        return read_defined(c);
    unsigned builtin = name->macro ? name->macro->builtin : BUILTIN_NONE;
    if (builtin == BUILTIN_HAS_INCLUDE || builtin == BUILTIN_HAS_INCLUDE_NEXT)
        return read_has_include(c, builtin == BUILTIN_HAS_INCLUDE_NEXT);
    if (builtin)
        return read_has_name(c, builtin);
    if (!c->unevaluated)
        report_warning(pp->report, WARN_UNDEF, span_from(c->token.loc, token_end(&c->token)),
                       "'%s' is not defined, it counts as 0", name->text);
    advance(c);
    return of_bool(false);
}

static struct value primary(struct condition *c)
{
    struct value value = {0};
    switch (c->token.kind) {
    case TOKEN_NUMBER: {
        struct number number;
        if (!literal_number(c->pp->report, &c->token, &number)) {
            c->bad = true;
            return value;
        }
        if (number.floating)
            return fail(c, "floating constant in a preprocessor condition");
        value = (struct value){number.integer, number.is_unsigned || number.integer > INT64_MAX};
        advance(c);
        return value;
    }
    case TOKEN_CHARACTER: {
        struct character character;
        literal_character(c->pp->report, &c->token, &character);
        value.bits = (uint64_t)character.value;
        advance(c);
        return value;
    }
    case TOKEN_NAME: return read_name(c);
    case TOKEN_LPAREN:
        advance(c);
        value = conditional(c);
        if (c->token.kind != TOKEN_RPAREN)
            return fail(c, "expected ')' in the condition");
        advance(c);
        return value;
    case TOKEN_END: return fail(c, "the condition is not complete");
    default: return fail(c, "this cannot stand in a preprocessor condition");
    }
}

static struct value unary(struct condition *c)
{
    enum token_kind kind = (enum token_kind)c->token.kind;
    if (kind != TOKEN_NOT && kind != TOKEN_MINUS && kind != TOKEN_PLUS && kind != TOKEN_TILDE)
        return primary(c);
    if (c->depth++ > DEPTH_MAX)
        return fail(c, "condition is nested too deep");
    advance(c);
    struct value value = unary(c);
    c->depth--;
    if (kind == TOKEN_NOT)
        return of_bool(!value.bits);
    if (kind == TOKEN_MINUS)
        value.bits = 0 - value.bits;
    if (kind == TOKEN_TILDE)
        value.bits = ~value.bits;
    return value;
}

static struct value divide(struct condition *c, struct value a, struct value b, bool remainder)
{
    if (!b.bits) {
        if (c->unevaluated)
            return a;
        return fail(c, "division by zero in a preprocessor condition");
    }
    struct value value = {0, a.is_unsigned || b.is_unsigned};
    if (value.is_unsigned)
        value.bits = remainder ? a.bits % b.bits : a.bits / b.bits;
    else if (b.bits == UINT64_MAX)
        value.bits = remainder ? 0 : 0 - a.bits;
    else
        value.bits = (uint64_t)(remainder ? (int64_t)a.bits % (int64_t)b.bits : (int64_t)a.bits / (int64_t)b.bits);
    return value;
}

static uint64_t shift_right(struct value a, unsigned count)
{
    uint64_t bits = a.bits >> count;
    if (!a.is_unsigned && (int64_t)a.bits < 0 && count)
        bits |= ~(UINT64_MAX >> count);
    return bits;
}

static struct value shift(struct value a, struct value b, bool left)
{
    bool backwards = !b.is_unsigned && (int64_t)b.bits < 0;
    uint64_t count = backwards ? 0 - b.bits : b.bits;
    left ^= backwards;
    if (left)
        a.bits = count > 63 ? 0 : a.bits << count;
    else
        a.bits = shift_right(a, count > 63 ? 63 : (unsigned)count);
    return a;
}

static bool less(struct value a, struct value b)
{
    return a.is_unsigned || b.is_unsigned ? a.bits < b.bits : (int64_t)a.bits < (int64_t)b.bits;
}

static struct value apply(struct condition *c, unsigned kind, struct value a, struct value b)
{
    bool is_unsigned = a.is_unsigned || b.is_unsigned;
    switch (kind) {
    case TOKEN_STAR: return (struct value){a.bits * b.bits, is_unsigned};
    case TOKEN_SLASH: return divide(c, a, b, false);
    case TOKEN_PERCENT: return divide(c, a, b, true);
    case TOKEN_PLUS: return (struct value){a.bits + b.bits, is_unsigned};
    case TOKEN_MINUS: return (struct value){a.bits - b.bits, is_unsigned};
    case TOKEN_SHL: return shift(a, b, true);
    case TOKEN_SHR: return shift(a, b, false);
    case TOKEN_LESS: return of_bool(less(a, b));
    case TOKEN_GREATER: return of_bool(less(b, a));
    case TOKEN_LESS_EQUAL: return of_bool(!less(b, a));
    case TOKEN_GREATER_EQUAL: return of_bool(!less(a, b));
    case TOKEN_EQUAL: return of_bool(a.bits == b.bits);
    case TOKEN_NOT_EQUAL: return of_bool(a.bits != b.bits);
    case TOKEN_AND: return (struct value){a.bits & b.bits, is_unsigned};
    case TOKEN_XOR: return (struct value){a.bits ^ b.bits, is_unsigned};
    case TOKEN_OR: return (struct value){a.bits | b.bits, is_unsigned};
    case TOKEN_AND_AND: return of_bool(a.bits && b.bits);
    default: return of_bool(a.bits || b.bits);
    }
}

static struct value binary(struct condition *c, int least)
{
    struct value left = unary(c);
    for (int level; (level = token_precedence(c->token.kind)) >= least && level && !c->bad;) {
        unsigned kind = c->token.kind;
        bool skip = (kind == TOKEN_AND_AND && !left.bits) || (kind == TOKEN_OR_OR && left.bits);
        advance(c);
        c->unevaluated += skip;
        struct value right = binary(c, level + 1);
        c->unevaluated -= skip;
        left = apply(c, kind, left, right);
    }
    return left;
}

static struct value conditional(struct condition *c)
{
    if (c->depth++ > DEPTH_MAX)
        return fail(c, "condition is nested too deep");
    struct value value = binary(c, 1);
    if (c->token.kind == TOKEN_QUESTION) {
        bool truth = value.bits != 0;
        advance(c);
        c->unevaluated += !truth;
        struct value first = conditional(c);
        c->unevaluated -= !truth;
        if (c->token.kind != TOKEN_COLON)
            return fail(c, "expected ':' in the condition");
        advance(c);
        c->unevaluated += truth;
        struct value second = conditional(c);
        c->unevaluated -= truth;
        value = truth ? first : second;
        value.is_unsigned = first.is_unsigned || second.is_unsigned;
    }
    c->depth--;
    return value;
}

bool pp_condition(struct pp *pp)
{
    struct condition c = {.pp = pp};
    advance(&c);
    struct value value = conditional(&c);
    if (!c.bad && c.token.kind != TOKEN_END)
        fail(&c, "something follows the condition");
    return value.bits != 0 && !c.bad;
}
