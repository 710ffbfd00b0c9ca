#include "base/report.h"

#include "asm/mem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { PUSHED_MAX = 16, LINE_SHOWN_MAX = 400, MESSAGE_MAX = 1024 };

enum group { ON, CONSTRAINT, WALL, WEXTRA, PEDANTIC, ASKED };

static const struct {
    const char *option;
    enum group group;
} table[WARN_COUNT] = {
#define WARNING(id, option, group) [WARN_##id] = {option, group},
#include "base/warnings.def"
#undef WARNING
};

void report_init(struct report *report, struct sources *sources, struct diag *printer)
{
    *report = (struct report){.sources = sources, .printer = printer};
    for (int i = 1; i < WARN_COUNT; i++)
        report->state[i] = table[i].group <= CONSTRAINT ? WARNING_ON : WARNING_OFF;
}

/* ---- Options ---- */

static void set_group(struct report *report, enum group group, bool on)
{
    for (int i = 1; i < WARN_COUNT; i++)
        if (table[i].group == group)
            report->state[i] = on ? WARNING_ON : WARNING_OFF;
}

static bool set_one(struct report *report, const char *name, enum warning_state state)
{
    bool found = false;
    size_t length = strcspn(name, "=");
    for (int i = 1; i < WARN_COUNT; i++)
        if (strlen(table[i].option) == length && !strncmp(table[i].option, name, length)) {
            report->state[i] = (uint8_t)state;
            found = true;
        }
    return found;
}

/* Names that stand for several warnings. */
static bool set_family(struct report *report, const char *name, enum warning_state state)
{
    static const struct {
        const char *family, *members[10];
    } families[] = {
        {"unused",
         {"unused-but-set-variable", "unused-but-set-parameter", "unused-const-variable", "unused-function",
          "unused-label", "unused-local-typedefs", "unused-parameter", "unused-value", "unused-variable"}},
        {"format=2", {"format", "format-extra-args", "format-nonliteral", "format-security", "format-zero-length"}},
        {"conversion", {"conversion", "sign-conversion"}},
        {"missing-prototypes", {"missing-prototypes", "missing-declarations"}},
        {"parentheses", {"parentheses", "dangling-else"}},
        {"uninitialized", {"uninitialized", "maybe-uninitialized"}},
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (!strcmp(name, families[i].family)) {
            for (const char *const *member = families[i].members; *member; member++)
                set_one(report, *member, state);
            return true;
        }
    return false;
}

static bool set_named(struct report *report, const char *name, bool on)
{
    if (!strcmp(name, "all"))
        set_group(report, WALL, on);
    else if (!strcmp(name, "extra"))
        set_group(report, WEXTRA, on);
    else if (!strcmp(name, "pedantic"))
        set_group(report, PEDANTIC, on);
    else
        return set_family(report, name, on ? WARNING_ON : WARNING_OFF) ||
               set_one(report, name, on ? WARNING_ON : WARNING_OFF);
    return true;
}

void report_pedantic_errors(struct report *report)
{
    for (int i = 1; i < WARN_COUNT; i++)
        if (table[i].group == PEDANTIC || table[i].group == CONSTRAINT)
            report->state[i] = WARNING_ERROR;
}

bool report_option(struct report *report, const char *option)
{
    if (!strcmp(option, "error"))
        report->warnings_are_errors = true;
    else if (!strcmp(option, "no-error"))
        report->warnings_are_errors = false;
    else if (!strncmp(option, "error=", 6))
        return set_family(report, option + 6, WARNING_ERROR) || set_one(report, option + 6, WARNING_ERROR);
    else if (!strncmp(option, "no-error=", 9)) {
        for (int i = 1; i < WARN_COUNT; i++)
            if (!strcmp(table[i].option, option + 9)) {
                report->not_error[i] = true;
                if (report->state[i] == WARNING_ERROR)
                    report->state[i] = WARNING_ON;
            }
    } else if (!strncmp(option, "no-", 3))
        return set_named(report, option + 3, false);
    else
        return set_named(report, option, true);
    return true;
}

static const char *const foreign[] = {
#define FOREIGN(option) option,
#include "base/foreign_warnings.def"
#undef FOREIGN
};

static const char *next_option(void *cursor)
{
    static const char *const groups[] = {"all", "extra", "pedantic", "unused"};
    int *next = cursor;
    if (++*next < WARN_COUNT)
        return table[*next].option;
    size_t index = (size_t)(*next - WARN_COUNT);
    return index < sizeof groups / sizeof *groups ? groups[index] : NULL;
}

void report_command_option(struct report *report, const char *option)
{
    if (report_option(report, option))
        return;
    const char *name = !strncmp(option, "error=", 6) ? option + 6 : option;
    size_t length = strcspn(name, "=");
    int cursor = 0;
    bool known = !strncmp(name, "no-", 3) || !*name;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        known |= strlen(foreign[i]) == length && !strncmp(foreign[i], name, length);
    if (known)
        return;
    const char *near = diag_suggest(name, length, next_option, &cursor);
    if (near)
        report_warning(report, WARN_UNKNOWN_WARNING_OPTION, span_at(0), "no warning '-W%s'; did you mean '-W%s'?", name,
                       near);
    else
        report_warning(report, WARN_UNKNOWN_WARNING_OPTION, span_at(0), "no warning '-W%s'; see --help=warnings", name);
}

void report_print_warnings(FILE *out)
{
    static const char *const headings[] = {[ON] = "always",
                                           [CONSTRAINT] = "always, and errors with -pedantic-errors",
                                           [WALL] = "with -Wall",
                                           [WEXTRA] = "with -Wextra",
                                           [PEDANTIC] = "with -pedantic",
                                           [ASKED] = "when asked for by name"};
    for (int group = ON; group <= ASKED; group++) {
        fprintf(out, "%swarnings given %s:\n", group ? "\n" : "", headings[group]);
        for (int i = 1; i < WARN_COUNT; i++)
            if (table[i].group == (enum group)group)
                fprintf(out, "  -W%s\n", table[i].option);
    }
}

void report_push(struct report *report)
{
    if (report->pushed_count == PUSHED_MAX)
        return;
    uint8_t *copy = mem_new(sizeof report->state);
    memcpy(copy, report->state, sizeof report->state);
    report->pushed[report->pushed_count++] = copy;
}

void report_pop(struct report *report)
{
    if (!report->pushed_count)
        return;
    uint8_t *copy = report->pushed[--report->pushed_count];
    memcpy(report->state, copy, sizeof report->state);
    free(copy);
}

static const uint8_t *keep_state(struct report *report)
{
    return (const uint8_t *)arena_string(&report->sources->arena, (const char *)report->state, sizeof report->state);
}

void report_before_change(struct report *report)
{
    if (!report->first_state)
        report->first_state = keep_state(report);
}

void report_changed_at(struct report *report, uint32_t loc)
{
    struct source_file *file = source_file_at(report->sources, loc);
    if (!file)
        return;
    struct source_warnings *change = arena_alloc(&report->sources->arena, sizeof *change);
    *change = (struct source_warnings){file->warnings, loc, keep_state(report)};
    file->warnings = change;
}

/* The state of a warning at a place. */
static enum warning_state state_at(const struct report *report, const struct source_file *file, enum warning warning,
                                   uint32_t loc)
{
    if (!file || !file->warnings)
        return (enum warning_state)report->state[warning];
    for (const struct source_warnings *change = file->warnings; change; change = change->before)
        if (change->loc <= loc)
            return (enum warning_state)change->state[warning];
    return (enum warning_state)report->first_state[warning];
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

struct span span_fixed(struct span span, uint32_t fix_at, const char *fix)
{
    span.fix = fix;
    span.fix_at = fix_at;
    return span;
}

/* ---- Printing ---- */

static void print_chain(struct report *report, const struct source_file *file)
{
    if (!file || !file->included_from || file->start == report->last_file_shown)
        return;
    report->last_file_shown = file->start;
    const char *lead = "In file included from";
    for (; file && file->included_from; file = source_file_at(report->sources, file->included_from)) {
        struct source_place place = source_place(report->sources, file->included_from);
        fprintf(report->printer->out, "%s %s:%u:\n", lead, place.path, (unsigned)place.line);
        lead = "                 from";
    }
}

/* The printer's idea of a place: the underlined part is cut at the ends of the caret's own line. */
static struct diag_place printed_place(struct report *report, struct span span)
{
    struct source_place place = source_place(report->sources, span.at);
    struct diag_place printed = {.file = place.path, .line = place.line, .column = place.column, .width = 1};
    if (place.line_length <= LINE_SHOWN_MAX) {
        printed.text = place.line_text;
        printed.text_end = place.line_text + place.line_length;
    }
    uint32_t left = place.column - 1, right = place.line_length > left ? place.line_length - left : 1;
    if (span.start && span.start < span.at)
        printed.before = span.at - span.start < left ? span.at - span.start : left;
    if (span.fix && span.fix_at + left >= span.at) {
        printed.fix = span.fix;
        printed.fix_column = place.column + span.fix_at - span.at;
    }
    if (span.end > span.at)
        printed.width = span.end - span.at < right ? span.end - span.at : right;
    return printed;
}

static void emit(struct report *report, enum diag_level level, const char *option, struct span span, const char *format,
                 va_list arguments)
{
    char text[MESSAGE_MAX];
    vsnprintf(text, sizeof text, format, arguments);
    struct diag_place place = printed_place(report, span);
    if (level != DIAG_NOTE)
        print_chain(report, source_file_at(report->sources, span.at));
    diag_at(report->printer, level, span.at ? &place : NULL, option ? "%s [-W%s%s]" : "%s", text,
            level == DIAG_ERROR ? "error=" : "", option);
    if (diag_full(report->printer))
        report->stopped = true;
}

void report_error(struct report *report, struct span span, const char *format, ...)
{
    report->last_shown = !report->stopped && !report->quiet;
    if (!report->last_shown)
        return;
    va_list arguments;
    va_start(arguments, format);
    emit(report, DIAG_ERROR, NULL, span, format, arguments);
    va_end(arguments);
}

void report_fatal(struct report *report, struct span span, const char *format, ...)
{
    report->last_shown = !report->stopped;
    if (report->stopped)
        return;
    va_list arguments;
    va_start(arguments, format);
    emit(report, DIAG_FATAL, NULL, span, format, arguments);
    va_end(arguments);
    report->stopped = true;
}

void report_note(struct report *report, struct span span, const char *format, ...)
{
    if (!report->last_shown || report->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    emit(report, DIAG_NOTE, NULL, span, format, arguments);
    va_end(arguments);
}

bool report_wants(const struct report *report, enum warning warning)
{
    bool asked =
        report->state[warning] != WARNING_OFF || (report->first_state && report->first_state[warning] != WARNING_OFF);
    return asked && !report->printer->no_warnings && !report->stopped && !report->quiet;
}

bool report_warning(struct report *report, enum warning warning, struct span span, const char *format, ...)
{
    const struct source_file *file = source_file_at(report->sources, span.at);
    enum warning_state state = state_at(report, file, warning, span.at);
    bool muted = report->printer->no_warnings || report->stopped || report->quiet || (file && file->system);
    report->last_shown = state != WARNING_OFF && !muted;
    if (!report->last_shown)
        return false;
    bool fatal = (report->warnings_are_errors && !report->not_error[warning]) || state == WARNING_ERROR;
    va_list arguments;
    va_start(arguments, format);
    emit(report, fatal ? DIAG_ERROR : DIAG_WARNING, table[warning].option, span, format, arguments);
    va_end(arguments);
    return true;
}

void report_fini(struct report *report)
{
    while (report->pushed_count)
        free(report->pushed[--report->pushed_count]);
}
