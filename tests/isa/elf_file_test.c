/* The ELF reader: a sound object and executable, and every way in which a file can be unsound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "isa/elf_file.h"

/* Layout of the sample: header, one program header, sections' contents, section headers. */
enum {
    PHDR_AT = 52,
    TEXT_AT = 0x60,
    RELA_AT = 0x70,
    SYMTAB_AT = 0x7c,
    STRTAB_AT = 0xac,
    SHSTRTAB_AT = 0xb4,
    SHDR_AT = 0xe0,
    SECTIONS = 7,
    SIZE = SHDR_AT + SECTIONS * 40,
};
enum { NONE, TEXT, RELA, SYMTAB, STRTAB, SHSTRTAB, BSS };

static void put(uint8_t *at, unsigned bytes, uint32_t value) {
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

static void put_section(uint8_t *file, unsigned index, const uint32_t fields[10]) {
    for (unsigned i = 0; i < 10; i++)
        put(file + SHDR_AT + index * 40 + i * 4, 4, fields[i]);
}

/* An executable with .text (16 bytes), a relocation in it, two symbols, and .bss. */
static void build(uint8_t *file) {
    static const char names[] = "\0.text\0.rela.text\0.symtab\0.strtab\0.bss";
    static const uint32_t segment[8] = {PT_LOAD, TEXT_AT, 0x10000, 0x10000, 16, 32, PF_R | PF_X, 4096};
    memset(file, 0, SIZE);
    memcpy(file, "\177ELF\1\1\1", 7);
    put(file + 16, 2, ET_EXEC);
    put(file + 18, 2, EM_PEACH);
    put(file + 20, 4, 1);
    put(file + 24, 4, 0x10000);
    put(file + 28, 4, PHDR_AT);
    put(file + 32, 4, SHDR_AT);
    put(file + 40, 2, 52);
    put(file + 42, 2, 32);
    put(file + 44, 2, 1);
    put(file + 46, 2, 40);
    put(file + 48, 2, SECTIONS);
    put(file + 50, 2, SHSTRTAB);
    for (unsigned i = 0; i < 8; i++)
        put(file + PHDR_AT + i * 4, 4, segment[i]);
    put(file + RELA_AT, 4, 0x10004);
    put(file + RELA_AT + 4, 4, 2 << 8 | R_PEACH_ABS32);
    put(file + RELA_AT + 8, 4, 0xfffffffc);
    put(file + SYMTAB_AT + 16 + 12, 1, STB_LOCAL << 4 | STT_SECTION);
    put(file + SYMTAB_AT + 16 + 14, 2, TEXT);
    put(file + SYMTAB_AT + 32, 4, 1);
    put(file + SYMTAB_AT + 32 + 4, 4, 0x10008);
    put(file + SYMTAB_AT + 32 + 12, 1, STB_GLOBAL << 4 | STT_FUNC);
    put(file + SYMTAB_AT + 32 + 14, 2, TEXT);
    memcpy(file + STRTAB_AT, "\0main", 6);
    memcpy(file + SHSTRTAB_AT, names, sizeof names);
    put_section(file, TEXT, (uint32_t[]){1, SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x10000, TEXT_AT, 16, 0, 0, 4, 0});
    put_section(file, RELA, (uint32_t[]){7, SHT_RELA, 0, 0, RELA_AT, 12, SYMTAB, TEXT, 4, 12});
    put_section(file, SYMTAB, (uint32_t[]){18, SHT_SYMTAB, 0, 0, SYMTAB_AT, 48, STRTAB, 2, 4, 16});
    put_section(file, STRTAB, (uint32_t[]){26, SHT_STRTAB, 0, 0, STRTAB_AT, 6, 0, 0, 1, 0});
    put_section(file, SHSTRTAB, (uint32_t[]){26, SHT_STRTAB, 0, 0, SHSTRTAB_AT, sizeof names, 0, 0, 1, 0});
    put_section(file, BSS, (uint32_t[]){34, SHT_NOBITS, SHF_ALLOC | SHF_WRITE, 0x10010, 0, 0x7fffffff, 0, 0, 4, 0});
}

static void reads_a_sound_file(void **state) {
    (void)state;
    uint8_t bytes[SIZE];
    struct elf_file file;
    struct elf_section section;
    struct elf_segment segment;
    struct elf_symbol symbol;
    struct elf_reloc reloc;
    build(bytes);
    assert_true(elf_file_open(&file, bytes, SIZE));
    assert_int_equal(file.entry, 0x10000);
    assert_int_equal(file.section_count, SECTIONS);
    assert_int_equal(file.symbol_count, 3);
    assert_int_equal(file.first_global, 2);
    elf_file_segment(&file, 0, &segment);
    assert_int_equal(segment.memory_bytes, 32);
    assert_ptr_equal(segment.data, bytes + TEXT_AT);
    assert_int_equal(elf_file_find_section(&file, ".rela.text"), RELA);
    assert_int_equal(elf_file_find_section(&file, ".data"), 0);
    elf_file_section(&file, BSS, &section);
    assert_string_equal(section.name, ".bss");
    assert_null(section.data);
    elf_file_section(&file, RELA, &section);
    assert_int_equal(elf_file_reloc_count(&section), 1);
    elf_file_reloc(&section, 0, &reloc);
    assert_int_equal(reloc.symbol, 2);
    assert_int_equal(reloc.type, R_PEACH_ABS32);
    assert_int_equal(reloc.addend, -4);
    elf_file_symbol(&file, 2, &symbol);
    assert_string_equal(symbol.name, "main");
    assert_int_equal(symbol.value, 0x10008);
    elf_file_symbol(&file, 1, &symbol);
    assert_string_equal(symbol.name, ".text");
    assert_string_equal(elf_reloc_name(R_PEACH_TPLO16), "TPLO16");
    assert_null(elf_reloc_name(200));
}

/* A patch of the sample, and what the reader must say of it. */
static const struct {
    unsigned at, bytes;
    uint32_t value;
    const char *error;
} patches[] = {
    {0, 1, 0, "not an ELF file"},
    {18, 2, 62, "this is an ELF file for x86-64, not for Peach"},
    {18, 2, 243, "this is an ELF file for RISC-V, not for Peach"},
    {18, 2, 9999, "this is an ELF file for machine 9999, not for Peach"},
    {4, 1, 2, "corrupt ELF header: class 2"},
    {5, 1, 2, "this is an ELF file for machine"},
    {6, 1, 0, "version 0"},
    {16, 2, 3, "ELF type 3 is neither an object nor an executable"},
    {28, 4, SIZE - 31, "1 program headers at 0x1d9 lie outside the file"},
    {28, 4, 0xfffffff0, "program headers at 0xfffffff0 lie outside the file"},
    {42, 2, 31, "program headers of 31 bytes, not 32"},
    {44, 2, 0xffff, "65535 program headers"},
    {32, 4, SHDR_AT + 1, "7 section headers at 0xe1 lie outside the file"},
    {46, 2, 64, "section headers of 64 bytes, not 40"},
    {48, 2, 0xff00, "65280 section headers"},
    {50, 2, SECTIONS, "section names in section 7 of 7"},
    {50, 2, TEXT, "section names are in section 1, which is no string table"},
    {PHDR_AT + 4, 4, SIZE, "segment 0 (0x10 bytes at 0x1f8) lies outside the file"},
    {PHDR_AT + 16, 4, 0xffffffff, "segment 0 (0xffffffff bytes"},
    {PHDR_AT + 20, 4, 15, "segment 0 has more bytes in the file (0x10) than in memory (0xf)"},
    {PHDR_AT + 8, 4, 0xfffffff0, "segment 0 (0x20 bytes at 0xfffffff0) wraps around"},
    {PHDR_AT + 12, 4, 0xfffffff0, "wraps around"},
    {SHDR_AT + 4, 4, SHT_STRTAB, "section 0 is of type 3; it must be empty"},
    {SHDR_AT + TEXT * 40, 4, 1000, "the name of section 1 lies outside the string table"},
    {SHDR_AT + TEXT * 40 + 16, 4, SIZE - 15, "section 1 (0x10 bytes at 0x1e9) lies outside the file"},
    {SHDR_AT + TEXT * 40 + 20, 4, 0xffffff00, "section 1 (0xffffff00 bytes"},
    {SHDR_AT + TEXT * 40 + 24, 4, SECTIONS, "section 1 is linked with section 7 of 7"},
    {SHDR_AT + TEXT * 40 + 32, 4, 3, "section 1 has alignment 0x3, which is no power of two"},
    {SHDR_AT + RELA * 40 + 4, 4, SHT_REL, "section .rela.text has relocations without addends (REL)"},
    {SHDR_AT + RELA * 40 + 20, 4, 11, "relocation section 2 has entries of 12 bytes, not 12"},
    {SHDR_AT + RELA * 40 + 36, 4, 8, "relocation section 2 has entries of 8 bytes, not 12"},
    {SHDR_AT + RELA * 40 + 28, 4, 0, "relocation section 2 changes section 0 of 7"},
    {SHDR_AT + RELA * 40 + 28, 4, SECTIONS, "relocation section 2 changes section 7 of 7"},
    {SHDR_AT + RELA * 40 + 24, 4, STRTAB, "with symbols of section 4"},
    {SHDR_AT + RELA * 40 + 28, 4, BSS, "relocation 0 at 0x10004 lies outside section .bss"},
    {SHDR_AT + SYMTAB * 40 + 36, 4, 24, "the symbol table has entries of 24 bytes, not 16"},
    {SHDR_AT + SYMTAB * 40 + 28, 4, 4, "4 local symbols of 3"},
    {SHDR_AT + SYMTAB * 40 + 24, 4, TEXT, "symbol names are in section 1, which is no string table"},
    {SHDR_AT + STRTAB * 40 + 4, 4, SHT_SYMTAB, "symbol names are in section 4, which is no string table"},
    {STRTAB_AT + 5, 1, 'x', "string table 4 does not end in a zero byte"},
    {SHSTRTAB_AT + 38, 1, 'x', "string table 5 does not end in a zero byte"},
    {SYMTAB_AT + 32, 4, 6, "the name of symbol 2 lies outside the string table"},
    {SYMTAB_AT + 32 + 14, 2, SECTIONS, "symbol 2 is in section 7 of 7"},
    {SYMTAB_AT + 32 + 12, 1, 3 << 4, "symbol 2 has the unknown binding 3"},
    {RELA_AT, 4, 0x1000d, "relocation 0 at 0x1000d lies outside section .text"},
    {RELA_AT, 4, 0xffff, "relocation 0 at 0xffff lies outside section .text"},
    {RELA_AT + 4, 4, 3 << 8 | R_PEACH_ABS32, "relocation 0 of section .text names symbol 3 of 3"},
    {RELA_AT + 4, 4, 2 << 8 | 77, "relocation 0 of section .text has the unknown type 77"},
};

static void refuses_unsound_files(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof patches / sizeof patches[0]; i++) {
        uint8_t bytes[SIZE];
        struct elf_file file;
        build(bytes);
        put(bytes + patches[i].at, patches[i].bytes, patches[i].value);
        if (elf_file_open(&file, bytes, SIZE))
            fail_msg("accepted, wanted: %s", patches[i].error);
        if (!strstr(file.error, patches[i].error))
            fail_msg("said: %s\nwanted: %s", file.error, patches[i].error);
    }
}

static void refuses_two_symbol_tables(void **state) {
    (void)state;
    uint8_t bytes[SIZE];
    struct elf_file file;
    build(bytes);
    put_section(bytes, BSS, (uint32_t[]){34, SHT_SYMTAB, 0, 0, SYMTAB_AT, 48, STRTAB, 2, 4, 16});
    assert_false(elf_file_open(&file, bytes, SIZE));
    assert_string_equal(file.error, "corrupt: sections 3 and 6 are both symbol tables");
}

/* Every prefix is refused, and read no further than its end (the sanitizer watches the heap copy). */
static void refuses_every_prefix(void **state) {
    (void)state;
    uint8_t bytes[SIZE];
    build(bytes);
    for (size_t size = 0; size < SIZE; size++) {
        uint8_t *copy = malloc(size ? size : 1);
        struct elf_file file;
        memcpy(copy, bytes, size);
        assert_false(elf_file_open(&file, copy, size));
        assert_int_not_equal(file.error[0], 0);
        free(copy);
    }
}

/* Use all accessors over a file that was accepted; the sum keeps the reads alive. */
static size_t walk(const struct elf_file *file) {
    size_t sum = 0;
    struct elf_section section;
    struct elf_segment segment;
    struct elf_symbol symbol;
    struct elf_reloc reloc;
    for (unsigned i = 0; i < file->segment_count; i++) {
        elf_file_segment(file, i, &segment);
        if (segment.type == PT_LOAD && segment.file_bytes)
            sum += segment.data[segment.file_bytes - 1];
    }
    for (unsigned i = 0; i < file->symbol_count; i++) {
        elf_file_symbol(file, i, &symbol);
        sum += strlen(symbol.name);
    }
    for (unsigned i = 0; i < file->section_count; i++) {
        elf_file_section(file, i, &section);
        sum += strlen(section.name);
        if (section.data && section.size_bytes)
            sum += section.data[section.size_bytes - 1];
        for (unsigned j = 0; section.type == SHT_RELA && j < elf_file_reloc_count(&section); j++)
            elf_file_reloc(&section, j, &reloc);
    }
    return sum;
}

/* One to three bytes changed at random: refused or read within bounds. */
static void survives_damage(void **state) {
    (void)state;
    uint32_t seed = 12345;
    size_t sum = 0;
    for (unsigned i = 0; i < 30000; i++) {
        uint8_t *bytes = malloc(SIZE);
        struct elf_file file;
        build(bytes);
        for (unsigned j = 0; j <= i % 3; j++) {
            seed = seed * 1664525 + 1013904223;
            bytes[(seed >> 8) % SIZE] = (uint8_t)(seed % 3 ? seed >> 24 : 0xff);
        }
        if (elf_file_open(&file, bytes, SIZE))
            sum += walk(&file);
        free(bytes);
    }
    assert_int_not_equal(sum, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_sound_file),        cmocka_unit_test(refuses_unsound_files),
        cmocka_unit_test(refuses_two_symbol_tables), cmocka_unit_test(refuses_every_prefix),
        cmocka_unit_test(survives_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
