/* Writing debugging information entries: a tree in .debug_info, whose abbreviations are made as they are needed. */
#ifndef CC_DWARF_DIE_H
#define CC_DWARF_DIE_H

#include "arena.h"
#include "asm/buf.h"
#include "isa/dwarf.h"
#include "asm/names.h"
#include "asm/obj.h"

#define DIE_ATTRIBUTES_MAX 20

/* What an entry can refer to: tables of offsets in the unit, by number; 0 when not written yet. */
enum die_kind { DIE_TYPE, DIE_FUNCTION, DIE_VARIABLE, DIE_SCOPE, DIE_KINDS };

struct die_abbreviation {
    uint16_t tag;
    uint8_t children, count;
    uint16_t attribute[DIE_ATTRIBUTES_MAX];
    uint8_t form[DIE_ATTRIBUTES_MAX];
    uint32_t next; /* with the same hash */
};

/* A field to fill when everything is written: a reference to an entry. */
struct die_reference {
    uint32_t offset;
    enum die_kind kind;
    uint32_t number;
};

/* A field of the entry being made that needs a relocation. */
struct die_relocation {
    uint32_t at;
    unsigned symbol;
    int32_t addend;
};

struct die_writer {
    struct obj *obj;
    unsigned info, abbrev, str;
    struct arena arena;
    struct die_abbreviation *abbreviations; /* code 1 is [0] */
    uint32_t abbreviation_count;
    uint32_t hash[256]; /* first code with that hash */
    struct names strings;
    uint32_t *place[DIE_KINDS];
    struct die_reference *references;
    uint32_t reference_count;
    /* The entry being made. */
    struct die_abbreviation now;
    struct buf bytes;
    struct die_relocation relocations[8];
    struct die_reference pending[4];
    unsigned relocation_count, pending_count;
};

/* Start writing a unit; the tables of places are as long as given.  Finishing fills in the references and writes the
 * abbreviations. */
void die_start(struct die_writer *die, struct obj *obj, const uint32_t counts[DIE_KINDS]);
void die_finish(struct die_writer *die);

/* An entry: begin, attributes in any order, end.  One with children is followed by them and die_close. */
void die_begin(struct die_writer *die, enum dwarf_tag tag, bool children);
uint32_t die_end(struct die_writer *die); /* its offset in the unit */
void die_close(struct die_writer *die);

/* Attributes. */
void die_text(struct die_writer *die, enum dwarf_attribute attribute, const char *text); /* nothing for NULL */
void die_number(struct die_writer *die, enum dwarf_attribute attribute, uint32_t number);
void die_signed(struct die_writer *die, enum dwarf_attribute attribute, int64_t number);
void die_data2(struct die_writer *die, enum dwarf_attribute attribute, uint16_t number);
void die_data4(struct die_writer *die, enum dwarf_attribute attribute, uint32_t number);
void die_flag(struct die_writer *die, enum dwarf_attribute attribute);
void die_reference(struct die_writer *die, enum dwarf_attribute attribute, enum die_kind kind, uint32_t number);
void die_address(struct die_writer *die, enum dwarf_attribute attribute, unsigned symbol);
/* A place in another debugging section. */
void die_section(struct die_writer *die, enum dwarf_attribute attribute, unsigned section, uint32_t offset);
/* A number in a list of that section: DW_FORM_loclistx, DW_FORM_rnglistx. */
void die_index(struct die_writer *die, enum dwarf_attribute attribute, enum dwarf_form form, uint32_t number);
/* An expression; at `relocated` (unless it is UINT32_MAX) there are 4 bytes for the address of a symbol + addend. */
void die_expression(struct die_writer *die, enum dwarf_attribute attribute, const struct buf *bytes, uint32_t relocated,
                    unsigned symbol, int32_t addend);

#endif
