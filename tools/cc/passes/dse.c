/* Dead stores: what is written over, or lost with the frame, before anything reads it. */
#include "ir_debug.h"
#include "passes/alias.h"

#define BUDGET 100 /* instructions looked at for one store */

struct search {
    struct ir_function *function;
    struct alias alias;
    struct alias_place place;
    bool is_private;
    uint32_t *seen; /* by order of block: number of the search that has come here */
    uint32_t number;
    struct ir_block **work;
    uint32_t depth;
    unsigned budget;
    uint64_t written; /* bytes of the place, the first in bit 0, written over in the block of the store */
};

/* How a way through the code ends for the bytes that the store has written. */
enum fate { FATE_OPEN, FATE_READ, FATE_GONE };

static bool is_store(const struct ir_insn *insn)
{
    return insn->op == IR_STORE || insn->op == IR_BLKZERO || insn->op == IR_BLKCOPY;
}

/* Note the part of a small place that a store covers; true when nothing is left of it. */
static bool cover_part(struct search *s, const struct alias_place *by)
{
    const struct alias_place *place = &s->place;
    if (place->bytes > 64 || by->base != place->base)
        return false;
    for (uint32_t i = 0; i < place->bytes; i++)
        if (place->offset + i >= by->offset && place->offset + i < by->offset + by->bytes)
            s->written |= (uint64_t)1 << i;
    return s->written == UINT64_MAX >> (64 - place->bytes);
}

static enum fate follow(struct search *s, const struct ir_insn *insn, bool first)
{
    const struct ir_insn *changes = alias_is_fixed(&s->place) ? NULL : s->place.base;
    for (; insn; insn = insn->next) {
        if (insn == changes || s->budget-- == 0 || alias_reads(&s->alias, insn, &s->place))
            return FATE_READ;
        if (is_store(insn)) {
            struct alias_place by = alias_place(insn);
            if (alias_covers(&by, &s->place) || (first && cover_part(s, &by)))
                return FATE_GONE;
        }
        if (insn->op == IR_RET || insn->op == IR_UNREACHABLE)
            return s->is_private ? FATE_GONE : FATE_READ;
    }
    return FATE_OPEN;
}

/* The blocks behind one go on the list; false when the store is still needed there: a way round that nobody leaves. */
static bool push_successors(struct search *s, const struct ir_block *block)
{
    for (uint32_t t = 0; t < block->last->target_count; t++) {
        struct ir_block *next = block->last->u.target[t];
        if (s->seen[next->order] == s->number) {
            if (!s->is_private)
                return false;
            continue;
        }
        s->seen[next->order] = s->number;
        s->work[s->depth++] = next;
    }
    return true;
}

static bool is_dead(struct search *s, const struct ir_insn *store)
{
    if ((store->flags & IR_VOLATILE) || !is_store(store))
        return false;
    s->place = alias_place(store);
    s->is_private = alias_is_private(&s->alias, &s->place);
    s->budget = BUDGET;
    s->depth = 0;
    s->written = 0;
    s->number++;
    enum fate fate = follow(s, store->next, true);
    if (fate != FATE_OPEN)
        return fate == FATE_GONE;
    if (!push_successors(s, store->block))
        return false;
    while (s->depth > 0) {
        struct ir_block *block = s->work[--s->depth];
        fate = follow(s, block->first, false);
        if (fate == FATE_READ || (fate == FATE_OPEN && !push_successors(s, block)))
            return false;
    }
    return true;
}

void pass_dse(struct ir_function *function)
{
    struct arena arena = {0};
    struct search s = {.function = function};
    ir_analyse(function);
    alias_init(&s.alias, function, &arena);
    s.seen = arena_array(&arena, function->order_count, sizeof *s.seen);
    s.work = arena_array(&arena, function->order_count, sizeof *s.work);
    for (uint32_t b = function->order_count; b-- > 0;)
        for (struct ir_insn *insn = function->order[b]->last, *before; insn; insn = before) {
            before = insn->prev;
            if (is_dead(&s, insn)) {
                ir_bind_lost_store(function, insn);
                ir_remove(insn);
            }
        }
    arena_free(&arena);
}
