/* Shrink-wrapping: the frame is set up at the one block behind which everything lies that needs it, and taken down where
 * control leaves what that block dominates, so that early ways out cost nothing. */
#include "target/passes.h"

/* An edge out of the framed blocks that needs a block of its own to take the frame down. */
struct exit_edge {
    struct mach_block *from, *to;
    bool falls; /* from does not jump there: it lies behind */
};

struct wrap {
    struct mach_function *function;
    struct arena arena;
    struct exit_edge *edges;
    uint32_t edge_count, edge_capacity;
};

static bool touches_saved(const struct mach_function *function, struct mach_insn *insn)
{
    struct mach_refs refs;
    uint32_t touched = 0;
    mach_refs(insn, &refs);
    for (unsigned u = 0; u < refs.use_count; u++)
        touched |= MREG_SET(*refs.use[u]);
    for (unsigned d = 0; d < refs.def_count; d++)
        touched |= MREG_SET(*refs.def[d]);
    return touched & function->used_saved;
}

static bool needs_frame(const struct mach_function *function, const struct mach_block *block)
{
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_insn *insn = &block->insns[i];
        if (insn->op == M_CALL || insn->op == M_ASM || insn->ref == REF_SLOT || insn->ref == REF_OUTGOING ||
            touches_saved(function, insn))
            return true;
    }
    return false;
}

static bool goes_to(const struct mach_block *from, const struct mach_block *to)
{
    for (uint32_t s = 0; s < from->succ_count; s++)
        if (from->succs[s] == to)
            return true;
    return false;
}

static bool has_computed_goto(const struct mach_function *function)
{
    for (uint32_t b = 0; b < function->block_count; b++) {
        const struct mach_block *block = &function->blocks[b];
        if (block->count && block->insns[block->count - 1].op == M_GOTO)
            return true;
    }
    return false;
}

/* Where to set the frame up; NULL: at the entry. */
static struct mach_block *find_gate(struct mach_function *function)
{
    struct mach_block *gate = NULL;
    if (function->frame_pointer || function->ir->naked || function->far_frame || has_computed_goto(function))
        return NULL;
    for (uint32_t b = 0; b < function->block_count; b++)
        if (needs_frame(function, &function->blocks[b]))
            gate = gate ? mach_common_dominator(function, gate, &function->blocks[b]) : &function->blocks[b];
    gate = mach_out_of_loops(function, gate);
    if (!gate || gate == &function->blocks[0])
        return NULL;
    for (uint32_t b = 0; b < function->block_count; b++)
        if (goes_to(&function->blocks[b], gate) && mach_dominates(gate, &function->blocks[b]))
            return NULL;
    return gate;
}

/* ---- Ways out ---- */

static struct mach_insn leave(const struct mach_block *block)
{
    return (struct mach_insn){.op = M_LEAVE, .loc = block->count ? block->insns[block->count - 1].loc : 0};
}

/* The block's only way on leaves: the frame is taken down at its end. */
static void leave_at_end(struct mach_function *function, struct mach_block *block)
{
    struct mach_insn insn = leave(block);
    bool jumps = block->count && block->insns[block->count - 1].op == M_BR;
    mach_append(function, block, &insn);
    if (jumps) {
        struct mach_insn *last = &block->insns[block->count - 1];
        last[0] = last[-1];
        last[-1] = insn;
    }
}

static bool jumps_to(const struct mach_block *from, const struct mach_block *to)
{
    for (uint32_t i = from->count; i-- > 0;) {
        const struct mach_insn *insn = &from->insns[i];
        if (insn->ref == REF_BLOCK && insn->u.block == to)
            return true;
        for (uint32_t k = 0; insn->op == M_TABLE && k < insn->u.table->count; k++)
            if (insn->u.table->targets[k] == to)
                return true;
    }
    return false;
}

static bool falls_through(const struct mach_block *block)
{
    if (!block->count)
        return true;
    const struct mach_insn *last = &block->insns[block->count - 1];
    return last->op != M_BR && last->op != M_TABLE && last->op != M_RET && last->op != M_TAIL && last->op != OP_BRK;
}

static void note_edge(struct wrap *wrap, struct mach_block *from, struct mach_block *to, bool falls)
{
    if (wrap->edge_count == wrap->edge_capacity) {
        uint32_t capacity = wrap->edge_capacity ? wrap->edge_capacity * 2 : 8;
        wrap->edges = arena_grow(&wrap->arena, wrap->edges, wrap->edge_count, capacity, sizeof *wrap->edges);
        wrap->edge_capacity = capacity;
    }
    wrap->edges[wrap->edge_count++] = (struct exit_edge){from, to, falls};
}

static void find_exits(struct wrap *wrap, struct mach_block *block)
{
    if (block->succ_count == 1 && !block->succs[0]->framed) {
        leave_at_end(wrap->function, block);
        return;
    }
    for (uint32_t s = 0; s < block->succ_count; s++) {
        struct mach_block *to = block->succs[s];
        bool repeated = false;
        for (uint32_t k = 0; k < s; k++)
            repeated |= block->succs[k] == to;
        if (repeated || to->framed)
            continue;
        if (falls_through(block) && block + 1 == to)
            note_edge(wrap, block, to, true);
        if (jumps_to(block, to))
            note_edge(wrap, block, to, false);
    }
}

/* ---- New blocks ---- */

/* A block that takes the frame down on its way along an edge. */
static void fill_exit(struct wrap *wrap, struct mach_block *block, const struct exit_edge *edge)
{
    struct mach_function *function = wrap->function;
    struct mach_insn insn = leave(edge->from);
    block->ir = NULL;
    block->framed = true;
    block->succs = arena_array(&function->arena, 1, sizeof *block->succs);
    block->succs[0] = edge->to;
    block->succ_count = 1;
    block->loop_depth = edge->to->loop_depth;
    mach_append(function, block, &insn);
    if (!edge->falls) {
        struct mach_insn jump = {.op = M_BR, .ref = REF_BLOCK, .loc = insn.loc, .u.block = edge->to};
        mach_append(function, block, &jump);
    }
}

static void redirect(struct mach_block *from, struct mach_block *old, struct mach_block *fresh)
{
    for (uint32_t i = 0; i < from->count; i++) {
        struct mach_insn *insn = &from->insns[i];
        if (insn->ref == REF_BLOCK && insn->u.block == old)
            insn->u.block = fresh;
        for (uint32_t k = 0; insn->op == M_TABLE && k < insn->u.table->count; k++)
            if (insn->u.table->targets[k] == old)
                insn->u.table->targets[k] = fresh;
    }
    for (uint32_t s = 0; s < from->succ_count; s++)
        if (from->succs[s] == old)
            from->succs[s] = fresh;
}

/* Every pointer to a block of the old array becomes one to its place in the new one. */
static void follow_blocks(struct mach_block *block, const struct mach_block *old, struct mach_block *const *moved)
{
    for (uint32_t s = 0; s < block->succ_count; s++)
        block->succs[s] = moved[block->succs[s] - old];
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_insn *insn = &block->insns[i];
        if (insn->ref == REF_BLOCK)
            insn->u.block = moved[insn->u.block - old];
        for (uint32_t k = 0; insn->op == M_TABLE && k < insn->u.table->count; k++)
            insn->u.table->targets[k] = moved[insn->u.table->targets[k] - old];
    }
}

/* Blocks for the edges: one that falls through lies between its ends, the others behind all. */
static void insert_exits(struct wrap *wrap)
{
    struct mach_function *function = wrap->function;
    struct mach_block *old = function->blocks;
    uint32_t old_count = function->block_count, count = 0;
    struct mach_block *blocks = arena_array(&function->arena, old_count + wrap->edge_count, sizeof *blocks);
    struct mach_block **moved = arena_array(&wrap->arena, old_count, sizeof(struct mach_block *));
    struct mach_block **made = arena_array(&wrap->arena, wrap->edge_count, sizeof(struct mach_block *));
    for (uint32_t b = 0; b < old_count; b++) {
        moved[b] = &blocks[count];
        blocks[count++] = old[b];
        for (uint32_t e = 0; e < wrap->edge_count; e++)
            if (wrap->edges[e].from == &old[b] && wrap->edges[e].falls)
                made[e] = &blocks[count++];
    }
    for (uint32_t e = 0; e < wrap->edge_count; e++)
        if (!made[e])
            made[e] = &blocks[count++];
    for (uint32_t b = 0; b < old_count; b++)
        follow_blocks(moved[b], old, moved);
    for (uint32_t e = 0; e < wrap->edge_count; e++) {
        struct exit_edge *edge = &wrap->edges[e];
        edge->from = moved[edge->from - old];
        edge->to = moved[edge->to - old];
        fill_exit(wrap, made[e], edge);
    }
    for (uint32_t e = 0; e < wrap->edge_count; e++)
        if (!wrap->edges[e].falls)
            redirect(wrap->edges[e].from, wrap->edges[e].to, made[e]);
    function->gate = moved[function->gate - old];
    function->blocks = blocks;
    function->block_count = count;
    for (uint32_t b = 0; b < count; b++)
        blocks[b].index = b;
}

void target_wrap(struct mach_function *function)
{
    struct wrap wrap = {.function = function};
    struct mach_block *gate = find_gate(function);
    if (!gate)
        return;
    function->gate = gate;
    for (uint32_t b = 0; b < function->block_count; b++)
        function->blocks[b].framed = mach_dominates(gate, &function->blocks[b]);
    for (uint32_t b = 0; b < function->block_count; b++)
        if (function->blocks[b].framed)
            find_exits(&wrap, &function->blocks[b]);
    insert_exits(&wrap);
    arena_free(&wrap.arena);
}
