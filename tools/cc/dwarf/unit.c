/* The unit: its own entry, the order of what is in it, and the sections beside .debug_info. */
#include "dwarf/dwarf_impl.h"

uint32_t dwarf_file(struct dwarf *d, uint32_t file)
{
    if (!d->file[file])
        d->file[file] = obj_file(d->obj, d->module->files[file]);
    return d->file[file];
}

uint32_t dwarf_offset(const struct dwarf *d, unsigned label)
{
    return obj_symbol_info(d->obj, label).value;
}

static bool is_code(const struct obj *obj, unsigned section)
{
    return (obj_section_flags(obj, section) & SHF_EXECINSTR) && obj_offset(obj, section);
}

/* The one section that holds code, or 0. */
static unsigned find_only_section(const struct obj *obj, unsigned *count)
{
    unsigned found = 0;
    *count = 0;
    for (unsigned i = 1; i <= obj_section_count(obj); i++)
        if (is_code(obj, i)) {
            found = i;
            ++*count;
        }
    return *count == 1 ? found : 0;
}

/* The ranges of all code sections, as list 0. */
static void unit_ranges(struct dwarf *d)
{
    for (unsigned i = 1; i <= obj_section_count(d->obj); i++) {
        if (!is_code(d->obj, i))
            continue;
        buf_put8(&d->ranges.bytes, DW_RLE_start_length);
        lists_address(d, &d->ranges, obj_section_symbol(d->obj, i), 0);
        buf_put_uleb(&d->ranges.bytes, obj_offset(d->obj, i));
    }
}

/* Whether there are going to be lists. */
static bool has_locations(const struct dwarf *d)
{
    for (const struct debug_code *code = d->debug->code; code; code = code->next)
        for (uint32_t i = 0; i < code->object_count; i++)
            if (code->objects[i].value_count)
                return true;
    return false;
}

static bool has_ranges(const struct dwarf *d, unsigned code_sections)
{
    for (uint32_t i = 1; i < d->debug->scope_count; i++)
        if (d->scope_ranges[i].count > 1)
            return true;
    return code_sections > 1;
}

static void unit_entry(struct dwarf *d, const struct dwarf_unit *unit, unsigned code_sections)
{
    struct die_writer *die = &d->die;
    die_begin(die, DW_TAG_compile_unit, true);
    die_text(die, DW_AT_producer, unit->producer);
    die_data2(die, DW_AT_language, DW_LANG_C11);
    die_text(die, DW_AT_name, unit->name);
    die_text(die, DW_AT_comp_dir, unit->directory);
    die_section(die, DW_AT_stmt_list, obj_line_section(d->obj), 0);
    if (has_locations(d))
        die_section(die, DW_AT_loclists_base, obj_section(d->obj, ".debug_loclists", SHT_PROGBITS, 0),
                    DWARF_LISTS_HEADER_BYTES);
    if (has_ranges(d, code_sections))
        die_section(die, DW_AT_rnglists_base, obj_section(d->obj, ".debug_rnglists", SHT_PROGBITS, 0),
                    DWARF_LISTS_HEADER_BYTES);
    if (d->only_section) {
        die_address(die, DW_AT_low_pc, obj_section_symbol(d->obj, d->only_section));
        die_data4(die, DW_AT_high_pc, obj_offset(d->obj, d->only_section));
    } else if (code_sections) {
        unsigned zero = obj_label(d->obj);
        obj_define_absolute(d->obj, zero, 0);
        die_address(die, DW_AT_low_pc, zero);
        lists_start(d, &d->ranges, 0, 0);
        unit_ranges(d);
        die_index(die, DW_AT_ranges, DW_FORM_rnglistx, lists_end(d, &d->ranges));
    }
    die_end(die);
}

/* DWARF 5, 6.1.2. */
static void write_aranges(struct dwarf *d)
{
    struct obj *obj = d->obj;
    unsigned section = obj_section(obj, ".debug_aranges", SHT_PROGBITS, 0), count = obj_section_count(obj);
    obj_put32(obj, section, 0); /* length: below */
    obj_put16(obj, section, 2);
    obj_reloc(obj, section, obj_offset(obj, section), R_PEACH_ABS32, obj_section_symbol(obj, d->die.info), 0);
    obj_put32(obj, section, 0);
    obj_put8(obj, section, 4);  /* address bytes */
    obj_put8(obj, section, 0);  /* segment selector bytes */
    obj_put32(obj, section, 0); /* to a multiple of the size of an entry */
    for (unsigned i = 1; i <= count; i++) {
        if (!is_code(obj, i))
            continue;
        obj_reloc(obj, section, obj_offset(obj, section), R_PEACH_ABS32, obj_section_symbol(obj, i), 0);
        obj_put32(obj, section, 0);
        obj_put32(obj, section, obj_offset(obj, i));
    }
    obj_put32(obj, section, 0);
    obj_put32(obj, section, 0);
    obj_patch32(obj, section, 0, obj_offset(obj, section) - 4);
}

void dwarf_write(struct ir_module *module, struct obj *obj, const struct dwarf_unit *unit)
{
    struct dwarf d = {.module = module, .debug = module->debug, .obj = obj};
    const uint32_t counts[DIE_KINDS] = {
        [DIE_TYPE] = d.debug->type_count,
        [DIE_FUNCTION] = d.debug->function_count,
        [DIE_VARIABLE] = d.debug->variable_count,
        [DIE_SCOPE] = d.debug->scope_count,
    };
    unsigned code_sections;
    d.file = arena_array(&d.arena, module->file_count, sizeof *d.file);
    d.scope_ranges = arena_array(&d.arena, d.debug->scope_count, sizeof *d.scope_ranges);
    d.only_section = find_only_section(obj, &code_sections);
    for (const struct debug_code *code = d.debug->code; code; code = code->next)
        dwarf_find_ranges(&d, code);
    die_start(&d.die, obj, counts);
    unit_entry(&d, unit, code_sections);
    dwarf_types(&d);
    dwarf_statics(&d, 0);
    dwarf_abstract_functions(&d);
    for (struct debug_code *code = d.debug->code; code; code = code->next)
        dwarf_function(&d, code);
    die_close(&d.die);
    if (code_sections)
        write_aranges(&d);
    die_finish(&d.die);
    if (has_locations(&d))
        lists_write(&d, &d.locations, ".debug_loclists");
    if (has_ranges(&d, code_sections))
        lists_write(&d, &d.ranges, ".debug_rnglists");
    buf_free(&d.locations.bytes);
    buf_free(&d.ranges.bytes);
    buf_free(&d.expression);
    arena_free(&d.arena);
}
