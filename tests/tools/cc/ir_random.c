/* Writes a random program as IR text:  ir_random SEED > program.ir
 *
 * It looks like what a front end makes: variables in slots, structured control flow, calls of earlier functions.  main
 * calls each function and compares the result with what ir_eval has found; it returns the number of the first that
 * differs, 0 when all agree.  The program ends in time, whatever the values are. */
#include <stdlib.h>
#include <string.h>

#include "ir_eval.h"

#define FUNCTIONS   12
#define VARIABLES   12
#define ARRAY_WORDS 16
#define STEPS       20000000

static uint64_t state;

static uint32_t pick(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 16) % limit);
}

struct generator {
    struct ir_module *module;
    struct ir_function *f;
    struct ir_function *functions[FUNCTIONS];
    struct ir_symbol *global;
    struct ir_slot *variable[VARIABLES];
    uint8_t type[VARIABLES], mem[VARIABLES];
    struct ir_slot *array;
    unsigned current, budget, loops;
    bool runtime; /* operations that call the runtime, too */
};

static struct ir_insn *expression(struct generator *g, enum ir_type type, unsigned depth);

static int64_t random_constant(enum ir_type type)
{
    static const int64_t corners[] = {
        0,         1,           -1,   2,     7,     8,      31,    32,    63,        127,       128,
        -128,      255,         256,  32767, 32768, -32768, 65535, 65536, INT32_MAX, INT32_MIN, 0x7fffffffffffffff,
        INT64_MIN, 0x100000000, 1000, 3,     5,     9,      -7};
    int64_t value =
        pick(3) ? corners[pick(sizeof corners / sizeof *corners)] : (int64_t)((uint64_t)pick(~0u) << 32 | pick(~0u));
    return type == IR_I32 ? (int32_t)value : value;
}

static struct ir_insn *leaf(struct generator *g, enum ir_type type)
{
    if (pick(3) == 0) {
        if (type == IR_F64)
            return ir_f64(g->f, (double)(int32_t)pick(2000) - 1000.5);
        if (type == IR_F32)
            return ir_f32(g->f, (float)(int32_t)pick(2000) - 1000.25f);
        return ir_const(g->f, type, random_constant(type));
    }
    if (type == IR_I32 && pick(4) == 0) {
        struct ir_insn *base = pick(2) ? ir_slot_addr(g->f, g->array, 0) : ir_addr(g->f, g->global, 0);
        if (pick(2))
            return ir_load(g->f, (enum ir_mem)pick(5), base, (int32_t)pick(ARRAY_WORDS) * 4, 0, false);
        struct ir_insn *index =
            ir_binary(g->f, IR_AND, expression(g, IR_I32, 1), ir_const(g->f, IR_I32, ARRAY_WORDS - 1));
        index = ir_binary(g->f, IR_SHL, index, ir_const(g->f, IR_I32, 2));
        return ir_load(g->f, IR_MEM_32, ir_binary(g->f, IR_ADD, base, index), 0, 0, false);
    }
    for (unsigned tries = 0; tries < 40; tries++) {
        unsigned v = pick(VARIABLES);
        if (g->type[v] == type)
            return ir_load(g->f, (enum ir_mem)g->mem[v], ir_slot_addr(g->f, g->variable[v], 0), 0, 0, false);
    }
    return type == IR_F32 ? ir_f32(g->f, 1) : type == IR_F64 ? ir_f64(g->f, 2) : ir_const(g->f, type, 3);
}

static struct ir_insn *call(struct generator *g, unsigned callee)
{
    struct ir_insn *args[64];
    struct ir_function *target = g->functions[callee];
    for (uint32_t i = 0; i < target->param_count; i++)
        args[i] = expression(g, (enum ir_type)target->params[i], 1);
    return ir_call(g->f, (enum ir_type)target->result, target->symbol, args, target->param_count);
}

static struct ir_insn *convert(struct generator *g, enum ir_type type, unsigned depth)
{
    struct ir_function *f = g->f;
    switch (type) {
    case IR_I32: {
        static const uint8_t ops[] = {IR_SEXT8, IR_SEXT16, IR_ZEXT8, IR_ZEXT16, IR_CLZ, IR_CTZ, IR_POPCNT, IR_BSWAP};
        switch (pick(6)) {
        case 0: return ir_convert(f, IR_TRUNC, IR_I32, expression(g, IR_I64, depth));
        case 1:
            return ir_convert(f, pick(2) ? IR_FTOS : IR_FTOU, IR_I32, expression(g, pick(2) ? IR_F32 : IR_F64, depth));
        case 2: return ir_convert(f, pick(2) ? IR_CLZ : IR_POPCNT, IR_I32, expression(g, IR_I64, depth));
        case 3: return ir_convert(f, IR_BITS, IR_I32, expression(g, IR_F32, depth));
        default: return ir_unary(f, (enum ir_op)ops[pick(sizeof ops)], expression(g, IR_I32, depth));
        }
    }
    case IR_I64:
        if (pick(8) == 0)
            return ir_convert(f, IR_BITS, IR_I64, expression(g, IR_F64, depth));
        if (pick(8) == 0)
            return ir_unary(f, IR_BSWAP, expression(g, IR_I64, depth));
        if (g->runtime && pick(4) == 0)
            return ir_convert(f, pick(2) ? IR_FTOS : IR_FTOU, IR_I64, expression(g, pick(2) ? IR_F32 : IR_F64, depth));
        return ir_convert(f, pick(2) ? IR_SEXT : IR_ZEXT, IR_I64, expression(g, IR_I32, depth));
    default:
        switch (pick(4)) {
        case 0: return ir_convert(f, IR_FCVT, type, expression(g, type == IR_F32 ? IR_F64 : IR_F32, depth));
        case 1: return ir_unary(f, pick(2) ? IR_NEG : IR_FABS, expression(g, type, depth));
        case 2:
            if (g->runtime)
                return ir_convert(f, pick(2) ? IR_STOF : IR_UTOF, type, expression(g, IR_I64, depth));
            return ir_unary(f, IR_SQRT, expression(g, type, depth));
        default: return ir_convert(f, pick(2) ? IR_STOF : IR_UTOF, type, expression(g, IR_I32, depth));
        }
    }
}

static struct ir_insn *expression(struct generator *g, enum ir_type type, unsigned depth)
{
    static const uint8_t int_ops[] = {IR_ADD, IR_SUB, IR_MUL, IR_AND, IR_OR, IR_XOR, IR_SHL, IR_SHR, IR_SAR, IR_ROTR};
    static const uint8_t division[] = {IR_DIV, IR_DIVU, IR_REM, IR_REMU};
    static const uint8_t compares[] = {IR_EQ, IR_NE, IR_LT, IR_LE, IR_LTU, IR_LEU};
    bool is_int = type == IR_I32 || type == IR_I64;
    if (depth == 0 || pick(5) == 0)
        return leaf(g, type);
    depth--;
    switch (pick(10)) {
    case 0: return convert(g, type, depth);
    case 1:
        return ir_select(g->f, expression(g, IR_I32, depth), expression(g, type, depth), expression(g, type, depth));
    case 2:
        if (type == IR_I32) {
            enum ir_type of = (enum ir_type)(IR_I32 + pick(4));
            enum ir_op op = (enum ir_op)compares[pick(of == IR_I32 || of == IR_I64 ? 6 : 4)];
            struct ir_insn *a = expression(g, of, depth);
            return ir_binary(g->f, op, a, expression(g, of, depth));
        }
        break;
    case 3:
        if (is_int && (type == IR_I32 || g->runtime)) {
            struct ir_insn *a = expression(g, type, depth);
            return ir_binary(g->f, (enum ir_op)division[pick(4)], a, expression(g, type, depth));
        }
        break;
    default: break;
    }
    struct ir_insn *a = expression(g, type, depth);
    if (!is_int)
        return ir_binary(g->f, (enum ir_op)(pick(4) ? IR_ADD + pick(3) : IR_DIV), a, expression(g, type, depth));
    enum ir_op op = (enum ir_op)int_ops[pick(sizeof int_ops)];
    bool shift = op >= IR_SHL && op <= IR_ROTR;
    return ir_binary(g->f, op, a, expression(g, shift ? IR_I32 : type, depth));
}

/* ---- Statements ---- */

static void statements(struct generator *g, unsigned count, unsigned depth);

static void assign(struct generator *g)
{
    unsigned v = pick(VARIABLES);
    struct ir_insn *value = expression(g, (enum ir_type)g->type[v], 3);
    ir_store(g->f, (enum ir_mem)g->mem[v], ir_slot_addr(g->f, g->variable[v], 0), 0, value, 0, false);
}

static void assign_array(struct generator *g)
{
    struct ir_insn *base = pick(2) ? ir_slot_addr(g->f, g->array, 0) : ir_addr(g->f, g->global, 0);
    enum ir_mem mem = (enum ir_mem)pick(8);
    struct ir_insn *value = expression(g, ir_mem_type(mem), 2);
    unsigned align = pick(6) == 0 ? 1u << pick(3) : 0, bytes = ir_mem_bytes(mem);
    int32_t offset = (int32_t)(pick(ARRAY_WORDS * 4 / bytes) * bytes);
    if (align && align < bytes && offset + (int32_t)bytes < ARRAY_WORDS * 4 - 8)
        offset += (int32_t)align;
    ir_store(g->f, mem, base, offset, value, align, false);
}

static void assign_call(struct generator *g)
{
    if (g->current == 0 || g->loops > 1) {
        assign(g);
        return;
    }
    unsigned callee = pick(g->current);
    struct ir_insn *value = call(g, callee);
    for (unsigned v = 0; v < VARIABLES; v++)
        if (g->type[v] == value->type) {
            ir_store(g->f, (enum ir_mem)g->mem[v], ir_slot_addr(g->f, g->variable[v], 0), 0, value, 0, false);
            return;
        }
}

static void choose(struct generator *g, unsigned depth)
{
    struct ir_block *yes = ir_block(g->f), *no = ir_block(g->f), *end = ir_block(g->f);
    ir_condbr(g->f, expression(g, IR_I32, 2), yes, no);
    ir_place(g->f, yes);
    statements(g, 1 + pick(3), depth);
    ir_br(g->f, end);
    ir_place(g->f, no);
    if (pick(2))
        statements(g, 1 + pick(2), depth);
    ir_place(g->f, end);
}

static void loop(struct generator *g, unsigned depth)
{
    struct ir_slot *counter = ir_slot(g->f, 4, 4, NULL);
    struct ir_block *head = ir_block(g->f), *body = ir_block(g->f), *end = ir_block(g->f);
    ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, counter, 0), 0, ir_const(g->f, IR_I32, 0), 0, false);
    ir_place(g->f, head);
    struct ir_insn *i = ir_load(g->f, IR_MEM_32, ir_slot_addr(g->f, counter, 0), 0, 0, false);
    ir_condbr(g->f, ir_binary(g->f, IR_LT, i, ir_const(g->f, IR_I32, 1 + pick(6))), body, end);
    ir_place(g->f, body);
    g->loops++;
    statements(g, 1 + pick(4), depth);
    g->loops--;
    if (pick(4) == 0) {
        struct ir_block *on = ir_block(g->f);
        ir_condbr(g->f, expression(g, IR_I32, 1), on, end);
        ir_place(g->f, on);
    }
    i = ir_load(g->f, IR_MEM_32, ir_slot_addr(g->f, counter, 0), 0, 0, false);
    i = ir_binary(g->f, IR_ADD, i, ir_const(g->f, IR_I32, 1));
    ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, counter, 0), 0, i, 0, false);
    ir_br(g->f, head);
    ir_place(g->f, end);
}

static void choose_many(struct generator *g, unsigned depth)
{
    unsigned count = 1 + pick(9);
    bool dense = pick(2);
    enum ir_type type = pick(6) ? IR_I32 : IR_I64;
    struct ir_block *end = ir_block(g->f), *otherwise = ir_block(g->f);
    struct ir_insn *value = expression(g, type, 2);
    if (pick(3))
        value = ir_binary(g->f, IR_AND, value, ir_const(g->f, type, 15));
    struct ir_insn *insn = ir_switch(g->f, value, otherwise, count);
    for (unsigned i = 0; i < count; i++) {
        struct ir_block *block = ir_block(g->f);
        ir_switch_case(insn, i, dense ? (int64_t)i - 2 : (int64_t)i * 1000 - 3, block);
        ir_place(g->f, block);
        statements(g, 1, depth);
        if (pick(3))
            ir_br(g->f, end);
    }
    ir_place(g->f, otherwise);
    statements(g, 1, depth);
    ir_place(g->f, end);
}

static void statements(struct generator *g, unsigned count, unsigned depth)
{
    for (unsigned i = 0; i < count && g->budget > 0; i++) {
        g->budget--;
        unsigned kind = depth ? pick(12) : pick(7);
        if (kind < 4)
            assign(g);
        else if (kind < 6)
            assign_array(g);
        else if (kind == 6)
            assign_call(g);
        else if (kind < 9)
            choose(g, depth - 1);
        else if (kind < 11)
            loop(g, depth - 1);
        else
            choose_many(g, depth - 1);
    }
}

static void make_function(struct generator *g, unsigned index)
{
    enum ir_type params[12];
    unsigned count = pick(12);
    char name[16];
    for (unsigned i = 0; i < count; i++)
        params[i] = (enum ir_type)(IR_I32 + pick(4));
    snprintf(name, sizeof name, "f%u", index);
    struct ir_symbol *symbol = ir_symbol(g->module, name, IR_GLOBAL);
    struct ir_function *f = g->f = ir_function(g->module, symbol, (enum ir_type)(IR_I32 + pick(4)), params, count);
    struct ir_insn *values[12];
    for (unsigned i = 0; i < count; i++)
        values[i] = ir_param(f, i);
    for (unsigned v = 0; v < VARIABLES; v++) {
        static const uint8_t mems[] = {IR_MEM_32, IR_MEM_32, IR_MEM_64,  IR_MEM_F32, IR_MEM_F64,
                                       IR_MEM_S8, IR_MEM_U8, IR_MEM_S16, IR_MEM_U16};
        g->mem[v] = mems[v < 9 ? v : pick(5)];
        g->type[v] = (uint8_t)ir_mem_type((enum ir_mem)g->mem[v]);
        g->variable[v] = ir_slot(f, ir_mem_bytes((enum ir_mem)g->mem[v]), ir_mem_bytes((enum ir_mem)g->mem[v]), NULL);
        struct ir_insn *value = NULL;
        for (unsigned i = 0; i < count; i++)
            if (params[i] == g->type[v] && pick(2))
                value = values[i];
        if (!value)
            value = g->type[v] == IR_F32   ? ir_f32(f, 1.5f)
                    : g->type[v] == IR_F64 ? ir_f64(f, -2.5)
                                           : ir_const(f, (enum ir_type)g->type[v], random_constant(IR_I32));
        ir_store(f, (enum ir_mem)g->mem[v], ir_slot_addr(f, g->variable[v], 0), 0, value, 0, false);
    }
    g->array = ir_slot(f, ARRAY_WORDS * 4, 8, NULL);
    if (pick(2))
        ir_blkzero(f, ir_slot_addr(f, g->array, 0), ARRAY_WORDS * 4, 8);
    else
        ir_blkcopy(f, ir_slot_addr(f, g->array, 0), ir_addr(f, g->global, 0), ARRAY_WORDS * 4, 8);
    g->current = index;
    g->budget = 40;
    statements(g, 4 + pick(10), 3);
    ir_ret(f, expression(g, (enum ir_type)f->result, 3));
    ir_function_end(f);
    g->functions[index] = f;
}

/* main: calls in order, so that what they leave in the global array counts too. */
static void make_main(struct generator *g, struct eval *eval)
{
    struct ir_symbol *symbol = ir_symbol(g->module, "main", IR_GLOBAL);
    enum ir_type no_params[1];
    struct ir_function *f = g->f = ir_function(g->module, symbol, IR_I32, no_params, 0);
    for (unsigned i = 0; i < FUNCTIONS; i++) {
        struct ir_function *target = g->functions[i];
        struct ir_insn *args[12];
        int64_t values[12];
        for (uint32_t k = 0; k < target->param_count; k++) {
            bool is_int = target->params[k] == IR_I32 || target->params[k] == IR_I64;
            args[k] =
                is_int ? ir_const(f, (enum ir_type)target->params[k], random_constant((enum ir_type)target->params[k]))
                : target->params[k] == IR_F32 ? ir_f32(f, (float)pick(100) / 8)
                                              : ir_f64(f, (double)pick(100) / 16);
            values[k] = args[k]->imm;
        }
        eval->steps = STEPS;
        int64_t expected = eval_call(eval, target, values);
        struct ir_insn *result = ir_call(f, (enum ir_type)target->result, target->symbol, args, target->param_count);
        if (target->result == IR_F32)
            result = ir_convert(f, IR_BITS, IR_I32, result);
        else if (target->result == IR_F64)
            result = ir_convert(f, IR_BITS, IR_I64, result);
        struct ir_block *bad = ir_block(f), *good = ir_block(f);
        struct ir_insn *want = ir_const(f, (enum ir_type)result->type, expected);
        ir_condbr(f, ir_binary(f, IR_EQ, result, want), good, bad);
        ir_place(f, bad);
        ir_ret(f, ir_const(f, IR_I32, (int64_t)i + 1));
        ir_place(f, good);
    }
    ir_ret(f, ir_const(f, IR_I32, 0));
    ir_function_end(f);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: ir_random SEED [runtime]\n", stderr);
        return 2;
    }
    state = strtoull(argv[1], NULL, 10) * 0x9e3779b97f4a7c15u + 0x1234567;
    struct generator g = {.module = ir_module_new(), .runtime = argc > 2};
    static uint8_t bytes[ARRAY_WORDS * 4];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)pick(256);
    g.global = ir_symbol(g.module, "global", IR_GLOBAL);
    ir_define_data(g.global, bytes, sizeof bytes, 8, false);
    for (unsigned i = 0; i < FUNCTIONS; i++)
        make_function(&g, i);
    static struct eval eval;
    eval_load(&eval, g.module);
    make_main(&g, &eval);
    ir_dump_module(stdout, g.module);
    ir_module_free(g.module);
    return 0;
}
