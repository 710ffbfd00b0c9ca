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

#endif
