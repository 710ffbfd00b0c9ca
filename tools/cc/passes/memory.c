#include "passes/memory.h"

#define BUDGET 200 /* writers and blocks looked at for one question */

void memory_init(struct memory *memory, struct ir_function *function, struct arena *arena)
{
    uint32_t blocks = function->order_count;
    *memory = (struct memory){.function = function, .insn_count = function->insn_count};
    alias_init(&memory->alias, function, arena);
    memory->last_writer = arena_array(arena, blocks, sizeof *memory->last_writer);
    memory->previous_writer = arena_array(arena, function->insn_count, sizeof *memory->previous_writer);
    memory->seen = arena_array(arena, blocks, sizeof *memory->seen);
    memory->work = arena_array(arena, blocks, sizeof *memory->work);
    for (uint32_t b = 0; b < blocks; b++) {
        struct ir_insn *writer = NULL;
        for (struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next) {
            memory->previous_writer[insn->id] = writer;
            if (alias_is_writer(insn))
                writer = insn;
        }
        memory->last_writer[b] = writer;
    }
}

/* The last of a chain of writers that may write the place; NULL also when the budget ends first. */
static const struct ir_insn *find_writer(const struct memory *memory, const struct ir_insn *writer,
                                         const struct alias_place *place, unsigned *budget)
{
    while (writer && *budget) {
        --*budget;
        if (writer->block && alias_writes(&memory->alias, writer, place, true))
            return writer;
        writer = memory->previous_writer[writer->id];
    }
    return NULL;
}

static void push(struct memory *memory, uint32_t *depth, const struct ir_block *block, const struct ir_block *until)
{
    for (uint32_t p = 0; p < block->pred_count; p++) {
        struct ir_block *pred = block->preds[p];
        if (pred == until || memory->seen[pred->order] == memory->walk)
            continue;
        memory->seen[pred->order] = memory->walk;
        memory->work[(*depth)++] = pred;
    }
}

/* Nothing writes the place on the ways from the end of a dominator to the start of a block. */
static bool is_clear(struct memory *memory, const struct ir_block *block, const struct ir_block *dominator,
                     const struct alias_place *place, unsigned *budget)
{
    uint32_t depth = 0;
    memory->walk++;
    push(memory, &depth, block, dominator);
    while (depth > 0) {
        struct ir_block *at = memory->work[--depth];
        if (*budget)
            --*budget;
        if (find_writer(memory, memory->last_writer[at->order], place, budget) || !*budget)
            return false;
        push(memory, &depth, at, dominator);
    }
    return true;
}

struct memory_state memory_read(struct memory *memory, const struct ir_insn *at, const struct alias_place *place)
{
    const struct ir_block *block = at->block;
    const struct ir_insn *last = memory->previous_writer[at->id];
    const struct ir_block *made_in = alias_is_fixed(place) ? NULL : place->base->block;
    unsigned budget = BUDGET;
    for (;;) {
        const struct ir_insn *writer = find_writer(memory, last, place, &budget);
        if (writer)
            return (struct memory_state){.writer = writer};
        if (!budget) /* unlike any other */
            return (struct memory_state){.writer = at};
        if (block == made_in || !block->idom || !is_clear(memory, block, block->idom, place, &budget))
            return (struct memory_state){.start = block};
        block = block->idom;
        last = memory->last_writer[block->order];
    }
}
