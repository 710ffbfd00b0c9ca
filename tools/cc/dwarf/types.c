#include "dwarf/dwarf_impl.h"

void dwarf_place(struct dwarf *d, uint32_t file, uint32_t line, uint32_t column)
{
    if (!file || !line)
        return;
    die_number(&d->die, DW_AT_decl_file, dwarf_file(d, file));
    die_number(&d->die, DW_AT_decl_line, line);
    if (column)
        die_number(&d->die, DW_AT_decl_column, column);
}

void dwarf_type(struct dwarf *d, uint32_t type)
{
    if (type)
        die_reference(&d->die, DW_AT_type, DIE_TYPE, type);
}

static void base_type(struct dwarf *d, const struct debug_type *type)
{
    static const uint8_t encodings[] = {
        [DEBUG_SIGNED] = DW_ATE_signed,           [DEBUG_UNSIGNED] = DW_ATE_unsigned,
        [DEBUG_SIGNED_CHAR] = DW_ATE_signed_char, [DEBUG_UNSIGNED_CHAR] = DW_ATE_unsigned_char,
        [DEBUG_BOOLEAN] = DW_ATE_boolean,         [DEBUG_FLOAT] = DW_ATE_float,
    };
    die_begin(&d->die, DW_TAG_base_type, false);
    die_text(&d->die, DW_AT_name, type->name);
    die_number(&d->die, DW_AT_encoding, encodings[type->encoding]);
    die_number(&d->die, DW_AT_byte_size, type->size_bytes);
}

/* A type that says something of another one. */
static void derived_type(struct dwarf *d, const struct debug_type *type)
{
    static const uint8_t tags[] = {
        [DEBUG_POINTER] = DW_TAG_pointer_type,   [DEBUG_CONST] = DW_TAG_const_type,
        [DEBUG_VOLATILE] = DW_TAG_volatile_type, [DEBUG_RESTRICT] = DW_TAG_restrict_type,
        [DEBUG_ATOMIC] = DW_TAG_atomic_type,     [DEBUG_TYPEDEF] = DW_TAG_typedef,
    };
    die_begin(&d->die, (enum dwarf_tag)tags[type->kind], false);
    die_text(&d->die, DW_AT_name, type->name);
    if (type->kind == DEBUG_POINTER)
        die_number(&d->die, DW_AT_byte_size, 4);
    dwarf_type(d, type->base);
    dwarf_place(d, type->file, type->line, 0);
}

static uint32_t array_type(struct dwarf *d, const struct debug_type *type)
{
    const struct debug_type *inner = type;
    while (d->debug->types[inner->base].kind == DEBUG_ARRAY && inner->base)
        inner = &d->debug->types[inner->base];
    die_begin(&d->die, DW_TAG_array_type, true);
    dwarf_type(d, inner->base);
    uint32_t place = die_end(&d->die);
    for (;; type = &d->debug->types[type->base]) {
        die_begin(&d->die, DW_TAG_subrange_type, false);
        if (type->length != DEBUG_LENGTH_UNKNOWN)
            die_number(&d->die, DW_AT_count, type->length);
        else if (type->byte_size_variable)
            dwarf_variable_count(d, type);
        die_end(&d->die);
        if (type == inner)
            break;
    }
    die_close(&d->die);
    return place;
}

static void member(struct dwarf *d, const struct debug_member *member)
{
    die_begin(&d->die, DW_TAG_member, false);
    die_text(&d->die, DW_AT_name, member->name);
    dwarf_place(d, member->file, member->line, 0);
    dwarf_type(d, member->type);
    if (member->bit_width) {
        die_number(&d->die, DW_AT_bit_size, member->bit_width);
        die_number(&d->die, DW_AT_data_bit_offset, member->offset_bytes * 8 + member->bit_offset);
    } else {
        die_number(&d->die, DW_AT_data_member_location, member->offset_bytes);
    }
    die_end(&d->die);
}

static uint32_t record_type(struct dwarf *d, const struct debug_type *type)
{
    die_begin(&d->die, type->kind == DEBUG_UNION ? DW_TAG_union_type : DW_TAG_structure_type, type->count > 0);
    die_text(&d->die, DW_AT_name, type->name);
    if (type->incomplete)
        die_flag(&d->die, DW_AT_declaration);
    else
        die_number(&d->die, DW_AT_byte_size, type->size_bytes);
    dwarf_place(d, type->file, type->line, 0);
    uint32_t place = die_end(&d->die);
    for (uint32_t i = 0; i < type->count; i++)
        member(d, &d->debug->members[type->first + i]);
    if (type->count)
        die_close(&d->die);
    return place;
}

static uint32_t enumeration_type(struct dwarf *d, const struct debug_type *type)
{
    die_begin(&d->die, DW_TAG_enumeration_type, type->count > 0);
    die_text(&d->die, DW_AT_name, type->name);
    die_number(&d->die, DW_AT_byte_size, type->size_bytes);
    if (type->incomplete)
        die_flag(&d->die, DW_AT_declaration);
    dwarf_type(d, type->base);
    dwarf_place(d, type->file, type->line, 0);
    uint32_t place = die_end(&d->die);
    for (uint32_t i = 0; i < type->count; i++) {
        die_begin(&d->die, DW_TAG_enumerator, false);
        die_text(&d->die, DW_AT_name, d->debug->members[type->first + i].name);
        die_signed(&d->die, DW_AT_const_value, d->debug->members[type->first + i].value);
        die_end(&d->die);
    }
    if (type->count)
        die_close(&d->die);
    return place;
}

static uint32_t function_type(struct dwarf *d, const struct debug_type *type)
{
    bool children = type->count > 0 || type->variadic;
    die_begin(&d->die, DW_TAG_subroutine_type, children);
    if (type->prototyped)
        die_flag(&d->die, DW_AT_prototyped);
    dwarf_type(d, type->base);
    uint32_t place = die_end(&d->die);
    for (uint32_t i = 0; i < type->count; i++) {
        die_begin(&d->die, DW_TAG_formal_parameter, false);
        dwarf_type(d, d->debug->members[type->first + i].type);
        die_end(&d->die);
    }
    if (type->variadic) {
        die_begin(&d->die, DW_TAG_unspecified_parameters, false);
        die_end(&d->die);
    }
    if (children)
        die_close(&d->die);
    return place;
}

static uint32_t one_type(struct dwarf *d, const struct debug_type *type)
{
    switch ((enum debug_kind)type->kind) {
    case DEBUG_BASE: base_type(d, type); return die_end(&d->die);
    case DEBUG_ARRAY: return array_type(d, type);
    case DEBUG_STRUCT:
    case DEBUG_UNION: return record_type(d, type);
    case DEBUG_ENUM: return enumeration_type(d, type);
    case DEBUG_FUNCTION: return function_type(d, type);
    default: derived_type(d, type); return die_end(&d->die);
    }
}

void dwarf_types(struct dwarf *d)
{
    for (uint32_t i = 1; i < d->debug->type_count; i++)
        d->die.place[DIE_TYPE][i] = one_type(d, &d->debug->types[i]);
}
