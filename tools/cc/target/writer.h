/* Where code and data go: an object (write_object.c) or assembly text (write_text.c).  Both are called in the same
 * order, so that the text assembles to the same object. */
#ifndef CC_WRITER_H
#define CC_WRITER_H

#include <stdio.h>

#include "asm/diag.h"
#include "asm/obj.h"
#include "isa/isa.h"

struct writer;

/* What a section holds, where its name does not tell. */
enum section_kind {
    SECTION_CODE,
    SECTION_READ_ONLY,
    SECTION_STRINGS,
    SECTION_DATA,
    SECTION_ZERO,
    SECTION_TLS,
    SECTION_TLS_ZERO
};

struct writer_class {
    /* What follows goes to this section. */
    void (*section)(struct writer *writer, const char *name, enum section_kind kind);
    void (*align)(struct writer *writer, uint32_t bytes);
    /* Numbers of a symbol and of a new label; definition at the current place. */
    unsigned (*symbol)(struct writer *writer, const char *name);
    unsigned (*label)(struct writer *writer);
    void (*define)(struct writer *writer, unsigned symbol);
    /* Binding (STB_*), type (STT_*), and size up to the current place. */
    void (*describe)(struct writer *writer, unsigned symbol, unsigned binding, unsigned type);
    void (*size_to_here)(struct writer *writer, unsigned symbol);
    void (*size)(struct writer *writer, unsigned symbol, uint32_t bytes);
    void (*alias)(struct writer *writer, unsigned alias, unsigned symbol);
    /* An instruction; reloc completes it with symbol + addend (R_PEACH_NONE: complete). */
    void (*insn)(struct writer *writer, const struct insn *insn, enum peach_reloc reloc, unsigned symbol,
                 int32_t addend);
    void (*bytes)(struct writer *writer, const uint8_t *bytes, size_t count);
    void (*zeros)(struct writer *writer, uint32_t count);
    void (*address)(struct writer *writer, unsigned symbol, int32_t addend); /* 32 bits */
    /* The source line of what follows, flags as for obj_line; line 0 ends a run. */
    void (*line)(struct writer *writer, const char *file, unsigned line, unsigned column, unsigned flags);
    /* Call frame information for a function's code (obj.h). */
    void (*frame_begin)(struct writer *writer);
    void (*frame)(struct writer *writer, enum obj_frame_op op, unsigned reg, int32_t offset);
    void (*frame_end)(struct writer *writer);
    /* Assembly text from the source.  False when it is wrong; the reason has been given to diag. */
    bool (*assembly)(struct writer *writer, const char *file, unsigned line, const char *text);
};

struct writer {
    const struct writer_class *class;
};

/* A writer into an object, which the caller finishes and frees after object_writer_free.  Errors in assembly go to
 * diag. */
struct writer *object_writer_new(struct obj *obj, struct diag *diag);
bool object_writer_finish(struct writer *writer);
void object_writer_free(struct writer *writer);

/* A writer of assembly text, with source files named as paths (or NULL) has it. */
struct writer *text_writer_new(FILE *out, const struct path_map *paths);
void text_writer_free(struct writer *writer);

#endif
