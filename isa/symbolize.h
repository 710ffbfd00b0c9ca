/* From an address to function and source line: what backtraces, disassemblies and linker messages print.
 *
 * Works on an executable, and on an object, whose sections are then thought of as lying one after the other in memory
 * (symbolizer_section_va).  The ELF bytes are borrowed and must outlive the symbolizer. */
#ifndef ISA_SYMBOLIZE_H
#define ISA_SYMBOLIZE_H

#include "isa/elf_file.h"

struct symbolizer;

/* What is known of an address.  Strings live as long as the symbolizer and its file. */
struct symbolized {
    const char *symbol; /* the function or object that it lies in; NULL when not known */
    uint32_t symbol_va;
    bool is_function;
    const char *directory; /* "" when the file name stands for itself */
    const char *file;      /* NULL when not known */
    uint32_t line, column;
};

/* A symbolizer for an open ELF file (of which a copy is kept).  NULL when memory is short. */
struct symbolizer *symbolizer_new(const struct elf_file *file);
void symbolizer_free(struct symbolizer *symbolizer);

/* Look an address up; false when neither symbol nor line is known. */
bool symbolizer_find(const struct symbolizer *symbolizer, uint32_t va, struct symbolized *out);

/* Address of the symbol of this name, global ones first; false when there is none. */
bool symbolizer_address(const struct symbolizer *symbolizer, const char *name, uint32_t *va);

/* Where a section starts: its address, or for an object the one that it was thought to have. */
uint32_t symbolizer_section_va(const struct symbolizer *symbolizer, unsigned section);

/* Write "main+0x20 (src/main.c:12)", as much as is known, else the bare address.  Returns the length as snprintf does.
 */
int symbolizer_format(const struct symbolizer *symbolizer, uint32_t va, char *buffer, size_t size);

#endif
