/* Store promotion: a place that a loop reads and writes, and that nothing else in the loop may touch, lives in a
 * register while the loop runs and is written where the loop is left.  Only where the loop is sure to write it: no
 * store is invented that another thread could see. */
#include "ir_debug.h"
#include "passes/alias.h"
#include "passes/loops.h"

#define ACCESSES_MAX 100 /* to memory in a loop; with more nothing is promoted */
#define PLACES_MAX   4   /* promoted in one loop */
#define ROUNDS_MAX   4   /* a place goes out of so many nested loops */

struct promote {
    struct ir_function *function;
    struct alias alias;
    struct loops loops;
    const struct loop *loop;
    struct ir_insn *accesses[ACCESSES_MAX];
    uint32_t count;
    uint32_t places;
    uint8_t *changed; /* by loop: it, or one in it */
};

static bool touches_memory(const struct ir_insn *insn)
{
    return alias_is_writer(insn) || (ir_ops[insn->op].flags & IR_READ);
}

static bool collect(struct promote *p)
{
    p->count = 0;
    for (uint32_t b = 0; b < p->loop->block_count; b++)
        for (struct ir_insn *insn = p->loop->blocks[b]->first; insn; insn = insn->next) {
            if (!touches_memory(insn))
                continue;
            if (p->count == ACCESSES_MAX)
                return false;
            p->accesses[p->count++] = insn;
        }
    return true;
}

static bool is_access(const struct ir_insn *insn, const struct alias_place *place, unsigned mem)
{
    if ((insn->op != IR_LOAD && insn->op != IR_STORE) || (insn->flags & IR_VOLATILE) ||
        ir_mem_bytes(insn->mem) != place->bytes || ir_mem_type((enum ir_mem)insn->mem) != ir_mem_type((enum ir_mem)mem))
        return false;
    struct alias_place own = alias_place(insn);
    return alias_covers(&own, place);
}

/* Everything in the loop is either an access of exactly the place, or apart from it. */
static bool may_promote(struct promote *p, const struct ir_insn *store, const struct alias_place *place)
{
    bool written = alias_is_private(&p->alias, place) && alias_is_safe(place);
    for (uint32_t i = 0; i < p->count; i++) {
        struct ir_insn *other = p->accesses[i];
        if (is_access(other, place, store->mem)) {
            written |= other->op == IR_STORE && loops_always(&p->loops, p->loop, other);
            continue;
        }
        if (alias_writes(&p->alias, other, place, false) || alias_reads(&p->alias, other, place))
            return false;
    }
    return written;
}

static bool leaves_by_goto(const struct promote *p)
{
    for (uint32_t b = 0; b < p->loop->block_count; b++)
        if (p->loop->blocks[b]->last->op == IR_GOTO)
            return true;
    return false;
}

static struct ir_insn *access(struct promote *p, struct ir_insn *before, const struct ir_insn *like,
                              struct ir_slot *slot, struct ir_insn *stored)
{
    enum ir_type type = ir_mem_type((enum ir_mem)like->mem);
    struct ir_insn *address = like->arg[0];
    if (slot) {
        address = ir_make(p->function, before, IR_SLOT, IR_I32, NULL, NULL, NULL);
        address->u.slot = slot;
    }
    struct ir_insn *made =
        ir_make(p->function, before, stored ? IR_STORE : IR_LOAD, stored ? IR_VOID : type, address, stored, NULL);
    made->imm = slot ? 0 : like->imm;
    made->mem = like->mem;
    made->align = slot ? (uint8_t)ir_mem_bytes((enum ir_mem)like->mem) : like->align;
    made->alias = slot ? 0 : like->alias;
    made->record = slot ? 0 : like->record;
    made->member = slot ? 0 : like->member;
    return made;
}

/* A block on the edge, which the phis behind it then name. */
static struct ir_block *split_edge(struct ir_function *function, struct ir_block *from, uint32_t edge)
{
    struct ir_block *to = from->last->u.target[edge], *between = ir_block_after(function, from);
    ir_append_br(function, between, to)->loc = from->last->loc;
    between->order = UINT32_MAX;
    from->last->u.target[edge] = between;
    for (struct ir_insn *phi = to->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0; i < phi->arg_count; i++)
            if (phi->u.target[i] == from) {
                phi->u.target[i] = between;
                break;
            }
    return between;
}

/* The place is written where the loop is left. */
static void write_back(struct promote *p, const struct ir_insn *store, struct ir_slot *slot)
{
    for (uint32_t b = 0; b < p->loop->block_count; b++) {
        struct ir_block *block = p->loop->blocks[b];
        for (uint32_t t = 0; t < block->last->target_count; t++) {
            struct ir_block *next = block->last->u.target[t];
            bool made = next->order == UINT32_MAX; /* by an earlier promotion */
            if (!made && loops_contain(&p->loops, p->loop, next))
                continue;
            struct ir_block *exit = made ? next : split_edge(p->function, block, t);
            struct ir_insn *value = access(p, exit->last, store, slot, NULL);
            access(p, exit->last, store, NULL, value);
        }
    }
}

static void promote(struct promote *p, struct ir_insn *store, const struct alias_place *place, struct ir_block *front)
{
    uint32_t bytes = place->bytes;
    struct ir_slot *slot = ir_slot(p->function, bytes, bytes, NULL);
    struct ir_insn *value = access(p, front->last, store, NULL, NULL);
    access(p, front->last, store, slot, value);
    write_back(p, store, slot);
    for (uint32_t i = 0; i < p->count; i++) {
        struct ir_insn *insn = p->accesses[i];
        if (!is_access(insn, place, store->mem))
            continue;
        if (insn->op == IR_LOAD) {
            struct ir_insn *loaded = access(p, insn, insn, slot, NULL);
            ir_become_copy(insn, loaded);
        } else {
            access(p, insn, insn, slot, insn->arg[1]);
            ir_bind_lost_store(p->function, insn);
            ir_remove(insn);
        }
        p->accesses[i] = p->accesses[--p->count];
        i--;
    }
    p->places++;
    for (const struct loop *loop = p->loop; loop; loop = loop->outer)
        p->changed[loop - p->loops.loops] = 1;
}

static void promote_loop(struct promote *p)
{
    struct ir_block *front = loops_preheader(&p->loops, p->loop);
    p->places = 0;
    if (!front || leaves_by_goto(p) || !collect(p))
        return;
    for (uint32_t i = 0; i < p->count && p->places < PLACES_MAX; i++) {
        struct ir_insn *store = p->accesses[i];
        if (store->op != IR_STORE || (store->flags & IR_VOLATILE) || loops_compute(&p->loops, p->loop, store->arg[0]))
            continue;
        struct alias_place place = alias_place(store);
        if (!may_promote(p, store, &place))
            continue;
        promote(p, store, &place, front);
        i = UINT32_MAX; /* the list has changed */
    }
}

/* Promote out of loops that have not changed; true when something was. */
static bool promote_round(struct ir_function *function)
{
    struct arena arena = {0};
    struct promote p = {.function = function};
    bool any = false;
    ir_analyse(function);
    loops_find(&p.loops, function, &arena);
    if (p.loops.count)
        alias_init(&p.alias, function, &arena);
    p.changed = arena_array(&arena, p.loops.count, 1);
    for (uint32_t i = 0; i < p.loops.count; i++) {
        p.loop = &p.loops.loops[i];
        if (!p.changed[i])
            promote_loop(&p);
        any |= p.changed[i];
    }
    if (any) {
        ir_resolve_all(function);
        pass_mem2reg(function);
    }
    arena_free(&arena);
    return any;
}

void pass_promote(struct ir_function *function)
{
    ir_resolve_all(function);
    for (unsigned round = 0; round < ROUNDS_MAX && promote_round(function); round++)
        continue;
}
