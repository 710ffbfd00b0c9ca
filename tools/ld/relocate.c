/* The bytes of the output: copies of the input sections with every reference filled in. */
#include <stdio.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/isa.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

/* What a debugger takes for "was dropped" in .debug_* sections. */
#define DROPPED_ADDRESS 0xffffffffu
enum { REPORTS_PER_SYMBOL = 3, BRANCH_UNIT_BYTES = 4 };

/* One relocation being applied. */
struct site {
    struct link *link;
    const struct section *section;
    struct elf_reloc reloc;
    struct symbol *symbol;
    uint8_t *at;
    uint32_t place; /* P */
};

static uint32_t get32(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void put(uint8_t *at, uint32_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

static void complain(const struct site *site, const char *what)
{
    char where[256];
    where_describe(site->section, site->reloc.offset, where, sizeof where);
    tool_error(TOOL_BAD_INPUT, site->section->object->name, "%s%s", where, what);
}

/* ---- Undefined references ---- */

struct candidates {
    const struct link *link;
    size_t next;
};

static const char *next_candidate(void *context)
{
    struct candidates *candidates = context;
    while (candidates->next < candidates->link->symbol_count) {
        const struct symbol *symbol = candidates->link->symbols[candidates->next++];
        if (symbol->kind != SYMBOL_UNDEFINED)
            return symbol->name;
    }
    return NULL;
}

static void report_undefined(const struct site *site)
{
    struct symbol *symbol = site->symbol;
    char text[512];
    if (++symbol->reports > REPORTS_PER_SYMBOL) {
        if (symbol->reports == REPORTS_PER_SYMBOL + 1)
            tool_note(site->section->object->name, "and more references to '%s'", symbol->name);
        return;
    }
    struct candidates candidates = {site->link, 0};
    const char *meant = diag_suggest(symbol->name, strlen(symbol->name), next_candidate, &candidates);
    if (meant)
        snprintf(text, sizeof text, "undefined reference to '%s'; did you mean '%s'?", symbol->name, meant);
    else
        snprintf(text, sizeof text, "undefined reference to '%s'; name the object or library that defines it",
                 symbol->name);
    complain(site, text);
}

/* ---- Values ---- */

/* S, or false when there is none (reported) or the field was filled otherwise. */
static bool symbol_value(const struct site *site, uint32_t *value)
{
    const struct symbol *symbol = site->symbol;
    bool memory = (site->section->flags & SHF_ALLOC) != 0;
    if (symbol->kind == SYMBOL_UNDEFINED && symbol->binding != STB_WEAK) {
        report_undefined(site);
        return false;
    }
    if (symbol->kind == SYMBOL_DEFINED && !symbol->section->out) {
        if (!memory)
            put(site->at, DROPPED_ADDRESS, elf_reloc_bytes(site->reloc.type));
        else
            complain(site, "reference to a section that is not part of the output");
        return false;
    }
    *value = symbols_address(symbol);
    return true;
}

/* The offset of a thread-local variable from the thread pointer. */
static bool thread_offset(const struct site *site, uint32_t *value)
{
    const struct symbol *symbol = site->symbol;
    if (symbol->kind != SYMBOL_DEFINED || !(symbol->section->flags & SHF_TLS)) {
        char text[256];
        snprintf(text, sizeof text,
                 "'%s' is used as thread-local here but defined as an ordinary variable; "
                 "declare it with _Thread_local everywhere",
                 symbol->name);
        complain(site, text);
        return false;
    }
    *value -= site->link->tls_start;
    return true;
}

static bool check_not_thread_local(const struct site *site, uint32_t *value)
{
    const struct symbol *symbol = site->symbol;
    if (symbol->kind != SYMBOL_DEFINED || !(symbol->section->flags & SHF_TLS))
        return true;
    if (!(site->section->flags & SHF_ALLOC)) {
        *value -= site->link->tls_start; /* debug information counts from the start of the block */
        return true;
    }
    char text[256];
    snprintf(text, sizeof text,
             "'%s' is thread-local but used as an ordinary variable here; "
             "declare it with _Thread_local everywhere",
             symbol->name);
    complain(site, text);
    return false;
}

/* ---- Fields ---- */

static void store_checked(const struct site *site, uint32_t value, unsigned bytes)
{
    int64_t wide = (int32_t)value, limit = (int64_t)1 << (8 * bytes);
    if (bytes < 4 && (wide < -limit / 2 || wide >= limit)) {
        char text[256];
        snprintf(text, sizeof text, "the value of '%s', 0x%lx, does not fit %u bytes", site->symbol->name,
                 (unsigned long)value, bytes);
        complain(site, text);
        return;
    }
    put(site->at, value, bytes);
}

static void wrong_instruction(const struct site *site)
{
    char text[128];
    snprintf(text, sizeof text, "corrupt: relocation %s at the instruction 0x%08lx, which has no such field",
             elf_reloc_name(site->reloc.type), (unsigned long)get32(site->at));
    complain(site, text);
}

/* Fill field i of the instruction with 16 bits. */
static void store_immediate(const struct site *site, uint32_t half)
{
    struct insn insn;
    uint32_t word = get32(site->at);
    if (!isa_decode(word, &insn) || isa_table[insn.op].imm_bits != 16) {
        wrong_instruction(site);
        return;
    }
    insn.imm = isa_table[insn.op].imm_signed ? (int16_t)half : (int32_t)(half & 0xffff);
    if (isa_encode(&insn, &word) == ISA_OK)
        put(site->at, word, 4);
    else
        wrong_instruction(site);
}

/* Fill field o, which has `bits` bits, with a distance. */
static void store_distance(const struct site *site, uint32_t target, unsigned bits)
{
    struct insn insn;
    char text[256];
    uint32_t word = get32(site->at);
    if (!isa_decode(word, &insn) || isa_table[insn.op].off_bits != bits) {
        wrong_instruction(site);
        return;
    }
    bool absent = site->symbol->kind == SYMBOL_UNDEFINED; /* weak: a branch to it is never taken */
    insn.off = absent ? 0 : (int32_t)(target - site->place);
    long limit = (long)BRANCH_UNIT_BYTES << (bits - 1);
    switch (isa_encode(&insn, &word)) {
    case ISA_OK: put(site->at, word, 4); return;
    case ISA_OFF_ALIGN:
        snprintf(text, sizeof text, "the address of '%s', 0x%08lx, is not a multiple of %d; align it with .align 4",
                 site->symbol->name, (unsigned long)target, BRANCH_UNIT_BYTES);
        break;
    default:
        snprintf(text, sizeof text,
                 "'%s' is too far away for %s: %+ld bytes, at most %ld; go through a register (la, jalr)",
                 site->symbol->name, isa_table[insn.op].name, (long)insn.off, limit);
        break;
    }
    complain(site, text);
}

/* What isa/elf.h says of each type. */
static void apply(const struct site *site)
{
    uint32_t value;
    unsigned type = site->reloc.type;
    if (type == R_PEACH_NONE || !symbol_value(site, &value))
        return;
    if (type == R_PEACH_TPHI16 || type == R_PEACH_TPLO16 ? !thread_offset(site, &value)
                                                         : !check_not_thread_local(site, &value))
        return;
    value += (uint32_t)site->reloc.addend;
    switch ((enum peach_reloc)type) {
    case R_PEACH_NONE: break;
    case R_PEACH_ABS32: put(site->at, value, 4); break;
    case R_PEACH_ABS16: store_checked(site, value, 2); break;
    case R_PEACH_ABS8: store_checked(site, value, 1); break;
    case R_PEACH_HI16:
    case R_PEACH_TPHI16: store_immediate(site, (value + 0x8000) >> 16); break;
    case R_PEACH_LO16:
    case R_PEACH_TPLO16: store_immediate(site, value); break;
    case R_PEACH_OFF24: store_distance(site, value, 24); break;
    case R_PEACH_OFF20: store_distance(site, value, 20); break;
    case R_PEACH_OFF16: store_distance(site, value, 16); break;
    case R_PEACH_OFF12: store_distance(site, value, 12); break;
    case R_PEACH_REL32: put(site->at, value - site->place, 4); break;
    }
}

static void relocate_section(struct link *link, const struct section *section)
{
    struct elf_section rela;
    if (!section->rela || !section->data)
        return;
    elf_file_section(&section->object->elf, section->rela, &rela);
    unsigned count = elf_file_reloc_count(&rela);
    struct site site = {.link = link, .section = section};
    for (unsigned i = 0; i < count; i++) {
        elf_file_reloc(&rela, i, &site.reloc);
        site.symbol = section->object->symbols[site.reloc.symbol];
        site.at = section->out->bytes + section->offset + site.reloc.offset;
        site.place = section->out->address + section->offset + site.reloc.offset;
        apply(&site);
    }
}

void relocate_all(struct link *link)
{
    for (size_t i = 0; i < link->output_count; i++) {
        struct output *output = link->outputs[i];
        if (output->type == SHT_NOBITS)
            continue;
        output->bytes = mem_new(output->size + 1);
        for (size_t k = 0; k < output->input_count; k++) {
            const struct section *section = output->inputs[k];
            if (section->data)
                memcpy(output->bytes + section->offset, section->data, section->size);
            relocate_section(link, section);
        }
    }
}
