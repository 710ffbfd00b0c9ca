/* The writer of assembly text. */
#include "target/writer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct text_writer {
    struct writer base;
    FILE *out;
    char **names; /* by symbol number; 0 is none */
    unsigned count, capacity, labels;
    const char **files; /* by number, from 1 */
    unsigned file_count, file_capacity;
    const struct path_map *paths;
};

static struct text_writer *self(struct writer *writer)
{
    return (struct text_writer *)writer;
}

static void text_section(struct writer *writer, const char *name, enum section_kind kind)
{
    static const char *const flags[] = {
        [SECTION_CODE] = "\"ax\", @progbits",        [SECTION_READ_ONLY] = "\"a\", @progbits",
        [SECTION_STRINGS] = "\"aMS\", @progbits, 1", [SECTION_DATA] = "\"aw\", @progbits",
        [SECTION_ZERO] = "\"aw\", @nobits",          [SECTION_TLS] = "\"awT\", @progbits",
        [SECTION_TLS_ZERO] = "\"awT\", @nobits",
    };
    fprintf(self(writer)->out, "\t.section %s, %s\n", name, flags[kind]);
}

static void text_align(struct writer *writer, uint32_t bytes)
{
    fprintf(self(writer)->out, "\t.balign %" PRIu32 "\n", bytes);
}

static void *grown(void *array, size_t bytes)
{
    void *larger = realloc(array, bytes);
    if (!larger) {
        fputs("peach-cc: error: out of memory; compile a smaller file or give the host more\n", stderr);
        exit(2);
    }
    return larger;
}

/* A name that the assembler would take for something else goes in quotes. */
static bool needs_quotes(const char *name)
{
    size_t length = strlen(name);
    if (isa_reg_find(name, length) >= 0 || isa_freg_find(name, length) >= 0 || (*name >= '0' && *name <= '9'))
        return true;
    return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$") != length;
}

static unsigned add_name(struct text_writer *out, const char *name)
{
    if (out->count + 1 >= out->capacity) {
        out->capacity = out->capacity ? out->capacity * 2 : 256;
        out->names = grown(out->names, out->capacity * sizeof *out->names);
    }
    size_t bytes = strlen(name) + sizeof "\"\"";
    char *copy = grown(NULL, bytes);
    snprintf(copy, bytes, needs_quotes(name) ? "\"%s\"" : "%s", name);
    out->names[++out->count] = copy;
    return out->count;
}

static unsigned text_symbol(struct writer *writer, const char *name)
{
    return add_name(self(writer), name);
}

static unsigned text_label(struct writer *writer)
{
    char name[32];
    snprintf(name, sizeof name, ".L%u", self(writer)->labels++);
    return add_name(self(writer), name);
}

static const char *name_of(struct writer *writer, unsigned symbol)
{
    return self(writer)->names[symbol];
}

static void text_define(struct writer *writer, unsigned symbol)
{
    fprintf(self(writer)->out, "%s:\n", name_of(writer, symbol));
}

static void text_describe(struct writer *writer, unsigned symbol, unsigned binding, unsigned type)
{
    FILE *out = self(writer)->out;
    if (binding == STB_GLOBAL)
        fprintf(out, "\t.globl %s\n", name_of(writer, symbol));
    else if (binding == STB_WEAK)
        fprintf(out, "\t.weak %s\n", name_of(writer, symbol));
    if (type == STT_FUNC || type == STT_OBJECT)
        fprintf(out, "\t.type %s, %s\n", name_of(writer, symbol), type == STT_FUNC ? "@function" : "@object");
}

static void text_size_to_here(struct writer *writer, unsigned symbol)
{
    fprintf(self(writer)->out, "\t.size %s, . - %s\n", name_of(writer, symbol), name_of(writer, symbol));
}

static void text_size(struct writer *writer, unsigned symbol, uint32_t bytes)
{
    fprintf(self(writer)->out, "\t.size %s, %" PRIu32 "\n", name_of(writer, symbol), bytes);
}

static void text_alias(struct writer *writer, unsigned alias, unsigned symbol)
{
    fprintf(self(writer)->out, "\t.set %s, %s\n", name_of(writer, alias), name_of(writer, symbol));
}

/* symbol + addend, within %hi( ) and the like where the field is a part. */
static void print_reference(struct writer *writer, enum peach_reloc reloc, unsigned symbol, int32_t addend)
{
    static const char *const parts[] = {
        [R_PEACH_HI16] = "hi", [R_PEACH_LO16] = "lo", [R_PEACH_TPHI16] = "tphi", [R_PEACH_TPLO16] = "tplo"};
    FILE *out = self(writer)->out;
    bool part = reloc == R_PEACH_HI16 || reloc == R_PEACH_LO16 || reloc == R_PEACH_TPHI16 || reloc == R_PEACH_TPLO16;
    if (part)
        fprintf(out, "%%%s(", parts[reloc]);
    fputs(name_of(writer, symbol), out);
    if (addend)
        fprintf(out, " %c %" PRIu32, addend < 0 ? '-' : '+', addend < 0 ? 0u - (uint32_t)addend : (uint32_t)addend);
    if (part)
        putc(')', out);
}

static void print_immediate(struct writer *writer, const struct insn *insn, enum peach_reloc reloc, unsigned symbol,
                            int32_t addend)
{
    if (reloc == R_PEACH_NONE)
        fprintf(self(writer)->out, "%" PRId32, insn->imm);
    else
        print_reference(writer, reloc, symbol, addend);
}

static void print_memory(struct writer *writer, const struct insn *insn, enum isa_operand operand,
                         enum peach_reloc reloc, unsigned symbol, int32_t addend)
{
    FILE *out = self(writer)->out;
    fprintf(out, "[%s", isa_reg_name(insn->a));
    if (operand == OPERAND_MEM_X) {
        fprintf(out, " + %s << %" PRId32, isa_reg_name(insn->b), insn->imm);
    } else if (reloc != R_PEACH_NONE) {
        fputs(" + ", out);
        print_reference(writer, reloc, symbol, addend);
    } else if (operand != OPERAND_MEM && insn->imm) {
        fprintf(out, " %c %" PRId32, insn->imm < 0 ? '-' : '+', insn->imm < 0 ? -insn->imm : insn->imm);
    }
    putc(']', out);
}

static void text_insn(struct writer *writer, const struct insn *insn, enum peach_reloc reloc, unsigned symbol,
                      int32_t addend)
{
    FILE *out = self(writer)->out;
    const struct isa_info *info = &isa_table[insn->op];
    fprintf(out, "\t%s", info->name);
    bool branch = info->off_bits != 0;
    for (unsigned i = 0; i < ISA_OPERANDS_MAX && info->operands[i] != OPERAND_NONE; i++) {
        fputs(i ? ", " : " ", out);
        switch ((enum isa_operand)info->operands[i]) {
        case OPERAND_RD: fputs(isa_reg_name(insn->d), out); break;
        case OPERAND_RA: fputs(isa_reg_name(insn->a), out); break;
        case OPERAND_RB: fputs(isa_reg_name(insn->b), out); break;
        case OPERAND_RC: fputs(isa_reg_name(insn->c), out); break;
        case OPERAND_FD: fputs(isa_freg_name(insn->d), out); break;
        case OPERAND_FA: fputs(isa_freg_name(insn->a), out); break;
        case OPERAND_FB: fputs(isa_freg_name(insn->b), out); break;
        case OPERAND_LEN: fprintf(out, "%u", insn->n); break;
        case OPERAND_OFF: print_reference(writer, R_PEACH_NONE, symbol, addend); break;
        case OPERAND_CSR: fputs(isa_csr_name((unsigned)insn->imm), out); break;
        case OPERAND_MEM:
        case OPERAND_MEM_I:
        case OPERAND_MEM_P:
        case OPERAND_MEM_X:
            print_memory(writer, insn, (enum isa_operand)info->operands[i], reloc, symbol, addend);
            break;
        default: print_immediate(writer, insn, branch ? R_PEACH_NONE : reloc, symbol, addend);
        }
    }
    putc('\n', out);
}

static void text_bytes(struct writer *writer, const uint8_t *bytes, size_t count)
{
    FILE *out = self(writer)->out;
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%u%s", i % 16 ? ", " : "\t.byte ", bytes[i], i % 16 == 15 || i + 1 == count ? "\n" : "");
}

static void text_zeros(struct writer *writer, uint32_t count)
{
    fprintf(self(writer)->out, "\t.zero %" PRIu32 "\n", count);
}

static void text_address(struct writer *writer, unsigned symbol, int32_t addend)
{
    fputs("\t.word ", self(writer)->out);
    print_reference(writer, R_PEACH_ABS32, symbol, addend);
    putc('\n', self(writer)->out);
}

static unsigned file_number(struct text_writer *out, const char *file)
{
    for (unsigned i = 0; i < out->file_count; i++)
        if (out->files[i] == file)
            return i + 1;
    if (out->file_count == out->file_capacity) {
        out->file_capacity = out->file_capacity ? out->file_capacity * 2 : 16;
        out->files = grown(out->files, out->file_capacity * sizeof *out->files);
    }
    out->files[out->file_count++] = file;
    char *mapped = out->paths ? path_map_apply(out->paths, file) : NULL;
    fprintf(out->out, "\t.file %u \"%s\"\n", out->file_count, mapped ? mapped : file);
    free(mapped);
    return out->file_count;
}

static void text_line(struct writer *writer, const char *file, unsigned line, unsigned column, unsigned flags)
{
    struct text_writer *out = self(writer);
    if (line)
        fprintf(out->out, "\t.loc %u %u %u%s%s\n", file_number(out, file), line, column,
                flags & OBJ_LINE_PROLOGUE_END ? " prologue_end" : "", flags & OBJ_LINE_STATEMENT ? "" : " is_stmt 0");
}

static void text_frame_begin(struct writer *writer)
{
    fputs("\t.cfi_startproc\n", self(writer)->out);
}

static void text_frame(struct writer *writer, enum obj_frame_op op, unsigned reg, int32_t offset)
{
    FILE *out = self(writer)->out;
    const char *name = reg < 16 ? isa_reg_name(reg) : isa_freg_name(reg - 16);
    switch (op) {
    case FRAME_DEF_CFA: fprintf(out, "\t.cfi_def_cfa %s, %" PRId32 "\n", name, offset); return;
    case FRAME_CFA_OFFSET: fprintf(out, "\t.cfi_def_cfa_offset %" PRId32 "\n", offset); return;
    case FRAME_OFFSET: fprintf(out, "\t.cfi_offset %s, %" PRId32 "\n", name, offset); return;
    case FRAME_RESTORE: fprintf(out, "\t.cfi_restore %s\n", name); return;
    case FRAME_REMEMBER: fputs("\t.cfi_remember_state\n", out); return;
    default: fputs("\t.cfi_restore_state\n", out);
    }
}

static void text_frame_end(struct writer *writer)
{
    fputs("\t.cfi_endproc\n", self(writer)->out);
}

static bool text_assembly(struct writer *writer, const char *file, unsigned line, const char *text)
{
    (void)file;
    (void)line;
    fprintf(self(writer)->out, "%s\n", text);
    return true;
}

static const struct writer_class text_class = {
    .section = text_section,
    .align = text_align,
    .symbol = text_symbol,
    .label = text_label,
    .define = text_define,
    .describe = text_describe,
    .size_to_here = text_size_to_here,
    .size = text_size,
    .alias = text_alias,
    .insn = text_insn,
    .bytes = text_bytes,
    .zeros = text_zeros,
    .address = text_address,
    .line = text_line,
    .frame_begin = text_frame_begin,
    .frame = text_frame,
    .frame_end = text_frame_end,
    .assembly = text_assembly,
};

struct writer *text_writer_new(FILE *out, const struct path_map *paths)
{
    struct text_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return NULL;
    writer->base.class = &text_class;
    writer->out = out;
    writer->paths = paths;
    return &writer->base;
}

void text_writer_free(struct writer *writer)
{
    struct text_writer *out = self(writer);
    for (unsigned i = 1; i <= out->count; i++)
        free(out->names[i]);
    free(out->names);
    free(out->files);
    free(out);
}
