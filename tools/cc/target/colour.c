/* Colours: each register of the graph, in the reverse of the order in which they left it, gets a physical one. */
#include "target/allocate.h"
#include "target/debug.h"

/* Registers in the order in which they are given out: those a call destroys first. */
static const uint8_t colour_order[2][16] = {
    {1, 2, 3, 4, 5, 6, 7, 15, 8, 9, 10, 11, 12, 13, 0, 0},
    {16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31},
};

/* These the translator keeps in registers of an x86-64 host (emu/jit); the others live in its memory. */
#define HOST_REGISTERS 0x077eu
#define HOT            20 /* cost of a value that is worth a register of the host */

static unsigned pick_colour(const struct allocator *alloc, const struct node *node, unsigned class, uint32_t allowed)
{
    for (uint32_t i = 0; i < node->move_count; i++) {
        const struct move *move = &alloc->moves[node->moves[i]];
        for (unsigned side = 0; side < 2; side++) {
            uint32_t other = alloc_find(alloc, side ? move->from : move->to);
            unsigned colour = other < MREG_VIRTUAL ? other : alloc->nodes[other].colour;
            bool evades = move->is_split && (MREG_SET(colour) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP));
            if (colour && !evades && (allowed & MREG_SET(colour)))
                return colour;
        }
    }
    for (unsigned pass = node->cost < HOT || class != 0 || alloc->function->ir->for_size; pass < 3; pass++)
        for (unsigned i = 0; i < 16; i++) {
            unsigned colour = colour_order[class][i];
            if (pass == 0 && !(MREG_SET(colour) & HOST_REGISTERS))
                continue;
            bool costs = pass == 1 && (MREG_SET(colour) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR))) &&
                         !(alloc->function->used_saved & MREG_SET(colour));
            if ((allowed & MREG_SET(colour)) && !costs)
                return colour;
        }
    return 0;
}

void colour_assign(struct allocator *alloc)
{
    while (alloc->stack_count > 0) {
        uint32_t n = alloc->stack[--alloc->stack_count];
        struct node *node = &alloc->nodes[n];
        unsigned class = alloc_class(alloc, n);
        uint32_t allowed = alloc->allocatable[class] & ~node->forbidden;
        for (uint32_t i = 0; i < node->adjacent_count; i++) {
            uint32_t other = alloc_find(alloc, node->adjacent[i]);
            if (other < MREG_VIRTUAL)
                allowed &= ~MREG_SET(other);
            else if (alloc->nodes[other].colour)
                allowed &= ~MREG_SET(alloc->nodes[other].colour);
        }
        node->state = NODE_COLOURED;
        if (!allowed) {
            alloc->spilled[alloc->spilled_count++] = n;
            continue;
        }
        node->colour = (uint8_t)pick_colour(alloc, node, class, allowed);
        alloc->function->used_saved |= MREG_SET(node->colour) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR));
    }
}

static mreg colour_of(const struct allocator *alloc, mreg reg)
{
    if (reg < MREG_VIRTUAL)
        return reg;
    uint32_t n = alloc_find(alloc, reg);
    return n < MREG_VIRTUAL ? n : alloc->nodes[n].colour;
}

static void note_saved(struct mach_function *function, mreg reg)
{
    function->used_saved |= MREG_SET(reg) & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR));
}

/* Put the colours in, drop moves of a register to itself. */
void colour_apply(struct allocator *alloc)
{
    struct mach_function *function = alloc->function;
    for (mreg reg = MREG_VIRTUAL; reg < alloc->node_count; reg++)
        debug_note_register(function, reg, colour_of(alloc, reg));
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        uint32_t kept = 0;
        for (uint32_t i = 0; i < block->count; i++) {
            struct mach_insn *insn = &block->insns[i];
            struct mach_refs refs;
            mach_refs(insn, &refs);
            for (unsigned u = 0; u < refs.use_count; u++)
                *refs.use[u] = colour_of(alloc, *refs.use[u]);
            for (unsigned d = 0; d < refs.def_count; d++) {
                *refs.def[d] = colour_of(alloc, *refs.def[d]);
                note_saved(function, *refs.def[d]);
            }
            for (uint32_t k = 0; k < refs.more_use_count; k++)
                refs.more_uses[k] = colour_of(alloc, refs.more_uses[k]);
            for (uint32_t k = 0; k < refs.more_def_count; k++) {
                refs.more_defs[k] = colour_of(alloc, refs.more_defs[k]);
                note_saved(function, refs.more_defs[k]);
            }
            if (insn->op == M_ASM)
                function->used_saved |= refs.def_set & (CALLEE_SAVED_INT | CALLEE_SAVED_FP | MREG_SET(REG_LR));
            if (!(mach_is_move(insn) && insn->d == insn->a))
                block->insns[kept++] = *insn;
        }
        block->count = kept;
    }
}
