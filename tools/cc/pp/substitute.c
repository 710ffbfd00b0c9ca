/* Argument substitution, # and ## (C11 6.10.3.1 to 6.10.3.3), __VA_OPT__ (C23 6.10.5.1) and GNU's ", ## __VA_ARGS__".
 */
#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- # ---- */

struct text {
    char *bytes;
    size_t length, room;
};

static void text_add(struct text *text, const char *bytes, size_t length)
{
    text->bytes = mem_reserve(text->bytes, &text->room, text->length + length, 1);
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

static void add_spelling(struct text *text, const struct token *token)
{
    uint32_t length;
    const char *spelling = token_spelling(token, &length);
    if (token->kind != TOKEN_STRING && token->kind != TOKEN_CHARACTER) {
        text_add(text, spelling, length);
        return;
    }
    for (uint32_t i = 0; i < length; i++) {
        if (spelling[i] == '"' || spelling[i] == '\\')
            text_add(text, "\\", 1);
        text_add(text, spelling + i, 1);
    }
}

struct token pp_stringify(struct pp *pp, const struct token *tokens, size_t count, uint32_t loc)
{
    struct text text = {0};
    bool any = false;
    text_add(&text, "\"", 1);
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].kind == TOKEN_PLACEMARKER)
            continue;
        if (any && (tokens[i].flags & TOKEN_SPACE))
            text_add(&text, " ", 1);
        add_spelling(&text, &tokens[i]);
        any = true;
    }
    text_add(&text, "\"", 1);
    struct token token = {.kind = TOKEN_STRING, .loc = loc, .length = (uint32_t)text.length};
    token.text = arena_string(&pp->arena, text.bytes, text.length);
    free(text.bytes);
    return token;
}

/* ---- ## ---- */

/* Makes *left the two tokens in one. */
static void paste(struct pp *pp, struct token *left, const struct token *right)
{
    uint8_t flags = left->flags;
    if (right->kind == TOKEN_PLACEMARKER)
        return;
    if (left->kind == TOKEN_PLACEMARKER) {
        *left = *right;
        left->flags = (uint8_t)((right->flags & ~TOKEN_SPACE) | (flags & TOKEN_SPACE));
        return;
    }
    uint32_t left_length, right_length;
    const char *left_text = token_spelling(left, &left_length), *right_text = token_spelling(right, &right_length);
    char *both = arena_alloc(&pp->arena, (size_t)left_length + right_length + 2);
    memcpy(both, left_text, left_length);
    memcpy(both + left_length, right_text, right_length);
    uint32_t length = left_length + right_length;
    both[length] = '\n';
    struct scanner scanner = pp->buffer->scanner;
    scanner.text = scanner.next = both;
    scanner.end = both + length + 1;
    scanner.in_directive = true;
    scanner.line_start = false;
    scanner.line_comments = false;
    struct token token;
    scan_token(&scanner, &token);
    if (scanner.next != both + length || token.kind == TOKEN_END) {
        if (!pp->language.assembler)
            report_error(pp->report, span_at(left->loc), "'##' makes '%.*s', which is not one token", (int)length,
                         both);
        return;
    }
    token.loc = left->loc;
    token.flags = (uint8_t)((token.flags & ~(TOKEN_LINE | TOKEN_SPACE)) | (flags & (TOKEN_SPACE | TOKEN_EXPANDED)));
    *left = token;
}

/* ---- Bodies ---- */

struct substitution {
    struct pp *pp;
    struct macro *macro;
    struct argument *arguments;
    uint32_t loc;
    struct token_list *out;
};

static void add_all(struct substitution *s, const struct token *tokens, size_t count, const struct token *place)
{
    for (size_t i = 0; i < count; i++) {
        token_list_add(s->pp, s->out, &tokens[i]);
        struct token *added = &s->out->tokens[s->out->count - 1];
        if (!i)
            added->flags = (uint8_t)((added->flags & ~TOKEN_SPACE) | (place->flags & TOKEN_SPACE));
    }
}

static void add_placemarker(struct substitution *s, const struct token *place)
{
    struct token marker = {.kind = TOKEN_PLACEMARKER, .flags = place->flags & TOKEN_SPACE, .loc = s->loc};
    token_list_add(s->pp, s->out, &marker);
}

/* The variable arguments, expanded, have no token. */
static bool variable_part_empty(struct substitution *s)
{
    struct argument *last = &s->arguments[s->macro->param_count - 1];
    pp_expand_argument(s->pp, last);
    return !last->expanded_count;
}

static void substitute_range(struct substitution *s, const struct token *body, size_t count);

static void remove_placemarkers(struct token_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->tokens[i].kind != TOKEN_PLACEMARKER)
            list->tokens[kept++] = list->tokens[i];
    list->count = kept;
}

/* __VA_OPT__( tokens ), and the same with # before it as one string. */
static void substitute_va_opt(struct substitution *s, const struct token *token)
{
    struct token_list inner = {0};
    struct substitution part = *s;
    part.out = &inner;
    if (!variable_part_empty(s))
        substitute_range(&part, token + 1, token->length);
    if (!(token->flags & TOKEN_HASHED)) {
        add_all(s, inner.tokens, inner.count, token);
        return;
    }
    remove_placemarkers(&inner);
    struct token string = pp_stringify(s->pp, inner.tokens, inner.count, s->loc);
    string.flags = token->flags & TOKEN_SPACE;
    token_list_add(s->pp, s->out, &string);
}

/* Appends what one token of the body stands for; returns how many tokens of the body that were. */
static size_t substitute_one(struct substitution *s, const struct token *token, bool pasted)
{
    struct argument *argument = s->arguments ? &s->arguments[token->length] : NULL;
    switch (token->kind) {
    case TOKEN_STRINGIFY: {
        struct token string = pp_stringify(s->pp, argument->raw, argument->raw_count, s->loc);
        string.flags = token->flags & TOKEN_SPACE;
        token_list_add(s->pp, s->out, &string);
        return 1;
    }
    case TOKEN_PARAMETER:
        if (pasted || (token->flags & TOKEN_PASTE)) {
            add_all(s, argument->raw, argument->raw_count, token);
        } else {
            pp_expand_argument(s->pp, argument);
            add_all(s, argument->expanded, argument->expanded_count, token);
        }
        return 1;
    case TOKEN_VA_OPT: substitute_va_opt(s, token); return token->length + (size_t)1;
    default: {
        struct token copy = *token;
        copy.flags &= (uint8_t)~TOKEN_PASTE;
        token_list_add(s->pp, s->out, &copy);
        return 1;
    }
    }
}

/* GNU: in ", ## __VA_ARGS__" the comma goes when the variable arguments are left out, else nothing is pasted. */
static bool swallows_comma(struct substitution *s, const struct token *body, size_t i)
{
    return i > 0 && body[i].kind == TOKEN_PARAMETER && s->macro->variadic &&
           body[i].length + 1u == s->macro->param_count && body[i - 1].kind == TOKEN_COMMA;
}

static void substitute_range(struct substitution *s, const struct token *body, size_t count)
{
    bool pasted = false;
    for (size_t i = 0; i < count;) {
        size_t mark = s->out->count;
        const struct token *token = &body[i];
        bool comma = pasted && swallows_comma(s, body, i);
        size_t used = substitute_one(s, token, pasted);
        bool pastes_on = token[used - 1].flags & TOKEN_PASTE;
        if (token->kind == TOKEN_VA_OPT)
            pastes_on = token->flags & TOKEN_PASTE;
        if (comma) {
            if (!s->arguments[token->length].raw && mark > 0)
                s->out->tokens[mark - 1].kind = TOKEN_PLACEMARKER;
        } else if (s->out->count == mark && (pasted || pastes_on)) {
            add_placemarker(s, token);
        }
        if (pasted && !comma && mark > 0 && s->out->count > mark) {
            paste(s->pp, &s->out->tokens[mark - 1], &s->out->tokens[mark]);
            memmove(&s->out->tokens[mark], &s->out->tokens[mark + 1],
                    (s->out->count - mark - 1) * sizeof *s->out->tokens);
            s->out->count--;
        }
        pasted = pastes_on;
        i += used;
    }
}

void pp_substitute(struct pp *pp, struct macro *macro, struct argument *arguments, uint32_t loc, struct token_list *out)
{
    struct substitution s = {pp, macro, arguments, loc, out};
    substitute_range(&s, macro->body, macro->body_count);
    remove_placemarkers(out);
}
