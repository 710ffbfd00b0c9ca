/* What the files of the DWARF writer share. */
#ifndef CC_DWARF_IMPL_H
#define CC_DWARF_IMPL_H

#include "dwarf/die.h"
#include "dwarf/dwarf.h"
#include "ir_debug.h"
#include "target/debug.h"

#define DWARF_LISTS_HEADER_BYTES 12

/* A list section in the making (.debug_loclists, .debug_rnglists): offsets of the lists, then the lists. */
struct dwarf_lists {
    struct buf bytes;
    uint32_t *offsets;
    uint32_t count;
    struct die_relocation *relocations;
    uint32_t relocation_count;
};

/* Code of a scope: parts of a section, in order. */
struct dwarf_ranges {
    struct debug_span *spans; /* offsets in the section */
    uint32_t count;
};

struct dwarf {
    struct ir_module *module;
    struct debug *debug;
    struct obj *obj;
    struct arena arena;
    struct die_writer die;
    uint32_t *file;        /* of the line table, by file of the module; 0: not asked for yet */
    unsigned only_section; /* all code is in this one, from its start on; 0: in several */
    struct dwarf_lists locations, ranges;
    struct dwarf_ranges *scope_ranges; /* by scope */
    struct buf expression;
    uint32_t relocated;      /* of the expression: the place of an address, or UINT32_MAX */
    unsigned address_symbol; /* ... and what it is */
    int32_t address_addend;
};

/* The line table's number of a file of the module. */
uint32_t dwarf_file(struct dwarf *d, uint32_t file);

/* The offset of a label of the code in its section. */
uint32_t dwarf_offset(const struct dwarf *d, unsigned label);

/* code.c: fill in scope_ranges, first of all. */
void dwarf_find_ranges(struct dwarf *d, const struct debug_code *code);

/* types.c: every type; the place of declaration of anything; DW_AT_type, nothing for void. */
void dwarf_types(struct dwarf *d);
void dwarf_place(struct dwarf *d, uint32_t file, uint32_t line, uint32_t column);
void dwarf_type(struct dwarf *d, uint32_t type);

/* code.c: a function with all that is in it; abstract instances of those that were inlined; objects of file scope. */
void dwarf_function(struct dwarf *d, struct debug_code *code);
void dwarf_abstract_functions(struct dwarf *d);
void dwarf_statics(struct dwarf *d, uint32_t scope);

/* location.c: DW_AT_location of an object with static storage, or of one of a function's; nothing when it is
 * nowhere. */
void dwarf_static_location(struct dwarf *d, const struct debug_variable *variable);
void dwarf_location(struct dwarf *d, const struct debug_code *code, const struct debug_object *object);
/* The size of an array of variable length, while the variable that holds it in bytes is in the frame. */
void dwarf_variable_count(struct dwarf *d, const struct debug_type *array);

/* lists.c: start a list, with the section that its offsets are from (0: it has none); entries; end it: its number. */
void lists_start(struct dwarf *d, struct dwarf_lists *lists, unsigned section, uint8_t base_entry);
uint32_t lists_end(struct dwarf *d, struct dwarf_lists *lists);
void lists_address(struct dwarf *d, struct dwarf_lists *lists, unsigned symbol, int32_t addend);
/* Write a section of lists. */
void lists_write(struct dwarf *d, const struct dwarf_lists *lists, const char *section);
/* DW_AT_low_pc and high_pc, or DW_AT_ranges, of parts of a section. */
void dwarf_code_ranges(struct dwarf *d, unsigned section, const struct dwarf_ranges *ranges);

#endif
