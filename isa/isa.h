/* Peach32 as data: one struct for a decoded instruction, and the functions that the generator writes from insns.isa.
 *
 * Everything here is pure: no state, no allocation, no host dependence. */
#ifndef ISA_ISA_H
#define ISA_ISA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa_ops.h" /* generated: enum isa_op { OP_ILLEGAL, OP_ADD, ... OP_COUNT } */

/* A decoded instruction.  Fields that the operation does not have are zero. */
struct insn {
    uint16_t op; /* enum isa_op */
    uint8_t d, a, b, c; /* register numbers, by field letter */
    uint8_t n;   /* length of a bit field, 1..32 */
    int32_t imm; /* immediate (extended as the table says; simm4 in bytes), shift amount, scale, CSR number */
    int32_t off; /* distance to the target in bytes */
};

/* How an operand is written and which field holds it. */
enum isa_operand {
    OPERAND_NONE,
    OPERAND_RD, OPERAND_RA, OPERAND_RB, OPERAND_RC,
    OPERAND_FD, OPERAND_FA, OPERAND_FB,
    OPERAND_SIMM, OPERAND_UIMM, OPERAND_HIMM,
    OPERAND_SH, OPERAND_K, OPERAND_LEN,
    OPERAND_OFF, OPERAND_CSR,
    OPERAND_MEM,   /* [ra] */
    OPERAND_MEM_I, /* [ra + simm] */
    OPERAND_MEM_P, /* [ra + simm4] */
    OPERAND_MEM_X, /* [ra + rb << k] */
};
#define ISA_OPERANDS_MAX 4

/* What the table says of an operation. */
struct isa_info {
    const char *name; /* mnemonic */
    uint32_t mask, match; /* word & mask == match */
    uint8_t operands[ISA_OPERANDS_MAX]; /* enum isa_operand, OPERAND_NONE after the last */
    uint8_t imm_bits, off_bits; /* width of fields i and o, 0 without */
    bool imm_signed;
    const char *pattern, *syntax, *semantics, *prose; /* as in the table, for manuals */
};
extern const struct isa_info isa_table[OP_COUNT];

/* Decode a word; false (and OP_ILLEGAL) when no instruction has this encoding. */
bool isa_decode(uint32_t word, struct insn *out);

/* Why an instruction cannot be encoded. */
enum isa_error { ISA_OK, ISA_BAD_OP, ISA_BAD_REGISTER, ISA_IMM_RANGE, ISA_IMM_ALIGN, ISA_OFF_RANGE, ISA_OFF_ALIGN, ISA_LEN_RANGE };

/* Encode an instruction.  The word is written only on ISA_OK. */
enum isa_error isa_encode(const struct insn *in, uint32_t *word);

/* Operation by mnemonic; OP_ILLEGAL when there is none.  length is the name's. */
enum isa_op isa_find(const char *name, size_t length);

/* Write an instruction in assembler syntax, registers by ABI name; pc turns off into an address.
 * Returns the length as snprintf does. */
int isa_format(char *buffer, size_t size, const struct insn *in, uint32_t pc);

/* Names.  *_find return -1, *_name NULL when there is none.  Registers are known by number ("r3", "f3") and by ABI name. */
int isa_reg_find(const char *name, size_t length);
int isa_freg_find(const char *name, size_t length);
const char *isa_reg_name(unsigned number);
int isa_csr_find(const char *name, size_t length); /* lower case */
const char *isa_csr_name(unsigned number);
const char *isa_cause_name(uint32_t cause);

/* Sum of the semantics that C does not define by itself: see isa_math.h. */
#include "isa_math.h"

#endif
