/* Jump threading: a block that branches on what is known for one of the ways into it is copied for that way, and the
 * copy goes straight on. */
#include "passes/duplicate.h"
#include "passes/fold.h"

#define COST_MAX    6 /* instructions of a block that is copied */
#define COST_SIZE   1 /* the same with -Os */
#define DEPTH_MAX   3 /* of the expression that is worked out */
#define HISTORY_MAX 4 /* branches looked back to */

/* What is known of a value: nothing, the number, or only that it is not zero. */
enum knowledge { KNOWN_NOTHING, KNOWN_NUMBER, KNOWN_TRUE };

struct way {
    const struct ir_block *block, *pred;
};

static struct ir_insn *on_entry(const struct way *way, struct ir_insn *value)
{
    value = ir_resolve(value);
    if (value->op != IR_PHI || value->block != way->block)
        return value;
    for (uint32_t i = 0; i < value->arg_count; i++)
        if (value->u.target[i] == way->pred)
            return ir_resolve(value->arg[i]);
    return value;
}

/* The edge from a block tells how its branch on the value went. */
static enum knowledge from_branch(const struct ir_block *from, const struct ir_block *to, const struct ir_insn *value)
{
    const struct ir_insn *last = from->last;
    if (last->op != IR_CONDBR || last->u.target[0] == last->u.target[1] || ir_resolve(last->arg[0]) != value)
        return KNOWN_NOTHING;
    return last->u.target[0] == to ? KNOWN_TRUE : KNOWN_NUMBER;
}

static enum knowledge from_history(const struct way *way, const struct ir_insn *value)
{
    const struct ir_block *to = way->block, *from = way->pred;
    for (unsigned n = 0; n < HISTORY_MAX; n++) {
        enum knowledge known = from_branch(from, to, value);
        if (known != KNOWN_NOTHING || from->pred_count != 1)
            return known;
        to = from;
        from = from->preds[0];
    }
    return KNOWN_NOTHING;
}

static enum knowledge evaluate(const struct way *way, struct ir_insn *value, unsigned depth, int64_t *number)
{
    value = on_entry(way, value);
    if (value->op == IR_CONST) {
        *number = value->imm;
        return ir_type_is_int((enum ir_type)value->type) ? KNOWN_NUMBER : KNOWN_NOTHING;
    }
    *number = 0;
    enum knowledge known = from_history(way, value);
    if (known != KNOWN_NOTHING)
        return known;
    bool computable = value->block == way->block && (ir_ops[value->op].flags & IR_PURE) && value->arg_count >= 1 &&
                      value->arg_count <= 2 && value->op != IR_RESULT;
    if (!computable || depth == DEPTH_MAX)
        return KNOWN_NOTHING;
    struct ir_insn constant[2] = {{.op = IR_CONST}, {.op = IR_CONST}}, *arg[2] = {&constant[0], &constant[1]};
    for (uint32_t i = 0; i < value->arg_count; i++) {
        constant[i].type = ir_resolve(value->arg[i])->type;
        if (evaluate(way, value->arg[i], depth + 1, &constant[i].imm) != KNOWN_NUMBER)
            return KNOWN_NOTHING;
    }
    struct ir_insn operation = *value;
    operation.arg = arg;
    return fold_constants(&operation, number) ? KNOWN_NUMBER : KNOWN_NOTHING;
}

/* The edge of the block's end that is taken on this way; UINT32_MAX when that is open. */
static uint32_t taken_edge(const struct way *way)
{
    const struct ir_insn *last = way->block->last;
    int64_t number;
    enum knowledge known = evaluate(way, last->arg[0], 0, &number);
    if (known == KNOWN_NOTHING)
        return UINT32_MAX;
    if (last->op == IR_CONDBR)
        return known == KNOWN_TRUE || number ? 0 : 1;
    if (known == KNOWN_TRUE)
        return UINT32_MAX;
    for (uint32_t s = 1; s < last->target_count; s++)
        if (last->cases[s - 1] == number)
            return s;
    return 0;
}

static bool is_header(const struct ir_block *block)
{
    for (uint32_t p = 0; p < block->pred_count; p++)
        if (block->preds[p]->order >= block->order)
            return true;
    return false;
}

static void thread_block(struct duplicate *d, struct ir_block *block)
{
    if (block->pred_count < 2 || is_header(block) ||
        duplicate_cost(d, block) > (d->function->for_size ? COST_SIZE : COST_MAX))
        return;
    for (uint32_t p = block->pred_count; p-- > 0 && block->pred_count > 1;) {
        struct way way = {block, block->preds[p]};
        if (way.pred->last->op == IR_GOTO || way.pred == block || way.pred->order == UINT32_MAX)
            continue;
        uint32_t edge = taken_edge(&way);
        if (edge == UINT32_MAX)
            continue;
        struct ir_block *copy = duplicate_for(d, block, block->preds[p]);
        ir_keep_edge(copy, edge);
        p = p < block->pred_count ? p : block->pred_count;
    }
}

void pass_thread(struct ir_function *function)
{
    struct duplicate d;
    ir_analyse(function);
    ir_resolve_all(function);
    duplicate_init(&d, function);
    for (uint32_t b = 1; b < function->order_count; b++) {
        struct ir_block *block = function->order[b];
        if (block->last->op == IR_CONDBR || block->last->op == IR_SWITCH)
            thread_block(&d, block);
    }
    duplicate_end(&d);
}
