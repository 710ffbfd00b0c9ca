#include "target/pieces.h"

#define ROUNDS_MAX 12 /* after so many rounds of allocation no more pieces are made */

/* The outermost gated loop around a block, within the region of the register; NO_LOOP for none. */
static uint32_t loop_for(const struct allocator *alloc, uint32_t web, const struct mach_block *block)
{
    const struct mach_loops *loops = &alloc->loops;
    uint32_t region = alloc->nodes[web].region, found = NO_LOOP, loop = loops->of[block->index];
    for (; loop != region && loop != NO_LOOP; loop = loops->loops[loop].parent)
        if (loops->loops[loop].gated)
            found = loop;
    return loop == region ? found : NO_LOOP;
}

const struct piece *pieces_find(const struct pieces *pieces, uint32_t web, const struct mach_block *block)
{
    if (!pieces->of_web[web])
        return NULL;
    uint32_t loop = loop_for(pieces->alloc, web, block);
    const struct piece *piece = pieces->of_web[web];
    while (piece && piece->loop != loop)
        piece = piece->next;
    return piece;
}

static void note_reference(struct pieces *pieces, mreg reg, const struct mach_block *block, bool is_def)
{
    struct allocator *alloc = pieces->alloc;
    uint32_t web = reg < alloc->node_count ? alloc_find(alloc, reg) : reg;
    if (web < MREG_VIRTUAL || web >= alloc->node_count || !alloc->nodes[web].spilled)
        return;
    uint32_t loop = loop_for(alloc, web, block);
    if (loop == NO_LOOP)
        return;
    struct piece *piece = pieces->of_web[web];
    while (piece && piece->loop != loop)
        piece = piece->next;
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

static struct piece *piece_in(const struct pieces *pieces, uint32_t web, uint32_t loop)
{
    struct piece *piece = pieces->of_web[web];
    while (piece && piece->loop != loop)
        piece = piece->next;
    return piece;
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
static void for_live_in(struct pieces *pieces, const struct mach_block *block, uint32_t loop,
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
        const struct mach_block *entry = loops_entry(&alloc->loops, alloc->function, piece->loop, p);
        if (entry)
            add_transfer(pieces, &pieces->fills[entry->index], piece);
    }
}

static void leave(struct pieces *pieces, struct piece *piece, const struct mach_block *to)
{
    if (piece->defined)
        add_transfer(pieces, &pieces->stores[to->index], piece);
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
        loops_find(&alloc->loops, function, &alloc->kept);
    for (uint32_t b = 0; b < function->block_count; b++)
        if (alloc->loops.of[b] != NO_LOOP)
            note_block(pieces, &function->blocks[b]);
    for (uint32_t loop = 0; loop < alloc->loops.count; loop++)
        if (alloc->loops.loops[loop].gated)
            for_live_in(pieces, alloc->loops.loops[loop].header, loop, enter);
    for (uint32_t b = 0; b < function->block_count; b++)
        for (uint32_t s = 0; s < function->blocks[b].succ_count; s++) {
            const struct mach_block *to = function->blocks[b].succs[s];
            for (uint32_t loop = alloc->loops.of[b]; loop != NO_LOOP; loop = alloc->loops.loops[loop].parent)
                if (alloc->loops.loops[loop].gated && !loops_within(&alloc->loops, alloc->loops.of[to->index], loop))
                    for_live_in(pieces, to, loop, leave);
        }
}
