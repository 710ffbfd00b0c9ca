#include "passes/loops.h"

static bool is_latch(const struct ir_block *header, const struct ir_block *block)
{
    return block->order >= header->order && ir_dominates(header, block);
}

static bool is_header(const struct ir_block *block)
{
    for (uint32_t p = 0; p < block->pred_count; p++)
        if (is_latch(block, block->preds[p]))
            return true;
    return false;
}

/* The outermost loop known so far around a block. */
static struct loop *outermost(const struct loops *loops, const struct ir_block *block)
{
    struct loop *loop = loops->of[block->order];
    while (loop && loop->outer)
        loop = loop->outer;
    return loop;
}

struct walk {
    struct ir_block **work;
    uint32_t depth;
};

/* A block of the loop, or the whole of an inner loop that it belongs to, joins it. */
static void join(struct loops *loops, struct loop *loop, struct ir_block *block, struct walk *walk)
{
    struct loop *inner = outermost(loops, block);
    if (inner == loop)
        return;
    if (inner) {
        inner->outer = loop;
        block = inner->header;
    } else {
        loops->of[block->order] = loop;
    }
    walk->work[walk->depth++] = block;
}

static void collect(struct loops *loops, struct loop *loop, struct walk *walk)
{
    struct ir_block *header = loop->header;
    loops->of[header->order] = loop;
    for (uint32_t p = 0; p < header->pred_count; p++)
        if (is_latch(header, header->preds[p]))
            join(loops, loop, header->preds[p], walk);
    while (walk->depth > 0) {
        struct ir_block *block = walk->work[--walk->depth];
        for (uint32_t p = 0; block != header && p < block->pred_count; p++)
            join(loops, loop, block->preds[p], walk);
    }
}

void loops_find(struct loops *loops, struct ir_function *function, struct arena *arena)
{
    uint32_t count = function->order_count, headers = 0;
    for (uint32_t b = 0; b < count; b++)
        headers += is_header(function->order[b]);
    *loops = (struct loops){
        .loops = arena_array(arena, headers, sizeof *loops->loops),
        .of = arena_array(arena, count, sizeof *loops->of),
    };
    struct walk walk = {.work = arena_array(arena, (size_t)count * 2, sizeof *walk.work)};
    for (uint32_t b = count; b-- > 0;)
        if (is_header(function->order[b])) {
            struct loop *loop = &loops->loops[loops->count++];
            loop->header = function->order[b];
            collect(loops, loop, &walk);
        }
    for (uint32_t b = 0; b < count; b++)
        for (struct loop *loop = loops->of[b]; loop; loop = loop->outer)
            loop->block_count++;
    for (uint32_t i = 0; i < headers; i++) {
        loops->loops[i].blocks = arena_array(arena, loops->loops[i].block_count, sizeof(struct ir_block *));
        loops->loops[i].block_count = 0;
    }
    for (uint32_t b = 0; b < count; b++)
        for (struct loop *loop = loops->of[b]; loop; loop = loop->outer)
            loop->blocks[loop->block_count++] = function->order[b];
}

bool loops_contain(const struct loops *loops, const struct loop *loop, const struct ir_block *block)
{
    if (block->order == UINT32_MAX)
        return false;
    for (const struct loop *at = loops->of[block->order]; at; at = at->outer)
        if (at == loop)
            return true;
    return false;
}

bool loops_compute(const struct loops *loops, const struct loop *loop, const struct ir_insn *value)
{
    return loops_contain(loops, loop, value->block);
}

struct ir_block *loops_preheader(const struct loops *loops, const struct loop *loop)
{
    struct ir_block *only = NULL;
    for (uint32_t p = 0; p < loop->header->pred_count; p++) {
        struct ir_block *pred = loop->header->preds[p];
        if (loops_contain(loops, loop, pred))
            continue;
        if (only)
            return NULL;
        only = pred;
    }
    return only && only->last->op == IR_BR ? only : NULL;
}

static bool may_not_return(const struct ir_insn *insn)
{
    return insn->op == IR_CALL || insn->op == IR_ASM;
}

bool loops_always(const struct loops *loops, const struct loop *loop, const struct ir_insn *insn)
{
    for (const struct ir_insn *before = insn->prev; before; before = before->prev)
        if (may_not_return(before))
            return false;
    for (uint32_t i = 0; i < loop->block_count; i++) {
        const struct ir_block *block = loop->blocks[i];
        if (block == insn->block || ir_dominates(insn->block, block))
            continue;
        for (uint32_t t = 0; t < block->last->target_count; t++) {
            const struct ir_block *next = block->last->u.target[t];
            if (next == loop->header || !loops_contain(loops, loop, next) || loops->of[block->order] != loop)
                return false;
        }
        for (const struct ir_insn *other = block->first; other; other = other->next)
            if (may_not_return(other))
                return false;
    }
    return true;
}

/* The header's phis take from the new block what they took from outside, through phis of that block. */
static void move_phi(struct ir_function *function, const struct loops *loops, const struct loop *loop,
                     struct ir_insn *phi, struct ir_block *front)
{
    struct ir_insn *merged = ir_insn_new(function, IR_PHI, (enum ir_type)phi->type, 0);
    merged->loc = phi->loc;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < phi->arg_count; i++) {
        if (!loops_contain(loops, loop, phi->u.target[i])) {
            ir_phi_add(function, merged, phi->u.target[i], phi->arg[i]);
            continue;
        }
        phi->arg[kept] = phi->arg[i];
        phi->u.target[kept++] = phi->u.target[i];
    }
    phi->arg_count = phi->target_count = kept;
    struct ir_insn *value = merged->arg[0];
    if (merged->arg_count > 1) {
        ir_insert_before(front->last, merged);
        value = merged;
    }
    ir_phi_add(function, phi, front, value);
}

static void make_preheader(const struct loops *loops, const struct loop *loop, struct ir_function *function)
{
    struct ir_block *header = loop->header, *before = NULL;
    for (uint32_t p = 0; p < header->pred_count; p++)
        if (!loops_contain(loops, loop, header->preds[p])) {
            before = header->preds[p];
            if (before->last->op == IR_GOTO)
                return;
        }
    struct ir_block *front = ir_block_after(function, before);
    ir_append_br(function, front, header)->loc = header->first->loc;
    front->order = UINT32_MAX;
    for (uint32_t p = 0; p < header->pred_count; p++) {
        struct ir_block *pred = header->preds[p];
        for (uint32_t t = 0; !loops_contain(loops, loop, pred) && t < pred->last->target_count; t++)
            if (pred->last->u.target[t] == header)
                pred->last->u.target[t] = front;
    }
    for (struct ir_insn *phi = header->first; phi && phi->op == IR_PHI; phi = phi->next)
        move_phi(function, loops, loop, phi, front);
}

void loops_make_preheaders(const struct loops *loops, struct ir_function *function)
{
    for (uint32_t i = 0; i < loops->count; i++)
        if (!loops_preheader(loops, &loops->loops[i]))
            make_preheader(loops, &loops->loops[i], function);
}
