/* Where variables are in the final code: one walk finds, for each virtual register that matters, where its physical
 * register or spill slot still holds it: from its making until something else is written there (debug_notes.c). */
#include "target/debug_notes.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS_MAX 50

/* A virtual register that matters. */
struct tracked {
    mreg vreg;
    struct home home;
    uint32_t alias;     /* another one of the same value, or NONE */
    uint32_t same_slot; /* next that lives in the same spill slot */
};

struct walk {
    const struct mach_function *function;
    const struct mach_debug *debug;
    struct debug_code *code;
    struct arena arena;
    struct tracked *tracked;
    uint32_t count, words;
    uint32_t *number_of;     /* by virtual register: in tracked, or NONE */
    uint32_t *first_in_slot; /* by slot */
    uint64_t *in_register[32];
    uint64_t *block_known; /* by block: what is known at its end */
    uint32_t *block_bound; /* by block: the binding of each piece at its end, plus 1 */
    bool *block_done;
    /* The state while walking. */
    uint64_t *known;                 /* bit for each tracked one: its home holds it */
    uint32_t *bound;                 /* by piece: its binding plus 1, 0: unknown */
    uint32_t first_order, end_order; /* of the region of code at work */
    uint32_t order, event, next_bound;
    uint32_t written; /* registers written since `order` began */
    bool stored, pair;
    bool output, dirty;
    /* Output: by piece. */
    struct debug_value *open;
    bool *is_open;
    struct value_list *values;
};

struct value_list {
    struct debug_value *items;
    uint32_t count;
};

static void track(struct walk *w, mreg vreg, struct home home)
{
    w->tracked = with_room(&w->arena, w->tracked, w->count, sizeof *w->tracked);
    w->tracked[w->count] = (struct tracked){.vreg = vreg, .home = home, .alias = NONE, .same_slot = NONE};
    if (vreg)
        w->number_of[vreg] = w->count;
    w->count++;
}

static void track_virtual(struct walk *w, mreg vreg)
{
    if (vreg >= MREG_VIRTUAL && vreg < w->debug->home_count && w->number_of[vreg] == NONE)
        track(w, vreg, w->debug->homes[vreg]);
}

/* What else holds a value: the register where a parameter came, as long as it stays there; a copy that goes on with
 * it. */
static void find_aliases(struct walk *w)
{
    const struct mach_debug *debug = w->debug;
    bool entry = true;
    for (uint32_t e = 0; e < debug->event_count; e++) {
        const struct event *event = &debug->events[e];
        entry &= event->made && event->copy_of && event->copy_of < MREG_VIRTUAL;
        uint32_t number = event->goes_on ? w->number_of[event->copy_of] : entry ? w->number_of[event->made] : NONE;
        if (number == NONE || w->tracked[number].alias != NONE)
            continue;
        uint32_t alias = w->count;
        if (event->goes_on)
            track_virtual(w, event->made);
        else
            track(w, 0, (struct home){.reg = event->copy_of});
        if (w->count > alias)
            w->tracked[number].alias = alias;
    }
}

/* The values that bindings name, and those that they may be copies of. */
static void find_tracked(struct walk *w)
{
    const struct mach_debug *debug = w->debug;
    w->number_of = arena_array(&w->arena, debug->home_count, sizeof *w->number_of);
    memset(w->number_of, 0xff, debug->home_count * sizeof *w->number_of);
    for (uint32_t i = 0; i < debug->bound_count; i++)
        track_virtual(w, debug->bounds[i].reg);
    for (uint32_t before = 0, round = 0; before != w->count && round < ROUNDS_MAX; round++) {
        before = w->count;
        for (uint32_t e = debug->event_count; e-- > 0;)
            if (debug->events[e].made && w->number_of[debug->events[e].made] != NONE)
                track_virtual(w, debug->events[e].copy_of);
    }
    find_aliases(w);
}

static void index_homes(struct walk *w)
{
    uint32_t slots = w->function->ir->slot_count;
    w->words = (w->count + 63) / 64;
    for (unsigned reg = 0; reg < 32; reg++)
        w->in_register[reg] = arena_array(&w->arena, w->words, sizeof(uint64_t));
    w->first_in_slot = arena_array(&w->arena, slots, sizeof *w->first_in_slot);
    memset(w->first_in_slot, 0xff, slots * sizeof *w->first_in_slot);
    for (uint32_t t = 0; t < w->count; t++) {
        struct home *home = &w->tracked[t].home;
        if (home->slot) {
            w->tracked[t].same_slot = w->first_in_slot[home->slot->id];
            w->first_in_slot[home->slot->id] = t;
        } else if (home->reg && home->reg < 32) {
            w->in_register[home->reg][t / 64] |= (uint64_t)1 << t % 64;
        }
    }
}

static bool is_known(const struct walk *w, uint32_t t)
{
    return w->known[t / 64] >> t % 64 & 1;
}

static void set_known(struct walk *w, uint32_t t, bool known)
{
    uint64_t bit = (uint64_t)1 << t % 64;
    w->dirty = true;
    w->known[t / 64] = known ? w->known[t / 64] | bit : w->known[t / 64] & ~bit;
}

static void destroy(struct walk *w, uint32_t set)
{
    for (unsigned reg = 0; set; reg++, set >>= 1)
        for (uint32_t i = 0; (set & 1) && i < w->words; i++) {
            w->dirty |= (w->known[i] & w->in_register[reg][i]) != 0;
            w->known[i] &= ~w->in_register[reg][i];
        }
}

static void destroy_slot(struct walk *w, const struct ir_slot *slot)
{
    for (uint32_t t = w->first_in_slot[slot->id]; t != NONE; t = w->tracked[t].same_slot)
        set_known(w, t, false);
}

/* A virtual register was made by the instructions of the order at work, if they are still there.  A copy that is gone
 * was one within a register or slot. */
static void make(struct walk *w, const struct event *event)
{
    const struct home *home = &w->debug->homes[event->made];
    uint32_t t = w->number_of[event->made];
    uint32_t from = event->copy_of >= MREG_VIRTUAL ? w->number_of[event->copy_of] : NONE;
    bool done = home->slot ? w->stored : home->reg && (w->written & MREG_SET(home->reg));
    bool known = done;
    if (!done && from != NONE) {
        const struct home *other = &w->tracked[from].home;
        known = is_known(w, from) && (home->slot ? other->slot == home->slot : other->reg && other->reg == home->reg);
    } else if (!done && event->copy_of) {
        known = home->reg == event->copy_of;
    }
    if (home->slot && done)
        destroy_slot(w, home->slot);
    if (t != NONE && known != is_known(w, t))
        set_known(w, t, known);
}

/* Events up to an order, the orders behind the present one being of instructions that are gone. */
static void events_before(struct walk *w, uint32_t order)
{
    const struct mach_debug *debug = w->debug;
    for (; w->event < debug->event_count && debug->events[w->event].order < order; w->event++) {
        const struct event *event = &debug->events[w->event];
        if (event->order > w->order && !w->pair) {
            w->written = 0;
            w->stored = false;
        }
        if (event->made)
            make(w, event);
        else
            destroy(w, event->destroyed);
    }
    w->order = order;
    w->written = 0;
    w->stored = w->pair = false;
}

static void bindings_up_to(struct walk *w, uint32_t order)
{
    const struct mach_debug *debug = w->debug;
    for (; w->next_bound < debug->bound_count && debug->bounds[w->next_bound].order <= order; w->next_bound++) {
        const struct piece *piece = &debug->pieces[debug->bounds[w->next_bound].piece];
        for (uint32_t p = debug->piece_of_slot[piece->slot->id]; p != NONE; p = debug->pieces[p].next)
            if (debug->pieces[p].offset_bytes < piece->offset_bytes + piece->size_bytes &&
                piece->offset_bytes < debug->pieces[p].offset_bytes + debug->pieces[p].size_bytes)
                w->bound[p] = 0; /* written over */
        w->bound[debug->bounds[w->next_bound].piece] = w->next_bound + 1;
        w->dirty = true;
    }
}

static uint32_t written_by(struct mach_insn *insn)
{
    struct mach_refs refs;
    uint32_t set = 0;
    mach_refs(insn, &refs);
    for (unsigned d = 0; d < refs.def_count; d++)
        set |= MREG_SET(*refs.def[d]);
    for (uint32_t d = 0; d < refs.more_def_count; d++)
        set |= MREG_SET(refs.more_defs[d]);
    return set;
}

/* ---- Output ---- */

static int32_t from_cfa(const struct walk *w, const struct ir_slot *slot)
{
    return slot->offset - (int32_t)w->function->frame_bytes;
}

static bool value_now(const struct walk *w, const struct bound *bound, struct debug_value *value)
{
    value->where = bound->where;
    value->number = bound->number;
    value->symbol = bound->symbol;
    value->reg = 0;
    if (bound->where == WHERE_FRAME) {
        value->number += from_cfa(w, bound->slot);
        return bound->slot->placed;
    }
    if (bound->where != WHERE_REGISTER && bound->where != WHERE_SUM)
        return bound->where != WHERE_MEMORY;
    uint32_t t = w->number_of[bound->reg];
    for (unsigned tries = 0; t != NONE && !is_known(w, t) && tries < 3; tries++)
        t = w->tracked[t].alias;
    if (t == NONE || !is_known(w, t))
        return false;
    const struct home *home = &w->tracked[t].home;
    value->reg = home->reg;
    if (!home->slot)
        return true;
    value->where = WHERE_MEMORY;
    value->number = from_cfa(w, home->slot);
    return home->slot->placed && bound->where == WHERE_REGISTER;
}

static bool same_value(const struct debug_value *a, const struct debug_value *b)
{
    return a->where == b->where && a->reg == b->reg && a->number == b->number && a->symbol == b->symbol;
}

static void close_value(struct walk *w, uint32_t piece, uint32_t at)
{
    struct debug_value *open = &w->open[piece];
    struct value_list *list = &w->values[piece];
    open->span.end = at;
    w->is_open[piece] = false;
    if (open->span.begin == at)
        return;
    list->items = with_room(&w->arena, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = *open;
}

static void show(struct walk *w, uint32_t at)
{
    for (uint32_t p = 0; p < w->debug->piece_count; p++) {
        struct debug_value now = {.span.begin = at};
        bool is = w->bound[p] && value_now(w, &w->debug->bounds[w->bound[p] - 1], &now);
        if (w->is_open[p] && (!is || !same_value(&w->open[p], &now)))
            close_value(w, p, at);
        if (is && !w->is_open[p]) {
            w->open[p] = now;
            w->is_open[p] = true;
        }
    }
    w->dirty = false;
}

/* ---- Blocks ---- */

/* The region of code that selection has made and an order belongs to: a block of then, whole or copied into another
 * one.  A block that was added since begins in no region (order 0). */
static void enter_region(struct walk *w, uint32_t order)
{
    const struct mach_debug *debug = w->debug;
    uint32_t low = 0, high = debug->region_count;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (debug->regions[middle] <= order)
            low = middle;
        else
            high = middle;
    }
    uint32_t first_order = w->first_order = order ? debug->regions[low] : 0;
    w->end_order = order ? debug->regions[low + 1] : 0;
    low = 0;
    high = debug->event_count;
    while (low < high && first_order) {
        uint32_t middle = (low + high) / 2;
        if (debug->events[middle].order < first_order)
            low = middle + 1;
        else
            high = middle;
    }
    w->event = first_order ? low : debug->event_count;
    for (low = 0, high = debug->bound_count; low < high && first_order;) {
        uint32_t middle = (low + high) / 2;
        if (debug->bounds[middle].order < first_order)
            low = middle + 1;
        else
            high = middle;
    }
    w->next_bound = first_order ? low : debug->bound_count;
    w->order = first_order;
    w->written = 0;
    w->stored = w->pair = false;
}

static void leave_region(struct walk *w)
{
    if (!w->end_order)
        return;
    events_before(w, w->end_order);
    bindings_up_to(w, w->end_order - 1);
}

static void walk_block(struct walk *w, uint32_t b, uint32_t at)
{
    struct mach_block *block = &w->function->blocks[b];
    enter_region(w, block->first_order);
    w->dirty = true;
    for (uint32_t i = 0; i < block->count; i++, at++) {
        struct mach_insn *insn = &block->insns[i];
        if (insn->order && (insn->order < w->first_order || insn->order >= w->end_order)) {
            leave_region(w);
            enter_region(w, insn->order);
        }
        if (insn->order > w->order)
            events_before(w, insn->order);
        bindings_up_to(w, w->order);
        if (w->output && w->dirty)
            show(w, at);
        uint32_t written = written_by(insn);
        destroy(w, written);
        w->written |= written;
        w->stored |= insn->op == OP_SW || insn->op == OP_FSD || insn->op == OP_SWP;
        w->pair = insn->op == OP_LWP || insn->op == OP_SWP;
    }
    leave_region(w);
}

/* Start the walk at a block with what all its predecessors agree on; false when none has been seen yet. */
static bool enter_block(struct walk *w, uint32_t b, const uint32_t *preds, uint32_t pred_count)
{
    uint32_t pieces = w->debug->piece_count;
    bool first = true;
    memset(w->known, 0, w->words * sizeof *w->known);
    memset(w->bound, 0, pieces * sizeof *w->bound);
    for (uint32_t i = 0; i < pred_count; i++) {
        const uint64_t *known = w->block_known + (size_t)preds[i] * w->words;
        const uint32_t *bound = w->block_bound + (size_t)preds[i] * pieces;
        if (!w->block_done[preds[i]])
            continue;
        for (uint32_t k = 0; k < w->words; k++)
            w->known[k] = first ? known[k] : w->known[k] & known[k];
        for (uint32_t p = 0; p < pieces; p++)
            w->bound[p] = first || w->bound[p] == bound[p] ? bound[p] : 0;
        first = false;
    }
    for (uint32_t t = 0; b == 0 && t < w->count; t++)
        if (!w->tracked[t].vreg)
            w->known[t / 64] |= (uint64_t)1 << t % 64;
    return b == 0 || !first;
}

struct edges {
    uint32_t *first, *pred;
};

static struct edges find_predecessors(struct walk *w)
{
    const struct mach_function *function = w->function;
    uint32_t count = function->block_count;
    struct edges edges = {.first = arena_array(&w->arena, count + (size_t)2, sizeof *edges.first)};
    for (uint32_t b = 0; b < count; b++)
        for (uint32_t s = 0; s < function->blocks[b].succ_count; s++)
            edges.first[function->blocks[b].succs[s]->index + 2]++;
    for (uint32_t b = 2; b < count + 2; b++)
        edges.first[b] += edges.first[b - 1];
    edges.pred = arena_array(&w->arena, edges.first[count + 1], sizeof *edges.pred);
    for (uint32_t b = 0; b < count; b++)
        for (uint32_t s = 0; s < function->blocks[b].succ_count; s++)
            edges.pred[edges.first[function->blocks[b].succs[s]->index + 1]++] = b;
    return edges;
}

static bool walk_all(struct walk *w, const struct edges *edges)
{
    uint32_t pieces = w->debug->piece_count, at = 0;
    bool changed = false;
    for (uint32_t b = 0; b < w->function->block_count; b++) {
        bool entered = enter_block(w, b, edges->pred + edges->first[b], edges->first[b + 1] - edges->first[b]);
        uint32_t start = at;
        at += w->function->blocks[b].count;
        if (!entered && !w->output)
            continue;
        walk_block(w, b, start);
        uint64_t *known = w->block_known + (size_t)b * w->words;
        uint32_t *end = w->block_bound + (size_t)b * pieces;
        changed |= !w->block_done[b] || memcmp(known, w->known, w->words * sizeof *known) != 0 ||
                   memcmp(end, w->bound, pieces * sizeof *end) != 0;
        memcpy(known, w->known, w->words * sizeof *known);
        memcpy(end, w->bound, pieces * sizeof *end);
        w->block_done[b] = true;
    }
    for (uint32_t p = 0; w->output && p < pieces; p++)
        if (w->is_open[p])
            close_value(w, p, at);
    return changed;
}

static void make_state(struct walk *w)
{
    uint32_t blocks = w->function->block_count, pieces = w->debug->piece_count;
    w->known = arena_array(&w->arena, w->words, sizeof *w->known);
    w->bound = arena_array(&w->arena, pieces, sizeof *w->bound);
    w->block_known = arena_array(&w->arena, (size_t)blocks * w->words, sizeof *w->block_known);
    w->block_bound = arena_array(&w->arena, (size_t)blocks * pieces, sizeof *w->block_bound);
    w->block_done = arena_array(&w->arena, blocks, sizeof *w->block_done);
    w->open = arena_array(&w->arena, pieces, sizeof *w->open);
    w->is_open = arena_array(&w->arena, pieces, sizeof *w->is_open);
    w->values = arena_array(&w->arena, pieces, sizeof *w->values);
}

static int compare_values(const void *left, const void *right)
{
    const struct debug_value *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return (a->offset_bytes > b->offset_bytes) - (a->offset_bytes < b->offset_bytes);
}

/* Collect what was found for the pieces of a slot. */
static void give_values(struct walk *w, const struct ir_slot *slot, struct debug_object *object)
{
    uint32_t count = 0;
    for (uint32_t p = w->debug->piece_of_slot[slot->id]; p != NONE; p = w->debug->pieces[p].next)
        count += w->values[p].count;
    object->values = arena_array(&w->function->ir->module->arena, count, sizeof *object->values);
    for (uint32_t p = w->debug->piece_of_slot[slot->id]; p != NONE; p = w->debug->pieces[p].next)
        for (uint32_t i = 0; i < w->values[p].count; i++) {
            struct debug_value *value = &object->values[object->value_count++];
            *value = w->values[p].items[i];
            value->offset_bytes = w->debug->pieces[p].offset_bytes;
            value->size_bytes = w->debug->pieces[p].size_bytes;
        }
    if (object->value_count)
        qsort(object->values, object->value_count, sizeof *object->values, compare_values);
}

void debug_find_values(struct mach_function *function, struct debug_code *code)
{
    struct walk w = {.function = function, .debug = function->debug, .code = code};
    find_tracked(&w);
    index_homes(&w);
    make_state(&w);
    struct edges edges = find_predecessors(&w);
    for (unsigned round = 0; walk_all(&w, &edges); round++)
        if (round == ROUNDS_MAX) {
            arena_free(&w.arena);
            return;
        }
    w.output = true;
    walk_all(&w, &edges);
    uint32_t object = 0;
    for (const struct ir_slot *slot = function->ir->slots; slot; slot = slot->next)
        if (slot->variable) {
            if (slot->bound && slot->id < function->ir->slot_count)
                give_values(&w, slot, &code->objects[object]);
            object++;
        }
    arena_free(&w.arena);
}
