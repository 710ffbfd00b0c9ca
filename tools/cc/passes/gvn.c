/* Value numbering: every instruction is folded (fold.h) and looked up among the equal ones that dominate it; loads are
 * equal when they read the same state of memory (memory.h), and take the value of a store that made it. */
#include "passes/fold.h"
#include "passes/memory.h"

#include <string.h>

#define FOLD_ROUNDS 4

struct numbering {
    struct ir_function *function;
    struct arena arena;
    struct ir_insn **table; /* hash table with open addressing */
    uint32_t capacity, count;
    struct memory memory;
    struct memory_state *state; /* by load: what it reads */
};

static uint32_t hash_insn(const struct numbering *n, const struct ir_insn *insn)
{
    uint64_t hash = (uint64_t)insn->op * 31 + insn->type;
    hash = (hash ^ (uint64_t)insn->imm) * 0x9e3779b97f4a7c15u;
    if (insn->op == IR_ADDR || insn->op == IR_SLOT)
        hash ^= (uint64_t)(uintptr_t)insn->u.symbol * 0xff51afd7ed558ccdu;
    if (insn->op == IR_LOAD) {
        const struct memory_state *state = &n->state[insn->id];
        hash = (hash ^ (state->writer ? state->writer->id : ~state->start->id)) * 0xff51afd7ed558ccdu + insn->mem;
    }
    for (uint32_t i = 0; i < insn->arg_count; i++)
        hash = (hash ^ insn->arg[i]->id) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

static bool same_load(const struct numbering *n, const struct ir_insn *a, const struct ir_insn *b)
{
    const struct memory_state *x = &n->state[a->id], *y = &n->state[b->id];
    return a->mem == b->mem && x->writer == y->writer && x->start == y->start;
}

static bool same(const struct numbering *n, const struct ir_insn *a, const struct ir_insn *b)
{
    if (a->op != b->op || a->type != b->type || a->imm != b->imm || a->arg_count != b->arg_count)
        return false;
    if ((a->op == IR_ADDR || a->op == IR_SLOT) && a->u.symbol != b->u.symbol)
        return false;
    for (uint32_t i = 0; i < a->arg_count; i++)
        if (a->arg[i] != b->arg[i])
            return false;
    return a->op != IR_LOAD || same_load(n, a, b);
}

static void grow(struct numbering *n)
{
    struct ir_insn **old = n->table;
    uint32_t old_capacity = n->capacity;
    n->capacity = old_capacity ? old_capacity * 2 : 256;
    n->table = arena_array(&n->arena, n->capacity, sizeof *n->table);
    for (uint32_t i = 0; i < old_capacity; i++) {
        if (!old[i])
            continue;
        uint32_t place = hash_insn(n, old[i]) & (n->capacity - 1);
        while (n->table[place])
            place = (place + 1) & (n->capacity - 1);
        n->table[place] = old[i];
    }
}

/* The equal instruction that dominates this one; otherwise this one is entered. */
static struct ir_insn *find_equal(struct numbering *n, struct ir_insn *insn)
{
    if (n->count * 2 >= n->capacity)
        grow(n);
    uint32_t place = hash_insn(n, insn) & (n->capacity - 1);
    for (; n->table[place]; place = (place + 1) & (n->capacity - 1)) {
        struct ir_insn *other = n->table[place];
        if (!same(n, other, insn))
            continue;
        if (ir_dominates(other->block, insn->block))
            return other;
        n->table[place] = insn; /* later ones are dominated by the newer one, if at all */
        return NULL;
    }
    n->table[place] = insn;
    n->count++;
    return NULL;
}

/* ---- Memory ---- */

/* What a load of this kind makes of the value in memory. */
static struct ir_insn *as_loaded(struct numbering *n, struct ir_insn *load, struct ir_insn *value)
{
    static const uint8_t ops[] = {
        [IR_MEM_S8] = IR_SEXT8, [IR_MEM_U8] = IR_ZEXT8, [IR_MEM_S16] = IR_SEXT16, [IR_MEM_U16] = IR_ZEXT16};
    if (load->mem <= IR_MEM_U16)
        return ir_make(n->function, load, (enum ir_op)ops[load->mem], IR_I32, value, NULL, NULL);
    if (value->type != load->type)
        return ir_make(n->function, load, IR_BITS, (enum ir_type)load->type, value, NULL, NULL);
    return value;
}

/* The value that the writer has left in the place, or NULL when that is not known. */
static struct ir_insn *written_value(struct numbering *n, const struct ir_insn *writer, struct ir_insn *load,
                                     const struct alias_place *place)
{
    if (!writer || (writer->op != IR_STORE && writer->op != IR_BLKZERO) || (writer->flags & IR_VOLATILE))
        return NULL;
    struct alias_place written = alias_place(writer);
    if (!alias_covers(&written, place))
        return NULL;
    if (writer->op == IR_BLKZERO)
        return ir_make_const(n->function, load, (enum ir_type)load->type, 0);
    if (written.bytes != place->bytes)
        return NULL;
    return as_loaded(n, load, ir_resolve(writer->arg[1]));
}

static uint64_t little_endian(const uint8_t *bytes, uint32_t count)
{
    uint64_t value = 0;
    for (uint32_t i = count; i-- > 0;)
        value = value << 8 | bytes[i];
    return value;
}

/* The value of a piece of a constant object. */
static struct ir_insn *constant_value(struct numbering *n, struct ir_insn *load, const struct alias_place *place)
{
    if (!alias_is_safe(place) || place->object->op != IR_ADDR)
        return NULL;
    const struct ir_symbol *symbol = place->object->u.symbol;
    if (symbol->kind != IR_DATA || !symbol->read_only || symbol->section || symbol->tls)
        return NULL;
    uint32_t offset = (uint32_t)place->offset;
    for (const struct ir_reloc *reloc = symbol->relocs; reloc; reloc = reloc->next) {
        if (reloc->offset >= offset + place->bytes || offset >= reloc->offset + 4)
            continue;
        if (reloc->offset != offset || load->mem != IR_MEM_32)
            return NULL;
        struct ir_insn *address = ir_make(n->function, load, IR_ADDR, IR_I32, NULL, NULL, NULL);
        address->u.symbol = reloc->symbol;
        address->imm = reloc->addend;
        return address;
    }
    uint64_t bits = symbol->bytes ? little_endian(symbol->bytes + offset, place->bytes) : 0;
    int64_t value = (int64_t)bits;
    switch ((enum ir_mem)load->mem) {
    case IR_MEM_S8: value = (int8_t)bits; break;
    case IR_MEM_S16: value = (int16_t)bits; break;
    case IR_MEM_32: value = (int32_t)(uint32_t)bits; break;
    default: break;
    }
    return ir_make_const(n->function, load, (enum ir_type)load->type, value);
}

static struct ir_insn *number_load(struct numbering *n, struct ir_insn *load)
{
    if ((load->flags & IR_VOLATILE) || load->id >= n->memory.insn_count)
        return NULL;
    struct alias_place place = alias_place(load);
    struct ir_insn *value = constant_value(n, load, &place);
    if (value)
        return value;
    n->state[load->id] = memory_read(&n->memory, load, &place);
    value = written_value(n, n->state[load->id].writer, load, &place);
    return value ? value : find_equal(n, load);
}

/* ---- The walk ---- */

static struct ir_insn *number(struct numbering *n, struct ir_insn *insn)
{
    unsigned flags = ir_ops[insn->op].flags;
    if (insn->op == IR_LOAD)
        return number_load(n, insn);
    if (!(flags & IR_PURE) || insn->op == IR_PARAM || insn->op == IR_RESULT || insn->op == IR_UNDEF)
        return NULL;
    return find_equal(n, insn);
}

static void visit(struct numbering *n, struct ir_insn *insn, unsigned depth)
{
    for (uint32_t i = 0; i < insn->arg_count; i++)
        insn->arg[i] = ir_resolve(insn->arg[i]);
    if (insn->op == IR_COPY || insn->op == IR_NOP)
        return;
    for (unsigned round = 0; round < FOLD_ROUNDS && depth < FOLD_ROUNDS; round++) {
        struct ir_insn *before = insn->prev;
        struct ir_insn *simpler = fold_insn(n->function, insn);
        /* What folding has made stands in front, in order. */
        for (struct ir_insn *made = before ? before->next : insn->block->first; made != insn; made = made->next)
            visit(n, made, depth + 1);
        for (uint32_t i = 0; i < insn->arg_count; i++)
            insn->arg[i] = ir_resolve(insn->arg[i]);
        if (simpler) {
            ir_become_copy(insn, ir_resolve(simpler));
            return;
        }
        if (insn->prev == before)
            break;
    }
    struct ir_insn *before = insn->prev, *equal = number(n, insn);
    for (struct ir_insn *made = before ? before->next : insn->block->first; made != insn; made = made->next)
        visit(n, made, depth + 1);
    if (equal)
        ir_become_copy(insn, ir_resolve(equal));
}

void pass_gvn(struct ir_function *function)
{
    struct numbering n = {.function = function};
    ir_analyse(function);
    memory_init(&n.memory, function, &n.arena);
    n.state = arena_array(&n.arena, function->insn_count, sizeof *n.state);
    for (uint32_t b = 0; b < function->order_count; b++) {
        struct ir_block *block = function->order[b];
        for (struct ir_insn *insn = block->first, *next; insn; insn = next) {
            next = insn->next;
            visit(&n, insn, 0);
        }
    }
    ir_resolve_all(function);
    arena_free(&n.arena);
}
