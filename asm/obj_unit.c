/* The unit of an assembler source: a .debug_info that leads to its lines, and names its functions and labels. */
#include "obj_impl.h"

#include <stdlib.h>
#include <string.h>

#include "isa/dwarf.h"
#include "mem.h"

/* A reference to a place of another debugging section. */
static void put_reference(struct obj *obj, unsigned section, unsigned target, uint32_t offset)
{
    obj_reloc(obj, section, obj_offset(obj, section), R_PEACH_ABS32, obj->sections[target].symbol, (int32_t)offset);
    obj_put32(obj, section, 0);
}

/* What the unit consists of: its own entry, functions, labels. */
enum { ABBREVIATION_UNIT = 1, ABBREVIATION_FUNCTION, ABBREVIATION_LABEL };

struct attribute {
    uint8_t name, form;
};

static void put_abbreviation(struct buf *bytes, unsigned code, enum dwarf_tag tag, bool children,
                             const struct attribute *attributes, size_t count)
{
    buf_put_uleb(bytes, code);
    buf_put_uleb(bytes, tag);
    buf_put8(bytes, children ? DW_CHILDREN_yes : DW_CHILDREN_no);
    for (size_t i = 0; i < count; i++) {
        buf_put_uleb(bytes, attributes[i].name);
        buf_put_uleb(bytes, attributes[i].form);
    }
    buf_put16(bytes, 0);
}

static void put_abbreviations(struct buf *bytes, bool children)
{
    static const struct attribute unit[] = {{DW_AT_producer, DW_FORM_string},      {DW_AT_language, DW_FORM_data2},
                                            {DW_AT_name, DW_FORM_string},          {DW_AT_comp_dir, DW_FORM_string},
                                            {DW_AT_stmt_list, DW_FORM_sec_offset}, {DW_AT_low_pc, DW_FORM_addr},
                                            {DW_AT_ranges, DW_FORM_sec_offset}};
    static const struct attribute function[] = {{DW_AT_name, DW_FORM_string},
                                                {DW_AT_external, DW_FORM_flag},
                                                {DW_AT_low_pc, DW_FORM_addr},
                                                {DW_AT_high_pc, DW_FORM_data4}};
    static const struct attribute label[] = {{DW_AT_name, DW_FORM_string}, {DW_AT_low_pc, DW_FORM_addr}};
    put_abbreviation(bytes, ABBREVIATION_UNIT, DW_TAG_compile_unit, children, unit, sizeof unit / sizeof *unit);
    put_abbreviation(bytes, ABBREVIATION_FUNCTION, DW_TAG_subprogram, false, function,
                     sizeof function / sizeof *function);
    put_abbreviation(bytes, ABBREVIATION_LABEL, DW_TAG_label, false, label, sizeof label / sizeof *label);
    buf_put8(bytes, 0);
}

#define RANGES_HEADER_BYTES 12

static void put_ranges(struct obj *obj, unsigned ranges)
{
    struct buf *bytes = &obj->sections[ranges].bytes;
    buf_put32(bytes, 0); /* length: below */
    buf_put16(bytes, 5);
    buf_put8(bytes, 4);  /* address bytes */
    buf_put8(bytes, 0);  /* segment selector bytes */
    buf_put32(bytes, 0); /* offset entries */
    for (unsigned i = 1; i < obj->section_count; i++) {
        if (!section_is_code(&obj->sections[i]))
            continue;
        buf_put8(bytes, DW_RLE_start_end);
        put_reference(obj, ranges, i, 0);
        put_reference(obj, ranges, i, section_size(&obj->sections[i]));
    }
    buf_put8(bytes, DW_RLE_end_of_list);
    buf_set32(bytes, 0, (uint32_t)bytes->length - 4);
}

/* Is the symbol a place in code that the source has named? */
static bool is_place(const struct obj *obj, const struct symbol *symbol)
{
    return symbol->name && symbol->where == OBJ_IN_SECTION && symbol->type <= STT_FUNC && !symbol->alias_of &&
           !(symbol->name[0] == '.' && symbol->name[1] == 'L') && section_is_code(&obj->sections[symbol->section]);
}

static uint32_t size_of(const struct obj *obj, const struct symbol *symbol)
{
    return symbol->size_end ? obj->symbols[symbol_resolve(obj, symbol->size_end)].value - symbol->value : symbol->size;
}

/* Functions, which do not overlap, and labels; false when there are none. */
static bool put_places(struct obj *obj, unsigned info, bool write)
{
    uint32_t *end = mem_new(obj->section_count * sizeof *end); /* by section: of the last function */
    bool any = false;
    memset(end, 0, obj->section_count * sizeof *end);
    for (size_t i = 1; i < obj->symbol_count; i++) {
        const struct symbol *symbol = &obj->symbols[i];
        if (!is_place(obj, symbol))
            continue;
        any = true;
        if (!write)
            break;
        uint32_t size = size_of(obj, symbol);
        bool function = symbol->type == STT_FUNC && size && symbol->value >= end[symbol->section];
        buf_put_uleb(&obj->sections[info].bytes, function ? ABBREVIATION_FUNCTION : ABBREVIATION_LABEL);
        buf_put_string(&obj->sections[info].bytes, symbol->name);
        if (function)
            buf_put8(&obj->sections[info].bytes, symbol->binding != STB_LOCAL);
        put_reference(obj, info, symbol->section, symbol->value);
        if (!function)
            continue;
        buf_put32(&obj->sections[info].bytes, size);
        end[symbol->section] = symbol->value + size;
    }
    if (any && write)
        buf_put8(&obj->sections[info].bytes, 0);
    free(end);
    return any;
}

void obj_write_unit(struct obj *obj)
{
    unsigned abbrev = obj_section(obj, ".debug_abbrev", SHT_PROGBITS, 0);
    unsigned ranges = obj_section(obj, ".debug_rnglists", SHT_PROGBITS, 0);
    unsigned info = obj_section(obj, ".debug_info", SHT_PROGBITS, 0);
    struct buf *bytes = &obj->sections[info].bytes;
    put_abbreviations(&obj->sections[abbrev].bytes, put_places(obj, info, false));
    put_ranges(obj, ranges);
    buf_put32(bytes, 0); /* length: below */
    buf_put16(bytes, 5);
    buf_put8(bytes, DW_UT_compile);
    buf_put8(bytes, 4); /* address bytes */
    put_reference(obj, info, abbrev, 0);
    buf_put_uleb(bytes, ABBREVIATION_UNIT);
    buf_put_string(bytes, obj->unit_kind == OBJ_UNIT_C ? "peach-cc" : "peach-as");
    buf_put16(bytes, obj->unit_kind == OBJ_UNIT_C ? DW_LANG_C11 : DW_LANG_Mips_Assembler);
    obj_put_path(obj, bytes, obj->unit);
    obj_put_path(obj, bytes, obj->directory);
    put_reference(obj, info, obj_line_section(obj), 0);
    buf_put32(bytes, 0);
    put_reference(obj, info, ranges, RANGES_HEADER_BYTES);
    put_places(obj, info, true);
    bytes = &obj->sections[info].bytes;
    buf_set32(bytes, 0, (uint32_t)bytes->length - 4);
}
