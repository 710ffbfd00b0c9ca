/* The assembler as a library: text in, an object (obj.h) filled.  It opens no files itself.
 *
 *     struct assembler *as = asm_new(obj, &diag, &host);
 *     asm_source(as, "boot.s", text, length);
 *     if (asm_finish(as)) obj_write(obj, &bytes);
 *     asm_free(as);
 *
 * A compiler gives its inline assembly to asm_fragment as it comes, with the section it is writing to. */
#ifndef ASM_ASM_H
#define ASM_ASM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "asm/diag.h"
#include "asm/obj.h"

struct assembler;

/* How included files are read: the whole file as allocated memory (the assembler frees it), or NULL. */
struct asm_host {
    void *context;
    char *(*read)(void *context, const char *path, size_t *length);
};

/* Errors go to diag.  host may be NULL: then nothing can be included.  All three must outlive the assembler. */
struct assembler *asm_new(struct obj *obj, struct diag *diag, const struct asm_host *host);
void asm_free(struct assembler *as);

/* As #define name text. */
void asm_define(struct assembler *as, const char *name, const char *text);

/* Search this folder for included files, after those given before it. */
void asm_include_path(struct assembler *as, const char *folder);

/* Remember every line for asm_listing. */
void asm_keep_listing(struct assembler *as);

/* Write .debug_line in asm_finish (unit: name of the main source), and .debug_info unless the source has its own. */
void asm_want_lines(struct assembler *as, const char *unit);

/* Assemble a whole file.  name is the one that messages and line tables show.  False when it had errors. */
bool asm_source(struct assembler *as, const char *name, const char *text, size_t length);

/* Assemble a few statements of a file of another language into a section; *section is the one in force afterwards.
 * Messages give file and line of the statement; no source lines are recorded (the caller has its own obj_line). */
bool asm_fragment(struct assembler *as, const char *file, unsigned line, const char *text, size_t length,
                  unsigned *section);

/* After the last source: settle what was left open and the object with it (obj_finish).  False when there has been any
 * error. */
bool asm_finish(struct assembler *as);

/* After asm_finish: address, bytes and expansion of every line. */
void asm_listing(const struct assembler *as, FILE *out);

/* The names the assembler knows, for manuals and completion: pseudo-instructions and directives by index, NULL after
 * the last. */
struct asm_pseudo {
    const char *name;
    const char *operands;  /* a letter each: r register, f floating register, v value, m memory, * any number */
    const char *expansion; /* $0 is the first operand */
    const char *meaning;
};
const struct asm_pseudo *asm_pseudo(unsigned index);
const char *asm_directive(unsigned index);

#endif
