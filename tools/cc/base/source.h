/* Source text and places in it.
 *
 * Each time a file is entered it gets a range of its own in one 32-bit number space; a place (`loc`) is a number in it,
 * so that a token needs four bytes to know its file, line, column and chain of #includes.  0 is "nowhere". */
#ifndef CC_BASE_SOURCE_H
#define CC_BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct name;

/* The text of a file, backslash-newlines (and trigraphs, when asked for) already taken out.  Loaded once. */
struct source_text {
    const char *path;
    const char *text; /* NUL after the last byte; the last byte is a newline */
    uint32_t length;
    uint32_t *lines; /* offsets at which physical lines begin, spliced ones too */
    uint32_t line_count;
    const struct name *guard; /* the macro that guards the whole text, NULL for none */
    bool once;                /* #pragma once was seen */
    bool is_new;              /* not lexed to its end yet: the guard is not known */
    struct source_text *next;
};

/* A change of presumed file and line by #line. */
struct source_line_mark {
    uint32_t offset;   /* from here on */
    uint32_t physical; /* the physical line the mark's next line is */
    uint32_t presumed; /* and the number it goes by */
    const char *path;
};

/* What is warned of from a place on: see report.h. */
struct source_warnings {
    struct source_warnings *before;
    uint32_t loc;
    const uint8_t *state;
};

/* One entry into a text. */
struct source_file {
    struct source_text *text;
    uint32_t start;                   /* its first loc; loc = start + offset in text */
    uint32_t included_from;           /* loc of the #include, 0 for the main file */
    bool system;                      /* no warnings from here */
    struct source_warnings *warnings; /* changes of what is warned of, last first */
    struct source_line_mark *marks;
    uint32_t mark_count;
    size_t mark_room;
};

struct sources {
    struct arena arena;
    struct source_text *texts;
    struct source_file **files;
    uint32_t count;
    size_t room;
    uint32_t next_loc;
    uint32_t recent; /* index of the file found last */
};

/* A place told to people; line and column count from 1. */
struct source_place {
    const char *path;
    uint32_t line, column;
    const char *line_text; /* not NUL-terminated */
    uint32_t line_length;
};

enum source_error { SOURCE_OK, SOURCE_MISSING, SOURCE_UNREADABLE, SOURCE_TOO_LARGE, SOURCE_TOO_MUCH };

/* The text of the file at path ("-": standard input), loaded or remembered. */
enum source_error source_load(struct sources *sources, const char *path, bool trigraphs, struct source_text **out);

/* A text from memory: predefined macros, -D options, _Pragma operands. */
struct source_text *source_from_memory(struct sources *sources, const char *path, const char *bytes, size_t length);

/* Enter a text; NULL when the number space is used up. */
struct source_file *source_enter(struct sources *sources, struct source_text *text, uint32_t included_from,
                                 bool system);

/* The file a loc lies in, NULL for 0. */
struct source_file *source_file_at(struct sources *sources, uint32_t loc);

/* File, line, column of a loc, after #line.  The path is "<none>" for 0. */
struct source_place source_place(struct sources *sources, uint32_t loc);

/* The line number alone; line and column. */
uint32_t source_line(struct sources *sources, uint32_t loc);
uint32_t source_line_column(struct sources *sources, uint32_t loc, uint32_t *column);

void source_free(struct sources *sources);

#endif
