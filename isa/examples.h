/* The worked examples of insns.isa as data: state before, instruction, what must hold after. */
#ifndef ISA_EXAMPLES_H
#define ISA_EXAMPLES_H

#include "isa/isa.h"

enum isa_state_kind {
    STATE_END,  /* after the last item */
    STATE_R,    /* integer register `index` */
    STATE_F,    /* floating register `index`, raw bits */
    STATE_PC,   /* address of the instruction; after it, of the next one */
    STATE_M32,  /* word of memory at `index` */
    STATE_CSR,  /* control register `index` */
    STATE_TRAP, /* the trap taken has cause `value` */
    STATE_TLB,  /* TLB entry with TLBHI `index` and TLBLO `value`; the example's TLB has one set */
};

struct isa_state {
    enum isa_state_kind kind;
    uint32_t index;
    uint64_t value;
};

struct isa_example {
    uint16_t op;
    uint32_t pc;
    const char *text;   /* as in the table */
    const char *source; /* the instruction in assembler syntax */
    struct insn insn;
    struct isa_state before[9], after[9];
};
extern const struct isa_example isa_examples[];
extern const unsigned isa_example_count;

#endif
