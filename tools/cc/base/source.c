#include "base/source.h"

#include "asm/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READ_BYTES = 1 << 16 };
static const uint32_t FILE_BYTES_MAX = 1u << 28;

/* ---- Phases 1 and 2 of translation: trigraphs, line splices, line index (C11 5.1.1.2) ---- */

static char trigraph(const char *s)
{
    static const char from[] = "=/'()!<>-", to[] = "#\\^[]|{}~";
    if (s[0] != '?' || s[1] != '?' || !s[2])
        return 0;
    const char *at = strchr(from, s[2]);
    return at ? to[at - from] : 0;
}

static void note_line(struct source_text *text, uint32_t offset, size_t *room)
{
    text->lines = mem_reserve(text->lines, room, text->line_count + (size_t)1, sizeof *text->lines);
    text->lines[text->line_count++] = offset;
}

/* Length of the blanks and newline that make the backslash before s a line splice, 0 when it is none. */
static size_t newline_after(const char *s)
{
    size_t n = strspn(s, " \t");
    n += s[n] == '\r';
    return s[n] == '\n' ? n + 1 : 0;
}

/* Rewrites bytes (length of them and a NUL, room for a newline) in place and indexes the lines. */
static void clean(struct source_text *text, char *bytes, size_t length, bool trigraphs)
{
    char *out = bytes;
    const char *in = bytes, *end = bytes + length;
    size_t room = 0;
    if (length >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3))
        in += 3;
    note_line(text, 0, &room);
    while (in < end) {
        char replaced = trigraphs && *in == '?' ? trigraph(in) : 0;
        size_t lead = replaced ? 3 : 1;
        size_t splice = replaced == '\\' || *in == '\\' ? newline_after(in + lead) : 0;
        if (splice) {
            in += lead + splice;
            note_line(text, (uint32_t)(out - bytes), &room);
            continue;
        }
        if (*in == '\r' && in[1] == '\n')
            in++;
        char c = replaced ? replaced : *in;
        in += lead;
        *out++ = c;
        if (c == '\n')
            note_line(text, (uint32_t)(out - bytes), &room);
    }
    if (out == bytes || out[-1] != '\n')
        *out++ = '\n';
    *out = 0;
    text->text = bytes;
    text->length = (uint32_t)(out - bytes);
}

/* ---- Loading ---- */

static enum source_error read_all(FILE *stream, char **bytes, size_t *length)
{
    size_t room = 0, used = 0;
    char *buffer = mem_reserve(NULL, &room, READ_BYTES, 1);
    for (size_t n; (n = fread(buffer + used, 1, room - used - 2, stream)) > 0;) {
        used += n;
        if (used > FILE_BYTES_MAX) {
            free(buffer);
            return SOURCE_TOO_LARGE;
        }
        buffer = mem_reserve(buffer, &room, used + READ_BYTES, 1);
    }
    if (ferror(stream)) {
        free(buffer);
        return SOURCE_UNREADABLE;
    }
    buffer[used] = buffer[used + 1] = 0;
    *bytes = buffer;
    *length = used;
    return SOURCE_OK;
}

static struct source_text *new_text(struct sources *sources, const char *path)
{
    struct source_text *text = arena_alloc(&sources->arena, sizeof *text);
    text->path = arena_string(&sources->arena, path, strlen(path));
    text->is_new = true;
    text->next = sources->texts;
    sources->texts = text;
    return text;
}

enum source_error source_load(struct sources *sources, const char *path, bool trigraphs, struct source_text **out)
{
    for (struct source_text *text = sources->texts; text; text = text->next)
        if (!strcmp(text->path, path) && path[0] != '<') {
            *out = text;
            return SOURCE_OK;
        }
    bool standard_input = !strcmp(path, "-");
    FILE *stream = standard_input ? stdin : fopen(path, "rb");
    if (!stream)
        return SOURCE_MISSING;
    char *bytes;
    size_t length;
    enum source_error error = read_all(stream, &bytes, &length);
    if (!standard_input)
        fclose(stream);
    if (error != SOURCE_OK)
        return error;
    *out = new_text(sources, standard_input ? "<stdin>" : path);
    clean(*out, bytes, length, trigraphs);
    return SOURCE_OK;
}

struct source_text *source_from_memory(struct sources *sources, const char *path, const char *bytes, size_t length)
{
    struct source_text *text = new_text(sources, path);
    char *copy = mem_new(length + 2);
    memcpy(copy, bytes, length);
    copy[length] = copy[length + 1] = 0;
    clean(text, copy, length, false);
    return text;
}

struct source_file *source_enter(struct sources *sources, struct source_text *text, uint32_t included_from, bool system)
{
    if (!sources->next_loc)
        sources->next_loc = 1;
    if (text->length >= UINT32_MAX - sources->next_loc)
        return NULL;
    sources->files = mem_reserve(sources->files, &sources->room, sources->count + (size_t)1, sizeof *sources->files);
    struct source_file *file = arena_alloc(&sources->arena, sizeof *file);
    *file = (struct source_file){
        .text = text, .start = sources->next_loc, .included_from = included_from, .system = system};
    sources->next_loc += text->length + 1;
    sources->files[sources->count++] = file;
    return file;
}

/* ---- Places ---- */

struct source_file *source_file_at(struct sources *sources, uint32_t loc)
{
    if (!loc || !sources->count)
        return NULL;
    uint32_t low = sources->recent;
    struct source_file *file = sources->files[low];
    if (loc >= file->start && loc - file->start <= file->text->length)
        return file;
    low = 0;
    for (uint32_t high = sources->count; high - low > 1;) {
        uint32_t middle = low + (high - low) / 2;
        if (sources->files[middle]->start <= loc)
            low = middle;
        else
            high = middle;
    }
    sources->recent = low;
    return sources->files[low];
}

static uint32_t physical_line(const struct source_text *text, uint32_t offset)
{
    uint32_t low = 0;
    for (uint32_t high = text->line_count; high - low > 1;) {
        uint32_t middle = low + (high - low) / 2;
        if (text->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

static const struct source_line_mark *mark_before(const struct source_file *file, uint32_t offset)
{
    for (uint32_t i = file->mark_count; i > 0; i--)
        if (file->marks[i - 1].offset <= offset)
            return &file->marks[i - 1];
    return NULL;
}

uint32_t source_line_column(struct sources *sources, uint32_t loc, uint32_t *column)
{
    struct source_file *file = source_file_at(sources, loc);
    *column = 0;
    if (!file)
        return 0;
    uint32_t line = physical_line(file->text, loc - file->start);
    *column = loc - file->start - file->text->lines[line - 1] + 1;
    const struct source_line_mark *mark = mark_before(file, loc - file->start);
    return mark ? line - mark->physical + mark->presumed : line;
}

uint32_t source_line(struct sources *sources, uint32_t loc)
{
    uint32_t column;
    return source_line_column(sources, loc, &column);
}

struct source_place source_place(struct sources *sources, uint32_t loc)
{
    struct source_file *file = source_file_at(sources, loc);
    if (!file)
        return (struct source_place){.path = "<none>", .line_text = ""};
    const struct source_text *text = file->text;
    uint32_t offset = loc - file->start;
    uint32_t line = physical_line(text, offset), start = text->lines[line - 1];
    uint32_t limit = line < text->line_count ? text->lines[line] : text->length, end = start;
    while (end < limit && text->text[end] != '\n')
        end++;
    const struct source_line_mark *mark = mark_before(file, offset);
    return (struct source_place){
        .path = mark && mark->path ? mark->path : text->path,
        .line = mark ? line - mark->physical + mark->presumed : line,
        .column = offset - start + 1,
        .line_text = text->text + start,
        .line_length = end - start,
    };
}

void source_free(struct sources *sources)
{
    for (struct source_text *text = sources->texts; text; text = text->next) {
        free((char *)text->text);
        free(text->lines);
    }
    for (uint32_t i = 0; i < sources->count; i++)
        free(sources->files[i]->marks);
    free(sources->files);
    arena_free(&sources->arena);
    *sources = (struct sources){0};
}
