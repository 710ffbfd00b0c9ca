/* Headers, segments, symbols, relocations, bytes. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tools/objdump/objdump.h"

enum { BYTES_PER_LINE = 16 };

bool dump_wants(const struct dump_options *options, const struct elf_section *section) {
    for (size_t i = 0; i < options->section_count; i++) {
        if (strcmp(options->sections[i], section->name) == 0)
            return true;
    }
    return options->section_count == 0;
}

/* ---- Sections and segments ---- */

static const char *section_type(uint32_t type) {
    switch (type) {
    case SHT_PROGBITS:
        return "bytes";
    case SHT_SYMTAB:
        return "symbols";
    case SHT_STRTAB:
        return "strings";
    case SHT_RELA:
        return "relocations";
    case SHT_NOTE:
        return "note";
    case SHT_NOBITS:
        return "zeros";
    case SHT_INIT_ARRAY:
    case SHT_FINI_ARRAY:
    case SHT_PREINIT_ARRAY:
        return "functions";
    default:
        return "?";
    }
}

void dump_headers(const struct object_file *object, const struct dump_options *options) {
    printf("Sections:\nnr  %-20s %8s %8s %8s %5s  kind\n", "name", "size", "address", "offset", "align");
    for (unsigned i = 1; i < object->elf.section_count; i++) {
        struct elf_section section;
        elf_file_section(&object->elf, i, &section);
        if (!dump_wants(options, &section))
            continue;
        printf("%2u  %-20s %08lx %08lx %08lx %5lu  %s%s%s%s%s\n", i, section.name, (unsigned long)section.size_bytes,
               (unsigned long)section.va, (unsigned long)section.offset, (unsigned long)section.align,
               section_type(section.type), section.flags & SHF_ALLOC ? ", loaded" : "",
               section.flags & SHF_WRITE ? ", writable" : "", section.flags & SHF_EXECINSTR ? ", code" : "",
               section.flags & SHF_TLS ? ", thread-local" : "");
    }
    putchar('\n');
}

void dump_segments(const struct object_file *object) {
    printf("Entry: %08lx\nSegments:\n%-5s %8s %8s %8s %8s %8s %5s\n", (unsigned long)object->elf.entry, "kind",
           "address", "physical", "offset", "in file", "memory", "flags");
    for (unsigned i = 0; i < object->elf.segment_count; i++) {
        struct elf_segment segment;
        elf_file_segment(&object->elf, i, &segment);
        const char *kind = segment.type == PT_LOAD ? "load" : segment.type == PT_TLS ? "tls" : "other";
        printf("%-5s %08lx %08lx %08lx %08lx %08lx %c%c%c\n", kind, (unsigned long)segment.va,
               (unsigned long)segment.pa, (unsigned long)segment.offset, (unsigned long)segment.file_bytes,
               (unsigned long)segment.memory_bytes, segment.flags & PF_R ? 'r' : '-', segment.flags & PF_W ? 'w' : '-',
               segment.flags & PF_X ? 'x' : '-');
    }
    putchar('\n');
}

/* ---- Symbols ---- */

static const char *symbol_section(const struct elf_file *elf, unsigned index, struct elf_section *section) {
    switch (index) {
    case SHN_UNDEF:
        return "*undefined*";
    case SHN_ABS:
        return "*number*";
    case SHN_COMMON:
        return "*common*";
    default:
        elf_file_section(elf, index, section);
        return section->name;
    }
}

void dump_symbols(const struct object_file *object) {
    static const char *const bindings[] = {"local", "global", "weak"};
    static const char *const types[] = {"", "object", "function", "section", "file", "", "tls"};
    printf("Symbols:\n%8s %8s %-6s %-8s %-16s name\n", "value", "size", "", "", "section");
    for (unsigned i = 1; i < object->elf.symbol_count; i++) {
        struct elf_symbol symbol;
        struct elf_section section;
        elf_file_symbol(&object->elf, i, &symbol);
        const char *type = symbol.type < sizeof types / sizeof *types ? types[symbol.type] : "?";
        printf("%08lx %8lx %-6s %-8s %-16s %s\n", (unsigned long)symbol.value, (unsigned long)symbol.size_bytes,
               bindings[symbol.binding], type, symbol_section(&object->elf, symbol.section, &section), symbol.name);
    }
    putchar('\n');
}

/* ---- Relocations ---- */

void dump_relocs(const struct object_file *object, const struct dump_options *options) {
    for (unsigned i = 1; i < object->elf.section_count; i++) {
        struct elf_section rela, target;
        elf_file_section(&object->elf, i, &rela);
        if (rela.type != SHT_RELA)
            continue;
        elf_file_section(&object->elf, rela.info, &target);
        if (!dump_wants(options, &target))
            continue;
        printf("Relocations of %s:\n%8s %-7s value\n", target.name, "offset", "type");
        for (unsigned k = 0; k < elf_file_reloc_count(&rela); k++) {
            struct elf_reloc reloc;
            struct elf_symbol symbol;
            elf_file_reloc(&rela, k, &reloc);
            elf_file_symbol(&object->elf, reloc.symbol, &symbol);
            printf("%08lx %-7s %s", (unsigned long)reloc.offset, elf_reloc_name(reloc.type), symbol.name);
            if (reloc.addend)
                printf("%c0x%lx", reloc.addend < 0 ? '-' : '+',
                       reloc.addend < 0 ? 0 - (unsigned long)reloc.addend : (unsigned long)reloc.addend);
            putchar('\n');
        }
        putchar('\n');
    }
}

/* ---- Bytes ---- */

static void print_bytes(const struct elf_section *section, uint32_t offset) {
    uint32_t left = section->size_bytes - offset;
    printf(" %08lx ", (unsigned long)(section->va + offset));
    for (uint32_t i = 0; i < BYTES_PER_LINE; i++) {
        if (i < left)
            printf("%02x", section->data[offset + i]);
        else
            printf("  ");
        if (i % 4 == 3)
            putchar(' ');
    }
    putchar(' ');
    for (uint32_t i = 0; i < BYTES_PER_LINE && i < left; i++) {
        uint8_t byte = section->data[offset + i];
        putchar(byte >= 0x20 && byte < 0x7f ? byte : '.');
    }
    putchar('\n');
}

void dump_contents(const struct object_file *object, const struct dump_options *options) {
    for (unsigned i = 1; i < object->elf.section_count; i++) {
        struct elf_section section;
        elf_file_section(&object->elf, i, &section);
        bool named = options->section_count > 0;
        if (!dump_wants(options, &section) || !section.data || section.size_bytes == 0 ||
            (!named && !(section.flags & SHF_ALLOC)))
            continue;
        printf("Contents of %s:\n", section.name);
        for (uint32_t offset = 0; offset < section.size_bytes; offset += BYTES_PER_LINE)
            print_bytes(&section, offset);
        putchar('\n');
    }
}
