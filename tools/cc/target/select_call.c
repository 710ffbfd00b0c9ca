/* Selection: calls, results, returns, inline assembly. */
#include "target/select.h"

#include <stdlib.h>
#include <string.h>

static unsigned move_op(unsigned type)
{
    return is_fp_type(type) ? (unsigned)OP_FMOV : (unsigned)M_MOV;
}

static void stack_argument(struct select *sel, struct ir_insn *value, uint32_t offset)
{
    unsigned op = value->type == IR_F64 ? OP_FSD : value->type == IR_F32 ? OP_FSW : OP_SW;
    emit(sel, op, need(sel, value), REG_SP, 0, (int32_t)offset)->ref = REF_OUTGOING;
}

/* Arguments to their places; the set of argument registers. */
static uint32_t place_arguments(struct select *sel, struct ir_insn *insn)
{
    const struct ir_call *call = insn->u.call;
    uint32_t first = call->callee ? 0 : 1, set = 0;
    for (uint32_t i = first; i < insn->arg_count; i++)
        if (!call->places[i - first].reg)
            stack_argument(sel, insn->arg[i], call->places[i - first].offset);
    for (uint32_t i = first; i < insn->arg_count; i++) {
        unsigned reg = call->places[i - first].reg;
        if (!reg)
            continue;
        copy_into(sel, reg, insn->arg[i]);
        set |= MREG_SET(reg);
    }
    return set;
}

void select_call(struct select *sel, struct ir_insn *insn)
{
    const struct ir_call *call = insn->u.call;
    mreg target = call->callee ? 0 : need(sel, insn->arg[0]);
    sel->mach->has_calls = true;
    if (call->stack_bytes > sel->mach->outgoing_bytes)
        sel->mach->outgoing_bytes = call->stack_bytes;
    uint32_t set = place_arguments(sel, insn);
    struct mach_insn *made = emit(sel, M_CALL, 0, target, 0, (int32_t)set);
    made->ref = REF_SYMBOL;
    made->u.symbol = call->callee;
    mreg d = sel->reg[insn->id];
    if (d)
        emit(sel, move_op(insn->type), d, is_fp_type(insn->type) ? MREG_FP(0) : REG_A0, 0, 0);
}

/* The call whose results a ret returns as they are, right behind it; NULL when there is none, or when the callee might
 * see this function's frame. */
static struct ir_insn *tail_call(const struct select *sel, const struct ir_insn *ret)
{
    struct ir_insn *call = ret->prev;
    while (call && call->op == IR_RESULT)
        call = call->prev;
    if (!sel->tail_calls || !call || call->op != IR_CALL || call->u.call->stack_bytes)
        return NULL;
    for (uint32_t i = 0; i < ret->arg_count; i++) {
        const struct ir_insn *value = ret->arg[i];
        bool same = value->op == IR_RESULT ? value->arg[0] == call && value->imm == i : value == call && i == 0;
        if (!same)
            return NULL;
    }
    return call;
}

static void select_tail_call(struct select *sel, struct ir_insn *insn)
{
    mreg address = insn->u.call->callee ? 0 : need(sel, insn->arg[0]), target = 0;
    uint32_t set = place_arguments(sel, insn);
    if (address) { /* at the jump the saved registers have their old values again; loads of arguments may need t0 */
        target = REG_T0;
        set |= MREG_SET(target);
        emit(sel, M_MOV, target, address, 0, 0);
    }
    struct mach_insn *made = emit(sel, M_TAIL, 0, target, 0, (int32_t)set);
    made->ref = REF_SYMBOL;
    made->u.symbol = insn->u.call->callee;
    insn->flags |= IR_TAIL;
}

/* The further result of a call stands behind it; results of an asm are bound where the asm is selected. */
void select_result(struct select *sel, struct ir_insn *insn)
{
    if (insn->arg[0]->op == IR_CALL)
        emit(sel, M_MOV, sel->reg[insn->id], REG_A0 + (mreg)insn->imm, 0, 0);
}

void select_ret(struct select *sel, struct ir_insn *insn)
{
    struct ir_insn *call = tail_call(sel, insn);
    if (call) {
        select_tail_call(sel, call);
        return;
    }
    uint32_t set = 0;
    for (uint32_t i = 0; i < insn->arg_count; i++) {
        mreg reg = is_fp_type(insn->arg[i]->type) ? MREG_FP(i) : REG_A0 + i;
        copy_into(sel, reg, insn->arg[i]);
        set |= MREG_SET(reg);
    }
    emit(sel, M_RET, 0, 0, 0, (int32_t)set);
}

/* ---- Inline assembly ---- */

enum asm_kind { ASM_REGISTER, ASM_MEMORY, ASM_IMMEDIATE, ASM_TIED };

static enum asm_kind kind_of(const struct ir_asm_operand *operand, const struct ir_insn *value)
{
    const char *text = operand->constraint;
    if (*text >= '0' && *text <= '9')
        return ASM_TIED;
    bool immediate = strpbrk(text, "inIg") != NULL, reg = strpbrk(text, "rfg") != NULL;
    if (value && immediate && (value->op == IR_CONST || (value->op == IR_ADDR && strpbrk(text, "ig"))))
        return ASM_IMMEDIATE;
    if (reg || !strpbrk(text, "mo"))
        return ASM_REGISTER;
    return ASM_MEMORY;
}

/* The register of the asm's n-th register output: that of its result, or one nobody reads. */
static mreg output_register(struct select *sel, struct ir_insn *insn, uint32_t n, unsigned type)
{
    for (struct ir_insn *result = insn->next; result && result->op == IR_RESULT && result->arg[0] == insn;
         result = result->next)
        if (result->imm == n && sel->reg[result->id])
            return sel->reg[result->id];
    return temporary(sel, is_fp_type(type));
}

struct asm_build {
    struct mach_asm *made;
    mreg uses[64], result_of[64]; /* result_of: by operand, where an output in a fixed register goes */
    uint32_t use_of[64];          /* by operand: index into uses, or UINT32_MAX */
};

static void asm_output(struct select *sel, struct ir_insn *insn, struct asm_build *build, uint32_t operand)
{
    const struct ir_asm_operand *info = &insn->u.assembly->operands[operand];
    struct mach_asm *made = build->made;
    mreg reg = output_register(sel, insn, made->def_count, info->type);
    build->result_of[operand] = 0;
    if (info->reg >= 0) {
        build->result_of[operand] = reg;
        reg = (mreg)info->reg;
    }
    made->operand_reg[operand] = made->def_count;
    made->reg[made->def_count++] = reg;
}

static void asm_input(struct select *sel, struct ir_insn *insn, struct asm_build *build, uint32_t operand,
                      struct ir_insn *value)
{
    const struct ir_asm_operand *info = &insn->u.assembly->operands[operand];
    struct mach_asm *made = build->made;
    enum asm_kind kind = kind_of(info, value);
    if (kind == ASM_IMMEDIATE) {
        made->operand_value[operand] = value;
        return;
    }
    mreg reg;
    if (kind == ASM_TIED) {
        reg = made->reg[made->operand_reg[strtoul(info->constraint, NULL, 10)]];
        copy_into(sel, reg, value);
    } else if (kind == ASM_REGISTER && info->reg >= 0) {
        reg = (mreg)info->reg;
        copy_into(sel, reg, value);
    } else if (kind == ASM_REGISTER) {
        /* A register of its own: the text may change it when it is tied, and zero is not one to write about. */
        reg = temporary(sel, is_fp_type(value->type));
        copy_into(sel, reg, value);
    } else {
        reg = need(sel, value);
    }
    build->use_of[operand] = made->use_count;
    build->uses[made->use_count++] = reg;
}

void select_asm(struct select *sel, struct ir_insn *insn)
{
    const struct ir_asm *source = insn->u.assembly;
    struct arena *arena = &sel->mach->arena;
    struct asm_build build;
    struct mach_asm *made = arena_alloc(arena, sizeof *made);
    uint32_t count = source->operand_count, argument = 0;
    build.made = made;
    made->source = source;
    made->reg = arena_array(arena, (size_t)count * 2, sizeof *made->reg);
    made->operand_reg = arena_array(arena, count, sizeof *made->operand_reg);
    made->operand_value = arena_array(arena, count, sizeof(struct ir_insn *));
    for (uint32_t i = 0; i < count; i++) {
        build.use_of[i] = UINT32_MAX;
        build.result_of[i] = 0;
        if (source->operands[i].output && kind_of(&source->operands[i], NULL) == ASM_REGISTER)
            asm_output(sel, insn, &build, i);
    }
    for (uint32_t i = 0; i < count; i++)
        if (!source->operands[i].output || kind_of(&source->operands[i], NULL) == ASM_MEMORY)
            asm_input(sel, insn, &build, i, ir_resolve(insn->arg[argument++]));
    memcpy(made->reg + made->def_count, build.uses, made->use_count * sizeof *build.uses);
    for (uint32_t i = 0; i < count; i++)
        if (build.use_of[i] != UINT32_MAX)
            made->operand_reg[i] = made->def_count + build.use_of[i];
    struct mach_insn *mach = emit(sel, M_ASM, 0, 0, 0, 0);
    mach->ref = REF_ASM;
    mach->u.assembly = made;
    for (uint32_t i = 0; i < count; i++)
        if (build.result_of[i])
            emit(sel, move_op(source->operands[i].type), build.result_of[i], made->reg[made->operand_reg[i]], 0, 0);
    if (source->clobbers & MREG_SET(REG_LR))
        sel->mach->has_calls = true;
}
