/* Where the ABI puts arguments and parameters (docs/abi.md, "Calls"). */
#ifndef CC_ABI_H
#define CC_ABI_H

#include "target/mach.h"

/* A word or floating value: in a register, or at an offset in the argument area. */
struct abi_place {
    uint8_t reg; /* physical register, 0: on the stack */
    uint8_t bytes;
    uint32_t offset;
};

struct abi_walk {
    unsigned next_int, next_fp; /* argument registers given out */
    uint32_t stack_bytes;
};

/* The place of the next argument of this type; for an i64, the places of both words in place[0] and place[1].
 * Returns the number of places.  on_stack is set for the arguments matched by `...`. */
unsigned abi_next(struct abi_walk *walk, enum ir_type type, bool on_stack, struct abi_place place[2]);

#endif
