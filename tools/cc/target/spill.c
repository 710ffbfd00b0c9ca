/* Spilling: what found no colour is made again at each use, or lives in a stack slot. */
#include "target/allocate.h"
#include "target/debug.h"

struct spill {
    struct mach_insn origin; /* how to make the value again, without a slot */
    struct ir_slot *slot;
    bool spilled;
};

static bool can_remake(const struct mach_insn *insn)
{
    if (insn->op == M_LI || insn->op == M_LA)
        return true;
    return (insn->op == OP_ADDI && insn->a == REG_SP) || (insn->op == OP_ADDHI && insn->a == REG_ZERO);
}

static struct ir_slot *spill_slot(struct mach_function *function, uint32_t bytes)
{
    struct ir_slot *slot = ir_slot(function->ir, bytes, bytes, NULL);
    slot->spill = true;
    return slot;
}

/* For each spilled register, by its representative: the one instruction that makes it, when that can be repeated. */
static struct spill *plan_spills(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    struct spill *spills = arena_array(&alloc->arena, alloc->node_count, sizeof *spills);
    uint32_t *defs = arena_array(&alloc->arena, alloc->node_count, sizeof *defs);
    for (uint32_t b = 0; b < function->block_count; b++)
        for (uint32_t i = 0; i < function->blocks[b].count; i++) {
            struct mach_insn *insn = &function->blocks[b].insns[i];
            struct mach_refs refs;
            mach_refs(insn, &refs);
            for (uint32_t d = 0; d < refs.def_count + refs.more_def_count; d++) {
                mreg reg = d < refs.def_count ? *refs.def[d] : refs.more_defs[d - refs.def_count];
                if (reg < MREG_VIRTUAL || (mach_is_move(insn) && alloc_find(alloc, insn->a) == alloc_find(alloc, reg)))
                    continue;
                uint32_t n = alloc_find(alloc, reg);
                if (n < MREG_VIRTUAL)
                    continue;
                defs[n]++;
                if (can_remake(insn))
                    spills[n].origin = *insn;
            }
        }
    for (uint32_t i = 0; i < alloc->spilled_count; i++) {
        mreg reg = alloc->spilled[i];
        uint32_t bytes = alloc_class(alloc, reg) ? 8 : 4;
        spills[reg].spilled = true;
        if (defs[reg] != 1 || spills[reg].origin.op == OP_ILLEGAL)
            spills[reg].slot = spill_slot(function, bytes);
    }
    return spills;
}

static bool is_spilled(const struct spill *spills, uint32_t n)
{
    return n >= MREG_VIRTUAL && spills[n].spilled;
}

static void slot_access(struct mach_function *function, struct mach_block *block, const struct spill *spill, mreg reg,
                        bool is_store, const struct mach_insn *site)
{
    struct mach_insn insn = {.ref = REF_SLOT, .d = reg, .a = REG_SP, .loc = site->loc, .order = site->order};
    if (function->is_fp[reg])
        insn.op = is_store ? OP_FSD : OP_FLD;
    else
        insn.op = is_store ? OP_SW : OP_LW;
    insn.u.slot = spill->slot;
    mach_append(function, block, &insn);
}

static void reload(struct mach_function *function, struct mach_block *block, const struct spill *spill, mreg reg,
                   const struct mach_insn *site)
{
    if (spill->slot) {
        slot_access(function, block, spill, reg, false, site);
        return;
    }
    struct mach_insn insn = spill->origin;
    insn.d = reg;
    insn.loc = site->loc;
    insn.order = site->order;
    mach_append(function, block, &insn);
}

struct rewrite {
    struct allocator *alloc;
    const struct spill *spills;
    struct mach_block *block; /* being written */
    mreg old[8], fresh[8];    /* registers of the current instruction */
    unsigned count;
};

/* The register that stands for a spilled one within the current instruction. */
static mreg stand_in(struct rewrite *rewrite, uint32_t n, bool *is_new)
{
    for (unsigned i = 0; i < rewrite->count; i++)
        if (rewrite->old[i] == n) {
            *is_new = false;
            return rewrite->fresh[i];
        }
    mreg fresh = mach_reg(rewrite->alloc->function, alloc_class(rewrite->alloc, n));
    *is_new = true;
    if (rewrite->count < sizeof rewrite->old / sizeof *rewrite->old) {
        rewrite->old[rewrite->count] = n;
        rewrite->fresh[rewrite->count++] = fresh;
    }
    return fresh;
}

static void rewrite_use(struct rewrite *rewrite, mreg *reg, const struct mach_insn *site)
{
    uint32_t n = alloc_find(rewrite->alloc, *reg);
    bool is_new;
    if (!is_spilled(rewrite->spills, n))
        return;
    *reg = stand_in(rewrite, n, &is_new);
    if (is_new)
        reload(rewrite->alloc->function, rewrite->block, &rewrite->spills[n], *reg, site);
}

static uint32_t rewrite_def(struct rewrite *rewrite, mreg *reg)
{
    uint32_t n = alloc_find(rewrite->alloc, *reg);
    bool is_new;
    if (!is_spilled(rewrite->spills, n))
        return 0;
    *reg = stand_in(rewrite, n, &is_new);
    return rewrite->spills[n].slot ? n : 0;
}

/* A move from or to a spilled register becomes one load or store.  True when that has been done. */
static bool rewrite_move(struct rewrite *rewrite, struct mach_insn *insn)
{
    struct mach_function *function = rewrite->alloc->function;
    uint32_t to = alloc_find(rewrite->alloc, insn->d), from = alloc_find(rewrite->alloc, insn->a);
    bool to_spilled = is_spilled(rewrite->spills, to), from_spilled = is_spilled(rewrite->spills, from);
    if (to == from && to_spilled)
        return true;
    if (to_spilled == from_spilled)
        return false;
    if (from_spilled)
        reload(function, rewrite->block, &rewrite->spills[from], insn->d, insn);
    else if (rewrite->spills[to].slot)
        slot_access(function, rewrite->block, &rewrite->spills[to], insn->a, true, insn);
    return true;
}

static void rewrite_insn(struct rewrite *rewrite, struct mach_insn *insn)
{
    struct allocator *alloc = rewrite->alloc;
    struct mach_refs refs;
    rewrite->count = 0;
    if (mach_is_move(insn) && rewrite_move(rewrite, insn))
        return;
    mach_refs(insn, &refs);
    if (refs.def_count == 1 && can_remake(insn)) {
        uint32_t n = alloc_find(alloc, insn->d);
        if (is_spilled(rewrite->spills, n) && !rewrite->spills[n].slot)
            return; /* made again where it is used */
    }
    for (unsigned u = 0; u < refs.use_count; u++)
        rewrite_use(rewrite, refs.use[u], insn);
    for (uint32_t u = 0; u < refs.more_use_count; u++)
        rewrite_use(rewrite, &refs.more_uses[u], insn);
    uint32_t stored[2] = {0, 0};
    mreg from[2] = {0, 0};
    for (unsigned d = 0; d < refs.def_count; d++) {
        stored[d] = rewrite_def(rewrite, refs.def[d]);
        from[d] = *refs.def[d];
    }
    uint32_t *more_stored = arena_array(&alloc->arena, refs.more_def_count, sizeof *more_stored);
    for (uint32_t d = 0; d < refs.more_def_count; d++)
        more_stored[d] = rewrite_def(rewrite, &refs.more_defs[d]);
    mach_append(alloc->function, rewrite->block, insn);
    for (unsigned d = 0; d < refs.def_count; d++)
        if (stored[d])
            slot_access(alloc->function, rewrite->block, &rewrite->spills[stored[d]], from[d], true, insn);
    for (uint32_t d = 0; d < refs.more_def_count; d++)
        if (more_stored[d])
            slot_access(alloc->function, rewrite->block, &rewrite->spills[more_stored[d]], refs.more_defs[d], true,
                        insn);
}

void spill_insert(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    struct rewrite rewrite = {.alloc = alloc, .spills = plan_spills(alloc)};
    for (mreg reg = MREG_VIRTUAL; reg < alloc->node_count; reg++)
        if (is_spilled(rewrite.spills, alloc_find(alloc, reg)))
            debug_note_slot(function, reg, rewrite.spills[alloc_find(alloc, reg)].slot);
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        struct mach_insn *insns = block->insns;
        uint32_t count = block->count;
        block->insns = NULL;
        block->count = block->capacity = 0;
        rewrite.block = block;
        for (uint32_t i = 0; i < count; i++)
            rewrite_insn(&rewrite, &insns[i]);
    }
}
