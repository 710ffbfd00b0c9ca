/* Translation of guest code to the host's: the interpreter's results, faster.  docs/jit.md explains it.
 *
 * A host without a translator compiles none.c: jit_new then gives NULL and the interpreter runs everything. */
#ifndef EMU_JIT_JIT_H
#define EMU_JIT_JIT_H

#include <stdint.h>
#include <stdio.h>

#include "cpu/hart.h"

struct jit;

struct jit_options {
    uint32_t code_bytes;  /* of the code cache; at least JIT_CODE_BYTES_MIN */
    unsigned hot;         /* executions by the interpreter before code is translated */
    unsigned block_insns; /* longest block, 1 to 64 */
    FILE *dump;           /* every translation is shown there; NULL: none */
};
#define JIT_CODE_BYTES_MIN (128u << 10)

void jit_options_default(struct jit_options *options);

/* Become the engine of a cpu.  NULL when this host has no translator, or refuses memory that can be executed. */
struct jit *jit_new(struct cpu *cpu, const struct jit_options *options);

/* NULL is allowed.  The cpu is interpreted from now on. */
void jit_free(struct jit *jit);

struct jit_stats {
    uint64_t insns;       /* retired in translated code */
    uint64_t blocks;      /* translated since start */
    uint64_t guest_insns; /* instructions in them */
    uint64_t invalidated; /* blocks that writes into code have made void */
    uint64_t drops;       /* times that the full cache was emptied */
    uint32_t code_bytes;  /* of the cache that are in use */
};

/* Counters since start; all zero for NULL. */
void jit_stats(const struct jit *jit, struct jit_stats *out);

#endif
