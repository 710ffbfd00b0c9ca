/* Pairs of loads and stores of adjacent words become one instruction; jumps to the next block go. */
#include "target/passes.h"

static bool pairs_up(const struct mach_insn *first, const struct mach_insn *second)
{
    if (first->op != second->op || (first->op != OP_LW && first->op != OP_SW))
        return false;
    if (first->ref != REF_NONE || second->ref != REF_NONE || first->a != second->a)
        return false;
    const struct mach_insn *low = first->imm < second->imm ? first : second;
    const struct mach_insn *high = low == first ? second : first;
    if (high->imm != low->imm + 4 || !(low->flags & MACH_ALIGN8))
        return false;
    if (low->imm % 4 || low->imm < -8192 || low->imm > 8188)
        return false;
    return first->op == OP_SW || (first->d != first->a && first->d != second->d);
}

static struct mach_insn make_pair(const struct mach_insn *first, const struct mach_insn *second)
{
    const struct mach_insn *low = first->imm < second->imm ? first : second;
    struct mach_insn pair = *low;
    pair.op = first->op == OP_LW ? OP_LWP : OP_SWP;
    pair.order = first->order;
    pair.b = low == first ? second->d : first->d;
    return pair;
}

void target_peephole(struct mach_function *function)
{
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        uint32_t kept = 0;
        for (uint32_t i = 0; i < block->count; i++) {
            struct mach_insn *insn = &block->insns[i];
            if (insn->op == OP_J && insn->ref == REF_BLOCK && i + 1 == block->count && insn->u.block->index == b + 1)
                continue;
            if (i + 1 < block->count && pairs_up(insn, insn + 1)) {
                block->insns[kept++] = make_pair(insn, insn + 1);
                i++;
            } else {
                block->insns[kept++] = *insn;
            }
        }
        block->count = kept;
    }
}
