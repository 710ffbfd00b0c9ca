/* Reader of DWARF line tables (.debug_line, versions 2 to 5): which source line an address comes from.
 *
 * The bytes are untrusted: what does not hold together ends the walk, never reads outside. */
#ifndef ISA_DWARF_LINE_H
#define ISA_DWARF_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The sections that a line table consists of; line_str and str may be absent (NULL, 0). */
struct dwarf_sections {
    const uint8_t *line, *line_str, *str;
    size_t line_size, line_str_size, str_size;
};

/* One row: the bytes from address up to the next row's address come from this line.  The strings point into the
 * sections.  directory is "" when the file name stands for itself. */
struct dwarf_row {
    uint32_t address;
    const char *directory, *file;
    uint32_t line, column;
    bool end;          /* no line: address is just past the end of a run of rows */
    bool statement;    /* a good place to stop for the line */
    bool prologue_end; /* a good place to stop for the function */
};

/* Call `row` for every row of every table in order; it returns false to stop.  False when the tables are damaged (the
 * rows before the damage have been given) or when memory is short. */
bool dwarf_lines(const struct dwarf_sections *sections, bool (*row)(void *context, const struct dwarf_row *row),
                 void *context);

#endif
