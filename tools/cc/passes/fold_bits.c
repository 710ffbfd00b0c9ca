/* What is known of the range of an i32. */
#include "passes/fold.h"

#define DEPTH_MAX 4

static unsigned width_of(uint32_t value)
{
    unsigned width = 0;
    while (width < 32 && value >> width)
        width++;
    return width;
}

static unsigned max(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned min(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned unsigned_bits(const struct ir_insn *value, unsigned depth)
{
    if (value->type != IR_I32 || depth > DEPTH_MAX)
        return 32;
    const struct ir_insn *a = value->arg_count > 0 ? value->arg[0] : NULL,
                         *b = value->arg_count > 1 ? value->arg[1] : NULL;
    switch ((enum ir_op)value->op) {
    case IR_CONST: return width_of((uint32_t)value->imm);
    case IR_LOAD: return value->mem == IR_MEM_U8 ? 8 : value->mem == IR_MEM_U16 ? 16 : 32;
    case IR_ZEXT8: return min(8, unsigned_bits(a, depth + 1));
    case IR_ZEXT16: return min(16, unsigned_bits(a, depth + 1));
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_LTU:
    case IR_LEU: return 1;
    case IR_CLZ:
    case IR_CTZ:
    case IR_POPCNT: return a->type == IR_I64 ? 7 : 6;
    case IR_AND: return min(unsigned_bits(a, depth + 1), unsigned_bits(b, depth + 1));
    case IR_OR:
    case IR_XOR: return max(unsigned_bits(a, depth + 1), unsigned_bits(b, depth + 1));
    case IR_SHR:
        if (b->op == IR_CONST) {
            unsigned bits = unsigned_bits(a, depth + 1), count = (unsigned)b->imm & 31;
            return bits > count ? bits - count : 0;
        }
        return unsigned_bits(a, depth + 1);
    case IR_SHL: return b->op == IR_CONST ? min(32, unsigned_bits(a, depth + 1) + ((unsigned)b->imm & 31)) : 32;
    case IR_ADD: return min(32, max(unsigned_bits(a, depth + 1), unsigned_bits(b, depth + 1)) + 1);
    case IR_REMU:
        return b->op == IR_CONST && b->imm ? min(unsigned_bits(a, depth + 1), unsigned_bits(b, depth + 1)) : 32;
    case IR_SELECT: return max(unsigned_bits(value->arg[1], depth + 1), unsigned_bits(value->arg[2], depth + 1));
    default: return 32;
    }
}

static unsigned signed_bits(const struct ir_insn *value, unsigned depth)
{
    if (value->type != IR_I32 || depth > DEPTH_MAX)
        return 32;
    unsigned from_unsigned = unsigned_bits(value, depth) + 1, own = 32;
    const struct ir_insn *a = value->arg_count > 0 ? value->arg[0] : NULL,
                         *b = value->arg_count > 1 ? value->arg[1] : NULL;
    switch ((enum ir_op)value->op) {
    case IR_CONST: own = 1 + width_of((uint32_t)(value->imm < 0 ? ~value->imm : value->imm)); break;
    case IR_LOAD: own = value->mem == IR_MEM_S8 ? 8 : value->mem == IR_MEM_S16 ? 16 : 32; break;
    case IR_SEXT8: own = min(8, signed_bits(a, depth + 1)); break;
    case IR_SEXT16: own = min(16, signed_bits(a, depth + 1)); break;
    case IR_SAR:
        if (b->op == IR_CONST) {
            unsigned bits = signed_bits(a, depth + 1), count = (unsigned)b->imm & 31;
            own = bits > count ? bits - count : 1;
        }
        break;
    case IR_AND:
    case IR_OR:
    case IR_XOR: own = max(signed_bits(a, depth + 1), signed_bits(b, depth + 1)); break;
    case IR_ADD:
    case IR_SUB: own = max(signed_bits(a, depth + 1), signed_bits(b, depth + 1)) + 1; break;
    case IR_SELECT: own = max(signed_bits(value->arg[1], depth + 1), signed_bits(value->arg[2], depth + 1)); break;
    default: break;
    }
    return min(32, min(own, from_unsigned));
}

unsigned fold_unsigned_bits(const struct ir_insn *value)
{
    return unsigned_bits(value, 0);
}

unsigned fold_signed_bits(const struct ir_insn *value)
{
    return signed_bits(value, 0);
}
