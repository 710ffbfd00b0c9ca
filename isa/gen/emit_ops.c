/* The two generated headers: operation numbers, and what each operation does. */
#include "emit.h"

#include <stddef.h>

void emit_ops(FILE *out, struct table *table) {
    fprintf(out, "/* Generated from insns.isa. */\n#ifndef ISA_OPS_H\n#define ISA_OPS_H\n\n"
                 "enum isa_op {\n    OP_ILLEGAL,\n");
    for (unsigned i = 0; i < table->count; i++)
        fprintf(out, "    OP_%s,\n", table->entries[i].ident);
    fprintf(out, "    OP_COUNT\n};\n\n/* X(IDENT, \"mnemonic\") for each operation but OP_ILLEGAL, in order. "
                 "*/\n#define ISA_OPS(X)");
    for (unsigned i = 0; i < table->count; i++)
        fprintf(out, " \\\n    X(%s, \"%s\")", table->entries[i].ident, table->entries[i].name);
    fprintf(out, "\n\n#endif\n");
}

/* Assignments and jumps as macro calls, so that an interpreter can tell a write from a read:
 * "R(d) = x;" becomes "SETR(d, x);", "FB(d) = x;" "SETF(d, x);", a jump by off "JUMP_REL(off);". */
static void emit_body(FILE *out, const char *text) {
    static const struct {
        const char *from, *to;
        size_t argument; /* offset of the register in from, 0 without */
    } calls[] = {{"R(?) = ", "SETR", 2}, {"FB(?) = ", "SETF", 3}, {"JUMP(pc + (uint32_t)off)", "JUMP_REL(off)", 0}};
    bool close = false; /* the statement's end closes the call */
    for (; *text; text++) {
        unsigned i = 0;
        size_t length = 0;
        for (; i < 3; i++, length = 0) {
            while (calls[i].from[length] && (calls[i].from[length] == text[length] || calls[i].from[length] == '?'))
                length++;
            if (!calls[i].from[length])
                break;
        }
        if (i < 3) {
            fputs(calls[i].to, out);
            if (calls[i].argument)
                fprintf(out, "(%c, ", text[calls[i].argument]);
            close = calls[i].argument != 0;
            text += length - 1;
        } else {
            if (close && *text == ';')
                fputc(')', out);
            close = close && *text != ';';
            fputc(*text, out);
        }
    }
}

void emit_exec(FILE *out, struct table *table) {
    fprintf(out,
            "/* Generated from insns.isa: EXEC_IDENT is what the operation does, over the names that insns.isa lists.\n"
            " * The includer defines them, and SETR(x, v), SETF(x, v) for assignments to R and FB, JUMP_REL(off) for a "
            "jump\n"
            " * by a distance; isa_math.h has the isa_ functions. */\n"
            "#ifndef ISA_EXEC_H\n#define ISA_EXEC_H\n\n#include \"isa/isa_math.h\"\n\n");
    for (unsigned i = 0; i < table->count; i++) {
        fprintf(out, "#define EXEC_%s ", table->entries[i].ident);
        emit_body(out, table->entries[i].semantics);
        fputc('\n', out);
    }
    fprintf(out, "\n#endif\n");
}
