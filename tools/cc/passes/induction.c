/* Strength reduction: what grows with a loop's counter by a product that addressing modes do not give for free becomes
 * a variable of its own that is added to in each round. */
#include "passes/loops.h"

#define GROUPS_MAX 4 /* new variables of one loop: each holds a register */

/* phi = first, then next = phi + step in each round. */
struct counter {
    struct ir_insn *phi, *first, *next;
    int32_t step;
};

/* base + (counter + offset) * scale; base NULL for none. */
struct product {
    struct ir_insn *insn, *base;
    const struct ir_insn *phi;
    int32_t offset;
    uint32_t scale;
};

struct group {
    struct ir_insn *base, *phi; /* the new variable */
    struct ir_insn *counter;
    uint32_t scale;
};

struct induction {
    struct ir_function *function;
    struct arena arena;
    struct loops loops;
    const struct loop *loop;
    struct ir_block *front;
    uint32_t *uses;      /* by instruction, within the loop */
    uint32_t *sum_uses;  /* by instruction: uses in sums with something that the loop does not change */
    uint32_t insn_count; /* that there is room for */
    uint32_t first_new;  /* number of the first instruction made for this loop */
    struct group groups[GROUPS_MAX];
    uint32_t group_count;
};

static bool is_counter(const struct induction *v, struct ir_insn *phi, struct counter *counter)
{
    if (phi->op != IR_PHI || phi->block != v->loop->header || phi->type != IR_I32 || phi->arg_count != 2)
        return false;
    unsigned back = phi->u.target[0] == v->front ? 1 : 0;
    struct ir_insn *next = phi->arg[back];
    if (phi->u.target[1 - back] != v->front || next->op != IR_ADD || next->arg[0] != phi || !ir_is_word(next->arg[1]))
        return false;
    *counter = (struct counter){phi, phi->arg[1 - back], next, (int32_t)next->arg[1]->imm};
    return true;
}

/* x * c and x << k of the counter with something constant added. */
static bool match_product(const struct induction *v, struct ir_insn *insn, struct product *product)
{
    if ((insn->op != IR_MUL && insn->op != IR_SHL) || insn->type != IR_I32 || !ir_is_word(insn->arg[1]))
        return false;
    uint32_t c = (uint32_t)insn->arg[1]->imm;
    struct ir_insn *x = insn->arg[0];
    struct counter counter;
    *product = (struct product){.insn = insn, .scale = insn->op == IR_SHL ? 1u << (c & 31) : c};
    if (x->op == IR_ADD && ir_is_word(x->arg[1])) {
        product->offset = (int32_t)x->arg[1]->imm;
        x = x->arg[0];
    }
    product->phi = x;
    return is_counter(v, x, &counter);
}

static bool is_free(uint32_t scale)
{
    return scale == 1 || scale == 2 || scale == 4 || scale == 8;
}

static bool is_invariant(const struct induction *v, const struct ir_insn *value)
{
    return !loops_compute(&v->loops, v->loop, value);
}

/* insn = base + product. */
static bool match_sum(const struct induction *v, struct ir_insn *insn, struct product *product)
{
    if (insn->op != IR_ADD || insn->type != IR_I32)
        return false;
    for (unsigned side = 0; side < 2; side++) {
        struct ir_insn *base = insn->arg[1 - side];
        if (is_invariant(v, base) && base->op != IR_CONST && match_product(v, insn->arg[side], product)) {
            product->insn = insn;
            product->base = base;
            return true;
        }
    }
    return false;
}

/* ---- New variables ---- */

static struct ir_insn *word_before(struct induction *v, struct ir_insn *place, uint32_t value)
{
    return ir_make_const(v->function, place, IR_I32, (int32_t)value);
}

static struct group *find_group(struct induction *v, const struct product *product)
{
    for (uint32_t i = 0; i < v->group_count; i++)
        if (v->groups[i].base == product->base && v->groups[i].counter == product->phi &&
            v->groups[i].scale == product->scale)
            return &v->groups[i];
    return NULL;
}

static struct group *new_group(struct induction *v, const struct product *product)
{
    struct ir_function *f = v->function;
    struct counter counter;
    if (v->group_count == GROUPS_MAX || !is_counter(v, (struct ir_insn *)product->phi, &counter))
        return NULL;
    struct ir_insn *end = v->front->last;
    struct ir_insn *first = ir_make(f, end, IR_MUL, IR_I32, counter.first, word_before(v, end, product->scale), NULL);
    if (product->base)
        first = ir_make(f, end, IR_ADD, IR_I32, product->base, first, NULL);
    struct ir_insn *phi = ir_insn_new(f, IR_PHI, IR_I32, 0), *after = counter.next->next;
    phi->loc = counter.phi->loc;
    ir_insert_before(counter.phi, phi);
    struct ir_insn *step = word_before(v, after, (uint32_t)counter.step * product->scale);
    struct ir_insn *next = ir_make(f, after, IR_ADD, IR_I32, phi, step, NULL);
    for (uint32_t i = 0; i < counter.phi->arg_count; i++)
        ir_phi_add(f, phi, counter.phi->u.target[i], counter.phi->u.target[i] == v->front ? first : next);
    struct group *group = &v->groups[v->group_count++];
    *group = (struct group){product->base, phi, counter.phi, product->scale};
    return group;
}

static void replace(struct induction *v, const struct product *product)
{
    struct group *group = find_group(v, product);
    if (!group)
        group = new_group(v, product);
    if (!group)
        return;
    struct ir_insn *value = group->phi;
    uint32_t offset = (uint32_t)product->offset * product->scale;
    if (offset)
        value = ir_make(v->function, product->insn, IR_ADD, IR_I32, value, word_before(v, product->insn, offset), NULL);
    ir_become_copy(product->insn, value);
}

/* ---- Which ---- */

static void count_uses(struct induction *v)
{
    struct product product;
    for (uint32_t b = 0; b < v->loop->block_count; b++)
        for (struct ir_insn *insn = v->loop->blocks[b]->first; insn; insn = insn->next) {
            bool sum = match_sum(v, insn, &product);
            for (uint32_t i = 0; i < insn->arg_count; i++) {
                uint32_t id = insn->arg[i]->id;
                if (id < v->insn_count && insn->arg[i]->op != IR_CONST) {
                    v->uses[id]++;
                    v->sum_uses[id] += sum && insn->arg[i] != product.base;
                }
            }
        }
}

static void forget_uses(struct induction *v)
{
    for (uint32_t b = 0; b < v->loop->block_count; b++)
        for (const struct ir_insn *insn = v->loop->blocks[b]->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++)
                if (insn->arg[i]->id < v->insn_count)
                    v->uses[insn->arg[i]->id] = v->sum_uses[insn->arg[i]->id] = 0;
}

/* Room for the uses of all instructions; arguments of the loop's are resolved. */
static void prepare(struct induction *v)
{
    uint32_t count = v->function->insn_count;
    if (count > v->insn_count) {
        uint32_t room = count + count / 4;
        v->uses = arena_grow(&v->arena, v->uses, v->insn_count, room, sizeof *v->uses);
        v->sum_uses = arena_grow(&v->arena, v->sum_uses, v->insn_count, room, sizeof *v->sum_uses);
        v->insn_count = room;
    }
    for (uint32_t b = 0; b < v->loop->block_count; b++)
        for (struct ir_insn *insn = v->loop->blocks[b]->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++)
                insn->arg[i] = ir_resolve(insn->arg[i]);
}

static void reduce(struct induction *v)
{
    v->group_count = 0;
    v->first_new = v->function->insn_count;
    prepare(v);
    count_uses(v);
    for (uint32_t b = 0; b < v->loop->block_count; b++)
        for (struct ir_insn *insn = v->loop->blocks[b]->first, *next; insn; insn = next) {
            next = insn->next;
            struct product product;
            if (insn->id >= v->first_new)
                continue;
            if (match_sum(v, insn, &product)) {
                const struct ir_insn *factor = insn->arg[insn->arg[0] == product.base ? 1 : 0];
                if (!is_free(product.scale) && v->sum_uses[factor->id] == v->uses[factor->id])
                    replace(v, &product);
            } else if (match_product(v, insn, &product) && !is_free(product.scale) &&
                       v->sum_uses[insn->id] < v->uses[insn->id]) {
                replace(v, &product);
            }
        }
    forget_uses(v);
}

void pass_induction(struct ir_function *function)
{
    struct induction v = {.function = function};
    if (function->for_size)
        return;
    ir_analyse(function);
    ir_resolve_all(function);
    loops_find(&v.loops, function, &v.arena);
    if (v.loops.count) {
        loops_make_preheaders(&v.loops, function);
        ir_analyse(function);
        loops_find(&v.loops, function, &v.arena);
    }
    for (uint32_t i = 0; i < v.loops.count; i++) { /* inner ones first */
        v.loop = &v.loops.loops[i];
        v.front = loops_preheader(&v.loops, v.loop);
        if (v.front)
            reduce(&v);
    }
    ir_resolve_all(function);
    arena_free(&v.arena);
}
