/* Inlining: a call of a small function of this module, or of one that has no other caller, becomes a copy of its body.
 *
 * Functions are optimized bottom-up: what is copied has been optimized before, and has had its own calls inlined. */
#include "ir_debug.h"
#include "passes/passes.h"

#include <string.h>

#define SMALL_INSNS      30   /* copied wherever it is called */
#define SMALL_INSNS_SIZE 6    /* the same with -Os */
#define ONCE_INSNS       300  /* copied to its only caller */
#define CALLER_INSNS     6000 /* what has grown beyond takes nothing more */
#define DEPTH_MAX        100  /* of calls followed from a root */
#define SELF_INSNS       60   /* of a function that is copied into itself */
#define SELF_GROWN       200  /* what it may have grown to */
#define SELF_ROUNDS      4

struct copy {
    struct ir_function *from, *to;
    struct arena arena;
    struct ir_insn *call;  /* NULL: `to` is empty and becomes the same function */
    struct ir_insn **insn; /* by number in the original */
    struct ir_block **block;
    struct ir_slot **slot;
    struct ir_block *after; /* what follows the call */
    struct ir_insn *result; /* phi of the returned values, or NULL */
    struct ir_clone clone;  /* positions and bindings */
};

/* ---- What may be copied ---- */

static bool calls_itself(const struct ir_function *function, const struct ir_insn *insn)
{
    return insn->op == IR_CALL && insn->u.call->callee == function->symbol;
}

static bool forbids(const struct ir_insn *insn)
{
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

/* The number of instructions that cost something; UINT32_MAX when the body cannot be copied.  self_calls: how often it
 * calls itself. */
static uint32_t measure(const struct ir_function *function, uint32_t *self_calls)
{
    uint32_t count = 0;
    *self_calls = 0;
    if (function->variadic || function->naked || function->noinline || function->calls_setjmp)
        return UINT32_MAX;
    for (const struct ir_block *block = function->entry; block; block = block->next) {
        if (block->address_taken)
            return UINT32_MAX;
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (forbids(insn))
                return UINT32_MAX;
            *self_calls += calls_itself(function, insn);
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
    uint32_t self_calls, size = measure(callee, &self_calls);
    if (size == UINT32_MAX || self_calls) /* its copy would want a copy again */
        return false;
    if (callee->always_inline)
        return true;
    if (symbol->linkage == IR_LOCAL && symbol->uses == 1 && size <= ONCE_INSNS)
        return true;
    return size <= (options->size ? SMALL_INSNS_SIZE : SMALL_INSNS) + call->arg_count;
}

/* ---- Copying ---- */

static void copy_frame(struct copy *copy)
{
    copy->slot = arena_array(&copy->arena, copy->from->slot_count, sizeof *copy->slot);
    for (struct ir_slot *slot = copy->from->slots; slot; slot = slot->next)
        copy->slot[slot->id] = ir_slot(copy->to, slot->size_bytes, slot->align, slot->name);
    copy->block = arena_array(&copy->arena, copy->from->block_count, sizeof *copy->block);
    struct ir_block *last = copy->call ? copy->call->block : NULL;
    for (struct ir_block *block = copy->from->entry; block; block = block->next) {
        struct ir_block *made = copy->block[block->id] = ir_block(copy->to);
        if (last) {
            made->next = last->next;
            last->next = made;
        } else {
            copy->to->entry = made;
        }
        last = made;
    }
}

static void copy_payload(struct copy *copy, const struct ir_insn *insn, struct ir_insn *made)
{
    ir_copy_payload(copy->to, made, insn);
    made->loc = ir_clone_loc(&copy->clone, insn->loc);
    if (insn->op == IR_SLOT)
        made->u.slot = copy->slot[insn->u.slot->id];
    for (uint32_t i = 0; i < insn->target_count; i++)
        made->u.target[i] = copy->block[insn->u.target[i]->id];
}

static void copy_ret(struct copy *copy, const struct ir_insn *ret, struct ir_block *block)
{
    struct ir_insn *jump = ir_append_br(copy->to, block, copy->after);
    jump->loc = ir_clone_loc(&copy->clone, ret->loc);
    ir_binds_clone(&copy->clone, ret, jump);
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
    copy->clone = (struct ir_clone){
        .from = copy->from, .to = copy->to, .insn = copy->insn, .slot = copy->slot, .scratch = &copy->arena};
    if (copy->call)
        ir_clone_start(&copy->clone, copy->call->loc);
    else
        ir_clone_whole(&copy->clone);
    for (const struct ir_block *block = copy->from->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (insn->op == IR_PARAM && copy->call)
                copy->insn[insn->id] = ir_resolve(copy->call->arg[insn->imm]);
            else if (insn->op != IR_COPY)
                copy->insn[insn->id] =
                    ir_insn_new(copy->to, (enum ir_op)insn->op, (enum ir_type)insn->type, insn->arg_count);
        }
    for (const struct ir_block *block = copy->from->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            struct ir_insn *made = copy->insn[insn->id];
            if ((insn->op == IR_PARAM && copy->call) || insn->op == IR_COPY)
                continue;
            if (insn->op == IR_RET && copy->call) {
                copy_ret(copy, insn, copy->block[block->id]);
                continue;
            }
            copy_payload(copy, insn, made);
            ir_binds_clone(&copy->clone, insn, made);
            for (uint32_t i = 0; i < insn->arg_count; i++)
                made->arg[i] = copy->insn[ir_resolve(insn->arg[i])->id];
            ir_append(copy->block[block->id], made);
        }
}

static void inline_body(struct ir_function *caller, struct ir_insn *call, struct ir_function *body)
{
    struct copy copy = {.from = body, .to = caller, .call = call};
    struct ir_block *block = call->block;
    call->u.call->callee->uses--;
    copy.after = ir_split(caller, call->next);
    copy_frame(&copy);
    copy_insns(&copy);
    ir_loc loc = call->loc;
    ir_remove(call);
    ir_append_br(caller, block, copy.block[copy.from->entry->id])->loc = loc;
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

/* ---- Recursion ---- */

/* A function of the same body, which the module does not know. */
static struct ir_function *clone(const struct ir_function *function)
{
    struct ir_function *made = arena_alloc(&function->module->arena, sizeof *made);
    made->module = function->module;
    made->symbol = function->symbol;
    made->params = function->params;
    made->param_count = function->param_count;
    made->result = function->result;
    struct copy copy = {.from = (struct ir_function *)function, .to = made};
    copy_frame(&copy);
    copy_insns(&copy);
    arena_free(&copy.arena);
    return made;
}

static struct ir_insn *find_self_call(const struct ir_function *function, uint32_t before)
{
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            if (calls_itself(function, insn) && insn->id < before && types_agree(insn, function))
                return insn;
    return NULL;
}

/* Unroll the recursion: calls of itself become copies of the body, in rounds, while it stays small. */
static bool inline_self(struct ir_function *function)
{
    uint32_t self_calls, size = measure(function, &self_calls);
    if (size > SELF_INSNS || !self_calls || function->symbol->linkage == IR_WEAK)
        return false;
    struct ir_function *body = clone(function);
    uint32_t grown = size;
    for (unsigned round = 0; round < SELF_ROUNDS; round++) {
        uint32_t before = function->insn_count;
        for (struct ir_insn *call; grown + size <= SELF_GROWN && (call = find_self_call(function, before));) {
            inline_body(function, call, body);
            grown += size;
        }
    }
    return grown > size;
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
            inline_body(function, insn, callee);
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
    ir_optimize_early(function, options);
    if (inline_calls(function, options, depth))
        ir_optimize_early(function, options);
    if (!function->for_size && inline_self(function))
        ir_optimize_early(function, options);
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
    for (struct ir_function *function = module->functions; function; function = function->next)
        function->for_size = options->size || function->cold;
    if (options->level >= 2)
        count_uses(module);
    for (struct ir_function *function = module->functions; function; function = function->next) {
        if (options->level >= 2)
            prepare(function, options, 0);
        else
            ir_optimize_early(function, options);
    }
    for (struct ir_function *function = module->functions; function; function = function->next)
        if (function->symbol->linkage != IR_LOCAL || function->symbol->uses || options->level < 2)
            ir_optimize_late(function, options);
}
