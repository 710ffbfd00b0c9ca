/* Pseudo-instructions: from pseudo.def, and the three whose length depends on their operands. */
#include <stdio.h>
#include <string.h>

#include "asm/asm_impl.h"

static const struct asm_pseudo pseudos[] = {
#define PSEUDO(name, operands, expansion, meaning) {name, operands, expansion, meaning},
#include "asm/pseudo.def"
#undef PSEUDO
};

const struct asm_pseudo *asm_pseudo(unsigned index)
{
    return index < sizeof pseudos / sizeof *pseudos ? &pseudos[index] : NULL;
}

static bool takes(const struct asm_pseudo *pseudo, const struct operand *operands, size_t count)
{
    static const char letters[] = {[OPERAND_IS_REG] = 'r', [OPERAND_IS_FREG] = 'f',  [OPERAND_IS_VALUE] = 'v',
                                   [OPERAND_IS_MEM] = 'm', [OPERAND_IS_MEM_X] = 'm', [OPERAND_IS_CSR] = 'c'};
    if (pseudo->operands[0] == '*')
        return count > 0;
    if (strlen(pseudo->operands) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (letters[operands[i].kind] != pseudo->operands[i] || operands[i].last > operands[i].reg)
            return false;
    return true;
}

static void expand_text(struct lexer *lexer, const struct token *name, const char *text, const struct operand *operands)
{
    while (*text) {
        size_t length = strcspn(text, ";");
        expansion_line(lexer, name, text, text + length, operands);
        text += text[length] ? length + 1 : length;
    }
}

/* li rd, value: the shortest of one or two instructions. */
static void expand_li(struct lexer *lexer, const struct token *name, const struct operand *operands)
{
    struct operand parts[2] = {operands[0], operands[1]};
    const struct value *value = &operands[1].value;
    int64_t number = value->number;
    if (value->modifier) {
        expand_text(lexer, name,
                    value->modifier == MOD_HI || value->modifier == MOD_TPHI ? "addhi $0, zero, $1"
                                                                             : "addi $0, zero, $1",
                    parts);
    } else if (!value_is_number(value)) {
        expand_text(lexer, name, "addhi $0, zero, %hi($1); addi $0, $0, %lo($1)", parts);
    } else if (number < INT32_MIN || number > (int64_t)UINT32_MAX) {
        error_where(lexer->as, operands[1].where, operands[1].where_width,
                    "value %lld does not fit a register of 32 bits; load its halves into two", (long long)number);
    } else {
        int32_t word = (int32_t)(uint32_t)number;
        parts[1].value.number = word;
        if (word >= INT16_MIN && word <= INT16_MAX)
            expand_text(lexer, name, "addi $0, zero, $1", parts);
        else if (word > 0 && word <= UINT16_MAX)
            expand_text(lexer, name, "ori $0, zero, $1", parts);
        else if (word % 0x10000 == 0)
            expand_text(lexer, name, "addhi $0, zero, %hi($1)", parts);
        else
            expand_text(lexer, name, "addhi $0, zero, %hi($1); addi $0, $0, %lo($1)", parts);
    }
}

/* The registers of push or pop, ranges spelled out; false when they are not integer registers or too many. */
static bool list_registers(struct assembler *as, const struct operand *operands, size_t count, struct operand *list,
                           size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < count; i++) {
        if (operands[i].kind != OPERAND_IS_REG) {
            error_where(as, operands[i].where, operands[i].where_width,
                        "push and pop take integer registers; store floating ones with 'fsd'");
            return false;
        }
        for (unsigned reg = operands[i].reg; reg <= operands[i].last; reg++) {
            if (*length == OPERANDS_MAX || reg == 14) {
                error_where(as, operands[i].where, operands[i].where_width, "%s",
                            reg == 14 ? "the stack pointer cannot be on its own stack" : "more than 16 registers");
                return false;
            }
            list[*length] = operands[i];
            list[(*length)++].reg = reg;
        }
    }
    return true;
}

static void expand_push_pop(struct lexer *lexer, const struct token *name, const struct operand *operands, size_t count,
                            bool push)
{
    struct operand list[OPERANDS_MAX], parts[3];
    size_t length;
    if (!list_registers(lexer->as, operands, count, list, &length))
        return;
    int64_t bytes = (int64_t)(length * 4 + 7) / 8 * 8;
    parts[2] = (struct operand){.kind = OPERAND_IS_VALUE, .where = name->where, .where_width = name->where_width};
    if (push) {
        parts[2].value.number = -bytes;
        expand_text(lexer, name, "addi sp, sp, $2", parts);
    }
    for (size_t i = 0; i < length; i += 2) {
        parts[0] = list[i];
        parts[1] = list[i + 1 < length ? i + 1 : i];
        parts[0].last = parts[0].reg;
        parts[1].last = parts[1].reg;
        parts[2].value.number = (int64_t)i * 4;
        if (i + 1 < length)
            expand_text(lexer, name, push ? "swp $0, $1, [sp + $2]" : "lwp $0, $1, [sp + $2]", parts);
        else
            expand_text(lexer, name, push ? "sw $0, [sp + $2]" : "lw $0, [sp + $2]", parts);
    }
    if (!push) {
        parts[2].value.number = bytes;
        expand_text(lexer, name, "addi sp, sp, $2", parts);
    }
}

/* The next pseudo-instruction of the same name, or NULL: they stand together in pseudo.def. */
static const struct asm_pseudo *next_of(const struct asm_pseudo *pseudo)
{
    const struct asm_pseudo *next = pseudo + 1;
    return next < pseudos + sizeof pseudos / sizeof *pseudos && strcmp(next->name, pseudo->name) == 0 ? next : NULL;
}

bool pseudo_expand(struct lexer *lexer, unsigned first, const struct token *name, const struct operand *operands,
                   size_t count)
{
    static const struct operand none;
    for (const struct asm_pseudo *pseudo = &pseudos[first]; pseudo; pseudo = next_of(pseudo)) {
        if (!takes(pseudo, operands, count))
            continue;
        lexer->as->show_expansion = true;
        if (*pseudo->expansion)
            expand_text(lexer, name, pseudo->expansion, count ? operands : &none);
        else if (pseudo->operands[0] == '*')
            expand_push_pop(lexer, name, operands, count, pseudo->name[1] == 'u');
        else
            expand_li(lexer, name, operands);
        return true;
    }
    return false;
}

static const char *operand_name(char letter)
{
    switch (letter) {
    case 'r': return "register";
    case 'f': return "floating register";
    case '*': return "register, ...";
    default: return "value";
    }
}

void pseudo_complain(struct assembler *as, unsigned first, const struct token *name)
{
    char wanted[160] = "";
    for (const struct asm_pseudo *pseudo = &pseudos[first]; pseudo; pseudo = next_of(pseudo)) {
        size_t used = strlen(wanted);
        snprintf(wanted + used, sizeof wanted - used, "%s%s", used ? " or " : "", pseudo->name);
        for (const char *letter = pseudo->operands; *letter; letter++) {
            used = strlen(wanted);
            snprintf(wanted + used, sizeof wanted - used, "%s%s", letter == pseudo->operands ? " " : ", ",
                     operand_name(*letter));
        }
    }
    error_where(as, name->where, name->where_width, "wrong operands for '%.*s'; it is written: %s", (int)name->length,
                name->start, wanted);
}
