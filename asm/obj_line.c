/* The recorded source lines as DWARF 5: .debug_line. */
#include "obj_impl.h"

#include "isa/dwarf.h"

/* Parameters of the special opcodes (DWARF 5, 6.2.5.1). */
#define LINE_BASE   (-5)
#define LINE_RANGE  14
#define OPCODE_BASE 13

struct row {
    uint32_t address;
    unsigned file, line, column;
    bool statement;
};

static void put_extended(struct buf *bytes, uint8_t opcode, unsigned operand_bytes)
{
    buf_put8(bytes, 0);
    buf_put_uleb(bytes, 1 + operand_bytes);
    buf_put8(bytes, opcode);
}

static void put_row(struct buf *bytes, struct row *at, const struct line *line)
{
    if (line->file != at->file) {
        buf_put8(bytes, DW_LNS_set_file);
        buf_put_uleb(bytes, line->file);
    }
    if (line->column != at->column) {
        buf_put8(bytes, DW_LNS_set_column);
        buf_put_uleb(bytes, line->column);
    }
    bool statement = line->flags & OBJ_LINE_STATEMENT;
    if (statement != at->statement)
        buf_put8(bytes, DW_LNS_negate_stmt);
    if (line->flags & OBJ_LINE_PROLOGUE_END)
        buf_put8(bytes, DW_LNS_set_prologue_end);
    uint32_t advance = line->offset - at->address;
    int32_t step = (int32_t)line->line - (int32_t)at->line;
    if (step < LINE_BASE || step >= LINE_BASE + LINE_RANGE) {
        buf_put8(bytes, DW_LNS_advance_line);
        buf_put_sleb(bytes, step);
        step = 0;
    }
    if (advance > (255 - OPCODE_BASE - (uint32_t)(step - LINE_BASE)) / LINE_RANGE) {
        buf_put8(bytes, DW_LNS_advance_pc);
        buf_put_uleb(bytes, advance);
        advance = 0;
    }
    buf_put8(bytes, (uint8_t)(OPCODE_BASE + (step - LINE_BASE) + (int32_t)advance * LINE_RANGE));
    *at = (struct row){line->offset, line->file, line->line, line->column, statement};
}

static void end_sequence(struct buf *bytes, const struct row *at, uint32_t end)
{
    if (end != at->address) {
        buf_put8(bytes, DW_LNS_advance_pc);
        buf_put_uleb(bytes, end - at->address);
    }
    put_extended(bytes, DW_LNE_end_sequence, 0);
}

static void put_section_rows(struct obj *obj, unsigned target, unsigned number)
{
    const struct section *section = &obj->sections[number];
    bool open = false;
    struct row at = {0};
    for (size_t i = 0; i < section->line_count; i++) {
        const struct line *line = &section->lines[i];
        struct buf *bytes = &obj->sections[target].bytes;
        if (open && !line->line) {
            end_sequence(bytes, &at, line->offset);
            open = false;
        }
        if (!line->line || line->offset == section_size(section))
            continue;
        if (!open) {
            put_extended(bytes, DW_LNE_set_address, 4);
            obj_reloc(obj, target, obj_offset(obj, target), R_PEACH_ABS32, section->symbol, (int32_t)line->offset);
            buf_put32(bytes, 0);
            at = (struct row){line->offset, 1, 1, 0, true};
            open = true;
        }
        put_row(bytes, &at, line);
    }
    if (open)
        end_sequence(&obj->sections[target].bytes, &at, section_size(section));
}

static void put_line_header(struct obj *obj, struct buf *bytes)
{
    static const uint8_t operand_counts[OPCODE_BASE - 1] = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    buf_put8(bytes, 1); /* minimum instruction length: offsets in bytes */
    buf_put8(bytes, 1); /* operations per instruction */
    buf_put8(bytes, 1); /* rows are statements */
    buf_put8(bytes, (uint8_t)LINE_BASE);
    buf_put8(bytes, LINE_RANGE);
    buf_put8(bytes, OPCODE_BASE);
    buf_put(bytes, operand_counts, sizeof operand_counts);
    buf_put8(bytes, 1); /* directories: a path each */
    buf_put_uleb(bytes, DW_LNCT_path);
    buf_put_uleb(bytes, DW_FORM_string);
    buf_put_uleb(bytes, 1);
    obj_put_path(obj, bytes, obj->directory);
    buf_put8(bytes, 2); /* files: path and directory; number 0 is the unit */
    buf_put_uleb(bytes, DW_LNCT_path);
    buf_put_uleb(bytes, DW_FORM_string);
    buf_put_uleb(bytes, DW_LNCT_directory_index);
    buf_put_uleb(bytes, DW_FORM_udata);
    buf_put_uleb(bytes, (uint32_t)obj->file_count + 1);
    for (size_t i = 0; i <= obj->file_count; i++) {
        obj_put_path(obj, bytes, i ? obj->files[i - 1] : obj->unit);
        buf_put_uleb(bytes, 0);
    }
}

void obj_write_lines(struct obj *obj)
{
    unsigned target = obj_line_section(obj);
    struct buf *bytes = &obj->sections[target].bytes;
    buf_put32(bytes, 0); /* length: below */
    buf_put16(bytes, 5);
    buf_put8(bytes, 4);  /* address bytes */
    buf_put8(bytes, 0);  /* segment selector bytes */
    buf_put32(bytes, 0); /* header length: below */
    size_t header = bytes->length;
    put_line_header(obj, bytes);
    buf_set32(bytes, header - 4, (uint32_t)(bytes->length - header));
    size_t count = obj->section_count;
    for (unsigned i = 1; i < count; i++)
        if (section_is_code(&obj->sections[i]))
            put_section_rows(obj, target, i);
    bytes = &obj->sections[target].bytes;
    buf_set32(bytes, 0, (uint32_t)bytes->length - 4);
    if (obj->unit_kind != OBJ_UNIT_OWN)
        obj_write_unit(obj);
}
