#include "target/mach.h"

#include "passes/passes.h"

#include <inttypes.h>
#include <string.h>

mreg mach_reg(struct mach_function *function, bool is_fp)
{
    if (function->reg_count == function->reg_capacity) {
        uint32_t capacity = function->reg_capacity * 2;
        function->is_fp = arena_grow(&function->arena, function->is_fp, function->reg_count, capacity, 1);
        function->reg_capacity = capacity;
    }
    function->is_fp[function->reg_count] = is_fp;
    return function->reg_count++;
}

struct mach_insn *mach_append(struct mach_function *function, struct mach_block *block, const struct mach_insn *insn)
{
    if (block->count == block->capacity) {
        uint32_t capacity = block->capacity ? block->capacity * 2 : 8;
        block->insns = arena_grow(&function->arena, block->insns, block->count, capacity, sizeof *insn);
        block->capacity = capacity;
    }
    block->insns[block->count] = *insn;
    return &block->insns[block->count++];
}

static void pseudo_refs(struct mach_insn *insn, struct mach_refs *refs)
{
    switch ((enum mach_op)insn->op) {
    case M_MOV:
    case M_ALLOCA:
        refs->def[refs->def_count++] = &insn->d;
        refs->use[refs->use_count++] = &insn->a;
        break;
    case M_LI:
    case M_LA:
    case M_GETSP:
    case M_FRAME: refs->def[refs->def_count++] = &insn->d; break;
    case M_CALL:
    case M_TAIL:
        if (!insn->u.symbol)
            refs->use[refs->use_count++] = &insn->a;
        refs->use_set = (uint32_t)insn->imm;
        refs->def_set = CALLER_SAVED_INT | CALLER_SAVED_FP;
        break;
    case M_RET: refs->use_set = (uint32_t)insn->imm; break;
    case M_ENTRY: refs->def_set = (uint32_t)insn->imm; break;
    case M_TABLE:
        refs->def[refs->def_count++] = &insn->d;
        refs->use[refs->use_count++] = &insn->a;
        refs->use[refs->use_count++] = &insn->b;
        break;
    case M_GOTO:
    case M_SETSP: refs->use[refs->use_count++] = &insn->a; break;
    case M_ASM:
        refs->more_defs = insn->u.assembly->reg;
        refs->more_def_count = insn->u.assembly->def_count;
        refs->more_uses = insn->u.assembly->reg + insn->u.assembly->def_count;
        refs->more_use_count = insn->u.assembly->use_count;
        refs->def_set = insn->u.assembly->source->clobbers;
        break;
    default: break;
    }
}

void mach_refs(struct mach_insn *insn, struct mach_refs *refs)
{
    memset(refs, 0, sizeof *refs);
    if (insn->op >= OP_COUNT) {
        pseudo_refs(insn, refs);
        return;
    }
    const struct isa_info *info = &isa_table[insn->op];
    unsigned reads = info->reads | info->fp_reads, writes = info->writes | info->fp_writes;
    mreg *field[4] = {&insn->d, &insn->a, &insn->b, &insn->c};
    for (unsigned i = 0; i < 4; i++) {
        if (reads & 1u << i)
            refs->use[refs->use_count++] = field[i];
        if (writes & 1u << i)
            refs->def[refs->def_count++] = field[i];
    }
}

bool mach_dominates(const struct mach_block *above, const struct mach_block *block)
{
    return ir_dominates(above->ir, block->ir);
}

struct mach_block *mach_common_dominator(const struct mach_function *function, struct mach_block *a, struct mach_block *b)
{
    const struct ir_block *x = a->ir, *y = b->ir;
    while (x != y)
        if (x->order > y->order)
            x = x->idom;
        else
            y = y->idom;
    return function->by_order[x->order];
}

struct mach_block *mach_out_of_loops(const struct mach_function *function, struct mach_block *block)
{
    while (block && block->loop_depth > 0)
        block = block->ir->idom ? function->by_order[block->ir->idom->order] : NULL;
    return block;
}

int32_t mach_low16(int32_t value)
{
    return (int32_t)((uint32_t)value & 0x7fff) - (int32_t)((uint32_t)value & 0x8000);
}

int32_t mach_high16(int32_t value)
{
    return (int32_t)(((uint32_t)value + 0x8000u) >> 16);
}

bool mach_fits16(int64_t value)
{
    return value >= -0x8000 && value <= 0x7fff;
}

bool mach_is_move(const struct mach_insn *insn)
{
    return insn->op == M_MOV || insn->op == OP_FMOV;
}

bool mach_is_pure(const struct mach_insn *insn)
{
    if (insn->op >= OP_COUNT)
        return insn->op == M_MOV || insn->op == M_LI || insn->op == M_LA;
    return !(isa_table[insn->op].flags & ~(unsigned)ISA_FPU);
}

static void dump_reg(FILE *out, const struct mach_function *function, const char *before, mreg reg)
{
    if (reg < 16)
        fprintf(out, "%s%s", before, isa_reg_name(reg));
    else if (reg < MREG_VIRTUAL)
        fprintf(out, "%s%s", before, isa_freg_name(reg - 16));
    else
        fprintf(out, "%s%s%" PRIu32, before, function->is_fp[reg] ? "w" : "v", reg);
}

static void dump_ref(FILE *out, const struct mach_insn *insn)
{
    static const char *const names[] = {"",      "hi",   "lo",       "tphi",     "tplo", "symbol",
                                        "block", "slot", "incoming", "outgoing", "asm",  "table"};
    if (insn->ref == REF_NONE)
        return;
    fprintf(out, " %s", names[insn->ref]);
    if (insn->ref == REF_BLOCK)
        fprintf(out, " %" PRIu32, insn->u.block->index);
    else if (insn->ref == REF_SLOT)
        fprintf(out, " s%" PRIu32, insn->u.slot->id);
    else if (insn->ref == REF_SYMBOL || insn->ref == REF_HI || insn->ref == REF_LO)
        fprintf(out, " %s", insn->u.symbol && insn->u.symbol->name ? insn->u.symbol->name : "?");
}

static void dump_insn(FILE *out, const struct mach_function *function, struct mach_insn *insn)
{
    static const char *const names[] = {"mov",   "li",   "la",     "call",  "tail",  "ret",   "br", "entry",
                                        "table", "goto", "alloca", "setsp", "getsp", "frame", "leave", "asm"};
    struct mach_refs refs;
    mach_refs(insn, &refs);
    fprintf(out, "    %-8s", insn->op >= OP_COUNT ? names[insn->op - OP_COUNT] : isa_table[insn->op].name);
    for (unsigned i = 0; i < refs.def_count; i++)
        dump_reg(out, function, i ? ", " : " ", *refs.def[i]);
    for (uint32_t i = 0; i < refs.more_def_count; i++)
        dump_reg(out, function, i ? ", " : " ", refs.more_defs[i]);
    fputs(" <-", out);
    for (unsigned i = 0; i < refs.use_count; i++)
        dump_reg(out, function, i ? ", " : " ", *refs.use[i]);
    for (uint32_t i = 0; i < refs.more_use_count; i++)
        dump_reg(out, function, i ? ", " : " ", refs.more_uses[i]);
    fprintf(out, " #%" PRId32, insn->imm);
    dump_ref(out, insn);
    putc('\n', out);
}

void mach_dump(FILE *out, const struct mach_function *function)
{
    fprintf(out, "%s:\n", function->ir->symbol->name ? function->ir->symbol->name : "?");
    for (uint32_t i = 0; i < function->block_count; i++) {
        fprintf(out, "  %" PRIu32 ": depth %" PRIu32 "\n", i, function->blocks[i].loop_depth);
        for (uint32_t k = 0; k < function->blocks[i].count; k++)
            dump_insn(out, function, &function->blocks[i].insns[k]);
    }
}
