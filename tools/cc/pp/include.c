/* #include (C11 6.10.2): finding files and entering them. */
#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 200, PATH_BYTES_MAX = 4096 };

void pp_include_path(struct pp *pp, const char *path, enum pp_path_kind kind)
{
    pp->paths = mem_reserve(pp->paths, &pp->path_room, pp->path_count + 1, sizeof *pp->paths);
    size_t at = pp->path_count++;
    for (; at > 0 && pp->paths[at - 1].kind > kind; at--)
        pp->paths[at] = pp->paths[at - 1];
    pp->paths[at] = (struct path){arena_string(&pp->arena, path, strlen(path)), (uint8_t)kind};
}

static void note_file(struct pp *pp, const char *path, bool system)
{
    for (size_t i = 0; i < pp->file_count; i++)
        if (!strcmp(pp->files[i].path, path))
            return;
    pp->files = mem_reserve(pp->files, &pp->file_room, pp->file_count + 1, sizeof *pp->files);
    pp->files[pp->file_count++] = (struct file_read){path, system};
}

static const char *directory_of(struct pp *pp, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_string(&pp->arena, path, (size_t)(slash - path) + 1) : "";
}

bool pp_enter_text(struct pp *pp, struct source_text *text, uint32_t loc, bool system, size_t path_index)
{
    if (pp->include_depth >= DEPTH_MAX) {
        report_fatal(pp->report, span_at(loc), "#include is nested more than %d deep; does a file include itself?",
                     DEPTH_MAX);
        return false;
    }
    struct source_file *file = source_enter(pp->sources, text, loc, system);
    if (!file) {
        report_fatal(pp->report, span_at(loc), "more than 4 GiB of source text; split the translation unit");
        return false;
    }
    struct buffer *buffer = arena_alloc(&pp->arena, sizeof *buffer);
    buffer->below = pp->buffer;
    buffer->file = file;
    buffer->directory = directory_of(pp, text->path);
    buffer->path_index = path_index;
    buffer->scanner = (struct scanner){
        .text = text->text,
        .next = text->text,
        .end = text->text + text->length,
        .base = file->start,
        .names = pp->names,
        .report = pp->report,
        .line_start = true,
        .dollar = !pp->language.assembler,
        .c23 = pp->language.standard >= 2023,
        .line_comments = pp->language.standard >= 1999 || pp->language.gnu,
    };
    pp->buffer = buffer;
    pp->include_depth++;
    if (text->path[0] != '<')
        note_file(pp, text->path, system);
    return true;
}

static enum source_error try_path(struct pp *pp, const char *directory, const char *name, size_t length,
                                  struct source_text **text)
{
    char path[PATH_BYTES_MAX];
    size_t used = strlen(directory);
    bool slash = used && directory[used - 1] != '/';
    if (used + slash + length >= sizeof path)
        return SOURCE_MISSING;
    memcpy(path, directory, used);
    if (slash)
        path[used++] = '/';
    memcpy(path + used, name, length);
    path[used + length] = 0;
    return source_load(pp->sources, path, !pp->language.gnu, text);
}

/* Looks where #include looks; index of the path after the one that had it to *path_index. */
static enum source_error find(struct pp *pp, const char *name, size_t length, bool quoted, bool next,
                              struct source_text **text, size_t *path_index, bool *system)
{
    struct buffer *buffer = pp->buffer;
    *system = buffer->file->system;
    *path_index = 0;
    if (length && name[0] == '/')
        return try_path(pp, "", name, length, text);
    enum source_error error = quoted && !next ? try_path(pp, buffer->directory, name, length, text) : SOURCE_MISSING;
    for (size_t i = next ? buffer->path_index : 0; error == SOURCE_MISSING && i < pp->path_count; i++) {
        if (pp->paths[i].kind == PP_PATH_QUOTE && !quoted)
            continue;
        error = try_path(pp, pp->paths[i].text, name, length, text);
        *path_index = i + 1;
        *system = pp->paths[i].kind >= PP_PATH_SYSTEM;
    }
    return error;
}

bool pp_has_include(struct pp *pp, const char *name, size_t length, bool quoted, bool next)
{
    struct source_text *text;
    size_t path_index;
    bool system;
    return find(pp, name, length, quoted, next, &text, &path_index, &system) == SOURCE_OK;
}

/* The tokens of a macro-expanded <name>, joined. */
static bool join_header(struct pp *pp, struct token *token, const char **name, size_t *length)
{
    char *joined = NULL;
    size_t used = 0, room = 0;
    while (pp_expanded(pp, token), token->kind != TOKEN_END && token->kind != TOKEN_GREATER) {
        uint32_t part;
        const char *spelling = token_spelling(token, &part);
        joined = mem_reserve(joined, &room, used + part + 1, 1);
        if (used && (token->flags & TOKEN_SPACE))
            joined[used++] = ' ';
        memcpy(joined + used, spelling, part);
        used += part;
    }
    *name = arena_string(&pp->arena, joined ? joined : "", used);
    *length = used;
    free(joined);
    return token->kind == TOKEN_GREATER;
}

bool pp_read_header_name(struct pp *pp, const char **name, size_t *length, bool *quoted, uint32_t *loc)
{
    struct scanner *scanner = &pp->buffer->scanner;
    struct token token;
    while (*scanner->next == ' ' || *scanner->next == '\t')
        scanner->next++;
    bool header = *scanner->next == '<' && !pp->context_count && scan_header(scanner, &token);
    if (!header)
        pp_expanded(pp, &token);
    *loc = token.loc;
    *quoted = token.kind == TOKEN_STRING;
    *name = token.length >= 2 ? token.text + 1 : token.text;
    *length = token.length >= 2 ? token.length - 2 : 0;
    bool good = header || (token.kind == TOKEN_STRING && token.length > 2 && token.text[0] == '"') ||
                (token.kind == TOKEN_LESS && join_header(pp, &token, name, length));
    if (!good || !*length)
        report_error(pp->report, span_at(*loc), "expected \"file\" or <file>");
    return good && *length;
}

static const char *next_header(void *cursor)
{
    static const char *const files[] = {
#define HEADER(file, names) file,
#include "base/headers.def"
        "complex.h",  "dirent.h",      "fenv.h",     "iso646.h", "pthread.h", "sched.h", "semaphore.h",
        "stdalign.h", "stdnoreturn.h", "sys/time.h", "tgmath.h", "threads.h", "uchar.h", "wctype.h"};
    size_t *next = cursor;
    return *next < sizeof files / sizeof *files ? files[(*next)++] : NULL;
}

/* No file has the name: perhaps that of a standard header was meant. */
static void report_missing(struct pp *pp, const char *name, size_t length, bool quoted, struct span span)
{
    size_t cursor = 0;
    const char *near = diag_suggest(name, length, next_header, &cursor);
    const char *where = quoted ? "here or in the include directories" : "in the include directories";
    if (near && pp_has_include(pp, near, strlen(near), false, false)) {
        size_t room = strlen(near) + 3;
        char *fix = arena_alloc(&pp->arena, room);
        snprintf(fix, room, "<%s>", near);
        report_fatal(pp->report, span_fixed(span, span.at, fix), "no file '%.*s' %s; did you mean %s?", (int)length,
                     name, where, fix);
        return;
    }
    report_fatal(pp->report, span, "no file '%.*s' %s; add its directory with -I", (int)length, name, where);
}

static void report_not_entered(struct pp *pp, enum source_error error, const char *name, size_t length, bool quoted,
                               struct span span)
{
    if (error == SOURCE_MISSING)
        report_missing(pp, name, length, quoted, span);
    else if (error == SOURCE_TOO_LARGE)
        report_fatal(pp->report, span, "'%.*s' is larger than 256 MiB", (int)length, name);
    else
        report_fatal(pp->report, span, "cannot read '%.*s'; is it a directory?", (int)length, name);
}

void pp_read_include(struct pp *pp, uint32_t loc, bool next)
{
    const char *name;
    size_t length, path_index;
    bool quoted, system;
    uint32_t name_loc;
    struct source_text *text;
    if (!pp_read_header_name(pp, &name, &length, &quoted, &name_loc))
        return;
    struct token token;
    pp_raw(pp, &token);
    if (token.kind != TOKEN_END)
        report_warning(pp->report, WARN_ENDIF_LABELS, span_at(token.loc),
                       "something follows the file name of #include");
    scan_skip_line(&pp->buffer->scanner);
    enum source_error error = find(pp, name, length, quoted, next, &text, &path_index, &system);
    if (error == SOURCE_MISSING && pp->language.missing_allowed) {
        note_file(pp, arena_string(&pp->arena, name, length), !quoted);
        return;
    }
    if (error != SOURCE_OK) {
        struct span span = span_from(name_loc, name_loc + (uint32_t)length + 2);
        report_not_entered(pp, error, name, length, quoted, span);
        return;
    }
    if (text->once || (text->guard && text->guard->macro))
        return;
    pp->buffer->scanner.in_directive = false;
    pp_enter_text(pp, text, loc, system, path_index);
}

bool pp_open(struct pp *pp, const char *path)
{
    struct source_text *text;
    enum source_error error = source_load(pp->sources, path, !pp->language.gnu, &text);
    if (error != SOURCE_OK) {
        report_fatal(pp->report, span_at(0),
                     error == SOURCE_MISSING     ? "no file '%s'"
                     : error == SOURCE_TOO_LARGE ? "'%s' is larger than 256 MiB"
                                                 : "cannot read '%s'; is it a directory?",
                     path);
        return false;
    }
    pp->main_path = text->path;
    if (!pp_enter_text(pp, text, 0, false, 0))
        return false;
    for (size_t i = pp->preinclude_count; i-- > 0;) {
        struct source_text *early;
        size_t path_index;
        bool system;
        const char *name = pp->preincludes[i].path;
        error = try_path(pp, "", name, strlen(name), &early);
        if (error == SOURCE_MISSING)
            error = find(pp, name, strlen(name), true, false, &early, &path_index, &system);
        if (error != SOURCE_OK) {
            report_not_entered(pp, error, name, strlen(name), true, span_at(0));
            return false;
        }
        if (!pp_enter_text(pp, early, 0, false, 0))
            return false;
        pp->buffer->macros_only = pp->preincludes[i].macros_only;
    }
    pp_enter_predefined(pp);
    return true;
}
