#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { ERROR_LIMIT = 20, PUSHED_MAX = 16, LINE_SHOWN_MAX = 400 };

enum group { ON, WALL, WEXTRA, PEDANTIC, ASKED };

static const struct {
    const char *option;
    enum group group;
} table[WARN_COUNT] = {
#define WARNING(id, option, group) [WARN_##id] = {option, group},
#include "base/warnings.def"
#undef WARNING
};

enum severity { ERROR, FATAL, WARNING, NOTE };

static const struct {
    const char *word, *colour;
} severities[] = {
    [ERROR] = {"error", "\033[1;31m"},
    [FATAL] = {"error", "\033[1;31m"},
    [WARNING] = {"warning", "\033[1;35m"},
    [NOTE] = {"note", "\033[1;36m"},
};

void diag_init(struct diag *diag, struct sources *sources)
{
    *diag = (struct diag){.sources = sources, .stream = stderr, .error_limit = ERROR_LIMIT};
    for (int i = 1; i < WARN_COUNT; i++)
        diag->state[i] = table[i].group == ON ? WARNING_ON : WARNING_OFF;
}

/* ---- Options ---- */

static void set_group(struct diag *diag, enum group group, bool on)
{
    for (int i = 1; i < WARN_COUNT; i++)
        if (table[i].group == group)
            diag->state[i] = on ? WARNING_ON : WARNING_OFF;
}

static bool set_one(struct diag *diag, const char *name, enum warning_state state)
{
    bool found = false;
    size_t length = strcspn(name, "=");
    for (int i = 1; i < WARN_COUNT; i++)
        if (strlen(table[i].option) == length && !strncmp(table[i].option, name, length)) {
            diag->state[i] = (uint8_t)state;
            found = true;
        }
    return found;
}

/* -Wunused and -Wconversion-like families by the beginning of their members' names. */
static bool set_family(struct diag *diag, const char *name, enum warning_state state)
{
    if (strcmp(name, "unused"))
        return false;
    for (int i = 1; i < WARN_COUNT; i++)
        if (!strncmp(table[i].option, "unused-", 7) && table[i].group == WALL)
            diag->state[i] = (uint8_t)state;
    return true;
}

static bool set_named(struct diag *diag, const char *name, bool on)
{
    if (!strcmp(name, "all"))
        set_group(diag, WALL, on);
    else if (!strcmp(name, "extra"))
        set_group(diag, WEXTRA, on);
    else if (!strcmp(name, "pedantic"))
        set_group(diag, PEDANTIC, on);
    else
        return set_family(diag, name, on ? WARNING_ON : WARNING_OFF) ||
               set_one(diag, name, on ? WARNING_ON : WARNING_OFF);
    return true;
}

bool diag_option(struct diag *diag, const char *option)
{
    if (!strcmp(option, "error"))
        diag->warnings_are_errors = true;
    else if (!strcmp(option, "no-error"))
        diag->warnings_are_errors = false;
    else if (!strncmp(option, "error=", 6))
        return set_one(diag, option + 6, WARNING_ERROR);
    else if (!strncmp(option, "no-error=", 9)) {
        for (int i = 1; i < WARN_COUNT; i++)
            if (!strcmp(table[i].option, option + 9))
                diag->not_error[i] = true;
    } else if (!strncmp(option, "no-", 3))
        return set_named(diag, option + 3, false);
    else
        return set_named(diag, option, true);
    return true;
}

void diag_push(struct diag *diag)
{
    if (diag->pushed_count == PUSHED_MAX)
        return;
    uint8_t *copy = memory_new(sizeof diag->state);
    memcpy(copy, diag->state, sizeof diag->state);
    diag->pushed[diag->pushed_count++] = copy;
}

void diag_pop(struct diag *diag)
{
    if (!diag->pushed_count)
        return;
    uint8_t *copy = diag->pushed[--diag->pushed_count];
    memcpy(diag->state, copy, sizeof diag->state);
    free(copy);
}

/* ---- Spans ---- */

struct span span_at(uint32_t loc)
{
    return (struct span){.at = loc};
}

struct span span_from(uint32_t start, uint32_t end)
{
    return (struct span){.at = start, .start = start, .end = end};
}

struct span span_around(uint32_t at, uint32_t start, uint32_t end)
{
    return (struct span){.at = at, .start = start, .end = end};
}

/* ---- Printing ---- */

static void print_chain(struct diag *diag, const struct source_file *file)
{
    if (!file || !file->included_from || file->start == diag->last_file_shown)
        return;
    diag->last_file_shown = file->start;
    const char *lead = "In file included from";
    for (; file && file->included_from; file = source_file_at(diag->sources, file->included_from)) {
        struct source_place place = source_place(diag->sources, file->included_from);
        fprintf(diag->stream, "%s %s:%u:\n", lead, place.path, (unsigned)place.line);
        lead = "                 from";
    }
}

/* The underlined part as columns of the caret's own line, [from, to). */
static void columns(struct diag *diag, struct span span, const struct source_place *place, uint32_t *from, uint32_t *to)
{
    uint32_t caret = place->column - 1;
    uint32_t line_start = span.at - caret;
    *from = caret;
    *to = caret + 1;
    if (span.start && span.start <= span.at)
        *from = span.start > line_start ? span.start - line_start : 0;
    if (span.end > span.at)
        *to = span.end - line_start < place->line_length ? span.end - line_start : place->line_length;
    (void)diag;
}

static void print_line(struct diag *diag, struct span span, const struct source_place *place, enum severity severity)
{
    if (!place->line_length || place->line_length > LINE_SHOWN_MAX || place->column > place->line_length + 1)
        return;
    uint32_t from, to, caret = place->column - 1;
    columns(diag, span, place, &from, &to);
    fprintf(diag->stream, " %5u | %.*s\n       | ", (unsigned)place->line, (int)place->line_length, place->line_text);
    for (uint32_t i = 0; i < from && i < place->line_length; i++)
        fputc(place->line_text[i] == '\t' ? '\t' : ' ', diag->stream);
    fputs(diag->colour ? severities[severity].colour : "", diag->stream);
    for (uint32_t i = from; i < to || i <= caret; i++)
        fputc(i == caret ? '^' : '~', diag->stream);
    fputs(diag->colour ? "\033[m\n" : "\n", diag->stream);
}

static void report(struct diag *diag, enum severity severity, const char *option, struct span span, const char *format,
                   va_list arguments)
{
    struct source_place place = source_place(diag->sources, span.at);
    if (severity != NOTE)
        print_chain(diag, source_file_at(diag->sources, span.at));
    if (!span.at)
        fprintf(diag->stream, "%speach-cc:%s ", diag->colour ? "\033[1m" : "", diag->colour ? "\033[m" : "");
    else
        fprintf(diag->stream, "%s%s:%u:%u:%s ", diag->colour ? "\033[1m" : "", place.path, (unsigned)place.line,
                (unsigned)place.column, diag->colour ? "\033[m" : "");
    fprintf(diag->stream, "%s%s:%s ", diag->colour ? severities[severity].colour : "", severities[severity].word,
            diag->colour ? "\033[m" : "");
    vfprintf(diag->stream, format, arguments);
    if (option)
        fprintf(diag->stream, " [-W%s%s]", severity == ERROR ? "error=" : "", option);
    fputc('\n', diag->stream);
    if (span.at)
        print_line(diag, span, &place, severity);
}

static void count_error(struct diag *diag)
{
    if (++diag->errors < diag->error_limit || !diag->error_limit)
        return;
    if (!diag->stopped)
        fprintf(diag->stream, "peach-cc: %u errors, no more are looked for\n", diag->errors);
    diag->stopped = true;
}

void diag_error(struct diag *diag, struct span span, const char *format, ...)
{
    diag->last_shown = !diag->stopped && !diag->quiet;
    if (!diag->last_shown)
        return;
    va_list arguments;
    va_start(arguments, format);
    report(diag, ERROR, NULL, span, format, arguments);
    va_end(arguments);
    count_error(diag);
}

void diag_fatal(struct diag *diag, struct span span, const char *format, ...)
{
    diag->last_shown = !diag->stopped;
    if (diag->stopped)
        return;
    va_list arguments;
    va_start(arguments, format);
    report(diag, FATAL, NULL, span, format, arguments);
    va_end(arguments);
    diag->errors++;
    diag->stopped = true;
}

void diag_note(struct diag *diag, struct span span, const char *format, ...)
{
    if (!diag->last_shown || diag->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    report(diag, NOTE, NULL, span, format, arguments);
    va_end(arguments);
}

bool diag_wants(const struct diag *diag, enum warning warning)
{
    return diag->state[warning] != WARNING_OFF && !diag->silent_warnings && !diag->stopped && !diag->quiet;
}

bool diag_warning(struct diag *diag, enum warning warning, struct span span, const char *format, ...)
{
    const struct source_file *file = source_file_at(diag->sources, span.at);
    diag->last_shown = diag_wants(diag, warning) && !(file && file->system);
    if (!diag->last_shown)
        return false;
    bool fatal = (diag->warnings_are_errors && !diag->not_error[warning]) || diag->state[warning] == WARNING_ERROR;
    va_list arguments;
    va_start(arguments, format);
    report(diag, fatal ? ERROR : WARNING, table[warning].option, span, format, arguments);
    va_end(arguments);
    if (fatal)
        count_error(diag);
    else
        diag->warnings++;
    return true;
}
