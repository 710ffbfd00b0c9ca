/* Encoding, names and disassembly over the generated table. */
#include "isa/isa.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "isa/isa_impl.h"

static const char *const reg_names[16] = {
#define REG(number, name, role) [number] = name,
#include "isa/regs.def"
#undef REG
};

static const char *const freg_names[16] = {
#define FREG(number, name, role) [number] = name,
#include "isa/fregs.def"
#undef FREG
};

/* The value of a field in the word's own units, or why there is none. */
static enum isa_error field_value(const struct insn *in, const struct isa_info *info, const struct isa_field *field,
                                  uint32_t *value) {
    int32_t high = (int32_t)((1u << field->width) - 1);
    switch (field->letter) {
    case 'd':
    case 'a':
    case 'b':
    case 'c':
        *value = field->letter == 'd' ? in->d : field->letter == 'a' ? in->a : field->letter == 'b' ? in->b : in->c;
        return *value <= 15 ? ISA_OK : ISA_BAD_REGISTER;
    case 'n':
        *value = in->n - 1u;
        return in->n >= 1 && in->n <= 32 ? ISA_OK : ISA_LEN_RANGE;
    case 'o':
        if (in->off % 4)
            return ISA_OFF_ALIGN;
        *value = (uint32_t)(in->off / 4);
        return in->off / 4 >= -(high / 2) - 1 && in->off / 4 <= high / 2 ? ISA_OK : ISA_OFF_RANGE;
    }
    int32_t scale = info->imm_scale;
    int32_t low = info->imm_signed ? -(high / 2) - 1 : 0;
    high = info->imm_signed ? high / 2 : high;
    if (in->imm % scale)
        return ISA_IMM_ALIGN;
    *value = (uint32_t)(in->imm / scale);
    return in->imm / scale >= low && in->imm / scale <= high ? ISA_OK : ISA_IMM_RANGE;
}

enum isa_error isa_encode(const struct insn *in, uint32_t *word) {
    if (in->op == OP_ILLEGAL || in->op >= OP_COUNT)
        return ISA_BAD_OP;
    const struct isa_info *info = &isa_table[in->op];
    uint32_t bits = info->match;
    for (const struct isa_field *field = info->fields; field < info->fields + ISA_FIELDS_MAX && field->letter;
         field++) {
        uint32_t value;
        enum isa_error error = field_value(in, info, field, &value);
        if (error)
            return error;
        bits |= (value & ((1u << field->width) - 1)) << field->lo;
    }
    *word = bits;
    return ISA_OK;
}

/* strcmp of a counted name with a string. */
static int compare(const char *name, size_t length, const char *other) {
    int order = strncmp(name, other, length);
    return order ? order : other[length] ? -1 : 0;
}

enum isa_op isa_find(const char *name, size_t length) {
    size_t low = 0, high = OP_COUNT - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(name, length, isa_table[isa_by_name[middle]].name);
        if (order == 0)
            return (enum isa_op)isa_by_name[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return OP_ILLEGAL;
}

/* "r3" or "f3" by letter, else one of 16 names. */
static int register_find(const char *name, size_t length, char letter, const char *const *names) {
    if (length >= 2 && length <= 3 && name[0] == letter && name[1] >= '0' && name[1] <= '9') {
        int number = name[1] - '0';
        if (length == 2)
            return number;
        return number == 1 && name[2] >= '0' && name[2] <= '5' ? 10 + name[2] - '0' : -1;
    }
    for (int i = 0; i < 16; i++) {
        if (compare(name, length, names[i]) == 0)
            return i;
    }
    return -1;
}

int isa_reg_find(const char *name, size_t length) {
    return register_find(name, length, 'r', reg_names);
}

int isa_freg_find(const char *name, size_t length) {
    return register_find(name, length, 'f', freg_names);
}

const char *isa_reg_name(unsigned number) {
    return number < 16 ? reg_names[number] : NULL;
}

const char *isa_freg_name(unsigned number) {
    return number < 16 ? freg_names[number] : NULL;
}

int isa_csr_find(const char *name, size_t length) {
    for (const struct isa_csr_info *csr = isa_csrs; csr->name; csr++) {
        if (compare(name, length, csr->name) == 0)
            return (int)csr->number;
    }
    return -1;
}

const char *isa_csr_name(unsigned number) {
    for (const struct isa_csr_info *csr = isa_csrs; csr->name; csr++) {
        if (csr->number == number)
            return csr->name;
    }
    return NULL;
}

const struct isa_cause_info isa_causes[] = {
#define CAUSE(number, name, text) {number, #name, text},
#include "isa/cause.def"
#undef CAUSE
    {0, NULL, NULL},
};

const char *isa_cause_name(uint32_t cause) {
    for (const struct isa_cause_info *info = isa_causes; info->name; info++) {
        if (info->number == cause)
            return info->name;
    }
    return NULL;
}

/* Text that grows in a buffer and counts what did not fit. */
struct text {
    char *buffer;
    size_t size, length;
};

static void put(struct text *text, const char *format, ...) {
    bool room = text->length < text->size;
    va_list list;
    va_start(list, format);
    int wanted =
        vsnprintf(room ? text->buffer + text->length : NULL, room ? text->size - text->length : 0, format, list);
    va_end(list);
    text->length += wanted > 0 ? (size_t)wanted : 0;
}

static void put_memory(struct text *text, const struct insn *in, unsigned operand) {
    put(text, "[%s", reg_names[in->a & 15]);
    if (operand == OPERAND_MEM_X) {
        put(text, " + %s", reg_names[in->b & 15]);
        if (in->imm)
            put(text, " << %d", (int)in->imm);
    } else if (operand != OPERAND_MEM && in->imm) {
        put(text, " %c %u", in->imm < 0 ? '-' : '+', in->imm < 0 ? 0u - (unsigned)in->imm : (unsigned)in->imm);
    }
    put(text, "]");
}

static void put_operand(struct text *text, const struct insn *in, unsigned operand, uint32_t pc) {
    switch (operand) {
    case OPERAND_RD:
        put(text, "%s", reg_names[in->d & 15]);
        break;
    case OPERAND_RA:
        put(text, "%s", reg_names[in->a & 15]);
        break;
    case OPERAND_RB:
        put(text, "%s", reg_names[in->b & 15]);
        break;
    case OPERAND_RC:
        put(text, "%s", reg_names[in->c & 15]);
        break;
    case OPERAND_FD:
        put(text, "%s", freg_names[in->d & 15]);
        break;
    case OPERAND_FA:
        put(text, "%s", freg_names[in->a & 15]);
        break;
    case OPERAND_FB:
        put(text, "%s", freg_names[in->b & 15]);
        break;
    case OPERAND_UIMM:
    case OPERAND_HIMM:
        put(text, "0x%x", (unsigned)in->imm);
        break;
    case OPERAND_LEN:
        put(text, "%u", in->n);
        break;
    case OPERAND_OFF:
        put(text, "0x%x", (unsigned)(pc + (uint32_t)in->off));
        break;
    case OPERAND_CSR:
        if (isa_csr_name((unsigned)in->imm))
            put(text, "%s", isa_csr_name((unsigned)in->imm));
        else
            put(text, "0x%x", (unsigned)in->imm);
        break;
    case OPERAND_MEM:
    case OPERAND_MEM_I:
    case OPERAND_MEM_P:
    case OPERAND_MEM_X:
        put_memory(text, in, operand);
        break;
    default:
        put(text, "%d", (int)in->imm);
        break;
    }
}

int isa_format(char *buffer, size_t size, const struct insn *in, uint32_t pc) {
    struct text text = {buffer, size, 0};
    if (in->op == OP_ILLEGAL || in->op >= OP_COUNT) {
        put(&text, "illegal");
        return (int)text.length;
    }
    const struct isa_info *info = &isa_table[in->op];
    put(&text, "%s", info->name);
    for (unsigned i = 0; i < ISA_OPERANDS_MAX && info->operands[i]; i++) {
        put(&text, i ? ", " : " ");
        put_operand(&text, in, info->operands[i], pc);
    }
    return (int)text.length;
}
