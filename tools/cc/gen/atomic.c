/* _Atomic objects, __atomic_* and __sync_*: words by the machine's own operations, bytes and half-words by
 * compare-and-swap on the word around them, all else by the runtime, under a lock (tools/rt/atomic.c).  Every order is
 * treated as the strongest. */
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

static void fence(struct gen *g)
{
    ir_plain(g->f, IR_FENCE, 0);
}

/* ---- An object that is lock-free, as an integer of its size ---- */

static struct type *integer_view(struct gen *g, struct type *type)
{
    if (!type_is_record(type) && !type_is_floating(type))
        return type;
    uint32_t size = type_size(type);
    return type_basic(&g->p->types, size == 1 ? TYPE_UCHAR : size == 2 ? TYPE_USHORT : TYPE_UINT);
}

static struct ir_insn *to_bits(struct gen *g, struct ir_insn *value, struct type *type)
{
    if (type_is_floating(type))
        return ir_convert(g->f, IR_BITS, IR_I32, value);
    if (!type_is_record(type))
        return value;
    struct place place = gen_at(value, type);
    return gen_load_small(g, &place, type_size(type));
}

static struct ir_insn *from_bits(struct gen *g, struct ir_insn *bits, struct type *type)
{
    if (type_is_floating(type))
        return ir_convert(g->f, IR_BITS, IR_F32, bits);
    if (!type_is_record(type))
        return bits;
    struct place place = gen_temporary(g, type_plain(type), NULL);
    gen_store_small(g, &place, bits, type_size(type));
    return gen_address(g, &place);
}

/* ---- The runtime's functions ---- */

/* The value in memory: what the runtime is given the address of. */
static struct place in_memory(struct gen *g, struct ir_insn *value, struct type *type)
{
    struct place place = gen_temporary(g, type_plain(type), NULL);
    if (value)
        gen_store(g, &place, value);
    return place;
}

/* name(size, object, values...) */
static struct ir_insn *call_runtime(struct gen *g, const char *name, const struct place *object,
                                    const struct place *first, const struct place *second)
{
    struct symbol *symbol = intern_find(g->p->names, name)->symbol;
    struct ir_insn *arguments[4] = {word(g, type_size(object->type)), gen_address(g, object), gen_address(g, first)};
    if (second)
        arguments[3] = gen_address(g, second);
    enum ir_type result = symbol->type->base->kind == TYPE_VOID ? IR_VOID : IR_I32;
    return ir_call(g->f, result, symbol_ir(g->p, symbol), arguments, second ? 4 : 3);
}

/* ---- Reading, writing, changing ---- */

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

/* Compare and swap of integers that are lock-free: gives what was found. */
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

struct ir_insn *gen_atomic_load(struct gen *g, const struct place *place)
{
    struct place from = *place;
    struct type *type = place->type;
    if (!type_is_lock_free(type)) {
        struct place value = in_memory(g, NULL, type);
        call_runtime(g, "__builtin___peach_atomic_load", place, &value, NULL);
        return gen_load(g, &value);
    }
    from.is_volatile = true;
    from.type = type_is_record(type) ? integer_view(g, type) : type;
    struct ir_insn *value = gen_load(g, &from);
    fence(g);
    return type_is_record(type) ? from_bits(g, value, type) : value;
}

void gen_atomic_store(struct gen *g, const struct place *place, struct ir_insn *value)
{
    struct place to = *place;
    struct type *type = place->type;
    if (!type_is_lock_free(type)) {
        struct place from = in_memory(g, value, type);
        call_runtime(g, "__builtin___peach_atomic_store", place, &from, NULL);
        return;
    }
    to.is_volatile = true;
    if (type_is_record(type)) {
        value = to_bits(g, value, type);
        to.type = integer_view(g, type);
    }
    fence(g);
    gen_store(g, &to, value);
    fence(g);
}

/* The object becomes desired when it equals what is in expected, which else gets what was found.  Gives whether. */
static struct ir_insn *compare_exchange(struct gen *g, const struct place *place, const struct place *expected,
                                        struct ir_insn *desired)
{
    struct type *type = place->type;
    if (!type_is_lock_free(type)) {
        struct place from = in_memory(g, desired, type);
        struct symbol *symbol = intern_find(g->p->names, "__builtin___peach_atomic_compare_exchange")->symbol;
        struct ir_insn *arguments[] = {word(g, type_size(type)), gen_address(g, place), gen_address(g, expected),
                                       gen_address(g, &from)};
        return ir_call(g->f, IR_I32, symbol_ir(g->p, symbol), arguments, 4);
    }
    struct ir_insn *wanted = to_bits(g, gen_load(g, expected), type);
    struct ir_insn *found = swap(g, gen_address(g, place), integer_view(g, type), wanted, to_bits(g, desired, type));
    struct ir_insn *same = ir_binary(g->f, IR_EQ, found, wanted);
    struct ir_block *failed = ir_block(g->f), *done = ir_block(g->f);
    ir_condbr(g->f, same, done, failed);
    ir_place(g->f, failed); /* only now: on success somebody else may own the memory that holds expected */
    gen_store(g, expected, from_bits(g, found, type));
    ir_place(g->f, done);
    return same;
}

static struct ir_insn *exchange(struct gen *g, const struct place *place, struct ir_insn *value)
{
    struct type *type = place->type;
    if (!type_is_lock_free(type)) {
        struct place from = in_memory(g, value, type), old = in_memory(g, NULL, type);
        call_runtime(g, "__builtin___peach_atomic_exchange", place, &from, &old);
        return gen_load(g, &old);
    }
    struct ir_insn *bits = to_bits(g, value, type), *address = gen_address(g, place);
    bits = type_size(type) == 4 ? ir_amo(g->f, IR_AMOSWAP, address, bits)
                                : update_by_swap(g, address, integer_view(g, type), IR_COPY, bits);
    return from_bits(g, bits, type);
}

/* The object takes on a new value computed from its old one, as often as others come between.  Begun by begin_change:
 * gives the old value; ended by end_change. */
struct change {
    struct place seen;
    struct ir_block *again;
};

static struct ir_insn *begin_change(struct gen *g, const struct place *place, struct change *change)
{
    change->seen = in_memory(g, gen_atomic_load(g, place), place->type);
    change->again = ir_block(g->f);
    ir_place(g->f, change->again);
    return gen_load(g, &change->seen);
}

static void end_change(struct gen *g, const struct place *place, struct change *change, struct ir_insn *fresh)
{
    struct ir_block *done = ir_block(g->f);
    ir_condbr(g->f, compare_exchange(g, place, &change->seen, fresh), done, change->again);
    ir_place(g->f, done);
}

/* object = object op value, of an integer or pointer.  Gives the old value. */
static struct ir_insn *update(struct gen *g, const struct place *place, enum ir_op op, bool inverted,
                              struct ir_insn *value)
{
    struct type *type = place->type;
    struct ir_insn *address = gen_address(g, place);
    if (type_is_lock_free(type) && type_size(type) == 4 && !inverted) {
        switch (op) {
        case IR_ADD: return ir_amo(g->f, IR_AMOADD, address, value);
        case IR_SUB: return ir_amo(g->f, IR_AMOADD, address, ir_binary(g->f, IR_SUB, word(g, 0), value));
        case IR_AND: return ir_amo(g->f, IR_AMOAND, address, value);
        case IR_OR: return ir_amo(g->f, IR_AMOOR, address, value);
        case IR_XOR: return ir_amo(g->f, IR_AMOXOR, address, value);
        default: break;
        }
    }
    if (type_is_lock_free(type) && !inverted)
        return update_by_swap(g, address, type, op, value);
    struct change change;
    struct ir_insn *old = begin_change(g, place, &change);
    struct ir_insn *fresh = ir_binary(g->f, op, old, value);
    if (inverted)
        fresh = ir_binary(g->f, IR_XOR, fresh, ir_const(g->f, gen_type(type), -1));
    end_change(g, place, &change, fresh);
    return old;
}

/* The machine's operation that does the same, on integers of 32 bits and their lower parts; IR_COPY: none. */
static enum ir_op machine_operation(enum expr_op op)
{
    switch (op) {
    case EXPR_ADD:
    case EXPR_POINTER_ADD: return IR_ADD;
    case EXPR_SUB:
    case EXPR_POINTER_SUB: return IR_SUB;
    case EXPR_AND: return IR_AND;
    case EXPR_OR: return IR_OR;
    case EXPR_XOR: return IR_XOR;
    default: return IR_COPY;
    }
}

struct ir_insn *gen_atomic_assign_operation(struct gen *g, const struct expr *expr)
{
    const struct type *operand = expr->operand_type;
    struct place place = gen_place(g, expr->left);
    enum expr_op op = (enum expr_op)expr->operation;
    struct ir_insn *right = gen_right_value(g, op, operand, expr->right);
    bool integer = gen_type(operand) == IR_I32 && gen_type(place.type) == IR_I32 && place.type->kind != TYPE_BOOL;
    if (integer && machine_operation(op) != IR_COPY) {
        struct ir_insn *before = update(g, &place, machine_operation(op), false, right);
        if (expr->op == EXPR_POST_OP)
            return before;
        return gen_convert(g, gen_operation(g, op, operand, before, right), operand, expr->type);
    }
    struct change change;
    struct ir_insn *old = begin_change(g, &place, &change);
    struct ir_insn *fresh = gen_convert(g, old, place.type, operand);
    fresh = gen_convert(g, gen_operation(g, op, operand, fresh, right), operand, expr->type);
    end_change(g, &place, &change, fresh);
    return expr->op == EXPR_POST_OP ? old : fresh;
}

/* ---- Built-in functions ---- */

/* expected is a pointer: it gets what was found when that differs. */
static struct ir_insn *builtin_compare_exchange(struct gen *g, const struct expr *expr, const struct place *place)
{
    struct place expected = gen_at(gen_value(g, expr->arguments[1]), type_plain(place->type));
    struct ir_insn *desired = gen_value(g, expr->arguments[2]);
    if (expr->builtin == BUILTIN_ATOMIC_COMPARE_EXCHANGE) {
        struct place from = gen_at(desired, type_plain(place->type));
        desired = gen_load(g, &from);
    }
    return compare_exchange(g, place, &expected, desired);
}

static struct ir_insn *builtin_swap(struct gen *g, const struct expr *expr, const struct place *place)
{
    struct ir_insn *wanted = gen_value(g, expr->arguments[1]), *desired = gen_value(g, expr->arguments[2]);
    struct place expected = in_memory(g, wanted, place->type);
    struct ir_insn *same = compare_exchange(g, place, &expected, desired);
    return expr->builtin == BUILTIN_SYNC_VAL_COMPARE_SWAP ? gen_load(g, &expected) : same;
}

/* exchange, load and store with all values in memory. */
static struct ir_insn *builtin_generic(struct gen *g, const struct expr *expr, const struct place *place)
{
    struct type *type = type_plain(place->type);
    struct place first = gen_at(gen_value(g, expr->arguments[1]), type);
    if (expr->builtin == BUILTIN_ATOMIC_LOAD) {
        gen_store(g, &first, gen_atomic_load(g, place));
    } else if (expr->builtin == BUILTIN_ATOMIC_STORE) {
        gen_atomic_store(g, place, gen_load(g, &first));
    } else {
        struct place old = gen_at(gen_value(g, expr->arguments[2]), type);
        gen_store(g, &old, exchange(g, place, gen_load(g, &first)));
    }
    return NULL;
}

static enum ir_op operation(unsigned builtin, bool *gives_new, bool *inverted)
{
    *gives_new = (builtin >= BUILTIN_ATOMIC_ADD_FETCH && builtin <= BUILTIN_ATOMIC_NAND_FETCH) ||
                 (builtin >= BUILTIN_SYNC_ADD_FETCH && builtin <= BUILTIN_SYNC_NAND_FETCH);
    *inverted = false;
    switch (builtin) {
    case BUILTIN_ATOMIC_ADD_FETCH:
    case BUILTIN_SYNC_ADD_FETCH:
    case BUILTIN_ATOMIC_FETCH_ADD:
    case BUILTIN_SYNC_FETCH_ADD: return IR_ADD;
    case BUILTIN_ATOMIC_SUB_FETCH:
    case BUILTIN_SYNC_SUB_FETCH:
    case BUILTIN_ATOMIC_FETCH_SUB:
    case BUILTIN_SYNC_FETCH_SUB: return IR_SUB;
    case BUILTIN_ATOMIC_OR_FETCH:
    case BUILTIN_SYNC_OR_FETCH:
    case BUILTIN_ATOMIC_FETCH_OR:
    case BUILTIN_SYNC_FETCH_OR: return IR_OR;
    case BUILTIN_ATOMIC_XOR_FETCH:
    case BUILTIN_SYNC_XOR_FETCH:
    case BUILTIN_ATOMIC_FETCH_XOR:
    case BUILTIN_SYNC_FETCH_XOR: return IR_XOR;
    case BUILTIN_ATOMIC_NAND_FETCH:
    case BUILTIN_SYNC_NAND_FETCH:
    case BUILTIN_ATOMIC_FETCH_NAND:
    case BUILTIN_SYNC_FETCH_NAND: *inverted = true; return IR_AND;
    default: return IR_AND;
    }
}

static struct ir_insn *builtin_update(struct gen *g, const struct expr *expr, const struct place *place)
{
    bool gives_new, inverted;
    enum ir_op op = operation(expr->builtin, &gives_new, &inverted);
    struct type *type = place->type;
    struct ir_insn *value = gen_value(g, expr->arguments[1]);
    struct ir_insn *old = update(g, place, op, inverted, value);
    if (!gives_new)
        return old;
    struct ir_insn *fresh = ir_binary(g->f, op, old, value);
    if (inverted)
        fresh = ir_binary(g->f, IR_XOR, fresh, ir_const(g->f, gen_type(type), -1));
    bool narrow = type_size(type) < 4;
    return narrow ? gen_convert(g, fresh, type_basic(&g->p->types, TYPE_INT), type) : fresh;
}

struct ir_insn *gen_atomic(struct gen *g, const struct expr *expr)
{
    unsigned builtin = expr->builtin;
    if (builtin == BUILTIN_ATOMIC_THREAD_FENCE || builtin == BUILTIN_ATOMIC_SIGNAL_FENCE ||
        builtin == BUILTIN_SYNC_SYNCHRONIZE) {
        fence(g);
        return NULL;
    }
    struct type *type = expr->arguments[0]->type->base;
    struct place place = gen_at(gen_value(g, expr->arguments[0]), type);
    place.is_volatile = true;
    switch (builtin) {
    case BUILTIN_ATOMIC_LOAD_N: return gen_atomic_load(g, &place);
    case BUILTIN_ATOMIC_STORE_N: gen_atomic_store(g, &place, gen_value(g, expr->arguments[1])); return NULL;
    case BUILTIN_ATOMIC_CLEAR:
    case BUILTIN_SYNC_LOCK_RELEASE: gen_atomic_store(g, &place, gen_integer(g, type, 0)); return NULL;
    case BUILTIN_ATOMIC_TEST_AND_SET: return ir_binary(g->f, IR_NE, exchange(g, &place, word(g, 1)), word(g, 0));
    case BUILTIN_ATOMIC_EXCHANGE_N:
    case BUILTIN_SYNC_LOCK_TEST_SET: return exchange(g, &place, gen_value(g, expr->arguments[1]));
    case BUILTIN_ATOMIC_LOAD:
    case BUILTIN_ATOMIC_STORE:
    case BUILTIN_ATOMIC_EXCHANGE: return builtin_generic(g, expr, &place);
    case BUILTIN_ATOMIC_COMPARE_EXCHANGE:
    case BUILTIN_ATOMIC_COMPARE_EXCHANGE_N: return builtin_compare_exchange(g, expr, &place);
    case BUILTIN_SYNC_BOOL_COMPARE_SWAP:
    case BUILTIN_SYNC_VAL_COMPARE_SWAP: return builtin_swap(g, expr, &place);
    default: return builtin_update(g, expr, &place);
    }
}
