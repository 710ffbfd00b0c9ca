/* The interference graph: which registers are live at the same time. */
#include "target/allocate.h"

#include <string.h>

#define COST_FIXED 1e30f /* of a register made for a spill: spilling it again helps nobody */

/* ---- The set of edges ---- */

static uint64_t *matrix_word(const struct allocator *alloc, uint32_t a, uint32_t b, uint64_t *bit)
{
    if (a < b) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    uint64_t place = (uint64_t)a * (a - 1) / 2 + b;
    *bit = (uint64_t)1 << place % 64;
    return &alloc->matrix[place / 64];
}

static uint64_t *table_entry(const struct allocator *alloc, uint64_t key)
{
    uint32_t mask = alloc->table_capacity - 1;
    uint32_t place = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32) & mask;
    while (alloc->table[place] && alloc->table[place] != key)
        place = (place + 1) & mask;
    return &alloc->table[place];
}

static void grow_table(struct allocator *alloc)
{
    uint64_t *old = alloc->table;
    uint32_t old_capacity = alloc->table_capacity;
    alloc->table_capacity = old_capacity * 2;
    alloc->table = arena_array(&alloc->arena, alloc->table_capacity, sizeof *alloc->table);
    for (uint32_t i = 0; i < old_capacity; i++)
        if (old[i])
            *table_entry(alloc, old[i]) = old[i];
}

static uint64_t pair_key(uint32_t a, uint32_t b)
{
    return a > b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

bool graph_interferes(const struct allocator *alloc, uint32_t a, uint32_t b)
{
    uint64_t bit;
    if (alloc->matrix)
        return *matrix_word(alloc, a, b, &bit) & bit;
    return *table_entry(alloc, pair_key(a, b)) != 0;
}

/* True when the edge is new. */
static bool note_edge(struct allocator *alloc, uint32_t a, uint32_t b)
{
    uint64_t bit;
    if (alloc->matrix) {
        uint64_t *word = matrix_word(alloc, a, b, &bit);
        bool is_new = !(*word & bit);
        *word |= bit;
        return is_new;
    }
    if (alloc->table_count * 2 >= alloc->table_capacity)
        grow_table(alloc);
    uint64_t key = pair_key(a, b), *entry = table_entry(alloc, key);
    if (*entry)
        return false;
    *entry = key;
    alloc->table_count++;
    return true;
}

void graph_add_edge(struct allocator *alloc, mreg a, mreg b)
{
    if (a == b || alloc_class(alloc, a) != alloc_class(alloc, b) || !note_edge(alloc, a, b))
        return;
    struct node *x = &alloc->nodes[a], *y = &alloc->nodes[b];
    alloc_push(alloc, &x->adjacent, &x->adjacent_count, &x->adjacent_capacity, b);
    alloc_push(alloc, &y->adjacent, &y->adjacent_count, &y->adjacent_capacity, a);
    x->degree++;
    y->degree++;
}

static void forbid(struct allocator *alloc, mreg reg, uint32_t set)
{
    alloc->nodes[reg].forbidden |= set & alloc->allocatable[alloc_class(alloc, reg)];
}

/* ---- Building the graph ---- */

static void live_add(struct allocator *alloc, mreg reg)
{
    if (reg < MREG_VIRTUAL) {
        alloc->live_physical |= MREG_SET(reg);
        return;
    }
    uint32_t place = alloc->live_place[reg];
    if (place < alloc->live_count && alloc->live[place] == reg)
        return;
    alloc->live_place[reg] = alloc->live_count;
    alloc->live[alloc->live_count++] = reg;
}

static bool is_live(const struct allocator *alloc, mreg reg)
{
    if (reg < MREG_VIRTUAL)
        return alloc->live_physical & MREG_SET(reg);
    uint32_t place = alloc->live_place[reg];
    return place < alloc->live_count && alloc->live[place] == reg;
}

static void live_remove(struct allocator *alloc, mreg reg)
{
    if (reg < MREG_VIRTUAL) {
        alloc->live_physical &= ~MREG_SET(reg);
        return;
    }
    if (!is_live(alloc, reg))
        return;
    uint32_t place = alloc->live_place[reg];
    mreg last = alloc->live[--alloc->live_count];
    alloc->live[place] = last;
    alloc->live_place[last] = place;
}

/* A register is written here: it may share a place with nothing that is live behind. */
static void write_register(struct allocator *alloc, mreg reg)
{
    if (reg < MREG_VIRTUAL) {
        for (uint32_t i = 0; i < alloc->live_count; i++)
            forbid(alloc, alloc->live[i], MREG_SET(reg));
        return;
    }
    forbid(alloc, reg, alloc->live_physical);
    for (uint32_t i = 0; i < alloc->live_count; i++)
        graph_add_edge(alloc, reg, alloc->live[i]);
}

static bool is_candidate(const struct allocator *alloc, mreg reg)
{
    if (reg >= MREG_VIRTUAL)
        return true;
    return (alloc->allocatable[0] | alloc->allocatable[1]) & MREG_SET(reg);
}

static void note_move(struct allocator *alloc, const struct mach_insn *insn)
{
    if (insn->d == insn->a || (insn->d < MREG_VIRTUAL && insn->a < MREG_VIRTUAL) || !is_candidate(alloc, insn->d) ||
        !is_candidate(alloc, insn->a))
        return;
    if (alloc->move_count == alloc->move_capacity) {
        uint32_t capacity = alloc->move_capacity ? alloc->move_capacity * 2 : 64;
        alloc->moves = arena_grow(&alloc->arena, alloc->moves, alloc->move_count, capacity, sizeof *alloc->moves);
        alloc->move_capacity = capacity;
    }
    uint32_t index = alloc->move_count++;
    bool is_split = insn->flags & MACH_SPLIT;
    alloc->moves[index] = (struct move){insn->d, insn->a, is_split ? MOVE_DONE : MOVE_WORKLIST, is_split};
    if (!is_split)
        alloc_push(alloc, &alloc->move_worklist, &alloc->move_worklist_count, &alloc->move_worklist_capacity, index);
    mreg ends[2] = {insn->d, insn->a};
    for (unsigned i = 0; i < 2; i++)
        if (ends[i] >= MREG_VIRTUAL) {
            struct node *node = &alloc->nodes[ends[i]];
            alloc_push(alloc, &node->moves, &node->move_count, &node->move_capacity, index);
        }
}

static void scan_asm(struct allocator *alloc, const struct mach_refs *refs)
{
    /* Results may be written before all arguments are read. */
    for (uint32_t d = 0; d < refs->more_def_count; d++)
        live_add(alloc, refs->more_defs[d]);
    for (uint32_t d = 0; d < refs->more_def_count; d++)
        write_register(alloc, refs->more_defs[d]);
    for (uint32_t u = 0; u < refs->more_use_count; u++)
        write_register(alloc, refs->more_uses[u]);
    for (uint32_t u = 0; u < refs->more_use_count; u++) {
        forbid(alloc, refs->more_uses[u], refs->def_set);
        for (uint32_t k = 0; k < u; k++)
            if (refs->more_uses[u] >= MREG_VIRTUAL && refs->more_uses[k] >= MREG_VIRTUAL)
                graph_add_edge(alloc, refs->more_uses[u], refs->more_uses[k]);
            else if (refs->more_uses[k] >= MREG_VIRTUAL)
                forbid(alloc, refs->more_uses[k], MREG_SET(refs->more_uses[u]));
            else if (refs->more_uses[u] >= MREG_VIRTUAL)
                forbid(alloc, refs->more_uses[u], MREG_SET(refs->more_uses[k]));
    }
    for (uint32_t d = 0; d < refs->more_def_count; d++)
        live_remove(alloc, refs->more_defs[d]);
}

static void scan_insn(struct allocator *alloc, struct mach_insn *insn, float weight)
{
    struct mach_refs refs;
    mach_refs(insn, &refs);
    if (mach_is_pure(insn) && refs.def_count == 1 && *refs.def[0] != REG_ZERO && !is_live(alloc, *refs.def[0])) {
        *insn = (struct mach_insn){.op = M_MOV, .loc = insn->loc}; /* zero to zero: dropped in the end */
        return;
    }
    if (mach_is_move(insn)) {
        live_remove(alloc, insn->a);
        note_move(alloc, insn);
    }
    if (refs.def_set) {
        for (uint32_t i = 0; i < alloc->live_count; i++)
            forbid(alloc, alloc->live[i], refs.def_set);
        alloc->live_physical &= ~refs.def_set;
    }
    if (insn->op == M_ASM)
        scan_asm(alloc, &refs);
    for (unsigned d = 0; d < refs.def_count; d++)
        live_add(alloc, *refs.def[d]);
    for (unsigned d = 0; d < refs.def_count; d++) {
        write_register(alloc, *refs.def[d]);
        alloc->nodes[*refs.def[d]].cost += weight;
    }
    for (unsigned d = 0; d < refs.def_count; d++)
        live_remove(alloc, *refs.def[d]);
    for (unsigned u = 0; u < refs.use_count; u++) {
        live_add(alloc, *refs.use[u]);
        alloc->nodes[*refs.use[u]].cost += weight;
    }
    for (uint32_t u = 0; u < refs.more_use_count; u++)
        live_add(alloc, refs.more_uses[u]);
    alloc->live_physical |= refs.use_set;
}

void graph_build(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    const struct liveness *live = &alloc->liveness;
    liveness_find(&alloc->liveness, function, &alloc->arena);
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        const uint64_t *out = live->live_out + (size_t)b * live->word_count;
        float weight = alloc_weight(block);
        alloc->live_count = alloc->live_physical = 0;
        for (uint32_t w = 0; w < live->word_count; w++)
            for (uint64_t bits = out[w], k = 0; bits; bits >>= 1, k++)
                if (bits & 1)
                    live_add(alloc, live->reg[w * 64 + k]);
        for (uint32_t i = block->count; i-- > 0;)
            scan_insn(alloc, &block->insns[i], weight);
    }
    for (mreg reg = MREG_VIRTUAL; reg < alloc->node_count; reg++) {
        struct node *node = &alloc->nodes[reg];
        node->degree += alloc_bits(node->forbidden);
        if (alloc->info[reg].fixed)
            node->cost = COST_FIXED;
    }
}
