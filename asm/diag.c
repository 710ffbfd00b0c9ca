#include "diag.h"

#include <stdint.h>
#include <string.h>

#define LINE_SHOWN_MAX 400 /* bytes of a source line that are printed */

static const struct level {
    const char *name, *colour;
} levels[] = {
    [DIAG_NOTE] = {"note", "\033[1;36m"},
    [DIAG_WARNING] = {"warning", "\033[1;35m"},
    [DIAG_ERROR] = {"error", "\033[1;31m"},
    [DIAG_FATAL] = {"fatal error", "\033[1;31m"},
};

void diag_init(struct diag *diag, const char *tool)
{
    *diag = (struct diag){.out = stderr, .tool = tool, .error_limit = 20};
}

bool diag_full(const struct diag *diag)
{
    return diag->error_limit && diag->errors >= diag->error_limit;
}

static void print_place(const struct diag *diag, const struct diag_place *place)
{
    const char *bold = diag->colour ? "\033[1m" : "", *plain = diag->colour ? "\033[0m" : "";
    if (!place || !place->file)
        fprintf(diag->out, "%s%s:%s ", bold, diag->tool, plain);
    else if (!place->line)
        fprintf(diag->out, "%s%s:%s ", bold, place->file, plain);
    else if (!place->column)
        fprintf(diag->out, "%s%s:%u:%s ", bold, place->file, place->line, plain);
    else
        fprintf(diag->out, "%s%s:%u:%u:%s ", bold, place->file, place->line, place->column, plain);
}

/* The text that would put the line right, under its place. */
static void print_fix(const struct diag *diag, const struct diag_place *place)
{
    for (size_t i = 0; i + 1 < place->fix_column; i++)
        if ((place->text[i] & 0xc0) != 0x80)
            fputc(place->text[i] == '\t' ? '\t' : ' ', diag->out);
    fprintf(diag->out, diag->colour ? "\033[32m%s\033[0m\n" : "%s\n", place->fix);
}

/* The source line, control characters as blanks, and a caret below the place.  Bytes of one UTF-8 character share a
 * column. */
static void print_line(const struct diag *diag, const struct diag_place *place)
{
    if (!place || !place->text || !place->column || diag->no_source)
        return;
    size_t length = 0, room = (size_t)(place->text_end - place->text);
    while (length < room && length < LINE_SHOWN_MAX && place->text[length] != '\n' && place->text[length] != '\r')
        length++;
    if (place->column > length + 1)
        return;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)place->text[i];
        fputc(c < ' ' && c != '\t' ? ' ' : c == 0x7f ? ' ' : c, diag->out);
    }
    fputc('\n', diag->out);
    for (size_t i = 0; i + 1 < place->column; i++)
        if ((place->text[i] & 0xc0) != 0x80)
            fputc(i + 1 + place->before >= place->column ? '~' : place->text[i] == '\t' ? '\t' : ' ', diag->out);
    fputs(diag->colour ? "\033[1;32m^" : "^", diag->out);
    for (size_t i = place->column; i < length && i + 1 < place->column + (size_t)place->width; i++)
        if ((place->text[i] & 0xc0) != 0x80)
            fputc('~', diag->out);
    fputs(diag->colour ? "\033[0m\n" : "\n", diag->out);
    if (place->fix && place->fix_column && place->fix_column <= length + 1)
        print_fix(diag, place);
}

void diag_va(struct diag *diag, enum diag_level level, const struct diag_place *place, const char *format, va_list args)
{
    if (level == DIAG_WARNING) {
        if (diag->no_warnings)
            return;
        if (diag->warnings_are_errors)
            level = DIAG_ERROR;
        else
            diag->warnings++;
    }
    if (level != DIAG_FATAL && diag_full(diag))
        return;
    if (level >= DIAG_ERROR)
        diag->errors++;
    print_place(diag, place);
    fprintf(diag->out, "%s%s:%s ", diag->colour ? levels[level].colour : "", levels[level].name,
            diag->colour ? "\033[0m" : "");
    vfprintf(diag->out, format, args);
    fputc('\n', diag->out);
    print_line(diag, place);
    if (level == DIAG_ERROR && diag_full(diag))
        fprintf(diag->out, "%s: %u errors; stopping here\n", diag->tool, diag->errors);
}

void diag_at(struct diag *diag, enum diag_level level, const struct diag_place *place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag_va(diag, level, place, format, args);
    va_end(args);
}

#define WORD_MAX 32 /* longer words get no suggestion */

/* Edit distance with swaps of neighbours (restricted Damerau-Levenshtein). */
static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned rows[3][WORD_MAX + 1];
    for (unsigned j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a_length; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b_length; j++) {
            unsigned best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a_length % 3][b_length];
}

const char *diag_suggest(const char *word, size_t length, const char *(*next)(void *cursor), void *cursor)
{
    if (length > WORD_MAX || length < 2)
        return NULL;
    const char *best = NULL, *candidate;
    unsigned best_distance = length < 4 ? 2 : 3; /* one edit in short words, two in longer ones */
    while ((candidate = next(cursor))) {
        size_t candidate_length = strlen(candidate);
        if (candidate_length > WORD_MAX || candidate_length + 3 < length || length + 3 < candidate_length)
            continue;
        unsigned d = distance(word, length, candidate, candidate_length);
        if (d && d < best_distance) {
            best_distance = d;
            best = candidate;
        }
    }
    return best;
}
