/* What a source may ask for and this machine cannot give: refused here, with words. */
#include "target/emit.h"

#include <string.h>

#define FRAME_MAX_BYTES   (1u << 29)
#define ASM_MAX_OPERANDS  30
#define ASM_MAX_REGISTERS 12 /* of one class in one asm: some are needed around it */

static void refuse(struct emitter *emitter, ir_loc loc, const char *what)
{
    const struct ir_place *at = ir_place_of(emitter->module, loc);
    struct diag_place place = {.file = emitter->module->files[at->file], .line = at->line};
    diag_at(emitter->diag, DIAG_ERROR, &place, "%s", what);
    emitter->failed = true;
}

static uint32_t count_set(uint32_t set)
{
    uint32_t count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

/* Registers of each class that the operands and clobbers take away. */
static const char *check_asm(const struct ir_asm *assembly)
{
    uint32_t need[2] = {count_set(assembly->clobbers & 0xffff), count_set(assembly->clobbers >> 16)};
    if (assembly->operand_count > ASM_MAX_OPERANDS)
        return "asm has more than 30 operands; split it";
    for (uint32_t i = 0; i < assembly->operand_count; i++) {
        const struct ir_asm_operand *operand = &assembly->operands[i];
        bool tied = operand->constraint[0] >= '0' && operand->constraint[0] <= '9';
        if (operand->type == IR_I64)
            return "asm operand of 64 bits does not fit a register; pass its two halves";
        if (!tied)
            need[operand->type == IR_F32 || operand->type == IR_F64]++;
    }
    if (need[0] > ASM_MAX_REGISTERS || need[1] > ASM_MAX_REGISTERS)
        return "asm wants more registers than there are; split it, or use memory operands";
    return NULL;
}

bool emit_check(struct emitter *emitter, const struct ir_function *function)
{
    uint64_t frame = 0;
    bool good = true;
    for (const struct ir_slot *slot = function->slots; slot; slot = slot->next)
        frame += (uint64_t)slot->size_bytes + slot->align;
    if (frame > FRAME_MAX_BYTES) {
        refuse(emitter, function->loc,
               "variables of this function take more than 512 MiB of stack; make large ones static");
        good = false;
    }
    for (const struct ir_block *block = function->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            const char *problem = insn->op == IR_ASM ? check_asm(insn->u.assembly) : NULL;
            if (!problem)
                continue;
            refuse(emitter, insn->loc, problem);
            good = false;
        }
    return good;
}
