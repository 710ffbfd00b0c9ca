/* Dead code: what no effect depends on, also around loops; copies and blocks that nothing reaches. */
#include "passes/passes.h"

static bool is_root(const struct ir_insn *insn)
{
    unsigned flags = ir_ops[insn->op].flags;
    if (insn->op == IR_CALL && (insn->u.call->pure || insn->u.call->constant))
        return false;
    if (insn->op == IR_LOAD)
        return insn->flags & IR_VOLATILE;
    return flags & (IR_WRITE | IR_EFFECT | IR_TERM);
}

static void drop_unreachable(struct ir_function *function)
{
    struct ir_block **link = &function->entry;
    function->last_block = NULL;
    for (struct ir_block *block = function->entry; block; block = block->next) {
        if (block->order == UINT32_MAX) {
            for (uint32_t s = 0; block->last && s < block->last->target_count; s++)
                ir_phi_forget(block->last->u.target[s], block);
            if (block->label)
                block->label->block = NULL;
            continue;
        }
        *link = block;
        link = &block->next;
        function->last_block = block;
    }
    *link = NULL;
}

void pass_dce(struct ir_function *function)
{
    struct arena scratch = {0};
    uint8_t *live = arena_array(&scratch, function->insn_count, 1);
    struct ir_insn **work = arena_array(&scratch, function->insn_count, sizeof *work);
    uint32_t depth = 0;
    ir_analyse(function);
    drop_unreachable(function);
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            if (is_root(insn)) {
                live[insn->id] = 1;
                work[depth++] = insn;
            }
    while (depth > 0) {
        struct ir_insn *insn = work[--depth];
        for (uint32_t i = 0; i < insn->arg_count; i++) {
            struct ir_insn *arg = insn->arg[i] = ir_resolve(insn->arg[i]);
            if (live[arg->id])
                continue;
            live[arg->id] = 1;
            work[depth++] = arg;
        }
    }
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first, *next; insn; insn = next) {
            next = insn->next;
            if (!live[insn->id])
                ir_remove(insn);
        }
    arena_free(&scratch);
}
