/* Register allocation: graph colouring with iterated coalescing (George and Appel, TOPLAS 1996).
 *
 * Physical registers are no nodes of the graph: each node has a set of those that it may not have, which counts toward
 * its degree.  What finds no colour is spilled: constants and addresses are made again at each use, others live in a
 * stack slot. */
#include "target/liveness.h"
#include "target/allocate.h"

#include <string.h>

#define MATRIX_MAX_NODES 20000
#define DEPTH_MAX        6

static void grow_info(struct allocator *alloc, uint32_t count)
{
    if (count <= alloc->info_capacity)
        return;
    uint32_t capacity = count * 2;
    alloc->info = arena_grow(&alloc->kept, alloc->info, alloc->info_capacity, capacity, sizeof *alloc->info);
    alloc->info_capacity = capacity;
}

mreg alloc_new(struct allocator *alloc, bool is_fp, const struct reg_info *info)
{
    mreg reg = mach_reg(alloc->function, is_fp);
    grow_info(alloc, reg + 1);
    alloc->info[reg] = *info;
    return reg;
}

float alloc_weight(const struct mach_block *block)
{
    float weight = 1;
    for (uint32_t i = 0; i < block->loop_depth && i < DEPTH_MAX; i++)
        weight *= 10;
    return weight;
}

uint32_t alloc_bits(uint32_t set)
{
    uint32_t count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

void alloc_push(struct allocator *alloc, uint32_t **array, uint32_t *count, uint32_t *capacity, uint32_t value)
{
    if (*count == *capacity) {
        *capacity = *capacity ? *capacity * 2 : 4;
        *array = arena_grow(&alloc->arena, *array, *count, *capacity, sizeof **array);
    }
    (*array)[(*count)++] = value;
}

bool alloc_move_related(const struct allocator *alloc, uint32_t n)
{
    const struct node *node = &alloc->nodes[n];
    for (uint32_t i = 0; i < node->move_count; i++)
        if (alloc->moves[node->moves[i]].state != MOVE_DONE)
            return true;
    return false;
}

static void start_round(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    uint32_t count = alloc->node_count = function->reg_count;
    alloc->round++;
    grow_info(alloc, count);
    alloc->nodes = arena_array(&alloc->arena, count, sizeof *alloc->nodes);
    for (uint32_t i = 0; i < count; i++) {
        alloc->nodes[i].region = alloc->info[i].region;
        alloc->nodes[i].slot = alloc->info[i].slot;
    }
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
    target_measure(function); /* spills may have made the frame far */
    alloc->allocatable[0] = 0xbffeu; /* all but zero and sp */
    if (function->frame_pointer)
        alloc->allocatable[0] &= ~MREG_SET(REG_FP);
    if (function->far_frame)
        alloc->allocatable[0] &= ~MREG_SET(REG_T0);
    alloc->allocatable[1] = 0xffff0000u;
    alloc->colours[0] = alloc_bits(alloc->allocatable[0]);
    alloc->colours[1] = alloc_bits(alloc->allocatable[1]);
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
    graph_build(alloc);
    worklist_fill(alloc);
    for (;;) {
        if (alloc->lists[NODE_SIMPLIFY] != NONE)
            worklist_simplify(alloc);
        else if (alloc->move_worklist_count > 0)
            coalesce_next(alloc);
        else if (alloc->lists[NODE_FREEZE] != NONE)
            worklist_freeze(alloc);
        else if (alloc->lists[NODE_SPILL] != NONE)
            worklist_spill(alloc);
        else
            break;
    }
    colour_assign(alloc);
}

void target_allocate(struct mach_function *function, bool pieces)
{
    struct allocator alloc = {.function = function, .pieces = pieces};
    for (;;) {
        start_round(&alloc);
        if (alloc.round > 1 || !relieve_graph(&alloc)) {
            colour_graph(&alloc);
            if (alloc.spilled_count == 0)
                break;
        }
        spill_insert(&alloc);
        arena_free(&alloc.arena);
    }
    colour_apply(&alloc);
    arena_free(&alloc.arena);
    arena_free(&alloc.kept);
}
