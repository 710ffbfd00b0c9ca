/* Loop inversion: the test at a loop's start is copied in front of it, so that the original stands at the end and a
 * round costs one branch; what is in the loop is then known to be executed when it is entered. */
#include "passes/duplicate.h"
#include "passes/loops.h"

#define COST_MAX 4 /* instructions of the test */
#define WAYS_MAX 2 /* into the loop */

/* A test that reads memory would leave what it has read, and from where, in registers on both ways out. */
static bool is_cheap(const struct ir_block *block)
{
    for (const struct ir_insn *insn = block->first; insn; insn = insn->next)
        if (ir_ops[insn->op].flags & (IR_READ | IR_WRITE | IR_EFFECT))
            return false;
    return true;
}

/* The loop's test is at its start only: one way out there, and every round jumps back. */
static bool wants_rotation(const struct loops *loops, const struct loop *loop)
{
    const struct ir_insn *last = loop->header->last;
    if (last->op != IR_CONDBR || loop->block_count == 1 || !is_cheap(loop->header))
        return false;
    unsigned inside = 0;
    for (unsigned t = 0; t < 2; t++)
        inside += loops_contain(loops, loop, last->u.target[t]);
    if (inside != 1)
        return false;
    for (uint32_t p = 0; p < loop->header->pred_count; p++) {
        const struct ir_block *pred = loop->header->preds[p];
        if (loops_contain(loops, loop, pred) ? pred->last->op != IR_BR : pred->last->op == IR_GOTO)
            return false;
    }
    return true;
}

void pass_rotate(struct ir_function *function)
{
    struct duplicate d;
    struct loops loops;
    if (function->for_size)
        return;
    ir_analyse(function);
    ir_resolve_all(function);
    duplicate_init(&d, function);
    loops_find(&loops, function, &d.arena);
    if (loops.count) { /* one way into each, so that its test is copied once and loops keep heads of their own */
        loops_make_preheaders(&loops, function);
        ir_analyse(function);
        arena_free(&d.arena);
        duplicate_init(&d, function);
        loops_find(&loops, function, &d.arena);
    }
    for (uint32_t i = loops.count; i-- > 0;) { /* outer ones first */
        const struct loop *loop = &loops.loops[i];
        struct ir_block *front = loops_preheader(&loops, loop);
        if (front && duplicate_cost(&d, loop->header) <= COST_MAX && wants_rotation(&loops, loop))
            duplicate_for(&d, loop->header, front);
    }
    duplicate_end(&d);
}
