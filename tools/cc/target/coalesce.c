/* Coalescing: the two registers of a move become one where that cannot make the graph harder to colour. */
#include "target/allocate.h"

#define MANY_MOVES 100 /* a register with more keeps its list, the other one's is appended */

/* George's test: every neighbour of v is harmless to a merge with the physical register. */
static bool safe_with_physical(const struct allocator *alloc, uint32_t physical, uint32_t v)
{
    const struct node *node = &alloc->nodes[v];
    for (uint32_t i = 0; i < node->adjacent_count; i++) {
        uint32_t t = node->adjacent[i];
        const struct node *other = &alloc->nodes[t];
        if (alloc_in_graph(other) && other->degree >= alloc_limit(alloc, t) && !(other->forbidden & MREG_SET(physical)))
            return false;
    }
    return true;
}

/* Briggs' test: the merged node has fewer neighbours of significant degree than there are colours. */
static bool safe_together(const struct allocator *alloc, uint32_t u, uint32_t v)
{
    const struct node *a = &alloc->nodes[u], *b = &alloc->nodes[v];
    uint32_t limit = alloc_limit(alloc, u), significant = alloc_bits(a->forbidden | b->forbidden);
    for (uint32_t i = 0; i < a->adjacent_count; i++) {
        const struct node *t = &alloc->nodes[a->adjacent[i]];
        significant += alloc_in_graph(t) && t->degree >= limit;
    }
    for (uint32_t i = 0; i < b->adjacent_count && significant < limit; i++) {
        const struct node *t = &alloc->nodes[b->adjacent[i]];
        if (!alloc_in_graph(t) || graph_interferes(alloc, u, b->adjacent[i]))
            continue;
        significant += t->degree >= limit;
    }
    return significant < limit;
}

static void merge_into_physical(struct allocator *alloc, uint32_t physical, uint32_t v)
{
    struct node *node = &alloc->nodes[v];
    worklist_remove(alloc, v);
    node->state = NODE_COALESCED;
    node->alias = physical;
    for (uint32_t i = 0; i < node->adjacent_count; i++) {
        struct node *other = &alloc->nodes[node->adjacent[i]];
        if (!alloc_in_graph(other)) {
            other->forbidden |= MREG_SET(physical);
            continue;
        }
        if (other->forbidden & MREG_SET(physical))
            worklist_lower_degree(alloc, node->adjacent[i]);
        else
            other->forbidden |= MREG_SET(physical);
    }
}

static void merge(struct allocator *alloc, uint32_t u, uint32_t v)
{
    struct node *kept = &alloc->nodes[u], *gone = &alloc->nodes[v];
    worklist_remove(alloc, v);
    gone->state = NODE_COALESCED;
    gone->alias = u;
    kept->cost += gone->cost;
    if (kept->slot != gone->slot)
        kept->slot = NULL;
    while (kept->region && !(gone->region && loops_contain(&alloc->loops, kept->region, gone->region->header)))
        kept->region = kept->region->outer;
    for (uint32_t i = 0; i < gone->move_count; i++)
        alloc_push(alloc, &kept->moves, &kept->move_count, &kept->move_capacity, gone->moves[i]);
    worklist_enable_moves(alloc, v);
    kept->degree += alloc_bits(gone->forbidden & ~kept->forbidden);
    kept->forbidden |= gone->forbidden;
    for (uint32_t i = 0; i < gone->adjacent_count; i++) {
        uint32_t t = gone->adjacent[i];
        if (!alloc_in_graph(&alloc->nodes[t]))
            continue;
        graph_add_edge(alloc, t, u);
        worklist_lower_degree(alloc, t);
    }
    if (kept->degree >= alloc_limit(alloc, u) && kept->state == NODE_FREEZE)
        worklist_move(alloc, u, NODE_SPILL);
}

void coalesce_next(struct allocator *alloc)
{
    struct move *move = &alloc->moves[alloc->move_worklist[--alloc->move_worklist_count]];
    if (move->state != MOVE_WORKLIST)
        return;
    uint32_t u = alloc_find(alloc, move->to), v = alloc_find(alloc, move->from);
    if (v < MREG_VIRTUAL) {
        uint32_t swap = u;
        u = v;
        v = swap;
    }
    move->state = MOVE_DONE;
    if (u == v || v < MREG_VIRTUAL) {
        worklist_settle(alloc, u);
    } else if (alloc->nodes[v].state == NODE_STACK || (u >= MREG_VIRTUAL && alloc->nodes[u].state == NODE_STACK)) {
        return;
    } else if (u < MREG_VIRTUAL ? (alloc->nodes[v].forbidden & MREG_SET(u)) != 0 : graph_interferes(alloc, u, v)) {
        worklist_settle(alloc, u);
        worklist_settle(alloc, v);
    } else if (u < MREG_VIRTUAL ? safe_with_physical(alloc, u, v) : safe_together(alloc, u, v)) {
        if (u < MREG_VIRTUAL) {
            merge_into_physical(alloc, u, v);
        } else if (alloc->nodes[v].move_count > MANY_MOVES && alloc->nodes[v].move_count > alloc->nodes[u].move_count) {
            merge(alloc, v, u);
            u = v;
        } else {
            merge(alloc, u, v);
        }
        worklist_settle(alloc, u);
    } else {
        move->state = MOVE_ACTIVE;
    }
}
