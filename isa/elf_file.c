/* Reading an ELF32 file of Peach from memory: checks first, accessors after. */
#include "isa/elf_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Offsets in the file header (System V ABI, chapter 4, "ELF Header"). */
enum ehdr {
    E_TYPE = 16,
    E_MACHINE = 18,
    E_ENTRY = 24,
    E_PHOFF = 28,
    E_SHOFF = 32,
    E_FLAGS = 36,
    E_PHENTSIZE = 42,
    E_PHNUM = 44,
    E_SHENTSIZE = 46,
    E_SHNUM = 48,
    E_SHSTRNDX = 50,
};

static uint16_t get16(const uint8_t *at) {
    return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t get32(const uint8_t *at) {
    return get16(at) | (uint32_t)get16(at + 2) << 16;
}

static bool fail(struct elf_file *file, const char *format, ...) {
    va_list list;
    va_start(list, format);
    vsnprintf(file->error, sizeof file->error, format, list);
    va_end(list);
    return false;
}

/* Do `count` records of `bytes` at `offset` lie in the file? */
static bool inside(const struct elf_file *file, uint32_t offset, uint64_t count, uint32_t bytes) {
    return offset <= file->size && count * bytes <= file->size - offset;
}

static const struct {
    uint16_t number;
    const char *name;
} machines[] = {
    {2, "SPARC"},           {3, "x86 (32-bit)"}, {4, "68000"},         {8, "MIPS"},     {20, "PowerPC"},
    {21, "64-bit PowerPC"}, {22, "S/390"},       {40, "ARM (32-bit)"}, {42, "SuperH"},  {43, "64-bit SPARC"},
    {50, "Itanium"},        {62, "x86-64"},      {183, "64-bit ARM"},  {243, "RISC-V"}, {258, "LoongArch"},
};

static bool check_machine(struct elf_file *file) {
    const uint8_t *at = file->bytes + E_MACHINE;
    unsigned machine = file->bytes[EI_DATA] == ELFDATA2LSB ? get16(at) : (unsigned)(at[0] << 8 | at[1]);
    if (machine == EM_PEACH)
        return true;
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++) {
        if (machines[i].number == machine)
            return fail(file, "this is an ELF file for %s, not for Peach; build it with peach-cc or peach-as",
                        machines[i].name);
    }
    return fail(file, "this is an ELF file for machine %u, not for Peach (%u); build it with peach-cc or peach-as",
                machine, EM_PEACH);
}

static bool check_header(struct elf_file *file) {
    const uint8_t *at = file->bytes;
    if (file->size == 0)
        return fail(file, "the file is empty; expected an ELF file");
    if (!elf_file_is_elf(at, file->size))
        return fail(file, "not an ELF file; build one with peach-cc or peach-as");
    if (file->size < ELF_EHDR_BYTES)
        return fail(file, "truncated: the ELF header needs %d bytes, the file has %lu", ELF_EHDR_BYTES,
                    (unsigned long)file->size);
    if (!check_machine(file))
        return false;
    if (at[EI_CLASS] != ELFCLASS32 || at[EI_DATA] != ELFDATA2LSB || at[EI_VERSION] != EV_CURRENT)
        return fail(file, "corrupt ELF header: class %u, byte order %u, version %u; Peach has 1, 1, 1", at[EI_CLASS],
                    at[EI_DATA], at[EI_VERSION]);
    file->type = get16(at + E_TYPE);
    if (file->type != ET_REL && file->type != ET_EXEC)
        return fail(file, "ELF type %u is neither an object nor an executable", file->type);
    file->entry = get32(at + E_ENTRY);
    file->flags = get32(at + E_FLAGS);
    return true;
}

/* Find the two tables of headers and check that they lie in the file. */
static bool check_tables(struct elf_file *file) {
    const uint8_t *at = file->bytes;
    file->segment_table = get32(at + E_PHOFF);
    file->segment_count = get16(at + E_PHNUM);
    file->section_table = get32(at + E_SHOFF);
    file->section_count = get16(at + E_SHNUM);
    file->names_section = get16(at + E_SHSTRNDX);
    if (file->segment_count && get16(at + E_PHENTSIZE) != ELF_PHDR_BYTES)
        return fail(file, "corrupt ELF header: program headers of %u bytes, not %d", get16(at + E_PHENTSIZE),
                    ELF_PHDR_BYTES);
    if (!inside(file, file->segment_table, file->segment_count, ELF_PHDR_BYTES))
        return fail(file, "truncated or corrupt: %u program headers at %#x lie outside the file", file->segment_count,
                    (unsigned)file->segment_table);
    if (file->section_count && get16(at + E_SHENTSIZE) != ELF_SHDR_BYTES)
        return fail(file, "corrupt ELF header: section headers of %u bytes, not %d", get16(at + E_SHENTSIZE),
                    ELF_SHDR_BYTES);
    if (file->section_count >= SHN_LORESERVE || !inside(file, file->section_table, file->section_count, ELF_SHDR_BYTES))
        return fail(file, "truncated or corrupt: %u section headers at %#x lie outside the file", file->section_count,
                    (unsigned)file->section_table);
    if (file->names_section && file->names_section >= file->section_count)
        return fail(file, "corrupt ELF header: section names in section %u of %u", file->names_section,
                    file->section_count);
    return true;
}

static bool check_segment(struct elf_file *file, unsigned index) {
    struct elf_segment segment;
    elf_file_segment(file, index, &segment);
    if (segment.type == PT_NULL)
        return true;
    if (!inside(file, segment.offset, segment.file_bytes, 1))
        return fail(file, "truncated or corrupt: segment %u (%#x bytes at %#x) lies outside the file of %#lx bytes",
                    index, (unsigned)segment.file_bytes, (unsigned)segment.offset, (unsigned long)file->size);
    if (segment.type != PT_LOAD)
        return true;
    if (segment.file_bytes > segment.memory_bytes)
        return fail(file, "corrupt: segment %u has more bytes in the file (%#x) than in memory (%#x)", index,
                    (unsigned)segment.file_bytes, (unsigned)segment.memory_bytes);
    if (segment.memory_bytes &&
        (segment.va + (segment.memory_bytes - 1) < segment.va || segment.pa + (segment.memory_bytes - 1) < segment.pa))
        return fail(file, "corrupt: segment %u (%#x bytes at %#x) wraps around the address space", index,
                    (unsigned)segment.memory_bytes, (unsigned)segment.va);
    return true;
}

/* A string table is empty or ends in a zero byte, so that each offset in it is a string. */
static bool check_strings(struct elf_file *file, unsigned index, const char *what) {
    struct elf_section section;
    elf_file_section(file, index, &section);
    if (section.type != SHT_STRTAB)
        return fail(file, "corrupt: %s are in section %u, which is no string table", what, index);
    if (section.size_bytes && section.data[section.size_bytes - 1])
        return fail(file, "corrupt: string table %u does not end in a zero byte", index);
    return true;
}

/* Where a section lies, and the indexes that every kind of section has. */
static bool check_section(struct elf_file *file, unsigned index) {
    const uint8_t *at = file->bytes + file->section_table + (size_t)index * ELF_SHDR_BYTES;
    uint32_t type = get32(at + 4), offset = get32(at + 16), bytes = get32(at + 20), link = get32(at + 24);
    uint32_t align = get32(at + 32);
    if (index == 0 && type != SHT_NULL)
        return fail(file, "corrupt: section 0 is of type %u; it must be empty", (unsigned)type);
    if (type == SHT_NULL)
        return true;
    if (align & (align - 1))
        return fail(file, "corrupt: section %u has alignment %#x, which is no power of two", index, (unsigned)align);
    if (type != SHT_NOBITS && !inside(file, offset, bytes, 1))
        return fail(file, "truncated or corrupt: section %u (%#x bytes at %#x) lies outside the file of %#lx bytes",
                    index, (unsigned)bytes, (unsigned)offset, (unsigned long)file->size);
    if (link >= file->section_count)
        return fail(file, "corrupt: section %u is linked with section %u of %u", index, (unsigned)link,
                    file->section_count);
    return true;
}

static bool check_section_names(struct elf_file *file) {
    if (!file->names_section)
        return true;
    if (!check_strings(file, file->names_section, "section names"))
        return false;
    struct elf_section names;
    elf_file_section(file, file->names_section, &names);
    for (unsigned i = 0; i < file->section_count; i++) {
        uint32_t name = get32(file->bytes + file->section_table + (size_t)i * ELF_SHDR_BYTES);
        if (name && name >= names.size_bytes)
            return fail(file, "corrupt: the name of section %u lies outside the string table", i);
    }
    return true;
}

static bool check_symbol(struct elf_file *file, const uint8_t *at, unsigned index, uint32_t names_bytes) {
    uint32_t name = get32(at);
    unsigned section = get16(at + 14);
    if (name && name >= names_bytes)
        return fail(file, "corrupt: the name of symbol %u lies outside the string table", index);
    if (section >= file->section_count && section != SHN_ABS && section != SHN_COMMON)
        return fail(file, "corrupt: symbol %u is in section %u of %u", index, section, file->section_count);
    if (at[12] >> 4 > STB_WEAK)
        return fail(file, "corrupt: symbol %u has the unknown binding %u", index, at[12] >> 4);
    return true;
}

static bool check_symbols(struct elf_file *file, unsigned index) {
    struct elf_section table, names;
    elf_file_section(file, index, &table);
    if (file->symbol_section)
        return fail(file, "corrupt: sections %u and %u are both symbol tables", file->symbol_section, index);
    if (table.entry_bytes != ELF_SYM_BYTES || table.size_bytes % ELF_SYM_BYTES)
        return fail(file, "corrupt: the symbol table has entries of %u bytes, not %d", (unsigned)table.entry_bytes,
                    ELF_SYM_BYTES);
    if (!check_strings(file, table.link, "symbol names"))
        return false;
    elf_file_section(file, table.link, &names);
    file->symbol_section = index;
    file->symbol_count = table.size_bytes / ELF_SYM_BYTES;
    file->first_global = table.info;
    if (file->first_global > file->symbol_count)
        return fail(file, "corrupt: %u local symbols of %u", file->first_global, file->symbol_count);
    for (unsigned i = 0; i < file->symbol_count; i++) {
        if (!check_symbol(file, table.data + (size_t)i * ELF_SYM_BYTES, i, names.size_bytes))
            return false;
    }
    return true;
}

static bool check_relocs(struct elf_file *file, unsigned index) {
    struct elf_section rela, target;
    elf_file_section(file, index, &rela);
    if (rela.entry_bytes != ELF_RELA_BYTES || rela.size_bytes % ELF_RELA_BYTES)
        return fail(file, "corrupt: relocation section %u has entries of %u bytes, not %d", index,
                    (unsigned)rela.entry_bytes, ELF_RELA_BYTES);
    if (rela.info == 0 || rela.info >= file->section_count || rela.link != file->symbol_section)
        return fail(file, "corrupt: relocation section %u changes section %u of %u with symbols of section %u", index,
                    (unsigned)rela.info, file->section_count, (unsigned)rela.link);
    elf_file_section(file, rela.info, &target);
    for (unsigned i = 0; i < elf_file_reloc_count(&rela); i++) {
        struct elf_reloc reloc;
        elf_file_reloc(&rela, i, &reloc);
        if (!elf_reloc_name(reloc.type))
            return fail(file, "relocation %u of section %s has the unknown type %u", i, target.name,
                        (unsigned)reloc.type);
        if (reloc.symbol >= file->symbol_count)
            return fail(file, "corrupt: relocation %u of section %s names symbol %u of %u", i, target.name,
                        (unsigned)reloc.symbol, file->symbol_count);
        uint32_t place = file->type == ET_REL ? reloc.offset : reloc.offset - target.va;
        unsigned bytes = elf_reloc_bytes(reloc.type);
        if (bytes && (!target.data || place > target.size_bytes || target.size_bytes - place < bytes))
            return fail(file, "corrupt: relocation %u at %#x lies outside section %s", i, (unsigned)reloc.offset,
                        target.name);
    }
    return true;
}

static bool check_sections(struct elf_file *file) {
    for (unsigned i = 0; i < file->section_count; i++) {
        if (!check_section(file, i))
            return false;
    }
    if (!check_section_names(file))
        return false;
    struct elf_section section;
    for (unsigned i = 1; i < file->section_count; i++) {
        elf_file_section(file, i, &section);
        if (section.type == SHT_SYMTAB && !check_symbols(file, i))
            return false;
    }
    for (unsigned i = 1; i < file->section_count; i++) {
        elf_file_section(file, i, &section);
        if (section.type == SHT_REL)
            return fail(file, "section %s has relocations without addends (REL); Peach uses RELA", section.name);
        if (section.type == SHT_RELA && !check_relocs(file, i))
            return false;
    }
    return true;
}

bool elf_file_is_elf(const void *bytes, size_t size) {
    return size >= 4 && !memcmp(bytes, "\177ELF", 4);
}

bool elf_file_open(struct elf_file *file, const void *bytes, size_t size) {
    *file = (struct elf_file){.bytes = bytes, .size = size};
    if (!check_header(file) || !check_tables(file))
        return false;
    for (unsigned i = 0; i < file->segment_count; i++) {
        if (!check_segment(file, i))
            return false;
    }
    return check_sections(file);
}

void elf_file_section(const struct elf_file *file, unsigned index, struct elf_section *out) {
    const uint8_t *at = file->bytes + file->section_table + (size_t)index * ELF_SHDR_BYTES;
    *out = (struct elf_section){
        .name = "",
        .type = get32(at + 4),
        .flags = get32(at + 8),
        .va = get32(at + 12),
        .offset = get32(at + 16),
        .size_bytes = get32(at + 20),
        .link = get32(at + 24),
        .info = get32(at + 28),
        .align = get32(at + 32),
        .entry_bytes = get32(at + 36),
    };
    uint32_t name = get32(at);
    if (file->names_section && name)
        out->name = (const char *)file->bytes +
                    get32(file->bytes + file->section_table + (size_t)file->names_section * ELF_SHDR_BYTES + 16) + name;
    if (out->type != SHT_NULL && out->type != SHT_NOBITS)
        out->data = file->bytes + out->offset;
}

void elf_file_segment(const struct elf_file *file, unsigned index, struct elf_segment *out) {
    const uint8_t *at = file->bytes + file->segment_table + (size_t)index * ELF_PHDR_BYTES;
    *out = (struct elf_segment){
        .type = get32(at),
        .offset = get32(at + 4),
        .va = get32(at + 8),
        .pa = get32(at + 12),
        .file_bytes = get32(at + 16),
        .memory_bytes = get32(at + 20),
        .flags = get32(at + 24),
        .align = get32(at + 28),
    };
    if (out->offset <= file->size)
        out->data = file->bytes + out->offset;
}

void elf_file_symbol(const struct elf_file *file, unsigned index, struct elf_symbol *out) {
    struct elf_section table, names, own;
    elf_file_section(file, file->symbol_section, &table);
    elf_file_section(file, table.link, &names);
    const uint8_t *at = table.data + (size_t)index * ELF_SYM_BYTES;
    uint32_t name = get32(at);
    *out = (struct elf_symbol){
        .name = name ? (const char *)names.data + name : "",
        .value = get32(at + 4),
        .size_bytes = get32(at + 8),
        .binding = at[12] >> 4,
        .type = at[12] & 15,
        .visibility = at[13] & 3,
        .section = get16(at + 14),
    };
    if (!*out->name && out->type == STT_SECTION && out->section < file->section_count) {
        elf_file_section(file, out->section, &own);
        out->name = own.name;
    }
}

unsigned elf_file_find_section(const struct elf_file *file, const char *name) {
    for (unsigned i = 1; i < file->section_count; i++) {
        struct elf_section section;
        elf_file_section(file, i, &section);
        if (!strcmp(section.name, name))
            return i;
    }
    return 0;
}

unsigned elf_file_reloc_count(const struct elf_section *rela) {
    return rela->size_bytes / ELF_RELA_BYTES;
}

void elf_file_reloc(const struct elf_section *rela, unsigned index, struct elf_reloc *out) {
    const uint8_t *at = rela->data + (size_t)index * ELF_RELA_BYTES;
    uint32_t info = get32(at + 4), addend = get32(at + 8);
    *out = (struct elf_reloc){get32(at), info >> 8, info & 0xff, 0};
    out->addend = addend & 0x80000000u ? -(int32_t)(~addend) - 1 : (int32_t)addend;
}

const char *elf_reloc_name(uint32_t type) {
    static const char *const names[] = {
#define NAME(number, name, text) [number] = #name,
        PEACH_RELOCS(NAME)
#undef NAME
    };
    return type < sizeof names / sizeof names[0] ? names[type] : NULL;
}

unsigned elf_reloc_bytes(uint32_t type) {
    return type == R_PEACH_NONE ? 0 : type == R_PEACH_ABS8 ? 1 : type == R_PEACH_ABS16 ? 2 : 4;
}
