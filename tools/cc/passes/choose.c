/* If-conversion: a branch around a few instructions becomes a choice between values (select, minimum, maximum, the
 * condition itself) when that costs about as much. */
#include "passes/fold.h"

#define ARM_MAX    4 /* instructions of one arm */
#define VALUES_MAX 2 /* chosen */
#define ROUNDS_MAX 4

/* Costs count half instructions: what is executed on one way of two counts once. */
#define FAVOUR 2 /* what a branch that may be guessed wrong is worth */

struct fork {
    struct ir_block *block, *arm[2]; /* arm[0]: condition not zero; NULL: straight to the join */
    struct ir_block *join;
};

static bool is_arm(const struct ir_block *block, const struct ir_block *of)
{
    return block->pred_count == 1 && block->preds[0] == of && block->last->op == IR_BR && !block->address_taken;
}

static bool match(struct ir_block *block, struct fork *fork)
{
    const struct ir_insn *last = block->last;
    if (last->op != IR_CONDBR || (last->flags & (IR_LIKELY | IR_UNLIKELY)))
        return false;
    struct ir_block *yes = last->u.target[0], *no = last->u.target[1];
    bool yes_arm = is_arm(yes, block), no_arm = is_arm(no, block);
    if (yes == no)
        return false;
    if (yes_arm && yes->last->u.target[0] == no)
        *fork = (struct fork){block, {yes, NULL}, no};
    else if (no_arm && no->last->u.target[0] == yes)
        *fork = (struct fork){block, {NULL, no}, yes};
    else if (yes_arm && no_arm && yes->last->u.target[0] == no->last->u.target[0])
        *fork = (struct fork){block, {yes, no}, yes->last->u.target[0]};
    else
        return false;
    return fork->join != block;
}

static bool is_free(const struct ir_insn *insn)
{
    return insn->op == IR_CONST || insn->op == IR_COPY || insn->op == IR_NOP;
}

/* The instructions of an arm; UINT32_MAX when they must not be done on both ways. */
static uint32_t arm_cost(const struct ir_block *arm)
{
    uint32_t cost = 0;
    for (const struct ir_insn *insn = arm ? arm->first : NULL; insn && insn != arm->last; insn = insn->next) {
        bool slow = (insn->op >= IR_DIV && insn->op <= IR_REMU) || insn->op == IR_SQRT || insn->type == IR_I64 ||
                    insn->type == IR_F32 || insn->type == IR_F64;
        if (!(ir_ops[insn->op].flags & IR_PURE) || insn->op == IR_RESULT || (slow && !is_free(insn)))
            return UINT32_MAX;
        cost += !is_free(insn);
    }
    return cost;
}

static struct ir_insn *value_from(const struct fork *fork, const struct ir_insn *phi, unsigned side)
{
    const struct ir_block *from = fork->arm[side] ? fork->arm[side] : fork->block;
    for (uint32_t i = 0; i < phi->arg_count; i++)
        if (phi->u.target[i] == from)
            return phi->arg[i];
    return NULL;
}

static bool is_number(const struct ir_insn *value, int64_t number)
{
    return ir_is_word(value) && value->imm == number;
}

static bool is_truth(const struct ir_insn *yes, const struct ir_insn *no)
{
    return (is_number(yes, 1) && is_number(no, 0)) || (is_number(yes, 0) && is_number(no, 1));
}

static bool is_extreme(const struct ir_insn *condition, const struct ir_insn *yes, const struct ir_insn *no)
{
    if (condition->op < IR_LT || condition->op > IR_LEU || yes->type != IR_I32)
        return false;
    const struct ir_insn *a = condition->arg[0], *b = condition->arg[1];
    return (a == yes && b == no) || (a == no && b == yes);
}

/* Cost of the condition as a value beyond that of a branch on it. */
static uint32_t condition_cost(const struct ir_insn *condition)
{
    if (!ir_is_compare(condition) || !ir_type_is_int((enum ir_type)condition->arg[0]->type))
        return 0;
    bool zero = (condition->op == IR_EQ || condition->op == IR_NE) && is_number(condition->arg[1], 0);
    return zero ? 0 : 1;
}

/* Whether choosing is worth it; *values counts what is chosen. */
static bool pays(const struct fork *fork)
{
    uint32_t yes = arm_cost(fork->arm[0]), no = arm_cost(fork->arm[1]), values = 0;
    if (yes > ARM_MAX || no > ARM_MAX)
        return false;
    const struct ir_insn *condition = fork->block->last->arg[0];
    uint32_t branching = 2 + yes + no + (fork->arm[0] && fork->arm[1] ? 1 : 0);
    uint32_t choosing = 2 * (yes + no), test = 2 * condition_cost(condition);
    for (const struct ir_insn *phi = fork->join->first; phi && phi->op == IR_PHI; phi = phi->next) {
        const struct ir_insn *a = value_from(fork, phi, 0), *b = value_from(fork, phi, 1);
        if (a == b)
            continue;
        values++;
        branching += is_free(a) || is_free(b) ? 1 : 0;
        if (phi->type == IR_I64)
            return false;
        if (is_truth(a, b) || is_extreme(condition, a, b)) {
            test = test ? test : 2;
            continue;
        }
        choosing += 2 + (is_number(a, 0) || a->op != IR_CONST ? 0 : 2) + (is_number(b, 0) || b->op != IR_CONST ? 0 : 2);
    }
    return values <= VALUES_MAX && choosing + test <= branching + FAVOUR;
}

static void move_arm(const struct fork *fork, struct ir_block *arm)
{
    if (!arm)
        return;
    for (struct ir_insn *insn = arm->first, *next; insn != arm->last; insn = next) {
        next = insn->next;
        ir_remove(insn);
        ir_insert_before(fork->block->last, insn);
    }
    arm->last->op = IR_UNREACHABLE;
    arm->last->target_count = 0;
    arm->order = UINT32_MAX;
}

static struct ir_insn *choose(struct ir_function *function, const struct fork *fork, struct ir_insn *yes,
                              struct ir_insn *no)
{
    struct ir_insn *last = fork->block->last, *condition = last->arg[0];
    if ((condition->op == IR_LE || condition->op == IR_LEU) && ir_type_is_int((enum ir_type)condition->arg[0]->type) &&
        !is_truth(yes, no) && !is_extreme(condition, yes, no)) {
        struct ir_insn *swap = yes; /* a <= b is dearer than b < a */
        yes = no;
        no = swap;
        condition = ir_make(function, last, condition->op == IR_LE ? IR_LT : IR_LTU, IR_I32, condition->arg[1],
                            condition->arg[0], NULL);
    }
    return ir_make(function, last, IR_SELECT, (enum ir_type)yes->type, condition, yes, no);
}

static void convert(struct ir_function *function, const struct fork *fork)
{
    struct ir_insn *last = fork->block->last;
    for (unsigned side = 0; side < 2; side++)
        move_arm(fork, fork->arm[side]);
    for (struct ir_insn *phi = fork->join->first; phi && phi->op == IR_PHI; phi = phi->next) {
        struct ir_insn *yes = value_from(fork, phi, 0), *no = value_from(fork, phi, 1);
        struct ir_insn *value = yes == no ? yes : choose(function, fork, yes, no);
        bool first = true;
        uint32_t kept = 0;
        for (uint32_t i = 0; i < phi->arg_count; i++) {
            struct ir_block *from = phi->u.target[i];
            bool ours = from == fork->block || from == fork->arm[0] || from == fork->arm[1];
            if (ours && !first)
                continue;
            phi->u.target[kept] = ours ? fork->block : from;
            phi->arg[kept++] = ours ? value : phi->arg[i];
            first &= !ours;
        }
        phi->arg_count = phi->target_count = kept;
    }
    last->op = IR_BR;
    last->arg_count = 0;
    last->target_count = 1;
    last->u.target[0] = fork->join;
}

static bool convert_all(struct ir_function *function)
{
    bool changed = false;
    ir_analyse(function);
    for (uint32_t b = function->order_count; b-- > 0;) {
        struct ir_block *block = function->order[b];
        struct fork fork;
        if (block->order == UINT32_MAX || !match(block, &fork) || !pays(&fork))
            continue;
        convert(function, &fork);
        changed = true;
    }
    return changed;
}

void pass_choose(struct ir_function *function)
{
    ir_resolve_all(function);
    for (unsigned round = 0; round < ROUNDS_MAX && convert_all(function); round++)
        pass_simplify_cfg(function);
}
