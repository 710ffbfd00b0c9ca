#include "tools/lib/tool.h"

#include <stdlib.h>

#include "tools/lib/output.h"
#include "tools/lib/platform.h"
#include "tools/lib/temporary.h"

static struct diag diag;
static enum tool_status worst;

/* Nothing half done is left behind. */
static void clean_up(void) {
    output_abandon_all();
    temporary_remove_all();
}

void tool_begin(const char *name) {
    diag_init(&diag, name);
    diag.colour = platform_colours_errors();
    worst = TOOL_OK;
    platform_begin(clean_up);
    atexit(clean_up);
}

static void report(enum diag_level level, const struct diag_place *place, const char *format, va_list arguments) {
    fflush(stdout);
    diag_va(&diag, level, place, format, arguments);
}

static void report_where(enum diag_level level, const char *where, const char *format, va_list arguments) {
    struct diag_place place = {.file = where};
    report(level, where ? &place : NULL, format, arguments);
}

void tool_error(enum tool_status status, const char *where, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report_where(DIAG_ERROR, where, format, arguments);
    va_end(arguments);
    tool_note_status(status);
}

void tool_error_at(enum tool_status status, const struct diag_place *place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(DIAG_ERROR, place, format, arguments);
    va_end(arguments);
    tool_note_status(status);
}

void tool_warning(const char *where, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report_where(DIAG_WARNING, where, format, arguments);
    va_end(arguments);
}

void tool_note(const char *where, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report_where(DIAG_NOTE, where, format, arguments);
    va_end(arguments);
}

struct diag *tool_diag(void) {
    return &diag;
}

void tool_note_status(enum tool_status status) {
    if (status > worst)
        worst = status;
}

enum tool_status tool_status(void) {
    return worst;
}

int tool_end(void) {
    bool bad = ferror(stdout) != 0;
    if (fflush(stdout) != 0 || bad)
        tool_error(TOOL_FAILED, NULL, "cannot write standard output; is the disk full?");
    return (int)worst;
}
