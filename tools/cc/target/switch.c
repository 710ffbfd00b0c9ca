/* A switch becomes a search tree of comparisons; what stays a switch is dense and goes through a table. */
#include "target/passes.h"

#include <stdlib.h>

#define CHAIN_MAX        3 /* so many cases are compared one after the other */
#define TABLE_MIN_CASES  5
#define TABLE_MAX_SPARSE 3 /* entries for each case */
#define TABLE_MAX        65536

struct edge {
    struct ir_block *from, *to;
};

struct one_case {
    int64_t value;
    struct ir_block *target;
    uint32_t place; /* in the source: the first of equal ones counts */
};

struct lowering {
    struct ir_function *function;
    struct arena arena;
    struct ir_insn *value;
    struct ir_block *otherwise, *last; /* last: new blocks go behind it */
    struct one_case *cases;
    struct edge *edges;
    uint32_t edge_count, edge_capacity;
    ir_loc loc;
};

static int by_value(const void *a, const void *b)
{
    const struct one_case *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

static struct ir_block *new_block(struct lowering *low)
{
    struct ir_block *block = ir_block(low->function);
    block->next = low->last->next;
    low->last->next = block;
    if (low->function->last_block == low->last)
        low->function->last_block = block;
    low->last = block;
    return block;
}

static void add_edge(struct lowering *low, struct ir_block *from, struct ir_block *to)
{
    if (low->edge_count == low->edge_capacity) {
        uint32_t capacity = low->edge_capacity ? low->edge_capacity * 2 : 32;
        low->edges = arena_grow(&low->arena, low->edges, low->edge_count, capacity, sizeof *low->edges);
        low->edge_capacity = capacity;
    }
    low->edges[low->edge_count++] = (struct edge){from, to};
}

static struct ir_insn *append(struct lowering *low, struct ir_block *block, enum ir_op op, enum ir_type type,
                              uint32_t arg_count, uint32_t target_count)
{
    struct ir_insn *insn = ir_insn_new(low->function, op, type, arg_count);
    insn->loc = low->loc;
    if (target_count) {
        insn->u.target = arena_array(&low->function->module->arena, target_count, sizeof *insn->u.target);
        insn->target_count = target_count;
    }
    ir_append(block, insn);
    return insn;
}

static void compare(struct lowering *low, struct ir_block *block, enum ir_op op, int64_t with, struct ir_block *yes,
                    struct ir_block *no)
{
    struct ir_insn *constant = append(low, block, IR_CONST, (enum ir_type)low->value->type, 0, 0);
    constant->imm = with;
    struct ir_insn *test = append(low, block, op, IR_I32, 2, 0);
    test->arg[0] = low->value;
    test->arg[1] = constant;
    struct ir_insn *branch = append(low, block, IR_CONDBR, IR_VOID, 1, 2);
    branch->arg[0] = test;
    branch->u.target[0] = yes;
    branch->u.target[1] = no;
}

static void table(struct lowering *low, struct ir_block *block, uint32_t first, uint32_t end)
{
    uint32_t count = end - first;
    struct ir_insn *address = append(low, block, IR_ADDR, IR_I32, 0, 0);
    address->u.symbol = ir_symbol(low->function->module, NULL, IR_LOCAL);
    struct ir_insn *insn = append(low, block, IR_SWITCH, IR_VOID, 2, count + 1);
    insn->arg[0] = low->value;
    insn->arg[1] = address;
    insn->cases = arena_array(&low->function->module->arena, count, sizeof *insn->cases);
    insn->u.target[0] = low->otherwise;
    add_edge(low, block, low->otherwise);
    for (uint32_t i = 0; i < count; i++) {
        insn->cases[i] = low->cases[first + i].value;
        insn->u.target[i + 1] = low->cases[first + i].target;
        add_edge(low, block, low->cases[first + i].target);
    }
}

static void chain(struct lowering *low, struct ir_block *block, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        struct ir_block *next = i + 1 < end ? new_block(low) : low->otherwise;
        compare(low, block, IR_EQ, low->cases[i].value, low->cases[i].target, next);
        add_edge(low, block, low->cases[i].target);
        if (i + 1 == end)
            add_edge(low, block, next);
        block = next;
    }
}

static void search(struct lowering *low, struct ir_block *block, uint32_t first, uint32_t end)
{
    uint32_t count = end - first;
    uint64_t span = (uint64_t)low->cases[end - 1].value - (uint64_t)low->cases[first].value;
    if (low->value->type == IR_I32 && count >= TABLE_MIN_CASES && span < (uint64_t)count * TABLE_MAX_SPARSE &&
        span < TABLE_MAX) {
        table(low, block, first, end);
        return;
    }
    if (count <= CHAIN_MAX) {
        chain(low, block, first, end);
        return;
    }
    uint32_t middle = first + count / 2;
    struct ir_block *left = new_block(low), *right = new_block(low);
    compare(low, block, IR_LT, low->cases[middle].value, left, right);
    search(low, left, first, middle);
    search(low, right, middle, end);
}

/* The phis of the targets get an argument for each new edge in place of those from the old block. */
static void update_phis(struct lowering *low, struct ir_block *block)
{
    for (uint32_t e = 0; e < low->edge_count; e++) {
        struct ir_block *to = low->edges[e].to;
        bool done = false;
        for (uint32_t k = 0; k < e; k++)
            done |= low->edges[k].to == to;
        for (struct ir_insn *phi = done ? NULL : to->first; phi && phi->op == IR_PHI; phi = phi->next) {
            struct ir_insn *value = NULL;
            uint32_t kept = 0;
            for (uint32_t i = 0; i < phi->arg_count; i++) {
                if (phi->u.target[i] == block) {
                    value = phi->arg[i];
                    continue;
                }
                phi->arg[kept] = phi->arg[i];
                phi->u.target[kept++] = phi->u.target[i];
            }
            phi->arg_count = phi->target_count = kept;
            for (uint32_t k = e; k < low->edge_count; k++)
                if (low->edges[k].to == to)
                    ir_phi_add(low->function, phi, low->edges[k].from, value);
        }
    }
}

static void lower(struct ir_function *function, struct ir_block *block)
{
    struct ir_insn *insn = block->last;
    struct lowering low = {.function = function,
                           .value = ir_resolve(insn->arg[0]),
                           .otherwise = insn->u.target[0],
                           .last = block,
                           .loc = insn->loc};
    uint32_t count = insn->target_count - 1, kept = 0;
    low.cases = arena_array(&low.arena, count, sizeof *low.cases);
    for (uint32_t i = 0; i < count; i++)
        low.cases[i] = (struct one_case){insn->cases[i], insn->u.target[i + 1], i};
    qsort(low.cases, count, sizeof *low.cases, by_value);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || low.cases[i].value != low.cases[kept - 1].value)
            low.cases[kept++] = low.cases[i];
    ir_remove(insn);
    if (kept) {
        search(&low, block, 0, kept);
    } else {
        append(&low, block, IR_BR, IR_VOID, 0, 1)->u.target[0] = low.otherwise;
        add_edge(&low, block, low.otherwise);
    }
    update_phis(&low, block);
    arena_free(&low.arena);
}

void target_switch(struct ir_function *function)
{
    for (struct ir_block *block = function->entry; block; block = block->next)
        if (block->last && block->last->op == IR_SWITCH) {
            struct ir_block *next = block->next;
            lower(function, block);
            /* The tables that were made need no second look. */
            while (block->next != next)
                block = block->next;
        }
}
