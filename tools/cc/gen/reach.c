/* Whether control can come to the end of a function: for the warning that a value is missing. */
#include "gen/gen.h"

struct walk {
    bool *seen;
    struct ir_block **open;
    uint32_t open_count;
};

static void visit(struct walk *walk, struct ir_block *block)
{
    if (walk->seen[block->id])
        return;
    walk->seen[block->id] = true;
    walk->open[walk->open_count++] = block;
}

bool gen_reaches_end(struct ir_function *function)
{
    struct arena arena = {0};
    struct walk walk = {arena_array(&arena, function->block_count + (size_t)1, sizeof(bool)),
                        arena_array(&arena, function->block_count + (size_t)1, sizeof(struct ir_block *)), 0};
    visit(&walk, function->entry);
    while (walk.open_count) {
        const struct ir_insn *last = walk.open[--walk.open_count]->last;
        bool jumps = last && (ir_ops[last->op].flags & IR_TERM) && last->op != IR_RET && last->op != IR_UNREACHABLE;
        for (uint32_t i = 0; jumps && i < last->target_count; i++)
            visit(&walk, last->u.target[i]);
    }
    bool reached = walk.seen[function->at->id];
    arena_free(&arena);
    return reached;
}
