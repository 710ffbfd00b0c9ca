/* Messages of the assembler: from a place in a source to file, line and column. */
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

/* Where a place is, as a person counts. */
static void resolve(struct place place, size_t width, struct diag_place *out)
{
    const struct source *source = place.source;
    *out = (struct diag_place){0};
    if (!source)
        return;
    size_t offset = (size_t)(place.at - source->clean), start = 0;
    unsigned line = source->first_line;
    const char *name = source->name;
    size_t marker = 0;
    for (size_t i = 0; i < offset; i++) {
        if (marker < source->marker_count && source->markers[marker].at == source->clean + i) {
            line = source->markers[marker].line - 1;
            name = source->markers[marker++].name;
        }
        if (source->clean[i] == '\n' || source->clean[i] == '\v') {
            line += !source->one_line;
            start = i + 1;
        }
    }
    *out = (struct diag_place){
        .file = name,
        .line = line,
        .column = (unsigned)(offset - start) + 1,
        .width = (unsigned)width,
        .text = source->text + start,
        .text_end = source->text + source->length,
    };
}

static void show_parents(struct assembler *as, struct place place)
{
    unsigned shown = 0;
    for (const struct source *source = place.source; source && source->parent.source && shown < 5;
         source = source->parent.source) {
        struct diag_place parent;
        if (!source->title)
            continue;
        resolve(source->parent, 0, &parent);
        diag_at(as->diag, DIAG_NOTE, &parent, "in the expansion of %s", source->title);
        shown++;
    }
}

static void message_va(struct assembler *as, enum diag_level level, struct place place, size_t width,
                       const char *format, va_list args)
{
    struct diag_place resolved;
    if (diag_full(as->diag))
        return;
    resolve(place, width, &resolved);
    diag_va(as->diag, level, place.source ? &resolved : NULL, format, args);
    show_parents(as, place);
}

void error_at(struct assembler *as, struct place place, size_t width, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    message_va(as, DIAG_ERROR, place, width, format, args);
    va_end(args);
}

void error_where(struct assembler *as, const char *where, size_t width, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    message_va(as, DIAG_ERROR, place_here(as, where), width, format, args);
    va_end(args);
}

void error_token(struct lexer *lexer, const char *format, ...)
{
    va_list args;
    if (lexer->token.kind == TOKEN_BAD)
        return;
    va_start(args, format);
    message_va(lexer->as, DIAG_ERROR, place_here(lexer->as, lexer->token.where), lexer->token.where_width, format,
               args);
    va_end(args);
}

void message(struct assembler *as, enum diag_level level, const char *where, size_t width, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    message_va(as, level, place_here(as, where), width, format, args);
    va_end(args);
}

void note_at(struct assembler *as, struct place place, const char *format, ...)
{
    va_list args;
    struct diag_place resolved;
    if (!place.source)
        return;
    resolve(place, 0, &resolved);
    va_start(args, format);
    diag_va(as->diag, DIAG_NOTE, &resolved, format, args);
    va_end(args);
}

/* The source of this name and the text of its line, for a place that is known by numbers only. */
static void find_text(const struct assembler *as, struct diag_place *place)
{
    for (size_t i = 0; i < as->source_count; i++) {
        const struct source *source = as->sources[i];
        if (source->title || source->one_line || source->marker_count || strcmp(source->name, place->file) != 0)
            continue;
        const char *at = source->text, *end = source->text + source->length;
        for (unsigned line = source->first_line; line < place->line && at < end; line++) {
            const char *newline = memchr(at, '\n', (size_t)(end - at));
            at = newline ? newline + 1 : end;
        }
        place->text = at;
        place->text_end = end;
        return;
    }
    place->column = 0;
}

void report_object(void *context, const struct obj_error *error)
{
    struct assembler *as = context;
    struct diag_place place = {.file = error->file, .line = error->line, .column = error->column};
    if (error->file)
        find_text(as, &place);
    if (error->symbol)
        diag_at(as->diag, DIAG_ERROR, error->file ? &place : NULL, "'%s': %s", error->symbol, error->what);
    else
        diag_at(as->diag, DIAG_ERROR, error->file ? &place : NULL, "%s", error->what);
}
