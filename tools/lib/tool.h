/* What every Peach tool does alike: its name in messages, its exit status, the end of standard output. */
#ifndef TOOLS_LIB_TOOL_H
#define TOOLS_LIB_TOOL_H

#include "asm/diag.h"

/* Exit status of a tool. */
enum tool_status {
    TOOL_OK = 0,
    TOOL_BAD_INPUT = 1, /* the input is wrong */
    TOOL_FAILED = 2,    /* wrong usage, a file is missing or cannot be written, memory is short */
};

/* The compiler checks the arguments against the format, where it can. */
#ifdef __GNUC__
#define TOOL_PRINTF(format_index, first_index) __attribute__((format(printf, format_index, first_index)))
#else
#define TOOL_PRINTF(format_index, first_index)
#endif

/* Call first in main.  name is what messages start with, such as "peach-ld"; it is kept, not copied. */
void tool_begin(const char *name);

/* Report an error as "where: error: text" (where NULL: the tool's name) and remember its status. */
void tool_error(enum tool_status status, const char *where, const char *format, ...) TOOL_PRINTF(3, 4);

/* The same at a place in a source file. */
void tool_error_at(enum tool_status status, const struct diag_place *place, const char *format, ...) TOOL_PRINTF(3, 4);

/* As tool_error, for what does not change the exit status, and for what explains the message before. */
void tool_warning(const char *where, const char *format, ...) TOOL_PRINTF(2, 3);
void tool_note(const char *where, const char *format, ...) TOOL_PRINTF(2, 3);

/* The printer behind these functions, for those who report through it directly; tell tool_note_status of the outcome.
 */
struct diag *tool_diag(void);

/* Remember a failure that was printed elsewhere. */
void tool_note_status(enum tool_status status);

/* The worst status so far. */
enum tool_status tool_status(void);

/* Flush standard output, reporting what could not be written, and return the exit status for main. */
int tool_end(void);

#endif
