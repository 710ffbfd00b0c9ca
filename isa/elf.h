/* What Peach adds to ELF32: machine number, relocations.  (System V ABI, chapter 4; numbers of ours are private.) */
#ifndef ISA_ELF_H
#define ISA_ELF_H

#define EM_PEACH 0x9eac

/* RELOC(number, NAME, "what the linker writes"): S symbol, A addend, P place. */
#define PEACH_RELOCS(RELOC)                                                         \
    RELOC(0, NONE, "nothing")                                                       \
    RELOC(1, ABS32, "S + A, 32 bits")                                               \
    RELOC(2, ABS16, "S + A, 16 bits")                                               \
    RELOC(3, ABS8, "S + A, 8 bits")                                                 \
    RELOC(4, HI16, "(S + A + 0x8000) >> 16 into field i of addhi")                  \
    RELOC(5, LO16, "low 16 bits of S + A into field i of addi, a load or a store")  \
    RELOC(6, OFF24, "S + A - P into field o of j, jal")                             \
    RELOC(7, OFF20, "S + A - P into field o of addpc")                              \
    RELOC(8, OFF16, "S + A - P into field o of beq .. bgeu")                        \
    RELOC(9, OFF12, "S + A - P into field o of beqi .. bgeui")                      \
    RELOC(10, REL32, "S + A - P, 32 bits")                                          \
    RELOC(11, TPHI16, "as HI16, of the offset from the thread pointer")             \
    RELOC(12, TPLO16, "as LO16, of the offset from the thread pointer")

#define PEACH_RELOC_ENUM(number, name, text) R_PEACH_##name = number,
enum peach_reloc { PEACH_RELOCS(PEACH_RELOC_ENUM) };

/* ELF32 as the System V ABI, chapters 4 and 5, defines it; what Peach uses. */
enum elf_ident { EI_CLASS = 4, EI_DATA = 5, EI_VERSION = 6, EI_NIDENT = 16 };
enum elf_class { ELFCLASS32 = 1, ELFDATA2LSB = 1, EV_CURRENT = 1 };
enum elf_type { ET_REL = 1, ET_EXEC = 2 };
enum elf_sizes { /* bytes of the records in a file */
    ELF_EHDR_BYTES = 52,
    ELF_PHDR_BYTES = 32,
    ELF_SHDR_BYTES = 40,
    ELF_SYM_BYTES = 16,
    ELF_REL_BYTES = 8,
    ELF_RELA_BYTES = 12,
};

enum elf_segment_type { PT_NULL = 0, PT_LOAD = 1, PT_NOTE = 4, PT_TLS = 7 };
enum elf_segment_flags { PF_X = 1, PF_W = 2, PF_R = 4 };

enum elf_section_type {
    SHT_NULL = 0,
    SHT_PROGBITS = 1,
    SHT_SYMTAB = 2,
    SHT_STRTAB = 3,
    SHT_RELA = 4,
    SHT_NOTE = 7,
    SHT_NOBITS = 8,
    SHT_REL = 9,
    SHT_INIT_ARRAY = 14,
    SHT_FINI_ARRAY = 15,
    SHT_PREINIT_ARRAY = 16,
};
enum elf_section_flags {
    SHF_WRITE = 0x1,
    SHF_ALLOC = 0x2,
    SHF_EXECINSTR = 0x4,
    SHF_MERGE = 0x10,
    SHF_STRINGS = 0x20,
    SHF_INFO_LINK = 0x40,
    SHF_TLS = 0x400,
};
enum elf_section_index { SHN_UNDEF = 0, SHN_LORESERVE = 0xff00, SHN_ABS = 0xfff1, SHN_COMMON = 0xfff2 };

enum elf_symbol_binding { STB_LOCAL = 0, STB_GLOBAL = 1, STB_WEAK = 2 };
enum elf_symbol_type { STT_NOTYPE = 0, STT_OBJECT = 1, STT_FUNC = 2, STT_SECTION = 3, STT_FILE = 4, STT_TLS = 6 };
enum elf_symbol_visibility { STV_DEFAULT = 0, STV_INTERNAL = 1, STV_HIDDEN = 2, STV_PROTECTED = 3 };

#endif
