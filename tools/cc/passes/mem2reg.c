/* Slots into values: a slot, or a part of one, that is only read and written at one place and width becomes a value in
 * SSA form.
 *
 * Phis go to the iterated dominance frontier of the writes, for variables that some block reads before it writes them
 * (Cytron and others, TOPLAS 1991; Briggs and others, 1998); dead ones are left to dce. */
#include "ir_debug.h"
#include "passes/passes.h"

#include <stdlib.h>
#include <string.h>

#define NONE      UINT32_MAX
#define PARTS_MAX 1000 /* variables of one slot */

/* A part of a slot that is accessed as one. */
struct variable {
    struct ir_slot *slot;
    int64_t offset;
    uint32_t bytes;
    uint32_t next; /* of the same slot */
    uint8_t type, mem;
    bool bad, global, loaded;
    struct ir_insn *value; /* while renaming: the current one */
    struct ir_insn *undef;
};

/* What renaming has to restore when it leaves a block. */
struct undo {
    uint32_t variable;
    struct ir_insn *value;
};

struct promotion {
    struct ir_function *function;
    struct arena arena;
    struct variable *variables;
    uint32_t count, capacity;
    uint32_t *of_slot; /* by slot: its first variable */
    uint8_t *slot_bad; /* by slot: its address escapes */
    uint32_t *of_insn; /* by instruction: variable of a load, store or phi, plus 1 */
    uint32_t insn_count;
    struct ir_block **frontier_items;
    uint32_t *frontier_first; /* by order of block */
    struct undo *undo;
    uint32_t undo_count, undo_capacity;
};

static uint32_t find_variable(struct promotion *p, struct ir_slot *slot, int64_t offset, const struct ir_insn *access)
{
    uint32_t bytes = ir_mem_bytes((enum ir_mem)access->mem), found = NONE;
    enum ir_type type = ir_mem_type((enum ir_mem)access->mem);
    uint32_t seen = 0;
    for (uint32_t v = p->of_slot[slot->id]; v != NONE; v = p->variables[v].next, seen++) {
        struct variable *variable = &p->variables[v];
        if (variable->offset == offset && variable->bytes == bytes && variable->type == type)
            found = v;
        else if (variable->offset < offset + bytes && offset < variable->offset + variable->bytes)
            p->slot_bad[slot->id] = 1;
    }
    if (found != NONE)
        return found;
    if (offset < 0 || offset + bytes > slot->size_bytes || seen == PARTS_MAX)
        p->slot_bad[slot->id] = 1;
    if (p->count == p->capacity) {
        uint32_t capacity = p->capacity ? p->capacity * 2 : 64;
        p->variables = arena_grow(&p->arena, p->variables, p->count, capacity, sizeof *p->variables);
        p->capacity = capacity;
    }
    p->variables[p->count] = (struct variable){.slot = slot,
                                               .offset = offset,
                                               .bytes = bytes,
                                               .type = (uint8_t)type,
                                               .mem = access->mem,
                                               .next = p->of_slot[slot->id]};
    p->of_slot[slot->id] = p->count;
    return p->count++;
}

static bool is_access(const struct ir_insn *insn)
{
    return (insn->op == IR_LOAD || insn->op == IR_STORE) && ir_resolve(insn->arg[0])->op == IR_SLOT;
}

static void note_access(struct promotion *p, struct ir_insn *insn)
{
    const struct ir_insn *address = ir_resolve(insn->arg[0]);
    if (insn->flags & IR_VOLATILE)
        p->slot_bad[address->u.slot->id] = 1;
    if (p->slot_bad[address->u.slot->id])
        return;
    uint32_t v = find_variable(p, address->u.slot, address->imm + insn->imm, insn);
    p->of_insn[insn->id] = v + 1;
    if (insn->op == IR_LOAD && !p->variables[v].loaded) {
        p->variables[v].loaded = true;
        p->variables[v].mem = insn->mem;
    }
}

/* Slots whose address goes elsewhere than into a load or store. */
static void find_escapes(struct promotion *p)
{
    for (uint32_t b = 0; b < p->function->order_count; b++)
        for (struct ir_insn *insn = p->function->order[b]->first; insn; insn = insn->next)
            for (uint32_t i = is_access(insn) ? 1 : 0; insn->op != IR_COPY && i < insn->arg_count; i++) {
                const struct ir_insn *arg = ir_resolve(insn->arg[i]);
                if (arg->op == IR_SLOT)
                    p->slot_bad[arg->u.slot->id] = 1;
            }
}

static void find_candidates(struct promotion *p)
{
    find_escapes(p);
    for (uint32_t b = 0; b < p->function->order_count; b++)
        for (struct ir_insn *insn = p->function->order[b]->first; insn; insn = insn->next)
            if (is_access(insn))
                note_access(p, insn);
    for (uint32_t v = 0; v < p->count; v++) {
        struct ir_slot *slot = p->variables[v].slot;
        p->variables[v].bad = p->slot_bad[slot->id];
        slot->bound |= !p->variables[v].bad;
    }
}

static uint32_t variable_of(const struct promotion *p, const struct ir_insn *insn)
{
    uint32_t v = insn->id < p->insn_count ? p->of_insn[insn->id] : 0;
    return v && !p->variables[v - 1].bad ? v - 1 : NONE;
}

/* Mark the variables that some block reads before it writes them. */
static void find_global(struct promotion *p)
{
    uint32_t *written = arena_array(&p->arena, p->count, sizeof *written); /* block + 1 */
    for (uint32_t b = 0; b < p->function->order_count; b++)
        for (struct ir_insn *insn = p->function->order[b]->first; insn; insn = insn->next) {
            uint32_t v = insn->op == IR_LOAD || insn->op == IR_STORE ? variable_of(p, insn) : NONE;
            if (v == NONE)
                continue;
            if (insn->op == IR_STORE)
                written[v] = b + 1;
            else if (written[v] != b + 1)
                p->variables[v].global = true;
        }
}

/* ---- Dominance frontiers ---- */

static void find_frontiers(struct promotion *p)
{
    struct ir_function *function = p->function;
    uint32_t count = function->order_count;
    p->frontier_first = arena_array(&p->arena, count + 2, sizeof *p->frontier_first);
    for (unsigned pass = 0; pass < 2; pass++) {
        uint32_t *mark = arena_array(&p->arena, count, sizeof *mark);
        for (uint32_t b = 0; b < count; b++) {
            struct ir_block *block = function->order[b];
            for (uint32_t k = 0; block->pred_count > 1 && k < block->pred_count; k++)
                for (struct ir_block *runner = block->preds[k]; runner && runner != block->idom;
                     runner = runner->idom) {
                    if (mark[runner->order] == b + 1)
                        break;
                    mark[runner->order] = b + 1;
                    if (pass == 0)
                        p->frontier_first[runner->order + 2]++;
                    else
                        p->frontier_items[p->frontier_first[runner->order + 1]++] = block;
                }
        }
        if (pass == 1)
            break;
        for (uint32_t b = 2; b < count + 2; b++)
            p->frontier_first[b] += p->frontier_first[b - 1];
        p->frontier_items = arena_array(&p->arena, p->frontier_first[count + 1] + 1u, sizeof(struct ir_block *));
    }
}

/* Tell debuggers: from before an instruction on the variable is this value. */
static void bind(struct promotion *p, struct ir_insn *before, uint32_t v, struct ir_insn *value, ir_loc loc)
{
    const struct variable *variable = &p->variables[v];
    ir_bind(p->function, before, variable->slot, (uint32_t)variable->offset, variable->bytes, value, loc);
}

/* Where different values meet: a phi, or for a variable that is not read there the word that it is unknown. */
static void insert_phi(struct promotion *p, struct ir_block *block, uint32_t v)
{
    if (!p->variables[v].global) {
        bind(p, block->first, v, NULL, 0);
        return;
    }
    struct ir_insn *phi = ir_insn_new(p->function, IR_PHI, (enum ir_type)p->variables[v].type, block->pred_count);
    phi->u.target = arena_array(&p->function->module->arena, block->pred_count, sizeof *phi->u.target);
    phi->target_count = block->pred_count;
    for (uint32_t i = 0; i < block->pred_count; i++)
        phi->u.target[i] = block->preds[i];
    phi->loc = block->first->loc;
    phi->imm = v;
    ir_insert_before(block->first, phi);
}

/* Blocks that write a variable, as lists. */
struct writes {
    uint32_t *first, *next;
    struct ir_block **block;
    uint32_t count;
};

static struct writes find_writes(struct promotion *p)
{
    struct writes writes = {0};
    writes.first = arena_array(&p->arena, p->count, sizeof *writes.first);
    uint32_t capacity = 0;
    for (uint32_t v = 0; v < p->count; v++)
        writes.first[v] = NONE;
    for (uint32_t b = 0; b < p->function->order_count; b++)
        for (struct ir_insn *insn = p->function->order[b]->first; insn; insn = insn->next) {
            uint32_t v = insn->op == IR_STORE ? variable_of(p, insn) : NONE;
            if (v == NONE || !(p->variables[v].global || p->variables[v].slot->variable))
                continue;
            if (writes.first[v] != NONE && writes.block[writes.first[v]] == p->function->order[b])
                continue;
            if (writes.count == capacity) {
                capacity = capacity ? capacity * 2 : 64;
                writes.next = arena_grow(&p->arena, writes.next, writes.count, capacity, sizeof *writes.next);
                writes.block = arena_grow(&p->arena, writes.block, writes.count, capacity, sizeof(struct ir_block *));
            }
            writes.block[writes.count] = p->function->order[b];
            writes.next[writes.count] = writes.first[v];
            writes.first[v] = writes.count++;
        }
    return writes;
}

static void insert_phis(struct promotion *p)
{
    struct ir_function *function = p->function;
    struct writes writes = find_writes(p);
    struct ir_block **work = arena_array(&p->arena, function->order_count, sizeof(struct ir_block *));
    uint32_t *has_phi = arena_array(&p->arena, function->order_count, sizeof *has_phi);
    uint32_t *queued = arena_array(&p->arena, function->order_count, sizeof *queued);
    for (uint32_t v = 0; v < p->count; v++) {
        uint32_t depth = 0;
        for (uint32_t w = writes.first[v]; w != NONE; w = writes.next[w]) {
            queued[writes.block[w]->order] = v + 1;
            work[depth++] = writes.block[w];
        }
        while (depth > 0) {
            uint32_t at = work[--depth]->order;
            for (uint32_t i = p->frontier_first[at]; i < p->frontier_first[at + 1]; i++) {
                struct ir_block *block = p->frontier_items[i];
                if (has_phi[block->order] == v + 1)
                    continue;
                has_phi[block->order] = v + 1;
                insert_phi(p, block, v);
                if (queued[block->order] != v + 1) {
                    queued[block->order] = v + 1;
                    work[depth++] = block;
                }
            }
        }
    }
}

/* ---- Renaming ---- */

static struct ir_insn *current(struct promotion *p, uint32_t v)
{
    struct variable *variable = &p->variables[v];
    if (variable->value)
        return variable->value;
    if (!variable->undef) {
        struct ir_insn *first = p->function->entry->first;
        variable->undef = ir_make(p->function, first, IR_UNDEF, (enum ir_type)variable->type, NULL, NULL, NULL);
    }
    return variable->undef;
}

static void set_value(struct promotion *p, uint32_t v, struct ir_insn *value)
{
    if (p->undo_count == p->undo_capacity) {
        uint32_t capacity = p->undo_capacity ? p->undo_capacity * 2 : 64;
        p->undo = arena_grow(&p->arena, p->undo, p->undo_count, capacity, sizeof *p->undo);
        p->undo_capacity = capacity;
    }
    p->undo[p->undo_count++] = (struct undo){v, p->variables[v].value};
    p->variables[v].value = value;
}

/* The value as a memory access of this kind would give it back. */
static struct ir_insn *narrowed(struct promotion *p, struct ir_insn *before, struct ir_insn *value, unsigned mem)
{
    static const uint8_t ops[] = {
        [IR_MEM_S8] = IR_SEXT8, [IR_MEM_U8] = IR_ZEXT8, [IR_MEM_S16] = IR_SEXT16, [IR_MEM_U16] = IR_ZEXT16};
    if (mem > IR_MEM_U16 || value->op == ops[mem])
        return value;
    return ir_make(p->function, before, (enum ir_op)ops[mem], IR_I32, value, NULL, NULL);
}

static void rename_insn(struct promotion *p, struct ir_insn *insn)
{
    uint32_t v = variable_of(p, insn);
    if (v == NONE)
        return;
    if (insn->op == IR_LOAD) {
        struct ir_insn *value = current(p, v);
        if (insn->mem != p->variables[v].mem)
            value = narrowed(p, insn, value, insn->mem);
        ir_become_copy(insn, value);
    } else if (insn->op == IR_STORE) {
        set_value(p, v, narrowed(p, insn, ir_resolve(insn->arg[1]), p->variables[v].mem));
        bind(p, insn, v, p->variables[v].value, insn->loc);
        ir_remove(insn);
    }
}

static void rename_block(struct promotion *p, struct ir_block *block)
{
    struct ir_insn *insn = block->first;
    for (; insn && insn->op == IR_PHI; insn = insn->next)
        if (insn->id >= p->insn_count) {
            set_value(p, (uint32_t)insn->imm, insn);
            bind(p, insn, (uint32_t)insn->imm, insn, 0);
        }
    for (struct ir_insn *next; insn; insn = next) {
        next = insn->next;
        rename_insn(p, insn);
    }
    const struct ir_insn *last = block->last;
    for (uint32_t s = 0; s < last->target_count; s++)
        for (struct ir_insn *phi = last->u.target[s]->first; phi && phi->op == IR_PHI; phi = phi->next)
            for (uint32_t i = 0; phi->id >= p->insn_count && i < phi->arg_count; i++)
                if (phi->u.target[i] == block && !phi->arg[i]) {
                    phi->arg[i] = current(p, (uint32_t)phi->imm);
                    break;
                }
}

struct visit {
    struct ir_block *block;
    uint32_t undo_count;
};

/* Walk the dominator tree; children are lists over the reverse postorder. */
static void rename_all(struct promotion *p)
{
    struct ir_function *function = p->function;
    uint32_t count = function->order_count, depth = 0;
    uint32_t *first = arena_array(&p->arena, count, sizeof *first), *next = arena_array(&p->arena, count, sizeof *next);
    struct visit *stack = arena_array(&p->arena, count, sizeof *stack);
    for (uint32_t b = 0; b < count; b++)
        first[b] = NONE;
    for (uint32_t b = count; b-- > 1;) {
        uint32_t parent = function->order[b]->idom->order;
        next[b] = first[parent];
        first[parent] = b;
    }
    stack[depth++] = (struct visit){function->entry, 0};
    rename_block(p, function->entry);
    while (depth > 0) {
        struct visit *top = &stack[depth - 1];
        uint32_t child = first[top->block->order];
        if (child == NONE) {
            depth--;
            while (p->undo_count > top->undo_count) {
                struct undo undo = p->undo[--p->undo_count];
                p->variables[undo.variable].value = undo.value;
            }
            continue;
        }
        first[top->block->order] = next[child];
        stack[depth++] = (struct visit){function->order[child], p->undo_count};
        rename_block(p, function->order[child]);
    }
}

void pass_mem2reg(struct ir_function *function)
{
    struct promotion p = {.function = function, .insn_count = function->insn_count};
    ir_analyse(function);
    p.of_slot = arena_array(&p.arena, function->slot_count, sizeof *p.of_slot);
    for (uint32_t i = 0; i < function->slot_count; i++)
        p.of_slot[i] = NONE;
    p.slot_bad = arena_array(&p.arena, function->slot_count, 1);
    p.of_insn = arena_array(&p.arena, function->insn_count, sizeof *p.of_insn);
    find_candidates(&p);
    find_global(&p);
    find_frontiers(&p);
    insert_phis(&p);
    rename_all(&p);
    ir_resolve_all(function);
    arena_free(&p.arena);
}
