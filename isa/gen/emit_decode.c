/* The decoder: switches on the bits that all remaining candidates fix, until one is left. */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

/* Name of the function that takes the fields of this layout. */
static void layout_name(char *name, const struct entry *entry) {
    char *at = name + sprintf(name, "take%s", entry->field_count ? "" : "_none");
    for (unsigned i = 0; i < entry->field_count; i++) {
        const struct field *field = &entry->fields[i];
        at += sprintf(at, "_%c%uw%u", field->letter, field->lo, field->width);
    }
    if (entry_field(entry, 'i'))
        strcpy(at, entry_imm_scale(entry) > 1 ? "_s4" : entry_imm_signed(entry) ? "_s" : "_u");
}

static void emit_take(FILE *out, const struct entry *entry, const struct field *field) {
    unsigned mask = field->width == 32 ? 0xffffffffu : (1u << field->width) - 1;
    char letter = field->letter;
    if (letter == 'n')
        fprintf(out, "    out->n = (uint8_t)((word >> %u & %#x) + 1);\n", field->lo, mask);
    else if (letter == 'o')
        fprintf(out, "    out->off = sign_extend(word >> %u, %u) * 4;\n", field->lo, field->width);
    else if (letter == 'i' && entry_imm_signed(entry))
        fprintf(out, "    out->imm = sign_extend(word >> %u, %u) * %d;\n", field->lo, field->width,
                (int)entry_imm_scale(entry));
    else if (strchr("isk", letter))
        fprintf(out, "    out->imm = (int32_t)(word >> %u & %#x);\n", field->lo, mask);
    else
        fprintf(out, "    out->%c = word >> %u & %#x;\n", letter, field->lo, mask);
}

static void emit_layouts(FILE *out, const struct table *table) {
    for (unsigned i = 0; i < table->count; i++) {
        const struct entry *entry = &table->entries[i];
        char name[96], other[96];
        layout_name(name, entry);
        bool first = true;
        for (unsigned j = 0; j < i && first; j++) {
            layout_name(other, &table->entries[j]);
            first = strcmp(name, other) != 0;
        }
        if (!first)
            continue;
        fprintf(out,
                "static bool %s(struct insn *out, uint32_t word, enum isa_op op)\n{\n    out->op = (uint16_t)op;\n",
                name);
        if (!entry->field_count)
            fprintf(out, "    (void)word;\n");
        for (unsigned k = 0; k < entry->field_count; k++)
            emit_take(out, entry, &entry->fields[k]);
        fprintf(out, "    return true;\n}\n\n");
    }
}

/* The sort key of a candidate in a switch over these bits. */
static uint32_t switch_bits;

static int by_bits(const void *a, const void *b) {
    const struct entry *one = *(const struct entry *const *)a, *two = *(const struct entry *const *)b;
    uint32_t x = one->match & switch_bits, y = two->match & switch_bits;
    return x < y ? -1 : x > y;
}

static void emit_leaf(FILE *out, const struct entry *entry, uint32_t tested, int indent) {
    char name[96];
    layout_name(name, entry);
    uint32_t rest = entry->mask & ~tested;
    if (rest)
        fprintf(out, "%*sreturn (word & 0x%x) == 0x%x && %s(out, word, OP_%s);\n", indent, "", (unsigned)rest,
                (unsigned)(entry->match & rest), name, entry->ident);
    else
        fprintf(out, "%*sreturn %s(out, word, OP_%s);\n", indent, "", name, entry->ident);
}

/* Decode among `count` candidates, whose bits `tested` are known to match. */
static void emit_tree(FILE *out, const struct entry **list, unsigned count, uint32_t tested, int indent) {
    if (count == 1) {
        emit_leaf(out, list[0], tested, indent);
        return;
    }
    uint32_t bits = ~tested;
    for (unsigned i = 0; i < count; i++)
        bits &= list[i]->mask;
    switch_bits = bits;
    qsort(list, count, sizeof *list, by_bits);
    fprintf(out, "%*sswitch (word & 0x%x) {\n", indent, "", (unsigned)bits);
    for (unsigned i = 0, next; i < count; i = next) {
        uint32_t value = list[i]->match & bits;
        for (next = i + 1; next < count && (list[next]->match & bits) == value;)
            next++;
        fprintf(out, "%*scase 0x%x:\n", indent, "", (unsigned)value);
        emit_tree(out, list + i, next - i, tested | bits, indent + 4);
    }
    fprintf(out, "%*s}\n%*sreturn false;\n", indent, "", indent, "");
}

void emit_decode(FILE *out, struct table *table) {
    static const struct entry *list[ENTRIES_MAX];
    fprintf(out, "/* Generated from insns.isa. */\n#include \"isa/isa.h\"\n\n"
                 "static int32_t sign_extend(uint32_t value, unsigned width)\n{\n"
                 "    uint32_t sign = 1u << (width - 1);\n"
                 "    return (int32_t)((value & (sign * 2 - 1)) ^ sign) - (int32_t)sign;\n}\n\n");
    emit_layouts(out, table);
    for (unsigned i = 0; i < table->count; i++)
        list[i] = &table->entries[i];
    fprintf(out, "bool isa_decode(uint32_t word, struct insn *out)\n{\n    *out = (struct insn){.op = OP_ILLEGAL};\n");
    emit_tree(out, list, table->count, 0, 4);
    fprintf(out, "}\n");
}
