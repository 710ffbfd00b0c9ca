/* Global code motion (Click, PLDI 1995): every pure instruction goes to the place of the least loop depth between its
 * arguments and its uses, and there as late as can be.  Constants and addresses are cheap to make: each block that uses
 * one gets its own, outside of the loops around it. */
#include "passes/passes.h"

#include <string.h>

#define NONE UINT32_MAX

struct use {
    struct ir_insn *user;
    uint32_t arg; /* which of its arguments */
    uint32_t next;
};

struct motion {
    struct ir_function *function;
    struct arena arena;
    struct use *uses;
    uint32_t use_count, use_capacity;
    uint32_t *first_use;     /* by instruction */
    struct ir_block **early; /* by instruction: the first block where its arguments are known */
    uint32_t *ready;         /* by instruction: position in the first block from which its arguments are known */
    uint32_t *place;         /* by instruction: position of the pinned instruction that it stands before, or its own */
    struct ir_insn **run;    /* by position: first of those that stand before the pinned one, itself at least */
    struct ir_insn **pinned; /* by position */
    uint32_t insn_count, place_count;
};

static bool is_leaf(const struct ir_insn *insn)
{
    return insn->op == IR_CONST || insn->op == IR_SLOT || (insn->op == IR_ADDR && !insn->u.symbol->tls);
}

static bool is_pinned(const struct ir_insn *insn)
{
    return !(ir_ops[insn->op].flags & IR_PURE) || insn->op == IR_PARAM || insn->op == IR_RESULT;
}

/* A comparison that only a branch reads costs nothing there. */
static bool belongs_to_branch(const struct motion *m, const struct ir_insn *insn)
{
    uint32_t use = m->first_use[insn->id];
    return ir_is_compare(insn) && use != NONE && m->uses[use].next == NONE &&
           (m->uses[use].user->op == IR_CONDBR || m->uses[use].user->op == IR_SELECT);
}

static void add_use(struct motion *m, struct ir_insn *user, uint32_t arg)
{
    if (m->use_count == m->use_capacity) {
        uint32_t capacity = m->use_capacity ? m->use_capacity * 2 : 256;
        m->uses = arena_grow(&m->arena, m->uses, m->use_count, capacity, sizeof *m->uses);
        m->use_capacity = capacity;
    }
    uint32_t *first = &m->first_use[user->arg[arg]->id];
    m->uses[m->use_count] = (struct use){user, arg, *first};
    *first = m->use_count++;
}

static void note_ready(struct motion *m, const struct ir_insn *insn, const struct ir_insn *arg)
{
    if (m->early[arg->id] != m->early[insn->id])
        return;
    uint32_t position = is_pinned(arg) ? m->place[arg->id] + 1 : m->ready[arg->id];
    if (position > m->ready[insn->id])
        m->ready[insn->id] = position;
}

/* Number the pinned instructions, note uses and earliest blocks. */
static void survey(struct motion *m)
{
    for (uint32_t b = 0; b < m->function->order_count; b++) {
        struct ir_block *block = m->function->order[b];
        for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
            for (uint32_t i = 0; i < insn->arg_count; i++)
                add_use(m, insn, i);
            m->early[insn->id] = block;
            if (is_pinned(insn)) {
                m->run[m->place_count] = m->pinned[m->place_count] = insn;
                m->place[insn->id] = m->place_count++;
                continue;
            }
            struct ir_block *early = m->function->entry;
            for (uint32_t i = 0; i < insn->arg_count; i++) {
                struct ir_block *known = m->early[insn->arg[i]->id];
                if (known->order > early->order)
                    early = known;
            }
            m->early[insn->id] = early;
            for (uint32_t i = 0; i < insn->arg_count; i++)
                note_ready(m, insn, insn->arg[i]);
        }
    }
}

static struct ir_block *common_dominator(struct ir_block *a, struct ir_block *b)
{
    while (a != b) {
        while (a->order > b->order)
            a = a->idom;
        while (b->order > a->order)
            b = b->idom;
    }
    return a;
}

static struct ir_block *block_of_use(const struct use *use)
{
    return use->user->op == IR_PHI ? use->user->u.target[use->arg] : use->user->block;
}

/* The block nearest to `late` with the least loop depth on the way up to `early`. */
static struct ir_block *shallowest(struct ir_block *late, const struct ir_block *early)
{
    struct ir_block *best = late;
    for (struct ir_block *block = late;; block = block->idom) {
        if (block->loop_depth < best->loop_depth)
            best = block;
        if (block == early || best->loop_depth == 0)
            return best;
    }
}

/* The step of a loop variable, i = i + 1, with no other use than the phi: made last in its block, it can take i's
 * register. */
static bool is_step(const struct motion *m, const struct ir_insn *insn)
{
    uint32_t use = m->first_use[insn->id];
    if (use == NONE || m->uses[use].next != NONE || m->uses[use].user->op != IR_PHI)
        return false;
    for (uint32_t i = 0; i < insn->arg_count; i++)
        if (insn->arg[i] == m->uses[use].user)
            return true;
    return false;
}

/* The instruction is the only use of two values at least: the sooner it is made, the fewer registers are held. */
static bool ends_values(const struct motion *m, const struct ir_insn *insn)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < insn->arg_count; i++)
        count += !is_leaf(insn->arg[i]) && m->uses[m->first_use[insn->arg[i]->id]].next == NONE;
    return count >= 2;
}

/* Put an instruction into a block in front of its uses there. */
static void put(struct motion *m, struct ir_insn *insn, struct ir_block *block)
{
    uint32_t place = m->place[block->last->id];
    for (uint32_t u = m->first_use[insn->id]; u != NONE; u = m->uses[u].next) {
        const struct ir_insn *user = m->uses[u].user;
        if (user->op != IR_PHI && user->block == block && m->place[user->id] < place)
            place = m->place[user->id];
    }
    if (!is_leaf(insn) && block == m->early[insn->id] && !belongs_to_branch(m, insn) && ends_values(m, insn)) {
        uint32_t ready = m->ready[insn->id];
        while (ready < place && (m->pinned[ready]->op == IR_PHI || m->pinned[ready]->op == IR_RESULT))
            ready++;
        place = ready < place && m->pinned[ready]->block == block ? ready : place;
    }
    bool last = is_step(m, insn) && m->run[place] != block->last;
    ir_insert_before(last ? block->last : m->run[place], insn);
    if (!last)
        m->run[place] = insn;
    m->place[insn->id] = place;
}

/* A leaf for each block that wants one; the instruction itself serves the last. */
static void place_leaf(struct motion *m, struct ir_insn *leaf)
{
    uint32_t pending = m->first_use[leaf->id];
    while (pending != NONE) {
        struct ir_block *block = shallowest(block_of_use(&m->uses[pending]), m->function->entry);
        uint32_t mine = NONE, others = NONE;
        for (uint32_t u = pending, next; u != NONE; u = next) {
            next = m->uses[u].next;
            uint32_t *list = shallowest(block_of_use(&m->uses[u]), m->function->entry) == block ? &mine : &others;
            m->uses[u].next = *list;
            *list = u;
        }
        struct ir_insn *copy = leaf;
        if (others != NONE) {
            copy = ir_insn_new(m->function, (enum ir_op)leaf->op, (enum ir_type)leaf->type, 0);
            copy->imm = leaf->imm;
            copy->u = leaf->u;
            copy->loc = leaf->loc;
            if (copy->id >= m->insn_count) {
                uint32_t count = m->insn_count * 2;
                m->first_use = arena_grow(&m->arena, m->first_use, m->insn_count, count, sizeof *m->first_use);
                m->place = arena_grow(&m->arena, m->place, m->insn_count, count, sizeof *m->place);
                m->insn_count = count;
            }
            for (uint32_t u = mine; u != NONE; u = m->uses[u].next)
                m->uses[u].user->arg[m->uses[u].arg] = copy;
        }
        m->first_use[copy->id] = mine;
        put(m, copy, block);
        pending = others;
    }
}

static void place_insn(struct motion *m, struct ir_insn *insn)
{
    struct ir_block *late = NULL;
    for (uint32_t u = m->first_use[insn->id]; u != NONE; u = m->uses[u].next) {
        struct ir_block *block = block_of_use(&m->uses[u]);
        late = late ? common_dominator(late, block) : block;
    }
    if (!belongs_to_branch(m, insn))
        late = shallowest(late, m->early[insn->id]);
    put(m, insn, late);
}

void pass_gcm(struct ir_function *function)
{
    struct motion m = {.function = function};
    ir_analyse(function);
    ir_resolve_all(function);
    m.insn_count = function->insn_count;
    m.first_use = arena_array(&m.arena, m.insn_count, sizeof *m.first_use);
    memset(m.first_use, 0xff, m.insn_count * sizeof *m.first_use);
    m.early = arena_array(&m.arena, m.insn_count, sizeof *m.early);
    m.place = arena_array(&m.arena, m.insn_count, sizeof *m.place);
    m.ready = arena_array(&m.arena, m.insn_count, sizeof *m.ready);
    m.run = arena_array(&m.arena, m.insn_count, sizeof *m.run);
    m.pinned = arena_array(&m.arena, m.insn_count, sizeof *m.pinned);
    survey(&m);
    /* From the end to the start every use is in its place before what it uses. */
    struct ir_insn **work = arena_array(&m.arena, m.insn_count, sizeof *work);
    uint32_t count = 0;
    for (uint32_t b = 0; b < function->order_count; b++)
        for (struct ir_insn *insn = function->order[b]->first, *next; insn; insn = next) {
            next = insn->next;
            if (is_pinned(insn))
                continue;
            ir_remove(insn);
            if (m.first_use[insn->id] != NONE)
                work[count++] = insn;
        }
    while (count-- > 0)
        if (is_leaf(work[count]))
            place_leaf(&m, work[count]);
        else
            place_insn(&m, work[count]);
    arena_free(&m.arena);
}
