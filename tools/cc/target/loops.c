#include "target/loops.h"

#include <string.h>

static bool is_header(const struct mach_block *block)
{
    const struct ir_block *ir = block->ir;
    for (uint32_t p = 0; p < ir->pred_count; p++)
        if (ir->preds[p]->order >= ir->order)
            return true;
    return false;
}

/* Take the blocks that reach `from` without passing the header into the loop; loops inside of it get it as their parent. */
static void collect(struct mach_loops *loops, const struct mach_function *function, uint32_t loop, uint32_t from,
                    uint32_t *work)
{
    const struct mach_block *header = loops->loops[loop].header;
    uint32_t count = 0;
    work[count++] = from;
    while (count > 0) {
        const struct mach_block *block = function->by_order[work[--count]];
        uint32_t inner = loops->of[block->index];
        while (inner != NO_LOOP && inner != loop && loops->loops[inner].parent != NO_LOOP)
            inner = loops->loops[inner].parent;
        if (inner == loop)
            continue;
        if (inner == NO_LOOP) {
            loops->of[block->index] = loop;
        } else {
            loops->loops[inner].parent = loop;
            block = loops->loops[inner].header;
        }
        for (uint32_t p = 0; block != header && p < block->ir->pred_count; p++)
            if (block->ir->preds[p]->order != UINT32_MAX)
                work[count++] = block->ir->preds[p]->order;
    }
}

static bool is_gated(const struct mach_loops *loops, const struct mach_function *function, uint32_t loop)
{
    const struct mach_loop *l = &loops->loops[loop];
    for (uint32_t p = 0; p < l->header->ir->pred_count; p++) {
        const struct mach_block *entry = loops_entry(loops, function, loop, p);
        if (entry && entry->succ_count != 1)
            return false;
    }
    for (uint32_t b = 0; b < function->block_count; b++) {
        const struct mach_block *block = &function->blocks[b];
        for (uint32_t s = 0; loops_within(loops, loops->of[b], loop) && s < block->succ_count; s++) {
            const struct mach_block *to = block->succs[s];
            if (loops_within(loops, loops->of[to->index], loop))
                continue;
            for (uint32_t p = 0; p < to->ir->pred_count; p++)
                if (!loops_within(loops, loops->of[function->by_order[to->ir->preds[p]->order]->index], loop))
                    return false;
        }
    }
    return true;
}

void loops_find(struct mach_loops *loops, const struct mach_function *function, struct arena *arena)
{
    uint32_t blocks = function->block_count, edges = 0;
    loops->loops = arena_array(arena, blocks, sizeof *loops->loops);
    loops->of = arena_array(arena, blocks, sizeof *loops->of);
    loops->count = 0;
    memset(loops->of, 0xff, blocks * sizeof *loops->of);
    for (uint32_t b = 0; b < blocks; b++)
        edges += function->blocks[b].ir->pred_count;
    uint32_t *work = arena_array(arena, edges + 1, sizeof *work);
    for (uint32_t order = blocks; order-- > 0;) {
        struct mach_block *block = function->by_order[order];
        if (!is_header(block))
            continue;
        uint32_t loop = loops->count++;
        loops->loops[loop] = (struct mach_loop){.header = block, .parent = NO_LOOP};
        for (uint32_t p = 0; p < block->ir->pred_count; p++) {
            const struct ir_block *pred = block->ir->preds[p];
            if (pred->order >= order && pred->order != UINT32_MAX &&
                mach_dominates(block, function->by_order[pred->order]))
                collect(loops, function, loop, pred->order, work);
        }
    }
    for (uint32_t loop = 0; loop < loops->count; loop++)
        loops->loops[loop].gated = loops->of[loops->loops[loop].header->index] != NO_LOOP && is_gated(loops, function, loop);
}

bool loops_within(const struct mach_loops *loops, uint32_t loop, uint32_t outer)
{
    while (loop != NO_LOOP && loop != outer)
        loop = loops->loops[loop].parent;
    return loop == outer;
}

struct mach_block *loops_entry(const struct mach_loops *loops, const struct mach_function *function, uint32_t loop,
                               uint32_t n)
{
    const struct ir_block *pred = loops->loops[loop].header->ir->preds[n];
    struct mach_block *block = function->by_order[pred->order];
    return loops_within(loops, loops->of[block->index], loop) ? NULL : block;
}
