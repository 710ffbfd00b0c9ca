#include "passes/duplicate.h"

#include "ir_debug.h"

struct definition {
    struct definition *next;
    struct ir_insn *of;      /* the instruction in the original block */
    struct ir_insn *value;   /* its copy, or what it stands for in the copied block */
    struct ir_block *copied; /* the block of the copy */
    bool first;              /* of this value: the original is stored with it */
};

void duplicate_init(struct duplicate *d, struct ir_function *function)
{
    *d = (struct duplicate){.function = function, .block_count = function->block_count};
    d->copied = arena_array(&d->arena, function->block_count, 1);
}

uint32_t duplicate_cost(const struct duplicate *d, const struct ir_block *block)
{
    uint32_t count = 0;
    if (block->address_taken || block->id >= d->block_count)
        return UINT32_MAX;
    for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
        if (insn->op == IR_ASM || insn->op == IR_ALLOCA || insn->op == IR_RESULT || insn->op == IR_PARAM)
            return UINT32_MAX;
        bool is_free = insn->op == IR_PHI || insn->op == IR_CONST || insn->op == IR_SLOT || insn->op == IR_BR ||
                       insn->op == IR_NOP || insn->op == IR_COPY;
        count += !is_free;
    }
    return count;
}

static struct ir_insn *mapped(const struct duplicate *d, struct ir_insn *value)
{
    value = ir_resolve(value);
    return value->id < d->copy_count && d->copy[value->id] ? d->copy[value->id] : value;
}

static void define(struct duplicate *d, struct ir_insn *insn, struct ir_insn *value, struct ir_block *copied)
{
    struct definition *definition = arena_alloc(&d->arena, sizeof *definition);
    *definition = (struct definition){d->definitions, insn, value, copied, d->first_copy};
    d->definitions = definition;
    d->copy[insn->id] = value;
}

static struct ir_insn *copy_insn(struct duplicate *d, const struct ir_insn *insn)
{
    struct ir_insn *made = ir_insn_new(d->function, (enum ir_op)insn->op, (enum ir_type)insn->type, insn->arg_count);
    ir_copy_payload(d->function, made, insn);
    made->loc = insn->loc;
    for (uint32_t i = 0; i < insn->arg_count; i++)
        made->arg[i] = mapped(d, insn->arg[i]);
    return made;
}

static void add_pred(struct duplicate *d, struct ir_block *block, struct ir_block *pred)
{
    block->preds =
        arena_grow(&d->arena, block->preds, block->pred_count, (size_t)block->pred_count + 1, sizeof *block->preds);
    block->preds[block->pred_count++] = pred;
}

static void drop_pred(struct ir_block *block, const struct ir_block *pred)
{
    uint32_t kept = 0;
    for (uint32_t p = 0; p < block->pred_count; p++)
        if (block->preds[p] != pred)
            block->preds[kept++] = block->preds[p];
    block->pred_count = kept;
}

/* The edges from pred lead to the copy. */
static void redirect(struct ir_block *block, struct ir_block *pred, struct ir_block *copy)
{
    for (uint32_t s = 0; s < pred->last->target_count; s++)
        if (pred->last->u.target[s] == block) {
            pred->last->u.target[s] = copy;
            ir_phi_forget(block, pred);
        }
    drop_pred(block, pred);
}

static void enter_successors(struct duplicate *d, const struct ir_block *block, struct ir_block *copy)
{
    for (uint32_t s = 0; s < copy->last->target_count; s++) {
        struct ir_block *target = copy->last->u.target[s];
        add_pred(d, target, copy);
        for (struct ir_insn *phi = target->first; phi && phi->op == IR_PHI; phi = phi->next)
            for (uint32_t i = 0; i < phi->arg_count; i++)
                if (phi->u.target[i] == block) {
                    ir_phi_add(d->function, phi, copy, mapped(d, phi->arg[i]));
                    break;
                }
    }
}

struct ir_block *duplicate_for(struct duplicate *d, struct ir_block *block, struct ir_block *pred)
{
    struct arena scratch = {0};
    struct ir_block *copy = ir_block_after(d->function, pred);
    d->first_copy = !d->copied[block->id];
    d->copied[block->id] = 1;
    d->copy_count = d->function->insn_count;
    d->copy = arena_array(&scratch, d->copy_count, sizeof *d->copy);
    copy->loop_depth = block->loop_depth;
    copy->order = UINT32_MAX;
    for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
        if (insn->op == IR_PHI) {
            for (uint32_t i = 0; i < insn->arg_count; i++)
                if (insn->u.target[i] == pred) {
                    define(d, insn, ir_resolve(insn->arg[i]), copy);
                    break;
                }
            continue;
        }
        if (insn->op == IR_COPY || insn->op == IR_NOP)
            continue;
        struct ir_insn *made = copy_insn(d, insn);
        ir_append(copy, made);
        ir_binds_clone(&(struct ir_clone){.from = d->function, .to = d->function, .insn = d->copy}, insn, made);
        if (insn->type != IR_VOID)
            define(d, insn, made, copy);
    }
    add_pred(d, copy, pred);
    enter_successors(d, block, copy);
    redirect(block, pred, copy);
    d->copy = NULL;
    d->copy_count = 0;
    d->changed = true;
    arena_free(&scratch);
    return copy;
}

/* ---- Values with several definitions ---- */

static bool used_behind(const struct ir_insn *user, uint32_t arg, const struct ir_insn *value)
{
    return (user->op == IR_PHI ? user->u.target[arg] : user->block) != value->block;
}

static enum ir_mem whole(enum ir_type type)
{
    return type == IR_F32 ? IR_MEM_F32 : type == IR_F64 ? IR_MEM_F64 : type == IR_I64 ? IR_MEM_64 : IR_MEM_32;
}

static struct ir_insn *access_slot(struct duplicate *d, struct ir_insn *before, struct ir_slot *slot, enum ir_type type,
                                   struct ir_insn *stored)
{
    struct ir_insn *address = ir_make(d->function, before, IR_SLOT, IR_I32, NULL, NULL, NULL);
    address->u.slot = slot;
    struct ir_insn *access =
        ir_make(d->function, before, stored ? IR_STORE : IR_LOAD, stored ? IR_VOID : type, address, stored, NULL);
    access->mem = (uint8_t)whole(type);
    access->align = (uint8_t)ir_type_bytes(type);
    return access;
}

static struct ir_insn *after_phis(struct ir_insn *insn)
{
    while (insn->op == IR_PHI)
        insn = insn->next;
    return insn;
}

/* One sweep over the function: uses behind the block become loads of the value's slot. */
static void load_uses(struct duplicate *d, struct ir_slot **slots, uint32_t count)
{
    for (struct ir_block *block = d->function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++) {
                struct ir_insn *value = insn->arg[i];
                if (value->id >= count || !slots[value->id] || !used_behind(insn, i, value))
                    continue;
                struct ir_insn *before = insn->op == IR_PHI ? insn->u.target[i]->last : insn;
                insn->arg[i] = access_slot(d, before, slots[value->id], (enum ir_type)value->type, NULL);
            }
}

static void want_slot(struct duplicate *d, struct ir_slot **slots, const struct ir_insn *value)
{
    uint32_t bytes = ir_type_bytes((enum ir_type)value->type);
    if (!slots[value->id])
        slots[value->id] = ir_slot(d->function, bytes, bytes, NULL);
}

/* A slot for each value that has several definitions and is used behind its block. */
static struct ir_slot **find_slots(struct duplicate *d, uint32_t count)
{
    struct ir_slot **slots = arena_array(&d->arena, count, sizeof *slots);
    uint8_t *several = arena_array(&d->arena, count, 1);
    for (const struct definition *definition = d->definitions; definition; definition = definition->next)
        several[definition->of->id] = 1;
    for (const struct definition *definition = d->definitions; definition; definition = definition->next) {
        const struct ir_insn *value = ir_resolve(definition->value);
        if (several[value->id] && value->block != definition->copied)
            want_slot(d, slots, value);
    }
    for (const struct ir_block *block = d->function->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++)
                if (several[insn->arg[i]->id] && used_behind(insn, i, insn->arg[i]))
                    want_slot(d, slots, insn->arg[i]);
    return slots;
}

/* Each definition goes into the slot of its value. */
static void store_definitions(struct duplicate *d, struct ir_slot **slots)
{
    for (const struct definition *definition = d->definitions; definition; definition = definition->next) {
        struct ir_insn *of = definition->of, *value = ir_resolve(definition->value);
        struct ir_slot *slot = slots[of->id];
        if (!slot)
            continue;
        bool in_copy = value->block == definition->copied;
        struct ir_insn *before = in_copy ? value->next : definition->copied->first;
        if (!in_copy && slots[value->id])
            value = access_slot(d, before, slots[value->id], (enum ir_type)value->type, NULL);
        access_slot(d, before, slot, (enum ir_type)of->type, value);
        if (definition->first)
            access_slot(d, after_phis(of->next), slot, (enum ir_type)of->type, of);
    }
}

bool duplicate_end(struct duplicate *d)
{
    if (d->changed) {
        ir_resolve_all(d->function);
        struct ir_slot **slots = find_slots(d, d->function->insn_count);
        load_uses(d, slots, d->function->insn_count);
        store_definitions(d, slots);
        ir_analyse(d->function);
        pass_dce(d->function);
        pass_mem2reg(d->function);
    }
    arena_free(&d->arena);
    return d->changed;
}
