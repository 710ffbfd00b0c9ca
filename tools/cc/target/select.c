/* Instruction selection: from the legalised IR to machine instructions over virtual registers.
 *
 * Blocks are taken in reverse of the reverse postorder (whatever their layout) and each from its end to its start, so
 * that every use is seen before its definition: a value that nobody has asked for by then (dead, or folded into its
 * users) makes no code.  The instructions of one IR instruction are collected in order and put in front of what the
 * block already holds; a block is turned round at its end. */
#include "target/select.h"

#include "target/debug.h"

#include <string.h>

struct mach_insn *emit(struct select *sel, unsigned op, mreg d, mreg a, mreg b, int32_t imm)
{
    if (sel->count == sel->capacity) {
        uint32_t capacity = sel->capacity ? sel->capacity * 2 : 32;
        sel->sequence = arena_grow(&sel->mach->arena, sel->sequence, sel->count, capacity, sizeof *sel->sequence);
        sel->capacity = capacity;
    }
    struct mach_insn *insn = &sel->sequence[sel->count++];
    memset(insn, 0, sizeof *insn);
    insn->op = (uint16_t)op;
    insn->d = d;
    insn->a = a;
    insn->b = b;
    insn->imm = imm;
    insn->loc = sel->loc;
    insn->order = sel->order;
    return insn;
}

mreg temporary(struct select *sel, bool is_fp)
{
    return mach_reg(sel->mach, is_fp);
}

bool is_fp_type(unsigned type)
{
    return type == IR_F32 || type == IR_F64;
}

mreg need(struct select *sel, struct ir_insn *value)
{
    value = ir_resolve(value);
    if (value->op == IR_CONST && value->imm == 0 && value->type == IR_I32)
        return REG_ZERO;
    if (!sel->reg[value->id])
        sel->reg[value->id] = temporary(sel, is_fp_type(value->type));
    return sel->reg[value->id];
}

bool is_const(const struct ir_insn *value, int32_t *imm)
{
    if (!ir_is_word(value))
        return false;
    *imm = (int32_t)value->imm;
    return true;
}

bool used_once(const struct select *sel, const struct ir_insn *value)
{
    return sel->uses[value->id] == 1;
}

void copy_into(struct select *sel, mreg to, struct ir_insn *value)
{
    value = ir_resolve(value);
    int32_t imm;
    if (is_const(value, &imm) && (sel->reg[value->id] == 0 || mach_fits16(imm))) {
        emit(sel, M_LI, to, 0, 0, imm);
    } else if (sel->reg[value->id] == 0 && value->op == IR_ADDR && !value->u.symbol->tls) {
        struct mach_insn *insn = emit(sel, M_LA, to, 0, 0, (int32_t)value->imm);
        insn->ref = REF_SYMBOL;
        insn->u.symbol = value->u.symbol;
    } else if (sel->reg[value->id] == 0 && value->op == IR_SLOT) {
        struct mach_insn *insn = emit(sel, OP_ADDI, to, REG_SP, 0, (int32_t)value->imm);
        insn->ref = REF_SLOT;
        insn->u.slot = value->u.slot;
    } else if (value->op != IR_UNDEF) {
        emit(sel, is_fp_type(value->type) ? (unsigned)OP_FMOV : (unsigned)M_MOV, to, need(sel, value), 0, 0);
    }
}

/* ---- Phis ---- */

/* At the end of a block: the values of its successors' phis, into the registers that the phis read. */
static void copies_to_successors(struct select *sel, struct ir_block *block)
{
    const struct ir_insn *last = block->last;
    for (uint32_t s = 0; s < last->target_count; s++) {
        struct ir_block *successor = last->u.target[s];
        bool repeated = false;
        for (uint32_t k = 0; k < s; k++)
            repeated |= last->u.target[k] == successor;
        if (repeated)
            continue;
        for (struct ir_insn *phi = successor->first; phi && phi->op == IR_PHI; phi = phi->next)
            for (uint32_t i = 0; i < phi->arg_count; i++)
                if (phi->u.target[i] == block) {
                    copy_into(sel, sel->phi_in[phi->id], phi->arg[i]);
                    break;
                }
    }
}

/* ---- Entry ---- */

static void entry_parameters(struct select *sel)
{
    struct ir_function *function = sel->function;
    uint32_t set = 0;
    for (uint32_t i = 0; i < function->param_count; i++)
        if (function->places[i].reg)
            set |= MREG_SET(function->places[i].reg);
    emit(sel, M_ENTRY, 0, 0, 0, (int32_t)set);
    for (struct ir_insn *param = function->entry->first; param; param = param->next) {
        mreg to = sel->reg[param->id];
        if (param->op != IR_PARAM || !to)
            continue;
        const struct abi_place *place = &function->places[param->imm];
        bool is_fp = is_fp_type(param->type);
        if (place->reg) {
            emit(sel, is_fp ? (unsigned)OP_FMOV : (unsigned)M_MOV, to, place->reg, 0, 0);
        } else {
            unsigned op = param->type == IR_F64 ? OP_FLD : param->type == IR_F32 ? OP_FLW : OP_LW;
            emit(sel, op, to, REG_SP, 0, (int32_t)place->offset)->ref = REF_INCOMING;
        }
    }
}

/* ---- Blocks ---- */

static void flush(struct select *sel, struct mach_block *block)
{
    while (sel->count > 0)
        mach_append(sel->mach, block, &sel->sequence[--sel->count]);
}

static bool wanted(const struct select *sel, const struct ir_insn *insn)
{
    if (insn->op == IR_PHI || insn->op == IR_COPY || insn->op == IR_NOP || insn->op == IR_PARAM ||
        (insn->flags & IR_TAIL))
        return false;
    bool removable = (ir_ops[insn->op].flags & IR_PURE) || (insn->op == IR_LOAD && !(insn->flags & IR_VOLATILE));
    return !removable || sel->reg[insn->id];
}

static void select_block(struct select *sel, struct mach_block *block)
{
    struct ir_block *ir = block->ir;
    sel->next = block->index + 1 < sel->mach->block_count ? block[1].ir : NULL;
    sel->order = 0;
    for (const struct ir_insn *insn = ir->first; insn; insn = insn->next)
        sel->order++;
    for (struct ir_insn *insn = ir->last; insn; insn = insn->prev, sel->order--) {
        if (!wanted(sel, insn))
            continue;
        sel->loc = insn->loc;
        if (insn == ir->last)
            copies_to_successors(sel, ir);
        select_insn(sel, insn);
        flush(sel, block);
    }
    sel->order = 1;
    for (struct ir_insn *phi = ir->first; phi && phi->op == IR_PHI; phi = phi->next)
        emit(sel, is_fp_type(phi->type) ? (unsigned)OP_FMOV : (unsigned)M_MOV, sel->reg[phi->id], sel->phi_in[phi->id],
             0, 0);
    flush(sel, block);
    if (block->index == 0) {
        entry_parameters(sel);
        flush(sel, block);
    }
    for (uint32_t i = 0, k = block->count; i + 1 < k; i++) {
        struct mach_insn swap = block->insns[i];
        block->insns[i] = block->insns[--k];
        block->insns[k] = swap;
    }
}

static void number_registers(struct select *sel)
{
    struct ir_function *function = sel->function;
    struct arena *arena = &sel->mach->arena;
    sel->reg = arena_array(arena, function->insn_count, sizeof *sel->reg);
    sel->phi_in = arena_array(arena, function->insn_count, sizeof *sel->phi_in);
    sel->uses = arena_array(arena, function->insn_count, sizeof *sel->uses);
    for (uint32_t b = 0; b < function->order_count; b++)
        for (struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next) {
            if (insn->op == IR_PHI) {
                sel->reg[insn->id] = temporary(sel, is_fp_type(insn->type));
                sel->phi_in[insn->id] = temporary(sel, is_fp_type(insn->type));
            }
            for (uint32_t i = 0; insn->op != IR_COPY && i < insn->arg_count; i++)
                sel->uses[ir_resolve(insn->arg[i])->id]++;
        }
}

static struct mach_function *new_function(struct ir_function *function)
{
    struct arena arena = {0};
    struct mach_function *mach = arena_alloc(&arena, sizeof *mach);
    mach->arena = arena;
    mach->ir = function;
    mach->frame_pointer = function->frame_pointer;
    mach->reg_capacity = 256;
    mach->is_fp = arena_array(&mach->arena, mach->reg_capacity, 1);
    mach->reg_count = MREG_VIRTUAL;
    memset(mach->is_fp + 16, 1, 16);
    return mach;
}

static void make_blocks(struct select *sel)
{
    struct mach_function *mach = sel->mach;
    struct ir_function *function = sel->function;
    uint32_t count = mach->block_count = function->order_count;
    struct ir_block **layout = arena_array(&mach->arena, count, sizeof(struct ir_block *));
    target_layout(function, layout);
    mach->blocks = arena_array(&mach->arena, count, sizeof *mach->blocks);
    sel->block_of = arena_array(&mach->arena, count, sizeof(struct mach_block *));
    for (uint32_t i = 0; i < count; i++) {
        mach->blocks[i].ir = layout[i];
        mach->blocks[i].index = i;
        sel->block_of[layout[i]->order] = &mach->blocks[i];
    }
    mach->by_order = sel->block_of;
    for (uint32_t i = 0; i < count; i++) {
        struct mach_block *block = &mach->blocks[i];
        block->framed = true;
        block->loop_depth = block->ir->loop_depth;
        block->succ_count = block->ir->last->target_count;
        block->succs = arena_array(&mach->arena, block->succ_count, sizeof *block->succs);
        for (uint32_t s = 0; s < block->succ_count; s++)
            block->succs[s] = sel->block_of[block->ir->last->u.target[s]->order];
    }
}

/* Nobody else may know this function's frame when it is gone. */
static bool may_leave_frame(const struct ir_function *function)
{
    if (function->frame_pointer || function->variadic)
        return false;
    for (uint32_t b = 0; b < function->order_count; b++)
        for (const struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next) {
            if (insn->op == IR_ALLOCA || insn->op == IR_STACKSAVE || insn->op == IR_FRAMEADDR || insn->op == IR_RETADDR)
                return false;
            bool access = insn->op == IR_LOAD || insn->op == IR_STORE;
            for (uint32_t i = access ? 1 : 0; i < insn->arg_count; i++)
                if (insn->arg[i]->op == IR_SLOT)
                    return false;
        }
    return true;
}

struct mach_function *target_select(struct ir_function *function, bool tail_calls)
{
    struct select sel = {.function = function, .mach = new_function(function)};
    ir_analyse(function);
    sel.tail_calls = tail_calls && may_leave_frame(function);
    make_blocks(&sel);
    number_registers(&sel);
    for (uint32_t i = sel.mach->block_count; i-- > 0;)
        select_block(&sel, sel.block_of[i]);
    debug_note_selection(sel.mach, sel.reg);
    return sel.mach;
}

void mach_free(struct mach_function *function)
{
    struct arena arena = function->arena;
    arena_free(&arena);
}
