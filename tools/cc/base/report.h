/* Errors, warnings and notes of a compilation: `file:line:column: error: what is wrong; what to do`, with the source
 * line and a caret under it. */
#ifndef CC_BASE_REPORT_H
#define CC_BASE_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "asm/diag.h"
#include "base/source.h"

enum warning {
    WARN_NONE,
#define WARNING(id, option, group) WARN_##id,
#include "base/warnings.def"
#undef WARNING
    WARN_COUNT
};

/* What a message points at: the caret, and the text underlined around it.  start and end may be 0. */
struct span {
    uint32_t at, start, end;
    const char *fix; /* text that would put it right, in place of what begins at fix_at or to be inserted there */
    uint32_t fix_at;
};

enum warning_state { WARNING_OFF, WARNING_ON, WARNING_ERROR };

struct report {
    struct sources *sources;
    struct diag *printer;
    bool warnings_are_errors;
    bool stopped;               /* no more input is wanted: too many errors, or a fatal one */
    unsigned quiet;             /* > 0: nothing is reported while a reading is only tried */
    uint8_t state[WARN_COUNT];  /* enum warning_state now: from the options and #pragma GCC diagnostic */
    const uint8_t *first_state; /* before the first #pragma, NULL when there was none */
    bool not_error[WARN_COUNT]; /* -Wno-error=x */
    uint8_t *pushed[16];        /* #pragma GCC diagnostic push */
    unsigned pushed_count;
    bool cut;                   /* a comment or an unclosed function has taken the rest of the input */
    bool last_shown;          /* the message that notes now belong to was printed */
    uint32_t last_file_shown; /* start of the file whose chain of #includes was printed last */
};

/* Only what is always on is asked for.  Messages go through printer. */
void report_init(struct report *report, struct sources *sources, struct diag *printer);
void report_fini(struct report *report);

/* Obey an option after -W ("all", "no-unused", "error=format" ...).  False when there is no such warning. */
bool report_option(struct report *report, const char *option);

/* The same for an option of the command line: what only other compilers know is passed over, what nobody knows is
 * warned of, unless it turns something off. */
void report_command_option(struct report *report, const char *option);

/* Print the table of warnings, by when they are given. */
void report_print_warnings(FILE *out);

/* -pedantic-errors: what breaks a rule of the standard is an error. */
void report_pedantic_errors(struct report *report);

/* #pragma GCC diagnostic push and pop. */
void report_push(struct report *report);
void report_pop(struct report *report);
/* After a change by #pragma at this place: warnings about earlier places are judged as they were there. */
void report_changed_at(struct report *report, uint32_t loc);
void report_before_change(struct report *report);

/* A point, a piece of text, or a piece with the caret inside. */
struct span span_at(uint32_t loc);
struct span span_from(uint32_t start, uint32_t end);
struct span span_around(uint32_t at, uint32_t start, uint32_t end);
/* With a text that would put it right; it has to live until the message is printed. */
struct span span_fixed(struct span span, uint32_t fix_at, const char *fix);

/* Report.  The text follows printf; it ends without a full stop. */
#if defined(__GNUC__)
#define REPORT_FORMAT(m, n) __attribute__((format(printf, m, n)))
#else
#define REPORT_FORMAT(m, n)
#endif
void report_error(struct report *report, struct span span, const char *format, ...) REPORT_FORMAT(3, 4);
void report_fatal(struct report *report, struct span span, const char *format, ...) REPORT_FORMAT(3, 4);
void report_note(struct report *report, struct span span, const char *format, ...) REPORT_FORMAT(3, 4);

/* Returns whether it was shown. */
bool report_warning(struct report *report, enum warning warning, struct span span, const char *format, ...)
    REPORT_FORMAT(4, 5);

/* Whether a warning would be shown: to save the work of finding out. */
bool report_wants(const struct report *report, enum warning warning);

#endif
