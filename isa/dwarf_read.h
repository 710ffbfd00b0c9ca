/* Reading the pieces that DWARF sections are made of.  The bytes are untrusted: reading beyond the end gives zeros and
 * sets bad. */
#ifndef ISA_DWARF_READ_H
#define ISA_DWARF_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DWARF_LENGTH_64BIT 0xfffffff0u /* lengths from here on announce the 64-bit format */

/* A position in bytes. */
struct dwarf_cursor {
    const uint8_t *at, *end;
    bool bad;
};

/* A number of 1 to 4 bytes; of more bytes, the low four. */
uint32_t dwarf_take(struct dwarf_cursor *c, unsigned bytes);
void dwarf_skip(struct dwarf_cursor *c, uint32_t bytes);

/* LEB128, cut to 32 bits. */
uint32_t dwarf_take_uleb(struct dwarf_cursor *c);
int32_t dwarf_take_sleb(struct dwarf_cursor *c);

/* A string up to its zero; "" and bad when there is none. */
const char *dwarf_take_string(struct dwarf_cursor *c);

/* The string at an offset of a section of strings; "" when it is none. */
const char *dwarf_string_at(const uint8_t *strings, size_t size, uint32_t offset);

/* The piece of so many bytes from here, skipped; all that is left, and bad, when there are fewer. */
struct dwarf_cursor dwarf_take_piece(struct dwarf_cursor *c, uint32_t bytes);

/* The bytes of a section from an offset on; empty and bad when it is outside. */
struct dwarf_cursor dwarf_cursor_at(const uint8_t *bytes, size_t size, uint32_t offset);

#endif
