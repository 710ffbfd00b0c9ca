/* Spilling: what found no colour is made again at each use, or lives in a stack slot. */
#include "target/allocate.h"
#include "target/debug.h"
#include "target/pieces.h"

struct spill {
    struct mach_insn origin; /* how to make the value again, without a slot */
    struct ir_slot *slot;
};

static bool can_remake(const struct mach_insn *insn)
{
    if (insn->op == M_LI || insn->op == M_LA)
        return true;
    return (insn->op == OP_ADDI && insn->a == REG_SP) || (insn->op == OP_ADDHI && insn->a == REG_ZERO);
}

/* Instructions that make the value again. */
static unsigned remake_length(const struct mach_insn *insn)
{
    if (insn->op == M_LA)
        return 2;
    return insn->op == M_LI && !mach_fits16(insn->imm) && mach_low16(insn->imm) ? 2 : 1;
}

/* Whether making the value at each use costs less than a load there, and a store where it is made. */
static bool remake_pays(const struct mach_insn *insn, float def_weight, float cost)
{
    float length = (float)remake_length(insn), use_weight = cost - def_weight;
    return length * use_weight <= use_weight + (length + 1) * def_weight;
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
    float *def_weight = arena_array(&alloc->arena, alloc->node_count, sizeof *def_weight);
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
                def_weight[n] += alloc_weight(&function->blocks[b]);
                if (can_remake(insn))
                    spills[n].origin = *insn;
            }
        }
    for (uint32_t i = 0; i < alloc->spilled_count; i++) {
        mreg reg = alloc->spilled[i];
        struct node *node = &alloc->nodes[reg];
        node->spilled = true;
        if (defs[reg] == 1 && spills[reg].origin.op != OP_ILLEGAL &&
            remake_pays(&spills[reg].origin, def_weight[reg], node->cost))
            node->slot = NULL;
        else if (!node->slot)
            node->slot = spill_slot(function, alloc_class(alloc, reg) ? 8 : 4);
        spills[reg].slot = node->slot;
    }
    return spills;
}

/* The representative of a register; pieces and stand-ins made in this round have none but themselves. */
static uint32_t web_of(const struct allocator *alloc, mreg reg)
{
    return reg < alloc->node_count ? alloc_find(alloc, reg) : reg;
}

static bool is_spilled(const struct allocator *alloc, uint32_t n)
{
    return n >= MREG_VIRTUAL && n < alloc->node_count && alloc->nodes[n].spilled;
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
    struct pieces pieces;
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
    mreg fresh = alloc_new(rewrite->alloc, alloc_class(rewrite->alloc, n), &(struct reg_info){NULL, NULL, true});
    *is_new = true;
    if (rewrite->count < sizeof rewrite->old / sizeof *rewrite->old) {
        rewrite->old[rewrite->count] = n;
        rewrite->fresh[rewrite->count++] = fresh;
    }
    return fresh;
}

static void rewrite_use(struct rewrite *rewrite, mreg *reg, const struct mach_insn *site)
{
    uint32_t n = web_of(rewrite->alloc, *reg);
    bool is_new;
    if (!is_spilled(rewrite->alloc, n))
        return;
    *reg = stand_in(rewrite, n, &is_new);
    if (is_new)
        reload(rewrite->alloc->function, rewrite->block, &rewrite->spills[n], *reg, site);
}

static uint32_t rewrite_def(struct rewrite *rewrite, mreg *reg)
{
    uint32_t n = web_of(rewrite->alloc, *reg);
    bool is_new;
    if (!is_spilled(rewrite->alloc, n))
        return 0;
    *reg = stand_in(rewrite, n, &is_new);
    return rewrite->spills[n].slot ? n : 0;
}

/* A move from or to a spilled register becomes one load or store.  True when that has been done. */
static bool rewrite_move(struct rewrite *rewrite, struct mach_insn *insn)
{
    struct mach_function *function = rewrite->alloc->function;
    uint32_t to = web_of(rewrite->alloc, insn->d), from = web_of(rewrite->alloc, insn->a);
    bool to_spilled = is_spilled(rewrite->alloc, to), from_spilled = is_spilled(rewrite->alloc, from);
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

static void use_piece(const struct rewrite *rewrite, mreg *reg)
{
    uint32_t n = web_of(rewrite->alloc, *reg);
    const struct piece *piece =
        is_spilled(rewrite->alloc, n) ? pieces_find(&rewrite->pieces, n, rewrite->block) : NULL;
    if (piece)
        *reg = piece->reg;
}

/* Put the registers of pieces in place of those they stand for. */
static void use_pieces(const struct rewrite *rewrite, struct mach_insn *insn)
{
    struct mach_refs refs;
    mach_refs(insn, &refs);
    for (unsigned u = 0; u < refs.use_count; u++)
        use_piece(rewrite, refs.use[u]);
    for (uint32_t u = 0; u < refs.more_use_count; u++)
        use_piece(rewrite, &refs.more_uses[u]);
    for (unsigned d = 0; d < refs.def_count; d++)
        use_piece(rewrite, refs.def[d]);
    for (uint32_t d = 0; d < refs.more_def_count; d++)
        use_piece(rewrite, &refs.more_defs[d]);
}

/* A transfer between a piece that has been spilled and the slot that it now lives in itself. */
static bool is_idle(const struct rewrite *rewrite, const struct mach_insn *insn)
{
    if (insn->ref != REF_SLOT || !insn->u.slot->spill)
        return false;
    uint32_t n = web_of(rewrite->alloc, insn->d);
    return is_spilled(rewrite->alloc, n) && rewrite->spills[n].slot == insn->u.slot;
}

static void rewrite_insn(struct rewrite *rewrite, struct mach_insn *insn)
{
    struct allocator *alloc = rewrite->alloc;
    struct mach_refs refs;
    rewrite->count = 0;
    use_pieces(rewrite, insn);
    if (is_idle(rewrite, insn))
        return;
    if (mach_is_move(insn) && rewrite_move(rewrite, insn))
        return;
    mach_refs(insn, &refs);
    if (refs.def_count == 1 && can_remake(insn)) {
        uint32_t n = web_of(alloc, insn->d);
        if (is_spilled(rewrite->alloc, n) && !rewrite->spills[n].slot)
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

static void fill_pieces(struct rewrite *rewrite, const struct mach_insn *site)
{
    for (const struct transfer *at = rewrite->pieces.fills[rewrite->block->index]; at; at = at->next)
        reload(rewrite->alloc->function, rewrite->block, &rewrite->spills[at->piece->web], at->piece->reg, site);
}

static void store_pieces(struct rewrite *rewrite, const struct mach_insn *site)
{
    for (const struct transfer *at = rewrite->pieces.stores[rewrite->block->index]; at; at = at->next)
        if (rewrite->spills[at->piece->web].slot)
            slot_access(rewrite->alloc->function, rewrite->block, &rewrite->spills[at->piece->web], at->piece->reg, true,
                        site);
}

static void rewrite_block(struct rewrite *rewrite, struct mach_block *block)
{
    static const struct mach_insn nowhere;
    struct mach_insn *insns = block->insns;
    uint32_t count = block->count;
    block->insns = NULL;
    block->count = block->capacity = 0;
    rewrite->block = block;
    store_pieces(rewrite, count ? &insns[0] : &nowhere);
    for (uint32_t i = 0; i < count; i++) {
        if (i + 1 == count && insns[i].op == M_BR)
            fill_pieces(rewrite, &insns[i]);
        rewrite_insn(rewrite, &insns[i]);
    }
    if (!count || insns[count - 1].op != M_BR)
        fill_pieces(rewrite, count ? &insns[count - 1] : &nowhere);
}

/* Debuggers are told of the slot where it always has the value. */
static void note_slots(const struct rewrite *rewrite)
{
    const struct allocator *alloc = rewrite->alloc;
    for (mreg reg = MREG_VIRTUAL; reg < alloc->node_count; reg++) {
        uint32_t n = web_of(alloc, reg);
        bool stale = false;
        for (const struct piece *piece = rewrite->pieces.of_web[n]; piece; piece = piece->next)
            stale |= piece->defined;
        if (is_spilled(alloc, n) && !stale)
            debug_note_slot(alloc->function, reg, rewrite->spills[n].slot);
    }
}

void spill_insert(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    struct rewrite rewrite = {.alloc = alloc, .spills = plan_spills(alloc)};
    pieces_plan(&rewrite.pieces, alloc);
    note_slots(&rewrite);
    for (uint32_t b = 0; b < function->block_count; b++)
        rewrite_block(&rewrite, &function->blocks[b]);
}
