#include "target/emit.h"

#include <stdio.h>
#include <string.h>

#include "target/debug.h"

unsigned emit_symbol(struct emitter *emitter, struct ir_symbol *symbol)
{
    if (symbol->object_index >= 0)
        return (unsigned)symbol->object_index;
    const struct writer_class *writer = emitter->writer->class;
    unsigned number = symbol->name ? writer->symbol(emitter->writer, symbol->name) : writer->label(emitter->writer);
    symbol->object_index = (int32_t)number;
    symbol->referenced = true;
    return number;
}

static enum peach_reloc branch_reloc(unsigned op)
{
    switch (isa_table[op].off_bits) {
    case 24: return R_PEACH_OFF24;
    case 20: return R_PEACH_OFF20;
    case 16: return R_PEACH_OFF16;
    default: return R_PEACH_OFF12;
    }
}

static void emit_insn(struct emitter *emitter, const struct mach_insn *mach)
{
    struct insn insn = {
        .op = mach->op,
        .d = (uint8_t)(mach->d & 15),
        .a = (uint8_t)(mach->a & 15),
        .b = (uint8_t)(mach->b & 15),
        .c = (uint8_t)(mach->c & 15),
        .n = mach->n,
        .imm = mach->imm,
    };
    enum peach_reloc reloc = R_PEACH_NONE;
    unsigned symbol = 0;
    int32_t addend = 0;
    switch ((enum mach_ref)mach->ref) {
    case REF_HI:
    case REF_LO:
    case REF_TPHI:
    case REF_TPLO:
        reloc = mach->ref == REF_HI     ? R_PEACH_HI16
                : mach->ref == REF_LO   ? R_PEACH_LO16
                : mach->ref == REF_TPHI ? R_PEACH_TPHI16
                                        : R_PEACH_TPLO16;
        symbol = emit_symbol(emitter, mach->u.symbol);
        addend = mach->imm;
        insn.imm = 0;
        break;
    case REF_SYMBOL:
        reloc = branch_reloc(mach->op);
        symbol = emit_symbol(emitter, mach->u.symbol);
        break;
    case REF_BLOCK:
        reloc = branch_reloc(mach->op);
        symbol = mach->u.block->label;
        break;
    default: break;
    }
    emitter->writer->class->insn(emitter->writer, &insn, reloc, symbol, addend);
}

/* The source lines of a function being written. */
struct lines {
    ir_loc last, furthest; /* in the block */
    bool in_body;          /* the end of the prologue has been marked */
};

/* A place that the code comes back to, because it was moved, is no start of a statement. */
static void emit_line(struct emitter *emitter, const struct mach_function *function, struct lines *lines,
                      const struct mach_insn *insn)
{
    ir_loc loc = insn ? insn->loc : function->ir->loc;
    if (loc == lines->last || !loc || !emitter->options->debug)
        return;
    const struct ir_place *place = ir_place_of(emitter->module, loc);
    unsigned flags = loc >= lines->furthest ? OBJ_LINE_STATEMENT : 0;
    if (!lines->in_body && insn && loc != function->ir->loc && !(insn->flags & MACH_PROLOGUE)) {
        lines->in_body = true;
        flags |= OBJ_LINE_PROLOGUE_END;
    }
    emitter->writer->class->line(emitter->writer, emitter->module->files[place->file], place->line, place->column,
                                 flags);
    lines->last = loc;
    if (loc > lines->furthest)
        lines->furthest = loc;
}

static void emit_debug_label(struct emitter *emitter, struct debug_code *debug, uint32_t at)
{
    if (!debug || !debug->wanted[at])
        return;
    debug->label[at] = emitter->writer->class->label(emitter->writer);
    emitter->writer->class->define(emitter->writer, debug->label[at]);
}

static void emit_tables(struct emitter *emitter, const struct mach_function *function)
{
    const struct writer_class *writer = emitter->writer->class;
    for (const struct mach_table *table = function->tables; table; table = table->next) {
        writer->section(emitter->writer, ".rodata", SECTION_READ_ONLY);
        writer->align(emitter->writer, 4);
        writer->define(emitter->writer, emit_symbol(emitter, table->symbol));
        for (uint32_t i = 0; i < table->count; i++)
            writer->address(emitter->writer, table->targets[i]->label, 0);
    }
}

void emit_function(struct emitter *emitter, struct mach_function *function)
{
    const struct writer_class *writer = emitter->writer->class;
    struct ir_symbol *symbol = function->ir->symbol;
    unsigned number = emit_symbol(emitter, symbol);
    char section[512];
    if (symbol->section)
        snprintf(section, sizeof section, "%s", symbol->section);
    else if (emitter->options->function_sections)
        snprintf(section, sizeof section, ".text.%s", symbol->name);
    else
        snprintf(section, sizeof section, ".text");
    writer->section(emitter->writer, section, SECTION_CODE);
    writer->align(emitter->writer, symbol->align > 4 ? symbol->align : 4);
    static const unsigned bindings[] = {STB_LOCAL, STB_GLOBAL, STB_WEAK};
    writer->describe(emitter->writer, number, bindings[symbol->linkage], STT_FUNC);
    writer->define(emitter->writer, number);
    struct lines lines = {0};
    struct frame_state frame = {.reg = REG_SP};
    bool frames = emitter->options->debug && !function->ir->naked;
    if (frames)
        writer->frame_begin(emitter->writer);
    emit_line(emitter, function, &lines, NULL);
    struct debug_code *debug = target_debug(function);
    uint32_t at = 0; /* number of the instruction */
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        struct ir_symbol *label = block->ir ? block->ir->label : NULL;
        block->label = label ? emit_symbol(emitter, label) : writer->label(emitter->writer);
    }
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        writer->define(emitter->writer, block->label);
        if (block->ir && block->ir->label)
            block->ir->label->emitted = true;
        lines.furthest = 0;
        if (frames)
            emit_frame_block(emitter, &frame, function, block);
        for (uint32_t i = 0; i < block->count; i++) {
            emit_debug_label(emitter, debug, at++);
            emit_line(emitter, function, &lines, &block->insns[i]);
            if (frames)
                emit_frame(emitter, &frame, function, &block->insns[i], true);
            if (block->insns[i].op == M_ASM)
                emit_asm(emitter, function, &block->insns[i]);
            else
                emit_insn(emitter, &block->insns[i]);
            if (frames)
                emit_frame(emitter, &frame, function, &block->insns[i], false);
        }
    }
    if (frames)
        writer->frame_end(emitter->writer);
    emit_debug_label(emitter, debug, at);
    if (debug)
        debug_finish(debug);
    writer->size_to_here(emitter->writer, number);
    if (lines.last)
        writer->line(emitter->writer, NULL, 0, 0, 0);
    emit_tables(emitter, function);
}
