/* Tokens for the parser, with look-ahead and recovery, and the translation unit as a whole. */
#include "front/parser.h"

#include <stdio.h>
#include <string.h>

/* A character that begins no token: reported and left out.  What a missing quote left (reported by the scanner) counts
 * as a string or a character. */
/* What word processors put in place of ASCII characters. */
static const char *ascii_of(const char *text, uint32_t length)
{
    static const struct {
        const char *typographic, *ascii;
    } table[] = {{"\342\200\234", "\""}, {"\342\200\235", "\""}, {"\342\200\236", "\""}, {"\342\200\230", "'"},
                 {"\342\200\231", "'"},  {"\342\200\223", "-"},  {"\342\200\224", "-"},  {"\302\240", " "}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strlen(table[i].typographic) == length && !memcmp(text, table[i].typographic, length))
            return table[i].ascii;
    return NULL;
}

/* A typographic character; what stands between two quotes on a line becomes a string or a character. */
static void report_typographic(struct parser *p, struct token *token, const char *ascii)
{
    report_error(p->report, span_fixed(span_from(token->loc, token_end(token)), token->loc, ascii),
                 *ascii == ' ' ? "a blank that is none of C; write a plain one" : "a typographic %s; write a plain %s",
                 *ascii == '-' ? "dash" : "quote", ascii);
    if (*ascii == ' ' || *ascii == '-')
        return;
    struct token next;
    do
        pp_next(p->pp, &next);
    while (next.kind != TOKEN_OTHER && next.kind != TOKEN_END && next.kind != TOKEN_SEMICOLON);
    token->kind = *ascii == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
    token->text = *ascii == '"' ? "\" \"" : "' '";
    token->length = 3;
}

static void report_stray(struct parser *p, struct token *token)
{
    uint32_t length;
    const char *text = token_spelling(token, &length), *ascii = ascii_of(text, length);
    p->broken_at = p->consumed;
    if (ascii) {
        report_typographic(p, token, ascii);
        return;
    }
    const char *quote = memchr(text, '"', length), *apostrophe = memchr(text, '\'', length);
    if (!quote && !apostrophe) {
        bool printable = length == 1 && *text > ' ' && *text < 0x7f;
        if (printable)
            report_error(p->report, span_from(token->loc, token_end(token)), "'%c' cannot stand in a program", *text);
        else
            report_error(p->report, span_from(token->loc, token_end(token)), "byte %u cannot stand in a program",
                         (unsigned)(unsigned char)*text);
        return;
    }
    bool string = quote && (!apostrophe || quote < apostrophe);
    token->kind = string ? TOKEN_STRING : TOKEN_CHARACTER;
    token->text = string ? "\" \"" : "' '";
    token->length = 3;
}

enum { LOOK_AHEAD = 2 };

static void read_token(struct parser *p, struct token *token)
{
    pp_next(p->pp, token);
    if (token->kind == TOKEN_NAME && token->name->keyword)
        token->kind = (uint8_t)token->name->keyword;
    if (token->kind == TOKEN_OTHER)
        report_stray(p, token);
    if (token->kind == TOKEN_EXTENSION || token->kind == TOKEN_OTHER)
        read_token(p, token);
}

void advance(struct parser *p)
{
    p->consumed++;
    p->last_kind = p->token.kind;
    if (p->token.kind != TOKEN_END)
        p->last_end = token_end(&p->token);
    if (p->report->stopped) {
        p->token.kind = TOKEN_END;
        p->ahead_count = 0;
        return;
    }
    if (!p->ahead_count) {
        read_token(p, &p->token);
        return;
    }
    p->token = p->ahead[0];
    p->ahead[0] = p->ahead[1];
    p->ahead_count--;
}

struct token *peek(struct parser *p)
{
    if (!p->ahead_count)
        read_token(p, &p->ahead[p->ahead_count++]);
    return &p->ahead[0];
}

bool at(const struct parser *p, enum token_kind kind)
{
    return p->token.kind == kind;
}

bool accept(struct parser *p, enum token_kind kind)
{
    if (p->token.kind != kind)
        return false;
    advance(p);
    return true;
}

struct span here(const struct parser *p)
{
    return span_from(p->token.loc, token_end(&p->token));
}

struct span span_of(const struct expr *expr)
{
    return span_around(expr->loc, expr->start, expr->end);
}

const char *token_text(const struct token *token, char text[TOKEN_TEXT_MAX])
{
    uint32_t length;
    const char *spelling = token_spelling(token, &length);
    if (!length)
        return "the end of the input";
    snprintf(text, TOKEN_TEXT_MAX, "'%.*s'", length > 60 ? 60 : (int)length, spelling);
    return text;
}

bool first_missed(struct parser *p)
{
    bool swallowed = p->broken_at && p->consumed - p->broken_at <= LOOK_AHEAD; /* by what was reported there */
    bool first = p->missed_at != p->consumed + 1 && !swallowed && !(at(p, TOKEN_END) && p->report->cut);
    p->missed_at = p->consumed + 1;
    return first;
}

static const char *closing_text(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_SEMICOLON: return ";";
    case TOKEN_COLON: return ":";
    case TOKEN_RPAREN: return ")";
    case TOKEN_RBRACKET: return "]";
    default: return NULL;
    }
}

bool expect(struct parser *p, enum token_kind kind, const char *after)
{
    if (accept(p, kind))
        return true;
    if (!first_missed(p))
        return false;
    const char *ends = closing_text(kind);
    struct span span = ends && p->last_end && !at(p, TOKEN_OTHER) ? span_at(p->last_end) : here(p);
    if (ends && span.at == p->last_end)
        span = span_fixed(span, span.at, ends);
    if (after)
        report_error(p->report, span, "expected %s %s", token_kind_name(kind), after);
    else {
        char text[TOKEN_TEXT_MAX];
        report_error(p->report, span, "expected %s before %s", token_kind_name(kind), token_text(&p->token, text));
    }
    return false;
}

void skip_to(struct parser *p, enum token_kind kind)
{
    unsigned depth = 0;
    for (; !at(p, TOKEN_END); advance(p)) {
        if (!depth && (at(p, kind) || at(p, TOKEN_SEMICOLON) || at(p, TOKEN_RBRACE)))
            return;
        if (at(p, TOKEN_LPAREN) || at(p, TOKEN_LBRACKET) || at(p, TOKEN_LBRACE))
            depth++;
        else if (depth && (at(p, TOKEN_RPAREN) || at(p, TOKEN_RBRACKET) || at(p, TOKEN_RBRACE)))
            depth--;
    }
}

bool enter(struct parser *p)
{
    if (p->depth++ < DEPTH_MAX)
        return true;
    report_fatal(p->report, here(p), "nested more than %d deep; simplify", DEPTH_MAX);
    p->token.kind = TOKEN_END;
    p->ahead_count = 0;
    return false;
}

void leave(struct parser *p)
{
    p->depth--;
}

void ir_numbers_of(struct parser *p, uint32_t loc, uint32_t *file, uint32_t *line, uint32_t *column)
{
    struct source_file *source = source_file_at(p->sources, loc);
    *file = *line = *column = 0;
    if (!source)
        return;
    if (source != p->last_ir_file || source->mark_count) {
        p->last_ir_file_number = ir_file(p->module, source_place(p->sources, loc).path);
        p->last_ir_file = source;
    }
    *file = p->last_ir_file_number;
    *line = source_line_column(p->sources, loc, column);
}

ir_loc ir_loc_of(struct parser *p, uint32_t loc)
{
    uint32_t file, line, column;
    ir_numbers_of(p, loc, &file, &line, &column);
    return file ? ir_loc_new(p->module, file, line, column) : 0;
}

void front_compile(struct pp *pp, struct intern *names, struct sources *sources, struct report *report,
                   const struct front_options *options, struct ir_module *module)
{
    struct parser p = {
        .pp = pp, .names = names, .sources = sources, .report = report, .options = options, .module = module};
    types_init(&p.types, &p.arena, options->unsigned_char);
    p.any_alias = options->no_strict_aliasing;
    token_enter_keywords(names, options->gnu, options->standard >= 2023);
    p.name_main = intern_find(names, "main");
    p.name_alloca = intern_find(names, "alloca");
    builtin_enter(&p);
    advance(&p);
    while (!at(&p, TOKEN_END))
        parse_external_declaration(&p);
    if (!report->stopped)
        finish_globals(&p);
    arena_free(&p.body);
    arena_free(&p.arena);
}
