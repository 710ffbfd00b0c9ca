/* Lists of locations and of ranges (DWARF 5, 7.28 and 7.29). */
#include "dwarf/dwarf_impl.h"

static void *with_room(struct dwarf *d, void *array, uint32_t count, size_t size_bytes)
{
    if (count & (count - 1))
        return array;
    return arena_grow(&d->arena, array, count, count ? (size_t)count * 2 : 1, size_bytes);
}

void lists_address(struct dwarf *d, struct dwarf_lists *lists, unsigned symbol, int32_t addend)
{
    lists->relocations = with_room(d, lists->relocations, lists->relocation_count, sizeof *lists->relocations);
    lists->relocations[lists->relocation_count++] =
        (struct die_relocation){(uint32_t)lists->bytes.length, symbol, addend};
    buf_put32(&lists->bytes, 0);
}

void lists_start(struct dwarf *d, struct dwarf_lists *lists, unsigned section, uint8_t base_entry)
{
    lists->offsets = with_room(d, lists->offsets, lists->count, sizeof *lists->offsets);
    lists->offsets[lists->count] = (uint32_t)lists->bytes.length;
    if (d->only_section || !section)
        return;
    buf_put8(&lists->bytes, base_entry);
    lists_address(d, lists, obj_section_symbol(d->obj, section), 0);
}

uint32_t lists_end(struct dwarf *d, struct dwarf_lists *lists)
{
    (void)d;
    buf_put8(&lists->bytes, DW_RLE_end_of_list);
    return lists->count++;
}

void lists_write(struct dwarf *d, const struct dwarf_lists *lists, const char *name)
{
    struct obj *obj = d->obj;
    unsigned section = obj_section(obj, name, SHT_PROGBITS, 0);
    uint32_t start = obj_offset(obj, section), offsets_bytes = 4 * lists->count;
    obj_put32(obj, section, DWARF_LISTS_HEADER_BYTES - 4 + offsets_bytes + (uint32_t)lists->bytes.length);
    obj_put16(obj, section, 5);
    obj_put8(obj, section, 4); /* address bytes */
    obj_put8(obj, section, 0); /* segment selector bytes */
    obj_put32(obj, section, lists->count);
    for (uint32_t i = 0; i < lists->count; i++)
        obj_put32(obj, section, offsets_bytes + lists->offsets[i]);
    obj_put(obj, section, lists->bytes.data, lists->bytes.length);
    for (uint32_t i = 0; i < lists->relocation_count; i++) {
        const struct die_relocation *one = &lists->relocations[i];
        obj_reloc(obj, section, start + DWARF_LISTS_HEADER_BYTES + offsets_bytes + one->at, R_PEACH_ABS32, one->symbol,
                  one->addend);
    }
}

void dwarf_code_ranges(struct dwarf *d, unsigned section, const struct dwarf_ranges *ranges)
{
    if (ranges->count == 1) {
        unsigned label = obj_label(d->obj);
        obj_define(d->obj, label, section, ranges->spans[0].begin);
        die_address(&d->die, DW_AT_low_pc, label);
        die_data4(&d->die, DW_AT_high_pc, ranges->spans[0].end - ranges->spans[0].begin);
        return;
    }
    lists_start(d, &d->ranges, section, DW_RLE_base_address);
    for (uint32_t i = 0; i < ranges->count; i++) {
        buf_put8(&d->ranges.bytes, DW_RLE_offset_pair);
        buf_put_uleb(&d->ranges.bytes, ranges->spans[i].begin);
        buf_put_uleb(&d->ranges.bytes, ranges->spans[i].end);
    }
    die_index(&d->die, DW_AT_ranges, DW_FORM_rnglistx, lists_end(d, &d->ranges));
}
