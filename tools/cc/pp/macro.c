/* #define and #undef (C11 6.10.3). */
#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <string.h>

enum { PARAMETERS_MAX = 10000 };

/* What is being defined. */
struct definition {
    struct pp *pp;
    struct macro *macro;
    size_t param_room, body_room;
    size_t va_opt; /* index + 1 of the open __VA_OPT__ in the body */
    unsigned va_opt_depth;
};

static bool fail(struct pp *pp, const struct token *token, const char *what)
{
    report_error(pp->report, span_from(token->loc, token_end(token)), "%s", what);
    return false;
}

static int param_index(const struct macro *macro, const struct name *name)
{
    for (unsigned i = 0; i < macro->param_count; i++)
        if (macro->params[i] == name)
            return (int)i;
    return -1;
}

static bool add_param(struct definition *d, const struct token *token, struct name *name)
{
    struct macro *macro = d->macro;
    if (param_index(macro, name) >= 0)
        return fail(d->pp, token, "macro parameter is named twice; give each its own name");
    if (macro->param_count == PARAMETERS_MAX)
        return fail(d->pp, token, "macro has too many parameters");
    if (macro->param_count == d->param_room) {
        size_t room = d->param_room ? d->param_room * 2 : 8;
        macro->params = arena_grow(&d->pp->arena, macro->params, d->param_room, room, sizeof *macro->params);
        d->param_room = room;
    }
    macro->params[macro->param_count++] = name;
    return true;
}

/* After the '(' of a parameter list, up to its ')'. */
static bool read_params(struct definition *d)
{
    struct pp *pp = d->pp;
    struct macro *macro = d->macro;
    struct token token;
    macro->function = true;
    pp_raw(pp, &token);
    if (token.kind == TOKEN_RPAREN)
        return true;
    for (;; pp_raw(pp, &token)) {
        if (token.kind == TOKEN_ELLIPSIS) {
            macro->variadic = true;
            if (!add_param(d, &token, pp->name_va_args))
                return false;
        } else if (token.kind != TOKEN_NAME) {
            return fail(pp, &token, "expected a parameter name or '...' in the macro's parameter list");
        } else if (token.name == pp->name_va_args) {
            return fail(pp, &token, "__VA_ARGS__ cannot be a parameter's name; write '...'");
        } else if (!add_param(d, &token, token.name)) {
            return false;
        }
        pp_raw(pp, &token);
        if (token.kind == TOKEN_ELLIPSIS && !macro->variadic) { /* GNU: name... */
            macro->variadic = true;
            pp_raw(pp, &token);
        }
        if (token.kind == TOKEN_RPAREN)
            return true;
        if (token.kind != TOKEN_COMMA || macro->variadic)
            return fail(pp, &token,
                        macro->variadic ? "expected ')' after '...'"
                                        : "expected ',' or ')' in the macro's parameter list");
    }
}

static void add_body(struct definition *d, const struct token *token)
{
    struct macro *macro = d->macro;
    if (macro->body_count == d->body_room) {
        size_t room = d->body_room ? d->body_room * 2 : 8;
        macro->body = arena_grow(&d->pp->arena, macro->body, d->body_room, room, sizeof *macro->body);
        d->body_room = room;
    }
    macro->body[macro->body_count++] = *token;
}

/* Counts parentheses inside __VA_OPT__( ... ); true when the token was its closing one. */
static bool closes_va_opt(struct definition *d, const struct token *token)
{
    if (!d->va_opt)
        return false;
    if (token->kind == TOKEN_LPAREN)
        d->va_opt_depth++;
    if (token->kind != TOKEN_RPAREN || d->va_opt_depth-- > 0)
        return false;
    struct token *open = &d->macro->body[d->va_opt - 1];
    open->length = (uint32_t)(d->macro->body_count - d->va_opt);
    d->va_opt = 0;
    return true;
}

static bool add_name(struct definition *d, struct token *token)
{
    struct pp *pp = d->pp;
    struct macro *macro = d->macro;
    if (token->name == pp->name_va_opt && macro->variadic) {
        struct token paren;
        if (d->va_opt)
            return fail(pp, token, "__VA_OPT__ cannot stand inside __VA_OPT__");
        pp_raw(pp, &paren);
        if (paren.kind != TOKEN_LPAREN)
            return fail(pp, &paren, "expected '(' after __VA_OPT__");
        token->kind = TOKEN_VA_OPT;
        add_body(d, token);
        d->va_opt = macro->body_count;
        d->va_opt_depth = 0;
        return true;
    }
    int index = macro->function ? param_index(macro, token->name) : -1;
    if (index < 0 && token->name == pp->name_va_args)
        return fail(pp, token, "__VA_ARGS__ can stand only in the body of a macro whose parameters end in '...'");
    if (index >= 0) {
        token->kind = TOKEN_PARAMETER;
        token->length = (uint32_t)index;
    }
    add_body(d, token);
    return true;
}

/* After '#' in the body of a function-like macro: a parameter. */
static bool add_stringify(struct definition *d, const struct token *hash)
{
    struct token token;
    pp_raw(d->pp, &token);
    if (token.kind == TOKEN_NAME && token.name == d->pp->name_va_opt && d->macro->variadic) {
        token.flags =
            (uint8_t)((token.flags & ~TOKEN_SPACE) | (hash->flags & TOKEN_SPACE) | TOKEN_HASHED | TOKEN_EXPANDED);
        return add_name(d, &token);
    }
    int index = token.kind == TOKEN_NAME ? param_index(d->macro, token.name) : -1;
    if (index < 0 && d->pp->language.assembler) {
        struct token copy = *hash;
        add_body(d, &copy);
        if (token.kind != TOKEN_END)
            add_body(d, &token);
        return true;
    }
    if (index < 0)
        return fail(d->pp, hash, "'#' is not followed by a macro parameter");
    token.kind = TOKEN_STRINGIFY;
    token.length = (uint32_t)index;
    token.flags = (uint8_t)((token.flags & ~TOKEN_SPACE) | (hash->flags & (TOKEN_SPACE | TOKEN_EXPANDED)));
    add_body(d, &token);
    return true;
}

static bool add_paste(struct definition *d, const struct token *hash_hash)
{
    struct macro *macro = d->macro;
    if (!macro->body_count || d->va_opt == macro->body_count)
        return fail(d->pp, hash_hash, "'##' cannot be at the beginning of a macro's body");
    struct token *left = &macro->body[macro->body_count - 1];
    for (size_t i = 0; i < macro->body_count; i++) /* a closed __VA_OPT__ is the operand, not its last token */
        if (macro->body[i].kind == TOKEN_VA_OPT && i + macro->body[i].length + 1 == macro->body_count && !d->va_opt)
            left = &macro->body[i];
    left->flags |= TOKEN_PASTE;
    macro->pastes = true;
    return true;
}

static bool read_body(struct definition *d)
{
    struct pp *pp = d->pp;
    struct token token, last = {0};
    pp_raw(pp, &token);
    if (token.kind != TOKEN_END && !d->macro->function && !(token.flags & TOKEN_SPACE))
        report_warning(pp->report, WARN_PEDANTIC, span_at(token.loc),
                       "no white space between the macro's name and its body");
    token.flags &= (uint8_t)~TOKEN_SPACE;
    for (; token.kind != TOKEN_END; last = token, pp_raw(pp, &token)) {
        uint8_t kind = token.kind;
        token.flags |= TOKEN_EXPANDED;
        bool good = true;
        if (closes_va_opt(d, &token))
            continue;
        if (kind == TOKEN_HASH_HASH)
            good = add_paste(d, &token);
        else if (kind == TOKEN_HASH && d->macro->function)
            good = add_stringify(d, &token);
        else if (kind == TOKEN_NAME)
            good = add_name(d, &token);
        else
            add_body(d, &token);
        if (!good)
            return false;
        token.kind = kind;
    }
    if (d->va_opt)
        return fail(pp, &token, "__VA_OPT__ has no end; add ')'");
    if (last.kind == TOKEN_HASH_HASH)
        return fail(pp, &last, "'##' cannot be at the end of a macro's body");
    return true;
}

static bool same_token(const struct token *a, const struct token *b)
{
    uint32_t a_length, b_length;
    const char *a_text = token_spelling(a, &a_length), *b_text = token_spelling(b, &b_length);
    enum { COMPARED = TOKEN_SPACE | TOKEN_PASTE };
    if (a->kind != b->kind || (a->flags & COMPARED) != (b->flags & COMPARED))
        return false;
    if (a->kind == TOKEN_PARAMETER || a->kind == TOKEN_STRINGIFY || a->kind == TOKEN_VA_OPT)
        return a->length == b->length;
    return a_length == b_length && !memcmp(a_text, b_text, a_length);
}

static bool same_macro(const struct macro *a, const struct macro *b)
{
    if (a->function != b->function || a->variadic != b->variadic || a->param_count != b->param_count ||
        a->body_count != b->body_count || a->builtin != b->builtin)
        return false;
    for (unsigned i = 0; i < a->param_count; i++)
        if (a->params[i] != b->params[i])
            return false;
    for (uint32_t i = 0; i < a->body_count; i++)
        if (!same_token(&a->body[i], &b->body[i]))
            return false;
    return true;
}

/* The name after #define or #undef, NULL after an error. */
static struct name *read_macro_name(struct pp *pp, const char *directive, struct token *token)
{
    pp_raw(pp, token);
    if (token->kind != TOKEN_NAME) {
        report_error(pp->report, span_from(token->loc, token_end(token)), "#%s needs the name of a macro", directive);
        return NULL;
    }
    if (token->name == pp->name_defined || token->name == pp->name_va_args || token->name == pp->name_va_opt) {
        report_error(pp->report, span_from(token->loc, token_end(token)), "'%s' cannot be the name of a macro",
                     token->name->text);
        return NULL;
    }
    const struct macro *old = token->name->macro;
    if (old && old->builtin)
        report_warning(pp->report, WARN_BUILTIN_MACRO_REDEFINED, span_from(token->loc, token_end(token)),
                       "'%s' is a macro of the compiler", token->name->text);
    return token->name;
}

void pp_read_define(struct pp *pp)
{
    struct token token;
    struct name *name = read_macro_name(pp, "define", &token);
    if (!name)
        return;
    struct macro *macro = arena_alloc(&pp->arena, sizeof *macro);
    struct definition d = {.pp = pp, .macro = macro};
    macro->name = name;
    macro->loc = token.loc;
    macro->predefined = pp->buffer->file->text->path[0] == '<';
    bool has_params = *pp->buffer->scanner.next == '(';
    if (has_params) {
        pp_raw(pp, &token);
        if (!read_params(&d))
            return;
    }
    if (!read_body(&d))
        return;
    struct macro *old = name->macro;
    if (old && !old->builtin && !same_macro(old, macro)) {
        struct span span = span_from(macro->loc, macro->loc + name->length);
        bool shown = report_warning(pp->report, WARN_MACRO_REDEFINED, span,
                                    "'%s' is defined again with another meaning; #undef it first", name->text);
        if (shown && old->loc && !old->predefined)
            report_note(pp->report, span_at(old->loc), "the first definition of '%s' is here", name->text);
    }
    name->macro = macro;
    if (!pp->buffer->file->included_from && !macro->predefined) {
        *pp->last_macro = macro;
        pp->last_macro = &macro->next;
    }
}

void pp_warn_unused_macros(struct pp *pp)
{
    for (const struct macro *macro = pp->macros; macro; macro = macro->next)
        if (!macro->used)
            report_warning(pp->report, WARN_UNUSED_MACROS, span_from(macro->loc, macro->loc + macro->name->length),
                           "unused macro '%s'", macro->name->text);
    pp->macros = NULL;
    pp->last_macro = &pp->macros;
}

void pp_read_undef(struct pp *pp)
{
    struct token token;
    struct name *name = read_macro_name(pp, "undef", &token);
    if (!name)
        return;
    name->macro = NULL;
    pp_check_end(pp, "undef");
}
