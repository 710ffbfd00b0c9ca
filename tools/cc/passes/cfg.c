/* Control flow facts: predecessors, reverse postorder, dominators, loop depth; and edits of it. */
#include "passes/passes.h"

#include <string.h>

#define UNREACHED UINT32_MAX

/* Successors of a block lie in its last instruction. */
static uint32_t successor_count(const struct ir_block *block)
{
    return block->last ? block->last->target_count : 0;
}

struct walk {
    struct ir_block *block;
    uint32_t next;
};

/* Fill function->order by a depth-first walk that keeps its own stack. */
static void number_blocks(struct ir_function *function, struct arena *scratch)
{
    struct walk *stack = arena_array(scratch, function->block_count, sizeof *stack);
    uint32_t depth = 0, place = function->block_count;
    struct ir_block **order = arena_array(&function->facts, function->block_count, sizeof *order);
    uint8_t *seen = arena_array(scratch, function->block_count, 1);
    seen[function->entry->id] = 1;
    stack[depth++] = (struct walk){function->entry, successor_count(function->entry)};
    while (depth > 0) {
        struct walk *top = &stack[depth - 1];
        if (top->next == 0) {
            order[--place] = top->block;
            depth--;
            continue;
        }
        /* Last successor first: the first one then follows its block in the reverse postorder. */
        struct ir_block *successor = top->block->last->u.target[--top->next];
        if (seen[successor->id])
            continue;
        seen[successor->id] = 1;
        stack[depth++] = (struct walk){successor, successor_count(successor)};
    }
    function->order = order + place;
    function->order_count = function->block_count - place;
    for (uint32_t i = 0; i < function->order_count; i++)
        function->order[i]->order = i;
}

static void collect_preds(struct ir_function *function)
{
    struct arena *arena = &function->facts;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < function->order_count; i++) {
            struct ir_block *block = function->order[i];
            for (uint32_t s = 0; s < successor_count(block); s++) {
                struct ir_block *successor = block->last->u.target[s];
                if (pass == 1)
                    successor->preds[successor->pred_count] = block;
                successor->pred_count++;
            }
        }
        for (uint32_t i = 0; pass == 0 && i < function->order_count; i++) {
            struct ir_block *block = function->order[i];
            block->preds = arena_array(arena, block->pred_count, sizeof *block->preds);
            block->pred_count = 0;
        }
    }
}

static struct ir_block *intersect(struct ir_block *a, struct ir_block *b)
{
    while (a != b) {
        while (a->order > b->order)
            a = a->idom;
        while (b->order > a->order)
            b = b->idom;
    }
    return a;
}

/* Dominators by iteration over the reverse postorder (Cooper, Harvey, Kennedy). */
static void find_dominators(struct ir_function *function)
{
    struct ir_block *entry = function->entry;
    for (uint32_t i = 0; i < function->order_count; i++)
        function->order[i]->idom = NULL;
    entry->idom = entry;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < function->order_count; i++) {
            struct ir_block *block = function->order[i], *idom = NULL;
            for (uint32_t p = 0; p < block->pred_count; p++)
                if (block->preds[p]->idom)
                    idom = idom ? intersect(block->preds[p], idom) : block->preds[p];
            if (block->idom != idom) {
                block->idom = idom;
                changed = true;
            }
        }
    }
    entry->idom = NULL;
}

bool ir_dominates(const struct ir_block *a, const struct ir_block *b)
{
    while (b && b->order > a->order)
        b = b->idom;
    return a == b;
}

struct loop_walk {
    struct ir_block **stack;
    uint32_t depth;
    uint32_t *member; /* by block id: the last loop it was found in */
    uint32_t mark;    /* of the loop being walked */
};

static void add_member(struct loop_walk *walk, struct ir_block *block)
{
    if (walk->member[block->id] == walk->mark)
        return;
    walk->member[block->id] = walk->mark;
    walk->stack[walk->depth++] = block;
    block->loop_depth++;
}

/* Count, for each block, the natural loops that it belongs to. */
static void find_loops(struct ir_function *function, struct arena *scratch)
{
    struct loop_walk walk = {
        .stack = arena_array(scratch, function->order_count, sizeof *walk.stack),
        .member = arena_array(scratch, function->block_count, sizeof *walk.member),
    };
    for (uint32_t i = 0; i < function->order_count; i++)
        function->order[i]->loop_depth = 0;
    for (uint32_t i = 0; i < function->order_count; i++) {
        struct ir_block *header = function->order[i];
        walk.mark = i + 1;
        for (uint32_t p = 0; p < header->pred_count; p++) {
            if (!ir_dominates(header, header->preds[p]))
                continue;
            add_member(&walk, header);
            walk.depth = 0; /* the walk upward ends at the header */
            add_member(&walk, header->preds[p]);
            while (walk.depth > 0) {
                struct ir_block *block = walk.stack[--walk.depth];
                for (uint32_t q = 0; q < block->pred_count; q++)
                    add_member(&walk, block->preds[q]);
            }
        }
    }
}

void ir_analyse(struct ir_function *function)
{
    struct arena scratch = {0};
    arena_free(&function->facts);
    for (struct ir_block *block = function->entry; block; block = block->next) {
        block->order = UNREACHED;
        block->pred_count = 0;
        block->preds = NULL;
        block->idom = NULL;
    }
    number_blocks(function, &scratch);
    collect_preds(function);
    find_dominators(function);
    find_loops(function, &scratch);
    arena_free(&scratch);
}

void ir_resolve_all(struct ir_function *function)
{
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++)
                insn->arg[i] = ir_resolve(insn->arg[i]);
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first, *next; insn; insn = next) {
            next = insn->next;
            if (insn->op == IR_COPY)
                ir_remove(insn);
        }
}

void ir_keep_edge(struct ir_block *block, uint32_t kept)
{
    struct ir_insn *last = block->last;
    struct ir_block *target = last->u.target[kept];
    for (uint32_t s = 0; s < last->target_count; s++)
        if (s != kept)
            ir_phi_forget(last->u.target[s], block);
    last->op = IR_BR;
    last->arg_count = 0;
    last->target_count = 1;
    last->u.target[0] = target;
    last->flags = 0;
}
