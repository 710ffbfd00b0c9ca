/* The table of directives, and those that belong nowhere else: files, lines, messages. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

static const struct directive {
    const char *name;
    directive_handler *handler;
    int argument;
} table[] = {
#define DIRECTIVE(name, handler, argument) {name, handler, argument},
#include "asm/directive.def"
#undef DIRECTIVE
};

const char *asm_directive(unsigned index)
{
    return index < sizeof table / sizeof *table ? table[index].name : NULL;
}

void directives_init(struct assembler *as)
{
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++)
        names_add(&as->directives, table[i].name, strlen(table[i].name), i);
}

static const char *next_directive(void *cursor)
{
    unsigned *index = cursor;
    return asm_directive((*index)++);
}

void directive_statement(struct lexer *lexer)
{
    const struct token *token = &lexer->token;
    const unsigned *known = names_find(&lexer->as->directives, token->start, token->length);
    if (known) {
        table[*known].handler(lexer, table[*known].argument);
        return;
    }
    unsigned cursor = 0;
    int shown = token->length > 60 ? 60 : (int)token->length;
    const char *meant = diag_suggest(token->start, token->length, next_directive, &cursor);
    if (meant)
        error_token(lexer, "unknown directive '%.*s'; did you mean '%s'?", shown, token->start, meant);
    else
        error_token(lexer, "unknown directive '%.*s'", shown, token->start);
}

/* What a compiler says and this assembler has no use for. */
void directive_ignored(struct lexer *lexer, int argument)
{
    (void)argument;
    lexer->raw = true;
    do
        lexer_next(lexer);
    while (lexer->token.kind != TOKEN_END && lexer->token.kind != TOKEN_BAD);
    lexer->raw = false;
}

void directive_message(struct lexer *lexer, int level)
{
    const struct token name = lexer->token;
    struct buf text = {0};
    lexer_next(lexer);
    if (lexer->token.kind != TOKEN_STRING) {
        error_token(lexer, "expected a text in quotes");
        return;
    }
    if (string_bytes(lexer, &text)) {
        buf_put8(&text, 0);
        message(lexer->as, (enum diag_level)level, name.where, name.where_width, "%s", (const char *)text.data);
    }
    buf_free(&text);
    lexer_next(lexer);
    end_of_statement(lexer);
}

void directive_include(struct lexer *lexer, int argument)
{
    (void)argument;
    lexer_next(lexer);
    const struct token path = lexer->token;
    if (path.kind != TOKEN_STRING) {
        error_token(lexer, "expected a file name in quotes");
        return;
    }
    lexer_next(lexer);
    if (end_of_statement(lexer))
        source_include(lexer->as, &path);
}

void directive_end(struct lexer *lexer, int argument)
{
    (void)argument;
    lexer_next(lexer);
    lexer->as->ended = end_of_statement(lexer);
}

/* ---- Line tables ---- */

void lines_mark(struct assembler *as, const char *where)
{
    struct frame *frame = as->frame;
    if (!as->record_lines || as->explicit_lines)
        return;
    for (; frame->source->title && frame->parent; frame = frame->parent)
        where = NULL;
    if (!frame->source->file || frame->source->marker_count)
        frame->source->file = obj_file(as->obj, frame->name);
    unsigned column = 0;
    if (where) {
        const char *start = where;
        while (start > frame->source->clean && start[-1] != '\n' && start[-1] != '\v')
            start--;
        column = (unsigned)(where - start) + 1;
    }
    obj_line(as->obj, as->section, frame->source->file, frame->line, column, OBJ_LINE_STATEMENT);
}

static char *string_of(struct lexer *lexer)
{
    struct buf text = {0};
    if (!string_bytes(lexer, &text)) {
        buf_free(&text);
        return NULL;
    }
    buf_put8(&text, 0);
    return (char *)text.data;
}

/* .file "name" names the unit; .file 1 "name" gives .loc its files. */
void directive_file(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    int64_t number = 0;
    (void)argument;
    lexer_next(lexer);
    if (lexer->token.kind != TOKEN_STRING && !expression_number(lexer, &number))
        return;
    if (number < 0 || number > 65535) {
        error_token(lexer, "file number %lld is not within 0..65535", (long long)number);
        return;
    }
    char *name = NULL;
    while (lexer->token.kind == TOKEN_STRING) {
        char *part = string_of(lexer);
        char *joined = name && part && part[0] != '/' ? mem_new(strlen(name) + strlen(part) + 2) : NULL;
        if (joined) {
            strcpy(joined, name);
            strcat(joined, "/");
            strcat(joined, part);
            free(part);
        }
        free(name);
        name = joined ? joined : part;
        lexer_next(lexer);
    }
    if (name && number) {
        size_t old = as->numbered_file_capacity, index = (size_t)number;
        as->numbered_files =
            mem_reserve(as->numbered_files, &as->numbered_file_capacity, index + 1, sizeof *as->numbered_files);
        memset(as->numbered_files + old, 0, (as->numbered_file_capacity - old) * sizeof *as->numbered_files);
        as->numbered_files[index] = obj_file(as->obj, name);
        if (index == 1 && as->unit)
            asm_want_lines(as, name);
    }
    free(name);
    end_of_statement(lexer);
}

/* The words after .loc's numbers: prologue_end, is_stmt 0 or 1; others (view, discriminator ...) say nothing here. */
static unsigned line_flags(struct lexer *lexer)
{
    unsigned flags = OBJ_LINE_STATEMENT;
    while (lexer->token.kind == TOKEN_NAME || lexer->token.kind == TOKEN_NUMBER) {
        bool is_statement = token_equals(&lexer->token, "is_stmt");
        if (token_equals(&lexer->token, "prologue_end"))
            flags |= OBJ_LINE_PROLOGUE_END;
        lexer_next(lexer);
        if (is_statement && lexer->token.kind == TOKEN_NUMBER && lexer->token.number == 0)
            flags &= ~(unsigned)OBJ_LINE_STATEMENT;
    }
    return flags;
}

/* .loc file line [column] [prologue_end] [is_stmt 0] */
void directive_loc(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    int64_t numbers[3] = {0};
    (void)argument;
    lexer_next(lexer);
    for (int i = 0; i < 3 && (i < 2 || lexer->token.kind == TOKEN_NUMBER); i++)
        if (!expression_number(lexer, &numbers[i]))
            return;
    unsigned flags = line_flags(lexer);
    if (!end_of_statement(lexer))
        return;
    if (numbers[0] < 1 || (uint64_t)numbers[0] >= as->numbered_file_capacity || !as->numbered_files[numbers[0]]) {
        message(as, DIAG_ERROR, as->statement, 0, "file %lld has not been named; write '.file %lld \"name\"' above",
                (long long)numbers[0], (long long)numbers[0]);
        return;
    }
    as->explicit_lines = true;
    obj_line(as->obj, as->section, as->numbered_files[numbers[0]], (unsigned)numbers[1], (unsigned)numbers[2],
             flags);
}
