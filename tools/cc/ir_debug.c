#include "ir_debug.h"

#include <stdlib.h>

#define NO_NUMBER        UINT32_MAX
#define EXPRESSION_DEPTH 4 /* of a value that is in no block and is copied with its arguments */

/* ---- Tables ---- */

/* Room for one more entry: arrays grow when their count is a power of two. */
static void *with_room(struct debug *debug, void *array, uint32_t count, size_t size_bytes)
{
    if (count & (count - 1))
        return array;
    return arena_grow(debug->arena, array, count, count ? (size_t)count * 2 : 1, size_bytes);
}

void ir_debug_start(struct ir_module *module, bool variables)
{
    struct debug *debug = module->debug = arena_alloc(&module->arena, sizeof *debug);
    debug->arena = &module->arena;
    debug->want_variables = variables;
    debug->types = arena_array(debug->arena, 1, sizeof *debug->types);
    debug->members = arena_array(debug->arena, 1, sizeof *debug->members);
    debug->scopes = arena_array(debug->arena, 1, sizeof *debug->scopes);
    debug->functions = arena_array(debug->arena, 1, sizeof *debug->functions);
    debug->variables = arena_array(debug->arena, 1, sizeof *debug->variables);
    debug->type_count = debug->member_count = debug->scope_count = debug->function_count = debug->variable_count = 1;
}

uint32_t debug_type_new(struct debug *debug, enum debug_kind kind)
{
    debug->types = with_room(debug, debug->types, debug->type_count, sizeof *debug->types);
    debug->types[debug->type_count] = (struct debug_type){.kind = (uint8_t)kind};
    return debug->type_count++;
}

uint32_t debug_member_new(struct debug *debug, const char *name, uint32_t type)
{
    debug->members = with_room(debug, debug->members, debug->member_count, sizeof *debug->members);
    debug->members[debug->member_count] = (struct debug_member){.name = name, .type = type};
    return debug->member_count++;
}

uint32_t debug_function_new(struct debug *debug, const char *name, struct ir_symbol *symbol)
{
    debug->functions = with_room(debug, debug->functions, debug->function_count, sizeof *debug->functions);
    debug->functions[debug->function_count] = (struct debug_function){.name = name, .symbol = symbol};
    return debug->function_count++;
}

uint32_t debug_variable_new(struct debug *debug, enum debug_variable_kind kind, const char *name, uint32_t type,
                            uint32_t scope)
{
    uint32_t number = debug->variable_count;
    debug->variables = with_room(debug, debug->variables, number, sizeof *debug->variables);
    debug->variables[number] =
        (struct debug_variable){.kind = (uint8_t)kind, .name = name, .type = type, .scope = scope};
    struct debug_scope *in = &debug->scopes[scope];
    if (in->last_variable)
        debug->variables[in->last_variable].next = number;
    else
        in->first_variable = number;
    in->last_variable = number;
    return debug->variable_count++;
}

uint32_t debug_scope_new(struct debug *debug, struct ir_function *owner, enum debug_scope_kind kind, uint32_t parent)
{
    uint32_t number = debug->scope_count;
    debug->scopes = with_room(debug, debug->scopes, number, sizeof *debug->scopes);
    debug->scopes[number] = (struct debug_scope){.kind = (uint8_t)kind, .parent = parent, .function = owner->debug};
    if (owner->last_scope)
        debug->scopes[owner->last_scope].next = number;
    else
        owner->first_scope = number;
    owner->last_scope = number;
    return debug->scope_count++;
}

uint32_t debug_instance(const struct ir_module *module, ir_loc loc)
{
    return module->debug->scopes[ir_place_of(module, loc)->scope].instance;
}

/* ---- Bindings ---- */

bool ir_binds_hold(const struct ir_insn *insn)
{
    return !(ir_ops[insn->op].flags & IR_PURE) && insn->op != IR_PHI && insn->op != IR_NOP;
}

static void add_binding(struct ir_function *function, struct ir_insn *holder, const struct ir_binding *binding)
{
    struct ir_binding *made = arena_alloc(&function->module->arena, sizeof *made);
    *made = *binding;
    made->next = made;
    if (holder->bindings) {
        made->next = holder->bindings->next;
        holder->bindings->next = made;
    }
    holder->bindings = made;
}

void ir_bind(struct ir_function *function, struct ir_insn *before, struct ir_slot *slot, uint32_t offset_bytes,
             uint32_t size_bytes, struct ir_insn *value, ir_loc loc)
{
    if (!slot->variable)
        return;
    while (before && !ir_binds_hold(before))
        before = before->next;
    if (before)
        add_binding(
            function, before,
            &(struct ir_binding){
                .slot = slot, .offset_bytes = offset_bytes, .size_bytes = size_bytes, .value = value, .loc = loc});
}

void ir_bind_lost_store(struct ir_function *function, struct ir_insn *store)
{
    const struct ir_insn *address = ir_resolve(store->arg[0]);
    int64_t offset = store->op == IR_STORE ? store->imm : 0;
    for (unsigned steps = 0; address->op == IR_ADD && steps < EXPRESSION_DEPTH; steps++) {
        const struct ir_insn *added = ir_resolve(address->arg[1]);
        if (added->op != IR_CONST)
            return;
        offset += added->imm;
        address = ir_resolve(address->arg[0]);
    }
    if (address->op != IR_SLOT)
        return;
    struct ir_slot *slot = address->u.slot;
    uint32_t bytes = store->op == IR_STORE ? ir_mem_bytes((enum ir_mem)store->mem) : (uint32_t)store->imm;
    offset += address->imm;
    slot->stale = true;
    if (offset >= 0 && offset + bytes <= slot->size_bytes)
        ir_bind(function, store, slot, (uint32_t)offset, bytes, store->op == IR_STORE ? store->arg[1] : NULL,
                store->loc);
}

struct ir_insn *ir_bind_expression(struct ir_function *function, enum ir_op op, enum ir_type type, uint32_t arg_count)
{
    struct ir_insn *insn = ir_insn_new(function, op, type, arg_count);
    insn->id = NO_NUMBER;
    function->insn_count--;
    return insn;
}

void ir_binds_replace(struct ir_function *function, const struct ir_insn *old, struct ir_insn *value)
{
    for (struct ir_block *block = function->module->debug ? function->entry : NULL; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
            struct ir_binding *last = insn->bindings, *binding = last ? last->next : NULL;
            for (; binding; binding = binding == last ? NULL : binding->next)
                if (binding->value && ir_resolve(binding->value) == old)
                    binding->value = value;
        }
}

void ir_binds_pass_over(struct ir_function *function, const struct ir_block *block, struct ir_block *target)
{
    const struct ir_binding *last = block->last->bindings;
    struct ir_insn *holder = target->first;
    while (holder && !ir_binds_hold(holder))
        holder = holder->next;
    if (!last || !holder)
        return;
    /* In order, in front of what is there. */
    struct ir_binding *behind = holder->bindings;
    holder->bindings = NULL;
    for (const struct ir_binding *one = last->next; one; one = one == last ? NULL : one->next) {
        struct ir_binding passed = *one;
        if (target->pred_count != 1) {
            passed.value = NULL;
            passed.loc = 0;
        }
        add_binding(function, holder, &passed);
    }
    if (behind) {
        struct ir_binding *front = holder->bindings, *first = front->next;
        front->next = behind->next;
        behind->next = first;
        holder->bindings = behind;
    }
}

/* ---- Copies of code ---- */

static int compare_locs(const void *left, const void *right)
{
    ir_loc a = *(const ir_loc *)left, b = *(const ir_loc *)right;
    return (a > b) - (a < b);
}

static uint32_t count_locs(const struct ir_function *function, ir_loc *out)
{
    uint32_t count = 0;
    for (const struct ir_block *block = function->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            if (out)
                out[count] = insn->loc;
            count++;
            const struct ir_binding *last = insn->bindings, *binding = last ? last->next : NULL;
            for (; binding; binding = binding == last ? NULL : binding->next) {
                if (out)
                    out[count] = binding->loc;
                count++;
            }
        }
    return count;
}

static void collect_locs(struct ir_clone *clone)
{
    uint32_t count = count_locs(clone->from, NULL), kept = 0;
    clone->loc = arena_array(clone->scratch, count, sizeof *clone->loc);
    count_locs(clone->from, clone->loc);
    qsort(clone->loc, count, sizeof *clone->loc, compare_locs);
    for (uint32_t i = 0; i < count; i++)
        if (clone->loc[i] && (kept == 0 || clone->loc[i] != clone->loc[kept - 1]))
            clone->loc[kept++] = clone->loc[i];
    clone->loc_count = kept;
}

static uint32_t original(const struct debug *debug, uint32_t scope)
{
    return debug->scopes[scope].origin ? debug->scopes[scope].origin : scope;
}

/* The scopes of the copied function become scopes of the other one, below the call's. */
static void copy_scopes(struct ir_clone *clone, ir_loc call)
{
    struct debug *debug = clone->to->module->debug;
    uint32_t outer = ir_place_of(clone->to->module, call)->scope, root = 0;
    uint32_t last = clone->from->last_scope; /* the list may be that of the other one, and grow */
    for (uint32_t scope = clone->from->first_scope; scope; scope = scope == last ? 0 : debug->scopes[scope].next) {
        bool is_root = scope == clone->from->first_scope, is_block = debug->scopes[scope].kind == DEBUG_SCOPE_BLOCK;
        uint32_t parent = is_root ? outer : debug->scopes[debug->scopes[scope].parent].copy;
        uint32_t made = debug_scope_new(debug, clone->to, is_block ? DEBUG_SCOPE_BLOCK : DEBUG_SCOPE_INLINED, parent);
        struct debug_scope *copy = &debug->scopes[made], *old = &debug->scopes[scope];
        if (is_root)
            root = made;
        copy->function = old->function;
        copy->origin = original(debug, scope);
        copy->call = is_root ? call : old->call;
        copy->instance = !is_block ? made : old->instance ? debug->scopes[old->instance].copy : root;
        old->copy = made;
    }
    if (root)
        debug->functions[debug->scopes[root].function].inlined = true;
}

static void copy_places(struct ir_clone *clone)
{
    struct ir_module *module = clone->to->module;
    uint32_t kept_scope = module->at_scope;
    for (uint32_t i = 0; i < clone->loc_count; i++) {
        struct ir_place place = module->places[clone->loc[i]];
        module->at_scope = UINT32_MAX; /* equal to no place's: a new one in any case */
        ir_loc made = ir_loc_new(module, place.file, place.line, place.column);
        module->places[made].scope = module->debug->scopes[place.scope].copy;
        if (i == 0)
            clone->first_copy = made;
    }
    module->at_scope = kept_scope;
}

void ir_clone_start(struct ir_clone *clone, ir_loc call)
{
    struct debug *debug = clone->to->module->debug;
    if (!debug || !clone->from->first_scope)
        return;
    copy_scopes(clone, call);
    collect_locs(clone);
    copy_places(clone);
    for (struct ir_slot *slot = clone->from->slots; slot; slot = slot->next) {
        struct ir_slot *copy = clone->slot[slot->id];
        copy->variable = slot->variable;
        copy->bound = slot->bound;
        copy->stale = slot->stale;
        copy->scope = debug->scopes[slot->scope].copy;
    }
}

void ir_clone_whole(const struct ir_clone *clone)
{
    clone->to->debug = clone->from->debug;
    clone->to->first_scope = clone->from->first_scope;
    clone->to->last_scope = clone->from->last_scope;
    for (struct ir_slot *slot = clone->from->slots; slot; slot = slot->next) {
        struct ir_slot *copy = clone->slot[slot->id];
        copy->variable = slot->variable;
        copy->bound = slot->bound;
        copy->stale = slot->stale;
        copy->scope = slot->scope;
    }
}

ir_loc ir_clone_loc(const struct ir_clone *clone, ir_loc loc)
{
    if (!clone->loc_count || !loc)
        return loc;
    const ir_loc *found = bsearch(&loc, clone->loc, clone->loc_count, sizeof loc, compare_locs);
    return found ? clone->first_copy + (ir_loc)(found - clone->loc) : 0;
}

/* What stands for a bound value in the copy.  One that is in no block is copied with what it is computed of. */
static struct ir_insn *clone_value(const struct ir_clone *clone, struct ir_insn *value, unsigned depth)
{
    value = value ? ir_resolve(value) : NULL;
    if (!value)
        return NULL;
    if (value->id != NO_NUMBER && clone->insn[value->id])
        return ir_resolve(clone->insn[value->id]);
    if (clone->from == clone->to)
        return value;
    if (depth == 0 || !(ir_ops[value->op].flags & IR_PURE) || value->op == IR_PARAM || value->op == IR_RESULT)
        return NULL;
    struct ir_insn *made =
        ir_bind_expression(clone->to, (enum ir_op)value->op, (enum ir_type)value->type, value->arg_count);
    made->imm = value->imm;
    made->u = value->u;
    if (value->op == IR_SLOT)
        made->u.slot = clone->slot[value->u.slot->id];
    for (uint32_t i = 0; i < value->arg_count; i++) {
        made->arg[i] = clone_value(clone, value->arg[i], depth - 1);
        if (!made->arg[i])
            return NULL;
    }
    return made;
}

void ir_binds_clone(const struct ir_clone *clone, const struct ir_insn *insn, struct ir_insn *to)
{
    const struct ir_binding *last = insn->bindings;
    for (const struct ir_binding *binding = last ? last->next : NULL; binding;
         binding = binding == last ? NULL : binding->next) {
        struct ir_binding made = *binding;
        made.slot = clone->slot ? clone->slot[binding->slot->id] : binding->slot;
        made.value = clone_value(clone, binding->value, EXPRESSION_DEPTH);
        made.loc = ir_clone_loc(clone, binding->loc);
        add_binding(clone->to, to, &made);
    }
}
