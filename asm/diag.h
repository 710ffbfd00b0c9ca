/* Diagnostics of the assembler and of every tool: one line `file:line:column: error: what; what to do`, the source line
 * and a caret under it. */
#ifndef ASM_DIAG_H
#define ASM_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_FATAL };

/* Where something is.  What is not known is NULL or 0 and left out of the message. */
struct diag_place {
    const char *file;
    unsigned line, column; /* from 1; columns count bytes */
    unsigned width;        /* bytes to underline, 0 as 1 */
    unsigned before;       /* bytes to underline on the left of the column */
    const char *text;      /* first byte of the source line (not of the place); read up to the end of the line */
    const char *text_end;  /* end of the source buffer */
    const char *fix;       /* text that would put it right, shown under the line from fix_column on; or NULL */
    unsigned fix_column;
};

struct diag {
    FILE *out;        /* stderr, or a file of a test */
    const char *tool; /* printed in place of the file when no place is known: "peach-as" */
    bool colour;
    bool no_source; /* do not show the source line */
    bool no_warnings, warnings_are_errors;
    unsigned errors, warnings; /* printed so far */
    unsigned error_limit;      /* 0: none; after this many errors one last line says so, and no more is printed */
};

/* Ready for use: stderr, no colour, limit 20. */
void diag_init(struct diag *diag, const char *tool);

/* Print one message; place may be NULL.  DIAG_FATAL counts as an error and is never suppressed: the caller gives up. */
void diag_at(struct diag *diag, enum diag_level level, const struct diag_place *place, const char *format, ...);
void diag_va(struct diag *diag, enum diag_level level, const struct diag_place *place, const char *format,
             va_list args);

/* True when the error limit is reached and going on serves nobody. */
bool diag_full(const struct diag *diag);

/* The candidate that a mistyped word most likely meant, or NULL.  next yields candidates until it returns NULL. */
const char *diag_suggest(const char *word, size_t length, const char *(*next)(void *cursor), void *cursor);

#endif
