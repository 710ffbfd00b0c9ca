/* Legalisation: i64 values become pairs of i32, misaligned accesses are taken apart, what the machine has not becomes a
 * call of the runtime, and arguments and parameters get their places. */
#include "ir_debug.h"
#include "target/abi.h"
#include "target/passes.h"

#include <string.h>

struct pair {
    struct ir_insn *lo, *hi;
};

struct legalize {
    struct ir_function *function;
    struct arena scratch;
    struct pair *pairs; /* by instruction id, of i64 values */
    uint32_t pair_count;
    struct ir_insn *at; /* new instructions go in front of this one */
};

static struct pair pair_of(struct legalize *legal, struct ir_insn *value)
{
    return legal->pairs[ir_resolve(value)->id];
}

/* Whether a value is, or was before its legalisation, an i64. */
static bool is_pair(const struct legalize *legal, const struct ir_insn *value)
{
    return value->type == IR_I64 || (value->id < legal->pair_count && legal->pairs[value->id].lo);
}

static enum ir_type type_of(const struct legalize *legal, const struct ir_insn *value)
{
    return is_pair(legal, value) ? IR_I64 : (enum ir_type)value->type;
}

static void set_pair(struct legalize *legal, struct ir_insn *insn, struct ir_insn *lo, struct ir_insn *hi)
{
    legal->pairs[insn->id] = (struct pair){lo, hi};
}

static struct ir_insn *op1(struct legalize *legal, enum ir_op op, struct ir_insn *a)
{
    return ir_make(legal->function, legal->at, op, IR_I32, a, NULL, NULL);
}

static struct ir_insn *op2(struct legalize *legal, enum ir_op op, struct ir_insn *a, struct ir_insn *b)
{
    return ir_make(legal->function, legal->at, op, IR_I32, a, b, NULL);
}

static struct ir_insn *word(struct legalize *legal, int64_t value)
{
    return ir_make_const(legal->function, legal->at, IR_I32, value);
}

static struct ir_insn *pick(struct legalize *legal, struct ir_insn *condition, struct ir_insn *a, struct ir_insn *b)
{
    return ir_make(legal->function, legal->at, IR_SELECT, IR_I32, condition, a, b);
}

/* ---- Calls of the runtime ---- */

static struct ir_symbol *runtime_symbol(struct ir_module *module, const char *name)
{
    for (struct ir_symbol *symbol = module->symbols; symbol; symbol = symbol->next)
        if (symbol->name && strcmp(symbol->name, name) == 0)
            return symbol;
    return ir_symbol(module, name, IR_GLOBAL);
}

/* Fill in where the arguments go; types are those before legalisation. */
static void place_arguments(struct legalize *legal, struct ir_call *call, const uint8_t *types, uint32_t count)
{
    struct abi_walk walk = {0};
    struct abi_place *places = arena_array(&legal->function->module->arena, (size_t)count * 2, sizeof *places);
    uint32_t filled = 0;
    for (uint32_t i = 0; i < count; i++)
        filled += abi_next(&walk, (enum ir_type)types[i], call->variadic && i >= call->named, places + filled);
    call->places = places;
    call->stack_bytes = walk.stack_bytes;
}

/* The words of a list of arguments; returns how many there are. */
static uint32_t flatten(struct legalize *legal, struct ir_insn *const *args, uint32_t count, struct ir_insn **flat)
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

/* The instruction becomes a call of a runtime function with its arguments. */
static void to_runtime(struct legalize *legal, struct ir_insn *insn, const char *name)
{
    struct ir_insn *flat[4];
    uint8_t types[2];
    for (uint32_t i = 0; i < insn->arg_count; i++)
        types[i] = (uint8_t)type_of(legal, ir_resolve(insn->arg[i]));
    uint32_t count = flatten(legal, insn->arg, insn->arg_count, flat);
    enum ir_type type = insn->type == IR_I64 ? IR_I32 : (enum ir_type)insn->type;
    struct ir_insn *call = ir_insn_new(legal->function, IR_CALL, type, count);
    memcpy(call->arg, flat, count * sizeof *flat);
    call->loc = insn->loc;
    call->u.call = arena_alloc(&legal->function->module->arena, sizeof *call->u.call);
    call->u.call->callee = runtime_symbol(legal->function->module, name);
    call->u.call->named = insn->arg_count;
    place_arguments(legal, call->u.call, types, insn->arg_count);
    ir_insert_before(insn, call);
    if (insn->type == IR_I64) {
        struct ir_insn *hi = op1(legal, IR_RESULT, call);
        hi->imm = 1;
        set_pair(legal, insn, call, hi);
    } else {
        ir_become_copy(insn, call);
    }
}

/* ---- Arithmetic on pairs ---- */

static void add_sub(struct legalize *legal, struct ir_insn *insn, struct pair a, struct pair b)
{
    struct ir_insn *lo = op2(legal, (enum ir_op)insn->op, a.lo, b.lo);
    struct ir_insn *carry = insn->op == IR_ADD ? op2(legal, IR_LTU, lo, b.lo) : op2(legal, IR_LTU, a.lo, b.lo);
    struct ir_insn *hi = op2(legal, (enum ir_op)insn->op, a.hi, b.hi);
    set_pair(legal, insn, lo, op2(legal, (enum ir_op)insn->op, hi, carry));
}

static void multiply(struct legalize *legal, struct ir_insn *insn, struct pair a, struct pair b)
{
    const struct ir_insn *x = ir_resolve(insn->arg[0]), *y = ir_resolve(insn->arg[1]);
    struct ir_insn *lo = op2(legal, IR_MUL, a.lo, b.lo);
    if (x->op == IR_SEXT && y->op == IR_SEXT) {
        set_pair(legal, insn, lo, op2(legal, IR_MULH, a.lo, b.lo));
        return;
    }
    struct ir_insn *hi = op2(legal, IR_MULHU, a.lo, b.lo);
    if (y->op != IR_ZEXT)
        hi = op2(legal, IR_ADD, hi, op2(legal, IR_MUL, a.lo, b.hi));
    if (x->op != IR_ZEXT)
        hi = op2(legal, IR_ADD, hi, op2(legal, IR_MUL, a.hi, b.lo));
    set_pair(legal, insn, lo, hi);
}

/* Shift by a constant. */
static void shift_constant(struct legalize *legal, struct ir_insn *insn, struct pair a, unsigned count)
{
    enum ir_op op = (enum ir_op)insn->op;
    struct ir_insn *near = op == IR_SHL ? a.lo : a.hi, *far = op == IR_SHL ? a.hi : a.lo;
    struct ir_insn *filler = op == IR_SAR ? op2(legal, IR_SAR, a.hi, word(legal, 31)) : word(legal, 0);
    enum ir_op back = op == IR_SHL ? IR_SHR : IR_SHL, forth = op == IR_SHL ? IR_SHL : IR_SHR;
    struct ir_insn *new_near, *new_far;
    if (count == 0) {
        new_near = near;
        new_far = far;
    } else if (count < 32) {
        struct ir_insn *moved = op2(legal, back, near, word(legal, 32 - (int)count));
        new_far = op2(legal, IR_OR, op2(legal, forth, far, word(legal, count)), moved);
        new_near = op2(legal, op, near, word(legal, count));
    } else {
        new_far = count == 32 ? near : op2(legal, op, near, word(legal, (int)count - 32));
        new_near = filler;
    }
    if (op == IR_SHL)
        set_pair(legal, insn, new_near, new_far);
    else
        set_pair(legal, insn, new_far, new_near);
}

/* Shift by a variable count; near is the word that loses bits to the far one. */
static void shift_variable(struct legalize *legal, struct ir_insn *insn, struct pair a, struct ir_insn *count)
{
    enum ir_op op = (enum ir_op)insn->op;
    struct ir_insn *near = op == IR_SHL ? a.lo : a.hi, *far = op == IR_SHL ? a.hi : a.lo;
    enum ir_op back = op == IR_SHL ? IR_SHR : IR_SHL, forth = op == IR_SHL ? IR_SHL : IR_SHR;
    struct ir_insn *filler = op == IR_SAR ? op2(legal, IR_SAR, a.hi, word(legal, 31)) : word(legal, 0);
    struct ir_insn *whole = op2(legal, IR_AND, count, word(legal, 32));
    struct ir_insn *inverse = op2(legal, IR_XOR, count, word(legal, 31));
    struct ir_insn *moved = op2(legal, back, op2(legal, back, near, word(legal, 1)), inverse);
    struct ir_insn *shifted = op2(legal, op, near, count);
    struct ir_insn *joined = op2(legal, IR_OR, op2(legal, forth, far, count), moved);
    struct ir_insn *new_far = pick(legal, whole, shifted, joined);
    struct ir_insn *new_near = pick(legal, whole, filler, shifted);
    if (op == IR_SHL)
        set_pair(legal, insn, new_near, new_far);
    else
        set_pair(legal, insn, new_far, new_near);
}

static void shift(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]);
    struct ir_insn *count = ir_resolve(insn->arg[1]);
    if (count->op == IR_CONST)
        shift_constant(legal, insn, a, (unsigned)count->imm & 63);
    else
        shift_variable(legal, insn, a, count);
}

/* Rotation: two shifts of the halves, exchanged when the count has bit 5. */
static void rotate(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]);
    struct ir_insn *count = ir_resolve(insn->arg[1]);
    struct ir_insn *whole = op2(legal, IR_AND, count, word(legal, 32));
    struct ir_insn *lo = pick(legal, whole, a.hi, a.lo), *hi = pick(legal, whole, a.lo, a.hi);
    struct ir_insn *inverse = op2(legal, IR_XOR, count, word(legal, 31)), *one = word(legal, 1);
    struct ir_insn *to_lo = op2(legal, IR_SHL, op2(legal, IR_SHL, hi, one), inverse);
    struct ir_insn *to_hi = op2(legal, IR_SHL, op2(legal, IR_SHL, lo, one), inverse);
    to_lo = op2(legal, IR_OR, op2(legal, IR_SHR, lo, count), to_lo);
    to_hi = op2(legal, IR_OR, op2(legal, IR_SHR, hi, count), to_hi);
    set_pair(legal, insn, to_lo, to_hi);
}

static void compare(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]), b = pair_of(legal, insn->arg[1]);
    enum ir_op op = (enum ir_op)insn->op;
    if (op == IR_EQ || op == IR_NE) {
        struct ir_insn *low = op2(legal, IR_XOR, a.lo, b.lo), *high = op2(legal, IR_XOR, a.hi, b.hi);
        struct ir_insn *differ = op2(legal, IR_OR, low, high);
        ir_become_copy(insn, op2(legal, op, differ, word(legal, 0)));
        return;
    }
    bool is_signed = op == IR_LT || op == IR_LE;
    struct ir_insn *low = op2(legal, op == IR_LT || op == IR_LTU ? IR_LTU : IR_LEU, a.lo, b.lo);
    struct ir_insn *high = op2(legal, is_signed ? IR_LT : IR_LTU, a.hi, b.hi);
    ir_become_copy(insn, pick(legal, op2(legal, IR_EQ, a.hi, b.hi), low, high));
}

static void count_bits(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]);
    enum ir_op op = (enum ir_op)insn->op;
    if (op == IR_POPCNT) {
        struct ir_insn *low = op1(legal, op, a.lo), *high = op1(legal, op, a.hi);
        ir_become_copy(insn, op2(legal, IR_ADD, low, high));
        return;
    }
    struct ir_insn *first = op == IR_CLZ ? a.hi : a.lo, *second = op == IR_CLZ ? a.lo : a.hi;
    struct ir_insn *beyond = op1(legal, op, second);
    beyond = op2(legal, IR_ADD, beyond, word(legal, 32));
    ir_become_copy(insn, pick(legal, first, op1(legal, op, first), beyond));
}

/* ---- Memory ---- */

static struct ir_insn *part_load(struct legalize *legal, struct ir_insn *insn, enum ir_mem mem, int32_t offset)
{
    struct ir_insn *load = op1(legal, IR_LOAD, insn->arg[0]);
    load->mem = (uint8_t)mem;
    load->imm = insn->imm + offset;
    load->align = offset & 7 ? (uint8_t)(offset & -offset & 7) : 8;
    if (load->align > insn->align)
        load->align = insn->align;
    load->flags = insn->flags;
    load->alias = insn->alias;
    load->record = insn->record;
    load->member = (uint16_t)(insn->member + offset);
    return load;
}

static void part_store(struct legalize *legal, struct ir_insn *insn, enum ir_mem mem, int32_t offset,
                       struct ir_insn *value)
{
    struct ir_insn *store = ir_make(legal->function, legal->at, IR_STORE, IR_VOID, insn->arg[0], value, NULL);
    store->mem = (uint8_t)mem;
    store->imm = insn->imm + offset;
    store->align = offset & 7 ? (uint8_t)(offset & -offset & 7) : 8;
    if (store->align > insn->align)
        store->align = insn->align;
    store->flags = insn->flags;
    store->alias = insn->alias;
    store->record = insn->record;
    store->member = (uint16_t)(insn->member + offset);
}

/* Load `bytes` (2 or 4) from an address whose alignment does not allow it at once; the highest part by mem `top`. */
static struct ir_insn *assemble(struct legalize *legal, struct ir_insn *insn, int32_t offset, int32_t bytes,
                                enum ir_mem top)
{
    int32_t step = insn->align >= 2 ? 2 : 1;
    struct ir_insn *sum = part_load(legal, insn, step == 2 ? IR_MEM_U16 : IR_MEM_U8, offset);
    for (int32_t done = step; done < bytes; done += step) {
        enum ir_mem mem = done + step == bytes ? top : step == 2 ? IR_MEM_U16 : IR_MEM_U8;
        struct ir_insn *part = part_load(legal, insn, mem, offset + done);
        sum = op2(legal, IR_OR, sum, op2(legal, IR_SHL, part, word(legal, done * 8)));
    }
    return sum;
}

static struct ir_insn *load_word(struct legalize *legal, struct ir_insn *insn, int32_t offset)
{
    if (insn->align >= 4)
        return part_load(legal, insn, IR_MEM_32, offset);
    return assemble(legal, insn, offset, 4, insn->align >= 2 ? IR_MEM_U16 : IR_MEM_U8);
}

static void store_parts(struct legalize *legal, struct ir_insn *insn, int32_t offset, int32_t bytes,
                        struct ir_insn *value)
{
    int32_t step = insn->align >= bytes ? bytes : insn->align >= 4 ? 4 : insn->align;
    enum ir_mem mem = step == 4 ? IR_MEM_32 : step == 2 ? IR_MEM_U16 : IR_MEM_U8;
    for (int32_t done = 0; done < bytes; done += step) {
        struct ir_insn *part = done ? op2(legal, IR_SHR, value, word(legal, done * 8)) : value;
        part_store(legal, insn, mem, offset + done, part);
    }
}

static struct ir_insn *make_f64(struct legalize *legal, struct ir_insn *lo, struct ir_insn *hi)
{
    return ir_make(legal->function, legal->at, IR_FPAIR, IR_F64, lo, hi, NULL);
}

static struct ir_insn *make_f32(struct legalize *legal, struct ir_insn *bits)
{
    return ir_make(legal->function, legal->at, IR_BITS, IR_F32, bits, NULL, NULL);
}

static void load(struct legalize *legal, struct ir_insn *insn)
{
    enum ir_mem mem = (enum ir_mem)insn->mem;
    if (mem == IR_MEM_64) {
        struct ir_insn *lo = load_word(legal, insn, 0);
        set_pair(legal, insn, lo, load_word(legal, insn, 4));
        return;
    }
    if (insn->align >= ir_mem_bytes(mem))
        return;
    struct ir_insn *value;
    if (mem == IR_MEM_F64) {
        struct ir_insn *lo = load_word(legal, insn, 0);
        value = make_f64(legal, lo, load_word(legal, insn, 4));
    } else if (mem == IR_MEM_S16 || mem == IR_MEM_U16) {
        value = assemble(legal, insn, 0, 2, mem == IR_MEM_S16 ? IR_MEM_S8 : IR_MEM_U8);
    } else {
        value = load_word(legal, insn, 0);
        if (mem == IR_MEM_F32)
            value = make_f32(legal, value);
    }
    ir_become_copy(insn, value);
}

/* True when the store has been replaced. */
static bool store(struct legalize *legal, struct ir_insn *insn)
{
    enum ir_mem mem = (enum ir_mem)insn->mem;
    struct ir_insn *value = ir_resolve(insn->arg[1]);
    if (mem == IR_MEM_64) {
        struct pair pair = pair_of(legal, value);
        store_parts(legal, insn, 0, 4, pair.lo);
        store_parts(legal, insn, 4, 4, pair.hi);
        return true;
    }
    int32_t bytes = (int32_t)ir_mem_bytes(mem);
    if (insn->align >= bytes)
        return false;
    if (mem == IR_MEM_F64) {
        store_parts(legal, insn, 0, 4, op1(legal, IR_FLO, value));
        store_parts(legal, insn, 4, 4, op1(legal, IR_FHI, value));
    } else {
        store_parts(legal, insn, 0, bytes, mem == IR_MEM_F32 ? op1(legal, IR_BITS, value) : value);
    }
    return true;
}

/* ---- Blocks of memory ---- */

#define INLINE_ACCESSES 16 /* a block of more than so many accesses goes to memcpy or memset */

static struct ir_insn *access_part(struct legalize *legal, struct ir_insn *insn, enum ir_op op, struct ir_insn *address,
                                   struct ir_insn *value, int32_t offset, int32_t bytes)
{
    struct ir_insn *part =
        ir_make(legal->function, legal->at, op, op == IR_LOAD ? IR_I32 : IR_VOID, address, value, NULL);
    part->mem = (uint8_t)(bytes == 4 ? IR_MEM_32 : bytes == 2 ? IR_MEM_U16 : IR_MEM_U8);
    part->imm = offset;
    part->align = insn->align == 8 && offset % 8 == 0 ? 8 : (uint8_t)bytes;
    part->flags = insn->flags;
    return part;
}

static void block_call(struct legalize *legal, struct ir_insn *insn, const char *name, struct ir_insn *second)
{
    static const uint8_t types[] = {IR_I32, IR_I32, IR_I32};
    struct ir_insn *arg[] = {insn->arg[0], second, word(legal, insn->imm)};
    struct ir_insn *made = ir_make(legal->function, insn, IR_CALL, IR_I32, arg[0], arg[1], arg[2]);
    made->u.call = arena_alloc(&legal->function->module->arena, sizeof *made->u.call);
    made->u.call->callee = runtime_symbol(legal->function->module, name);
    made->u.call->named = 3;
    place_arguments(legal, made->u.call, types, 3);
}

static void block_access(struct legalize *legal, struct ir_insn *insn)
{
    bool copy = insn->op == IR_BLKCOPY;
    int32_t step = insn->align >= 4 ? 4 : insn->align;
    if (insn->imm / step > INLINE_ACCESSES) {
        block_call(legal, insn, copy ? "memcpy" : "memset", copy ? insn->arg[1] : word(legal, 0));
        return;
    }
    struct ir_insn *value[2] = {NULL, NULL};
    int32_t size = (int32_t)insn->imm;
    for (int32_t offset = 0; offset < size;) {
        int32_t at[2], bytes[2], parts = 0;
        for (; parts < 2 && offset < size; parts++) {
            for (bytes[parts] = step; bytes[parts] > size - offset;)
                bytes[parts] /= 2;
            at[parts] = offset;
            value[parts] =
                copy ? access_part(legal, insn, IR_LOAD, insn->arg[1], NULL, offset, bytes[parts]) : word(legal, 0);
            offset += bytes[parts];
        }
        for (int32_t i = 0; i < parts; i++)
            access_part(legal, insn, IR_STORE, insn->arg[0], value[i], at[i], bytes[i]);
    }
}

/* ---- Calls, parameters, returns ---- */

static void call(struct legalize *legal, struct ir_insn *insn)
{
    struct arena *arena = &legal->function->module->arena;
    uint32_t first = insn->u.call->callee ? 0 : 1, count = insn->arg_count - first;
    uint8_t *types = arena_array(&legal->scratch, count, 1);
    for (uint32_t i = 0; i < count; i++)
        types[i] = (uint8_t)type_of(legal, ir_resolve(insn->arg[first + i]));
    place_arguments(legal, insn->u.call, types, count);
    struct ir_insn **flat = arena_array(arena, (size_t)count * 2 + 1, sizeof *flat);
    if (first)
        flat[0] = ir_resolve(insn->arg[0]);
    insn->arg_count = first + flatten(legal, insn->arg + first, count, flat + first);
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
    insn->arg_count = flatten(legal, insn->arg, insn->arg_count, flat);
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

/* ---- Instructions with i64 ---- */

static void convert(struct legalize *legal, struct ir_insn *insn)
{
    struct ir_insn *a = ir_resolve(insn->arg[0]);
    bool single = insn->type == IR_F32 || a->type == IR_F32;
    switch ((enum ir_op)insn->op) {
    case IR_SEXT: set_pair(legal, insn, a, op2(legal, IR_SAR, a, word(legal, 31))); return;
    case IR_ZEXT: set_pair(legal, insn, a, word(legal, 0)); return;
    case IR_TRUNC: ir_become_copy(insn, pair_of(legal, a).lo); return;
    case IR_STOF: to_runtime(legal, insn, single ? "__floatdisf" : "__floatdidf"); return;
    case IR_UTOF: to_runtime(legal, insn, single ? "__floatundisf" : "__floatundidf"); return;
    case IR_FTOS: to_runtime(legal, insn, single ? "__fixsfdi" : "__fixdfdi"); return;
    case IR_FTOU: to_runtime(legal, insn, single ? "__fixunssfdi" : "__fixunsdfdi"); return;
    default: /* bits */
        if (insn->type == IR_F64) {
            struct pair words = pair_of(legal, a);
            ir_become_copy(insn, make_f64(legal, words.lo, words.hi));
        } else {
            struct ir_insn *low = op1(legal, IR_FLO, a), *high = op1(legal, IR_FHI, a);
            set_pair(legal, insn, low, high);
        }
    }
}

static void arithmetic(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a = pair_of(legal, insn->arg[0]), b = {NULL, NULL};
    struct ir_insn *low;
    if (insn->arg_count > 1 && is_pair(legal, ir_resolve(insn->arg[1])))
        b = pair_of(legal, insn->arg[1]);
    switch ((enum ir_op)insn->op) {
    case IR_ADD:
    case IR_SUB: add_sub(legal, insn, a, b); return;
    case IR_MUL: multiply(legal, insn, a, b); return;
    case IR_DIV: to_runtime(legal, insn, "__divdi3"); return;
    case IR_DIVU: to_runtime(legal, insn, "__udivdi3"); return;
    case IR_REM: to_runtime(legal, insn, "__moddi3"); return;
    case IR_REMU: to_runtime(legal, insn, "__umoddi3"); return;
    case IR_SHL:
    case IR_SHR:
    case IR_SAR: shift(legal, insn); return;
    case IR_ROTR: rotate(legal, insn); return;
    case IR_BSWAP:
        low = op1(legal, IR_BSWAP, a.hi);
        set_pair(legal, insn, low, op1(legal, IR_BSWAP, a.lo));
        return;
    default: /* and or xor */
        low = op2(legal, (enum ir_op)insn->op, a.lo, b.lo);
        set_pair(legal, insn, low, op2(legal, (enum ir_op)insn->op, a.hi, b.hi));
    }
}

static void legalize_wide(struct legalize *legal, struct ir_insn *insn)
{
    struct pair a, b;
    struct ir_insn *low;
    switch ((enum ir_op)insn->op) {
    case IR_CONST:
        low = word(legal, insn->imm);
        set_pair(legal, insn, low, word(legal, insn->imm >> 32));
        return;
    case IR_UNDEF:
        low = ir_make(legal->function, insn, IR_UNDEF, IR_I32, NULL, NULL, NULL);
        set_pair(legal, insn, low, ir_make(legal->function, insn, IR_UNDEF, IR_I32, NULL, NULL, NULL));
        return;
    case IR_SELECT:
        a = pair_of(legal, insn->arg[1]);
        b = pair_of(legal, insn->arg[2]);
        low = pick(legal, insn->arg[0], a.lo, b.lo);
        set_pair(legal, insn, low, pick(legal, insn->arg[0], a.hi, b.hi));
        return;
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_LTU:
    case IR_LEU: compare(legal, insn); return;
    case IR_CLZ:
    case IR_CTZ:
    case IR_POPCNT: count_bits(legal, insn); return;
    case IR_SEXT:
    case IR_ZEXT:
    case IR_TRUNC:
    case IR_STOF:
    case IR_UTOF:
    case IR_FTOS:
    case IR_FTOU:
    case IR_BITS: convert(legal, insn); return;
    default: arithmetic(legal, insn);
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
    case IR_LOAD: load(legal, insn); return;
    case IR_STORE:
        if (store(legal, insn))
            ir_remove(insn);
        return;
    case IR_BLKCOPY:
    case IR_BLKZERO:
        block_access(legal, insn);
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
