/* States of memory: which one a load reads.
 *
 * Two loads of the same place that read the same state read the same value.  A state is named by what made it, as the
 * place sees it: the instruction that may have written the place last, or the block at whose start different states
 * meet (the entry: what the function was called with). */
#ifndef CC_MEMORY_H
#define CC_MEMORY_H

#include "passes/alias.h"

struct memory_state {
    const struct ir_insn *writer; /* or NULL */
    const struct ir_block *start; /* when there is no writer */
};

struct memory {
    struct ir_function *function;
    struct alias alias;
    struct ir_insn **last_writer;     /* by order of block */
    struct ir_insn **previous_writer; /* by instruction: the one before it in its block */
    uint32_t insn_count;              /* instructions that are known */
    uint32_t *seen;                   /* by order of block: number of the walk that has come here */
    uint32_t walk;
    struct ir_block **work;
};

/* Survey the function (after ir_analyse).  Writers may be removed afterwards, not moved or added; the arena keeps the
 * facts. */
void memory_init(struct memory *memory, struct ir_function *function, struct arena *arena);

/* The state that a read of the place in front of an instruction reads. */
struct memory_state memory_read(struct memory *memory, const struct ir_insn *at, const struct alias_place *place);

#endif
