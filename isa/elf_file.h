/* Reading an ELF32 file of Peach from memory.
 *
 * elf_file_open checks every header, section, segment, symbol and relocation once; afterwards the accessors cannot fail
 * for an index below its count.  Nothing is copied or allocated: the bytes must outlive the reader. */
#ifndef ISA_ELF_FILE_H
#define ISA_ELF_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/elf.h"

struct elf_file {
    const uint8_t *bytes;
    size_t size;
    uint16_t type; /* enum elf_type */
    uint32_t entry, flags;
    unsigned section_count, segment_count;
    unsigned symbol_count;                 /* with the null symbol 0; 0 without a symbol table */
    unsigned symbol_section;               /* index of the symbol table, 0 without */
    unsigned first_global;                 /* symbols before it are local */
    uint32_t section_table, segment_table; /* file offsets */
    unsigned names_section;                /* section-name string table, 0 without */
    char error[200];                       /* what is wrong and what to do, without the file's name */
};

struct elf_section {
    const char *name;
    uint32_t type, flags, va, offset, size_bytes, link, info, align, entry_bytes;
    const uint8_t *data; /* size_bytes of it; NULL for SHT_NULL and SHT_NOBITS */
};

struct elf_segment {
    uint32_t type, flags, va, pa, offset, file_bytes, memory_bytes, align;
    const uint8_t *data; /* file_bytes of it */
};

struct elf_symbol {
    const char *name; /* "" without; a section symbol has its section's name */
    uint32_t value, size_bytes;
    uint8_t binding, type, visibility; /* STB_, STT_, STV_ */
    uint16_t section;                  /* index, or SHN_UNDEF, SHN_ABS, SHN_COMMON */
};

struct elf_reloc {
    uint32_t offset, symbol, type;
    int32_t addend;
};

/* Does the buffer start with the ELF magic? */
bool elf_file_is_elf(const void *bytes, size_t size);

/* Check the file and prepare to read it; false with file->error set when it is not a sound Peach ELF file. */
bool elf_file_open(struct elf_file *file, const void *bytes, size_t size);

/* Section, segment, symbol by index (below its count). */
void elf_file_section(const struct elf_file *file, unsigned index, struct elf_section *out);
void elf_file_segment(const struct elf_file *file, unsigned index, struct elf_segment *out);
void elf_file_symbol(const struct elf_file *file, unsigned index, struct elf_symbol *out);

/* Index of the first section with this name, 0 when there is none. */
unsigned elf_file_find_section(const struct elf_file *file, const char *name);

/* Relocations of an SHT_RELA section (its info: the section that they change): how many, and one of them. */
unsigned elf_file_reloc_count(const struct elf_section *rela);
void elf_file_reloc(const struct elf_section *rela, unsigned index, struct elf_reloc *out);

/* "HI16" for a relocation type, NULL when there is no such; and how many bytes it changes. */
const char *elf_reloc_name(uint32_t type);
unsigned elf_reloc_bytes(uint32_t type);

#endif
