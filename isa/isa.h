/* Peach32 as data: one struct for a decoded instruction, and the functions that the generator writes from insns.isa.
 *
 * Everything here is pure: no state, no allocation, no host dependence. */
#ifndef ISA_ISA_H
#define ISA_ISA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/isa_ops.h" /* generated: enum isa_op { OP_ILLEGAL, OP_ADD, ... OP_COUNT } */

/* A decoded instruction.  Fields that the operation does not have are zero. */
struct insn {
    uint16_t op;        /* enum isa_op */
    uint8_t d, a, b, c; /* register numbers, by field letter */
    uint8_t n;          /* length of a bit field, 1..32 */
    int32_t imm;        /* immediate (extended as the table says; simm4 in bytes), shift amount, scale, CSR number */
    int32_t off;        /* distance to the target in bytes */
};

/* How an operand is written and which field holds it: operand.def lists them. */
enum isa_operand {
    OPERAND_NONE,
#define OPERAND(name, text, letters) OPERAND_##name,
#include "isa/operand.def"
#undef OPERAND
};
#define ISA_OPERANDS_MAX 4
#define ISA_FIELDS_MAX   5

/* A field of the word: its letter in the pattern, its lowest bit, its width.  Letter 0 after the last. */
struct isa_field {
    char letter;
    uint8_t lo, width;
};

/* Register fields as a set. */
#define ISA_D 1
#define ISA_A 2
#define ISA_B 4
#define ISA_C 8

/* Kinds of operation, from the semantics. */
enum isa_flags {
    ISA_JUMP = 0x01,       /* may go elsewhere than to the next instruction */
    ISA_BRANCH = 0x02,     /* ... on a condition */
    ISA_LINK = 0x04,       /* writes lr (r15), which no field names */
    ISA_LOAD = 0x08,       /* reads memory */
    ISA_STORE = 0x10,      /* writes memory (atomics: both) */
    ISA_PRIVILEGED = 0x20, /* traps in user mode */
    ISA_FPU = 0x40,        /* traps when floating point is off */
    ISA_SYSTEM = 0x80,     /* acts on more than registers and memory */
};

/* What the table says of an operation. */
struct isa_info {
    const char *name;                   /* mnemonic */
    uint32_t mask, match;               /* word & mask == match */
    uint8_t operands[ISA_OPERANDS_MAX]; /* enum isa_operand, OPERAND_NONE after the last */
    struct isa_field fields[ISA_FIELDS_MAX];
    uint8_t imm_bits, off_bits; /* width of fields i and o, 0 without */
    bool imm_signed;
    uint8_t imm_scale;                                /* imm is a multiple of this */
    uint8_t reads, writes;                            /* ISA_D.. that name integer registers read, written */
    uint8_t fp_reads, fp_writes;                      /* the same of floating registers */
    uint8_t flags;                                    /* enum isa_flags */
    const char *pattern, *syntax, *semantics, *prose; /* as in the table, for manuals */
};
extern const struct isa_info isa_table[OP_COUNT];

/* Decode a word; false (and OP_ILLEGAL) when no instruction has this encoding. */
bool isa_decode(uint32_t word, struct insn *out);

/* Why an instruction cannot be encoded. */
enum isa_error {
    ISA_OK,
    ISA_BAD_OP,
    ISA_BAD_REGISTER,
    ISA_IMM_RANGE,
    ISA_IMM_ALIGN,
    ISA_OFF_RANGE,
    ISA_OFF_ALIGN,
    ISA_LEN_RANGE
};

/* Encode an instruction.  The word is written only on ISA_OK. */
enum isa_error isa_encode(const struct insn *in, uint32_t *word);

/* Operation by mnemonic; OP_ILLEGAL when there is none.  length is the name's. */
enum isa_op isa_find(const char *name, size_t length);

/* Write an instruction in assembler syntax, registers by ABI name; pc turns off into an address.
 * Returns the length as snprintf does. */
int isa_format(char *buffer, size_t size, const struct insn *in, uint32_t pc);

/* Names.  *_find return -1, *_name NULL when there is none.  Registers are known by number ("r3", "f3") and by ABI
 * name. */
int isa_reg_find(const char *name, size_t length);
int isa_freg_find(const char *name, size_t length);
const char *isa_reg_name(unsigned number);
const char *isa_freg_name(unsigned number);
int isa_csr_find(const char *name, size_t length); /* lower case */
const char *isa_csr_name(unsigned number);
const char *isa_cause_name(uint32_t cause);

/* csr.def and cause.def as tables; a NULL name follows the last.  CSR names are in lower case, access is "RW", "RO",
 * "UW". */
struct isa_csr_info {
    unsigned number;
    const char *name, *access, *text;
};
extern const struct isa_csr_info isa_csrs[];
struct isa_cause_info {
    uint32_t number;
    const char *name, *text;
};
extern const struct isa_cause_info isa_causes[];

#endif
