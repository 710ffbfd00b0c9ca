#include "ir_eval.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void stop(const char *why)
{
    fprintf(stderr, "ir_eval: %s\n", why);
    exit(1);
}

static double to_double(int64_t bits, unsigned type)
{
    if (type == IR_F32) {
        uint32_t word = (uint32_t)bits;
        float single;
        memcpy(&single, &word, 4);
        return (double)single;
    }
    double value;
    memcpy(&value, &bits, 8);
    return value;
}

static int64_t from_single(float value)
{
    uint32_t word;
    memcpy(&word, &value, 4);
    return value != value ? 0x7fc00000 : (int64_t)word;
}

static int64_t from_double(double value)
{
    int64_t bits;
    memcpy(&bits, &value, 8);
    return value != value ? 0x7ff8000000000000 : bits;
}

static int64_t wrap(int64_t value, unsigned type)
{
    return type == IR_I32 ? (int32_t)(uint32_t)value : value;
}

static int64_t float_op(const struct ir_insn *insn, int64_t x, int64_t y)
{
    unsigned type = insn->arg[0]->type;
    if (insn->op >= IR_EQ && insn->op <= IR_LE) {
        double a = to_double(x, type), b = to_double(y, type);
        return insn->op == IR_EQ ? a == b : insn->op == IR_NE ? a != b : insn->op == IR_LT ? a < b : a <= b;
    }
    if (type == IR_F32) {
        float a = (float)to_double(x, type), b = (float)to_double(y, type);
        return from_single(insn->op == IR_ADD   ? a + b
                           : insn->op == IR_SUB ? a - b
                           : insn->op == IR_MUL ? a * b
                                                : a / b);
    }
    double a = to_double(x, type), b = to_double(y, type);
    return from_double(insn->op == IR_ADD ? a + b : insn->op == IR_SUB ? a - b : insn->op == IR_MUL ? a * b : a / b);
}

static int64_t divide(enum ir_op op, int64_t a, int64_t b, unsigned type)
{
    uint64_t ua = type == IR_I32 ? (uint32_t)a : (uint64_t)a, ub = type == IR_I32 ? (uint32_t)b : (uint64_t)b;
    switch (op) {
    case IR_DIV: return b == 0 ? -1 : b == -1 ? (int64_t) - (uint64_t)a : a / b;
    case IR_REM: return b == 0 ? a : b == -1 ? 0 : a % b;
    case IR_DIVU: return (int64_t)(ub == 0 ? ~0ull : ua / ub);
    default: return (int64_t)(ub == 0 ? ua : ua % ub);
    }
}

static int64_t int_op(const struct ir_insn *insn, int64_t a, int64_t b)
{
    unsigned type = insn->arg[0]->type, width = type == IR_I32 ? 32 : 64, n = (unsigned)b & (width - 1);
    uint64_t ua = type == IR_I32 ? (uint32_t)a : (uint64_t)a, ub = type == IR_I32 ? (uint32_t)b : (uint64_t)b;
    switch ((enum ir_op)insn->op) {
    case IR_ADD: return (int64_t)((uint64_t)a + (uint64_t)b);
    case IR_SUB: return (int64_t)((uint64_t)a - (uint64_t)b);
    case IR_MUL: return (int64_t)((uint64_t)a * (uint64_t)b);
    case IR_MULH: return (a * b) >> 32;
    case IR_MULHU: return (int64_t)(ua * ub >> 32);
    case IR_DIV:
    case IR_REM:
    case IR_DIVU:
    case IR_REMU: return divide((enum ir_op)insn->op, a, b, type);
    case IR_AND: return a & b;
    case IR_OR: return a | b;
    case IR_XOR: return a ^ b;
    case IR_SHL: return (int64_t)(ua << n);
    case IR_SHR: return (int64_t)(ua >> n);
    case IR_SAR: return a >> n;
    case IR_ROTR: return (int64_t)(n ? ua >> n | ua << (width - n) : ua);
    case IR_EQ: return a == b;
    case IR_NE: return a != b;
    case IR_LT: return a < b;
    case IR_LE: return a <= b;
    case IR_LTU: return ua < ub;
    case IR_LEU: return ua <= ub;
    default: stop("unknown binary operation"); return 0;
    }
}

static int64_t saturate(double a, unsigned type, bool is_signed)
{
    if (a != a)
        return 0;
    if (type == IR_I64 && is_signed)
        return a >= 9223372036854775808.0 ? INT64_MAX : a < -9223372036854775808.0 ? INT64_MIN : (int64_t)a;
    if (type == IR_I64)
        return a >= 18446744073709551616.0 ? -1 : a <= 0 ? 0 : (int64_t)(uint64_t)a;
    if (is_signed)
        return a >= 2147483647.0 ? INT32_MAX : a <= -2147483648.0 ? INT32_MIN : (int64_t)a;
    return a >= 4294967295.0 ? -1 : a <= 0 ? 0 : (int64_t)a;
}

static int64_t unary_op(const struct ir_insn *insn, int64_t a)
{
    unsigned from = insn->arg[0]->type, to = insn->type;
    uint64_t bits = from == IR_I32 ? (uint32_t)a : (uint64_t)a;
    bool wide = from == IR_I64;
    switch ((enum ir_op)insn->op) {
    case IR_SEXT8: return (int8_t)a;
    case IR_SEXT16: return (int16_t)a;
    case IR_ZEXT8: return (uint8_t)a;
    case IR_ZEXT16: return (uint16_t)a;
    case IR_SEXT: return a;
    case IR_ZEXT: return (uint32_t)a;
    case IR_TRUNC: return (int32_t)a;
    case IR_CLZ: return bits == 0 ? (wide ? 64 : 32) : __builtin_clzll(bits) - (wide ? 0 : 32);
    case IR_CTZ: return bits == 0 ? (wide ? 64 : 32) : __builtin_ctzll(bits);
    case IR_POPCNT: return __builtin_popcountll(bits);
    case IR_BSWAP: return wide ? (int64_t)__builtin_bswap64(bits) : (int32_t)__builtin_bswap32((uint32_t)bits);
    case IR_STOF: return to == IR_F32 ? from_single((float)a) : from_double((double)a);
    case IR_UTOF: return to == IR_F32 ? from_single((float)bits) : from_double((double)bits);
    case IR_FTOS: return saturate(to_double(a, from), to, true);
    case IR_FTOU: return saturate(to_double(a, from), to, false);
    case IR_FCVT: return to == IR_F32 ? from_single((float)to_double(a, from)) : from_double(to_double(a, from));
    case IR_NEG: return from == IR_F32 ? (int64_t)((uint32_t)a ^ 0x80000000u) : (int64_t)((uint64_t)a ^ 1ull << 63);
    case IR_FABS: return from == IR_F32 ? a & 0x7fffffff : a & INT64_MAX;
    case IR_SQRT:
        return from == IR_F32 ? from_single(sqrtf((float)to_double(a, from))) : from_double(sqrt(to_double(a, from)));
    case IR_BITS: return to == IR_F32 ? (int64_t)(uint32_t)a : a;
    default: stop("unknown unary operation"); return 0;
    }
}

/* ---- Memory ---- */

static uint8_t *at(struct eval *eval, int64_t address, uint32_t bytes)
{
    uint32_t place = (uint32_t)address;
    if (place > EVAL_MEMORY_BYTES - bytes)
        stop("access outside memory");
    return eval->memory + place;
}

static int64_t load(struct eval *eval, const struct ir_insn *insn, int64_t address)
{
    uint8_t *from = at(eval, address, ir_mem_bytes((enum ir_mem)insn->mem));
    uint64_t raw = 0;
    memcpy(&raw, from, ir_mem_bytes((enum ir_mem)insn->mem));
    switch ((enum ir_mem)insn->mem) {
    case IR_MEM_S8: return (int8_t)raw;
    case IR_MEM_S16: return (int16_t)raw;
    case IR_MEM_32: return (int32_t)raw;
    default: return (int64_t)raw;
    }
}

void eval_load(struct eval *eval, struct ir_module *module)
{
    eval->stack = 16;
    for (struct ir_symbol *symbol = module->symbols; symbol; symbol = symbol->next) {
        if (symbol->kind != IR_DATA)
            continue;
        eval->stack = (eval->stack + symbol->align - 1) & ~(symbol->align - 1);
        symbol->object_index = (int32_t)eval->stack;
        if (symbol->bytes)
            memcpy(at(eval, eval->stack, symbol->size_bytes), symbol->bytes, symbol->size_bytes);
        eval->stack += symbol->size_bytes;
    }
}

/* ---- Control ---- */

struct frame {
    struct eval *eval;
    const struct ir_function *function;
    const int64_t *args;
    int64_t *values;
    uint32_t *slots;
};

static int64_t value_of(const struct frame *frame, const struct ir_insn *value)
{
    return frame->values[value->id];
}

static int64_t call(struct frame *frame, const struct ir_insn *insn)
{
    int64_t args[64];
    if (!insn->u.call->callee || !insn->u.call->callee->function)
        stop("call of nothing known");
    for (uint32_t i = 0; i < insn->arg_count; i++)
        args[i] = value_of(frame, insn->arg[i]);
    return eval_call(frame->eval, insn->u.call->callee->function, args);
}

static int64_t step(struct frame *frame, const struct ir_insn *insn)
{
    int64_t a = insn->arg_count > 0 ? value_of(frame, insn->arg[0]) : 0;
    int64_t b = insn->arg_count > 1 ? value_of(frame, insn->arg[1]) : 0;
    switch ((enum ir_op)insn->op) {
    case IR_CONST: return insn->imm;
    case IR_ADDR: return insn->u.symbol->object_index + insn->imm;
    case IR_SLOT: return frame->slots[insn->u.slot->id] + insn->imm;
    case IR_PARAM: return frame->args[insn->imm];
    case IR_UNDEF: return 0;
    case IR_SELECT: return a ? b : value_of(frame, insn->arg[2]);
    case IR_LOAD: return load(frame->eval, insn, a + insn->imm);
    case IR_STORE:
        memcpy(at(frame->eval, a + insn->imm, ir_mem_bytes((enum ir_mem)insn->mem)), &b,
               ir_mem_bytes((enum ir_mem)insn->mem));
        return 0;
    case IR_BLKCOPY:
        memmove(at(frame->eval, a, (uint32_t)insn->imm), at(frame->eval, b, (uint32_t)insn->imm), (size_t)insn->imm);
        return 0;
    case IR_BLKZERO: memset(at(frame->eval, a, (uint32_t)insn->imm), 0, (size_t)insn->imm); return 0;
    case IR_CALL: return call(frame, insn);
    default:
        if (insn->arg_count == 1)
            return wrap(unary_op(insn, a), insn->type);
        if (insn->arg[0]->type == IR_F32 || insn->arg[0]->type == IR_F64)
            return float_op(insn, a, b);
        return wrap(int_op(insn, a, b), insn->type);
    }
}

static const struct ir_block *next_block(const struct frame *frame, const struct ir_insn *end)
{
    int64_t value = end->arg_count ? value_of(frame, end->arg[0]) : 0;
    switch ((enum ir_op)end->op) {
    case IR_BR: return end->u.target[0];
    case IR_CONDBR: return end->u.target[value ? 0 : 1];
    case IR_SWITCH:
        for (uint32_t i = 1; i < end->target_count; i++)
            if (end->cases[i - 1] == value)
                return end->u.target[i];
        return end->u.target[0];
    default: stop("end of block that cannot be run"); return NULL;
    }
}

static void phis(struct frame *frame, const struct ir_block *block, const struct ir_block *from)
{
    int64_t next[256];
    uint32_t count = 0;
    for (const struct ir_insn *phi = block->first; phi && phi->op == IR_PHI; phi = phi->next)
        for (uint32_t i = 0; i < phi->arg_count; i++)
            if (phi->u.target[i] == from) {
                next[count++] = value_of(frame, phi->arg[i]);
                break;
            }
    count = 0;
    for (const struct ir_insn *phi = block->first; phi && phi->op == IR_PHI; phi = phi->next)
        frame->values[phi->id] = next[count++];
}

int64_t eval_call(struct eval *eval, struct ir_function *function, const int64_t *args)
{
    struct frame frame = {.eval = eval, .function = function, .args = args};
    uint32_t stack = eval->stack;
    int64_t result = 0;
    frame.values = calloc(function->insn_count + 1u, sizeof *frame.values);
    frame.slots = calloc(function->slot_count + 1u, sizeof *frame.slots);
    for (struct ir_slot *slot = function->slots; slot; slot = slot->next) {
        eval->stack = (eval->stack + slot->align - 1) & ~(slot->align - 1);
        frame.slots[slot->id] = eval->stack;
        eval->stack += slot->size_bytes;
    }
    for (const struct ir_block *block = function->entry, *from = NULL; block;) {
        phis(&frame, block, from);
        const struct ir_insn *insn = block->first;
        for (; !(ir_ops[insn->op].flags & IR_TERM); insn = insn->next) {
            if (eval->steps-- == 0)
                stop("too many steps");
            if (insn->op != IR_PHI)
                frame.values[insn->id] = step(&frame, insn);
        }
        if (insn->op == IR_RET) {
            result = insn->arg_count ? value_of(&frame, insn->arg[0]) : 0;
            break;
        }
        from = block;
        block = next_block(&frame, insn);
    }
    free(frame.values);
    free(frame.slots);
    eval->stack = stack;
    return result;
}
