/* isa_table: what the table says of each operation, as data. */
#include "emit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void emit_string(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

/* Bits 1 2 4 8 for the register fields d a b c for which the test holds. */
static unsigned register_mask(const struct entry *entry, const char *names,
                              bool (*test)(const struct entry *, const char *, char)) {
    unsigned mask = 0;
    for (unsigned i = 0; i < 4; i++) {
        if (test(entry, names, "dabc"[i]))
            mask |= 1u << i;
    }
    return mask;
}

static void emit_flags(FILE *out, const struct entry *entry) {
    static const struct {
        const char *flag, *uses[8];
    } flags[] = {
        {"ISA_JUMP", {"JUMP"}},
        {"ISA_BRANCH", {"if"}},
        {"ISA_LINK", {"LINK"}},
        {"ISA_LOAD", {"LD8", "LD16", "LD32", "LD64", "LDA32"}},
        {"ISA_STORE", {"ST8", "ST16", "ST32", "ST64", "LDA32"}},
        {"ISA_PRIVILEGED", {"PRIVILEGED"}},
        {"ISA_FPU", {"FPU"}},
        {"ISA_SYSTEM", {"TRAP", "PRIVILEGED", "FENCE", "MARK", "CSR_CHECK"}},
    };
    const char *separator = "";
    for (unsigned i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        bool set = false;
        for (unsigned j = 0; j < 8 && flags[i].uses[j]; j++)
            set = set || entry_uses(entry, flags[i].uses[j]);
        if (set)
            fprintf(out, "%s%s", separator, flags[i].flag);
        separator = set ? " | " : separator;
    }
    fprintf(out, "%s", *separator ? "" : "0");
}

static void emit_entry(FILE *out, const struct entry *entry) {
    const struct field *imm = entry_field(entry, 'i'), *off = entry_field(entry, 'o');
    fprintf(out, "    [OP_%s] = {\n        .name = \"%s\", .mask = 0x%08x, .match = 0x%08x,\n        .operands = {",
            entry->ident, entry->name, (unsigned)entry->mask, (unsigned)entry->match);
    for (unsigned i = 0; i < entry->operand_count; i++)
        fprintf(out, "%sOPERAND_%s", i ? ", " : "", entry->operands[i]->name);
    fprintf(out, "%s},\n        .fields = {", entry->operand_count ? "" : "OPERAND_NONE");
    for (unsigned i = 0; i < entry->field_count; i++)
        fprintf(out, "%s{'%c', %u, %u}", i ? ", " : "", entry->fields[i].letter, entry->fields[i].lo,
                entry->fields[i].width);
    fprintf(out, "%s},\n        .imm_bits = %u, .off_bits = %u, .imm_signed = %d, .imm_scale = %u,\n",
            entry->field_count ? "" : "{0, 0, 0}", imm ? imm->width : 0, off ? off->width : 0,
            imm && entry_imm_signed(entry), entry_imm_scale(entry));
    fprintf(out, "        .reads = %#x, .writes = %#x, .fp_reads = %#x, .fp_writes = %#x,\n        .flags = ",
            register_mask(entry, "R,S", entry_reads), register_mask(entry, "R,S", entry_writes),
            register_mask(entry, "FB,FS,FD", entry_reads), register_mask(entry, "FB,FS,FD,SETS,SETD", entry_writes));
    emit_flags(out, entry);
    const char *const texts[][2] = {{"pattern", entry->pattern},
                                    {"syntax", entry->syntax},
                                    {"semantics", entry->semantics},
                                    {"prose", entry->prose}};
    for (unsigned i = 0; i < 4; i++) {
        fprintf(out, ",\n        .%s = ", texts[i][0]);
        emit_string(out, texts[i][1]);
    }
    fprintf(out, ",\n    },\n");
}

static void emit_csrs(FILE *out) {
    static const struct {
        unsigned number;
        const char *name, *access, *text;
    } csrs[] = {
#define CSR(number, name, access, text) {number, #name, #access, text},
#include "../csr.def"
#undef CSR
    };
    fprintf(out, "const struct isa_csr_info isa_csrs[] = {\n");
    for (unsigned i = 0; i < sizeof csrs / sizeof csrs[0]; i++) {
        fprintf(out, "    {0x%03x, \"", csrs[i].number);
        for (const char *at = csrs[i].name; *at; at++)
            fputc(tolower((unsigned char)*at), out);
        fprintf(out, "\", \"%s\", ", csrs[i].access);
        emit_string(out, csrs[i].text);
        fprintf(out, "},\n");
    }
    fprintf(out, "    {0, NULL, NULL, NULL},\n};\n\n");
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(const struct entry *const *)a)->name, (*(const struct entry *const *)b)->name);
}

void emit_info(FILE *out, struct table *table) {
    static const struct entry *sorted[ENTRIES_MAX];
    fprintf(out, "/* Generated from insns.isa. */\n#include \"isa/isa.h\"\n#include \"isa/isa_impl.h\"\n\n"
                 "const struct isa_info isa_table[OP_COUNT] = {\n");
    for (unsigned i = 0; i < table->count; i++) {
        emit_entry(out, &table->entries[i]);
        sorted[i] = &table->entries[i];
    }
    qsort(sorted, table->count, sizeof sorted[0], by_name);
    fprintf(out, "};\n\n");
    emit_csrs(out);
    fprintf(out, "const uint16_t isa_by_name[OP_COUNT - 1] = {\n");
    for (unsigned i = 0; i < table->count; i++)
        fprintf(out, "    OP_%s,\n", sorted[i]->ident);
    fprintf(out, "};\n");
}
