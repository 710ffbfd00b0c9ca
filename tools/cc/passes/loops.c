#include "passes/loops.h"

static bool is_latch(const struct ir_block *header, const struct ir_block *block)
{
    return block->order >= header->order && ir_dominates(header, block);
}

static bool is_header(const struct ir_block *block)
{
    for (uint32_t p = 0; p < block->pred_count; p++)
        if (is_latch(block, block->preds[p]))
            return true;
    return false;
}

/* The outermost loop known so far around a block. */
static struct loop *outermost(const struct loops *loops, const struct ir_block *block)
{
    struct loop *loop = loops->of[block->order];
    while (loop && loop->outer)
        loop = loop->outer;
    return loop;
}

struct walk {
    struct ir_block **work;
    uint32_t depth;
};

/* A block of the loop, or the whole of an inner loop that it belongs to, joins it. */
static void join(struct loops *loops, struct loop *loop, struct ir_block *block, struct walk *walk)
{
    struct loop *inner = outermost(loops, block);
    if (inner == loop)
        return;
    if (inner) {
        inner->outer = loop;
        block = inner->header;
    } else {
        loops->of[block->order] = loop;
    }
    walk->work[walk->depth++] = block;
}

static void collect(struct loops *loops, struct loop *loop, struct walk *walk)
{
    struct ir_block *header = loop->header;
    loops->of[header->order] = loop;
    for (uint32_t p = 0; p < header->pred_count; p++)
        if (is_latch(header, header->preds[p]))
            join(loops, loop, header->preds[p], walk);
    while (walk->depth > 0) {
        struct ir_block *block = walk->work[--walk->depth];
        for (uint32_t p = 0; block != header && p < block->pred_count; p++)
            join(loops, loop, block->preds[p], walk);
    }
}

void loops_find(struct loops *loops, struct ir_function *function, struct arena *arena)
{
    uint32_t count = function->order_count, headers = 0;
    for (uint32_t b = 0; b < count; b++)
        headers += is_header(function->order[b]);
    *loops = (struct loops){
        .loops = arena_array(arena, headers, sizeof *loops->loops),
        .of = arena_array(arena, count, sizeof *loops->of),
    };
    struct walk walk = {.work = arena_array(arena, (size_t)count * 2, sizeof *walk.work)};
    for (uint32_t b = count; b-- > 0;)
        if (is_header(function->order[b])) {
            struct loop *loop = &loops->loops[loops->count++];
            loop->header = function->order[b];
            collect(loops, loop, &walk);
        }
    for (uint32_t b = 0; b < count; b++)
        for (struct loop *loop = loops->of[b]; loop; loop = loop->outer)
            loop->block_count++;
    for (uint32_t i = 0; i < headers; i++) {
        loops->loops[i].blocks = arena_array(arena, loops->loops[i].block_count, sizeof(struct ir_block *));
        loops->loops[i].block_count = 0;
    }
    for (uint32_t b = 0; b < count; b++)
        for (struct loop *loop = loops->of[b]; loop; loop = loop->outer)
            loop->blocks[loop->block_count++] = function->order[b];
}

bool loops_contain(const struct loops *loops, const struct loop *loop, const struct ir_block *block)
{
    if (block->order == UINT32_MAX)
        return false;
    for (const struct loop *at = loops->of[block->order]; at; at = at->outer)
        if (at == loop)
            return true;
    return false;
}

bool loops_compute(const struct loops *loops, const struct loop *loop, const struct ir_insn *value)
{
    return loops_contain(loops, loop, value->block);
}

struct ir_block *loops_preheader(const struct loops *loops, const struct loop *loop)
{
    struct ir_block *only = NULL;
    for (uint32_t p = 0; p < loop->header->pred_count; p++) {
        struct ir_block *pred = loop->header->preds[p];
        if (loops_contain(loops, loop, pred))
            continue;
        if (only)
            return NULL;
        only = pred;
    }
    return only && only->last->op == IR_BR ? only : NULL;
}
