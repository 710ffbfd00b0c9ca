/* Loop-invariant motion: loads of what the loop does not write, and what is computed of them, go in front of it.  A
 * load that may fault goes there only when control cannot miss it. */
#include "passes/alias.h"
#include "passes/loops.h"

#define WRITERS_MAX 64 /* in a loop; with more nothing moves */
#define LOADS_MAX   10 /* moved out of one loop: each holds a register */

struct licm {
    struct ir_function *function;
    struct alias alias;
    struct loops loops;
    const struct loop *loop;
    const struct ir_insn *writers[WRITERS_MAX];
    uint32_t writer_count, loads;
};

static bool collect_writers(struct licm *m)
{
    m->writer_count = 0;
    for (uint32_t b = 0; b < m->loop->block_count; b++)
        for (const struct ir_insn *insn = m->loop->blocks[b]->first; insn; insn = insn->next) {
            if (!alias_is_writer(insn))
                continue;
            if (m->writer_count == WRITERS_MAX)
                return false;
            m->writers[m->writer_count++] = insn;
        }
    return true;
}

static bool is_invariant(const struct licm *m, const struct ir_insn *insn)
{
    for (uint32_t i = 0; i < insn->arg_count; i++)
        if (loops_compute(&m->loops, m->loop, insn->arg[i]))
            return false;
    return true;
}

static bool may_move_load(struct licm *m, const struct ir_insn *load)
{
    if ((load->flags & IR_VOLATILE) || m->loads == LOADS_MAX)
        return false;
    struct alias_place place = alias_place(load);
    for (uint32_t i = 0; i < m->writer_count; i++)
        if (alias_writes(&m->alias, m->writers[i], &place, true))
            return false;
    return alias_is_safe(&place) || loops_always(&m->loops, m->loop, load);
}

static bool may_move(struct licm *m, const struct ir_insn *insn)
{
    if (!is_invariant(m, insn))
        return false;
    if (insn->op == IR_LOAD)
        return may_move_load(m, insn);
    return (ir_ops[insn->op].flags & IR_PURE) && insn->op != IR_RESULT && insn->op != IR_PARAM && insn->op != IR_COPY;
}

static void move_out(struct licm *m, struct ir_block *front)
{
    for (uint32_t b = 0; b < m->loop->block_count; b++)
        for (struct ir_insn *insn = m->loop->blocks[b]->first, *next; insn; insn = next) {
            next = insn->next;
            if (!may_move(m, insn))
                continue;
            m->loads += insn->op == IR_LOAD;
            ir_remove(insn);
            ir_insert_before(front->last, insn);
        }
}

void pass_licm(struct ir_function *function)
{
    struct arena arena = {0};
    struct licm m = {.function = function};
    ir_analyse(function);
    ir_resolve_all(function);
    loops_find(&m.loops, function, &arena);
    if (m.loops.count) {
        loops_make_preheaders(&m.loops, function);
        ir_analyse(function);
        loops_find(&m.loops, function, &arena);
        alias_init(&m.alias, function, &arena);
    }
    for (uint32_t i = 0; i < m.loops.count; i++) { /* inner ones first */
        m.loop = &m.loops.loops[i];
        m.loads = 0;
        struct ir_block *front = loops_preheader(&m.loops, m.loop);
        if (front && collect_writers(&m))
            move_out(&m, front);
    }
    arena_free(&arena);
}
