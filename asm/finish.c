/* The end: what had to wait for symbols that are defined later. */
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

void defer(struct assembler *as, enum deferred_kind kind, unsigned label, unsigned bytes, const struct value *value,
           const char *where)
{
    as->deferred = mem_reserve(as->deferred, &as->deferred_capacity, as->deferred_count + 1, sizeof *as->deferred);
    as->deferred[as->deferred_count++] = (struct deferred){.kind = kind,
                                                           .section = as->section,
                                                           .label = label,
                                                           .bytes = bytes,
                                                           .value = *value,
                                                           .place = place_here(as, where)};
}

/* Give the symbols of .set that the object knows (they were used before, or made global) their place. */
static void define_equate(struct assembler *as, const struct equate *equate, unsigned symbol)
{
    struct value value = equate->value;
    if (!value_settle(as, &value, equate->place))
        return;
    struct obj_symbol_info info = obj_symbol_info(as->obj, value.plus);
    if (value_is_number(&value))
        obj_define_absolute(as->obj, symbol, (uint32_t)value.number);
    else if (!value.minus && value.plus && value.number == 0)
        obj_alias(as->obj, symbol, value.plus);
    else if (!value.minus && value.plus && info.where == OBJ_IN_SECTION)
        obj_define(as->obj, symbol, info.section, info.value + (uint32_t)value.number);
    else
        error_at(as, equate->place, 0,
                 "'%s' is not a place of this file or a number; it cannot be global or used above", equate->name);
}

void equates_finish(struct assembler *as)
{
    for (size_t i = 0; i < as->equate_count; i++) {
        const struct equate *equate = &as->equates[i];
        unsigned symbol = obj_find_symbol(as->obj, equate->name, strlen(equate->name));
        if (symbol)
            define_equate(as, equate, symbol);
    }
}

static void finish_locals(struct assembler *as)
{
    for (size_t i = 0; i < as->local_count; i++)
        if (as->locals[i].next)
            error_at(as, as->locals[i].first_use, 0, "no such label follows; write it as a number and ':'");
}

static void settle_immediate(struct assembler *as, const struct deferred *deferred, uint32_t offset)
{
    struct insn insn;
    uint32_t word = obj_read32(as->obj, deferred->section, offset);
    isa_decode(word, &insn);
    int64_t number = modifier_apply(deferred->value.modifier, deferred->value.number);
    if (number < INT32_MIN || number > INT32_MAX) {
        error_at(as, deferred->place, 0, "immediate %lld does not fit %u bits; use 'li'", (long long)number,
                 isa_table[insn.op].imm_bits);
        return;
    }
    insn.imm = (int32_t)number;
    enum isa_error error = isa_encode(&insn, &word);
    if (error == ISA_OK)
        obj_patch32(as->obj, deferred->section, offset, word);
    else if (error == ISA_IMM_ALIGN)
        error_at(as, deferred->place, 0, "offset %lld is not a multiple of 4", (long long)number);
    else
        error_at(as, deferred->place, 0, "immediate %lld does not fit %u bits; use 'li'", (long long)number,
                 isa_table[insn.op].imm_bits);
}

static void settle_data(struct assembler *as, const struct deferred *deferred, uint32_t offset)
{
    int64_t number = deferred->value.number;
    unsigned bits = 8 * deferred->bytes;
    if (bits < 64 && (number < -((int64_t)1 << (bits - 1)) || number >= (int64_t)1 << bits))
        error_at(as, deferred->place, 0, "value %lld does not fit %u bits", (long long)number, bits);
    else
        obj_patch(as->obj, deferred->section, offset, (uint64_t)number, deferred->bytes);
}

static enum peach_reloc relocation_of(const struct deferred *deferred)
{
    static const enum peach_reloc modified[] = {
        [MOD_HI] = R_PEACH_HI16, [MOD_LO] = R_PEACH_LO16, [MOD_TPHI] = R_PEACH_TPHI16, [MOD_TPLO] = R_PEACH_TPLO16};
    if (deferred->kind == DEFER_IMMEDIATE)
        return deferred->value.modifier ? modified[deferred->value.modifier] : R_PEACH_NONE;
    return deferred->bytes == 4 ? R_PEACH_ABS32 : deferred->bytes == 2 ? R_PEACH_ABS16 : R_PEACH_ABS8;
}

static void settle_one(struct assembler *as, struct deferred *deferred)
{
    struct value *value = &deferred->value;
    uint32_t offset = obj_symbol_info(as->obj, deferred->label).value;
    if (!value_settle(as, value, deferred->place))
        return;
    if (!value->plus && !value->minus) {
        if (deferred->kind == DEFER_SIZE)
            obj_set_size(as->obj, deferred->label, (uint32_t)value->number);
        else if (deferred->kind == DEFER_IMMEDIATE)
            settle_immediate(as, deferred, offset);
        else
            settle_data(as, deferred, offset);
        return;
    }
    enum peach_reloc type = relocation_of(deferred);
    if (deferred->kind == DEFER_SIZE)
        error_at(as, deferred->place, 0, "size must be a number or a difference, as in '.size name, . - name'");
    else if (value->minus || !type)
        error_at(as, deferred->place, 0, "%s",
                 value->minus ? "difference of symbols that are not in one section is unknown before linking"
                              : "an address is no constant; use 'la', or %hi() and %lo()");
    else
        obj_reloc(as->obj, deferred->section, offset, type, value->plus, (int32_t)value->number);
}

bool asm_finish(struct assembler *as)
{
    if (!diag_full(as->diag)) {
        finish_locals(as);
        equates_finish(as);
        if (as->in_frame)
            error_at(as, as->frame_place, 0, "frame has no end; close it with '.cfi_endproc'");
    }
    if (as->diag->errors)
        return false;
    obj_settle(as->obj, report_object, as);
    for (size_t i = 0; i < as->deferred_count; i++)
        settle_one(as, &as->deferred[i]);
    if (as->unit && !obj_find_section(as->obj, ".debug_line"))
        obj_want_lines(as->obj, as->unit, as->explicit_lines ? "" : ".",
                       obj_find_section(as->obj, ".debug_info") ? OBJ_UNIT_OWN
                       : as->explicit_lines                     ? OBJ_UNIT_C
                                                                : OBJ_UNIT_ASSEMBLER);
    return obj_finish(as->obj, report_object, as) && !as->diag->errors;
}
