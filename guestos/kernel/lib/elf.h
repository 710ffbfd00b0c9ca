/* ELF files as the kernel reads them (System V ABI, chapters 4 and 5). */
#ifndef KERNEL_ELF_H
#define KERNEL_ELF_H

#include "isa/elf.h"
#include "lib/base.h"

struct elf_header {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version, entry, segments, sections, flags;
    uint16_t header_bytes, segment_bytes, segment_count, section_bytes, section_count, section_names;
};
_Static_assert(sizeof(struct elf_header) == ELF_EHDR_BYTES, "System V ABI");

struct elf_segment {
    uint32_t type, offset, va, pa, file_bytes, memory_bytes, flags, align;
};
_Static_assert(sizeof(struct elf_segment) == ELF_PHDR_BYTES, "System V ABI");

struct elf_section {
    uint32_t name, type, flags, va, offset, bytes, link, info, align, entry_bytes;
};
_Static_assert(sizeof(struct elf_section) == ELF_SHDR_BYTES, "System V ABI");

struct elf_symbol {
    uint32_t name, value, bytes;
    uint8_t info, other;
    uint16_t section;
};
_Static_assert(sizeof(struct elf_symbol) == ELF_SYM_BYTES, "System V ABI");

/* Whether it is an executable for this machine whose tables have the sizes we know. */
static inline bool elf_header_good(const struct elf_header *header)
{
    return memcmp(header->ident, "\177ELF", 4) == 0 && header->ident[EI_CLASS] == ELFCLASS32 &&
           header->ident[EI_DATA] == ELFDATA2LSB && header->type == ET_EXEC && header->machine == EM_PEACH &&
           header->segment_bytes == ELF_PHDR_BYTES &&
           (header->section_count == 0 || header->section_bytes == ELF_SHDR_BYTES);
}

#endif
