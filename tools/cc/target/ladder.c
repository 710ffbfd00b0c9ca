/* Branches on comparisons of 64 bits, word by word: the high words mostly decide alone. */
#include "target/passes.h"

struct ladder {
    struct ir_function *function;
    struct ir_insn *branch;
    struct ir_insn *a, *b;
};

static struct ir_insn *make(struct ladder *l, enum ir_op op, struct ir_insn *a, struct ir_insn *b)
{
    return ir_make(l->function, l->branch, op, op == IR_SHR ? IR_I64 : IR_I32, a, b, NULL);
}

static struct ir_insn *low(struct ladder *l, struct ir_insn *value)
{
    if (value->op == IR_CONST)
        return ir_make_const(l->function, l->branch, IR_I32, (int32_t)value->imm);
    return make(l, IR_TRUNC, value, NULL);
}

static struct ir_insn *high(struct ladder *l, struct ir_insn *value)
{
    if (value->op == IR_CONST)
        return ir_make_const(l->function, l->branch, IR_I32, value->imm >> 32);
    return make(l, IR_TRUNC, make(l, IR_SHR, value, ir_make_const(l->function, l->branch, IR_I32, 32)), NULL);
}

/* A block behind another one that ends like the branch, on another condition and for other targets. */
static struct ir_block *add_step(struct ladder *l, struct ir_block *after, struct ir_insn *condition,
                                 struct ir_block *yes, struct ir_block *no)
{
    struct ir_block *block = ir_block_after(l->function, after);
    struct ir_insn *branch = ir_insn_new(l->function, IR_CONDBR, IR_VOID, 1);
    branch->arg[0] = condition;
    branch->loc = l->branch->loc;
    branch->flags = l->branch->flags;
    branch->u.target = arena_array(&l->function->module->arena, 2, sizeof *branch->u.target);
    branch->u.target[0] = yes;
    branch->u.target[1] = no;
    branch->target_count = 2;
    ir_append(block, branch);
    return block;
}

static void add_edge(struct ladder *l, struct ir_block *target, const struct ir_block *like, struct ir_block *from)
{
    for (struct ir_insn *phi = target->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0, count = phi->arg_count; i < count; i++)
            if (phi->u.target[i] == like)
                ir_phi_add(l->function, phi, from, phi->arg[i]);
}

/* a and b are equal: when the high words are, the low ones decide. */
static void equality(struct ladder *l, enum ir_op op)
{
    struct ir_block *block = l->branch->block, **target = l->branch->u.target;
    struct ir_block *equal = target[op == IR_NE], *different = target[op == IR_EQ];
    struct ir_insn *condition = make(l, op, low(l, l->a), low(l, l->b));
    struct ir_block *step = add_step(l, block, make(l, op, high(l, l->a), high(l, l->b)), target[0], target[1]);
    l->branch->arg[0] = condition;
    target[op == IR_NE] = step;
    add_edge(l, different, block, step);
    for (struct ir_insn *phi = equal->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0; i < phi->arg_count; i++)
            if (phi->u.target[i] == block)
                phi->u.target[i] = step;
}

/* True when the low words cannot change what the high ones say. */
static bool high_decides(const struct ladder *l, bool strict)
{
    if (l->b->op == IR_CONST)
        return (uint32_t)l->b->imm == (strict ? 0 : UINT32_MAX);
    return l->a->op == IR_CONST && (uint32_t)l->a->imm == (strict ? UINT32_MAX : 0);
}

/* True when a's high word is never below b's. */
static bool high_is_never_less(const struct ladder *l, bool is_signed)
{
    bool b_is_least = l->b->op == IR_CONST && l->b->imm >> 32 == 0;
    bool a_is_most = l->a->op == IR_CONST && l->a->imm >> 32 == -1;
    return !is_signed && (b_is_least || a_is_most);
}

static void order(struct ladder *l, enum ir_op op)
{
    bool strict = op == IR_LT || op == IR_LTU, is_signed = op == IR_LT || op == IR_LE;
    if (high_decides(l, strict)) {
        l->branch->arg[0] = make(l, op, high(l, l->a), high(l, l->b));
        return;
    }
    struct ir_block *block = l->branch->block, **target = l->branch->u.target, *yes = target[0], *no = target[1];
    struct ir_insn *equal = make(l, IR_EQ, high(l, l->a), high(l, l->b));
    struct ir_insn *last = make(l, strict ? IR_LTU : IR_LEU, low(l, l->a), low(l, l->b));
    struct ir_block *third = add_step(l, block, last, yes, no);
    add_edge(l, yes, block, third);
    add_edge(l, no, block, third);
    if (high_is_never_less(l, is_signed)) {
        l->branch->arg[0] = equal;
        target[0] = third;
        ir_phi_forget(yes, block);
    } else {
        l->branch->arg[0] = make(l, is_signed ? IR_LT : IR_LTU, high(l, l->a), high(l, l->b));
        target[1] = add_step(l, block, equal, third, no);
        target[1]->last->flags = 0;
        add_edge(l, no, block, target[1]);
        ir_phi_forget(no, block);
    }
}

static void climb(struct ir_function *function, struct ir_insn *branch, const uint32_t *uses)
{
    struct ir_insn *compare = ir_resolve(branch->arg[0]);
    if (!ir_is_compare(compare) || uses[compare->id] != 1 ||
        branch->u.target[0] == branch->u.target[1])
        return;
    struct ladder l = {function, branch, ir_resolve(compare->arg[0]), ir_resolve(compare->arg[1])};
    if (l.a->type != IR_I64)
        return;
    if (compare->op == IR_EQ || compare->op == IR_NE) {
        bool with_zero = l.b->op == IR_CONST && l.b->imm == 0;
        if (!with_zero)
            equality(&l, (enum ir_op)compare->op);
    } else {
        order(&l, (enum ir_op)compare->op);
    }
}

void target_ladder(struct ir_function *function)
{
    struct arena arena = {0};
    uint32_t *uses = arena_array(&arena, function->insn_count, sizeof *uses);
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++)
                uses[ir_resolve(insn->arg[i])->id]++;
    for (struct ir_block *block = function->entry, *next; block; block = next) {
        next = block->next;
        if (block->last->op == IR_CONDBR)
            climb(function, block->last, uses);
    }
    arena_free(&arena);
}
