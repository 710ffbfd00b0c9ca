/* Splitting before a function's calls: when all of them lie behind one block, a value that is needed there gets a second
 * register at that block.  The first one, which no call destroys, stays in an argument's register, and the ways that call
 * nothing need no saved register. */
#include "target/debug.h"
#include "target/passes.h"

struct split {
    struct mach_function *function;
    struct mach_block *gate; /* dominates all calls, in no loop, not the entry */
    struct arena arena;
    uint8_t *defs;    /* by register: definitions, at most 2 */
    uint8_t *outside; /* by register: defined outside of what the gate dominates */
    mreg *renamed;    /* by register: the one that takes its place behind the gate, 0 for none */
    mreg *order;      /* the renamed ones */
    uint32_t order_count;
};

static bool calls(const struct mach_block *block)
{
    for (uint32_t i = 0; i < block->count; i++)
        if (block->insns[i].op == M_CALL || block->insns[i].op == M_ASM)
            return true;
    return false;
}

static void note_def(struct split *split, mreg reg, bool inside)
{
    if (reg < MREG_VIRTUAL)
        return;
    if (split->defs[reg] < 2)
        split->defs[reg]++;
    split->outside[reg] |= !inside;
}

static void find_defs(struct split *split)
{
    struct mach_function *function = split->function;
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        bool inside = mach_dominates(split->gate, block);
        for (uint32_t i = 0; i < block->count; i++) {
            struct mach_refs refs;
            mach_refs(&block->insns[i], &refs);
            for (unsigned d = 0; d < refs.def_count; d++)
                note_def(split, *refs.def[d], inside);
            for (uint32_t d = 0; d < refs.more_def_count; d++)
                note_def(split, refs.more_defs[d], inside);
        }
    }
}

/* A use behind a call, or in a block behind the gate. */
static void rename_use(struct split *split, mreg *reg, bool behind_call)
{
    if (*reg < MREG_VIRTUAL || split->defs[*reg] != 1 || !split->outside[*reg])
        return;
    if (!split->renamed[*reg] && behind_call) {
        split->order[split->order_count++] = *reg;
        split->renamed[*reg] = mach_reg(split->function, split->function->is_fp[*reg]);
    }
    if (split->renamed[*reg])
        *reg = split->renamed[*reg];
}

static void rename_block(struct split *split, struct mach_block *block, bool behind_call)
{
    for (uint32_t i = 0; i < block->count; i++) {
        struct mach_insn *insn = &block->insns[i];
        struct mach_refs refs;
        mach_refs(insn, &refs);
        for (unsigned u = 0; u < refs.use_count; u++)
            rename_use(split, refs.use[u], behind_call);
        for (uint32_t u = 0; u < refs.more_use_count; u++)
            rename_use(split, &refs.more_uses[u], behind_call);
        behind_call |= insn->op == M_CALL || insn->op == M_ASM;
    }
}

/* The moves into the new registers, at the gate's start. */
static void insert_moves(struct split *split)
{
    struct mach_function *function = split->function;
    struct mach_block *gate = split->gate;
    struct mach_insn *insns = gate->insns;
    uint32_t count = gate->count;
    gate->insns = NULL;
    gate->count = gate->capacity = 0;
    for (uint32_t i = 0; i < split->order_count; i++) {
        mreg reg = split->order[i];
        struct mach_insn move = {.op = function->is_fp[reg] ? (uint16_t)OP_FMOV : (uint16_t)M_MOV,
                                 .flags = MACH_SPLIT,
                                 .d = split->renamed[reg],
                                 .a = reg,
                                 .loc = count ? insns[0].loc : 0,
                                 .order = count ? insns[0].order : 0};
        debug_note_copy(function, &move);
        mach_append(function, gate, &move);
    }
    for (uint32_t i = 0; i < count; i++)
        mach_append(function, gate, &insns[i]);
}

void target_split(struct mach_function *function)
{
    struct split split = {.function = function};
    if (!function->has_calls || function->frame_pointer)
        return;
    for (uint32_t b = 0; b < function->block_count; b++)
        if (calls(&function->blocks[b]))
            split.gate = split.gate ? mach_common_dominator(function, split.gate, &function->blocks[b]) : &function->blocks[b];
    split.gate = mach_out_of_loops(function, split.gate);
    if (!split.gate || split.gate == &function->blocks[0])
        return;
    uint32_t count = function->reg_count;
    split.defs = arena_array(&split.arena, count, 1);
    split.outside = arena_array(&split.arena, count, 1);
    split.renamed = arena_array(&split.arena, count, sizeof *split.renamed);
    split.order = arena_array(&split.arena, count, sizeof *split.order);
    find_defs(&split);
    /* The gate last: what is used behind it anywhere is renamed in all of it. */
    for (uint32_t b = 0; b < function->block_count; b++)
        if (&function->blocks[b] != split.gate && mach_dominates(split.gate, &function->blocks[b]))
            rename_block(&split, &function->blocks[b], true);
    rename_block(&split, split.gate, false);
    insert_moves(&split);
    arena_free(&split.arena);
}
