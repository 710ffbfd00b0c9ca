/* The worked examples as data, for tests and for peach-explain. */
#include "emit.h"

static void emit_state(FILE *out, const char *name, const struct state_item *items, unsigned count) {
    fprintf(out, "\n     .%s = {", name);
    for (unsigned i = 0; i < count; i++)
        fprintf(out, "{STATE_%s, 0x%x, 0x%llxu}, ", items[i].kind, (unsigned)items[i].index,
                (unsigned long long)items[i].value);
    fprintf(out, "{STATE_END, 0, 0}},");
}

static void emit_example(FILE *out, const struct entry *entry, const struct example *example) {
    const uint32_t *fields = example->fields;
    fprintf(out, "    {.op = OP_%s, .pc = 0x%x, .text = ", entry->ident, (unsigned)example->pc);
    emit_string(out, example->text);
    fprintf(out, ", .source = ");
    emit_string(out, example->insn);
    fprintf(out, ",\n     .insn = {.op = OP_%s, .d = %u, .a = %u, .b = %u, .c = %u, .n = %u, .imm = %d, .off = %d},",
            entry->ident, (unsigned)fields['d'], (unsigned)fields['a'], (unsigned)fields['b'], (unsigned)fields['c'],
            (unsigned)fields['n'], (int)(fields['i'] + fields['s'] + fields['k']), (int)fields['o']);
    emit_state(out, "before", example->before, example->before_count);
    emit_state(out, "after", example->after, example->after_count);
    fprintf(out, "},\n");
}

void emit_examples(FILE *out, struct table *table) {
    unsigned count = 0;
    fprintf(out, "/* Generated from insns.isa. */\n#include \"isa/examples.h\"\n\nconst struct isa_example "
                 "isa_examples[] = {\n");
    for (unsigned i = 0; i < table->count; i++) {
        for (unsigned j = 0; j < table->entries[i].example_count; j++, count++)
            emit_example(out, &table->entries[i], &table->entries[i].examples[j]);
    }
    fprintf(out, "};\nconst unsigned isa_example_count = %u;\n", count);
}
