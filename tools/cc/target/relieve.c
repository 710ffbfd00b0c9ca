/* Functions with very many values at a time: those above a limit are spilled before the graph is built, which would grow with
 * the square of their number. */
#include "target/allocate.h"

#define LARGE_REGISTERS 4000    /* functions with fewer are never looked at */
#define LARGE_EDGES     4000000 /* nor those whose graph has fewer edges */
#define LIVE_MAX        64      /* so many values at a time are left */

struct relief {
    struct allocator *alloc;
    mreg *live; /* sparse set */
    uint32_t *place;
    uint32_t count;
    uint64_t edges; /* upper bound */
    bool spills;    /* else only edges are counted */
};

static bool is_live(const struct relief *relief, mreg reg)
{
    return relief->place[reg] < relief->count && relief->live[relief->place[reg]] == reg;
}

static void add(struct relief *relief, mreg reg)
{
    struct allocator *alloc = relief->alloc;
    if (reg < MREG_VIRTUAL || is_live(relief, reg) || alloc->nodes[reg].spilled)
        return;
    if (relief->spills && relief->count == LIVE_MAX) {
        alloc->nodes[reg].spilled = true;
        alloc->spilled[alloc->spilled_count++] = reg;
        return;
    }
    relief->place[reg] = relief->count;
    relief->live[relief->count++] = reg;
}

static void remove_live(struct relief *relief, mreg reg)
{
    if (reg < MREG_VIRTUAL || !is_live(relief, reg))
        return;
    mreg last = relief->live[--relief->count];
    relief->live[relief->place[reg]] = last;
    relief->place[last] = relief->place[reg];
}

static void scan_block(struct relief *relief, struct mach_block *block)
{
    const struct liveness *live = &relief->alloc->liveness;
    const uint64_t *out = live->live_out + (size_t)block->index * live->word_count;
    relief->count = 0;
    for (uint32_t w = 0; w < live->word_count; w++)
        for (uint64_t bits = out[w], k = 0; bits; bits >>= 1, k++)
            if (bits & 1)
                add(relief, live->reg[w * 64 + k]);
    for (uint32_t i = block->count; i-- > 0;) {
        struct mach_refs refs;
        mach_refs(&block->insns[i], &refs);
        relief->edges += (uint64_t)relief->count * (refs.def_count + refs.more_def_count);
        for (unsigned d = 0; d < refs.def_count; d++)
            remove_live(relief, *refs.def[d]);
        for (uint32_t d = 0; d < refs.more_def_count; d++)
            remove_live(relief, refs.more_defs[d]);
        for (unsigned u = 0; u < refs.use_count; u++)
            add(relief, *refs.use[u]);
        for (uint32_t u = 0; u < refs.more_use_count; u++)
            add(relief, refs.more_uses[u]);
    }
}

bool relieve_graph(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    if (alloc->node_count < LARGE_REGISTERS)
        return false;
    struct relief relief = {.alloc = alloc};
    relief.live = arena_array(&alloc->arena, alloc->node_count, sizeof *relief.live);
    relief.place = arena_array(&alloc->arena, alloc->node_count, sizeof *relief.place);
    liveness_find(&alloc->liveness, function, &alloc->arena);
    for (uint32_t b = 0; b < function->block_count; b++)
        scan_block(&relief, &function->blocks[b]);
    if (relief.edges < LARGE_EDGES)
        return false;
    relief.spills = true;
    for (uint32_t b = 0; b < function->block_count; b++)
        scan_block(&relief, &function->blocks[b]);
    alloc->pieces = false;
    return alloc->spilled_count > 0;
}
