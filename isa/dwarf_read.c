#include "isa/dwarf_read.h"

#include <string.h>

uint32_t dwarf_take(struct dwarf_cursor *c, unsigned bytes)
{
    uint32_t value = 0;
    if ((size_t)(c->end - c->at) < bytes) {
        c->bad = true;
        c->at = c->end;
        return 0;
    }
    for (unsigned i = 0; i < bytes && i < 4; i++)
        value |= (uint32_t)c->at[i] << (8 * i);
    c->at += bytes;
    return value;
}

void dwarf_skip(struct dwarf_cursor *c, uint32_t bytes)
{
    if ((size_t)(c->end - c->at) < bytes) {
        c->bad = true;
        bytes = (uint32_t)(c->end - c->at);
    }
    c->at += bytes;
}

uint32_t dwarf_take_uleb(struct dwarf_cursor *c)
{
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint32_t byte = dwarf_take(c, 1);
        if (shift < 32)
            value |= (byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
}

int32_t dwarf_take_sleb(struct dwarf_cursor *c)
{
    uint32_t value = 0, byte;
    unsigned shift = 0;
    do {
        byte = dwarf_take(c, 1);
        if (shift < 32)
            value |= (byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    if (shift < 32 && (byte & 0x40))
        value |= ~0u << shift;
    return (int32_t)value;
}

const char *dwarf_take_string(struct dwarf_cursor *c)
{
    const uint8_t *start = c->at;
    const uint8_t *zero = start == c->end ? NULL : memchr(start, 0, (size_t)(c->end - start));
    if (!zero) {
        c->bad = true;
        return "";
    }
    c->at = zero + 1;
    return (const char *)start;
}

const char *dwarf_string_at(const uint8_t *strings, size_t size, uint32_t offset)
{
    if (offset >= size || !memchr(strings + offset, 0, size - offset))
        return "";
    return (const char *)strings + offset;
}

struct dwarf_cursor dwarf_take_piece(struct dwarf_cursor *c, uint32_t bytes)
{
    struct dwarf_cursor piece = {c->at, c->at, false};
    dwarf_skip(c, bytes);
    piece.end = c->at;
    piece.bad = c->bad;
    return piece;
}

struct dwarf_cursor dwarf_cursor_at(const uint8_t *bytes, size_t size, uint32_t offset)
{
    struct dwarf_cursor c = {bytes, bytes ? bytes + size : bytes, !bytes || offset > size};
    if (bytes)
        c.at += offset < size ? offset : size;
    return c;
}
