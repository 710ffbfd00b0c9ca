/* The last look at control flow: jumps to jumps and to what lies next go, a branch around a jump is inverted, blocks that
 * nobody reaches are emptied, and short ends of paths are copied to where a jump leads to them. */
#include "target/passes.h"

#include <string.h>

#define COPY_RETURN   7 /* at most so many instructions of a block that ends in a return or computed jump are copied */
#define COPY_LOOP     5 /* of one that ends otherwise, within a loop */
#define ROUNDS        3

struct tidy {
    struct mach_function *function;
    struct arena arena;
    uint8_t *reached;
    struct mach_block **work;
    uint32_t work_count;
    bool changed;
};

static bool is_jump(const struct mach_insn *insn)
{
    return insn->op == OP_J && insn->ref == REF_BLOCK;
}

static bool is_branch(const struct mach_insn *insn)
{
    return insn->ref == REF_BLOCK && insn->op != OP_J;
}

/* Control does not come past this instruction. */
static bool ends_path(const struct mach_insn *insn)
{
    return insn->op == OP_J || insn->op == OP_BRK || (insn->op == OP_JALR && insn->d == REG_ZERO);
}

static struct mach_block *next_block(const struct mach_function *function, const struct mach_block *block)
{
    return block->index + 1 < function->block_count ? &function->blocks[block->index + 1] : NULL;
}

/* Where control really goes that goes to this block. */
static struct mach_block *destination(const struct mach_function *function, struct mach_block *block)
{
    for (uint32_t steps = 0; steps < function->block_count; steps++) {
        struct mach_block *on = block;
        if (!block->count)
            on = next_block(function, block);
        else if (is_jump(&block->insns[0]))
            on = block->insns[0].u.block;
        if (!on || on == block)
            break;
        block = on;
    }
    return block;
}

static void retarget(struct tidy *tidy)
{
    const struct mach_function *function = tidy->function;
    for (uint32_t b = 0; b < function->block_count; b++)
        for (uint32_t i = 0; i < function->blocks[b].count; i++) {
            struct mach_insn *insn = &function->blocks[b].insns[i];
            if (insn->ref == REF_BLOCK)
                insn->u.block = destination(function, insn->u.block);
        }
    for (struct mach_table *table = function->tables; table; table = table->next)
        for (uint32_t i = 0; i < table->count; i++)
            table->targets[i] = destination(function, table->targets[i]);
}

/* ---- Reachability ---- */

static void reach(struct tidy *tidy, struct mach_block *block)
{
    if (!block || tidy->reached[block->index])
        return;
    tidy->reached[block->index] = 1;
    tidy->work[tidy->work_count++] = block;
}

static void remove_unreached(struct tidy *tidy)
{
    struct mach_function *function = tidy->function;
    memset(tidy->reached, 0, function->block_count);
    reach(tidy, &function->blocks[0]);
    for (uint32_t b = 0; b < function->block_count; b++)
        if (function->blocks[b].ir && function->blocks[b].ir->label)
            reach(tidy, &function->blocks[b]);
    for (const struct mach_table *table = function->tables; table; table = table->next)
        for (uint32_t i = 0; i < table->count; i++)
            reach(tidy, table->targets[i]);
    while (tidy->work_count > 0) {
        struct mach_block *block = tidy->work[--tidy->work_count];
        for (uint32_t i = 0; i < block->count; i++)
            if (block->insns[i].ref == REF_BLOCK)
                reach(tidy, block->insns[i].u.block);
        if (!block->count || !ends_path(&block->insns[block->count - 1]))
            reach(tidy, next_block(function, block));
    }
    for (uint32_t b = 0; b < function->block_count; b++)
        if (!tidy->reached[b] && function->blocks[b].count) {
            function->blocks[b].count = 0;
            tidy->changed = true;
        }
}

/* ---- Ends of blocks ---- */

static unsigned opposite(unsigned op)
{
    static const uint16_t pairs[][2] = {{OP_BEQ, OP_BNE},   {OP_BLT, OP_BGE},   {OP_BLTU, OP_BGEU},
                                        {OP_BEQI, OP_BNEI}, {OP_BLTI, OP_BGEI}, {OP_BLTUI, OP_BGEUI}};
    for (unsigned i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (unsigned side = 0; side < 2; side++)
            if (pairs[i][side] == op)
                return pairs[i][1 - side];
    return op;
}

/* What lies behind the block, empty ones passed over. */
static struct mach_block *behind(const struct mach_function *function, const struct mach_block *block)
{
    struct mach_block *next = next_block(function, block);
    while (next && !next->count)
        next = next_block(function, next);
    return next;
}

static void tidy_end(struct tidy *tidy, struct mach_block *block)
{
    struct mach_block *next = behind(tidy->function, block);
    if (!next || !block->count)
        return;
    struct mach_insn *last = &block->insns[block->count - 1], *before = block->count > 1 ? last - 1 : NULL;
    if (is_jump(last) && before && is_branch(before) && before->u.block == next) {
        before->op = (uint16_t)opposite(before->op);
        before->u.block = last->u.block;
        block->count--;
        tidy->changed = true;
    } else if ((is_jump(last) || is_branch(last)) && last->u.block == next) {
        block->count--;
        tidy->changed = true;
    }
}

/* ---- Copies of short ends ---- */

/* How many instructions of the block are worth copying in place of a jump to it; 0 for none. */
static uint32_t copy_length(const struct mach_block *block, bool small)
{
    if (!block->count)
        return 0;
    const struct mach_insn *last = &block->insns[block->count - 1];
    if (last->op == OP_JALR && last->d == REG_ZERO)
        return block->count <= (small ? 1 : COPY_RETURN) ? block->count : 0;
    if (small || !block->loop_depth || !(is_branch(last) || is_jump(last)))
        return 0;
    return block->count <= COPY_LOOP ? block->count : 0;
}

static void copy_end(struct tidy *tidy, struct mach_block *block, bool small)
{
    struct mach_function *function = tidy->function;
    if (!block->count || !is_jump(&block->insns[block->count - 1]))
        return;
    struct mach_block *from = block->insns[block->count - 1].u.block, *next = behind(function, from);
    uint32_t length = copy_length(from, small);
    bool goes_on = length && !ends_path(&from->insns[length - 1]);
    if (!length || from == block || from->framed != block->framed || from == function->gate || (goes_on && !next))
        return;
    ir_loc loc = block->insns[--block->count].loc;
    for (uint32_t i = 0; i < length; i++)
        mach_append(function, block, &from->insns[i]);
    if (goes_on) {
        struct mach_insn jump = {.op = OP_J, .ref = REF_BLOCK, .loc = loc, .u.block = next};
        mach_append(function, block, &jump);
    }
    tidy->changed = true;
}

void target_tidy(struct mach_function *function, bool small)
{
    struct tidy tidy = {.function = function};
    tidy.reached = arena_array(&tidy.arena, function->block_count, 1);
    tidy.work = arena_array(&tidy.arena, function->block_count, sizeof(struct mach_block *));
    for (unsigned round = 0; round < ROUNDS; round++) {
        tidy.changed = false;
        retarget(&tidy);
        remove_unreached(&tidy);
        for (uint32_t b = function->block_count; b-- > 0;)
            tidy_end(&tidy, &function->blocks[b]);
        for (uint32_t b = 0; round == 0 && b < function->block_count; b++)
            copy_end(&tidy, &function->blocks[b], small);
        if (!tidy.changed)
            break;
    }
    arena_free(&tidy.arena);
}
