#include "target/pieces.h"

#define ROUNDS_MAX 12 /* after so many rounds of allocation no more pieces are made */

static bool is_gated(const struct allocator *alloc, const struct loop *loop)
{
    return alloc->gated[loop - alloc->loops.loops];
}

/* The outermost gated loop around a block, within the region of the register; NULL for none. */
static struct loop *loop_for(const struct allocator *alloc, uint32_t web, const struct mach_block *block)
{
    const struct loop *region = alloc->nodes[web].region;
    struct loop *found = NULL, *loop = alloc->loops.of[block->ir->order];
    for (; loop != region && loop; loop = loop->outer)
        if (is_gated(alloc, loop))
            found = loop;
    return loop == region ? found : NULL;
}

static struct piece *piece_in(const struct pieces *pieces, uint32_t web, const struct loop *loop)
{
    struct piece *piece = pieces->of_web[web];
    while (piece && piece->loop != loop)
        piece = piece->next;
    return piece;
}

const struct piece *pieces_find(const struct pieces *pieces, uint32_t web, const struct mach_block *block)
{
    return pieces->of_web[web] ? piece_in(pieces, web, loop_for(pieces->alloc, web, block)) : NULL;
}

static void note_reference(struct pieces *pieces, mreg reg, const struct mach_block *block, bool is_def)
{
    struct allocator *alloc = pieces->alloc;
    uint32_t web = reg < alloc->node_count ? alloc_find(alloc, reg) : reg;
    if (web < MREG_VIRTUAL || web >= alloc->node_count || !alloc->nodes[web].spilled)
        return;
    struct loop *loop = loop_for(alloc, web, block);
    if (!loop)
        return;
    struct piece *piece = piece_in(pieces, web, loop);
    if (!piece) {
        piece = arena_alloc(&alloc->arena, sizeof *piece);
        *piece = (struct piece){.next = pieces->of_web[web], .web = web, .loop = loop};
        piece->reg = alloc_new(alloc, alloc_class(alloc, web), &(struct reg_info){loop, alloc->nodes[web].slot, false});
        pieces->of_web[web] = piece;
    }
    piece->defined |= is_def;
}

static void note_block(struct pieces *pieces, struct mach_block *block)
{
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_refs refs;
        mach_refs(&block->insns[i], &refs);
        for (unsigned u = 0; u < refs.use_count; u++)
            note_reference(pieces, *refs.use[u], block, false);
        for (uint32_t u = 0; u < refs.more_use_count; u++)
            note_reference(pieces, refs.more_uses[u], block, false);
        for (unsigned d = 0; d < refs.def_count; d++)
            note_reference(pieces, *refs.def[d], block, true);
        for (uint32_t d = 0; d < refs.more_def_count; d++)
            note_reference(pieces, refs.more_defs[d], block, true);
    }
}

static void add_transfer(struct pieces *pieces, struct transfer **list, const struct piece *piece)
{
    for (const struct transfer *at = *list; at; at = at->next)
        if (at->piece == piece)
            return;
    struct transfer *transfer = arena_alloc(&pieces->alloc->arena, sizeof *transfer);
    *transfer = (struct transfer){*list, piece};
    *list = transfer;
}

/* Calls visit for each spilled register that is live at the start of a block. */
static void for_live_in(struct pieces *pieces, const struct mach_block *block, const struct loop *loop,
                        void (*visit)(struct pieces *, struct piece *, const struct mach_block *))
{
    const struct allocator *alloc = pieces->alloc;
    const struct liveness *live = &alloc->liveness;
    const uint64_t *in = live->live_in + (size_t)block->index * live->word_count;
    for (uint32_t w = 0; w < live->word_count; w++)
        for (uint64_t bits = in[w], k = 0; bits; bits >>= 1, k++) {
            uint32_t web = bits & 1 ? alloc_find(alloc, live->reg[w * 64 + k]) : 0;
            struct piece *piece = web >= MREG_VIRTUAL ? piece_in(pieces, web, loop) : NULL;
            if (piece)
                visit(pieces, piece, block);
        }
}

static void enter(struct pieces *pieces, struct piece *piece, const struct mach_block *header)
{
    const struct allocator *alloc = pieces->alloc;
    piece->entered = true;
    for (uint32_t p = 0; p < header->ir->pred_count; p++) {
        const struct ir_block *entry = header->ir->preds[p];
        if (!loops_contain(&alloc->loops, piece->loop, entry))
            add_transfer(pieces, &pieces->fills[alloc->function->by_order[entry->order]->index], piece);
    }
}

static void leave(struct pieces *pieces, struct piece *piece, const struct mach_block *to)
{
    if (piece->defined)
        add_transfer(pieces, &pieces->stores[to->index], piece);
}

/* ---- Loops ---- */

static bool has_gates(const struct loops *loops, const struct loop *loop)
{
    const struct ir_block *header = loop->header;
    for (uint32_t p = 0; p < header->pred_count; p++)
        if (!loops_contain(loops, loop, header->preds[p]) && header->preds[p]->last->target_count != 1)
            return false;
    for (uint32_t b = 0; b < loop->block_count; b++) {
        const struct ir_insn *last = loop->blocks[b]->last;
        for (uint32_t t = 0; t < last->target_count; t++) {
            const struct ir_block *to = last->u.target[t];
            bool leaves = !loops_contain(loops, loop, to);
            for (uint32_t p = 0; leaves && p < to->pred_count; p++)
                if (!loops_contain(loops, loop, to->preds[p]))
                    return false;
        }
    }
    return true;
}

static void find_loops(struct allocator *alloc)
{
    loops_find(&alloc->loops, alloc->function->ir, &alloc->kept);
    alloc->gated = arena_array(&alloc->kept, alloc->loops.count, sizeof *alloc->gated);
    for (uint32_t i = 0; i < alloc->loops.count; i++)
        alloc->gated[i] = has_gates(&alloc->loops, &alloc->loops.loops[i]);
}

/* The ways from a block out of loops. */
static void find_leaves(struct pieces *pieces, const struct mach_block *block)
{
    const struct allocator *alloc = pieces->alloc;
    for (uint32_t s = 0; s < block->succ_count; s++)
        for (const struct loop *loop = alloc->loops.of[block->ir->order]; loop; loop = loop->outer)
            if (is_gated(alloc, loop) && !loops_contain(&alloc->loops, loop, block->succs[s]->ir))
                for_live_in(pieces, block->succs[s], loop, leave);
}

void pieces_plan(struct pieces *pieces, struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    *pieces = (struct pieces){.alloc = alloc};
    pieces->of_web = arena_array(&alloc->arena, alloc->node_count, sizeof(struct piece *));
    pieces->fills = arena_array(&alloc->arena, function->block_count, sizeof(struct transfer *));
    pieces->stores = arena_array(&alloc->arena, function->block_count, sizeof(struct transfer *));
    if (!alloc->pieces || alloc->round > ROUNDS_MAX)
        return;
    if (!alloc->loops.of)
        find_loops(alloc);
    for (uint32_t b = 0; b < function->block_count; b++)
        note_block(pieces, &function->blocks[b]);
    for (uint32_t i = 0; i < alloc->loops.count; i++) {
        const struct loop *loop = &alloc->loops.loops[i];
        if (is_gated(alloc, loop))
            for_live_in(pieces, function->by_order[loop->header->order], loop, enter);
    }
    for (uint32_t b = 0; b < function->block_count; b++)
        find_leaves(pieces, &function->blocks[b]);
}
