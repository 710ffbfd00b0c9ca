/* while (n--): a branch that compares a loop variable's old value with a constant, where its next value is known already,
 * compares the next one instead, so that both can share a register. */
#include "target/passes.h"

#define BRANCH_MIN (-128)
#define BRANCH_MAX 127

/* The sum of the variable and a constant that is its value in the next round, made on every way to the block's end. */
static struct ir_insn *find_step(const struct ir_insn *phi, const struct ir_block *block)
{
    for (uint32_t i = 0; i < phi->arg_count; i++) {
        struct ir_insn *next = phi->arg[i];
        if (next->op == IR_ADD && next->arg[0] == phi && ir_is_word(next->arg[1]) && ir_dominates(next->block, block))
            return next;
    }
    return NULL;
}

static void compare_next(struct ir_function *function, struct ir_insn *branch)
{
    struct ir_insn *condition = branch->arg[0], *phi = condition;
    int64_t with = 0;
    bool compares = (condition->op == IR_EQ || condition->op == IR_NE) && ir_is_word(condition->arg[1]);
    if (compares) {
        phi = condition->arg[0];
        with = condition->arg[1]->imm;
    }
    struct ir_insn *next = phi->op == IR_PHI && phi->type == IR_I32 ? find_step(phi, branch->block) : NULL;
    if (!next)
        return;
    int32_t wanted = (int32_t)((uint32_t)with + (uint32_t)next->arg[1]->imm);
    if (wanted < BRANCH_MIN || wanted > BRANCH_MAX)
        return;
    struct ir_insn *constant = ir_make_const(function, branch, IR_I32, wanted);
    branch->arg[0] = ir_make(function, branch, compares ? (enum ir_op)condition->op : IR_NE, IR_I32, next, constant, NULL);
}

void target_step(struct ir_function *function)
{
    ir_resolve_all(function);
    for (uint32_t b = 0; b < function->order_count; b++)
        if (function->order[b]->last->op == IR_CONDBR)
            compare_next(function, function->order[b]->last);
}
