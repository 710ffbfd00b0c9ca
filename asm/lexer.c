/* Tokens of a line, with names of #define replaced as they come. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

bool is_name_start(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '$';
}

bool is_name(int c)
{
    return is_name_start(c) || (c >= '0' && c <= '9');
}

void lexer_start(struct lexer *lexer, struct assembler *as, const char *at, const char *end)
{
    lexer->as = as;
    lexer->at = at;
    lexer->end = end;
    lexer->fixed = NULL;
    lexer->fixed_width = 0;
    lexer->raw = false;
    lexer->depth = 0;
    lexer->parameters = NULL;
    lexer->token = (struct token){.kind = TOKEN_END, .start = at, .where = at};
}

bool token_is(const struct token *token, int op)
{
    return token->kind == TOKEN_PUNCTUATION && token->op == op;
}

bool token_equals(const struct token *token, const char *name)
{
    return token->kind == TOKEN_NAME && strlen(name) == token->length && memcmp(token->start, name, token->length) == 0;
}

bool lexer_accept(struct lexer *lexer, int op)
{
    if (!token_is(&lexer->token, op))
        return false;
    lexer_next(lexer);
    return true;
}

static void finish_token(struct lexer *lexer, enum token_kind kind, const char *stop)
{
    struct token *token = &lexer->token;
    token->kind = kind;
    token->length = (size_t)(stop - token->start);
    lexer->at = stop;
    token->where = lexer->fixed ? lexer->fixed : token->start;
    token->where_width = lexer->fixed ? lexer->fixed_width : token->length;
}

static int digit_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 99;
}

/* C suffixes of integers mean nothing here. */
static const char *skip_suffix(const char *at, const char *end)
{
    while (at < end && (*at == 'u' || *at == 'U' || *at == 'l' || *at == 'L'))
        at++;
    return at;
}

static void lex_number(struct lexer *lexer)
{
    const char *at = lexer->token.start, *end = lexer->end;
    int base = 10;
    const char *digits = at;
    while (digits < end && *digits >= '0' && *digits <= '9')
        digits++;
    bool local = digits < end && (*digits == 'b' || *digits == 'f') && (digits + 1 == end || !is_name(digits[1]));
    if (at[0] == '0' && at + 2 < end && (at[1] == 'x' || at[1] == 'X'))
        base = 16;
    else if (at[0] == '0' && at + 2 < end && (at[1] == 'b' || at[1] == 'B') && (at[2] == '0' || at[2] == '1'))
        base = 2;
    else if (at[0] == '0' && digits > at + 1 && !local)
        base = 8;
    if (base == 16 || base == 2)
        at += 2;
    bool overflow = false;
    uint64_t number = 0;
    const char *first = at;
    for (; at < end && digit_value(*at) < base; at++) {
        overflow = overflow || number > (UINT64_MAX - (uint64_t)digit_value(*at)) / (uint64_t)base;
        number = number * (uint64_t)base + (uint64_t)digit_value(*at);
    }
    lexer->token.number = number;
    if (local && base == 10) {
        lexer->token.forward = *at == 'f';
        finish_token(lexer, TOKEN_LOCAL, at + 1);
        lexer->token.length--;
        return;
    }
    at = skip_suffix(at, end);
    finish_token(lexer, TOKEN_NUMBER, at);
    if (at < end && is_name(*at)) {
        while (at < end && is_name(*at))
            at++;
        finish_token(lexer, TOKEN_NUMBER, at);
        error_token(lexer, "'%.*s' is not a number; write 10, 0x1f, 0b101, 017 or 'a'",
                    lexer->token.length > 60 ? 60 : (int)lexer->token.length, lexer->token.start);
        lexer->token.kind = TOKEN_BAD;
    } else if (overflow || at == first) {
        error_token(lexer, "number does not fit 64 bits");
        lexer->token.kind = TOKEN_BAD;
    }
}

/* One character of a literal, escapes resolved; -1 when the escape is unknown. */
static int literal_character(const char **at, const char *end)
{
    static const char names[] = "abfnrtv\\'\"e", values[] = "\a\b\f\n\r\t\v\\'\"\033";
    int c = (unsigned char)*(*at)++;
    if (c != '\\' || *at == end)
        return c;
    c = (unsigned char)*(*at)++;
    if (c >= '0' && c <= '7') {
        int value = c - '0';
        for (int i = 0; i < 2 && *at < end && **at >= '0' && **at <= '7'; i++)
            value = value * 8 + *(*at)++ - '0';
        return value & 0xff;
    }
    if (c == 'x') {
        int value = 0, count = 0;
        for (; count < 2 && *at < end && digit_value(**at) < 16; count++)
            value = value * 16 + digit_value(*(*at)++);
        return count ? value : -1;
    }
    const char *found = c ? strchr(names, c) : NULL;
    return found ? (unsigned char)values[found - names] : -1;
}

bool string_bytes(struct lexer *lexer, struct buf *out)
{
    const char *at = lexer->token.start, *end = at + lexer->token.length;
    while (at < end) {
        const char *start = at;
        int c = literal_character(&at, end);
        if (c < 0) {
            error_where(lexer->as, lexer->fixed ? lexer->fixed : start, (size_t)(at - start),
                        "unknown escape '%.*s' in a string; a backslash itself is written '\\\\'", (int)(at - start),
                        start);
            return false;
        }
        buf_put8(out, (uint8_t)c);
    }
    return true;
}

static void lex_string(struct lexer *lexer)
{
    const char *at = lexer->token.start + 1;
    while (at < lexer->end && *at != '"')
        at += *at == '\\' && at + 1 < lexer->end ? 2 : 1;
    if (at >= lexer->end) {
        finish_token(lexer, TOKEN_STRING, lexer->end);
        error_token(lexer, "string has no end; close it with '\"'");
        lexer->token.kind = TOKEN_BAD;
        return;
    }
    finish_token(lexer, TOKEN_STRING, at + 1);
    lexer->token.start++;
    lexer->token.length -= 2;
}

static void lex_character(struct lexer *lexer)
{
    const char *at = lexer->token.start + 1;
    int c = at < lexer->end && *at != '\'' ? literal_character(&at, lexer->end) : -1;
    bool closed = c >= 0 && at < lexer->end && *at == '\'';
    finish_token(lexer, TOKEN_NUMBER, closed ? at + 1 : lexer->token.start + 1);
    lexer->token.number = (uint64_t)c;
    if (!closed) {
        error_token(lexer, "character literal is not closed; write 'a' or '\\n'");
        lexer->token.kind = TOKEN_BAD;
    }
}

static void lex_punctuation(struct lexer *lexer)
{
    static const char pairs[][3] = {"<<", ">>", "==", "!=", "<=", ">=", "&&", "||"};
    const char *at = lexer->token.start;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (at + 1 < lexer->end && at[0] == pairs[i][0] && at[1] == pairs[i][1]) {
            lexer->token.op = PAIR(at[0], at[1]);
            finish_token(lexer, TOKEN_PUNCTUATION, at + 2);
            return;
        }
    }
    lexer->token.op = *at;
    finish_token(lexer, TOKEN_PUNCTUATION, at + 1);
    if (!*at || !strchr("()[]{},:=+-*/%&|^~!<>@\\", *at)) {
        if ((unsigned char)*at > ' ' && (unsigned char)*at < 0x7f)
            error_token(lexer, "unexpected character '%c'", *at);
        else
            error_token(lexer, "unexpected byte 0x%02x; sources are plain text", (unsigned char)*at);
        lexer->token.kind = TOKEN_BAD;
    }
}

/* ---- #define ---- */

/* Continue with a replacement text, the token's place standing for all of it. */
static void enter(struct lexer *lexer, struct define *define, const char *text)
{
    if (lexer->depth == TOKEN_EXPANSION_MAX) {
        error_token(lexer, "'%s' is replaced more than %d deep", define->name, TOKEN_EXPANSION_MAX);
        lexer->token.kind = TOKEN_BAD;
        return;
    }
    lexer->outer[lexer->depth].at = lexer->at;
    lexer->outer[lexer->depth].end = lexer->end;
    lexer->outer[lexer->depth].fixed = lexer->fixed;
    lexer->outer[lexer->depth++].define = define;
    if (!lexer->fixed) {
        lexer->fixed = lexer->token.where;
        lexer->fixed_width = lexer->token.where_width;
    }
    define->busy = true;
    lexer->at = text;
    lexer->end = text + strlen(text);
    lexer->token.kind = TOKEN_BAD; /* asks lexer_next to go on */
}

static void leave(struct lexer *lexer)
{
    lexer->depth--;
    lexer->at = lexer->outer[lexer->depth].at;
    lexer->end = lexer->outer[lexer->depth].end;
    lexer->outer[lexer->depth].define->busy = false;
    lexer->fixed = lexer->outer[lexer->depth].fixed;
}

void lexer_stop(struct lexer *lexer)
{
    while (lexer->depth)
        leave(lexer);
}

static size_t skip_blanks(const struct lexer *lexer)
{
    const char *at = lexer->at;
    while (at < lexer->end && (*at == ' ' || *at == '\t' || *at == '\v' || *at == '\f'))
        at++;
    return (size_t)(at - lexer->at);
}

/* Arguments of a function-like macro: at a '(', up to its ')'.  Returns their number, or -1 when it is not closed. */
static int split_arguments(struct lexer *lexer, const char *starts[], size_t lengths[], int max)
{
    const char *at = lexer->at + 1, *start = at;
    int count = 0, depth = 0;
    for (; at < lexer->end; at++) {
        if (*at == '(')
            depth++;
        if ((*at == ',' || *at == ')') && depth == 0) {
            if (count < max) {
                starts[count] = start;
                lengths[count] = (size_t)(at - start);
            }
            count++;
            start = at + 1;
            if (*at == ')') {
                lexer->at = at + 1;
                return count;
            }
        }
        if (*at == ')')
            depth--;
    }
    return -1;
}

static char *substitute(const struct define *define, const char *const starts[], const size_t lengths[])
{
    struct buf out = {0};
    for (const char *at = define->text; *at;) {
        if (!is_name_start(*at)) {
            const char *from = at;
            while (*at && (at == from || (is_name(*from) && is_name(*at))))
                at++;
            buf_put(&out, from, (size_t)(at - from));
            continue;
        }
        const char *from = at;
        size_t i = 0;
        while (is_name(*at))
            at++;
        while (i < define->parameter_count && (strlen(define->parameters[i]) != (size_t)(at - from) ||
                                               memcmp(define->parameters[i], from, (size_t)(at - from)) != 0))
            i++;
        if (i < define->parameter_count)
            buf_put(&out, starts[i], lengths[i]);
        else
            buf_put(&out, from, (size_t)(at - from));
    }
    buf_put8(&out, 0);
    return (char *)out.data;
}

/* Replace the name in lexer->token.  False when it stays as it is. */
static bool replace(struct lexer *lexer)
{
    struct define *define = define_find(lexer->as, lexer->token.start, lexer->token.length);
    if (!define || define->busy)
        return false;
    if (!define->function) {
        enter(lexer, define, define->text);
        return true;
    }
    const char *starts[OPERANDS_MAX];
    size_t lengths[OPERANDS_MAX];
    size_t blanks = skip_blanks(lexer);
    if (lexer->at + blanks >= lexer->end || lexer->at[blanks] != '(')
        return false;
    lexer->at += blanks;
    int count = split_arguments(lexer, starts, lengths, OPERANDS_MAX);
    if (count == 1 && define->parameter_count == 0)
        count = 0;
    if (count < 0 || (size_t)count != define->parameter_count) {
        error_token(lexer, "'%s' takes %zu arguments in parentheses", define->name, define->parameter_count);
        lexer->at = lexer->end;
        lexer->token.kind = TOKEN_BAD;
        return true;
    }
    char *text = substitute(define, starts, lengths);
    struct source *kept = source_new(lexer->as, "", 1, text, strlen(text), false);
    free(text);
    enter(lexer, define, kept->text);
    return true;
}

/* One token of the text in work; false when its end is reached. */
static bool lex(struct lexer *lexer)
{
    lexer->at += skip_blanks(lexer);
    lexer->token.start = lexer->at;
    if (lexer->at == lexer->end) {
        finish_token(lexer, TOKEN_END, lexer->at);
        return false;
    }
    char c = *lexer->at;
    if (c == ';') {
        finish_token(lexer, TOKEN_END, lexer->at + 1);
        lexer->token.length = 0;
    } else if (c == '$' && lexer->parameters && lexer->depth == 0) {
        lexer->token.number = (uint64_t)(lexer->at[1] - '0');
        finish_token(lexer, TOKEN_PARAMETER, lexer->at + 2);
    } else if (is_name_start(c)) {
        const char *at = lexer->at;
        while (at < lexer->end && is_name(*at))
            at++;
        finish_token(lexer, TOKEN_NAME, at);
    } else if (c >= '0' && c <= '9') {
        lex_number(lexer);
    } else if (c == '"') {
        lex_string(lexer);
    } else if (c == '\'') {
        lex_character(lexer);
    } else {
        lex_punctuation(lexer);
    }
    return true;
}

void lexer_next(struct lexer *lexer)
{
    for (;;) {
        if (!lex(lexer)) {
            if (!lexer->depth)
                return;
            leave(lexer);
            continue;
        }
        if (lexer->token.kind != TOKEN_NAME || lexer->raw || !lexer->as->defines.count || !replace(lexer))
            return;
        if (!lexer->depth)
            return;
    }
}
