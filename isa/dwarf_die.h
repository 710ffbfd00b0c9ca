/* Entries of .debug_info, read one by one: what dwarf_info.c looks for in them. */
#ifndef ISA_DWARF_DIE_H
#define ISA_DWARF_DIE_H

#include "isa/dwarf.h"
#include "isa/dwarf_read.h"

struct dwarf_bytes {
    const uint8_t *data;
    size_t size;
};

struct dwarf_all_sections {
    struct dwarf_bytes info, abbrev, str, line_str, loclists, rnglists;
};

struct dwarf_abbreviation {
    uint32_t code, tag;
    bool children;
    struct dwarf_cursor attributes;
};

/* A compilation unit of version 5. */
struct dwarf_unit {
    uint32_t start, end, first_entry; /* in .debug_info */
    struct dwarf_abbreviation *abbreviations;
    size_t abbreviation_count;
    uint32_t low_pc, loclists_base, rnglists_base;
};

/* What an entry says; what it does not say is 0 (name: NULL). */
struct dwarf_die {
    uint32_t at, next; /* places in .debug_info: of the entry, and behind its attributes */
    uint32_t tag;      /* 0: the end of a list of children */
    bool has_children, has_low_pc, has_ranges, has_list, is_declaration, is_external, is_artificial;
    const char *name;
    uint32_t low_pc, high_pc;       /* high_pc is an address */
    uint32_t ranges;                /* offset in .debug_rnglists */
    struct dwarf_cursor expression; /* location, when it is one expression */
    uint32_t list;                  /* offset of the location's list in .debug_loclists */
    uint32_t type, origin;          /* places of entries */
    uint32_t line, call_line, byte_size, bit_size, encoding, count, member_offset, bit_offset;
    uint32_t loclists_base, rnglists_base;
};

/* Read the entry at a place of the unit; false when there is none that holds together. */
bool dwarf_die_at(const struct dwarf_all_sections *sections, const struct dwarf_unit *unit, uint32_t at,
                  struct dwarf_die *die);

/* Read the unit's header and abbreviations; *at moves behind it.  False when memory is short, or the section ends or is
 * damaged; unit->abbreviations is then NULL, as for a unit of another version. */
bool dwarf_unit_at(const struct dwarf_all_sections *sections, uint32_t *at, struct dwarf_unit *unit);

/* Whether an entry's code contains pc. */
bool dwarf_die_covers(const struct dwarf_all_sections *sections, const struct dwarf_unit *unit,
                      const struct dwarf_die *die, uint32_t pc);

/* The expression that an entry's location is at pc; empty when there is none. */
struct dwarf_cursor dwarf_die_location(const struct dwarf_all_sections *sections, const struct dwarf_unit *unit,
                                       const struct dwarf_die *die, uint32_t pc);

#endif
