/* Spill slots, after allocation: a load whose value is still in a register becomes a move or nothing, a store of what the
 * slot holds already goes, and so do stores to slots that nobody loads.  Only spill code touches these slots. */
#include "target/passes.h"

#include <string.h>

#define NO_SLOT UINT32_MAX

/* Which slot's value each register holds. */
struct holds {
    uint32_t slot[32];
};

struct forward {
    struct mach_function *function;
    struct arena arena;
    struct holds *end; /* by block: at its end */
    uint8_t *done;     /* by block: end is known */
    uint32_t *loads;   /* by slot */
};

static bool is_spill(const struct mach_insn *insn)
{
    return insn->ref == REF_SLOT && insn->u.slot->spill;
}

static bool is_store(const struct mach_insn *insn)
{
    return insn->op == OP_SW || insn->op == OP_FSD;
}

static void forget_slot(struct holds *holds, uint32_t slot)
{
    for (unsigned reg = 0; reg < 32; reg++)
        if (holds->slot[reg] == slot)
            holds->slot[reg] = NO_SLOT;
}

static void forget_defs(struct holds *holds, struct mach_insn *insn)
{
    struct mach_refs refs;
    mach_refs(insn, &refs);
    for (unsigned d = 0; d < refs.def_count; d++)
        holds->slot[*refs.def[d]] = NO_SLOT;
    for (uint32_t d = 0; d < refs.more_def_count; d++)
        holds->slot[refs.more_defs[d]] = NO_SLOT;
    for (unsigned reg = 0; reg < 32; reg++)
        if (refs.def_set & MREG_SET(reg))
            holds->slot[reg] = NO_SLOT;
}

/* False when the instruction is not needed. */
static bool forward_spill(struct forward *forward, struct holds *holds, struct mach_insn *insn)
{
    uint32_t slot = insn->u.slot->id;
    if (holds->slot[insn->d] == slot)
        return false;
    if (is_store(insn)) {
        forget_slot(holds, slot);
        holds->slot[insn->d] = slot;
        return true;
    }
    mreg from = 0;
    for (mreg reg = 31; reg > 0; reg--)
        if (holds->slot[reg] == slot)
            from = reg;
    holds->slot[insn->d] = slot;
    if (from) {
        bool is_fp = insn->op == OP_FLD;
        *insn = (struct mach_insn){
            .op = is_fp ? (uint16_t)OP_FMOV : (uint16_t)M_MOV, .d = insn->d, .a = from, .loc = insn->loc};
    } else {
        forward->loads[slot]++;
    }
    return true;
}

static void forward_block(struct forward *forward, struct mach_block *block)
{
    const struct ir_block *ir = block->ir;
    struct holds *holds = &forward->end[block->index];
    const struct mach_block *before =
        ir->pred_count == 1 ? forward->function->by_order[ir->preds[0]->order] : NULL;
    if (before && forward->done[before->index])
        *holds = forward->end[before->index];
    else
        memset(holds, 0xff, sizeof *holds);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_insn *insn = &block->insns[i];
        if (is_spill(insn)) {
            if (!forward_spill(forward, holds, insn))
                continue;
        } else {
            uint32_t copied = mach_is_move(insn) ? holds->slot[insn->a] : NO_SLOT;
            forget_defs(holds, insn);
            if (copied != NO_SLOT)
                holds->slot[insn->d] = copied;
        }
        block->insns[kept++] = *insn;
    }
    block->count = kept;
    forward->done[block->index] = 1;
}

static void remove_dead_stores(struct forward *forward, struct mach_block *block)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->count; i++) {
        const struct mach_insn *insn = &block->insns[i];
        if (!(is_spill(insn) && is_store(insn) && !forward->loads[insn->u.slot->id]))
            block->insns[kept++] = *insn;
    }
    block->count = kept;
}

void target_forward(struct mach_function *function)
{
    struct forward forward = {.function = function};
    bool spills = false;
    for (const struct ir_slot *slot = function->ir->slots; slot; slot = slot->next)
        spills |= slot->spill;
    if (!spills)
        return;
    forward.end = arena_array(&forward.arena, function->block_count, sizeof *forward.end);
    forward.done = arena_array(&forward.arena, function->block_count, 1);
    forward.loads = arena_array(&forward.arena, function->ir->slot_count, sizeof *forward.loads);
    for (uint32_t order = 0; order < function->block_count; order++)
        forward_block(&forward, function->by_order[order]);
    for (uint32_t b = 0; b < function->block_count; b++)
        remove_dead_stores(&forward, &function->blocks[b]);
    arena_free(&forward.arena);
}
