/* Inlining: a call of a small function of this module, or of one that has no other caller, becomes a copy of its body.
 *
 * Functions are optimized bottom-up: what is copied has been optimized before, and has had its own calls inlined. */
#include "passes/passes.h"

#include <string.h>

#define SMALL_INSNS      30   /* copied wherever it is called */
#define SMALL_INSNS_SIZE 6    /* the same with -Os */
#define ONCE_INSNS       300  /* copied to its only caller */
#define CALLER_INSNS     6000 /* what has grown beyond takes nothing more */
#define DEPTH_MAX        100  /* of calls followed from a root */

struct copy {
    struct ir_function *from, *to;
    struct arena arena;
    struct ir_insn *call;
    struct ir_insn **insn; /* by number in the original */
    struct ir_block **block;
    struct ir_slot **slot;
    struct ir_block *after; /* what follows the call */
    struct ir_insn *result; /* phi of the returned values, or NULL */
};

/* ---- What may be copied ---- */

static bool forbids(const struct ir_function *function, const struct ir_insn *insn)
{
    if (insn->op == IR_CALL && insn->u.call->callee == function->symbol)
        return true; /* its copy would want a copy again */
    switch ((enum ir_op)insn->op) {
    case IR_ALLOCA:
    case IR_STACKSAVE:
    case IR_STACKRESTORE:
    case IR_VASTART:
    case IR_FRAMEADDR:
    case IR_RETADDR:
    case IR_GOTO: return true;
    default: return false;
    }
}

/* The number of instructions that cost something; UINT32_MAX when the body cannot be copied. */
static uint32_t measure(const struct ir_function *function)
{
    uint32_t count = 0;
    if (function->variadic || function->naked || function->noinline)
        return UINT32_MAX;
    for (const struct ir_block *block = function->entry; block; block = block->next) {
        if (block->address_taken)
            return UINT32_MAX;
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (forbids(function, insn))
                return UINT32_MAX;
            count += insn->op != IR_CONST && insn->op != IR_SLOT && insn->op != IR_PARAM && insn->op != IR_PHI;
            count += insn->op == IR_CALL ? 4 : 0;
        }
    }
    return count;
}

static bool types_agree(const struct ir_insn *call, const struct ir_function *callee)
{
    if (call->arg_count != callee->param_count || (call->type != IR_VOID && call->type != callee->result))
        return false;
    for (uint32_t i = 0; i < call->arg_count; i++)
        if (ir_resolve(call->arg[i])->type != callee->params[i])
            return false;
    return true;
}

static bool wants_inlining(const struct ir_insn *call, const struct optimize_options *options)
{
    const struct ir_symbol *symbol = call->u.call->callee;
    const struct ir_function *callee = symbol->function;
    if (symbol->linkage == IR_WEAK || !types_agree(call, callee))
        return false;
    uint32_t size = measure(callee);
    if (size == UINT32_MAX)
        return false;
    if (callee->always_inline)
        return true;
    if (symbol->linkage == IR_LOCAL && symbol->uses == 1 && size <= ONCE_INSNS)
        return true;
    return size <= (options->size ? SMALL_INSNS_SIZE : SMALL_INSNS) + call->arg_count;
}

/* ---- Copying ---- */

/* What stands behind the call moves to a block of its own. */
static void split_block(struct copy *copy)
{
    struct ir_block *block = copy->call->block, *after = ir_block(copy->to);
    for (struct ir_insn *insn = copy->call->next, *next; insn; insn = next) {
        next = insn->next;
        ir_remove(insn);
        ir_append(after, insn);
    }
    for (uint32_t s = 0; s < after->last->target_count; s++)
        for (struct ir_insn *phi = after->last->u.target[s]->first; phi && phi->op == IR_PHI; phi = phi->next)
            for (uint32_t i = 0; i < phi->arg_count; i++)
                if (phi->u.target[i] == block)
                    phi->u.target[i] = after;
    after->next = block->next;
    block->next = after;
    if (copy->to->last_block == block)
        copy->to->last_block = after;
    copy->after = after;
}

static void copy_frame(struct copy *copy)
{
    copy->slot = arena_array(&copy->arena, copy->from->slot_count, sizeof *copy->slot);
    for (struct ir_slot *slot = copy->from->slots; slot; slot = slot->next) {
        copy->slot[slot->id] = ir_slot(copy->to, slot->size_bytes, slot->align, slot->name);
        copy->slot[slot->id]->loc = slot->loc;
    }
    copy->block = arena_array(&copy->arena, copy->from->block_count, sizeof *copy->block);
    struct ir_block *last = copy->call->block;
    for (struct ir_block *block = copy->from->entry; block; block = block->next) {
        struct ir_block *made = copy->block[block->id] = ir_block(copy->to);
        made->next = last->next;
        last->next = made;
        last = made;
    }
}

static void copy_payload(struct copy *copy, const struct ir_insn *insn, struct ir_insn *made)
{
    struct arena *arena = &copy->to->module->arena;
    made->imm = insn->imm;
    made->mem = insn->mem;
    made->align = insn->align;
    made->flags = insn->flags;
    made->alias = insn->alias;
    made->cases = insn->cases;
    made->loc = insn->loc;
    made->u = insn->u;
    if (insn->op == IR_SLOT)
        made->u.slot = copy->slot[insn->u.slot->id];
    if (insn->op == IR_CALL) {
        made->u.call = arena_alloc(arena, sizeof *made->u.call);
        *made->u.call = *insn->u.call;
        if (insn->u.call->callee)
            insn->u.call->callee->uses++;
    }
    if (insn->target_count) {
        made->target_count = insn->target_count;
        made->u.target = arena_array(arena, insn->target_count, sizeof *made->u.target);
        for (uint32_t i = 0; i < insn->target_count; i++)
            made->u.target[i] = copy->block[insn->u.target[i]->id];
    }
}

static void copy_ret(struct copy *copy, const struct ir_insn *ret, struct ir_block *block)
{
    struct ir_insn *jump = ir_insn_new(copy->to, IR_BR, IR_VOID, 0);
    jump->u.target = arena_array(&copy->to->module->arena, 1, sizeof *jump->u.target);
    jump->u.target[0] = copy->after;
    jump->target_count = 1;
    jump->loc = ret->loc;
    ir_append(block, jump);
    if (copy->call->type == IR_VOID)
        return;
    if (!copy->result) {
        copy->result = ir_insn_new(copy->to, IR_PHI, (enum ir_type)copy->call->type, 0);
        copy->result->loc = copy->call->loc;
        ir_insert_before(copy->after->first, copy->result);
    }
    struct ir_insn *value = ret->arg_count ? ir_resolve(ret->arg[0]) : NULL;
    if (!value)
        ir_phi_add(copy->to, copy->result, block,
                   ir_make(copy->to, jump, IR_UNDEF, (enum ir_type)copy->call->type, NULL, NULL, NULL));
    else
        ir_phi_add(copy->to, copy->result, block, copy->insn[value->id]);
}

/* Make all instructions first: a phi may name one that comes later. */
static void copy_insns(struct copy *copy)
{
    copy->insn = arena_array(&copy->arena, copy->from->insn_count, sizeof *copy->insn);
    for (const struct ir_block *block = copy->from->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (insn->op == IR_PARAM)
                copy->insn[insn->id] = ir_resolve(copy->call->arg[insn->imm]);
            else if (insn->op != IR_RET && insn->op != IR_COPY)
                copy->insn[insn->id] =
                    ir_insn_new(copy->to, (enum ir_op)insn->op, (enum ir_type)insn->type, insn->arg_count);
        }
    for (const struct ir_block *block = copy->from->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            struct ir_insn *made = copy->insn[insn->id];
            if (insn->op == IR_PARAM || insn->op == IR_COPY)
                continue;
            if (insn->op == IR_RET) {
                copy_ret(copy, insn, copy->block[block->id]);
                continue;
            }
            copy_payload(copy, insn, made);
            for (uint32_t i = 0; i < insn->arg_count; i++)
                made->arg[i] = copy->insn[ir_resolve(insn->arg[i])->id];
            ir_append(copy->block[block->id], made);
        }
}

static void inline_call(struct ir_function *caller, struct ir_insn *call)
{
    struct copy copy = {.from = call->u.call->callee->function, .to = caller, .call = call};
    struct ir_block *block = call->block;
    call->u.call->callee->uses--;
    split_block(&copy);
    copy_frame(&copy);
    copy_insns(&copy);
    struct ir_insn *jump = ir_insn_new(caller, IR_BR, IR_VOID, 0);
    jump->u.target = arena_array(&caller->module->arena, 1, sizeof *jump->u.target);
    jump->u.target[0] = copy.block[copy.from->entry->id];
    jump->target_count = 1;
    jump->loc = call->loc;
    ir_insert_before(call, jump);
    ir_remove(call);
    if (call->type != IR_VOID) {
        if (!copy.result) /* never returns */
            copy.result = ir_make(caller, copy.after->first, IR_UNDEF, (enum ir_type)call->type, NULL, NULL, NULL);
        ir_become_copy(call, copy.result);
    }
    call->block = block;
    ir_resolve_all(caller);
    call->block = NULL;
    arena_free(&copy.arena);
}

/* ---- The order ---- */

static void prepare(struct ir_function *function, const struct optimize_options *options, unsigned depth);

static bool inline_calls(struct ir_function *function, const struct optimize_options *options, unsigned depth)
{
    bool any = false;
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (insn->op != IR_CALL || !insn->u.call->callee || !insn->u.call->callee->function)
                continue;
            struct ir_function *callee = insn->u.call->callee->function;
            if (callee == function || callee->symbol->kind != IR_FUNCTION)
                continue;
            prepare(callee, options, depth + 1);
            if (callee->state != IR_OPTIMIZED || function->insn_count > CALLER_INSNS || !wants_inlining(insn, options))
                continue;
            inline_call(function, insn);
            any = true;
            break; /* the rest has moved to a later block */
        }
    return any;
}

static void prepare(struct ir_function *function, const struct optimize_options *options, unsigned depth)
{
    if (function->state != IR_RAW || depth > DEPTH_MAX)
        return;
    function->state = IR_BUSY;
    ir_optimize(function, options);
    if (inline_calls(function, options, depth))
        ir_optimize(function, options);
    function->state = IR_OPTIMIZED;
}

static void count_uses(struct ir_module *module)
{
    for (struct ir_symbol *symbol = module->symbols; symbol; symbol = symbol->next) {
        for (struct ir_reloc *reloc = symbol->relocs; reloc; reloc = reloc->next)
            reloc->symbol->uses++;
        if (symbol->aliased)
            symbol->aliased->uses++;
        symbol->uses += symbol->used;
    }
    for (struct ir_function *function = module->functions; function; function = function->next)
        for (struct ir_block *block = function->entry; block; block = block->next)
            for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
                if (insn->op == IR_ADDR)
                    insn->u.symbol->uses++;
                else if (insn->op == IR_CALL && insn->u.call->callee)
                    insn->u.call->callee->uses++;
            }
}

void ir_optimize_module(struct ir_module *module, const struct optimize_options *options)
{
    if (options->level >= 2)
        count_uses(module);
    for (struct ir_function *function = module->functions; function; function = function->next) {
        if (options->level >= 2)
            prepare(function, options, 0);
        else
            ir_optimize(function, options);
    }
}
