#include "target/liveness.h"

#include <string.h>

#define NO_BIT UINT32_MAX

/* Give a bit to each register that some block reads before it writes it. */
static void find_global(struct liveness *live, const struct mach_function *function, struct arena *arena)
{
    uint32_t *written = arena_array(arena, function->reg_count, sizeof *written); /* block + 1 of the last write */
    live->index = arena_array(arena, function->reg_count, sizeof *live->index);
    live->reg = arena_array(arena, function->reg_count, sizeof *live->reg);
    memset(live->index, 0xff, function->reg_count * sizeof *live->index);
    for (uint32_t b = 0; b < function->block_count; b++) {
        for (uint32_t i = 0; i < function->blocks[b].count; i++) {
            struct mach_refs refs;
            mach_refs(&function->blocks[b].insns[i], &refs);
            for (uint32_t u = 0; u < refs.use_count + refs.more_use_count; u++) {
                mreg reg = u < refs.use_count ? *refs.use[u] : refs.more_uses[u - refs.use_count];
                if (reg < MREG_VIRTUAL || written[reg] == b + 1 || live->index[reg] != NO_BIT)
                    continue;
                live->reg[live->bit_count] = reg;
                live->index[reg] = live->bit_count++;
            }
            for (uint32_t d = 0; d < refs.def_count; d++)
                written[*refs.def[d]] = b + 1;
            for (uint32_t d = 0; d < refs.more_def_count; d++)
                written[refs.more_defs[d]] = b + 1;
        }
    }
}

static void add_use(const struct liveness *live, mreg reg, uint64_t *in, const uint64_t *kill)
{
    uint32_t bit = live->index[reg];
    if (bit != NO_BIT && !(kill[bit / 64] >> bit % 64 & 1))
        in[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void add_def(const struct liveness *live, mreg reg, uint64_t *kill)
{
    uint32_t bit = live->index[reg];
    if (bit != NO_BIT)
        kill[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* What a block reads before writing, and what it writes. */
static void summarize(const struct liveness *live, const struct mach_block *block, uint64_t *in, uint64_t *kill)
{
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_refs refs;
        mach_refs(&block->insns[i], &refs);
        for (uint32_t u = 0; u < refs.use_count; u++)
            add_use(live, *refs.use[u], in, kill);
        for (uint32_t u = 0; u < refs.more_use_count; u++)
            add_use(live, refs.more_uses[u], in, kill);
        for (uint32_t d = 0; d < refs.def_count; d++)
            add_def(live, *refs.def[d], kill);
        for (uint32_t d = 0; d < refs.more_def_count; d++)
            add_def(live, refs.more_defs[d], kill);
    }
}

void liveness_find(struct liveness *live, const struct mach_function *function, struct arena *arena)
{
    memset(live, 0, sizeof *live);
    find_global(live, function, arena);
    uint32_t words = live->word_count = (live->bit_count + 63) / 64;
    size_t total = (size_t)function->block_count * words;
    uint64_t *in = arena_array(arena, total, sizeof *in), *kill = arena_array(arena, total, sizeof *kill);
    live->live_in = in;
    live->live_out = arena_array(arena, total, sizeof *in);
    for (uint32_t b = 0; b < function->block_count; b++)
        summarize(live, &function->blocks[b], in + (size_t)b * words, kill + (size_t)b * words);
    for (bool changed = words > 0; changed;) {
        changed = false;
        for (uint32_t b = function->block_count; b-- > 0;) {
            const struct mach_block *block = &function->blocks[b];
            uint64_t *out = live->live_out + (size_t)b * words;
            for (uint32_t w = 0; w < words; w++) {
                uint64_t all = out[w];
                for (uint32_t s = 0; s < block->succ_count; s++)
                    all |= in[(size_t)block->succs[s]->index * words + w];
                if (all == out[w])
                    continue;
                out[w] = all;
                size_t at = (size_t)b * words + w;
                uint64_t grown = in[at] | (all & ~kill[at]);
                changed |= grown != in[at];
                in[at] = grown;
            }
        }
    }
}
