/* The order in which registers leave the graph: worklists of those that can be coloured for sure (simplify), of those that
 * may yet be merged (freeze), and of those that may have to be spilled. */
#include "target/allocate.h"

void worklist_remove(struct allocator *alloc, uint32_t n)
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

void worklist_move(struct allocator *alloc, uint32_t n, enum node_state state)
{
    worklist_remove(alloc, n);
    list_add(alloc, n, state);
}

void worklist_fill(struct allocator *alloc)
{
    for (mreg reg = alloc->node_count; reg-- > MREG_VIRTUAL;) {
        if (alloc->nodes[reg].degree >= alloc_limit(alloc, reg))
            list_add(alloc, reg, NODE_SPILL);
        else
            list_add(alloc, reg, alloc_move_related(alloc, reg) ? NODE_FREEZE : NODE_SIMPLIFY);
    }
}

void worklist_enable_moves(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->move_count; i++) {
        struct move *move = &alloc->moves[node->moves[i]];
        if (move->state != MOVE_ACTIVE)
            continue;
        move->state = MOVE_WORKLIST;
        alloc_push(alloc, &alloc->move_worklist, &alloc->move_worklist_count, &alloc->move_worklist_capacity, node->moves[i]);
    }
}

void worklist_lower_degree(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    if (node->degree-- != alloc_limit(alloc, n))
        return;
    worklist_enable_moves(alloc, n);
    for (uint32_t i = 0; i < node->adjacent_count; i++)
        if (alloc_in_graph(&alloc->nodes[node->adjacent[i]]))
            worklist_enable_moves(alloc, node->adjacent[i]);
    if (node->state == NODE_SPILL)
        worklist_move(alloc, n, alloc_move_related(alloc, n) ? NODE_FREEZE : NODE_SIMPLIFY);
}

void worklist_simplify(struct allocator *alloc)
{
    uint32_t n = alloc->lists[NODE_SIMPLIFY];
    worklist_remove(alloc, n);
    alloc->nodes[n].state = NODE_STACK;
    alloc->stack[alloc->stack_count++] = n;
    const struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->adjacent_count; i++)
        if (alloc_in_graph(&alloc->nodes[node->adjacent[i]]))
            worklist_lower_degree(alloc, node->adjacent[i]);
}

void worklist_settle(struct allocator *alloc, uint32_t n)
{
    if (n >= MREG_VIRTUAL && alloc->nodes[n].state == NODE_FREEZE && !alloc_move_related(alloc, n) &&
        alloc->nodes[n].degree < alloc_limit(alloc, n))
        worklist_move(alloc, n, NODE_SIMPLIFY);
}

static void freeze_moves(struct allocator *alloc, uint32_t n)
{
    struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->move_count; i++) {
        struct move *move = &alloc->moves[node->moves[i]];
        if (move->state == MOVE_DONE)
            continue;
        move->state = MOVE_DONE;
        uint32_t to = alloc_find(alloc, move->to), from = alloc_find(alloc, move->from);
        worklist_settle(alloc, to == n ? from : to);
    }
}

void worklist_freeze(struct allocator *alloc)
{
    uint32_t n = alloc->lists[NODE_FREEZE];
    worklist_move(alloc, n, NODE_SIMPLIFY);
    freeze_moves(alloc, n);
}

void worklist_spill(struct allocator *alloc)
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
    worklist_move(alloc, best, NODE_SIMPLIFY);
    freeze_moves(alloc, best);
}
