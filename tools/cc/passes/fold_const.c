/* Operations on constants. */
#include "passes/fold.h"

#include <string.h>

static int64_t wrap(int64_t value, unsigned type)
{
    return type == IR_I32 ? (int32_t)(uint32_t)(uint64_t)value : value;
}

static uint64_t as_unsigned(int64_t value, unsigned type)
{
    return type == IR_I32 ? (uint32_t)value : (uint64_t)value;
}

static int64_t shift_right_signed(int64_t value, unsigned count)
{
    uint64_t bits = (uint64_t)value >> count;
    if (value < 0 && count)
        bits |= ~(uint64_t)0 << (64 - count);
    return (int64_t)bits;
}

/* The results that the machine defines for what C leaves open. */
static int64_t divide(int64_t a, int64_t b, unsigned type, bool remainder)
{
    if (b == 0)
        return remainder ? a : -1;
    if (b == -1)
        return remainder ? 0 : wrap((int64_t)(0 - (uint64_t)a), type);
    return remainder ? a % b : a / b;
}

static uint64_t divide_unsigned(uint64_t a, uint64_t b, bool remainder)
{
    if (b == 0)
        return remainder ? a : ~(uint64_t)0;
    return remainder ? a % b : a / b;
}

static bool integer_binary(enum ir_op op, unsigned type, int64_t a, int64_t b, int64_t *value)
{
    unsigned width = type == IR_I32 ? 32 : 64, count = (unsigned)b & (width - 1);
    uint64_t ua = as_unsigned(a, type), ub = as_unsigned(b, type);
    switch (op) {
    case IR_ADD: *value = (int64_t)((uint64_t)a + (uint64_t)b); break;
    case IR_SUB: *value = (int64_t)((uint64_t)a - (uint64_t)b); break;
    case IR_MUL: *value = (int64_t)((uint64_t)a * (uint64_t)b); break;
    case IR_MULH: *value = shift_right_signed(a * b, 32); break;
    case IR_MULHU: *value = (int64_t)(ua * ub >> 32); break;
    case IR_DIV: *value = divide(a, b, type, false); break;
    case IR_REM: *value = divide(a, b, type, true); break;
    case IR_DIVU: *value = (int64_t)divide_unsigned(ua, ub, false); break;
    case IR_REMU: *value = (int64_t)divide_unsigned(ua, ub, true); break;
    case IR_AND: *value = a & b; break;
    case IR_OR: *value = a | b; break;
    case IR_XOR: *value = a ^ b; break;
    case IR_SHL: *value = (int64_t)(ua << count); break;
    case IR_SHR: *value = (int64_t)(ua >> count); break;
    case IR_SAR: *value = shift_right_signed(a, count); break;
    case IR_ROTR: *value = (int64_t)(count ? ua >> count | ua << (width - count) : ua); break;
    default: return false;
    }
    *value = wrap(*value, type);
    return true;
}

static bool integer_compare(enum ir_op op, unsigned type, int64_t a, int64_t b, int64_t *value)
{
    uint64_t ua = as_unsigned(a, type), ub = as_unsigned(b, type);
    switch (op) {
    case IR_EQ: *value = a == b; break;
    case IR_NE: *value = a != b; break;
    case IR_LT: *value = a < b; break;
    case IR_LE: *value = a <= b; break;
    case IR_LTU: *value = ua < ub; break;
    case IR_LEU: *value = ua <= ub; break;
    default: return false;
    }
    return true;
}

static double as_double(const struct ir_insn *constant)
{
    if (constant->type == IR_F32) {
        uint32_t bits = (uint32_t)constant->imm;
        float single;
        memcpy(&single, &bits, sizeof single);
        return (double)single;
    }
    double value;
    memcpy(&value, &constant->imm, sizeof value);
    return value;
}

/* A NaN is left to the machine. */
static bool from_double(double value, unsigned type, int64_t *bits)
{
    if (value != value)
        return false;
    if (type == IR_F32) {
        float single = (float)value;
        uint32_t word;
        memcpy(&word, &single, sizeof word);
        *bits = (int64_t)word;
    } else {
        memcpy(bits, &value, sizeof value);
    }
    return true;
}

static bool float_binary(const struct ir_insn *insn, int64_t *value)
{
    double a = as_double(insn->arg[0]), b = as_double(insn->arg[1]);
    switch ((enum ir_op)insn->op) {
    /* A double holds the exact sum, product or a quotient close enough that rounding twice is rounding once. */
    case IR_ADD: return from_double(a + b, insn->type, value);
    case IR_SUB: return from_double(a - b, insn->type, value);
    case IR_MUL: return from_double(a * b, insn->type, value);
    case IR_DIV: return b != 0 && from_double(a / b, insn->type, value);
    case IR_EQ: *value = a == b; return true;
    case IR_NE: *value = a != b; return true;
    case IR_LT: *value = a < b; return true;
    case IR_LE: *value = a <= b; return true;
    default: return false;
    }
}

static unsigned count_bits(uint64_t bits)
{
    unsigned count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

static unsigned leading_zeros(uint64_t bits, unsigned width)
{
    unsigned count = 0;
    while (count < width && !(bits >> (width - 1 - count) & 1))
        count++;
    return count;
}

static unsigned trailing_zeros(uint64_t bits, unsigned width)
{
    unsigned count = 0;
    while (count < width && !(bits >> count & 1))
        count++;
    return count;
}

static uint64_t swap_bytes(uint64_t bits, unsigned bytes)
{
    uint64_t swapped = 0;
    for (unsigned i = 0; i < bytes; i++)
        swapped |= (bits >> (8 * i) & 0xff) << (8 * (bytes - 1 - i));
    return swapped;
}

static bool to_integer(double a, unsigned type, bool is_signed, int64_t *value)
{
    double low = is_signed ? (type == IR_I32 ? -2147483648.0 : -9223372036854775808.0) : 0;
    double high = is_signed ? (type == IR_I32 ? 2147483647.0 : 9223372036854774784.0)
                            : (type == IR_I32 ? 4294967295.0 : 18446744073709549568.0);
    if (!(a >= low && a <= high))
        return false;
    *value = is_signed ? (int64_t)a : (int64_t)(uint64_t)a;
    *value = wrap(*value, type);
    return true;
}

static bool unary(const struct ir_insn *insn, int64_t *value)
{
    const struct ir_insn *arg = insn->arg[0];
    int64_t a = arg->imm;
    uint64_t bits = as_unsigned(a, arg->type);
    unsigned width = ir_type_bytes((enum ir_type)arg->type) * 8;
    switch ((enum ir_op)insn->op) {
    case IR_SEXT8: *value = (int8_t)(uint8_t)a; return true;
    case IR_SEXT16: *value = (int16_t)(uint16_t)a; return true;
    case IR_ZEXT8: *value = (uint8_t)a; return true;
    case IR_ZEXT16: *value = (uint16_t)a; return true;
    case IR_SEXT: *value = a; return true;
    case IR_ZEXT: *value = (int64_t)bits; return true;
    case IR_TRUNC: *value = wrap(a, IR_I32); return true;
    case IR_CLZ: *value = leading_zeros(bits, width); return true;
    case IR_CTZ: *value = trailing_zeros(bits, width); return true;
    case IR_POPCNT: *value = count_bits(bits); return true;
    case IR_BSWAP: *value = wrap((int64_t)swap_bytes(bits, width / 8), insn->type); return true;
    case IR_STOF: return arg->type == IR_I32 && from_double((double)a, insn->type, value);
    case IR_UTOF: return arg->type == IR_I32 && from_double((double)bits, insn->type, value);
    case IR_FTOS: return to_integer(as_double(arg), insn->type, true, value);
    case IR_FTOU: return to_integer(as_double(arg), insn->type, false, value);
    case IR_FCVT: return from_double(as_double(arg), insn->type, value);
    case IR_NEG: return from_double(-as_double(arg), insn->type, value);
    case IR_BITS:
        *value = insn->type == IR_I32 ? wrap(a, IR_I32) : insn->type == IR_F32 ? (int64_t)bits : a;
        return true;
    case IR_FLO: *value = wrap(a, IR_I32); return true;
    case IR_FHI: *value = wrap((int64_t)((uint64_t)a >> 32), IR_I32); return true;
    default: return false;
    }
}

bool fold_constants(const struct ir_insn *insn, int64_t *value)
{
    if (insn->arg_count == 0 || insn->arg_count > 2 || !(ir_ops[insn->op].flags & IR_PURE))
        return false;
    for (uint32_t i = 0; i < insn->arg_count; i++)
        if (insn->arg[i]->op != IR_CONST)
            return false;
    if (insn->arg_count == 1)
        return unary(insn, value);
    const struct ir_insn *a = insn->arg[0], *b = insn->arg[1];
    if (!ir_type_is_int((enum ir_type)a->type))
        return float_binary(insn, value);
    if (ir_is_compare(insn))
        return integer_compare((enum ir_op)insn->op, a->type, a->imm, b->imm, value);
    return integer_binary((enum ir_op)insn->op, insn->type, a->imm, b->imm, value);
}
