/* __atomic_* and __sync_*: words by the machine's own operations, bytes and half-words by compare-and-swap on the word
 * around them.  Every order is treated as the strongest. */
#include "gen/gen.h"

#include "front/builtin.h"

/* The word that holds a narrower object: its address, and the bits. */
struct around {
    struct ir_insn *word, *shift, *mask; /* mask already in place */
};

static struct ir_insn *word(struct gen *g, int64_t value)
{
    return ir_const(g->f, IR_I32, value);
}

static struct around around(struct gen *g, struct ir_insn *address, uint32_t size_bytes)
{
    struct around a;
    a.word = ir_binary(g->f, IR_AND, address, word(g, -4));
    struct ir_insn *byte = ir_binary(g->f, IR_AND, address, word(g, 3));
    a.shift = ir_binary(g->f, IR_SHL, byte, word(g, 3));
    a.mask = ir_binary(g->f, IR_SHL, word(g, size_bytes == 1 ? 0xff : 0xffff), a.shift);
    return a;
}

/* The object's value out of the word, as its type has it. */
static struct ir_insn *extract(struct gen *g, const struct around *a, struct ir_insn *whole, const struct type *type)
{
    struct type *uint = type_basic(&g->p->types, TYPE_UINT);
    struct ir_insn *value = ir_binary(g->f, IR_SHR, whole, a->shift);
    if (type->kind == TYPE_BOOL)
        return ir_unary(g->f, IR_ZEXT8, value);
    return gen_convert(g, value, uint, type);
}

static struct ir_insn *insert(struct gen *g, const struct around *a, struct ir_insn *whole, struct ir_insn *value)
{
    struct ir_insn *moved = ir_binary(g->f, IR_AND, ir_binary(g->f, IR_SHL, value, a->shift), a->mask);
    struct ir_insn *keep = ir_binary(g->f, IR_XOR, a->mask, word(g, -1));
    struct ir_insn *rest = ir_binary(g->f, IR_AND, whole, keep);
    return ir_binary(g->f, IR_OR, rest, moved);
}

static struct ir_insn *combine(struct gen *g, enum ir_op op, struct ir_insn *old, struct ir_insn *value)
{
    return op == IR_COPY ? value : ir_binary(g->f, op, old, value);
}

/* old = *address; *address = old op value; (op IR_COPY: value) until nobody came between.  Gives old. */
static struct ir_insn *update_by_swap(struct gen *g, struct ir_insn *address, const struct type *type, enum ir_op op,
                                      struct ir_insn *value)
{
    bool narrow = type_size(type) < 4;
    struct around a = {.word = address};
    if (narrow)
        a = around(g, address, type_size(type));
    struct ir_insn *seen = ir_slot_addr(g->f, ir_slot(g->f, 4, 4, NULL), 0);
    struct ir_block *again = ir_block(g->f), *done = ir_block(g->f);
    ir_store(g->f, IR_MEM_32, seen, 0, ir_load(g->f, IR_MEM_32, a.word, 0, 0, true), 0, false);
    ir_place(g->f, again);
    struct ir_insn *whole = ir_load(g->f, IR_MEM_32, seen, 0, 0, false);
    struct ir_insn *old = narrow ? extract(g, &a, whole, type) : whole;
    struct ir_insn *fresh = combine(g, op, old, value);
    if (narrow)
        fresh = insert(g, &a, whole, fresh);
    struct ir_insn *found = ir_cas(g->f, a.word, whole, fresh);
    ir_store(g->f, IR_MEM_32, seen, 0, found, 0, false);
    ir_condbr(g->f, ir_binary(g->f, IR_EQ, found, whole), done, again);
    ir_place(g->f, done);
    return old;
}

static struct ir_insn *update(struct gen *g, struct ir_insn *address, const struct type *type, enum ir_op op,
                              struct ir_insn *value)
{
    if (type_size(type) == 4) {
        switch (op) {
        case IR_COPY: return ir_amo(g->f, IR_AMOSWAP, address, value);
        case IR_ADD: return ir_amo(g->f, IR_AMOADD, address, value);
        case IR_SUB: return ir_amo(g->f, IR_AMOADD, address, ir_binary(g->f, IR_SUB, word(g, 0), value));
        case IR_AND: return ir_amo(g->f, IR_AMOAND, address, value);
        case IR_OR: return ir_amo(g->f, IR_AMOOR, address, value);
        case IR_XOR: return ir_amo(g->f, IR_AMOXOR, address, value);
        default: break;
        }
    }
    return update_by_swap(g, address, type, op, value);
}

struct ir_insn *gen_atomic_update(struct gen *g, const struct place *place, enum ir_op op, struct ir_insn *value,
                                  bool old)
{
    struct ir_insn *before = update(g, gen_address(g, place), place->type, op, value);
    return old ? before : ir_binary(g->f, op, before, value);
}

/* Compare and swap: gives what was found. */
static struct ir_insn *swap(struct gen *g, struct ir_insn *address, const struct type *type, struct ir_insn *expected,
                            struct ir_insn *desired)
{
    if (type_size(type) == 4)
        return ir_cas(g->f, address, expected, desired);
    struct around a = around(g, address, type_size(type));
    struct ir_insn *kept = ir_slot_addr(g->f, ir_slot(g->f, 4, 4, NULL), 0);
    struct ir_block *again = ir_block(g->f), *attempt = ir_block(g->f), *done = ir_block(g->f);
    ir_place(g->f, again);
    struct ir_insn *whole = ir_load(g->f, IR_MEM_32, a.word, 0, 0, true);
    struct ir_insn *old = extract(g, &a, whole, type);
    ir_store(g->f, IR_MEM_32, kept, 0, old, 0, false);
    ir_condbr(g->f, ir_binary(g->f, IR_EQ, old, expected), attempt, done);
    ir_place(g->f, attempt);
    struct ir_insn *found = ir_cas(g->f, a.word, whole, insert(g, &a, whole, desired));
    ir_condbr(g->f, ir_binary(g->f, IR_EQ, found, whole), done, again);
    ir_place(g->f, done);
    return ir_load(g->f, IR_MEM_32, kept, 0, 0, false);
}

/* expected is a pointer: it gets what was found when that differs. */
static struct ir_insn *compare_exchange(struct gen *g, const struct expr *expr, struct ir_insn *address,
                                        struct type *type)
{
    struct place place = gen_at(gen_value(g, expr->arguments[1]), type);
    struct ir_insn *desired = gen_value(g, expr->arguments[2]);
    struct ir_insn *expected = gen_load(g, &place);
    struct ir_insn *found = swap(g, address, type, expected, desired);
    struct ir_insn *same = ir_binary(g->f, IR_EQ, found, expected);
    gen_store(g, &place, found);
    return same;
}

static enum ir_op operation(unsigned builtin, bool *gives_new)
{
    *gives_new = false;
    switch (builtin) {
    case BUILTIN_ATOMIC_ADD_FETCH:
    case BUILTIN_SYNC_ADD_FETCH: *gives_new = true; return IR_ADD;
    case BUILTIN_ATOMIC_SUB_FETCH:
    case BUILTIN_SYNC_SUB_FETCH: *gives_new = true; return IR_SUB;
    case BUILTIN_ATOMIC_AND_FETCH:
    case BUILTIN_SYNC_AND_FETCH: *gives_new = true; return IR_AND;
    case BUILTIN_ATOMIC_OR_FETCH:
    case BUILTIN_SYNC_OR_FETCH: *gives_new = true; return IR_OR;
    case BUILTIN_ATOMIC_XOR_FETCH:
    case BUILTIN_SYNC_XOR_FETCH: *gives_new = true; return IR_XOR;
    case BUILTIN_ATOMIC_FETCH_ADD:
    case BUILTIN_SYNC_FETCH_ADD: return IR_ADD;
    case BUILTIN_ATOMIC_FETCH_SUB:
    case BUILTIN_SYNC_FETCH_SUB: return IR_SUB;
    case BUILTIN_ATOMIC_FETCH_AND:
    case BUILTIN_SYNC_FETCH_AND: return IR_AND;
    case BUILTIN_ATOMIC_FETCH_OR:
    case BUILTIN_SYNC_FETCH_OR: return IR_OR;
    case BUILTIN_ATOMIC_FETCH_XOR:
    case BUILTIN_SYNC_FETCH_XOR: return IR_XOR;
    default: return IR_COPY;
    }
}

static void fence(struct gen *g)
{
    ir_plain(g->f, IR_FENCE, 0);
}

static struct ir_insn *store(struct gen *g, struct place *place, struct ir_insn *value)
{
    fence(g);
    gen_store(g, place, value);
    fence(g);
    return NULL;
}

struct ir_insn *gen_atomic(struct gen *g, const struct expr *expr)
{
    unsigned builtin = expr->builtin;
    bool gives_new;
    if (builtin == BUILTIN_ATOMIC_THREAD_FENCE || builtin == BUILTIN_ATOMIC_SIGNAL_FENCE ||
        builtin == BUILTIN_SYNC_SYNCHRONIZE) {
        fence(g);
        return NULL;
    }
    struct type *type = expr->arguments[0]->type->base;
    struct place place = gen_at(gen_value(g, expr->arguments[0]), type);
    place.is_volatile = true;
    struct ir_insn *value;
    switch (builtin) {
    case BUILTIN_ATOMIC_LOAD_N:
        value = gen_load(g, &place);
        fence(g);
        return value;
    case BUILTIN_ATOMIC_STORE_N: return store(g, &place, gen_value(g, expr->arguments[1]));
    case BUILTIN_ATOMIC_CLEAR:
    case BUILTIN_SYNC_LOCK_RELEASE: return store(g, &place, gen_integer(g, type, 0));
    case BUILTIN_ATOMIC_TEST_AND_SET:
        value = update(g, place.address, type, IR_COPY, word(g, 1));
        return ir_binary(g->f, IR_NE, value, word(g, 0));
    case BUILTIN_ATOMIC_COMPARE_EXCHANGE_N: return compare_exchange(g, expr, place.address, type);
    case BUILTIN_SYNC_BOOL_COMPARE_SWAP:
    case BUILTIN_SYNC_VAL_COMPARE_SWAP: {
        struct ir_insn *expected = gen_value(g, expr->arguments[1]), *desired = gen_value(g, expr->arguments[2]);
        value = swap(g, place.address, type, expected, desired);
        return builtin == BUILTIN_SYNC_VAL_COMPARE_SWAP ? value : ir_binary(g->f, IR_EQ, value, expected);
    }
    default: break;
    }
    enum ir_op op = operation(builtin, &gives_new);
    value = gen_value(g, expr->arguments[1]);
    struct ir_insn *old = update(g, place.address, type, op, value);
    return gives_new ? gen_convert(g, ir_binary(g->f, op, old, value), type_basic(&g->p->types, TYPE_INT), type) : old;
}
