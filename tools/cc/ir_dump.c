/* The IR as text.  The form is described in ir_read.c, which reads it back. */
#include "ir_debug.h"

#include <ctype.h>
#include <inttypes.h>

static const char *const type_names[] = {"void", "i32", "i64", "f32", "f64"};
static const char *const mem_names[] = {"s8", "u8", "s16", "u16", "w32", "w64", "f32", "f64"};

static void dump_string(FILE *out, const char *text)
{
    putc('"', out);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (isprint(c) && c != '"' && c != '\\')
            putc(c, out);
        else
            fprintf(out, "\\%02x", c);
    }
    putc('"', out);
}

static void dump_offset(FILE *out, int64_t offset)
{
    if (offset < 0)
        fprintf(out, " - %" PRId64, -offset);
    else if (offset > 0)
        fprintf(out, " + %" PRId64, offset);
}

/* Symbols are written by their place in the module's list. */
static uint32_t symbol_number(const struct ir_module *module, const struct ir_symbol *wanted)
{
    uint32_t number = 0;
    for (const struct ir_symbol *symbol = module->symbols; symbol && symbol != wanted; symbol = symbol->next)
        number++;
    return number;
}

static void dump_symbol_ref(FILE *out, const struct ir_module *module, const struct ir_symbol *symbol)
{
    fprintf(out, "$%" PRIu32, symbol_number(module, symbol));
}

static void dump_args(FILE *out, const struct ir_insn *insn, uint32_t first)
{
    for (uint32_t i = first; i < insn->arg_count; i++)
        fprintf(out, "%s%%%" PRIu32, i == first ? " " : ", ", ir_resolve(insn->arg[i])->id);
}

static void dump_call(FILE *out, const struct ir_module *module, const struct ir_insn *insn)
{
    uint32_t first = 0;
    putc(' ', out);
    if (insn->u.call->callee)
        dump_symbol_ref(out, module, insn->u.call->callee);
    else
        fprintf(out, "%%%" PRIu32, ir_resolve(insn->arg[first++])->id);
    fputs(" (", out);
    dump_args(out, insn, first);
    fputs(" )", out);
    if (insn->u.call->variadic)
        fprintf(out, " variadic %" PRIu32, insn->u.call->named);
    if (insn->u.call->noreturn)
        fputs(" noreturn", out);
}

static void dump_asm(FILE *out, const struct ir_insn *insn)
{
    const struct ir_asm *assembly = insn->u.assembly;
    putc(' ', out);
    dump_string(out, assembly->text);
    fprintf(out, " %" PRIu32, assembly->output_count);
    for (uint32_t i = 0; i < assembly->operand_count; i++) {
        const struct ir_asm_operand *operand = &assembly->operands[i];
        fputs(" [", out);
        dump_string(out, operand->constraint);
        fprintf(out, " %s %d%s%s", type_names[operand->type], operand->reg, operand->output ? " output" : "",
                operand->early ? " early" : "");
        putc(']', out);
    }
    fprintf(out, " clobbers %" PRIu32 "%s (", assembly->clobbers, assembly->memory ? " memory" : "");
    dump_args(out, insn, 0);
    fputs(" )", out);
}

static void dump_targets(FILE *out, const struct ir_insn *insn)
{
    for (uint32_t i = 0; i < insn->target_count; i++) {
        fputs(i == 0 && insn->arg_count == 0 ? " " : ", ", out);
        if (insn->op == IR_SWITCH && i > 0)
            fprintf(out, "%" PRId64 " ", insn->cases[i - 1]);
        fprintf(out, "b%" PRIu32, insn->u.target[i]->id);
    }
}

static void dump_operands(FILE *out, const struct ir_module *module, const struct ir_insn *insn)
{
    switch ((enum ir_op)insn->op) {
    case IR_ADDR:
        putc(' ', out);
        dump_symbol_ref(out, module, insn->u.symbol);
        dump_offset(out, insn->imm);
        return;
    case IR_SLOT:
        fprintf(out, " s%" PRIu32, insn->u.slot->id);
        dump_offset(out, insn->imm);
        return;
    case IR_LOAD:
    case IR_STORE:
        fprintf(out, " %s [%%%" PRIu32, mem_names[insn->mem], ir_resolve(insn->arg[0])->id);
        dump_offset(out, insn->imm);
        putc(']', out);
        if (insn->op == IR_STORE)
            fprintf(out, ", %%%" PRIu32, ir_resolve(insn->arg[1])->id);
        return;
    case IR_PHI:
        for (uint32_t i = 0; i < insn->arg_count; i++)
            fprintf(out, "%s b%" PRIu32 " %%%" PRIu32, i ? "," : "", insn->u.target[i]->id,
                    ir_resolve(insn->arg[i])->id);
        return;
    case IR_CALL: dump_call(out, module, insn); return;
    case IR_ASM: dump_asm(out, insn); return;
    default: dump_args(out, insn, 0); dump_targets(out, insn);
    }
}

static void dump_suffixes(FILE *out, const struct ir_module *module, const struct ir_insn *insn)
{
    const struct ir_place *place = ir_place_of(module, insn->loc);
    switch ((enum ir_op)insn->op) {
    case IR_CONST:
    case IR_PARAM:
    case IR_RESULT:
    case IR_ALLOCA:
    case IR_FRAMEADDR:
    case IR_RETADDR:
    case IR_BLKCOPY:
    case IR_BLKZERO: fprintf(out, " #%" PRId64, insn->imm); break;
    default: break;
    }
    if (insn->align)
        fprintf(out, " align %u", insn->align);
    if (insn->alias)
        fprintf(out, " alias %u", insn->alias);
    if (insn->record)
        fprintf(out, " record %u + %u", insn->record, insn->member);
    if (insn->flags & IR_VOLATILE)
        fputs(" volatile", out);
    if (insn->flags & IR_LIKELY)
        fputs(" likely", out);
    if (insn->flags & IR_UNLIKELY)
        fputs(" unlikely", out);
    if (insn->loc)
        fprintf(out, " @%u:%" PRIu32, place->file, place->line);
}

/* What variables are from before an instruction on, as a comment. */
static void dump_bindings(FILE *out, const struct ir_insn *insn)
{
    const struct ir_binding *last = insn->bindings;
    for (const struct ir_binding *binding = last ? last->next : NULL; binding;
         binding = binding == last ? NULL : binding->next) {
        const struct ir_slot *slot = binding->slot;
        fprintf(out, "  ; %s s%" PRIu32 "+%" PRIu32 ":%" PRIu32 " = ", slot->name ? slot->name : "", slot->id,
                binding->offset_bytes, binding->size_bytes);
        if (binding->value)
            fprintf(out, "%%%" PRIu32 "\n", ir_resolve(binding->value)->id);
        else
            fputs("unknown\n", out);
    }
}

static void dump_insn(FILE *out, const struct ir_module *module, const struct ir_insn *insn)
{
    dump_bindings(out, insn);
    fputs("  ", out);
    if (insn->type != IR_VOID)
        fprintf(out, "%%%" PRIu32 " = ", insn->id);
    fputs(ir_ops[insn->op].name, out);
    if (insn->type != IR_VOID)
        fprintf(out, " %s", type_names[insn->type]);
    dump_operands(out, module, insn);
    dump_suffixes(out, module, insn);
    putc('\n', out);
}

void ir_dump_function(FILE *out, const struct ir_function *function)
{
    fputs("function ", out);
    dump_symbol_ref(out, function->module, function->symbol);
    fprintf(out, " %s (", type_names[function->result]);
    for (uint32_t i = 0; i < function->param_count; i++)
        fprintf(out, " %s", type_names[function->params[i]]);
    fprintf(out, " )%s%s%s%s%s%s%s\n", function->variadic ? " variadic" : "", function->noreturn ? " noreturn" : "",
            function->always_inline ? " always_inline" : "", function->noinline ? " noinline" : "",
            function->frame_pointer ? " frame_pointer" : "", function->naked ? " naked" : "",
            function->calls_setjmp ? " setjmp" : "");
    for (const struct ir_slot *slot = function->slots; slot; slot = slot->next)
        fprintf(out, "  slot s%" PRIu32 " %" PRIu32 " align %" PRIu32 "\n", slot->id, slot->size_bytes, slot->align);
    for (const struct ir_block *block = function->entry; block; block = block->next) {
        fprintf(out, "b%" PRIu32 ":", block->id);
        if (block->label) {
            fputs(" label ", out);
            dump_symbol_ref(out, function->module, block->label);
        }
        putc('\n', out);
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next)
            if (insn->op != IR_COPY && insn->op != IR_NOP)
                dump_insn(out, function->module, insn);
    }
    fputs("end\n", out);
}

static void dump_symbol(FILE *out, const struct ir_module *module, const struct ir_symbol *symbol, uint32_t number)
{
    static const char *const linkages[] = {"local", "global", "weak"};
    static const char *const kinds[] = {"undefined", "function", "data", "alias", "common", "label"};
    fprintf(out, "symbol $%" PRIu32 " ", number);
    dump_string(out, symbol->name ? symbol->name : "");
    fprintf(out, " %s %s align %" PRIu32 " size %" PRIu32 "%s%s%s%s", linkages[symbol->linkage], kinds[symbol->kind],
            symbol->align, symbol->size_bytes, symbol->tls ? " tls" : "", symbol->used ? " used" : "",
            symbol->read_only ? " read_only" : "", symbol->strings ? " strings" : "");
    if (symbol->section) {
        fputs(" section ", out);
        dump_string(out, symbol->section);
    }
    if (symbol->aliased) {
        fputs(" of ", out);
        dump_symbol_ref(out, module, symbol->aliased);
    }
    putc('\n', out);
    if (symbol->bytes) {
        fputs("  bytes ", out);
        for (uint32_t i = 0; i < symbol->size_bytes; i++)
            fprintf(out, "%02x", symbol->bytes[i]);
        putc('\n', out);
    }
    for (const struct ir_reloc *reloc = symbol->relocs; reloc; reloc = reloc->next) {
        fprintf(out, "  reloc %" PRIu32 " ", reloc->offset);
        dump_symbol_ref(out, module, reloc->symbol);
        dump_offset(out, reloc->addend);
        putc('\n', out);
    }
}

void ir_dump_module(FILE *out, const struct ir_module *module)
{
    for (uint32_t i = 1; i < module->file_count; i++) {
        fprintf(out, "file %" PRIu32 " ", i);
        dump_string(out, module->files[i]);
        putc('\n', out);
    }
    for (uint32_t i = 0; i < module->top_asm_count; i++) {
        fputs("asm ", out);
        dump_string(out, module->top_asm[i]);
        putc('\n', out);
    }
    uint32_t number = 0;
    for (const struct ir_symbol *symbol = module->symbols; symbol; symbol = symbol->next)
        dump_symbol(out, module, symbol, number++);
    for (const struct ir_function *function = module->functions; function; function = function->next)
        ir_dump_function(out, function);
}
