/* Selection: comparisons, choices, ends of blocks. */
#include "target/select.h"

/* A comparison brought into the machine's form: a relation of a with b or with a constant, possibly inverted. */
enum relation { REL_EQ, REL_LT, REL_LTU };

struct test {
    enum relation relation;
    bool inverted, constant;
    struct ir_insn *a, *b;
    int32_t imm;
};

static bool is_int_compare(const struct ir_insn *insn)
{
    return ir_is_compare(insn) && insn->arg[0]->type == IR_I32;
}

/* c <= x as a < c with the constant's neighbour: true when it does not wrap. */
static bool next_constant(bool is_signed, int32_t imm, int32_t *next)
{
    if (is_signed ? imm == INT32_MAX : imm == -1)
        return false;
    *next = (int32_t)((uint32_t)imm + 1);
    return true;
}

static struct test analyse(struct ir_insn *insn)
{
    struct ir_insn *a = insn->arg[0], *b = insn->arg[1];
    struct test test = {.a = a, .b = b};
    int32_t left, right, next;
    bool left_constant = is_const(a, &left), right_constant = is_const(b, &right);
    if (insn->op == IR_EQ || insn->op == IR_NE) {
        test.relation = REL_EQ;
        test.inverted = insn->op == IR_NE;
        if (left_constant && !right_constant)
            test = (struct test){REL_EQ, test.inverted, true, b, a, left};
        else if (right_constant)
            test = (struct test){REL_EQ, test.inverted, true, a, b, right};
        return test;
    }
    bool is_signed = insn->op == IR_LT || insn->op == IR_LE, or_equal = insn->op == IR_LE || insn->op == IR_LEU;
    test.relation = is_signed ? REL_LT : REL_LTU;
    if (right_constant && !or_equal) /* a < c */
        return (struct test){test.relation, false, true, a, b, right};
    if (right_constant && next_constant(is_signed, right, &next)) /* a <= c: a < c + 1 */
        return (struct test){test.relation, false, true, a, b, next};
    if (left_constant && or_equal) /* c <= b: not b < c */
        return (struct test){test.relation, true, true, b, a, left};
    if (left_constant && next_constant(is_signed, left, &next)) /* c < b: not b < c + 1 */
        return (struct test){test.relation, true, true, b, a, next};
    if (or_equal) /* a <= b: not b < a */
        return (struct test){test.relation, true, false, b, a, 0};
    return test;
}

/* The same between registers: the constant is the IR's, which stands outside of loops. */
static struct test in_registers(struct ir_insn *insn)
{
    struct ir_insn *a = insn->arg[0], *b = insn->arg[1];
    if (insn->op == IR_EQ || insn->op == IR_NE)
        return (struct test){REL_EQ, insn->op == IR_NE, false, a, b, 0};
    enum relation relation = insn->op == IR_LT || insn->op == IR_LE ? REL_LT : REL_LTU;
    if (insn->op == IR_LE || insn->op == IR_LEU)
        return (struct test){relation, true, false, b, a, 0};
    return (struct test){relation, false, false, a, b, 0};
}

static bool fits_branch(const struct test *test)
{
    return test->imm >= -128 && test->imm <= 127;
}

/* ---- Comparison as a value ---- */

static void compare_floats(struct select *sel, struct ir_insn *insn, mreg d)
{
    bool single = insn->arg[0]->type == IR_F32;
    mreg a = need(sel, insn->arg[0]), b = need(sel, insn->arg[1]);
    unsigned op;
    if (insn->op == IR_LT)
        op = single ? OP_FLT_S : OP_FLT_D;
    else if (insn->op == IR_LE)
        op = single ? OP_FLE_S : OP_FLE_D;
    else
        op = single ? OP_FEQ_S : OP_FEQ_D;
    if (insn->op == IR_NE) {
        mreg equal = temporary(sel, false);
        emit(sel, op, equal, a, b, 0);
        emit(sel, OP_XORI, d, equal, 0, 1);
    } else {
        emit(sel, op, d, a, b, 0);
    }
}

void select_compare(struct select *sel, struct ir_insn *insn)
{
    static const uint16_t plain[] = {OP_SEQ, OP_SLT, OP_SLTU}, immediate[] = {OP_SEQI, OP_SLTI, OP_SLTIU};
    mreg d = sel->reg[insn->id];
    if (!is_int_compare(insn)) {
        compare_floats(sel, insn, d);
        return;
    }
    struct test test = analyse(insn);
    bool immediate_form = test.constant && mach_fits16(test.imm);
    if (!immediate_form)
        test = in_registers(insn);
    mreg a = need(sel, test.a);
    if (test.relation == REL_EQ && test.inverted) {
        if (immediate_form)
            emit(sel, OP_SNEI, d, a, 0, test.imm);
        else
            emit(sel, OP_SNE, d, a, need(sel, test.b), 0);
        return;
    }
    mreg result = test.inverted ? temporary(sel, false) : d;
    if (immediate_form)
        emit(sel, immediate[test.relation], result, a, 0, test.imm);
    else
        emit(sel, plain[test.relation], result, a, need(sel, test.b), 0);
    if (test.inverted)
        emit(sel, OP_XORI, d, result, 0, 1);
}

/* ---- Choice ---- */

/* a < b ? a : b and its kin. */
static bool select_extreme(struct select *sel, struct ir_insn *insn, mreg d)
{
    struct ir_insn *test = insn->arg[0];
    if (insn->type != IR_I32 || test->op < IR_LT || test->op > IR_LEU || !is_int_compare(test))
        return false;
    struct ir_insn *a = test->arg[0], *b = test->arg[1];
    bool is_signed = test->op == IR_LT || test->op == IR_LE;
    unsigned op;
    if (a == insn->arg[1] && b == insn->arg[2])
        op = is_signed ? OP_MIN : OP_MINU;
    else if (a == insn->arg[2] && b == insn->arg[1])
        op = is_signed ? OP_MAX : OP_MAXU;
    else
        return false;
    mreg left = need(sel, a), right = need(sel, b);
    emit(sel, op, d, left, right, 0);
    return true;
}

void select_choice(struct select *sel, struct ir_insn *insn)
{
    mreg d = sel->reg[insn->id];
    if (select_extreme(sel, insn, d))
        return;
    struct ir_insn *condition = insn->arg[0], *a = insn->arg[1], *b = insn->arg[2];
    int32_t imm;
    while ((condition->op == IR_EQ || condition->op == IR_NE) && condition->arg[0]->type == IR_I32 &&
           is_const(condition->arg[1], &imm) && imm == 0) {
        if (condition->op == IR_EQ) {
            struct ir_insn *swap = a;
            a = b;
            b = swap;
        }
        condition = condition->arg[0];
    }
    mreg c = need(sel, condition), yes = need(sel, a), no = need(sel, b);
    emit(sel, is_fp_type(insn->type) ? OP_FSEL : OP_SEL, d, yes, no, 0)->c = c;
}

/* ---- Ends of blocks ---- */

static struct mach_block *block_of(const struct select *sel, const struct ir_block *block)
{
    return sel->block_of[block->order];
}

static void jump(struct select *sel, struct ir_block *target)
{
    if (target == sel->next)
        return;
    struct mach_insn *insn = emit(sel, M_BR, 0, 0, 0, 0);
    insn->ref = REF_BLOCK;
    insn->u.block = block_of(sel, target);
}

static void branch(struct select *sel, unsigned op, mreg d, mreg a, int32_t imm, struct ir_block *target)
{
    struct mach_insn *insn = emit(sel, op, d, a, 0, imm);
    insn->ref = REF_BLOCK;
    insn->u.block = block_of(sel, target);
}

/* Branch to target when the test holds. */
static void branch_on_test(struct select *sel, const struct test *test, struct ir_block *target)
{
    static const uint16_t plain[3][2] = {{OP_BEQ, OP_BNE}, {OP_BLT, OP_BGE}, {OP_BLTU, OP_BGEU}};
    static const uint16_t immediate[3][2] = {{OP_BEQI, OP_BNEI}, {OP_BLTI, OP_BGEI}, {OP_BLTUI, OP_BGEUI}};
    mreg a = need(sel, test->a);
    if (test->constant && test->imm != 0) {
        branch(sel, immediate[test->relation][test->inverted], a, 0, test->imm, target);
        return;
    }
    mreg b = test->constant ? REG_ZERO : need(sel, test->b);
    branch(sel, plain[test->relation][test->inverted], a, b, 0, target);
}

static void condbr(struct select *sel, struct ir_insn *insn)
{
    struct ir_insn *condition = insn->arg[0];
    struct ir_block *yes = insn->u.target[0], *no = insn->u.target[1];
    int32_t imm;
    bool inverted = yes == sel->next;
    /* x == 0 and x != 0 of a comparison x */
    while ((condition->op == IR_EQ || condition->op == IR_NE) && condition->arg[0]->type == IR_I32 &&
           is_const(condition->arg[1], &imm) && imm == 0 && ir_is_compare(condition->arg[0])) {
        inverted ^= condition->op == IR_EQ;
        condition = condition->arg[0];
    }
    struct test test = {.relation = REL_EQ, .inverted = true, .constant = true, .a = condition};
    if (is_int_compare(condition) && (used_once(sel, condition) || !sel->reg[condition->id]))
        test = analyse(condition);
    if (test.constant && !fits_branch(&test))
        test = in_registers(condition);
    test.inverted ^= inverted;
    branch_on_test(sel, &test, yes == sel->next ? no : yes);
    if (yes != sel->next)
        jump(sel, no);
}

static void find_range(const struct ir_insn *insn, int64_t *low, int64_t *high)
{
    *low = *high = insn->cases[0];
    for (uint32_t i = 1; i + 1 < insn->target_count; i++) {
        *low = insn->cases[i] < *low ? insn->cases[i] : *low;
        *high = insn->cases[i] > *high ? insn->cases[i] : *high;
    }
}

/* What lowering has left of switches is dense, and names the table's address. */
static void switch_table(struct select *sel, struct ir_insn *insn)
{
    int64_t low, high;
    find_range(insn, &low, &high);
    struct mach_function *mach = sel->mach;
    struct mach_table *table = arena_alloc(&mach->arena, sizeof *table);
    table->count = (uint32_t)(high - low + 1);
    table->targets = arena_array(&mach->arena, table->count, sizeof *table->targets);
    for (uint32_t i = 0; i < table->count; i++)
        table->targets[i] = block_of(sel, insn->u.target[0]);
    for (uint32_t i = insn->target_count - 1; i-- > 0;)
        table->targets[insn->cases[i] - low] = block_of(sel, insn->u.target[i + 1]);
    table->symbol = insn->arg[1]->u.symbol;
    table->next = mach->tables;
    mach->tables = table;
    mreg index = need(sel, insn->arg[0]), base = need(sel, insn->arg[1]);
    if (low != 0) {
        mreg moved = temporary(sel, false);
        if (mach_fits16(-low)) {
            emit(sel, OP_ADDI, moved, index, 0, (int32_t)-low);
        } else {
            emit(sel, M_LI, moved, 0, 0, (int32_t)low);
            emit(sel, OP_SUB, moved, index, moved, 0);
        }
        index = moved;
    }
    if (table->count <= 127) {
        branch(sel, OP_BGEUI, index, 0, (int32_t)table->count, insn->u.target[0]);
    } else {
        mreg outside = temporary(sel, false);
        emit(sel, M_LI, outside, 0, 0, (int32_t)table->count);
        branch(sel, OP_BGEU, index, outside, 0, insn->u.target[0]);
    }
    struct mach_insn *go = emit(sel, M_TABLE, temporary(sel, false), base, index, 0);
    go->ref = REF_TABLE;
    go->u.table = table;
}

void select_branch(struct select *sel, struct ir_insn *insn)
{
    switch ((enum ir_op)insn->op) {
    case IR_BR: jump(sel, insn->u.target[0]); return;
    case IR_CONDBR: condbr(sel, insn); return;
    case IR_SWITCH: switch_table(sel, insn); return;
    case IR_GOTO: emit(sel, M_GOTO, 0, need(sel, insn->arg[0]), 0, 0); return;
    default: /* unreachable: what happens here is up to the machine */ emit(sel, OP_BRK, 0, 0, 0, 0);
    }
}
