/* Value numbering: every instruction is folded (fold.h) and looked up among the equal ones that dominate it; loads are
 * matched with what is known of memory along ways that have no joins. */
#include "passes/fold.h"

#include <string.h>

#define FOLD_ROUNDS 4
#define KNOWN_MAX   24 /* words of memory remembered at a time */

/* The value of memory at base + offset, as an access of this kind gives it. */
struct known {
    struct ir_insn *base, *value;
    int64_t offset;
    uint8_t mem;
    uint16_t alias;
};

struct memory {
    struct known known[KNOWN_MAX];
    uint32_t count;
};

struct numbering {
    struct ir_function *function;
    struct arena arena;
    struct ir_insn **table; /* hash table with open addressing */
    uint32_t capacity, count;
    struct memory memory;
    struct memory **at_end; /* by block order: for successors without other predecessors */
    uint8_t *escapes;       /* by slot: its address is used for more than loads and stores */
};

static uint32_t hash_insn(const struct ir_insn *insn)
{
    uint64_t hash = (uint64_t)insn->op * 31 + insn->type;
    hash = (hash ^ (uint64_t)insn->imm) * 0x9e3779b97f4a7c15u;
    if (insn->op == IR_ADDR || insn->op == IR_SLOT)
        hash ^= (uint64_t)(uintptr_t)insn->u.symbol * 0xff51afd7ed558ccdu;
    for (uint32_t i = 0; i < insn->arg_count; i++)
        hash = (hash ^ insn->arg[i]->id) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

static bool same(const struct ir_insn *a, const struct ir_insn *b)
{
    if (a->op != b->op || a->type != b->type || a->imm != b->imm || a->arg_count != b->arg_count)
        return false;
    if ((a->op == IR_ADDR || a->op == IR_SLOT) && a->u.symbol != b->u.symbol)
        return false;
    for (uint32_t i = 0; i < a->arg_count; i++)
        if (a->arg[i] != b->arg[i])
            return false;
    return true;
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
        uint32_t place = hash_insn(old[i]) & (n->capacity - 1);
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
    uint32_t place = hash_insn(insn) & (n->capacity - 1);
    for (; n->table[place]; place = (place + 1) & (n->capacity - 1)) {
        struct ir_insn *other = n->table[place];
        if (!same(other, insn))
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

static bool is_private(const struct numbering *n, const struct ir_insn *base)
{
    return base->op == IR_SLOT && !n->escapes[base->u.slot->id];
}

static bool is_object(const struct ir_insn *base)
{
    return base->op == IR_SLOT || (base->op == IR_ADDR && base->u.symbol->kind == IR_DATA);
}

/* Whether two accesses may touch the same byte. */
static bool may_overlap(const struct numbering *n, const struct known *known, const struct ir_insn *base,
                        int64_t offset, uint32_t bytes, uint16_t alias)
{
    if (known->base == base)
        return offset < known->offset + ir_mem_bytes((enum ir_mem)known->mem) && known->offset < offset + bytes;
    if (is_object(base) && is_object(known->base))
        return base->op == known->base->op && base->u.symbol == known->base->u.symbol;
    if (is_private(n, base) || is_private(n, known->base))
        return false;
    return !alias || !known->alias || alias == known->alias;
}

static void forget(struct numbering *n, const struct ir_insn *base, int64_t offset, uint32_t bytes, uint16_t alias)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n->memory.count; i++)
        if (!may_overlap(n, &n->memory.known[i], base, offset, bytes, alias))
            n->memory.known[kept++] = n->memory.known[i];
    n->memory.count = kept;
}

/* Something unknown writes: only objects that nobody else knows keep their value. */
static void forget_shared(struct numbering *n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n->memory.count; i++)
        if (is_private(n, n->memory.known[i].base))
            n->memory.known[kept++] = n->memory.known[i];
    n->memory.count = kept;
}

static void remember(struct numbering *n, const struct ir_insn *access, struct ir_insn *value)
{
    if (n->memory.count == KNOWN_MAX) {
        memmove(n->memory.known, n->memory.known + 1, (KNOWN_MAX - 1) * sizeof *n->memory.known);
        n->memory.count--;
    }
    n->memory.known[n->memory.count++] = (struct known){access->arg[0], value, access->imm, access->mem, access->alias};
}

static struct ir_insn *known_value(const struct numbering *n, const struct ir_insn *load)
{
    for (uint32_t i = n->memory.count; i-- > 0;) {
        const struct known *known = &n->memory.known[i];
        if (known->base == load->arg[0] && known->offset == load->imm && known->mem == load->mem)
            return known->value;
    }
    return NULL;
}

static struct ir_insn *number_load(struct numbering *n, struct ir_insn *load)
{
    if (load->flags & IR_VOLATILE)
        return NULL;
    struct ir_insn *value = known_value(n, load);
    if (!value)
        remember(n, load, load);
    return value;
}

static void number_store(struct numbering *n, struct ir_insn *store)
{
    forget(n, store->arg[0], store->imm, ir_mem_bytes((enum ir_mem)store->mem), store->alias);
    if (!(store->flags & IR_VOLATILE) && store->mem > IR_MEM_U16)
        remember(n, store, store->arg[1]);
}

/* ---- The walk ---- */

static struct ir_insn *number(struct numbering *n, struct ir_insn *insn)
{
    unsigned flags = ir_ops[insn->op].flags;
    if (insn->op == IR_LOAD)
        return number_load(n, insn);
    if (insn->op == IR_STORE)
        number_store(n, insn);
    else if (insn->op == IR_BLKCOPY || insn->op == IR_BLKZERO)
        forget(n, insn->arg[0], 0, (uint32_t)insn->imm, 0);
    else if ((flags & IR_WRITE) && !(insn->op == IR_ASM && !insn->u.assembly->memory))
        forget_shared(n);
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
    struct ir_insn *equal = number(n, insn);
    if (equal)
        ir_become_copy(insn, equal);
}

static void find_escapes(struct numbering *n)
{
    n->escapes = arena_array(&n->arena, n->function->slot_count, 1);
    for (uint32_t b = 0; b < n->function->order_count; b++)
        for (struct ir_insn *insn = n->function->order[b]->first; insn; insn = insn->next) {
            bool access = insn->op == IR_LOAD || insn->op == IR_STORE || insn->op == IR_BLKZERO;
            for (uint32_t i = access ? 1 : 0; i < insn->arg_count; i++) {
                const struct ir_insn *arg = ir_resolve(insn->arg[i]);
                if (arg->op == IR_SLOT && insn->op != IR_BLKCOPY)
                    n->escapes[arg->u.slot->id] = 1;
            }
        }
}

static void start_block(struct numbering *n, const struct ir_block *block)
{
    const struct memory *before = NULL;
    if (block->pred_count == 1)
        before = n->at_end[block->preds[0]->order];
    if (before)
        n->memory = *before;
    else
        n->memory.count = 0;
}

static void end_block(struct numbering *n, const struct ir_block *block)
{
    bool wanted = false;
    for (uint32_t s = 0; s < block->last->target_count; s++)
        wanted |= block->last->u.target[s]->pred_count == 1;
    if (!wanted)
        return;
    n->at_end[block->order] = arena_alloc(&n->arena, sizeof(struct memory));
    *n->at_end[block->order] = n->memory;
}

void pass_gvn(struct ir_function *function)
{
    struct numbering n = {.function = function};
    ir_analyse(function);
    n.at_end = arena_array(&n.arena, function->order_count, sizeof *n.at_end);
    find_escapes(&n);
    for (uint32_t b = 0; b < function->order_count; b++) {
        struct ir_block *block = function->order[b];
        start_block(&n, block);
        for (struct ir_insn *insn = block->first, *next; insn; insn = next) {
            next = insn->next;
            visit(&n, insn, 0);
        }
        end_block(&n, block);
    }
    ir_resolve_all(function);
    arena_free(&n.arena);
}
