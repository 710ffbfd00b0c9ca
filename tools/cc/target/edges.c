/* Edges from a choice to a meeting of ways that carry values to phis get a block of their own: only who goes that way makes
 * the values.  So do edges into loops and out of them, where spilled registers can be loaded and stored.  Other edges back to
 * the start of a loop stay: there the copy costs less than a jump.  Where nothing comes of it, the block vanishes in the end
 * (tidy.c). */
#include "target/passes.h"

struct edges {
    struct ir_function *function;
    uint32_t *uses; /* by instruction */
    struct arena arena;
};

/* A copy to a phi that most likely stays a copy. */
static bool costs(const struct edges *edges, const struct ir_insn *value)
{
    return value->op == IR_CONST || value->op == IR_ADDR || value->op == IR_SLOT || edges->uses[value->id] > 1;
}

/* How many such copies the edge carries. */
static uint32_t carries(const struct edges *edges, const struct ir_block *from, const struct ir_block *to)
{
    uint32_t count = 0;
    for (const struct ir_insn *phi = to->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0; i < phi->arg_count; i++)
            count += phi->u.target[i] == from && costs(edges, phi->arg[i]);
    return count;
}

static bool is_header(const struct ir_block *block)
{
    for (uint32_t p = 0; p < block->pred_count; p++)
        if (block->preds[p]->order >= block->order)
            return true;
    return false;
}

static bool wants_block(const struct edges *edges, const struct ir_block *from, const struct ir_block *to)
{
    if (to->pred_count < 2)
        return false;
    if (to->order <= from->order) /* back to the start of a loop: from one inside of it, a jump may be worth it */
        return to->loop_depth < from->loop_depth && carries(edges, from, to) > 1;
    return to->loop_depth < from->loop_depth || is_header(to) || carries(edges, from, to);
}

static void split(struct ir_function *function, struct ir_block *from, struct ir_block *to)
{
    struct ir_block *between = ir_block(function);
    between->next = from->next;
    from->next = between;
    if (function->last_block == from)
        function->last_block = between;
    struct ir_insn *jump = ir_insn_new(function, IR_BR, IR_VOID, 0);
    jump->loc = from->last->loc;
    jump->u.target = arena_array(&function->module->arena, 1, sizeof *jump->u.target);
    jump->u.target[0] = to;
    jump->target_count = 1;
    ir_append(between, jump);
    for (uint32_t t = 0; t < from->last->target_count; t++)
        if (from->last->u.target[t] == to)
            from->last->u.target[t] = between;
    for (struct ir_insn *phi = to->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0; i < phi->arg_count; i++)
            if (phi->u.target[i] == from)
                phi->u.target[i] = between;
}

void target_edges(struct ir_function *function)
{
    struct edges edges = {.function = function};
    ir_analyse(function);
    edges.uses = arena_array(&edges.arena, function->insn_count, sizeof *edges.uses);
    for (uint32_t b = 0; b < function->order_count; b++)
        for (struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++)
                edges.uses[insn->arg[i]->id]++;
    for (uint32_t b = 0; b < function->order_count; b++) {
        struct ir_block *from = function->order[b];
        for (uint32_t t = 0; from->last->op == IR_CONDBR && t < 2; t++) {
            struct ir_block *to = from->last->u.target[t];
            if (wants_block(&edges, from, to))
                split(function, from, to);
        }
    }
    arena_free(&edges.arena);
}
