/* A host without a translator. */
#include "jit/jit.h"

void jit_options_default(struct jit_options *options)
{
    *options = (struct jit_options){0};
}

struct jit *jit_new(struct cpu *cpu, const struct jit_options *options)
{
    (void)cpu, (void)options;
    return NULL;
}

void jit_free(struct jit *jit)
{
    (void)jit;
}

void jit_stats(const struct jit *jit, struct jit_stats *out)
{
    (void)jit;
    *out = (struct jit_stats){0};
}
