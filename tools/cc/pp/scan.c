#include "pp/token.h"

#include <string.h>

enum { IDENTIFIER_MAX = 65535 };

/* ---- Character classes ---- */

enum { START = 1, DIGIT = 2, BLANK = 4 };

static const uint8_t class_of[256] = {
    ['\t'] = BLANK, ['\v'] = BLANK, ['\f'] = BLANK, [' '] = BLANK, ['\r'] = BLANK, ['0'] = DIGIT, ['1'] = DIGIT,
    ['2'] = DIGIT,  ['3'] = DIGIT,  ['4'] = DIGIT,  ['5'] = DIGIT, ['6'] = DIGIT,  ['7'] = DIGIT, ['8'] = DIGIT,
    ['9'] = DIGIT,  ['_'] = START,  ['a'] = START,  ['b'] = START, ['c'] = START,  ['d'] = START, ['e'] = START,
    ['f'] = START,  ['g'] = START,  ['h'] = START,  ['i'] = START, ['j'] = START,  ['k'] = START, ['l'] = START,
    ['m'] = START,  ['n'] = START,  ['o'] = START,  ['p'] = START, ['q'] = START,  ['r'] = START, ['s'] = START,
    ['t'] = START,  ['u'] = START,  ['v'] = START,  ['w'] = START, ['x'] = START,  ['y'] = START, ['z'] = START,
    ['A'] = START,  ['B'] = START,  ['C'] = START,  ['D'] = START, ['E'] = START,  ['F'] = START, ['G'] = START,
    ['H'] = START,  ['I'] = START,  ['J'] = START,  ['K'] = START, ['L'] = START,  ['M'] = START, ['N'] = START,
    ['O'] = START,  ['P'] = START,  ['Q'] = START,  ['R'] = START, ['S'] = START,  ['T'] = START, ['U'] = START,
    ['V'] = START,  ['W'] = START,  ['X'] = START,  ['Y'] = START, ['Z'] = START,
};

static unsigned class_at(const char *s)
{
    return class_of[(unsigned char)*s];
}

static uint32_t loc_of(const struct scanner *scanner, const char *at)
{
    return scanner->base + (uint32_t)(at - scanner->text);
}

/* ---- White space and comments ---- */

/* Past a block comment; s stands after its opening. */
static const char *skip_block_comment(struct scanner *scanner, const char *s)
{
    const char *open = s - 2;
    for (;; s++) {
        s = memchr(s, '*', (size_t)(scanner->end - s));
        if (s && s > open + 2 && s[-1] == '/' && s[1] != '/')
            report_warning(scanner->report, WARN_COMMENT, span_at(loc_of(scanner, s - 1)), "'/*' within a comment");
        if (!s) {
            report_error(scanner->report, span_from(loc_of(scanner, open), loc_of(scanner, open) + 2),
                         "comment is not closed; add '*/'");
            scanner->report->cut = true;
            return scanner->end;
        }
        if (s[1] == '/')
            return s + 2;
    }
}

static const char *skip_line_comment(struct scanner *scanner, const char *s)
{
    const char *newline = memchr(s, '\n', (size_t)(scanner->end - s));
    return newline ? newline : scanner->end;
}

/* Past blanks, comments and (outside directives) newlines; returns the flags for the token that follows. */
static uint8_t skip_space(struct scanner *scanner)
{
    const char *s = scanner->next;
    uint8_t flags = 0;
    for (;;) {
        if (class_at(s) & BLANK) {
            flags |= TOKEN_SPACE;
            s++;
        } else if (*s == '\n' && !scanner->in_directive) {
            scanner->line_start = true;
            flags = 0;
            s++;
        } else if (*s == '/' && s[1] == '*') {
            s = skip_block_comment(scanner, s + 2);
            flags |= TOKEN_SPACE;
        } else if (*s == '/' && s[1] == '/' && scanner->line_comments) {
            s = skip_line_comment(scanner, s);
            flags |= TOKEN_SPACE;
        } else {
            break;
        }
    }
    scanner->next = s;
    if (scanner->line_start)
        flags |= TOKEN_LINE;
    scanner->line_start = false;
    return flags;
}

/* ---- Identifiers (6.4.2) ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Length of a universal character name at s, 0 for none; its value to *value. */
static size_t universal(const char *s, uint32_t *value)
{
    if (s[0] != '\\' || (s[1] != 'u' && s[1] != 'U'))
        return 0;
    size_t digits = s[1] == 'u' ? 4 : 8;
    *value = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = hex_digit(s[2 + i]);
        if (digit < 0)
            return 0;
        *value = *value << 4 | (uint32_t)digit;
    }
    return *value >= 0xa0 && *value < 0x110000 ? digits + 2 : 0;
}

static size_t utf8_encode(char *out, uint32_t value)
{
    size_t length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; value >>= 6)
        out[i] = (char)(0x80 | (value & 0x3f));
    out[0] = (char)((0xf00u >> length & 0xff) | value);
    return length;
}

/* Length of a well-formed UTF-8 sequence of more than one byte at s, 0 for none. */
static size_t utf8_length(const char *s)
{
    unsigned char c = (unsigned char)*s;
    size_t length = c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xc2 && c < 0xe0 ? 2 : 0;
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)s[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

/* Dashes, typographic quotes and blanks, which C11 annex D.1 does not allow in names: U+2000 to U+202F, U+00A0. */
static bool is_punctuation(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return (u[0] == 0xe2 && u[1] == 0x80 && u[2] <= 0xaf) || (u[0] == 0xc2 && u[1] == 0xa0);
}

/* A name with letters beyond ASCII, from its beginning. */
static const char *scan_extended_name(struct scanner *scanner, const char *s, struct token *token)
{
    char buffer[256];
    size_t used = 0;
    for (;;) {
        uint32_t value;
        size_t n;
        if (used > sizeof buffer - 5) {
            report_error(scanner->report, span_at(token->loc), "identifier is too long; use at most 250 bytes");
            break;
        }
        if (class_at(s) & (START | DIGIT))
            buffer[used++] = *s++;
        else if ((n = utf8_length(s)) != 0 && !is_punctuation(s)) {
            memcpy(buffer + used, s, n);
            used += n;
            s += n;
        } else if ((n = universal(s, &value)) != 0) {
            used += utf8_encode(buffer + used, value);
            s += n;
        } else
            break;
    }
    token->kind = TOKEN_NAME;
    token->name = intern_get(scanner->names, buffer, used);
    return s;
}

static bool extends_name(const struct scanner *scanner, const char *s)
{
    uint32_t value;
    return (utf8_length(s) && !is_punctuation(s)) || (*s == '\\' && universal(s, &value)) ||
           (*s == '$' && scanner->dollar);
}

static const char *scan_name(struct scanner *scanner, const char *s, struct token *token)
{
    const char *start = s;
    while (class_at(s) & (START | DIGIT))
        s++;
    if (((unsigned char)*s >= 0x80 || *s == '\\') && extends_name(scanner, s))
        return scan_extended_name(scanner, start, token);
    while (*s == '$' && scanner->dollar)
        for (s++; class_at(s) & (START | DIGIT);)
            s++;
    if (s - start > IDENTIFIER_MAX) {
        report_error(scanner->report, span_at(token->loc), "identifier of %lu bytes; use at most %d",
                     (unsigned long)(s - start), IDENTIFIER_MAX);
        token->name = intern_get(scanner->names, start, IDENTIFIER_MAX);
    } else {
        token->name = intern_get(scanner->names, start, (size_t)(s - start));
    }
    token->kind = TOKEN_NAME;
    return s;
}

/* ---- Numbers, characters, strings (6.4.8, 6.4.4.4, 6.4.5) ---- */

static const char *scan_number(struct scanner *scanner, const char *s, struct token *token)
{
    const char *start = s;
    for (;;) {
        if ((*s == 'e' || *s == 'E' || *s == 'p' || *s == 'P') && (s[1] == '+' || s[1] == '-'))
            s += 2;
        else if ((class_at(s) & (START | DIGIT)) || *s == '.')
            s++;
        else if ((unsigned char)*s >= 0x80 && extends_name(scanner, s))
            s += utf8_length(s);
        else if (*s == '\'' && scanner->c23 && (class_at(s + 1) & (START | DIGIT)))
            s += 2;
        else
            break;
    }
    token->kind = TOKEN_NUMBER;
    token->text = start;
    token->length = (uint32_t)(s - start);
    return s;
}

/* start is at the prefix, s at the quote. */
static const char *scan_quoted(struct scanner *scanner, const char *start, const char *s, struct token *token)
{
    char quote = *s++;
    while (*s != quote && *s != '\n' && s < scanner->end) {
        if (*s == '\\' && s[1] != '\n')
            s++;
        s++;
    }
    token->text = start;
    token->kind = quote == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
    if (*s == quote) {
        s++;
    } else {
        token->kind = TOKEN_OTHER;
        if (!scanner->in_directive)
            report_error(scanner->report, span_from(token->loc, loc_of(scanner, s)), "missing closing %s",
                         quote == '"' ? "'\"' of a string" : "\"'\" of a character constant");
    }
    token->length = (uint32_t)(s - start);
    return s;
}

/* Where a string or character constant with the prefix L, u, U or u8 has its quote; NULL when s begins none. */
static const char *prefixed_quote(const char *s, bool c23)
{
    const char *after = s[0] == 'u' && s[1] == '8' ? s + 2 : s[0] == 'L' || s[0] == 'u' || s[0] == 'U' ? s + 1 : s;
    return after > s && (*after == '"' || (*after == '\'' && (c23 || after == s + 1))) ? after : NULL;
}

/* ---- Punctuators (6.4.6) ---- */

static const char *const punctuators[TOKEN_KINDS] = {
#define PUNCTUATOR(id, text) [TOKEN_##id] = text,
#include "pp/tokens.def"
};

static const char *const keywords[TOKEN_KINDS] = {
#define KEYWORD(id, text) [TOKEN_##id] = text,
#include "pp/tokens.def"
};

/* kind with '=' after one character, or kind alone. */
static uint8_t maybe_assign(const char *s, size_t *length, enum token_kind with, enum token_kind alone)
{
    if (s[*length] != '=')
        return (uint8_t)alone;
    ++*length;
    return (uint8_t)with;
}

static uint8_t doubled(const char *s, size_t *length, enum token_kind twice, enum token_kind assigned,
                       enum token_kind alone)
{
    if (s[1] == s[0]) {
        *length = 2;
        return (uint8_t)twice;
    }
    return maybe_assign(s, length, assigned, alone);
}

static uint8_t angle(const char *s, size_t *length, bool less)
{
    if (s[1] == s[0]) {
        *length = 2;
        return less ? maybe_assign(s, length, TOKEN_SHL_ASSIGN, TOKEN_SHL)
                    : maybe_assign(s, length, TOKEN_SHR_ASSIGN, TOKEN_SHR);
    }
    return less ? maybe_assign(s, length, TOKEN_LESS_EQUAL, TOKEN_LESS)
                : maybe_assign(s, length, TOKEN_GREATER_EQUAL, TOKEN_GREATER);
}

/* <: :> <% %> %: %:%: */
static uint8_t digraph(const char *s, size_t *length)
{
    static const struct {
        char text[5];
        uint8_t kind;
    } table[] = {{"%:%:", TOKEN_HASH_HASH}, {"%:", TOKEN_HASH},   {"<:", TOKEN_LBRACKET},
                 {":>", TOKEN_RBRACKET},    {"<%", TOKEN_LBRACE}, {"%>", TOKEN_RBRACE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strncmp(s, table[i].text, strlen(table[i].text))) {
            *length = strlen(table[i].text);
            return table[i].kind;
        }
    return TOKEN_OTHER;
}

/* Kind and length of the punctuator at s, TOKEN_OTHER for none. */
static uint8_t punctuator(const char *s, size_t *length)
{
    *length = 1;
    switch (*s) {
    case '[': return TOKEN_LBRACKET;
    case ']': return TOKEN_RBRACKET;
    case '(': return TOKEN_LPAREN;
    case ')': return TOKEN_RPAREN;
    case '{': return TOKEN_LBRACE;
    case '}': return TOKEN_RBRACE;
    case '~': return TOKEN_TILDE;
    case '?': return TOKEN_QUESTION;
    case ':': return TOKEN_COLON;
    case ';': return TOKEN_SEMICOLON;
    case ',': return TOKEN_COMMA;
    case '+': return doubled(s, length, TOKEN_INCREMENT, TOKEN_ADD_ASSIGN, TOKEN_PLUS);
    case '&': return doubled(s, length, TOKEN_AND_AND, TOKEN_AND_ASSIGN, TOKEN_AND);
    case '|': return doubled(s, length, TOKEN_OR_OR, TOKEN_OR_ASSIGN, TOKEN_OR);
    case '=': return maybe_assign(s, length, TOKEN_EQUAL, TOKEN_ASSIGN);
    case '*': return maybe_assign(s, length, TOKEN_MUL_ASSIGN, TOKEN_STAR);
    case '/': return maybe_assign(s, length, TOKEN_DIV_ASSIGN, TOKEN_SLASH);
    case '%': return maybe_assign(s, length, TOKEN_MOD_ASSIGN, TOKEN_PERCENT);
    case '^': return maybe_assign(s, length, TOKEN_XOR_ASSIGN, TOKEN_XOR);
    case '!': return maybe_assign(s, length, TOKEN_NOT_EQUAL, TOKEN_NOT);
    case '<': return angle(s, length, true);
    case '>': return angle(s, length, false);
    case '-':
        if (s[1] == '>') {
            *length = 2;
            return TOKEN_ARROW;
        }
        return doubled(s, length, TOKEN_DECREMENT, TOKEN_SUB_ASSIGN, TOKEN_MINUS);
    case '#': *length = s[1] == '#' ? 2 : 1; return s[1] == '#' ? TOKEN_HASH_HASH : TOKEN_HASH;
    case '.': *length = s[1] == '.' && s[2] == '.' ? 3 : 1; return *length == 3 ? TOKEN_ELLIPSIS : TOKEN_DOT;
    default: return TOKEN_OTHER;
    }
}

static const char *scan_punctuator(const char *s, struct token *token)
{
    size_t length;
    token->kind = *s == '<' || *s == ':' || *s == '%' ? digraph(s, &length) : TOKEN_OTHER;
    if (token->kind == TOKEN_OTHER)
        token->kind = punctuator(s, &length);
    else
        token->flags |= TOKEN_DIGRAPH;
    if (token->kind == TOKEN_OTHER && utf8_length(s))
        length = utf8_length(s);
    token->text = s;
    token->length = (uint32_t)length;
    return s + length;
}

/* ---- Scanner ---- */

void scan_token(struct scanner *scanner, struct token *token)
{
    token->flags = skip_space(scanner);
    const char *s = scanner->next, *quote;
    token->loc = loc_of(scanner, s);
    token->length = 0;
    token->text = NULL;
    if (s == scanner->end || *s == '\n') {
        token->kind = TOKEN_END;
        return;
    }
    unsigned class = class_at(s);
    if (class & START) {
        quote = *s == 'u' || *s == 'L' || *s == 'U' ? prefixed_quote(s, scanner->c23) : NULL;
        scanner->next = quote ? scan_quoted(scanner, s, quote, token) : scan_name(scanner, s, token);
    } else if ((class & DIGIT) || (*s == '.' && (class_at(s + 1) & DIGIT))) {
        scanner->next = scan_number(scanner, s, token);
    } else if (*s == '"' || *s == '\'') {
        scanner->next = scan_quoted(scanner, s, s, token);
    } else if (((unsigned char)*s >= 0x80 || *s == '\\' || *s == '$') && extends_name(scanner, s)) {
        scanner->next = *s == '$' ? scan_name(scanner, s, token) : scan_extended_name(scanner, s, token);
    } else {
        scanner->next = scan_punctuator(s, token);
    }
}

bool scan_header(struct scanner *scanner, struct token *token)
{
    const char *s = scanner->next, *end = s;
    while (*end != '>' && *end != '\n' && end < scanner->end)
        end++;
    if (*s != '<' || *end != '>')
        return false;
    *token =
        (struct token){.kind = TOKEN_HEADER, .loc = loc_of(scanner, s), .length = (uint32_t)(end + 1 - s), .text = s};
    scanner->next = end + 1;
    return true;
}

void scan_skip_line(struct scanner *scanner)
{
    const char *s = scanner->next;
    while (*s != '\n' && s < scanner->end) {
        if (*s == '/' && s[1] == '*') {
            s = skip_block_comment(scanner, s + 2);
        } else if (*s == '/' && s[1] == '/' && scanner->line_comments) {
            s = skip_line_comment(scanner, s);
        } else if (*s == '"' || *s == '\'') {
            char quote = *s++;
            while (*s != quote && *s != '\n' && s < scanner->end)
                s += *s == '\\' && s[1] != '\n' && s + 1 < scanner->end ? 2 : 1;
            s += *s == quote;
        } else {
            s++;
        }
    }
    scanner->next = s;
}

bool scan_skip_to_hash(struct scanner *scanner)
{
    bool directive = scanner->in_directive;
    scanner->in_directive = false;
    for (;;) {
        scan_skip_line(scanner);
        skip_space(scanner);
        const char *s = scanner->next;
        if (s == scanner->end)
            break;
        if (*s == '#' || (*s == '%' && s[1] == ':')) {
            scanner->next += *s == '#' ? 1 : 2;
            scanner->in_directive = directive;
            return true;
        }
    }
    scanner->in_directive = directive;
    return false;
}

/* ---- Spelling ---- */

const char *token_spelling(const struct token *token, uint32_t *length)
{
    if (token->kind == TOKEN_NAME || (token->kind < TOKEN_KINDS && keywords[token->kind])) {
        *length = token->name ? token->name->length : 0;
        return token->name ? token->name->text : "";
    }
    if (token->text) {
        *length = token->length;
        return token->text;
    }
    const char *text = punctuators[token->kind] ? punctuators[token->kind] : "";
    *length = (uint32_t)strlen(text);
    return text;
}

const char *token_kind_name(enum token_kind kind)
{
    static const char *const quoted[TOKEN_KINDS] = {
#define PUNCTUATOR(id, text) [TOKEN_##id] = "'" text "'",
#include "pp/tokens.def"
#define KEYWORD(id, text) [TOKEN_##id] = "'" text "'",
#include "pp/tokens.def"
        [TOKEN_END] = "end of input",      [TOKEN_NAME] = "identifier",
        [TOKEN_NUMBER] = "number",         [TOKEN_CHARACTER] = "character constant",
        [TOKEN_STRING] = "string literal",
    };
    return quoted[kind] ? quoted[kind] : "token";
}

int token_precedence(unsigned kind)
{
    switch (kind) {
    case TOKEN_STAR:
    case TOKEN_SLASH:
    case TOKEN_PERCENT: return 10;
    case TOKEN_PLUS:
    case TOKEN_MINUS: return 9;
    case TOKEN_SHL:
    case TOKEN_SHR: return 8;
    case TOKEN_LESS:
    case TOKEN_GREATER:
    case TOKEN_LESS_EQUAL:
    case TOKEN_GREATER_EQUAL: return 7;
    case TOKEN_EQUAL:
    case TOKEN_NOT_EQUAL: return 6;
    case TOKEN_AND: return 5;
    case TOKEN_XOR: return 4;
    case TOKEN_OR: return 3;
    case TOKEN_AND_AND: return 2;
    case TOKEN_OR_OR: return 1;
    default: return 0;
    }
}

void token_enter_keywords(struct intern *names, bool gnu, bool c23)
{
#define KEYWORD(id, text) intern_find(names, text)->keyword = TOKEN_##id;
#define ALIAS(id, text)   intern_find(names, text)->keyword = TOKEN_##id;
#include "pp/tokens.def"
    if (!gnu)
        intern_find(names, "asm")->keyword = 0;
    if (!gnu && !c23)
        intern_find(names, "typeof")->keyword = 0;
    if (!c23)
        return;
#define C23(id, text) intern_find(names, text)->keyword = TOKEN_##id;
#include "pp/tokens.def"
}
