/* Where ways with different values of a variable meet and a phi joins just these values, the variable is that phi.
 *
 * mem2reg says so where it makes phis; passes that copy code (rotated loops, threaded jumps) make others later, and
 * know nothing of variables. */
#include "target/debug.h"

#include <string.h>

#define PHIS_MAX   64 /* of a block that are looked at */
#define ROUNDS_MAX 20

/* Part of a slot that bindings name. */
struct part {
    struct ir_slot *slot;
    uint32_t offset_bytes, size_bytes;
    uint32_t next; /* of the same slot, plus 1 */
};

struct joins {
    struct ir_function *function;
    struct arena arena;
    struct part *parts;
    uint32_t count;
    uint32_t *first;             /* by slot: its first part, plus 1 */
    struct ir_insn **values;     /* by number */
    uint32_t *at_start, *at_end; /* by order of block and part: number of the value plus 1, 0: unknown */
    uint8_t *done;               /* by order of block */
};

static uint32_t part_of(struct joins *j, const struct ir_binding *binding)
{
    uint32_t *first = &j->first[binding->slot->id];
    for (uint32_t p = *first; p; p = j->parts[p - 1].next)
        if (j->parts[p - 1].offset_bytes == binding->offset_bytes && j->parts[p - 1].size_bytes == binding->size_bytes)
            return p - 1;
    if ((j->count & (j->count - 1)) == 0)
        j->parts = arena_grow(&j->arena, j->parts, j->count, j->count ? (size_t)j->count * 2 : 1, sizeof *j->parts);
    j->parts[j->count] = (struct part){binding->slot, binding->offset_bytes, binding->size_bytes, *first};
    return (*first = ++j->count) - 1;
}

static void find_parts(struct joins *j)
{
    for (uint32_t b = 0; b < j->function->order_count; b++)
        for (const struct ir_insn *insn = j->function->order[b]->first; insn; insn = insn->next) {
            j->values[insn->id] = (struct ir_insn *)insn;
            const struct ir_binding *last = insn->bindings;
            for (const struct ir_binding *one = last ? last->next : NULL; one; one = one == last ? NULL : one->next)
                part_of(j, one);
        }
}

/* The number of a value that is in the code. */
static uint32_t number_of(struct ir_insn *value)
{
    value = value ? ir_resolve(value) : NULL;
    return value && value->block ? value->id + 1 : 0;
}

static bool same(const struct joins *j, uint32_t a, uint32_t b)
{
    if (a == b || !a || !b)
        return a == b;
    const struct ir_insn *x = j->values[a - 1], *y = j->values[b - 1];
    return x->op == IR_CONST && y->op == IR_CONST && x->type == y->type && x->imm == y->imm;
}

static uint32_t *row(const struct joins *j, uint32_t *table, const struct ir_block *block)
{
    return table + (size_t)block->order * j->count;
}

/* Does the phi give, from every predecessor that has been seen, what the part has there? */
static bool joins_part(const struct joins *j, const struct ir_insn *phi, uint32_t part)
{
    for (uint32_t i = 0; i < phi->arg_count; i++) {
        const struct ir_block *from = phi->u.target[i];
        if (j->done[from->order] && !same(j, number_of(phi->arg[i]), row(j, j->at_end, from)[part]))
            return false;
    }
    return true;
}

static uint32_t find_phi(const struct joins *j, const struct ir_block *block, uint32_t part)
{
    unsigned seen = 0;
    for (struct ir_insn *phi = block->first; phi && phi->op == IR_PHI && seen < PHIS_MAX; phi = phi->next, seen++)
        if (joins_part(j, phi, part))
            return phi->id + 1;
    return 0;
}

static void enter(struct joins *j, const struct ir_block *block)
{
    uint32_t *start = row(j, j->at_start, block);
    for (uint32_t part = 0; part < j->count; part++) {
        uint32_t value = 0;
        bool first = true, differ = false;
        for (uint32_t p = 0; p < block->pred_count; p++) {
            if (!j->done[block->preds[p]->order])
                continue;
            uint32_t there = row(j, j->at_end, block->preds[p])[part];
            differ |= !first && !same(j, value, there);
            value = first ? there : value;
            first = false;
            if (!there)
                break;
        }
        start[part] = differ && value ? find_phi(j, block, part) : value;
    }
}

/* A part has a value, and what overlaps it none any more. */
static void assign(const struct joins *j, uint32_t *now, uint32_t part, uint32_t value)
{
    const struct part *of = &j->parts[part];
    for (uint32_t p = j->first[of->slot->id]; p; p = j->parts[p - 1].next) {
        const struct part *other = &j->parts[p - 1];
        if (other->offset_bytes < of->offset_bytes + of->size_bytes &&
            of->offset_bytes < other->offset_bytes + other->size_bytes)
            now[p - 1] = 0;
    }
    now[part] = value;
}

static bool walk(struct joins *j)
{
    bool changed = false;
    uint32_t *now = arena_array(&j->arena, j->count, sizeof *now);
    for (uint32_t b = 0; b < j->function->order_count; b++) {
        struct ir_block *block = j->function->order[b];
        uint32_t *end = row(j, j->at_end, block);
        enter(j, block);
        memcpy(now, row(j, j->at_start, block), j->count * sizeof *now);
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            const struct ir_binding *last = insn->bindings;
            for (const struct ir_binding *one = last ? last->next : NULL; one; one = one == last ? NULL : one->next)
                assign(j, now, part_of(j, one), number_of(one->value));
        }
        changed |= !j->done[b] || memcmp(now, end, j->count * sizeof *now) != 0;
        memcpy(end, now, j->count * sizeof *now);
        j->done[b] = 1;
    }
    return changed;
}

/* Say it, in front of what is bound in the block itself. */
static void bind_phi(struct joins *j, struct ir_block *block, const struct part *part, struct ir_insn *phi)
{
    struct ir_insn *holder = block->first;
    while (!ir_binds_hold(holder))
        holder = holder->next;
    struct ir_binding *made = arena_alloc(&j->function->module->arena, sizeof *made);
    *made = (struct ir_binding){made, part->slot, part->offset_bytes, part->size_bytes, phi, 0};
    if (holder->bindings) {
        made->next = holder->bindings->next;
        holder->bindings->next = made;
    } else {
        holder->bindings = made;
    }
}

static void bind_phis(struct joins *j)
{
    for (uint32_t b = 0; b < j->function->order_count; b++) {
        struct ir_block *block = j->function->order[b];
        const uint32_t *start = row(j, j->at_start, block);
        for (uint32_t part = 0; part < j->count; part++) {
            struct ir_insn *value = start[part] ? j->values[start[part] - 1] : NULL;
            if (value && value->op == IR_PHI && value->block == block)
                bind_phi(j, block, &j->parts[part], value);
        }
    }
}

void debug_bind_joins(struct ir_function *function)
{
    struct joins j = {.function = function};
    j.first = arena_array(&j.arena, function->slot_count, sizeof *j.first);
    j.values = arena_array(&j.arena, function->insn_count, sizeof(struct ir_insn *));
    find_parts(&j);
    size_t cells = (size_t)function->order_count * j.count;
    j.at_start = arena_array(&j.arena, cells, sizeof *j.at_start);
    j.at_end = arena_array(&j.arena, cells, sizeof *j.at_end);
    j.done = arena_array(&j.arena, function->order_count, 1);
    bool settled = false;
    for (unsigned round = 0; !settled && round < ROUNDS_MAX; round++)
        settled = !walk(&j);
    if (settled)
        bind_phis(&j);
    arena_free(&j.arena);
}
