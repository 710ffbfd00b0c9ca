/* Range tests: two branches in a row that compare one value with constants and share a way out become one, when
 * together they ask whether the value lies in a range: c >= '0' && c <= '9' is c - '0' < 10, unsigned. */
#include "passes/passes.h"

#define SPECULATED_MAX 4 /* instructions of the second test, done before the first */
#define WHOLE          ((uint64_t)1 << 32)

/* The values low .. low + count - 1, modulo 2^32. */
struct range {
    uint32_t low;
    uint64_t count;
};

/* The values of x for which an edge is taken. */
struct test {
    struct ir_insn *x;
    struct range range;
};

static struct range complement(struct range range)
{
    return (struct range){(uint32_t)(range.low + range.count), WHOLE - range.count};
}

static struct range where(enum ir_op op, uint32_t c)
{
    uint32_t biased = c ^ 0x80000000u;
    switch (op) {
    case IR_EQ: return (struct range){c, 1};
    case IR_NE: return (struct range){c + 1, WHOLE - 1};
    case IR_LT: return (struct range){0x80000000u, biased};
    case IR_LE: return (struct range){0x80000000u, (uint64_t)biased + 1};
    case IR_LTU: return (struct range){0, c};
    default: return (struct range){0, (uint64_t)c + 1};
    }
}

/* c < x is not x <= c, and so on. */
static struct range where_reversed(enum ir_op op, uint32_t c)
{
    switch (op) {
    case IR_LT: return complement(where(IR_LE, c));
    case IR_LE: return complement(where(IR_LT, c));
    case IR_LTU: return complement(where(IR_LEU, c));
    case IR_LEU: return complement(where(IR_LTU, c));
    default: return where(op, c);
    }
}

static bool analyse(struct ir_insn *condition, struct test *test)
{
    if (!ir_is_compare(condition)) {
        *test = (struct test){condition, where(IR_NE, 0)};
    } else if (ir_is_word(condition->arg[1])) {
        *test = (struct test){condition->arg[0], where((enum ir_op)condition->op, (uint32_t)condition->arg[1]->imm)};
    } else if (ir_is_word(condition->arg[0])) {
        *test = (struct test){condition->arg[1],
                              where_reversed((enum ir_op)condition->op, (uint32_t)condition->arg[0]->imm)};
    } else {
        return false;
    }
    if (test->x->type != IR_I32)
        return false;
    if (test->x->op == IR_ADD && ir_is_word(test->x->arg[1])) {
        test->range.low -= (uint32_t)test->x->arg[1]->imm;
        test->x = test->x->arg[0];
    }
    return true;
}

/* The union when it is one range. */
static bool join(struct range a, struct range b, struct range *both)
{
    if (a.count == 0 || b.count == 0) {
        *both = a.count ? a : b;
        return true;
    }
    for (unsigned turn = 0; turn < 2; turn++) {
        uint64_t distance = (uint32_t)(b.low - a.low);
        if (distance <= a.count) {
            uint64_t end = distance + b.count;
            *both = (struct range){a.low, end > a.count ? end : a.count};
            if (both->count > WHOLE)
                both->count = WHOLE;
            return true;
        }
        struct range swap = a;
        a = b;
        b = swap;
    }
    return false;
}

/* ---- Pairs of branches ---- */

struct pair {
    struct ir_block *first, *second, *out, *other; /* both lead to out, only the second to other */
    struct ir_insn *x;
    struct range range; /* of x, for out */
};

static bool same_values(const struct pair *pair)
{
    for (const struct ir_insn *phi = pair->out->first; phi && phi->op == IR_PHI; phi = phi->next) {
        const struct ir_insn *value[2] = {NULL, NULL};
        for (uint32_t i = 0; i < phi->arg_count; i++) {
            if (phi->u.target[i] == pair->first)
                value[0] = phi->arg[i];
            else if (phi->u.target[i] == pair->second)
                value[1] = phi->arg[i];
        }
        bool equal = value[0] == value[1] ||
                     (value[0]->op == IR_CONST && value[1]->op == IR_CONST && value[0]->imm == value[1]->imm);
        if (!equal)
            return false;
    }
    return true;
}

static bool may_speculate(const struct ir_block *block)
{
    uint32_t count = 0;
    for (const struct ir_insn *insn = block->first; insn != block->last; insn = insn->next) {
        if (!(ir_ops[insn->op].flags & IR_PURE) || insn->op == IR_RESULT)
            return false;
        count += insn->op != IR_CONST;
    }
    return count <= SPECULATED_MAX;
}

static bool match(struct ir_block *first, unsigned edge, struct pair *pair)
{
    struct ir_block *second = first->last->u.target[edge], *out = first->last->u.target[1 - edge];
    if (second == out || second->pred_count != 1 || second->last->op != IR_CONDBR || second->address_taken)
        return false;
    unsigned out_edge = second->last->u.target[0] == out ? 0 : 1;
    if (second->last->u.target[out_edge] != out || second->last->u.target[1 - out_edge] == out)
        return false;
    *pair = (struct pair){first, second, out, second->last->u.target[1 - out_edge], NULL, {0, 0}};
    struct test a, b;
    if (!analyse(first->last->arg[0], &a) || !analyse(second->last->arg[0], &b) || a.x != b.x)
        return false;
    if (edge == 0)
        a.range = complement(a.range);
    if (out_edge == 1)
        b.range = complement(b.range);
    pair->x = a.x;
    return join(a.range, b.range, &pair->range) && same_values(pair) && may_speculate(second);
}

/* The condition for `out`, in front of an instruction. */
static struct ir_insn *make_test(struct ir_function *function, struct ir_insn *before, const struct pair *pair)
{
    struct range range = pair->range;
    if (range.count == 0 || range.count == WHOLE)
        return ir_make_const(function, before, IR_I32, range.count != 0);
    if (range.count == 1 || range.count == WHOLE - 1) {
        bool one = range.count == 1;
        int32_t value = (int32_t)(one ? range.low : range.low - 1);
        return ir_make(function, before, one ? IR_EQ : IR_NE, IR_I32, pair->x,
                       ir_make_const(function, before, IR_I32, value), NULL);
    }
    struct ir_insn *x = pair->x;
    bool inverted = (uint32_t)(range.low + range.count) == 0 && range.low; /* x >= low */
    if (inverted)
        range = complement(range);
    if (range.low)
        x = ir_make(function, before, IR_ADD, IR_I32, x,
                    ir_make_const(function, before, IR_I32, (int32_t)(0u - range.low)), NULL);
    struct ir_insn *limit = ir_make_const(function, before, IR_I32, (int32_t)(uint32_t)range.count);
    return inverted ? ir_make(function, before, IR_LEU, IR_I32, limit, x, NULL)
                    : ir_make(function, before, IR_LTU, IR_I32, x, limit, NULL);
}

static void merge(struct ir_function *function, const struct pair *pair)
{
    struct ir_insn *last = pair->first->last;
    last->arg[0] = make_test(function, last, pair);
    last->u.target[0] = pair->out;
    last->u.target[1] = pair->other;
    last->flags = 0;
    for (struct ir_insn *insn = pair->second->first, *next; insn != pair->second->last; insn = next) {
        next = insn->next;
        ir_remove(insn);
        ir_insert_before(last, insn);
    }
    ir_phi_forget(pair->out, pair->second);
    for (struct ir_insn *phi = pair->other->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0; i < phi->arg_count; i++)
            if (phi->u.target[i] == pair->second)
                phi->u.target[i] = pair->first;
    for (uint32_t p = 0; p < pair->other->pred_count; p++)
        if (pair->other->preds[p] == pair->second)
            pair->other->preds[p] = pair->first;
    pair->second->last->op = IR_UNREACHABLE;
    pair->second->last->arg_count = pair->second->last->target_count = 0;
    pair->second->order = UINT32_MAX;
}

void pass_ranges(struct ir_function *function)
{
    ir_analyse(function);
    ir_resolve_all(function);
    for (uint32_t b = function->order_count; b-- > 0;) {
        struct ir_block *block = function->order[b];
        struct pair pair;
        while (block->order != UINT32_MAX && block->last->op == IR_CONDBR &&
               (match(block, 0, &pair) || match(block, 1, &pair)))
            merge(function, &pair);
    }
    pass_dce(function);
}
