/* The two generated headers: operation numbers, and what each operation does. */
#include "emit.h"

void emit_ops(FILE *out, const struct table *table)
{
    fprintf(out, "/* Generated from insns.isa. */\n#ifndef ISA_OPS_H\n#define ISA_OPS_H\n\n"
                 "enum isa_op {\n    OP_ILLEGAL,\n");
    for (unsigned i = 0; i < table->count; i++)
        fprintf(out, "    OP_%s,\n", table->entries[i].ident);
    fprintf(out, "    OP_COUNT\n};\n\n/* X(IDENT, \"mnemonic\") for each operation but OP_ILLEGAL, in order. */\n#define ISA_OPS(X)");
    for (unsigned i = 0; i < table->count; i++)
        fprintf(out, " \\\n    X(%s, \"%s\")", table->entries[i].ident, table->entries[i].name);
    fprintf(out, "\n\n#endif\n");
}

void emit_exec(FILE *out, const struct table *table)
{
    fprintf(out, "/* Generated from insns.isa: EXEC_IDENT is what the operation does, over the names that insns.isa lists.\n"
                 " * The includer defines them; isa_math.h has the isa_ functions. */\n"
                 "#ifndef ISA_EXEC_H\n#define ISA_EXEC_H\n\n#include \"isa/isa_math.h\"\n\n");
    for (unsigned i = 0; i < table->count; i++)
        fprintf(out, "#define EXEC_%s %s\n", table->entries[i].ident, table->entries[i].semantics);
    fprintf(out, "\n#endif\n");
}
