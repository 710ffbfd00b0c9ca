/* Legalisation: i64 values become pairs of i32, misaligned accesses are taken apart, what the machine has not becomes a
 * call of the runtime, and arguments and parameters get their places. */
#include "ir_debug.h"
#include "target/legalize.h"

#include <string.h>

/* ---- Calls of the runtime ---- */

struct ir_symbol *legalize_runtime(struct ir_module *module, const char *name)
{
    for (struct ir_symbol *symbol = module->symbols; symbol; symbol = symbol->next)
        if (symbol->name && strcmp(symbol->name, name) == 0)
            return symbol;
    return ir_symbol(module, name, IR_GLOBAL);
}

void legalize_places(struct legalize *legal, struct ir_call *call, const uint8_t *types, uint32_t count)
{
    struct abi_walk walk = {0};
    struct abi_place *places = arena_array(&legal->function->module->arena, (size_t)count * 2, sizeof *places);
    uint32_t filled = 0;
    for (uint32_t i = 0; i < count; i++)
        filled += abi_next(&walk, (enum ir_type)types[i], call->variadic && i >= call->named, places + filled);
    call->places = places;
    call->stack_bytes = walk.stack_bytes;
}

uint32_t legalize_flatten(struct legalize *legal, struct ir_insn *const *args, uint32_t count, struct ir_insn **flat)
{
    uint32_t filled = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct ir_insn *value = ir_resolve(args[i]);
        if (is_pair(legal, value)) {
            struct pair pair = pair_of(legal, value);
            flat[filled++] = pair.lo;
            flat[filled++] = pair.hi;
        } else {
            flat[filled++] = value;
        }
    }
    return filled;
}

/* ---- Calls, parameters, returns ---- */

static void call(struct legalize *legal, struct ir_insn *insn)
{
    struct arena *arena = &legal->function->module->arena;
    uint32_t first = insn->u.call->callee ? 0 : 1, count = insn->arg_count - first;
    uint8_t *types = arena_array(&legal->scratch, count, 1);
    for (uint32_t i = 0; i < count; i++)
        types[i] = (uint8_t)type_of(legal, ir_resolve(insn->arg[first + i]));
    legalize_places(legal, insn->u.call, types, count);
    struct ir_insn **flat = arena_array(arena, (size_t)count * 2 + 1, sizeof *flat);
    if (first)
        flat[0] = ir_resolve(insn->arg[0]);
    insn->arg_count = first + legalize_flatten(legal, insn->arg + first, count, flat + first);
    insn->arg = flat;
    if (insn->type != IR_I64)
        return;
    insn->type = IR_I32;
    struct ir_insn *half[2];
    for (unsigned i = 2; i-- > 0;) {
        half[i] = ir_insn_new(legal->function, IR_RESULT, IR_I32, 1);
        half[i]->arg[0] = insn;
        half[i]->imm = i;
        half[i]->loc = insn->loc;
        ir_insert_after(insn, half[i]);
    }
    set_pair(legal, insn, half[0], half[1]);
}

static void ret(struct legalize *legal, struct ir_insn *insn)
{
    struct ir_insn **flat = arena_array(&legal->function->module->arena, 2, sizeof *flat);
    insn->arg_count = legalize_flatten(legal, insn->arg, insn->arg_count, flat);
    insn->arg = flat;
}

/* Parameters get new numbers: one for each word. */
static void place_parameters(struct legalize *legal)
{
    struct ir_function *function = legal->function;
    struct arena *arena = &function->module->arena;
    struct abi_walk walk = {0};
    uint32_t count = function->param_count, filled = 0;
    uint32_t *first_of = arena_array(&legal->scratch, count, sizeof *first_of);
    function->places = arena_array(arena, (size_t)count * 2, sizeof *function->places);
    uint8_t *types = arena_array(arena, (size_t)count * 2, 1);
    for (uint32_t i = 0; i < count; i++) {
        enum ir_type type = (enum ir_type)function->params[i];
        first_of[i] = filled;
        unsigned words = abi_next(&walk, type, false, function->places + filled);
        for (unsigned w = 0; w < words; w++)
            types[filled++] = type == IR_I64 ? IR_I32 : (uint8_t)type;
    }
    function->stack_bytes = walk.stack_bytes;
    for (struct ir_insn *insn = function->entry->first; insn; insn = insn->next) {
        if (insn->op != IR_PARAM)
            continue;
        insn->imm = first_of[insn->imm];
        if (insn->type != IR_I64)
            continue;
        legal->at = insn;
        struct ir_insn *lo = ir_make(function, insn, IR_PARAM, IR_I32, NULL, NULL, NULL);
        struct ir_insn *hi = ir_make(function, insn, IR_PARAM, IR_I32, NULL, NULL, NULL);
        lo->imm = insn->imm;
        hi->imm = insn->imm + 1;
        set_pair(legal, insn, lo, hi);
    }
    function->params = types;
    function->param_count = filled;
}

/* ---- Phis ---- */

static void split_phis(struct legalize *legal, struct ir_block *block)
{
    struct ir_function *function = legal->function;
    for (struct ir_insn *phi = block->first; phi && phi->op == IR_PHI; phi = phi->next) {
        if (phi->type != IR_I64)
            continue;
        struct ir_insn *half[2];
        for (unsigned i = 0; i < 2; i++) {
            half[i] = ir_insn_new(function, IR_PHI, IR_I32, phi->arg_count);
            half[i]->u.target = phi->u.target;
            half[i]->target_count = phi->target_count;
            half[i]->loc = phi->loc;
            ir_insert_before(phi, half[i]);
        }
        set_pair(legal, phi, half[0], half[1]);
    }
}

static void finish_phis(struct legalize *legal, struct ir_block *block)
{
    for (struct ir_insn *phi = block->first, *next; phi && (phi->op == IR_PHI || phi->op == IR_COPY); phi = next) {
        next = phi->next;
        if (phi->op != IR_PHI || phi->type != IR_I64)
            continue;
        struct pair pair = legal->pairs[phi->id];
        for (uint32_t i = 0; i < phi->arg_count; i++) {
            struct pair value = pair_of(legal, phi->arg[i]);
            pair.lo->arg[i] = value.lo;
            pair.hi->arg[i] = value.hi;
        }
        struct ir_block **targets = arena_grow(&legal->function->module->arena, phi->u.target, phi->target_count,
                                               phi->target_count, sizeof *targets);
        pair.hi->u.target = targets;
        ir_remove(phi);
    }
}

static bool is_wide(const struct legalize *legal, const struct ir_insn *insn)
{
    return insn->type == IR_I64 || (insn->arg_count > 0 && is_pair(legal, ir_resolve(insn->arg[0])));
}

static void legalize_insn(struct legalize *legal, struct ir_insn *insn)
{
    legal->at = insn;
    switch ((enum ir_op)insn->op) {
    case IR_PHI:
    case IR_COPY:
    case IR_PARAM:
    case IR_SWITCH: return;
    case IR_CALL: call(legal, insn); return;
    case IR_RET: ret(legal, insn); return;
    case IR_LOAD: legalize_load(legal, insn); return;
    case IR_STORE:
        if (legalize_store(legal, insn))
            ir_remove(insn);
        return;
    case IR_BLKCOPY:
    case IR_BLKZERO:
        legalize_block(legal, insn);
        ir_remove(insn);
        return;
    default:
        if (is_wide(legal, insn))
            legalize_wide(legal, insn);
    }
}

/* Take the i64 instructions out; the pairs stand for them. */
static void drop_wide(struct ir_block *block)
{
    for (struct ir_insn *insn = block->first, *next; insn; insn = next) {
        next = insn->next;
        if (insn->type == IR_I64 || insn->op == IR_COPY)
            ir_remove(insn);
    }
}

/* A binding of an i64 becomes one of each word. */
static void split_bindings(struct legalize *legal, struct ir_block *block)
{
    for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
        struct ir_binding *last = insn->bindings, *next = last ? last->next : NULL;
        for (struct ir_binding *binding = next; next; binding = next) {
            next = binding == last ? NULL : binding->next;
            struct ir_insn *value = binding->value ? ir_resolve(binding->value) : NULL;
            if (binding->size_bytes != 8 || !value || !is_pair(legal, value))
                continue;
            struct pair pair = value->id < legal->pair_count ? legal->pairs[value->id] : (struct pair){NULL, NULL};
            struct ir_binding *high = arena_alloc(&legal->function->module->arena, sizeof *high);
            *high = *binding;
            high->offset_bytes += 4;
            high->size_bytes = binding->size_bytes = 4;
            binding->value = pair.lo;
            high->value = pair.hi;
            binding->next = high;
            if (binding == last)
                insn->bindings = high;
        }
    }
}

void target_legalize(struct ir_function *function)
{
    struct legalize legal = {.function = function};
    ir_analyse(function);
    /* Only instructions that are there now can be wide. */
    legal.pair_count = function->insn_count;
    legal.pairs = arena_array(&legal.scratch, function->insn_count, sizeof *legal.pairs);
    place_parameters(&legal);
    for (uint32_t i = 0; i < function->order_count; i++)
        split_phis(&legal, function->order[i]);
    for (uint32_t i = 0; i < function->order_count; i++)
        for (struct ir_insn *insn = function->order[i]->first, *next; insn; insn = next) {
            next = insn->next;
            legalize_insn(&legal, insn);
        }
    for (uint32_t i = 0; i < function->order_count; i++)
        finish_phis(&legal, function->order[i]);
    ir_resolve_all(function);
    for (uint32_t i = 0; function->module->debug && i < function->order_count; i++)
        split_bindings(&legal, function->order[i]);
    for (uint32_t i = 0; i < function->order_count; i++)
        drop_wide(function->order[i]);
    arena_free(&legal.scratch);
}
