/* Register allocation: graph colouring with iterated coalescing (George and Appel, TOPLAS 1996).
 *
 * Physical registers are no nodes of the graph: each node has a set of those that it may not have, which counts toward
 * its degree.  What finds no colour is spilled: constants and addresses are made again at each use, others live in a
 * stack slot. */
#include "target/liveness.h"
#include "target/passes.h"

#include <stdlib.h>
#include <string.h>

#define NONE             UINT32_MAX
#define MATRIX_MAX_NODES 20000
#define DEPTH_MAX        6
#define COST_FIXED       1e30f /* of a register made for a spill: spilling it again helps nobody */

enum node_state {
    NODE_UNUSED,
    NODE_SIMPLIFY,
    NODE_FREEZE,
    NODE_SPILL, /* on the worklist of that name */
    NODE_STACK,
    NODE_COALESCED,
    NODE_COLOURED,
    NODE_STATES
};

struct node {
    uint32_t *adjacent, adjacent_count, adjacent_capacity;
    uint32_t *moves, move_count, move_capacity;
    uint32_t next, prev; /* on its worklist */
    uint32_t degree;
    uint32_t alias;     /* of a coalesced node: another, or a physical register */
    uint32_t forbidden; /* physical registers */
    float cost;
    uint8_t state;
    uint8_t colour;
};

enum move_state { MOVE_WORKLIST, MOVE_ACTIVE, MOVE_DONE };

struct move {
    mreg to, from;
    uint8_t state;
};

struct allocator {
    struct mach_function *function;
    struct arena arena;              /* of one round */
    struct node *nodes;              /* by register; the physical ones unused */
    uint32_t node_count, fixed_from; /* registers from fixed_from on were made by spills */
    uint32_t lists[NODE_STATES];
    uint32_t *stack, stack_count;
    struct move *moves;
    uint32_t move_count, move_capacity;
    uint32_t *move_worklist, move_worklist_count, move_worklist_capacity;
    uint64_t *matrix; /* small graphs: a bit for each pair */
    uint64_t *table;  /* large ones: hash table of pairs */
    uint32_t table_count, table_capacity;
    mreg *live; /* sparse set */
    uint32_t *live_place;
    uint32_t live_count, live_physical;
    struct liveness liveness;
    uint32_t allocatable[2]; /* set, by class */
    uint32_t colours[2];
    mreg *spilled;
    uint32_t spilled_count;
};

static uint32_t bits_in(uint32_t set)
{
    uint32_t count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

static unsigned class_of(const struct allocator *alloc, mreg reg)
{
    return alloc->function->is_fp[reg];
}

static uint32_t limit_of(const struct allocator *alloc, mreg reg)
{
    return alloc->colours[class_of(alloc, reg)];
}

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

static bool interferes(const struct allocator *alloc, uint32_t a, uint32_t b)
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

static void push(struct allocator *alloc, uint32_t **array, uint32_t *count, uint32_t *capacity, uint32_t value)
{
    if (*count == *capacity) {
        *capacity = *capacity ? *capacity * 2 : 4;
        *array = arena_grow(&alloc->arena, *array, *count, *capacity, sizeof **array);
    }
    (*array)[(*count)++] = value;
}

static void add_edge(struct allocator *alloc, mreg a, mreg b)
{
    if (a == b || class_of(alloc, a) != class_of(alloc, b) || !note_edge(alloc, a, b))
        return;
    struct node *x = &alloc->nodes[a], *y = &alloc->nodes[b];
    push(alloc, &x->adjacent, &x->adjacent_count, &x->adjacent_capacity, b);
    push(alloc, &y->adjacent, &y->adjacent_count, &y->adjacent_capacity, a);
    x->degree++;
    y->degree++;
}

static void forbid(struct allocator *alloc, mreg reg, uint32_t set)
{
    alloc->nodes[reg].forbidden |= set & alloc->allocatable[class_of(alloc, reg)];
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
        add_edge(alloc, reg, alloc->live[i]);
}

static bool is_candidate(const struct allocator *alloc, mreg reg)
{
    if (reg >= MREG_VIRTUAL)
        return true;
    return (alloc->allocatable[0] | alloc->allocatable[1]) & MREG_SET(reg);
}

static bool is_move(const struct mach_insn *insn)
{
    return insn->op == M_MOV || insn->op == OP_FMOV;
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
    alloc->moves[index] = (struct move){insn->d, insn->a, MOVE_WORKLIST};
    push(alloc, &alloc->move_worklist, &alloc->move_worklist_count, &alloc->move_worklist_capacity, index);
    mreg ends[2] = {insn->d, insn->a};
    for (unsigned i = 0; i < 2; i++)
        if (ends[i] >= MREG_VIRTUAL) {
            struct node *node = &alloc->nodes[ends[i]];
            push(alloc, &node->moves, &node->move_count, &node->move_capacity, index);
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
                add_edge(alloc, refs->more_uses[u], refs->more_uses[k]);
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
    if (is_move(insn)) {
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

static void build_graph(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    const struct liveness *live = &alloc->liveness;
    liveness_find(&alloc->liveness, function, &alloc->arena);
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        const uint64_t *out = live->live_out + (size_t)b * live->word_count;
        float weight = 1;
        for (uint32_t i = 0; i < block->loop_depth && i < DEPTH_MAX; i++)
            weight *= 10;
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
        node->degree += bits_in(node->forbidden);
        if (reg >= alloc->fixed_from)
            node->cost = COST_FIXED;
    }
}

/* ---- Worklists ---- */

static void list_remove(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    if (node->prev != NONE)
        alloc->nodes[node->prev].next = node->next;
    else
        alloc->lists[node->state] = node->next;
    if (node->next != NONE)
        alloc->nodes[node->next].prev = node->prev;
}

static void list_add(struct allocator *alloc, uint32_t n, enum node_state state)
{
    struct node *node = &alloc->nodes[n];
    node->state = (uint8_t)state;
    node->prev = NONE;
    node->next = alloc->lists[state];
    if (node->next != NONE)
        alloc->nodes[node->next].prev = n;
    alloc->lists[state] = n;
}

static void list_move(struct allocator *alloc, uint32_t n, enum node_state state)
{
    list_remove(alloc, n);
    list_add(alloc, n, state);
}

static bool move_related(const struct allocator *alloc, uint32_t n)
{
    const struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->move_count; i++)
        if (alloc->moves[node->moves[i]].state != MOVE_DONE)
            return true;
    return false;
}

static void fill_worklists(struct allocator *alloc)
{
    for (mreg reg = alloc->node_count; reg-- > MREG_VIRTUAL;) {
        if (alloc->nodes[reg].degree >= limit_of(alloc, reg))
            list_add(alloc, reg, NODE_SPILL);
        else
            list_add(alloc, reg, move_related(alloc, reg) ? NODE_FREEZE : NODE_SIMPLIFY);
    }
}

static bool in_graph(const struct node *node)
{
    return node->state != NODE_STACK && node->state != NODE_COALESCED;
}

static void enable_moves(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->move_count; i++) {
        struct move *move = &alloc->moves[node->moves[i]];
        if (move->state != MOVE_ACTIVE)
            continue;
        move->state = MOVE_WORKLIST;
        push(alloc, &alloc->move_worklist, &alloc->move_worklist_count, &alloc->move_worklist_capacity, node->moves[i]);
    }
}

static void lower_degree(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    if (node->degree-- != limit_of(alloc, n))
        return;
    enable_moves(alloc, n);
    for (uint32_t i = 0; i < node->adjacent_count; i++)
        if (in_graph(&alloc->nodes[node->adjacent[i]]))
            enable_moves(alloc, node->adjacent[i]);
    if (node->state == NODE_SPILL)
        list_move(alloc, n, move_related(alloc, n) ? NODE_FREEZE : NODE_SIMPLIFY);
}

static void simplify(struct allocator *alloc)
{
    uint32_t n = alloc->lists[NODE_SIMPLIFY];
    list_remove(alloc, n);
    alloc->nodes[n].state = NODE_STACK;
    alloc->stack[alloc->stack_count++] = n;
    const struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->adjacent_count; i++)
        if (in_graph(&alloc->nodes[node->adjacent[i]]))
            lower_degree(alloc, node->adjacent[i]);
}

/* ---- Coalescing ---- */

static uint32_t find(const struct allocator *alloc, uint32_t n)
{
    while (n >= MREG_VIRTUAL && alloc->nodes[n].state == NODE_COALESCED)
        n = alloc->nodes[n].alias;
    return n;
}

static void maybe_simplify(struct allocator *alloc, uint32_t n)
{
    if (n >= MREG_VIRTUAL && alloc->nodes[n].state == NODE_FREEZE && !move_related(alloc, n) &&
        alloc->nodes[n].degree < limit_of(alloc, n))
        list_move(alloc, n, NODE_SIMPLIFY);
}

/* George's test: every neighbour of v is harmless to a merge with the physical register. */
static bool safe_with_physical(const struct allocator *alloc, uint32_t physical, uint32_t v)
{
    const struct node *node = &alloc->nodes[v];
    for (uint32_t i = 0; i < node->adjacent_count; i++) {
        uint32_t t = node->adjacent[i];
        const struct node *other = &alloc->nodes[t];
        if (in_graph(other) && other->degree >= limit_of(alloc, t) && !(other->forbidden & MREG_SET(physical)))
            return false;
    }
    return true;
}

/* Briggs' test: the merged node has fewer neighbours of significant degree than there are colours. */
static bool safe_together(const struct allocator *alloc, uint32_t u, uint32_t v)
{
    const struct node *a = &alloc->nodes[u], *b = &alloc->nodes[v];
    uint32_t limit = limit_of(alloc, u), significant = bits_in(a->forbidden | b->forbidden);
    for (uint32_t i = 0; i < a->adjacent_count; i++) {
        const struct node *t = &alloc->nodes[a->adjacent[i]];
        significant += in_graph(t) && t->degree >= limit;
    }
    for (uint32_t i = 0; i < b->adjacent_count && significant < limit; i++) {
        const struct node *t = &alloc->nodes[b->adjacent[i]];
        if (!in_graph(t) || interferes(alloc, u, b->adjacent[i]))
            continue;
        significant += t->degree >= limit;
    }
    return significant < limit;
}

static void merge_into_physical(struct allocator *alloc, uint32_t physical, uint32_t v)
{
    struct node *node = &alloc->nodes[v];
    list_remove(alloc, v);
    node->state = NODE_COALESCED;
    node->alias = physical;
    for (uint32_t i = 0; i < node->adjacent_count; i++) {
        struct node *other = &alloc->nodes[node->adjacent[i]];
        if (!in_graph(other)) {
            other->forbidden |= MREG_SET(physical);
            continue;
        }
        if (other->forbidden & MREG_SET(physical))
            lower_degree(alloc, node->adjacent[i]);
        else
            other->forbidden |= MREG_SET(physical);
    }
}

static void merge(struct allocator *alloc, uint32_t u, uint32_t v)
{
    struct node *kept = &alloc->nodes[u], *gone = &alloc->nodes[v];
    list_remove(alloc, v);
    gone->state = NODE_COALESCED;
    gone->alias = u;
    kept->cost += gone->cost;
    for (uint32_t i = 0; i < gone->move_count; i++)
        push(alloc, &kept->moves, &kept->move_count, &kept->move_capacity, gone->moves[i]);
    enable_moves(alloc, v);
    kept->degree += bits_in(gone->forbidden & ~kept->forbidden);
    kept->forbidden |= gone->forbidden;
    for (uint32_t i = 0; i < gone->adjacent_count; i++) {
        uint32_t t = gone->adjacent[i];
        if (!in_graph(&alloc->nodes[t]))
            continue;
        add_edge(alloc, t, u);
        lower_degree(alloc, t);
    }
    if (kept->degree >= limit_of(alloc, u) && kept->state == NODE_FREEZE)
        list_move(alloc, u, NODE_SPILL);
}

static void coalesce(struct allocator *alloc)
{
    struct move *move = &alloc->moves[alloc->move_worklist[--alloc->move_worklist_count]];
    if (move->state != MOVE_WORKLIST)
        return;
    uint32_t u = find(alloc, move->to), v = find(alloc, move->from);
    if (v < MREG_VIRTUAL) {
        uint32_t swap = u;
        u = v;
        v = swap;
    }
    move->state = MOVE_DONE;
    if (u == v || v < MREG_VIRTUAL) {
        maybe_simplify(alloc, u);
    } else if (alloc->nodes[v].state == NODE_STACK || (u >= MREG_VIRTUAL && alloc->nodes[u].state == NODE_STACK)) {
        return;
    } else if (u < MREG_VIRTUAL ? (alloc->nodes[v].forbidden & MREG_SET(u)) != 0 : interferes(alloc, u, v)) {
        maybe_simplify(alloc, u);
        maybe_simplify(alloc, v);
    } else if (u < MREG_VIRTUAL ? safe_with_physical(alloc, u, v) : safe_together(alloc, u, v)) {
        if (u < MREG_VIRTUAL)
            merge_into_physical(alloc, u, v);
        else
            merge(alloc, u, v);
        maybe_simplify(alloc, u);
    } else {
        move->state = MOVE_ACTIVE;
    }
}

/* ---- Freezing and choosing what to spill ---- */

static void freeze_moves(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->move_count; i++) {
        struct move *move = &alloc->moves[node->moves[i]];
        if (move->state == MOVE_DONE)
            continue;
        move->state = MOVE_DONE;
        uint32_t to = find(alloc, move->to), from = find(alloc, move->from);
        maybe_simplify(alloc, to == n ? from : to);
    }
}

static void freeze(struct allocator *alloc)
{
    uint32_t n = alloc->lists[NODE_FREEZE];
    list_move(alloc, n, NODE_SIMPLIFY);
    freeze_moves(alloc, n);
}

static void select_spill(struct allocator *alloc)
{
    uint32_t best = NONE;
    float best_cost = 0;
    for (uint32_t n = alloc->lists[NODE_SPILL]; n != NONE; n = alloc->nodes[n].next) {
        float cost = alloc->nodes[n].cost / (float)alloc->nodes[n].degree;
        if (best == NONE || cost < best_cost) {
            best = n;
            best_cost = cost;
        }
    }
    list_move(alloc, best, NODE_SIMPLIFY);
    freeze_moves(alloc, best);
}

/* ---- Colours ---- */

/* Registers in the order in which they are given out: those a call destroys first. */
static const uint8_t colour_order[2][16] = {
    {1, 2, 3, 4, 5, 6, 7, 15, 8, 9, 10, 11, 12, 13, 0, 0},
    {16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31},
};

static unsigned pick_colour(const struct allocator *alloc, const struct node *node, unsigned class, uint32_t allowed)
{
    for (uint32_t i = 0; i < node->move_count; i++) {
        const struct move *move = &alloc->moves[node->moves[i]];
        for (unsigned side = 0; side < 2; side++) {
            uint32_t other = find(alloc, side ? move->from : move->to);
            unsigned colour = other < MREG_VIRTUAL ? other : alloc->nodes[other].colour;
            if (colour && (allowed & MREG_SET(colour)))
                return colour;
        }
    }
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned i = 0; i < 16; i++) {
            unsigned colour = colour_order[class][i];
            bool costs = (MREG_SET(colour) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR))) &&
                         !(alloc->function->used_saved & MREG_SET(colour));
            if ((allowed & MREG_SET(colour)) && (pass == 1 || !costs))
                return colour;
        }
    return 0;
}

static void assign_colours(struct allocator *alloc)
{
    while (alloc->stack_count > 0) {
        uint32_t n = alloc->stack[--alloc->stack_count];
        struct node *node = &alloc->nodes[n];
        unsigned class = class_of(alloc, n);
        uint32_t allowed = alloc->allocatable[class] & ~node->forbidden;
        for (uint32_t i = 0; i < node->adjacent_count; i++) {
            uint32_t other = find(alloc, node->adjacent[i]);
            if (other < MREG_VIRTUAL)
                allowed &= ~MREG_SET(other);
            else if (alloc->nodes[other].colour)
                allowed &= ~MREG_SET(alloc->nodes[other].colour);
        }
        node->state = NODE_COLOURED;
        if (!allowed) {
            alloc->spilled[alloc->spilled_count++] = n;
            continue;
        }
        node->colour = (uint8_t)pick_colour(alloc, node, class, allowed);
        alloc->function->used_saved |= MREG_SET(node->colour) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR));
    }
}

static mreg colour_of(const struct allocator *alloc, mreg reg)
{
    if (reg < MREG_VIRTUAL)
        return reg;
    uint32_t n = find(alloc, reg);
    return n < MREG_VIRTUAL ? n : alloc->nodes[n].colour;
}

/* ---- Spilling ---- */

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
                if (reg < MREG_VIRTUAL || (is_move(insn) && find(alloc, insn->a) == find(alloc, reg)))
                    continue;
                uint32_t n = find(alloc, reg);
                if (n < MREG_VIRTUAL)
                    continue;
                defs[n]++;
                if (can_remake(insn))
                    spills[n].origin = *insn;
            }
        }
    for (uint32_t i = 0; i < alloc->spilled_count; i++) {
        mreg reg = alloc->spilled[i];
        uint32_t bytes = class_of(alloc, reg) ? 8 : 4;
        spills[reg].spilled = true;
        if (defs[reg] != 1 || spills[reg].origin.op == OP_ILLEGAL)
            spills[reg].slot = ir_slot(function->ir, bytes, bytes, NULL);
    }
    return spills;
}

static bool is_spilled(const struct spill *spills, uint32_t n)
{
    return n >= MREG_VIRTUAL && spills[n].spilled;
}

static void slot_access(struct mach_function *function, struct mach_block *block, const struct spill *spill, mreg reg,
                        bool is_store, ir_loc loc)
{
    struct mach_insn insn = {.ref = REF_SLOT, .d = reg, .a = REG_SP, .loc = loc};
    if (function->is_fp[reg])
        insn.op = is_store ? OP_FSD : OP_FLD;
    else
        insn.op = is_store ? OP_SW : OP_LW;
    insn.u.slot = spill->slot;
    mach_append(function, block, &insn);
}

static void reload(struct mach_function *function, struct mach_block *block, const struct spill *spill, mreg reg,
                   ir_loc loc)
{
    if (spill->slot) {
        slot_access(function, block, spill, reg, false, loc);
        return;
    }
    struct mach_insn insn = spill->origin;
    insn.d = reg;
    insn.loc = loc;
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
    mreg fresh = mach_reg(rewrite->alloc->function, class_of(rewrite->alloc, n));
    *is_new = true;
    if (rewrite->count < sizeof rewrite->old / sizeof *rewrite->old) {
        rewrite->old[rewrite->count] = n;
        rewrite->fresh[rewrite->count++] = fresh;
    }
    return fresh;
}

static void rewrite_use(struct rewrite *rewrite, mreg *reg, ir_loc loc)
{
    uint32_t n = find(rewrite->alloc, *reg);
    bool is_new;
    if (!is_spilled(rewrite->spills, n))
        return;
    *reg = stand_in(rewrite, n, &is_new);
    if (is_new)
        reload(rewrite->alloc->function, rewrite->block, &rewrite->spills[n], *reg, loc);
}

static uint32_t rewrite_def(struct rewrite *rewrite, mreg *reg)
{
    uint32_t n = find(rewrite->alloc, *reg);
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
    uint32_t to = find(rewrite->alloc, insn->d), from = find(rewrite->alloc, insn->a);
    bool to_spilled = is_spilled(rewrite->spills, to), from_spilled = is_spilled(rewrite->spills, from);
    if (to == from && to_spilled)
        return true;
    if (to_spilled == from_spilled)
        return false;
    if (from_spilled)
        reload(function, rewrite->block, &rewrite->spills[from], insn->d, insn->loc);
    else if (rewrite->spills[to].slot)
        slot_access(function, rewrite->block, &rewrite->spills[to], insn->a, true, insn->loc);
    return true;
}

static void rewrite_insn(struct rewrite *rewrite, struct mach_insn *insn)
{
    struct allocator *alloc = rewrite->alloc;
    struct mach_refs refs;
    rewrite->count = 0;
    if (is_move(insn) && rewrite_move(rewrite, insn))
        return;
    mach_refs(insn, &refs);
    if (refs.def_count == 1 && can_remake(insn)) {
        uint32_t n = find(alloc, insn->d);
        if (is_spilled(rewrite->spills, n) && !rewrite->spills[n].slot)
            return; /* made again where it is used */
    }
    for (unsigned u = 0; u < refs.use_count; u++)
        rewrite_use(rewrite, refs.use[u], insn->loc);
    for (uint32_t u = 0; u < refs.more_use_count; u++)
        rewrite_use(rewrite, &refs.more_uses[u], insn->loc);
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
            slot_access(alloc->function, rewrite->block, &rewrite->spills[stored[d]], from[d], true, insn->loc);
    for (uint32_t d = 0; d < refs.more_def_count; d++)
        if (more_stored[d])
            slot_access(alloc->function, rewrite->block, &rewrite->spills[more_stored[d]], refs.more_defs[d], true,
                        insn->loc);
}

static void insert_spills(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    struct rewrite rewrite = {.alloc = alloc, .spills = plan_spills(alloc)};
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

/* ---- The whole ---- */

static void start_round(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    uint32_t count = alloc->node_count = function->reg_count;
    alloc->nodes = arena_array(&alloc->arena, count, sizeof *alloc->nodes);
    alloc->stack = arena_array(&alloc->arena, count, sizeof *alloc->stack);
    alloc->spilled = arena_array(&alloc->arena, count, sizeof *alloc->spilled);
    alloc->live = arena_array(&alloc->arena, count, sizeof *alloc->live);
    alloc->live_place = arena_array(&alloc->arena, count, sizeof *alloc->live_place);
    for (unsigned i = 0; i < NODE_STATES; i++)
        alloc->lists[i] = NONE;
    alloc->moves = NULL;
    alloc->move_worklist = NULL;
    alloc->move_count = alloc->move_capacity = alloc->move_worklist_count = alloc->move_worklist_capacity = 0;
    alloc->stack_count = alloc->spilled_count = alloc->live_count = 0;
    alloc->matrix = NULL;
    if (count <= MATRIX_MAX_NODES) {
        alloc->matrix = arena_array(&alloc->arena, ((size_t)count * count / 2 + 64) / 64 + 1, sizeof *alloc->matrix);
    } else {
        alloc->table_count = 0;
        alloc->table_capacity = 1 << 16;
        alloc->table = arena_array(&alloc->arena, alloc->table_capacity, sizeof *alloc->table);
    }
    function->used_saved = function->has_calls ? MREG_SET(REG_LR) : 0;
    if (function->frame_pointer)
        function->used_saved |= MREG_SET(REG_FP) | MREG_SET(REG_LR);
}

static void colour_graph(struct allocator *alloc)
{
    build_graph(alloc);
    fill_worklists(alloc);
    for (;;) {
        if (alloc->lists[NODE_SIMPLIFY] != NONE)
            simplify(alloc);
        else if (alloc->move_worklist_count > 0)
            coalesce(alloc);
        else if (alloc->lists[NODE_FREEZE] != NONE)
            freeze(alloc);
        else if (alloc->lists[NODE_SPILL] != NONE)
            select_spill(alloc);
        else
            break;
    }
    assign_colours(alloc);
}

static void note_saved(struct mach_function *function, mreg reg)
{
    function->used_saved |= MREG_SET(reg) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR));
}

/* Put the colours in, drop moves of a register to itself. */
static void apply_colours(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        uint32_t kept = 0;
        for (uint32_t i = 0; i < block->count; i++) {
            struct mach_insn *insn = &block->insns[i];
            struct mach_refs refs;
            mach_refs(insn, &refs);
            for (unsigned u = 0; u < refs.use_count; u++)
                *refs.use[u] = colour_of(alloc, *refs.use[u]);
            for (unsigned d = 0; d < refs.def_count; d++) {
                *refs.def[d] = colour_of(alloc, *refs.def[d]);
                note_saved(function, *refs.def[d]);
            }
            for (uint32_t k = 0; k < refs.more_use_count; k++)
                refs.more_uses[k] = colour_of(alloc, refs.more_uses[k]);
            for (uint32_t k = 0; k < refs.more_def_count; k++) {
                refs.more_defs[k] = colour_of(alloc, refs.more_defs[k]);
                note_saved(function, refs.more_defs[k]);
            }
            if (insn->op == M_ASM)
                function->used_saved |= refs.def_set & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR));
            if (!(is_move(insn) && insn->d == insn->a))
                block->insns[kept++] = *insn;
        }
        block->count = kept;
    }
}

void target_allocate(struct mach_function *function)
{
    struct allocator alloc = {.function = function, .fixed_from = function->reg_count};
    alloc.allocatable[0] = 0xbffeu; /* all but zero and sp */
    if (function->frame_pointer)
        alloc.allocatable[0] &= ~MREG_SET(REG_FP);
    if (function->far_frame)
        alloc.allocatable[0] &= ~MREG_SET(REG_T0);
    alloc.allocatable[1] = 0xffff0000u;
    alloc.colours[0] = bits_in(alloc.allocatable[0]);
    alloc.colours[1] = bits_in(alloc.allocatable[1]);
    for (;;) {
        start_round(&alloc);
        colour_graph(&alloc);
        if (alloc.spilled_count == 0)
            break;
        insert_spills(&alloc);
        arena_free(&alloc.arena);
    }
    apply_colours(&alloc);
    arena_free(&alloc.arena);
}
