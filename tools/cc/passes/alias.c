#include "passes/alias.h"

#include <string.h>

#define CHAIN_MAX 16 /* additions followed from an address to its object */

/* What becomes of a slot's address. */
enum {
    SLOT_WANDERS = 1, /* a pointer of unknown origin may hold it, within this function */
    SLOT_ESCAPES = 2, /* other functions may know it */
};

/* ---- Where addresses come from ---- */

static const struct ir_insn *object_of(const struct ir_insn *address)
{
    for (unsigned n = 0; n < CHAIN_MAX; n++) {
        address = ir_resolve((struct ir_insn *)address);
        if (address->op == IR_SLOT)
            return address;
        if (address->op == IR_ADDR)
            return address->u.symbol->kind == IR_DATA || address->u.symbol->kind == IR_COMMON ? address : NULL;
        if (address->op != IR_ADD)
            return NULL;
        const struct ir_insn *a = ir_resolve(address->arg[0]), *b = ir_resolve(address->arg[1]);
        bool second = b->op == IR_SLOT || b->op == IR_ADDR;
        if ((second ? a : b)->op == IR_SUB) /* possibly a distance between objects */
            return NULL;
        address = second ? b : a;
    }
    return NULL;
}

static void set_address(struct alias_place *place, const struct ir_insn *address, int64_t offset)
{
    address = ir_resolve((struct ir_insn *)address);
    while (address->op == IR_ADD && ir_is_word(ir_resolve(address->arg[1]))) {
        offset += ir_resolve(address->arg[1])->imm;
        address = ir_resolve(address->arg[0]);
    }
    place->object = object_of(address);
    place->base = address;
    place->offset = (int32_t)(uint32_t)offset;
    if (place->object == address)
        place->offset += address->imm;
}

struct alias_place alias_place(const struct ir_insn *access)
{
    struct alias_place place = {.bytes = (uint32_t)access->imm};
    bool block = access->op == IR_BLKCOPY || access->op == IR_BLKZERO;
    set_address(&place, access->arg[0], block ? 0 : access->imm);
    if (!block) {
        place.bytes = ir_mem_bytes((enum ir_mem)access->mem);
        place.class = access->alias;
        place.record = access->record;
        place.member = access->member;
    }
    return place;
}

struct alias_place alias_source(const struct ir_insn *blkcopy)
{
    struct alias_place place = {.bytes = (uint32_t)blkcopy->imm};
    set_address(&place, blkcopy->arg[1], 0);
    return place;
}

/* ---- Escapes ---- */

/* The values that come from a slot's address. */
struct search {
    uint8_t *state; /* by instruction: comes from slot_of */
    uint32_t *slot_of;
};

static bool passes_on(const struct ir_insn *insn)
{
    return insn->op == IR_ADD || insn->op == IR_PHI || insn->op == IR_SELECT || insn->op == IR_COPY ||
           insn->op == IR_SUB || insn->op == IR_AND;
}

static void mark_uses(struct alias *alias, struct search *search, const struct ir_insn *insn)
{
    bool access = insn->op == IR_LOAD || insn->op == IR_STORE || insn->op == IR_BLKZERO;
    if (ir_is_compare(insn) || insn->op == IR_BLKCOPY)
        return;
    for (uint32_t i = access ? 1 : 0; i < insn->arg_count; i++) {
        const struct ir_insn *arg = ir_resolve(insn->arg[i]);
        if (!search->state[arg->id])
            continue;
        uint8_t *slot = &alias->slots[search->slot_of[arg->id]];
        if (insn->op == IR_ADD || insn->op == IR_COPY)
            *slot |= object_of(insn) ? 0 : SLOT_WANDERS;
        else if (passes_on(insn))
            *slot |= SLOT_WANDERS;
        else
            *slot |= SLOT_ESCAPES;
    }
}

/* Take over the origin of an argument; values of two origins let both slots escape. */
static bool derive(struct alias *alias, struct search *search, const struct ir_insn *insn)
{
    bool changed = false;
    for (uint32_t i = 0; i < insn->arg_count; i++) {
        const struct ir_insn *arg = ir_resolve(insn->arg[i]);
        if (!search->state[arg->id])
            continue;
        uint32_t slot = search->slot_of[arg->id];
        if (!search->state[insn->id]) {
            search->state[insn->id] = 1;
            search->slot_of[insn->id] = slot;
            changed = true;
        } else if (search->slot_of[insn->id] != slot) {
            alias->slots[slot] = alias->slots[search->slot_of[insn->id]] = SLOT_ESCAPES | SLOT_WANDERS;
        }
    }
    return changed;
}

void alias_init(struct alias *alias, struct ir_function *function, struct arena *arena)
{
    alias->function = function;
    alias->slots = arena_array(arena, function->slot_count, 1);
    if (function->slot_count == 0)
        return;
    struct search search = {
        .state = arena_array(arena, function->insn_count, 1),
        .slot_of = arena_array(arena, function->insn_count, sizeof *search.slot_of),
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t b = 0; b < function->order_count; b++)
            for (const struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next) {
                if (insn->op == IR_SLOT && !search.state[insn->id]) {
                    search.state[insn->id] = 1;
                    search.slot_of[insn->id] = insn->u.slot->id;
                } else if (passes_on(insn)) {
                    changed |= derive(alias, &search, insn) && insn->op == IR_PHI;
                }
            }
    }
    for (uint32_t b = 0; b < function->order_count; b++)
        for (const struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next)
            mark_uses(alias, &search, insn);
}

/* ---- Questions ---- */

static bool same_object(const struct ir_insn *a, const struct ir_insn *b)
{
    return a->op == b->op && a->u.symbol == b->u.symbol;
}

static bool apart(int64_t a, uint32_t a_bytes, int64_t b, uint32_t b_bytes)
{
    return a + a_bytes <= b || b + b_bytes <= a;
}

static bool types_overlap(const struct alias_place *a, const struct alias_place *b)
{
    if (a->record && a->record == b->record && apart(a->member, a->bytes, b->member, b->bytes))
        return false;
    return !a->class || !b->class || a->class == b->class;
}

/* Whether an address of unknown origin may be that of the object. */
static bool may_reach(const struct alias *alias, const struct ir_insn *object, const struct ir_insn *base)
{
    if (object->op != IR_SLOT)
        return true;
    uint8_t state = alias->slots[object->u.slot->id];
    if (state & SLOT_ESCAPES)
        return true;
    return (state & SLOT_WANDERS) && base->op != IR_LOAD && base->op != IR_PARAM && base->op != IR_CALL;
}

bool alias_overlap(const struct alias *alias, const struct alias_place *a, const struct alias_place *b, bool by_type)
{
    bool same = a->base == b->base;
    if (a->object && b->object) {
        if (!same_object(a->object, b->object))
            return false;
        same |= a->object == a->base && b->object == b->base;
    } else if ((a->object && !may_reach(alias, a->object, b->base)) ||
               (b->object && !may_reach(alias, b->object, a->base))) {
        return false;
    }
    if (same)
        return !apart(a->offset, a->bytes, b->offset, b->bytes);
    return !by_type || types_overlap(a, b);
}

bool alias_covers(const struct alias_place *a, const struct alias_place *b)
{
    bool same = a->base == b->base || (a->object && b->object && a->object == a->base && b->object == b->base &&
                                       same_object(a->object, b->object));
    return same && a->offset <= b->offset && b->offset + b->bytes <= a->offset + a->bytes;
}

bool alias_is_private(const struct alias *alias, const struct alias_place *place)
{
    return place->object && place->object->op == IR_SLOT && !(alias->slots[place->object->u.slot->id] & SLOT_ESCAPES);
}

static bool has_memory_operand(const struct ir_asm *assembly)
{
    for (uint32_t i = 0; i < assembly->operand_count; i++)
        if (strchr(assembly->operands[i].constraint, 'm'))
            return true;
    return assembly->memory;
}

bool alias_is_writer(const struct ir_insn *insn)
{
    if (insn->op == IR_ASM)
        return has_memory_operand(insn->u.assembly);
    if (insn->op == IR_CALL && (insn->u.call->pure || insn->u.call->constant))
        return false;
    return ir_ops[insn->op].flags & IR_WRITE;
}

bool alias_writes(const struct alias *alias, const struct ir_insn *insn, const struct alias_place *place, bool by_type)
{
    if (!alias_is_writer(insn))
        return false;
    if (place->object && place->object->op == IR_ADDR && place->object->u.symbol->read_only)
        return false;
    if (insn->op == IR_STORE || insn->op == IR_BLKCOPY || insn->op == IR_BLKZERO) {
        struct alias_place written = alias_place(insn);
        return alias_overlap(alias, &written, place, by_type);
    }
    return !alias_is_private(alias, place);
}

bool alias_reads(const struct alias *alias, const struct ir_insn *insn, const struct alias_place *place)
{
    if (insn->op == IR_LOAD) {
        struct alias_place read = alias_place(insn);
        return alias_overlap(alias, &read, place, true);
    }
    if (insn->op == IR_BLKCOPY) {
        struct alias_place read = alias_source(insn);
        return alias_overlap(alias, &read, place, true);
    }
    if ((insn->op == IR_ASM && !has_memory_operand(insn->u.assembly)) ||
        (insn->op == IR_CALL && insn->u.call->constant))
        return false;
    return (ir_ops[insn->op].flags & IR_READ) && !alias_is_private(alias, place);
}

bool alias_is_fixed(const struct alias_place *place)
{
    return place->base == place->object || place->base->op == IR_CONST || place->base->op == IR_PARAM;
}

bool alias_is_safe(const struct alias_place *place)
{
    if (!place->object || place->object != place->base || place->offset < 0)
        return false;
    uint32_t size =
        place->object->op == IR_SLOT ? place->object->u.slot->size_bytes : place->object->u.symbol->size_bytes;
    bool weak = place->object->op == IR_ADDR && place->object->u.symbol->linkage == IR_WEAK;
    return !weak && place->offset + place->bytes <= size;
}
