/* The recorded call frames as .debug_frame (DWARF 5, 6.4.1): one CIE, an FDE for each function. */
#include "asm/obj_impl.h"

#include "isa/dwarf.h"
#include "asm/mem.h"

#define CODE_ALIGN  4
#define DATA_ALIGN  (-4)
#define REGISTER_SP 14
#define REGISTER_LR 15

static void add_row(struct obj *obj, unsigned number, struct frame_row row)
{
    struct section *section = &obj->sections[number];
    row.offset = section_size(section);
    section->frames =
        mem_reserve(section->frames, &section->frame_capacity, section->frame_count + 1, sizeof *section->frames);
    section->frames[section->frame_count++] = row;
}

void obj_frame_begin(struct obj *obj, unsigned section)
{
    add_row(obj, section, (struct frame_row){.op = FRAME_BEGIN});
}

void obj_frame(struct obj *obj, unsigned section, enum obj_frame_op op, unsigned reg, int32_t offset)
{
    add_row(obj, section, (struct frame_row){.op = (uint8_t)op, .reg = (uint8_t)reg, .value = offset});
}

void obj_frame_end(struct obj *obj, unsigned section)
{
    add_row(obj, section, (struct frame_row){.op = FRAME_END});
}

static void put_cie(struct buf *bytes)
{
    buf_put32(bytes, 0);           /* length: below */
    buf_put32(bytes, 0xffffffffu); /* a CIE */
    buf_put8(bytes, 4);            /* version */
    buf_put8(bytes, 0);            /* augmentation */
    buf_put8(bytes, 4);            /* address bytes */
    buf_put8(bytes, 0);            /* segment selector bytes */
    buf_put_uleb(bytes, CODE_ALIGN);
    buf_put_sleb(bytes, DATA_ALIGN);
    buf_put_uleb(bytes, REGISTER_LR);
    buf_put8(bytes, DW_CFA_def_cfa);
    buf_put_uleb(bytes, REGISTER_SP);
    buf_put_uleb(bytes, 0);
    buf_align(bytes, 4);
    buf_set32(bytes, 0, (uint32_t)bytes->length - 4);
}

static void put_advance(struct buf *bytes, uint32_t distance)
{
    uint32_t steps = distance / CODE_ALIGN;
    if (steps && steps < 64) {
        buf_put8(bytes, (uint8_t)(DW_CFA_advance_loc | steps));
    } else if (steps) {
        buf_put8(bytes, DW_CFA_advance_loc4);
        buf_put32(bytes, steps);
    }
}

static void put_saved(struct buf *bytes, const struct frame_row *row)
{
    int32_t factored = row->value / DATA_ALIGN;
    if (factored >= 0) {
        buf_put8(bytes, (uint8_t)(DW_CFA_offset | row->reg));
        buf_put_uleb(bytes, (uint32_t)factored);
    } else {
        buf_put8(bytes, DW_CFA_offset_extended_sf);
        buf_put_uleb(bytes, row->reg);
        buf_put_sleb(bytes, factored);
    }
}

static void put_row(struct buf *bytes, const struct frame_row *row)
{
    switch (row->op) {
    case FRAME_DEF_CFA:
        buf_put8(bytes, DW_CFA_def_cfa);
        buf_put_uleb(bytes, row->reg);
        buf_put_uleb(bytes, (uint32_t)row->value);
        break;
    case FRAME_CFA_REGISTER:
        buf_put8(bytes, DW_CFA_def_cfa_register);
        buf_put_uleb(bytes, row->reg);
        break;
    case FRAME_CFA_OFFSET:
        buf_put8(bytes, DW_CFA_def_cfa_offset);
        buf_put_uleb(bytes, (uint32_t)row->value);
        break;
    case FRAME_OFFSET: put_saved(bytes, row); break;
    case FRAME_RESTORE: buf_put8(bytes, (uint8_t)(DW_CFA_restore | row->reg)); break;
    case FRAME_UNDEFINED:
    case FRAME_SAME_VALUE:
        buf_put8(bytes, row->op == FRAME_UNDEFINED ? DW_CFA_undefined : DW_CFA_same_value);
        buf_put_uleb(bytes, row->reg);
        break;
    case FRAME_REMEMBER: buf_put8(bytes, DW_CFA_remember_state); break;
    case FRAME_RECALL: buf_put8(bytes, DW_CFA_restore_state); break;
    default: break;
    }
}

/* One function: rows[0] is its FRAME_BEGIN.  Returns how many rows it has. */
static size_t put_fde(struct obj *obj, unsigned target, unsigned number, const struct frame_row *rows, size_t count)
{
    struct buf *bytes = &obj->sections[target].bytes;
    uint32_t at = rows[0].offset;
    size_t start = bytes->length, i = 1;
    buf_put32(bytes, 0); /* length: below */
    obj_reloc(obj, target, (uint32_t)bytes->length, R_PEACH_ABS32, obj->sections[target].symbol, 0);
    buf_put32(bytes, 0); /* the CIE */
    obj_reloc(obj, target, (uint32_t)bytes->length, R_PEACH_ABS32, obj->sections[number].symbol, (int32_t)at);
    buf_put32(bytes, 0); /* first address */
    buf_put32(bytes, 0); /* length of the code: below */
    for (; i < count && rows[i].op != FRAME_END && rows[i].op != FRAME_BEGIN; i++) {
        put_advance(bytes, rows[i].offset - at);
        at = rows[i].offset;
        put_row(bytes, &rows[i]);
    }
    uint32_t end = i < count ? rows[i].offset : section_size(&obj->sections[number]);
    buf_set32(bytes, start + 12, end - rows[0].offset);
    buf_align(bytes, 4);
    buf_set32(bytes, start, (uint32_t)(bytes->length - start) - 4);
    return i;
}

void obj_write_frames(struct obj *obj)
{
    unsigned target = 0;
    size_t count = obj->section_count;
    for (unsigned number = 1; number < count; number++) {
        for (size_t i = 0; i < obj->sections[number].frame_count;) {
            const struct section *section = &obj->sections[number];
            if (section->frames[i].op != FRAME_BEGIN) {
                i++;
                continue;
            }
            if (!target) {
                target = obj_section(obj, ".debug_frame", SHT_PROGBITS, 0);
                obj->sections[target].align = 4;
                put_cie(&obj->sections[target].bytes);
            }
            i += put_fde(obj, target, number, obj->sections[number].frames + i, obj->sections[number].frame_count - i);
        }
    }
}
