#include "dwarf/die.h"

#include <string.h>

#define SHORT_STRING 3 /* characters: not longer than a reference to .debug_str */

static void *with_room(struct die_writer *die, void *array, uint32_t count, size_t size_bytes)
{
    if (count & (count - 1))
        return array;
    return arena_grow(&die->arena, array, count, count ? (size_t)count * 2 : 1, size_bytes);
}

void die_start(struct die_writer *die, struct obj *obj, const uint32_t counts[DIE_KINDS])
{
    memset(die, 0, sizeof *die);
    die->obj = obj;
    die->info = obj_section(obj, ".debug_info", SHT_PROGBITS, 0);
    die->abbrev = obj_section(obj, ".debug_abbrev", SHT_PROGBITS, 0);
    for (unsigned i = 0; i < DIE_KINDS; i++)
        die->place[i] = arena_array(&die->arena, counts[i] + (size_t)1, sizeof(uint32_t));
    obj_put32(obj, die->info, 0); /* length: die_finish */
    obj_put16(obj, die->info, 5);
    obj_put8(obj, die->info, DW_UT_compile);
    obj_put8(obj, die->info, 4); /* address bytes */
    obj_reloc(obj, die->info, obj_offset(obj, die->info), R_PEACH_ABS32, obj_section_symbol(obj, die->abbrev), 0);
    obj_put32(obj, die->info, 0);
}

static void put_uleb(struct obj *obj, unsigned section, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        obj_put8(obj, section, (uint8_t)(value | 0x80));
    obj_put8(obj, section, (uint8_t)value);
}

static void put_abbreviation(struct die_writer *die, uint32_t code)
{
    const struct die_abbreviation *one = &die->abbreviations[code - 1];
    put_uleb(die->obj, die->abbrev, code);
    put_uleb(die->obj, die->abbrev, one->tag);
    obj_put8(die->obj, die->abbrev, one->children);
    for (unsigned i = 0; i < one->count; i++) {
        put_uleb(die->obj, die->abbrev, one->attribute[i]);
        put_uleb(die->obj, die->abbrev, one->form[i]);
    }
    obj_put16(die->obj, die->abbrev, 0);
}

void die_finish(struct die_writer *die)
{
    for (uint32_t i = 0; i < die->reference_count; i++) {
        const struct die_reference *reference = &die->references[i];
        obj_patch32(die->obj, die->info, reference->offset, die->place[reference->kind][reference->number]);
    }
    for (uint32_t code = 1; code <= die->abbreviation_count; code++)
        put_abbreviation(die, code);
    obj_put8(die->obj, die->abbrev, 0);
    obj_patch32(die->obj, die->info, 0, obj_offset(die->obj, die->info) - 4);
    buf_free(&die->bytes);
    names_free(&die->strings);
    arena_free(&die->arena);
}

/* ---- Entries ---- */

void die_begin(struct die_writer *die, enum dwarf_tag tag, bool children)
{
    memset(&die->now, 0, sizeof die->now);
    die->now.tag = (uint16_t)tag;
    die->now.children = children ? DW_CHILDREN_yes : DW_CHILDREN_no;
    die->bytes.length = 0;
    die->relocation_count = die->pending_count = 0;
}

static bool same_abbreviation(const struct die_abbreviation *a, const struct die_abbreviation *b)
{
    return a->tag == b->tag && a->children == b->children && a->count == b->count &&
           memcmp(a->attribute, b->attribute, a->count * sizeof *a->attribute) == 0 &&
           memcmp(a->form, b->form, a->count) == 0;
}

static uint32_t find_code(struct die_writer *die)
{
    uint32_t hash = die->now.tag * 2u + die->now.children;
    for (unsigned i = 0; i < die->now.count; i++)
        hash = hash * 31 + die->now.attribute[i] * 7u + die->now.form[i];
    uint32_t *first = &die->hash[hash % 256];
    for (uint32_t code = *first; code; code = die->abbreviations[code - 1].next)
        if (same_abbreviation(&die->abbreviations[code - 1], &die->now))
            return code;
    die->abbreviations = with_room(die, die->abbreviations, die->abbreviation_count, sizeof *die->abbreviations);
    die->now.next = *first;
    die->abbreviations[die->abbreviation_count++] = die->now;
    return *first = die->abbreviation_count;
}

uint32_t die_end(struct die_writer *die)
{
    uint32_t start = obj_offset(die->obj, die->info);
    put_uleb(die->obj, die->info, find_code(die));
    uint32_t base = obj_offset(die->obj, die->info);
    obj_put(die->obj, die->info, die->bytes.data, die->bytes.length);
    for (unsigned i = 0; i < die->relocation_count; i++) {
        const struct die_relocation *one = &die->relocations[i];
        obj_reloc(die->obj, die->info, base + one->at, R_PEACH_ABS32, one->symbol, one->addend);
    }
    for (unsigned i = 0; i < die->pending_count; i++) {
        die->references = with_room(die, die->references, die->reference_count, sizeof *die->references);
        die->references[die->reference_count] = die->pending[i];
        die->references[die->reference_count++].offset += base;
    }
    return start;
}

void die_close(struct die_writer *die)
{
    obj_put8(die->obj, die->info, 0);
}

/* ---- Attributes ---- */

static void add(struct die_writer *die, enum dwarf_attribute attribute, enum dwarf_form form)
{
    die->now.attribute[die->now.count] = (uint16_t)attribute;
    die->now.form[die->now.count++] = (uint8_t)form;
}

static void add_relocated(struct die_writer *die, unsigned symbol, int32_t addend)
{
    die->relocations[die->relocation_count++] = (struct die_relocation){(uint32_t)die->bytes.length, symbol, addend};
    buf_put32(&die->bytes, 0);
}

/* Where a string is in .debug_str, each once. */
static uint32_t string_place(struct die_writer *die, const char *text, size_t length)
{
    const unsigned *known = names_find(&die->strings, text, length);
    if (known)
        return *known;
    if (!die->str) {
        die->str = obj_section(die->obj, ".debug_str", SHT_PROGBITS, SHF_MERGE | SHF_STRINGS);
        obj_section_entry_size(die->obj, die->str, 1);
    }
    uint32_t place = obj_offset(die->obj, die->str);
    obj_put(die->obj, die->str, text, length + 1);
    names_add(&die->strings, text, length, place);
    return place;
}

void die_text(struct die_writer *die, enum dwarf_attribute attribute, const char *text)
{
    if (!text)
        return;
    size_t length = strlen(text);
    if (length <= SHORT_STRING) {
        add(die, attribute, DW_FORM_string);
        buf_put_string(&die->bytes, text);
        return;
    }
    uint32_t place = string_place(die, text, length);
    add(die, attribute, DW_FORM_strp);
    add_relocated(die, obj_section_symbol(die->obj, die->str), (int32_t)place);
}

void die_number(struct die_writer *die, enum dwarf_attribute attribute, uint32_t number)
{
    add(die, attribute, DW_FORM_udata);
    buf_put_uleb(&die->bytes, number);
}

void die_signed(struct die_writer *die, enum dwarf_attribute attribute, int64_t number)
{
    if (number >= INT32_MIN && number <= INT32_MAX) {
        add(die, attribute, DW_FORM_sdata);
        buf_put_sleb(&die->bytes, (int32_t)number);
        return;
    }
    add(die, attribute, DW_FORM_data8);
    buf_put32(&die->bytes, (uint32_t)(uint64_t)number);
    buf_put32(&die->bytes, (uint32_t)((uint64_t)number >> 32));
}

void die_data2(struct die_writer *die, enum dwarf_attribute attribute, uint16_t number)
{
    add(die, attribute, DW_FORM_data2);
    buf_put16(&die->bytes, number);
}

void die_data4(struct die_writer *die, enum dwarf_attribute attribute, uint32_t number)
{
    add(die, attribute, DW_FORM_data4);
    buf_put32(&die->bytes, number);
}

void die_flag(struct die_writer *die, enum dwarf_attribute attribute)
{
    add(die, attribute, DW_FORM_flag_present);
}

void die_reference(struct die_writer *die, enum dwarf_attribute attribute, enum die_kind kind, uint32_t number)
{
    add(die, attribute, DW_FORM_ref4);
    if (!die->place[kind][number])
        die->pending[die->pending_count++] = (struct die_reference){(uint32_t)die->bytes.length, kind, number};
    buf_put32(&die->bytes, die->place[kind][number]);
}

void die_address(struct die_writer *die, enum dwarf_attribute attribute, unsigned symbol)
{
    add(die, attribute, DW_FORM_addr);
    add_relocated(die, symbol, 0);
}

void die_section(struct die_writer *die, enum dwarf_attribute attribute, unsigned section, uint32_t offset)
{
    add(die, attribute, DW_FORM_sec_offset);
    add_relocated(die, obj_section_symbol(die->obj, section), (int32_t)offset);
}

void die_index(struct die_writer *die, enum dwarf_attribute attribute, enum dwarf_form form, uint32_t number)
{
    add(die, attribute, form);
    buf_put_uleb(&die->bytes, number);
}

void die_expression(struct die_writer *die, enum dwarf_attribute attribute, const struct buf *bytes, uint32_t relocated,
                    unsigned symbol, int32_t addend)
{
    add(die, attribute, DW_FORM_exprloc);
    buf_put_uleb(&die->bytes, (uint32_t)bytes->length);
    if (relocated != UINT32_MAX)
        die->relocations[die->relocation_count++] =
            (struct die_relocation){(uint32_t)die->bytes.length + relocated, symbol, addend};
    buf_put(&die->bytes, bytes->data, bytes->length);
}
