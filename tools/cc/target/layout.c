/* Order of the blocks in memory: loops stay together, unlikely blocks come late, and a loop that is left from its head
 * gets the head behind its body, so that a round costs one branch and no jump. */
#include "target/passes.h"

#include <string.h>

struct walk {
    struct ir_block *block;
    uint32_t done; /* successors seen */
};

/* The n-th successor to walk.  What is walked first lies last: ways out of the loop and unlikely ones. */
static struct ir_block *successor(const struct ir_block *block, uint32_t n)
{
    const struct ir_insn *last = block->last;
    if (last->target_count != 2 || last->op != IR_CONDBR)
        return last->u.target[last->target_count - 1 - n];
    struct ir_block *yes = last->u.target[0], *no = last->u.target[1];
    bool yes_first = false;
    if (last->flags & (IR_LIKELY | IR_UNLIKELY))
        yes_first = last->flags & IR_UNLIKELY;
    else if (yes->loop_depth != no->loop_depth)
        yes_first = yes->loop_depth < no->loop_depth;
    else if (yes->last->op == IR_UNREACHABLE || no->last->op == IR_UNREACHABLE)
        yes_first = yes->last->op == IR_UNREACHABLE;
    return (n == 0) == yes_first ? yes : no;
}

static void walk_blocks(struct ir_function *function, struct ir_block **layout, struct arena *scratch)
{
    struct walk *stack = arena_array(scratch, function->order_count, sizeof *stack);
    uint8_t *seen = arena_array(scratch, function->order_count, 1);
    uint32_t depth = 0, place = function->order_count;
    stack[depth++] = (struct walk){function->entry, 0};
    seen[0] = 1;
    while (depth > 0) {
        struct walk *top = &stack[depth - 1];
        if (top->done == top->block->last->target_count) {
            layout[--place] = top->block;
            depth--;
            continue;
        }
        struct ir_block *next = successor(top->block, top->done++);
        if (seen[next->order])
            continue;
        seen[next->order] = 1;
        stack[depth++] = (struct walk){next, 0};
    }
}

/* Position of the last block of the loop that starts at `head`, when it jumps back there and all between belong to the
 * loop. */
static uint32_t find_latch(struct ir_block *const *layout, uint32_t count, uint32_t head)
{
    uint32_t latch = 0;
    for (uint32_t i = head + 1; i < count && layout[i]->loop_depth >= layout[head]->loop_depth; i++)
        if (layout[i]->last->op == IR_BR && layout[i]->last->u.target[0] == layout[head])
            latch = i;
    return latch;
}

static bool is_loop_head(const struct ir_block *block)
{
    for (uint32_t p = 0; p < block->pred_count; p++)
        if (block->preds[p]->order >= block->order)
            return true;
    return false;
}

static void rotate(struct ir_block **layout, uint32_t count, uint32_t head, uint32_t *place)
{
    struct ir_block *block = layout[head];
    if (block->last->op != IR_CONDBR || head == 0 || !is_loop_head(block))
        return;
    uint32_t latch = find_latch(layout, count, head);
    if (latch == 0)
        return;
    unsigned inside = 0;
    for (unsigned t = 0; t < 2; t++) {
        uint32_t at = place[block->last->u.target[t]->order];
        inside += at > head && at <= latch;
    }
    if (inside != 1)
        return;
    memmove(layout + head, layout + head + 1, (latch - head) * sizeof(struct ir_block *));
    layout[latch] = block;
    for (uint32_t i = head; i <= latch; i++)
        place[layout[i]->order] = i;
}

void target_layout(struct ir_function *function, struct ir_block **layout)
{
    struct arena scratch = {0};
    uint32_t count = function->order_count;
    uint32_t *place = arena_array(&scratch, count, sizeof *place);
    walk_blocks(function, layout, &scratch);
    for (uint32_t i = 0; i < count; i++)
        place[layout[i]->order] = i;
    for (uint32_t i = count; i-- > 1;)
        rotate(layout, count, i, place);
    arena_free(&scratch);
}
