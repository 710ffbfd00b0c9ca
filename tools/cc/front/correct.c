/* Misspelt words: what was meant is told, and read instead, so that one wrong letter gives one message. */
#include "front/correct.h"

#include <string.h>

static bool is_type_keyword(unsigned kind)
{
    switch (kind) {
    case TOKEN_BOOL:
    case TOKEN_CHAR:
    case TOKEN_DOUBLE:
    case TOKEN_ENUM:
    case TOKEN_FLOAT:
    case TOKEN_INT:
    case TOKEN_LONG:
    case TOKEN_SHORT:
    case TOKEN_SIGNED:
    case TOKEN_STRUCT:
    case TOKEN_UNION:
    case TOKEN_UNSIGNED:
    case TOKEN_VOID: return true;
    default: return false;
    }
}

static bool is_specifier_word(unsigned kind)
{
    switch (kind) {
    case TOKEN_CONST:
    case TOKEN_EXTERN:
    case TOKEN_INLINE:
    case TOKEN_NORETURN:
    case TOKEN_REGISTER:
    case TOKEN_STATIC:
    case TOKEN_TYPEDEF:
    case TOKEN_VOLATILE: return true;
    default: return is_type_keyword(kind);
    }
}

/* Of several spellings of a keyword the plain one. */
static bool is_plain(const struct name *name)
{
    return strncmp(name->text, "__", 2) != 0;
}

static int is_type_word(const struct name *name)
{
    return (is_specifier_word(name->keyword) && is_plain(name)) ||
           (name->symbol && name->symbol->kind == SYMBOL_TYPEDEF && !name->symbol->wrong);
}

static int begins_statement(const struct name *name)
{
    return (is_statement_word(name->keyword) && is_plain(name)) || is_type_word(name) ||
           (name->symbol && !name->symbol->builtin);
}

static bool is_tag_word(unsigned kind)
{
    return kind == TOKEN_STRUCT || kind == TOKEN_UNION || kind == TOKEN_ENUM;
}

/* The word among those that accept() admits which the next token was perhaps meant to be; NULL when none is near. */
static struct name *meant(struct parser *p, int (*accept_word)(const struct name *))
{
    struct name *near = intern_nearest(p->names, p->token.name, accept_word);
    if (near && near->keyword && near->length < 6 && near->length + 1 < p->token.name->length)
        return NULL;
    return near;
}

static bool is_unknown_name(const struct parser *p)
{
    return at(p, TOKEN_NAME) && !p->token.name->symbol;
}

/* Where a statement may begin; a label is none: looking for what it resembles would cost more than the rest. */
static bool is_unknown_word(struct parser *p)
{
    return is_unknown_name(p) && peek(p)->kind != TOKEN_COLON;
}

/* Report the next token and read it as another word. */
static void read_as(struct parser *p, struct name *word)
{
    const char *what = is_statement_word(word->keyword)                 ? "statement"
                       : word->symbol || is_type_keyword(word->keyword) ? "type"
                                                                        : "keyword";
    report_error(p->report, span_fixed(here(p), p->token.loc, word->text), "no %s '%s'; did you mean '%s'?", what,
                 p->token.name->text, word->text);
    p->token.name = word;
    if (word->keyword)
        p->token.kind = (uint8_t)word->keyword;
}

/* ---- Statements ---- */

enum { PARENTHESES_SEEN_MAX = 2000 };

/* Whether a statement follows the ")" that belongs to the "(" at loc in the text, as after if, while, for, switch. */
static bool statement_follows(struct parser *p, uint32_t loc)
{
    const struct source_file *file = source_file_at(p->sources, loc);
    if (!file)
        return false;
    const char *s = file->text->text + (loc - file->start), *end = file->text->text + file->text->length;
    unsigned depth = 0;
    if (end - s > PARENTHESES_SEEN_MAX)
        end = s + PARENTHESES_SEEN_MAX;
    for (; s < end; s++) {
        depth += *s == '(';
        if (*s == ')' && depth-- <= 1)
            break;
    }
    if (s < end)
        s++;
    while (s < end && strchr(" \t\n", *s))
        s++;
    bool word = s < end && (*s == '_' || (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z'));
    return word || (s < end && *s == '{');
}

/* Whether the next token can begin an operand, and cannot go on with an expression. */
static bool is_operand(const struct token *token)
{
    return token->kind == TOKEN_NAME || token->kind == TOKEN_NUMBER || token->kind == TOKEN_STRING ||
           token->kind == TOKEN_CHARACTER || token->kind == TOKEN_SIZEOF;
}

static bool fits(struct parser *p, unsigned keyword, const struct token *next)
{
    switch (keyword) {
    case TOKEN_IF:
    case TOKEN_FOR:
    case TOKEN_WHILE:
    case TOKEN_SWITCH: return next->kind == TOKEN_LPAREN && statement_follows(p, next->loc);
    case TOKEN_BREAK:
    case TOKEN_CONTINUE: return next->kind == TOKEN_SEMICOLON;
    case TOKEN_RETURN:
        return is_operand(next) || next->kind == TOKEN_SEMICOLON || next->kind == TOKEN_LPAREN ||
               next->kind == TOKEN_MINUS || next->kind == TOKEN_NOT || next->kind == TOKEN_STAR ||
               next->kind == TOKEN_AND;
    case TOKEN_GOTO:
    case TOKEN_CASE: return is_operand(next);
    case TOKEN_DO:
    case TOKEN_ELSE: return next->kind == TOKEN_LBRACE || next->kind == TOKEN_NAME || is_statement_word(next->kind);
    default: return false;
    }
}

bool correct_statement(struct parser *p)
{
    if (!is_unknown_word(p))
        return false;
    struct name *near = meant(p, begins_statement);
    if (!near || !is_statement_word(near->keyword) || near->keyword == TOKEN_ELSE || !fits(p, near->keyword, peek(p)))
        return false;
    read_as(p, near);
    return true;
}

void correct_then(struct parser *p)
{
    if (!is_unknown_name(p) || strcmp(p->token.name->text, "then"))
        return;
    report_error(p->report, here(p), "'then' is no word of C; leave it out");
    advance(p);
}

bool correct_else(struct parser *p)
{
    if (!is_unknown_word(p))
        return false;
    const char *text = p->token.name->text;
    bool joined = !strcmp(text, "elseif") || !strcmp(text, "elsif") || !strcmp(text, "elif");
    if (joined && peek(p)->kind == TOKEN_LPAREN) {
        report_error(p->report, span_fixed(here(p), p->token.loc, "else if"),
                     "no statement '%s'; did you mean 'else if'?", text);
        p->token.kind = TOKEN_IF;
        return true;
    }
    struct name *near = meant(p, begins_statement);
    if (!near || near->keyword != TOKEN_ELSE || !fits(p, TOKEN_ELSE, peek(p)))
        return false;
    read_as(p, near);
    advance(p);
    return true;
}

/* ---- Declarations ---- */

/* Whether the text at loc is "*name" of a name that means nothing: "foo *bar" is no product then. */
static bool declares_after(struct parser *p, uint32_t loc)
{
    const struct source_file *file = source_file_at(p->sources, loc);
    if (!file)
        return false;
    const char *s = file->text->text + (loc - file->start);
    s += strspn(s, "* ");
    size_t length = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const struct name *name = length ? intern_get(p->names, s, length) : NULL;
    return name && !name->symbol && !name->macro && !name->keyword && strchr(" =;,", s[length]);
}

bool is_unknown_type(struct parser *p)
{
    if (!is_unknown_name(p))
        return false;
    unsigned next = peek(p)->kind;
    if (next == TOKEN_NAME || is_specifier_word(next))
        return true;
    if (next != TOKEN_STAR)
        return false;
    const struct name *near = meant(p, begins_statement);
    return near ? is_type_word(near) : declares_after(p, peek(p)->loc);
}

static void report_unknown_type(struct parser *p)
{
    const char *header = header_of(p->token.name->text);
    if (header)
        report_error(p->report, here(p), "no type '%s'; include <%s>", p->token.name->text, header);
    else if (p->token.name->tag)
        report_error(p->report, here(p), "no type '%s'; write 'struct', 'union' or 'enum' before the tag",
                     p->token.name->text);
    else
        report_error(p->report, here(p), "no type '%s'; declare it or include its header", p->token.name->text);
}

bool correct_specifier(struct parser *p, bool storage_allowed)
{
    if (!is_unknown_name(p))
        return false;
    unsigned next = peek(p)->kind;
    bool ends = !storage_allowed && (next == TOKEN_COMMA || next == TOKEN_RPAREN);
    if (next != TOKEN_NAME && next != TOKEN_STAR && next != TOKEN_LBRACE && !ends && !is_specifier_word(next))
        return false;
    bool known = p->token.name->tag || header_of(p->token.name->text);
    struct name *near = known ? NULL : meant(p, is_type_word);
    if (near && (next != TOKEN_LBRACE || is_tag_word(near->keyword))) {
        read_as(p, near);
        return true;
    }
    if (next == TOKEN_LBRACE)
        return false;
    report_unknown_type(p);
    if (is_specifier_word(next)) {
        advance(p);
        return true;
    }
    struct symbol *symbol = symbol_new(p, p->token.name, SYMBOL_TYPEDEF, type_basic(&p->types, TYPE_INT), p->token.loc);
    symbol->wrong = symbol->used = true;
    symbol_enter(p, symbol);
    return true;
}

/* ---- Operators ---- */

void correct_binary(struct parser *p)
{
    if (!is_unknown_name(p))
        return;
    bool is_and = !strcmp(p->token.name->text, "and"), is_or = !strcmp(p->token.name->text, "or");
    if (!is_and && !is_or)
        return;
    report_error(p->report, span_fixed(here(p), p->token.loc, is_and ? "&&" : "||"),
                 "no operator '%s'; write '%s', or include <iso646.h>", p->token.name->text, is_and ? "&&" : "||");
    p->token.kind = is_and ? TOKEN_AND_AND : TOKEN_OR_OR;
}

static bool is_operator_word(unsigned kind)
{
    return kind == TOKEN_SIZEOF || kind == TOKEN_ALIGNOF || kind == TOKEN_GENERIC || kind == TOKEN_OFFSETOF ||
           kind == TOKEN_VA_ARG || kind == TOKEN_TYPES_COMPATIBLE || kind == TOKEN_CHOOSE_EXPR;
}

static int is_callable(const struct name *name)
{
    return is_operator_word(name->keyword) || name->builtin || (name->symbol && !name->symbol->builtin);
}

bool correct_operator(struct parser *p)
{
    if (!is_unknown_name(p) || peek(p)->kind != TOKEN_LPAREN)
        return false;
    struct name *near = meant(p, is_callable);
    if (!near || !is_operator_word(near->keyword))
        return false;
    read_as(p, near);
    return true;
}
