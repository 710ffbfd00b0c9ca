/* Control flow made simpler: branches on constants, empty blocks, chains of blocks. */
#include "ir_debug.h"
#include "passes/passes.h"

#define ROUNDS_MAX 10 /* one change makes room for another, in long chains very often */

/* Which edge of an end is taken for certain; UINT32_MAX when that is open. */
static uint32_t certain_edge(const struct ir_insn *last)
{
    if ((last->op != IR_CONDBR && last->op != IR_SWITCH) || last->target_count == 0)
        return UINT32_MAX;
    bool same = true;
    for (uint32_t s = 1; s < last->target_count; s++)
        same &= last->u.target[s] == last->u.target[0];
    const struct ir_insn *value = last->arg[0];
    if (same)
        return 0;
    if (value->op != IR_CONST)
        return UINT32_MAX;
    if (last->op == IR_CONDBR)
        return value->imm ? 0 : 1;
    for (uint32_t s = 1; s < last->target_count; s++)
        if (last->cases[s - 1] == value->imm)
            return s;
    return 0;
}

static bool has_phi(const struct ir_block *block)
{
    return block->first && block->first->op == IR_PHI;
}

static bool is_pred(const struct ir_block *block, const struct ir_block *of)
{
    for (uint32_t p = 0; p < of->pred_count; p++)
        if (of->preds[p] == block)
            return true;
    return false;
}

/* A block that only jumps on: its predecessors may go straight to the target, unless the target's phis would then have
 * to tell two edges from one block apart. */
static bool can_skip(const struct ir_function *function, const struct ir_block *block)
{
    if (block == function->entry || block->address_taken || block->first != block->last || block->last->op != IR_BR)
        return false;
    const struct ir_block *target = block->last->u.target[0];
    if (target == block)
        return false;
    for (uint32_t p = 0; p < block->pred_count; p++) {
        if (block->preds[p]->last->op == IR_GOTO)
            return false;
        if (has_phi(target) && is_pred(block->preds[p], target))
            return false;
        for (uint32_t q = 0; q < p; q++)
            if (has_phi(target) && block->preds[q] == block->preds[p])
                return false;
    }
    return true;
}

/* The predecessors of a block that is skipped become those of its target. */
static void replace_pred(struct ir_function *function, struct ir_block *target, const struct ir_block *skipped)
{
    uint32_t place = 0, more = skipped->pred_count - 1;
    while (target->preds[place] != skipped)
        place++;
    target->preds[place] = skipped->preds[0];
    if (more == 0)
        return;
    uint32_t count = target->pred_count;
    target->preds =
        arena_grow(&function->module->arena, target->preds, count, (size_t)count + more, sizeof(struct ir_block *));
    for (uint32_t p = 0; p < more; p++)
        target->preds[count + p] = skipped->preds[p + 1];
    target->pred_count = count + more;
}

static void skip_block(struct ir_function *function, struct ir_block *block)
{
    struct ir_block *target = block->last->u.target[0];
    ir_binds_pass_over(function, block, target);
    for (struct ir_insn *phi = target->first; phi && phi->op == IR_PHI; phi = phi->next) {
        for (uint32_t i = 0; i < phi->arg_count; i++) {
            if (phi->u.target[i] != block)
                continue;
            struct ir_insn *value = phi->arg[i];
            phi->u.target[i] = block->preds[0];
            for (uint32_t p = 1; p < block->pred_count; p++)
                ir_phi_add(function, phi, block->preds[p], value);
            break;
        }
    }
    for (uint32_t p = 0; p < block->pred_count; p++) {
        struct ir_insn *last = block->preds[p]->last;
        for (uint32_t s = 0; s < last->target_count; s++)
            if (last->u.target[s] == block)
                last->u.target[s] = target;
    }
    replace_pred(function, target, block);
    block->last->op = IR_UNREACHABLE;
    block->last->target_count = 0;
    block->order = UINT32_MAX;
}

/* Append the only successor of a block that is its only predecessor. */
static bool join_successor(struct ir_function *function, struct ir_block *block)
{
    if (block->last->op != IR_BR)
        return false;
    struct ir_block *next = block->last->u.target[0];
    if (next == block || next == function->entry || next->pred_count != 1 || next->address_taken)
        return false;
    ir_remove(block->last);
    for (struct ir_insn *insn = next->first, *following; insn; insn = following) {
        following = insn->next;
        ir_move_to_end(insn, block);
        if (insn->op == IR_PHI)
            ir_become_copy(insn, insn->arg[0]);
    }
    const struct ir_insn *last = block->last;
    for (uint32_t s = 0; s < last->target_count; s++) {
        struct ir_block *target = last->u.target[s];
        for (uint32_t p = 0; p < target->pred_count; p++)
            if (target->preds[p] == next)
                target->preds[p] = block;
        for (struct ir_insn *phi = target->first; phi && phi->op == IR_PHI; phi = phi->next)
            for (uint32_t i = 0; i < phi->arg_count; i++)
                if (phi->u.target[i] == next)
                    phi->u.target[i] = block;
    }
    next->pred_count = 0;
    struct ir_insn *end = ir_insn_new(function, IR_UNREACHABLE, IR_VOID, 0);
    ir_append(next, end);
    return true;
}

static bool fold_ends(struct ir_function *function)
{
    bool changed = false;
    for (uint32_t b = 0; b < function->order_count; b++) {
        uint32_t edge = certain_edge(function->order[b]->last);
        if (edge == UINT32_MAX)
            continue;
        ir_keep_edge(function->order[b], edge);
        changed = true;
    }
    return changed;
}

static bool skip_blocks(struct ir_function *function)
{
    bool changed = false;
    for (uint32_t b = 0; b < function->order_count; b++) {
        struct ir_block *block = function->order[b];
        if (block->order == UINT32_MAX || !can_skip(function, block))
            continue;
        skip_block(function, block);
        changed = true;
    }
    return changed;
}

static bool join_blocks(struct ir_function *function)
{
    bool changed = false;
    for (uint32_t b = 0; b < function->order_count; b++) {
        struct ir_block *block = function->order[b];
        while (block->last->op != IR_UNREACHABLE && join_successor(function, block))
            changed = true;
    }
    return changed;
}

void pass_simplify_cfg(struct ir_function *function)
{
    bool changed = true;
    for (unsigned round = 0; changed && round < ROUNDS_MAX; round++) {
        ir_analyse(function);
        ir_resolve_all(function);
        changed = fold_ends(function);
        if (changed)
            pass_dce(function);
        changed |= skip_blocks(function);
        ir_analyse(function);
        changed |= join_blocks(function);
        ir_resolve_all(function);
        if (changed)
            pass_dce(function);
    }
}
