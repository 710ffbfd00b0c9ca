/* Errors, warnings and notes of a compilation: `file:line:column: error: what is wrong; what to do`, with the source line and
 * a caret under it. */
#ifndef CC_BASE_DIAG_H
#define CC_BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

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
};

enum warning_state { WARNING_OFF, WARNING_ON, WARNING_ERROR };

struct diag {
    struct sources *sources;
    FILE *stream;
    bool colour;
    bool silent_warnings;  /* -w */
    bool warnings_are_errors;
    bool pedantic_errors;
    bool stopped; /* no more input is wanted: too many errors, or a fatal one */
    unsigned errors, warnings, error_limit;
    unsigned quiet; /* > 0: nothing is reported while a reading is only tried */
    uint8_t state[WARN_COUNT];      /* enum warning_state; from the options and #pragma GCC diagnostic */
    bool not_error[WARN_COUNT];     /* -Wno-error=x */
    uint8_t *pushed[16];            /* #pragma GCC diagnostic push */
    unsigned pushed_count;
    bool last_shown;     /* the message that notes now belong to was printed */
    uint32_t last_file_shown; /* start of the file whose chain of #includes was printed last */
};

/* Defaults: only what is always on; colour when stderr is a terminal that wants it. */
void diag_init(struct diag *diag, struct sources *sources);

/* Obey an option after -W ("all", "no-unused", "error=format" ...).  False when there is no such warning. */
bool diag_option(struct diag *diag, const char *option);

/* #pragma GCC diagnostic push and pop. */
void diag_push(struct diag *diag);
void diag_pop(struct diag *diag);

/* A point, a piece of text, or a piece with the caret inside. */
struct span span_at(uint32_t loc);
struct span span_from(uint32_t start, uint32_t end);
struct span span_around(uint32_t at, uint32_t start, uint32_t end);

/* Report.  The text follows printf; it ends without a full stop. */
#if defined(__GNUC__)
#define DIAG_FORMAT(m, n) __attribute__((format(printf, m, n)))
#else
#define DIAG_FORMAT(m, n)
#endif
void diag_error(struct diag *diag, struct span span, const char *format, ...) DIAG_FORMAT(3, 4);
void diag_fatal(struct diag *diag, struct span span, const char *format, ...) DIAG_FORMAT(3, 4);
void diag_note(struct diag *diag, struct span span, const char *format, ...) DIAG_FORMAT(3, 4);

/* Returns whether it was shown. */
bool diag_warning(struct diag *diag, enum warning warning, struct span span, const char *format, ...) DIAG_FORMAT(4, 5);

/* Whether a warning would be shown: to save the work of finding out. */
bool diag_wants(const struct diag *diag, enum warning warning);

#endif
