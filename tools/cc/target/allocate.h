/* Register allocation, inside: the state that its parts share (see allocate.c). */
#ifndef CC_ALLOCATE_H
#define CC_ALLOCATE_H

#include "passes/loops.h"
#include "target/liveness.h"
#include "target/passes.h"

#define NONE UINT32_MAX

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
    struct loop *region;  /* the loop within which it lives, NULL: the function */
    struct ir_slot *slot; /* of the register whose piece it is, NULL for none */
    float cost;
    bool spilled;
    uint8_t state;
    uint8_t colour;
};

/* What is kept about a register from round to round. */
struct reg_info {
    struct loop *region;
    struct ir_slot *slot; /* of the register whose piece it is; NULL for none */
    bool fixed;           /* made for one instruction by a spill: spilling it again helps nobody */
};

enum move_state { MOVE_WORKLIST, MOVE_ACTIVE, MOVE_DONE };

struct move {
    mreg to, from;
    uint8_t state;
    bool is_split; /* its ends are to stay two registers */
};

struct allocator {
    struct mach_function *function;
    struct arena arena; /* of one round */
    struct arena kept;  /* of all */
    unsigned round;
    bool pieces; /* spilled registers get pieces for loops (pieces.h) */
    struct loops loops;
    bool *gated; /* by loop: each way in comes from a block that goes nowhere else, each way out leads to one that is
                    reached from nowhere else */
    struct reg_info *info; /* by register */
    uint32_t info_capacity;
    struct node *nodes; /* by register; the physical ones unused */
    uint32_t node_count;
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

/* The class of a register: 0 integer, 1 floating. */
static inline unsigned alloc_class(const struct allocator *alloc, mreg reg)
{
    return alloc->function->is_fp[reg];
}

/* The number of colours of its class. */
static inline uint32_t alloc_limit(const struct allocator *alloc, mreg reg)
{
    return alloc->colours[alloc_class(alloc, reg)];
}

/* The register that a register has been merged into, itself when into none. */
static inline uint32_t alloc_find(const struct allocator *alloc, uint32_t n)
{
    while (n >= MREG_VIRTUAL && alloc->nodes[n].state == NODE_COALESCED)
        n = alloc->nodes[n].alias;
    return n;
}

/* Neither taken out of the graph nor merged. */
static inline bool alloc_in_graph(const struct node *node)
{
    return node->state != NODE_STACK && node->state != NODE_COALESCED;
}

/* ---- allocate.c ---- */

/* A new virtual register. */
mreg alloc_new(struct allocator *alloc, bool is_fp, const struct reg_info *info);

/* How often a block is thought to be executed. */
float alloc_weight(const struct mach_block *block);

/* How many registers are in a set. */
uint32_t alloc_bits(uint32_t set);


/* Append to an array in the arena of the round. */
void alloc_push(struct allocator *alloc, uint32_t **array, uint32_t *count, uint32_t *capacity, uint32_t value);

/* Whether a move of this register may still be removed. */
bool alloc_move_related(const struct allocator *alloc, uint32_t n);

/* ---- interference.c ---- */

/* Nodes, edges, forbidden registers, costs and moves of the function as it stands. */
void graph_build(struct allocator *alloc);
void graph_add_edge(struct allocator *alloc, mreg a, mreg b);
bool graph_interferes(const struct allocator *alloc, uint32_t a, uint32_t b);

/* ---- worklist.c ---- */

/* Put every register of the graph on its list; take one off; put it on another. */
void worklist_fill(struct allocator *alloc);
void worklist_remove(struct allocator *alloc, uint32_t n);
void worklist_move(struct allocator *alloc, uint32_t n, enum node_state state);

/* A neighbour of n is gone; moves of n may succeed now; n may have become simple. */
void worklist_lower_degree(struct allocator *alloc, uint32_t n);
void worklist_enable_moves(struct allocator *alloc, uint32_t n);
void worklist_settle(struct allocator *alloc, uint32_t n);

/* One step each: take a simple register out of the graph; give up the moves of one; call the cheapest one to spill simple. */
void worklist_simplify(struct allocator *alloc);
void worklist_freeze(struct allocator *alloc);
void worklist_spill(struct allocator *alloc);

/* ---- coalesce.c ---- */

/* Try the next move of the worklist. */
void coalesce_next(struct allocator *alloc);

/* ---- colour.c ---- */

/* Colour the stack of registers; those without a colour are listed in alloc->spilled. */
void colour_assign(struct allocator *alloc);

/* Put the colours into the function. */
void colour_apply(struct allocator *alloc);

/* ---- relieve.c ---- */

/* Before the first round: list in alloc->spilled what makes the graph too large. False: it is not. */
bool relieve_graph(struct allocator *alloc);

/* ---- spill.c ---- */

/* Rewrite the function so that the spilled registers are free. */
void spill_insert(struct allocator *alloc);

#endif
