/* Notes about values of variables, from selection to allocation.
 *
 * After selection every instruction gets a number, `order`, that what stands for it keeps.  By it we know later which
 * virtual register was made where (events) and from where a variable has which value (bindings), whatever the passes in
 * between have dropped, moved or added. */
#include "target/debug_notes.h"

#include <string.h>

#include "passes/passes.h"

#define STRETCH_MAX 200 /* pure instructions looked at to place a binding */
#define SUM_DEPTH   4   /* additions followed to find a value that is in a register */

/* ---- After selection ---- */

static uint32_t piece_of(struct mach_debug *debug, const struct ir_binding *binding)
{
    uint32_t *first = &debug->piece_of_slot[binding->slot->id];
    for (uint32_t p = *first; p != NONE; p = debug->pieces[p].next)
        if (debug->pieces[p].offset_bytes == binding->offset_bytes &&
            debug->pieces[p].size_bytes == binding->size_bytes)
            return p;
    debug->pieces = with_room(debug->arena, debug->pieces, debug->piece_count, sizeof *debug->pieces);
    debug->pieces[debug->piece_count] =
        (struct piece){binding->slot, binding->offset_bytes, binding->size_bytes, *first};
    *first = debug->piece_count;
    return debug->piece_count++;
}

/* A narrow variable has the low bits of its value: extensions say nothing. */
static struct ir_insn *strip(struct ir_insn *value, uint32_t bytes)
{
    for (;;) {
        value = ir_resolve(value);
        bool byte = value->op == IR_SEXT8 || value->op == IR_ZEXT8;
        if (!(byte && bytes == 1) && !((value->op == IR_SEXT16 || value->op == IR_ZEXT16) && bytes <= 2))
            return value;
        value = value->arg[0];
    }
}

/* What the value is, in a register or without one. */
static void describe_value(struct bound *bound, struct ir_insn *value, uint32_t bytes, const mreg *reg_of_value)
{
    for (unsigned depth = 0; value && depth < SUM_DEPTH; depth++) {
        value = depth ? ir_resolve(value) : strip(value, bytes);
        bool known = true;
        if (value->op == IR_CONST)
            bound->where = WHERE_CONSTANT;
        else if (value->op == IR_ADDR && !value->u.symbol->tls)
            bound->where = WHERE_ADDRESS;
        else if (value->op == IR_SLOT)
            bound->where = WHERE_FRAME;
        else
            known = false;
        if (known) {
            bound->number += value->imm;
            bound->symbol = value->op == IR_ADDR ? value->u.symbol : NULL;
            bound->slot = value->op == IR_SLOT ? value->u.slot : NULL;
            return;
        }
        if (value->block && reg_of_value[value->id] >= MREG_VIRTUAL) {
            bound->where = bound->number ? WHERE_SUM : WHERE_REGISTER;
            bound->reg = reg_of_value[value->id];
            return;
        }
        bool sum = (value->op == IR_ADD || value->op == IR_SUB) && value->type == IR_I32;
        const struct ir_insn *added = sum ? ir_resolve(value->arg[1]) : NULL;
        if (!added || added->op != IR_CONST)
            return;
        bound->number += value->op == IR_ADD ? added->imm : -added->imm;
        value = value->arg[0];
    }
}

/* The instruction before which a binding takes effect: among the pure ones in front of its holder, the first that comes
 * later in the source. */
static uint32_t find_place(const struct ir_module *module, const struct ir_insn *from, uint32_t first,
                           const struct ir_insn *holder, ir_loc loc)
{
    uint32_t place = first;
    if (!loc)
        return first;
    uint32_t instance = debug_instance(module, loc);
    for (const struct ir_insn *insn = from; insn != holder && place - first < STRETCH_MAX; insn = insn->next, place++)
        if (insn->loc > loc && debug_instance(module, insn->loc) == instance)
            return place;
    for (; from != holder; from = from->next)
        first++;
    return first;
}

/* The bindings of a block, with the place in the IR block as their order. */
static void note_bindings(struct mach_function *function, const struct ir_block *block, const mreg *reg_of_value)
{
    struct mach_debug *debug = function->debug;
    const struct ir_function *ir = function->ir;
    const struct ir_insn *from = block->first; /* of the stretch without instructions that stay in place */
    uint32_t first = 1, place = 1;
    bool behind = false; /* of what the function's start says */
    for (const struct ir_insn *insn = block->first; insn; insn = insn->next, place++) {
        if (!ir_binds_hold(insn) && !insn->bindings)
            continue;
        const struct ir_binding *last = insn->bindings;
        for (const struct ir_binding *binding = last ? last->next : NULL; binding;
             binding = binding == last ? NULL : binding->next) {
            struct bound bound = {.piece = piece_of(debug, binding), .where = WHERE_MEMORY};
            uint32_t effect = find_place(ir->module, from, first, insn, binding->loc);
            for (; first < effect; first++)
                from = from->next;
            bool is_parameter = binding->value && ir_resolve(binding->value)->op == IR_PARAM && block == ir->entry &&
                                binding->loc == ir->loc;
            bound.order = is_parameter && !behind ? 1 : effect;
            behind |= bound.order > 1;
            if (binding->value)
                describe_value(&bound, binding->value, binding->size_bytes, reg_of_value);
            debug->bounds = with_room(debug->arena, debug->bounds, debug->bound_count, sizeof *debug->bounds);
            debug->bounds[debug->bound_count++] = bound;
        }
        from = insn->next;
        first = place + 1;
    }
}

static void add_event(struct mach_debug *debug, struct event event)
{
    debug->events = with_room(debug->arena, debug->events, debug->event_count, sizeof *debug->events);
    debug->events[debug->event_count++] = event;
}

static void note_events(struct mach_debug *debug, struct mach_insn *insn)
{
    struct mach_refs refs;
    mach_refs(insn, &refs);
    bool copy = insn->op == M_MOV || insn->op == OP_FMOV;
    if (insn->op == M_CALL || insn->op == M_ASM)
        add_event(debug, (struct event){.order = insn->order, .destroyed = refs.def_set});
    for (uint32_t d = 0; d < refs.def_count + refs.more_def_count; d++) {
        mreg reg = d < refs.def_count ? *refs.def[d] : refs.more_defs[d - refs.def_count];
        if (reg >= MREG_VIRTUAL)
            add_event(debug, (struct event){.order = insn->order, .made = reg, .copy_of = copy ? insn->a : 0});
    }
}

/* Give the instructions of a block numbers over the whole function, and the bindings of the block, which know their
 * place in the IR block, the same. */
static uint32_t number_block(struct mach_debug *debug, struct mach_block *block, uint32_t next, uint32_t first_bound)
{
    uint32_t bound = first_bound;
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_insn *insn = &block->insns[i];
        for (; bound < debug->bound_count && debug->bounds[bound].order <= insn->order; bound++)
            debug->bounds[bound].order = next;
        insn->order = next++;
        note_events(debug, insn);
    }
    for (; bound < debug->bound_count; bound++)
        debug->bounds[bound].order = next;
    return next + 1;
}

static bool has_bindings(const struct ir_function *function)
{
    for (uint32_t b = 0; b < function->order_count; b++)
        for (const struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next)
            if (insn->bindings)
                return true;
    return false;
}

void debug_note_selection(struct mach_function *function, const mreg *reg_of_value)
{
    struct ir_function *ir = function->ir;
    if (!ir->module->debug || !has_bindings(ir))
        return;
    debug_bind_joins(ir);
    struct mach_debug *debug = function->debug = arena_alloc(&function->arena, sizeof *debug);
    debug->arena = &function->arena;
    debug->piece_of_slot = arena_array(debug->arena, ir->slot_count, sizeof *debug->piece_of_slot);
    memset(debug->piece_of_slot, 0xff, ir->slot_count * sizeof *debug->piece_of_slot);
    uint32_t next = 1;
    debug->region_count = function->block_count;
    debug->regions = arena_array(debug->arena, function->block_count + (size_t)1, sizeof *debug->regions);
    for (uint32_t b = 0; b < function->block_count; b++) {
        uint32_t first_bound = debug->bound_count;
        note_bindings(function, function->blocks[b].ir, reg_of_value);
        function->blocks[b].first_order = next;
        next = number_block(debug, &function->blocks[b], next, first_bound);
        debug->regions[b] = function->blocks[b].first_order;
    }
    debug->regions[function->block_count] = next;
}

/* ---- Between selection and allocation ---- */

void debug_note_copy(struct mach_function *function, const struct mach_insn *move)
{
    struct mach_debug *debug = function->debug;
    if (!debug)
        return;
    add_event(debug, (struct event){0});
    uint32_t place = debug->event_count - 1;
    for (; place > 0 && debug->events[place - 1].order > move->order; place--)
        debug->events[place] = debug->events[place - 1];
    debug->events[place] = (struct event){.order = move->order, .made = move->d, .copy_of = move->a, .goes_on = true};
}

/* ---- After allocation ---- */

static struct home *home_of(struct mach_function *function, mreg reg)
{
    struct mach_debug *debug = function->debug;
    if (reg >= debug->home_count) {
        uint32_t count = function->reg_count;
        debug->homes = arena_grow(debug->arena, debug->homes, debug->home_count, count, sizeof *debug->homes);
        debug->home_count = count;
    }
    return &debug->homes[reg];
}

void debug_note_register(struct mach_function *function, mreg reg, mreg physical)
{
    if (function->debug && !home_of(function, reg)->final)
        home_of(function, reg)->reg = physical;
}

void debug_note_slot(struct mach_function *function, mreg reg, struct ir_slot *slot)
{
    if (function->debug)
        *home_of(function, reg) = (struct home){.slot = slot, .final = true};
}
