/* The writer into an object. */
#include "target/writer.h"

#include <stdlib.h>
#include <string.h>

#include "asm/asm.h"

struct object_writer {
    struct writer base;
    struct obj *obj;
    struct assembler *assembler;
    unsigned section;
};

static struct object_writer *self(struct writer *writer)
{
    return (struct object_writer *)writer;
}

static void object_section(struct writer *writer, const char *name, enum section_kind kind)
{
    static const struct {
        unsigned type, flags;
    } kinds[] = {
        [SECTION_CODE] = {SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR},
        [SECTION_READ_ONLY] = {SHT_PROGBITS, SHF_ALLOC},
        [SECTION_STRINGS] = {SHT_PROGBITS, SHF_ALLOC | SHF_MERGE | SHF_STRINGS},
        [SECTION_DATA] = {SHT_PROGBITS, SHF_ALLOC | SHF_WRITE},
        [SECTION_ZERO] = {SHT_NOBITS, SHF_ALLOC | SHF_WRITE},
        [SECTION_TLS] = {SHT_PROGBITS, SHF_ALLOC | SHF_WRITE | SHF_TLS},
        [SECTION_TLS_ZERO] = {SHT_NOBITS, SHF_ALLOC | SHF_WRITE | SHF_TLS},
    };
    struct object_writer *out = self(writer);
    out->section = obj_section(out->obj, name, kinds[kind].type, kinds[kind].flags);
    if (kind == SECTION_STRINGS)
        obj_section_entry_size(out->obj, out->section, 1);
}

static void object_align(struct writer *writer, uint32_t bytes)
{
    obj_align(self(writer)->obj, self(writer)->section, bytes, 0);
}

static unsigned object_symbol(struct writer *writer, const char *name)
{
    return obj_symbol(self(writer)->obj, name);
}

static unsigned object_label(struct writer *writer)
{
    return obj_label(self(writer)->obj);
}

static void object_define(struct writer *writer, unsigned symbol)
{
    struct object_writer *out = self(writer);
    obj_define(out->obj, symbol, out->section, obj_offset(out->obj, out->section));
}

static void object_describe(struct writer *writer, unsigned symbol, unsigned binding, unsigned type)
{
    obj_bind(self(writer)->obj, symbol, binding);
    if (type != STT_NOTYPE)
        obj_set_type(self(writer)->obj, symbol, type);
}

static void object_size_to_here(struct writer *writer, unsigned symbol)
{
    unsigned end = object_label(writer);
    object_define(writer, end);
    obj_set_size_to(self(writer)->obj, symbol, end);
}

static void object_size(struct writer *writer, unsigned symbol, uint32_t bytes)
{
    obj_set_size(self(writer)->obj, symbol, bytes);
}

static void object_alias(struct writer *writer, unsigned alias, unsigned symbol)
{
    obj_alias(self(writer)->obj, alias, symbol);
}

static void object_insn(struct writer *writer, const struct insn *insn, enum peach_reloc reloc, unsigned symbol,
                        int32_t addend)
{
    struct object_writer *out = self(writer);
    uint32_t word = 0;
    if (isa_encode(insn, &word) != ISA_OK) {
        fprintf(stderr, "peach-cc: internal error: cannot encode '%s'\n", isa_table[insn->op].name);
        abort();
    }
    if (reloc != R_PEACH_NONE)
        obj_reloc(out->obj, out->section, obj_offset(out->obj, out->section), reloc, symbol, addend);
    obj_put32(out->obj, out->section, word);
}

static void object_bytes(struct writer *writer, const uint8_t *bytes, size_t count)
{
    obj_put(self(writer)->obj, self(writer)->section, bytes, count);
}

static void object_zeros(struct writer *writer, uint32_t count)
{
    obj_reserve(self(writer)->obj, self(writer)->section, count);
}

static void object_address(struct writer *writer, unsigned symbol, int32_t addend)
{
    struct object_writer *out = self(writer);
    obj_reloc(out->obj, out->section, obj_offset(out->obj, out->section), R_PEACH_ABS32, symbol, addend);
    obj_put32(out->obj, out->section, 0);
}

static void object_line(struct writer *writer, const char *file, unsigned line, unsigned column, unsigned flags)
{
    struct object_writer *out = self(writer);
    obj_line(out->obj, out->section, line ? obj_file(out->obj, file) : 0, line, column, flags);
}

static void object_frame_begin(struct writer *writer)
{
    obj_frame_begin(self(writer)->obj, self(writer)->section);
}

static void object_frame(struct writer *writer, enum obj_frame_op op, unsigned reg, int32_t offset)
{
    obj_frame(self(writer)->obj, self(writer)->section, op, reg, offset);
}

static void object_frame_end(struct writer *writer)
{
    obj_frame_end(self(writer)->obj, self(writer)->section);
}

static bool object_assembly(struct writer *writer, const char *file, unsigned line, const char *text)
{
    struct object_writer *out = self(writer);
    return asm_fragment(out->assembler, file, line, text, strlen(text), &out->section);
}

static const struct writer_class object_class = {
    .section = object_section,
    .align = object_align,
    .symbol = object_symbol,
    .label = object_label,
    .define = object_define,
    .describe = object_describe,
    .size_to_here = object_size_to_here,
    .size = object_size,
    .alias = object_alias,
    .insn = object_insn,
    .bytes = object_bytes,
    .zeros = object_zeros,
    .address = object_address,
    .line = object_line,
    .frame_begin = object_frame_begin,
    .frame = object_frame,
    .frame_end = object_frame_end,
    .assembly = object_assembly,
};

struct writer *object_writer_new(struct obj *obj, struct diag *diag)
{
    struct object_writer *out = calloc(1, sizeof *out);
    if (!out)
        return NULL;
    out->base.class = &object_class;
    out->obj = obj;
    out->assembler = asm_new(obj, diag, NULL);
    return &out->base;
}

bool object_writer_finish(struct writer *writer)
{
    return asm_finish(self(writer)->assembler);
}

void object_writer_free(struct writer *writer)
{
    asm_free(self(writer)->assembler);
    free(writer);
}
