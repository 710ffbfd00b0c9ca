/* Legalisation of values of 64 bits: operations on pairs of words, or calls of the runtime. */
#include "target/legalize.h"

#include <string.h>

/* The instruction becomes a call of a runtime function with its arguments. */
static void to_runtime(struct legalize *legal, struct ir_insn *insn, const char *name)
{
    struct ir_insn *flat[4];
    uint8_t types[2];
    for (uint32_t i = 0; i < insn->arg_count; i++)
        types[i] = (uint8_t)type_of(legal, ir_resolve(insn->arg[i]));
    uint32_t count = legalize_flatten(legal, insn->arg, insn->arg_count, flat);
    enum ir_type type = insn->type == IR_I64 ? IR_I32 : (enum ir_type)insn->type;
    struct ir_insn *call = ir_insn_new(legal->function, IR_CALL, type, count);
    memcpy(call->arg, flat, count * sizeof *flat);
    call->loc = insn->loc;
    call->u.call = arena_alloc(&legal->function->module->arena, sizeof *call->u.call);
    call->u.call->callee = legalize_runtime(legal->function->module, name);
    call->u.call->named = insn->arg_count;
    legalize_places(legal, call->u.call, types, insn->arg_count);
    ir_insert_before(insn, call);
    if (insn->type == IR_I64) {
        struct ir_insn *hi = op1(legal, IR_RESULT, call);
        hi->imm = 1;
        set_pair(legal, insn, call, hi);
    } else {
        ir_become_copy(insn, call);
    }
}

/* ---- Arithmetic on pairs ---- */

static void add_sub(struct legalize *legal, struct ir_insn *insn, struct pair a, struct pair b)
{
    struct ir_insn *lo = op2(legal, (enum ir_op)insn->op, a.lo, b.lo);
    struct ir_insn *carry = insn->op == IR_ADD ? op2(legal, IR_LTU, lo, b.lo) : op2(legal, IR_LTU, a.lo, b.lo);
    struct ir_insn *hi = op2(legal, (enum ir_op)insn->op, a.hi, b.hi);
    set_pair(legal, insn, lo, op2(legal, (enum ir_op)insn->op, hi, carry));
}

static void multiply(struct legalize *legal, struct ir_insn *insn, struct pair a, struct pair b)
{
    const struct ir_insn *x = ir_resolve(insn->arg[0]), *y = ir_resolve(insn->arg[1]);
    struct ir_insn *lo = op2(legal, IR_MUL, a.lo, b.lo);
    if (x->op == IR_SEXT && y->op == IR_SEXT) {
        set_pair(legal, insn, lo, op2(legal, IR_MULH, a.lo, b.lo));
        return;
    }
    struct ir_insn *hi = op2(legal, IR_MULHU, a.lo, b.lo);
    if (y->op != IR_ZEXT)
        hi = op2(legal, IR_ADD, hi, op2(legal, IR_MUL, a.lo, b.hi));
    if (x->op != IR_ZEXT)
        hi = op2(legal, IR_ADD, hi, op2(legal, IR_MUL, a.hi, b.lo));
    set_pair(legal, insn, lo, hi);
}

/* Shift by a constant. */
static void shift_constant(struct legalize *legal, struct ir_insn *insn, struct pair a, unsigned count)
{
    enum ir_op op = (enum ir_op)insn->op;
    struct ir_insn *near = op == IR_SHL ? a.lo : a.hi, *far = op == IR_SHL ? a.hi : a.lo;
    struct ir_insn *filler = op == IR_SAR ? op2(legal, IR_SAR, a.hi, word(legal, 31)) : word(legal, 0);
    enum ir_op back = op == IR_SHL ? IR_SHR : IR_SHL, forth = op == IR_SHL ? IR_SHL : IR_SHR;
    struct ir_insn *new_near, *new_far;
    if (count == 0) {
        new_near = near;
        new_far = far;
    } else if (count < 32) {
        struct ir_insn *moved = op2(legal, back, near, word(legal, 32 - (int)count));
        new_far = op2(legal, IR_OR, op2(legal, forth, far, word(legal, count)), moved);
        new_near = op2(legal, op, near, word(legal, count));
    } else {
        new_far = count == 32 ? near : op2(legal, op, near, word(legal, (int)count - 32));
        new_near = filler;
    }
    if (op == IR_SHL)
        set_pair(legal, insn, new_near, new_far);
    else
        set_pair(legal, insn, new_far, new_near);
}

/* Shift by a variable count; near is the word that loses bits to the far one. */
static void shift_variable(struct legalize *legal, struct ir_insn *insn, struct pair a, struct ir_insn *count)
{
    enum ir_op op = (enum ir_op)insn->op;
    struct ir_insn *near = op == IR_SHL ? a.lo : a.hi, *far = op == IR_SHL ? a.hi : a.lo;
    enum ir_op back = op == IR_SHL ? IR_SHR : IR_SHL, forth = op == IR_SHL ? IR_SHL : IR_SHR;
    struct ir_insn *filler = op == IR_SAR ? op2(legal, IR_SAR, a.hi, word(legal, 31)) : word(legal, 0);
    struct ir_insn *whole = op2(legal, IR_AND, count, word(legal, 32));
    struct ir_insn *inverse = op2(legal, IR_XOR, count, word(legal, 31));
    struct ir_insn *moved = op2(legal, back, op2(legal, back, near, word(legal, 1)), inverse);
    struct ir_insn *shifted = op2(legal, op, near, count);
    struct ir_insn *joined = op2(legal, IR_OR, op2(legal, forth, far, count), moved);
    struct ir_insn *new_far = pick(legal, whole, shifted, joined);
    struct ir_insn *new_near = pick(legal, whole, filler, shifted);
    if (op == IR_SHL)
        set_pair(legal, insn, new_near, new_far);
    else
        set_pair(legal, insn, new_far, new_near);
}

static void shift(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]);
    struct ir_insn *count = ir_resolve(insn->arg[1]);
    if (count->op == IR_CONST)
        shift_constant(legal, insn, a, (unsigned)count->imm & 63);
    else
        shift_variable(legal, insn, a, count);
}

/* Rotation: two shifts of the halves, exchanged when the count has bit 5. */
static void rotate(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]);
    struct ir_insn *count = ir_resolve(insn->arg[1]);
    struct ir_insn *whole = op2(legal, IR_AND, count, word(legal, 32));
    struct ir_insn *lo = pick(legal, whole, a.hi, a.lo), *hi = pick(legal, whole, a.lo, a.hi);
    struct ir_insn *inverse = op2(legal, IR_XOR, count, word(legal, 31)), *one = word(legal, 1);
    struct ir_insn *to_lo = op2(legal, IR_SHL, op2(legal, IR_SHL, hi, one), inverse);
    struct ir_insn *to_hi = op2(legal, IR_SHL, op2(legal, IR_SHL, lo, one), inverse);
    to_lo = op2(legal, IR_OR, op2(legal, IR_SHR, lo, count), to_lo);
    to_hi = op2(legal, IR_OR, op2(legal, IR_SHR, hi, count), to_hi);
    set_pair(legal, insn, to_lo, to_hi);
}

static void compare(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]), b = pair_of(legal, insn->arg[1]);
    enum ir_op op = (enum ir_op)insn->op;
    if (op == IR_EQ || op == IR_NE) {
        struct ir_insn *low = op2(legal, IR_XOR, a.lo, b.lo), *high = op2(legal, IR_XOR, a.hi, b.hi);
        struct ir_insn *differ = op2(legal, IR_OR, low, high);
        ir_become_copy(insn, op2(legal, op, differ, word(legal, 0)));
        return;
    }
    bool is_signed = op == IR_LT || op == IR_LE;
    struct ir_insn *low = op2(legal, op == IR_LT || op == IR_LTU ? IR_LTU : IR_LEU, a.lo, b.lo);
    struct ir_insn *high = op2(legal, is_signed ? IR_LT : IR_LTU, a.hi, b.hi);
    ir_become_copy(insn, pick(legal, op2(legal, IR_EQ, a.hi, b.hi), low, high));
}

static void count_bits(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]);
    enum ir_op op = (enum ir_op)insn->op;
    if (op == IR_POPCNT) {
        struct ir_insn *low = op1(legal, op, a.lo), *high = op1(legal, op, a.hi);
        ir_become_copy(insn, op2(legal, IR_ADD, low, high));
        return;
    }
    struct ir_insn *first = op == IR_CLZ ? a.hi : a.lo, *second = op == IR_CLZ ? a.lo : a.hi;
    struct ir_insn *beyond = op1(legal, op, second);
    beyond = op2(legal, IR_ADD, beyond, word(legal, 32));
    ir_become_copy(insn, pick(legal, first, op1(legal, op, first), beyond));
}

/* ---- Instructions with i64 ---- */

static void convert(struct legalize *legal, struct ir_insn *insn)
{
    struct ir_insn *a = ir_resolve(insn->arg[0]);
    bool single = insn->type == IR_F32 || a->type == IR_F32;
    switch ((enum ir_op)insn->op) {
    case IR_SEXT: set_pair(legal, insn, a, op2(legal, IR_SAR, a, word(legal, 31))); return;
    case IR_ZEXT: set_pair(legal, insn, a, word(legal, 0)); return;
    case IR_TRUNC: ir_become_copy(insn, pair_of(legal, a).lo); return;
    case IR_STOF: to_runtime(legal, insn, single ? "__floatdisf" : "__floatdidf"); return;
    case IR_UTOF: to_runtime(legal, insn, single ? "__floatundisf" : "__floatundidf"); return;
    case IR_FTOS: to_runtime(legal, insn, single ? "__fixsfdi" : "__fixdfdi"); return;
    case IR_FTOU: to_runtime(legal, insn, single ? "__fixunssfdi" : "__fixunsdfdi"); return;
    default: /* bits */
        if (insn->type == IR_F64) {
            struct pair words = pair_of(legal, a);
            ir_become_copy(insn, make_f64(legal, words.lo, words.hi));
        } else {
            struct ir_insn *low = op1(legal, IR_FLO, a), *high = op1(legal, IR_FHI, a);
            set_pair(legal, insn, low, high);
        }
    }
}

static void arithmetic(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]), b = {NULL, NULL};
    struct ir_insn *low;
    if (insn->arg_count > 1 && is_pair(legal, ir_resolve(insn->arg[1])))
        b = pair_of(legal, insn->arg[1]);
    switch ((enum ir_op)insn->op) {
    case IR_ADD:
    case IR_SUB: add_sub(legal, insn, a, b); return;
    case IR_MUL: multiply(legal, insn, a, b); return;
    case IR_DIV: to_runtime(legal, insn, "__divdi3"); return;
    case IR_DIVU: to_runtime(legal, insn, "__udivdi3"); return;
    case IR_REM: to_runtime(legal, insn, "__moddi3"); return;
    case IR_REMU: to_runtime(legal, insn, "__umoddi3"); return;
    case IR_SHL:
    case IR_SHR:
    case IR_SAR: shift(legal, insn); return;
    case IR_ROTR: rotate(legal, insn); return;
    case IR_BSWAP:
        low = op1(legal, IR_BSWAP, a.hi);
        set_pair(legal, insn, low, op1(legal, IR_BSWAP, a.lo));
        return;
    default: /* and or xor */
        low = op2(legal, (enum ir_op)insn->op, a.lo, b.lo);
        set_pair(legal, insn, low, op2(legal, (enum ir_op)insn->op, a.hi, b.hi));
    }
}

void legalize_wide(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a, b;
    struct ir_insn *low;
    switch ((enum ir_op)insn->op) {
    case IR_CONST:
        low = word(legal, insn->imm);
        set_pair(legal, insn, low, word(legal, insn->imm >> 32));
        return;
    case IR_UNDEF:
        low = ir_make(legal->function, insn, IR_UNDEF, IR_I32, NULL, NULL, NULL);
        set_pair(legal, insn, low, ir_make(legal->function, insn, IR_UNDEF, IR_I32, NULL, NULL, NULL));
        return;
    case IR_SELECT:
        a = pair_of(legal, insn->arg[1]);
        b = pair_of(legal, insn->arg[2]);
        low = pick(legal, insn->arg[0], a.lo, b.lo);
        set_pair(legal, insn, low, pick(legal, insn->arg[0], a.hi, b.hi));
        return;
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_LTU:
    case IR_LEU: compare(legal, insn); return;
    case IR_CLZ:
    case IR_CTZ:
    case IR_POPCNT: count_bits(legal, insn); return;
    case IR_SEXT:
    case IR_ZEXT:
    case IR_TRUNC:
    case IR_STOF:
    case IR_UTOF:
    case IR_FTOS:
    case IR_FTOU:
    case IR_BITS: convert(legal, insn); return;
    default: arithmetic(legal, insn);
    }
}
