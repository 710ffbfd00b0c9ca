/* What the generator writes, one function a file. */
#ifndef ISA_GEN_EMIT_H
#define ISA_GEN_EMIT_H

#include "table.h"

void emit_ops(FILE *out, struct table *table);      /* isa_ops.h: enum isa_op */
void emit_exec(FILE *out, struct table *table);     /* isa_exec.h: the interpreter's bodies */
void emit_decode(FILE *out, struct table *table);   /* isa_decode.c: isa_decode */
void emit_info(FILE *out, struct table *table);     /* isa_table.c: isa_table, isa_by_name */
void emit_examples(FILE *out, struct table *table); /* isa_examples.c: the worked examples as data */
void emit_manual(FILE *out, struct table *table);   /* isa.md; reads manual.md beside the table */

/* Write text as a C string literal. */
void emit_string(FILE *out, const char *text);

#endif
