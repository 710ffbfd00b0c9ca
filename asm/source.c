/* Sources: cleaning comments, nesting, inclusion; the loop over lines. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

/* Length of a character literal ('a', '\n', '\x41') at a quote, 0 when it is not one. */
static size_t character_length(const char *at, const char *end)
{
    if (end - at < 3 || at[1] == '\n' || at[1] == '\'')
        return 0;
    if (at[1] != '\\')
        return at[2] == '\'' ? 3 : 0;
    for (size_t i = 3; i < 7 && at + i < end; i++)
        if (at[i] == '\'')
            return i + 1;
    return 0;
}

/* The end of a string literal that begins at a quote: behind the closing quote or at the end of the line. */
static const char *string_end(const char *at, const char *end)
{
    for (at++; at < end && *at != '\n'; at++) {
        if (*at == '\\' && at + 1 < end && at[1] != '\n')
            at++;
        else if (*at == '"')
            return at + 1;
    }
    return at;
}

static char *blank(char *at, const char *to)
{
    for (; at < to; at++)
        if (*at != '\n')
            *at = ' ';
    return at;
}

static char *blank_line(char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return blank(at, newline ? newline : end);
}

static char *blank_block(char *at, const char *end)
{
    const char *close = at + 2;
    while (close < end && !(close[0] == '*' && close + 1 < end && close[1] == '/'))
        close++;
    return blank(at, close < end ? close + 2 : end);
}

/* Comments become blanks, a backslash before a new line and the new line become "blank \v". */
static void clean(char *at, const char *end)
{
    bool line_start = true;
    while (at < end) {
        size_t character;
        if (*at == '\n') {
            line_start = true;
            at++;
            continue;
        }
        if (*at == ' ' || *at == '\t' || *at == '\r') {
            *at = *at == '\r' ? ' ' : *at;
            at++;
            continue;
        }
        if (*at == '\\' && at + 1 < end && (at[1] == '\n' || (at[1] == '\r' && at + 2 < end && at[2] == '\n'))) {
            *at++ = ' ';
            if (*at == '\r')
                *at++ = ' ';
            *at++ = '\v';
        } else if (*at == '"') {
            at += string_end(at, end) - at;
        } else if (*at == '\'' && (character = character_length(at, end))) {
            at += character;
        } else if (*at == '#') {
            at = line_start && cpp_is_directive(at, end) ? at + 1 : blank_line(at, end);
        } else if (*at == '/' && at + 1 < end && at[1] == '/') {
            at = blank_line(at, end);
        } else if (*at == '/' && at + 1 < end && at[1] == '*') {
            at = blank_block(at, end);
            continue;
        } else {
            at++;
        }
        line_start = false;
    }
}

struct source *source_new(struct assembler *as, const char *name, unsigned first_line, const char *text, size_t length,
                          bool is_file)
{
    struct source *source = mem_new(sizeof *source);
    source->name = mem_string(name, strlen(name));
    source->text = mem_string(text, length);
    source->clean = source->text;
    source->length = length;
    source->first_line = first_line;
    if (is_file) {
        source->clean = mem_string(text, length);
        clean(source->clean, source->clean + length);
    }
    as->sources = mem_reserve(as->sources, &as->source_capacity, as->source_count + 1, sizeof *as->sources);
    as->sources[as->source_count++] = source;
    return source;
}

static unsigned count_lines(const char *at, const char *end)
{
    unsigned count = 0;
    for (; at < end; at++)
        count += *at == '\n' || *at == '\v';
    return count;
}

static const char *line_end(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline ? newline : end;
}

static void run_lines(struct assembler *as, struct frame *frame)
{
    const char *end = frame->source->clean + frame->source->length;
    while (frame->at < end && !as->ended && !frame->exit_macro && !diag_full(as->diag)) {
        const char *start = frame->at, *stop = line_end(start, end);
        unsigned lines = count_lines(start, stop) + 1;
        frame->at = stop < end ? stop + 1 : end;
        if (as->block.kind)
            block_line(as, start, stop);
        else if (!condition_active(as))
            condition_skip(as, start, stop);
        else
            line_assemble(as, start, stop);
        if (!frame->source->one_line)
            frame->line += lines;
    }
}

void source_run(struct assembler *as, struct source *source)
{
    struct frame frame = {
        .parent = as->frame,
        .source = source,
        .at = source->clean,
        .line = source->first_line,
        .name = source->name,
        .conditions = as->condition_count,
        .depth = as->frame ? as->frame->depth + 1 : 0,
    };
    struct block outer = as->block;
    const char *statement = as->statement;
    as->block = (struct block){0};
    as->frame = &frame;
    run_lines(as, &frame);
    if (as->block.kind && !diag_full(as->diag))
        error_at(as, as->block.place, 0, "%s",
                 as->block.kind == BLOCK_MACRO ? "macro has no end; close it with '.endm'"
                                               : "repetition has no end; close it with '.endr'");
    if (frame.exit_macro)
        as->condition_count = frame.conditions;
    condition_check_end(as, frame.conditions);
    as->frame = frame.parent;
    block_free(&as->block);
    as->block = outer;
    as->statement = statement;
}

struct place place_here(const struct assembler *as, const char *where)
{
    return (struct place){as->frame ? as->frame->source : NULL, where};
}

/* folder of `of` (up to its last slash) + path, allocated. */
static char *beside(const char *of, const char *path)
{
    const char *slash = strrchr(of, '/');
    size_t folder = slash ? (size_t)(slash + 1 - of) : 0;
    char *joined = mem_new(folder + strlen(path) + 1);
    memcpy(joined, of, folder);
    strcpy(joined + folder, path);
    return joined;
}

static char *try_read(struct assembler *as, char *path, size_t *length, char **found)
{
    char *text = as->host && as->host->read ? as->host->read(as->host->context, path, length) : NULL;
    if (text)
        *found = path;
    else
        free(path);
    return text;
}

char *source_find(struct assembler *as, const char *path, size_t *length, char **found, const char *where, size_t width)
{
    if (path[0] == '/')
        return try_read(as, mem_string(path, strlen(path)), length, found);
    char *text = try_read(as, beside(as->frame->source->name, path), length, found);
    for (size_t i = 0; !text && i < as->include_path_count; i++) {
        const char *folder = as->include_paths[i];
        char *joined = mem_new(strlen(folder) + strlen(path) + 2);
        strcpy(joined, folder);
        strcat(joined, "/");
        strcat(joined, path);
        text = try_read(as, joined, length, found);
    }
    if (!text)
        error_where(as, where, width, "cannot read '%s'; name its folder with -I", path);
    return text;
}

void source_include(struct assembler *as, const struct token *path)
{
    size_t length = 0;
    char *found = NULL, *name = mem_string(path->start, path->length);
    if (as->frame->depth >= NESTING_MAX) {
        error_where(as, path->where, path->where_width,
                    "files are included more than %d deep; does '%s' include itself?", NESTING_MAX, name);
        free(name);
        return;
    }
    char *text = source_find(as, name, &length, &found, path->where, path->where_width);
    free(name);
    if (!text)
        return;
    struct source *source = source_new(as, found, 1, text, length, true);
    source->parent = place_here(as, path->where);
    free(found);
    free(text);
    source_run(as, source);
}
