#include "isa/dwarf_die.h"

#include <stdlib.h>
#include <string.h>

/* ---- Units ---- */

static bool take_abbreviations(const struct dwarf_all_sections *sections, uint32_t offset, struct dwarf_unit *unit)
{
    struct dwarf_cursor c = dwarf_cursor_at(sections->abbrev.data, sections->abbrev.size, offset);
    size_t capacity = 0;
    for (;;) {
        struct dwarf_abbreviation one = {.code = dwarf_take_uleb(&c)};
        if (c.bad || one.code == 0)
            return true;
        one.tag = dwarf_take_uleb(&c);
        one.children = dwarf_take(&c, 1) == DW_CHILDREN_yes;
        one.attributes = c;
        for (uint32_t attribute = 1, form = 1; (attribute || form) && !c.bad;) {
            attribute = dwarf_take_uleb(&c);
            form = dwarf_take_uleb(&c);
            if (form == DW_FORM_implicit_const)
                dwarf_take_sleb(&c);
        }
        one.attributes.end = c.at;
        if (unit->abbreviation_count == capacity) {
            capacity = capacity ? capacity * 2 : 32;
            struct dwarf_abbreviation *bigger = realloc(unit->abbreviations, capacity * sizeof *bigger);
            if (!bigger)
                return false;
            unit->abbreviations = bigger;
        }
        unit->abbreviations[unit->abbreviation_count++] = one;
    }
}

bool dwarf_unit_at(const struct dwarf_all_sections *sections, uint32_t *at, struct dwarf_unit *unit)
{
    struct dwarf_cursor c = dwarf_cursor_at(sections->info.data, sections->info.size, *at);
    memset(unit, 0, sizeof *unit);
    uint32_t length = dwarf_take(&c, 4);
    if (c.bad || length == 0 || length >= DWARF_LENGTH_64BIT || length > (size_t)(c.end - c.at))
        return false;
    unit->start = *at;
    unit->end = *at = *at + 4 + length;
    unsigned version = dwarf_take(&c, 2), kind = dwarf_take(&c, 1), address = dwarf_take(&c, 1);
    uint32_t abbreviations = dwarf_take(&c, 4);
    if (version != 5 || kind != DW_UT_compile || address != 4 || c.bad)
        return true;
    unit->first_entry = (uint32_t)(c.at - sections->info.data);
    if (!take_abbreviations(sections, abbreviations, unit))
        return false;
    struct dwarf_die root;
    if (!dwarf_die_at(sections, unit, unit->first_entry, &root))
        return true;
    unit->low_pc = root.low_pc;
    unit->loclists_base = root.loclists_base;
    unit->rnglists_base = root.rnglists_base;
    return true;
}

/* ---- Attributes ---- */

struct value {
    uint32_t number;
    const char *text;
    struct dwarf_cursor bytes;
    bool is_offset; /* of another section, or a reference */
};

static uint32_t list_offset(struct dwarf_bytes section, uint32_t base, uint32_t index)
{
    struct dwarf_cursor c = dwarf_cursor_at(section.data, section.size, base);
    if (index > section.size / 4)
        return UINT32_MAX;
    dwarf_skip(&c, index * 4);
    uint32_t offset = dwarf_take(&c, 4);
    return c.bad ? UINT32_MAX : base + offset;
}

static void take_value(const struct dwarf_all_sections *s, const struct dwarf_unit *unit, struct dwarf_cursor *c,
                       uint32_t form, struct value *value)
{
    memset(value, 0, sizeof *value);
    switch (form) {
    case DW_FORM_flag_present: value->number = 1; break;
    case DW_FORM_data1:
    case DW_FORM_flag: value->number = dwarf_take(c, 1); break;
    case DW_FORM_data2: value->number = dwarf_take(c, 2); break;
    case DW_FORM_addr:
    case DW_FORM_data4:
    case DW_FORM_sec_offset: value->number = dwarf_take(c, 4); break;
    case DW_FORM_ref1: value->number = unit->start + dwarf_take(c, 1); break;
    case DW_FORM_ref2: value->number = unit->start + dwarf_take(c, 2); break;
    case DW_FORM_ref4: value->number = unit->start + dwarf_take(c, 4); break;
    case DW_FORM_ref_udata: value->number = unit->start + dwarf_take_uleb(c); break;
    case DW_FORM_data8: value->number = dwarf_take(c, 8); break;
    case DW_FORM_data16: dwarf_skip(c, 16); break;
    case DW_FORM_sdata: value->number = (uint32_t)dwarf_take_sleb(c); break;
    case DW_FORM_udata: value->number = dwarf_take_uleb(c); break;
    case DW_FORM_string: value->text = dwarf_take_string(c); break;
    case DW_FORM_strp: value->text = dwarf_string_at(s->str.data, s->str.size, dwarf_take(c, 4)); break;
    case DW_FORM_line_strp: value->text = dwarf_string_at(s->line_str.data, s->line_str.size, dwarf_take(c, 4)); break;
    case DW_FORM_block1: value->bytes = dwarf_take_piece(c, dwarf_take(c, 1)); break;
    case DW_FORM_block2: value->bytes = dwarf_take_piece(c, dwarf_take(c, 2)); break;
    case DW_FORM_block4: value->bytes = dwarf_take_piece(c, dwarf_take(c, 4)); break;
    case DW_FORM_block:
    case DW_FORM_exprloc: value->bytes = dwarf_take_piece(c, dwarf_take_uleb(c)); break;
    case DW_FORM_loclistx: value->number = list_offset(s->loclists, unit->loclists_base, dwarf_take_uleb(c)); break;
    case DW_FORM_rnglistx: value->number = list_offset(s->rnglists, unit->rnglists_base, dwarf_take_uleb(c)); break;
    default: c->bad = true;
    }
}

static void note(struct dwarf_die *die, uint32_t attribute, uint32_t form, const struct value *value)
{
    switch (attribute) {
    case DW_AT_name: die->name = value->text; break;
    case DW_AT_low_pc:
        die->low_pc = value->number;
        die->has_low_pc = true;
        break;
    case DW_AT_high_pc: die->high_pc = value->number + (form == DW_FORM_addr ? 0 : die->low_pc); break;
    case DW_AT_ranges:
        die->ranges = value->number;
        die->has_ranges = true;
        break;
    case DW_AT_location:
        die->has_list = !value->bytes.at;
        die->expression = value->bytes;
        die->list = value->number;
        break;
    case DW_AT_type: die->type = value->number; break;
    case DW_AT_abstract_origin: die->origin = value->number; break;
    case DW_AT_decl_line: die->line = value->number; break;
    case DW_AT_call_line: die->call_line = value->number; break;
    case DW_AT_byte_size: die->byte_size = value->number; break;
    case DW_AT_bit_size: die->bit_size = value->number; break;
    case DW_AT_encoding: die->encoding = value->number; break;
    case DW_AT_count: die->count = value->number; break;
    case DW_AT_data_member_location: die->member_offset = value->number; break;
    case DW_AT_data_bit_offset: die->bit_offset = value->number; break;
    case DW_AT_loclists_base: die->loclists_base = value->number; break;
    case DW_AT_rnglists_base: die->rnglists_base = value->number; break;
    case DW_AT_declaration: die->is_declaration = true; break;
    case DW_AT_external: die->is_external = true; break;
    case DW_AT_artificial: die->is_artificial = true; break;
    default: break;
    }
}

static const struct dwarf_abbreviation *find_abbreviation(const struct dwarf_unit *unit, uint32_t code)
{
    if (code <= unit->abbreviation_count && unit->abbreviations[code - 1].code == code)
        return &unit->abbreviations[code - 1];
    for (size_t i = 0; i < unit->abbreviation_count; i++)
        if (unit->abbreviations[i].code == code)
            return &unit->abbreviations[i];
    return NULL;
}

bool dwarf_die_at(const struct dwarf_all_sections *sections, const struct dwarf_unit *unit, uint32_t at,
                  struct dwarf_die *die)
{
    memset(die, 0, sizeof *die);
    if (at < unit->first_entry || at >= unit->end || !unit->abbreviations)
        return false;
    struct dwarf_cursor c = {sections->info.data + at, sections->info.data + unit->end, false};
    die->at = at;
    uint32_t code = dwarf_take_uleb(&c);
    const struct dwarf_abbreviation *abbreviation = code ? find_abbreviation(unit, code) : NULL;
    if (c.bad || (code && !abbreviation))
        return false;
    if (code) {
        struct dwarf_cursor attributes = abbreviation->attributes;
        die->tag = abbreviation->tag;
        die->has_children = abbreviation->children;
        for (;;) {
            uint32_t attribute = dwarf_take_uleb(&attributes), form = dwarf_take_uleb(&attributes);
            struct value value = {0};
            if ((!attribute && !form) || attributes.bad || c.bad)
                break;
            if (form == DW_FORM_implicit_const)
                value.number = (uint32_t)dwarf_take_sleb(&attributes);
            else
                take_value(sections, unit, &c, form, &value);
            note(die, attribute, form, &value);
        }
    }
    die->next = (uint32_t)(c.at - sections->info.data);
    return !c.bad;
}

/* ---- Lists ---- */

bool dwarf_die_covers(const struct dwarf_all_sections *sections, const struct dwarf_unit *unit,
                      const struct dwarf_die *die, uint32_t pc)
{
    if (!die->has_ranges)
        return die->has_low_pc && pc >= die->low_pc && pc < die->high_pc;
    struct dwarf_cursor c = dwarf_cursor_at(sections->rnglists.data, sections->rnglists.size, die->ranges);
    uint32_t base = unit->low_pc;
    while (!c.bad) {
        uint32_t begin = 0, end = 0;
        switch (dwarf_take(&c, 1)) {
        case DW_RLE_offset_pair:
            begin = base + dwarf_take_uleb(&c);
            end = base + dwarf_take_uleb(&c);
            break;
        case DW_RLE_base_address: base = dwarf_take(&c, 4); break;
        case DW_RLE_start_end:
            begin = dwarf_take(&c, 4);
            end = dwarf_take(&c, 4);
            break;
        case DW_RLE_start_length:
            begin = dwarf_take(&c, 4);
            end = begin + dwarf_take_uleb(&c);
            break;
        default: return false;
        }
        if (!c.bad && pc >= begin && pc < end)
            return true;
    }
    return false;
}

struct dwarf_cursor dwarf_die_location(const struct dwarf_all_sections *sections, const struct dwarf_unit *unit,
                                       const struct dwarf_die *die, uint32_t pc)
{
    struct dwarf_cursor none = {NULL, NULL, false};
    if (!die->has_list)
        return die->expression;
    struct dwarf_cursor c = dwarf_cursor_at(sections->loclists.data, sections->loclists.size, die->list);
    uint32_t base = unit->low_pc;
    while (!c.bad) {
        uint32_t begin = 0, end = 0;
        switch (dwarf_take(&c, 1)) {
        case DW_LLE_base_address: base = dwarf_take(&c, 4); continue;
        case DW_LLE_offset_pair:
            begin = base + dwarf_take_uleb(&c);
            end = base + dwarf_take_uleb(&c);
            break;
        case DW_LLE_start_end:
            begin = dwarf_take(&c, 4);
            end = dwarf_take(&c, 4);
            break;
        case DW_LLE_start_length:
            begin = dwarf_take(&c, 4);
            end = begin + dwarf_take_uleb(&c);
            break;
        default: return none;
        }
        struct dwarf_cursor expression = dwarf_take_piece(&c, dwarf_take_uleb(&c));
        if (!c.bad && pc >= begin && pc < end)
            return expression;
    }
    return none;
}
