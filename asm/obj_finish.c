/* Fill the fields that are known once all sections have their final size; what is left becomes the relocations of the
 * file. */
#include "obj_impl.h"

#include <string.h>

#include "isa/isa.h"

struct finish {
    struct obj *obj;
    struct obj_reporter reporter;
    unsigned number; /* of the section at work */
    struct section *section;
};

void obj_complain(const struct obj *obj, struct obj_reporter *reporter, unsigned number, uint32_t offset,
                  const char *what, const char *symbol)
{
    const struct section *section = &obj->sections[number];
    struct obj_error error = {.what = what, .symbol = symbol, .section = number, .offset = offset};
    size_t low = 0, high = section->line_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (section->lines[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low && section->lines[low - 1].line) {
        const struct line *line = &section->lines[low - 1];
        error.file = line->file ? obj->files[line->file - 1] : NULL;
        error.line = line->line;
        error.column = line->column;
    }
    reporter->failed = true;
    if (reporter->report)
        reporter->report(reporter->context, &error);
}

static void complain(struct finish *finish, const struct fixup *fixup, const char *what)
{
    obj_complain(finish->obj, &finish->reporter, finish->number, fixup->offset, what,
                 finish->obj->symbols[fixup->symbol].name);
}

static const struct symbol *place_of(const struct finish *finish, unsigned symbol)
{
    return &finish->obj->symbols[symbol_resolve(finish->obj, symbol)];
}

static void set_bytes(struct finish *finish, const struct fixup *fixup, unsigned bytes, uint32_t value)
{
    uint8_t *place = finish->section->bytes.data + fixup->offset;
    int64_t as_signed = (int32_t)value;
    if (bytes < 4 && (as_signed < -(1 << (8 * bytes - 1)) || as_signed >= 1 << (8 * bytes)))
        complain(finish, fixup,
                 bytes == 1 ? "value does not fit 8 bits; use '.word'" : "value does not fit 16 bits; use '.word'");
    for (unsigned i = 0; i < bytes; i++)
        place[i] = (uint8_t)(value >> (8 * i));
}

static void set_immediate(struct finish *finish, const struct fixup *fixup, int32_t imm, int32_t off)
{
    struct insn insn;
    uint32_t word = buf_get32(&finish->section->bytes, fixup->offset);
    if (!isa_decode(word, &insn)) {
        complain(finish, fixup, "relocated word is not an instruction");
        return;
    }
    if (isa_table[insn.op].imm_bits)
        insn.imm = isa_table[insn.op].off_bits ? insn.imm : imm;
    insn.off = off;
    switch (isa_encode(&insn, &word)) {
    case ISA_OK: buf_set32(&finish->section->bytes, fixup->offset, word); break;
    case ISA_OFF_RANGE:
        complain(finish, fixup, "target is out of reach; use 'la' and 'jalr', or move it nearer");
        break;
    case ISA_OFF_ALIGN: complain(finish, fixup, "target is not a multiple of 4; align it with '.align 4'"); break;
    default: complain(finish, fixup, "value does not fit the instruction; use 'li' or 'la'"); break;
    }
}

/* Fill a field whose value is a number. */
static void set_absolute(struct finish *finish, const struct fixup *fixup, uint32_t value)
{
    switch (fixup->type) {
    case R_PEACH_ABS32: set_bytes(finish, fixup, 4, value); break;
    case R_PEACH_ABS16: set_bytes(finish, fixup, 2, value); break;
    case R_PEACH_ABS8: set_bytes(finish, fixup, 1, value); break;
    case R_PEACH_HI16: set_immediate(finish, fixup, (int32_t)((value + 0x8000) >> 16), 0); break;
    case R_PEACH_LO16: set_immediate(finish, fixup, (int32_t)((value & 0xffff) ^ 0x8000) - 0x8000, 0); break;
    default: break;
    }
}

static bool is_absolute(uint8_t type)
{
    return type == R_PEACH_ABS32 || type == R_PEACH_ABS16 || type == R_PEACH_ABS8 || type == R_PEACH_HI16 ||
           type == R_PEACH_LO16;
}

static bool is_relative(uint8_t type)
{
    return type == R_PEACH_OFF24 || type == R_PEACH_OFF20 || type == R_PEACH_OFF16 || type == R_PEACH_OFF12 ||
           type == R_PEACH_REL32;
}

/* Settle a difference; true when a relocation (REL32) has to remain. */
static bool finish_difference(struct finish *finish, struct fixup *fixup)
{
    const struct symbol *plus = place_of(finish, fixup->symbol), *minus = place_of(finish, fixup->minus);
    bool same = plus->where != OBJ_UNDEFINED && plus->where == minus->where &&
                (plus->where == OBJ_ABSOLUTE || plus->section == minus->section);
    if (same) {
        set_bytes(finish, fixup, fixup->bytes, plus->value - minus->value + (uint32_t)fixup->addend);
        return false;
    }
    if (fixup->bytes != 4 || minus->where != OBJ_IN_SECTION || minus->section != finish->number) {
        complain(finish, fixup,
                 "difference of symbols that are not in one section is unknown before linking; use '.word a - .'");
        return false;
    }
    fixup->type = R_PEACH_REL32;
    fixup->addend = (int32_t)((uint32_t)fixup->addend + fixup->offset - minus->value);
    fixup->bytes = 0;
    return true;
}

/* Settle a relocation; true when it has to remain. */
static bool finish_reloc(struct finish *finish, struct fixup *fixup)
{
    if (fixup->bytes && !finish_difference(finish, fixup))
        return false;
    const struct symbol *place = place_of(finish, fixup->symbol);
    uint32_t value = place->value + (uint32_t)fixup->addend;
    if (place->where == OBJ_ABSOLUTE && is_absolute(fixup->type)) {
        set_absolute(finish, fixup, value);
        return false;
    }
    if (place->where == OBJ_IN_SECTION && place->section == finish->number && is_relative(fixup->type) &&
        place->binding != STB_WEAK) {
        if (fixup->type == R_PEACH_REL32)
            set_bytes(finish, fixup, 4, value - fixup->offset);
        else
            set_immediate(finish, fixup, 0, (int32_t)(value - fixup->offset));
        return false;
    }
    return true;
}

static bool is_private(const struct symbol *symbol)
{
    return symbol->type != STT_SECTION && (!symbol->name || (symbol->name[0] == '.' && symbol->name[1] == 'L'));
}

/* Make a remaining relocation name a symbol of the file. */
static void keep(struct finish *finish, struct fixup *fixup)
{
    const struct symbol *place = place_of(finish, fixup->symbol);
    if (is_private(&finish->obj->symbols[fixup->symbol])) {
        if (place->where == OBJ_UNDEFINED && is_private(place)) {
            complain(finish, fixup,
                     "label is not defined; names that begin with '.L' or a digit are of this file only");
            return;
        }
        if (place->where != OBJ_UNDEFINED)
            fixup->addend = (int32_t)((uint32_t)fixup->addend + place->value);
        fixup->symbol = place->where == OBJ_IN_SECTION ? finish->obj->sections[place->section].symbol
                        : place->where == OBJ_ABSOLUTE ? 0
                                                       : symbol_resolve(finish->obj, fixup->symbol);
    }
    finish->obj->symbols[fixup->symbol].kept = true;
}

/* Debugging sections carry the addend in the field too, for readers that know nothing of our relocations. */
static void finish_section(struct finish *finish, unsigned number)
{
    finish->number = number;
    finish->section = &finish->obj->sections[number];
    size_t kept = 0;
    for (size_t i = 0; i < finish->section->fixup_count; i++) {
        struct fixup *fixup = &finish->section->fixups[i];
        if (!finish_reloc(finish, fixup))
            continue;
        keep(finish, fixup);
        if (!(finish->section->flags & SHF_ALLOC) && fixup->type == R_PEACH_ABS32)
            set_bytes(finish, fixup, 4, (uint32_t)fixup->addend);
        finish->section->fixups[kept++] = *fixup;
    }
    finish->section->fixup_count = kept;
}

static void finish_symbols(struct obj *obj)
{
    for (size_t i = 1; i < obj->symbol_count; i++) {
        struct symbol *symbol = &obj->symbols[i];
        const struct symbol *place = &obj->symbols[symbol_resolve(obj, (unsigned)i)];
        if (symbol->type == STT_SECTION || is_private(symbol))
            continue;
        if (symbol->size_end) {
            const struct symbol *end = &obj->symbols[symbol_resolve(obj, symbol->size_end)];
            symbol->size = end->value - place->value;
        }
        if (place->where != OBJ_UNDEFINED)
            symbol->kept = true;
        if (place->where == OBJ_IN_SECTION && obj->sections[place->section].flags & SHF_TLS)
            symbol->type = STT_TLS;
    }
}

void obj_settle(struct obj *obj, void (*report)(void *context, const struct obj_error *error), void *context)
{
    struct obj_reporter reporter = {report, context, false};
    for (unsigned i = 1; i < obj->section_count; i++)
        obj_relax(obj, i, &reporter);
    obj->settled = true;
    obj->failed = reporter.failed;
}

bool obj_finish(struct obj *obj, void (*report)(void *context, const struct obj_error *error), void *context)
{
    struct finish finish = {.obj = obj, .reporter = {report, context, false}};
    if (!obj->settled)
        obj_settle(obj, report, context);
    finish.reporter.failed = obj->failed;
    if (obj->write_debug && !obj->failed)
        obj->write_debug(obj->write_debug_context, obj);
    if (obj->want_lines)
        obj_write_lines(obj);
    obj_write_frames(obj);
    for (unsigned i = 1; i < obj->section_count; i++)
        finish_section(&finish, i);
    finish_symbols(obj);
    return !finish.reporter.failed;
}
