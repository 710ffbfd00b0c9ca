/* Runs the IR directly: what a function must compute, by the words of ir_ops.def alone.  For the tests. */
#ifndef TEST_IR_EVAL_H
#define TEST_IR_EVAL_H

#include "ir.h"

#define EVAL_MEMORY_BYTES 65536

struct eval {
    uint8_t memory[EVAL_MEMORY_BYTES];
    uint32_t stack; /* next free byte; data lie below */
    uint64_t steps; /* left */
};

/* Place the data of a module in memory. */
void eval_load(struct eval *eval, struct ir_module *module);

/* Call a function with raw values; the result's bits.  Ends the program when the function does what IR must not. */
int64_t eval_call(struct eval *eval, struct ir_function *function, const int64_t *args);

#endif
