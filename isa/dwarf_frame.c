#include "isa/dwarf_frame.h"

#include <string.h>

#include "isa/dwarf.h"
#include "isa/dwarf_read.h"

enum { REMEMBERED_MAX = 8, CIE_ID = -1 };

/* How registers are found again, at an address. */
struct rules {
    uint32_t cfa_reg, cfa_offset;
    struct dwarf_frame frame;
};

struct cie {
    uint32_t code_align;
    int32_t data_align;
    struct dwarf_cursor program;
};

struct run {
    const struct cie *cie;
    uint32_t address, pc;
    struct rules rules, initial;
    struct rules remembered[REMEMBERED_MAX];
    unsigned depth;
};

static bool take_cie(struct dwarf_cursor entry, struct cie *cie)
{
    unsigned version = dwarf_take(&entry, 1);
    const char *augmentation = dwarf_take_string(&entry);
    if ((version != 1 && version != 3 && version != 4) || *augmentation)
        return false;
    if (version == 4 && (dwarf_take(&entry, 1) != 4 || dwarf_take(&entry, 1) != 0))
        return false;
    cie->code_align = dwarf_take_uleb(&entry);
    cie->data_align = dwarf_take_sleb(&entry);
    if (version == 1)
        dwarf_take(&entry, 1);
    else
        dwarf_take_uleb(&entry); /* return address column */
    cie->program = entry;
    return !entry.bad;
}

static void save(struct run *run, uint32_t reg, bool is_saved, int32_t factored)
{
    if (reg >= 32)
        return;
    run->rules.frame.saved[reg].is_saved = is_saved;
    run->rules.frame.saved[reg].offset = (int32_t)((uint32_t)factored * (uint32_t)run->cie->data_align);
}

static void restore(struct run *run, uint32_t reg)
{
    if (reg < 32)
        run->rules.frame.saved[reg] = run->initial.frame.saved[reg];
}

/* False: the row at hand is the one of pc, or the program is damaged. */
static bool step(struct run *run, struct dwarf_cursor *c)
{
    unsigned opcode = dwarf_take(c, 1), low = opcode & 0x3f;
    uint32_t advance = 0, reg;
    switch (opcode & 0xc0) {
    case DW_CFA_advance_loc: advance = low; break;
    case DW_CFA_offset: save(run, low, true, (int32_t)dwarf_take_uleb(c)); return true;
    case DW_CFA_restore: restore(run, low); return true;
    default: break;
    }
    switch (opcode) {
    case DW_CFA_nop: return true;
    case DW_CFA_advance_loc1: advance = dwarf_take(c, 1); break;
    case DW_CFA_advance_loc2: advance = dwarf_take(c, 2); break;
    case DW_CFA_advance_loc4: advance = dwarf_take(c, 4); break;
    case DW_CFA_undefined:
    case DW_CFA_same_value: save(run, dwarf_take_uleb(c), false, 0); return true;
    case DW_CFA_remember_state:
        if (run->depth == REMEMBERED_MAX)
            return false;
        run->remembered[run->depth++] = run->rules;
        return true;
    case DW_CFA_restore_state:
        if (run->depth == 0)
            return false;
        run->rules = run->remembered[--run->depth];
        return true;
    case DW_CFA_def_cfa:
        run->rules.cfa_reg = dwarf_take_uleb(c);
        run->rules.cfa_offset = dwarf_take_uleb(c);
        return true;
    case DW_CFA_def_cfa_register: run->rules.cfa_reg = dwarf_take_uleb(c); return true;
    case DW_CFA_def_cfa_offset: run->rules.cfa_offset = dwarf_take_uleb(c); return true;
    case DW_CFA_offset_extended_sf:
        reg = dwarf_take_uleb(c);
        save(run, reg, true, dwarf_take_sleb(c));
        return true;
    default:
        if ((opcode & 0xc0) != DW_CFA_advance_loc)
            return false;
    }
    advance *= run->cie->code_align;
    if (run->pc - run->address < advance)
        return false;
    run->address += advance;
    return true;
}

static bool find_rules(struct run *run, struct dwarf_cursor program)
{
    struct dwarf_cursor initial = run->cie->program;
    run->address = run->pc; /* the initial program has no place of its own */
    while (initial.at < initial.end && step(run, &initial))
        continue;
    run->initial = run->rules;
    run->address = run->rules.frame.function;
    while (program.at < program.end && step(run, &program))
        continue;
    return !program.bad && !initial.bad;
}

/* Is this entry the description of the function around pc? */
static bool try_entry(const uint8_t *data, size_t size, struct dwarf_cursor entry, uint32_t cie_offset, struct run *run)
{
    uint32_t start = dwarf_take(&entry, 4), length = dwarf_take(&entry, 4);
    if (entry.bad || run->pc - start >= length)
        return false;
    struct dwarf_cursor c = dwarf_cursor_at(data, size, cie_offset);
    uint32_t cie_length = dwarf_take(&c, 4);
    struct dwarf_cursor body = dwarf_take_piece(&c, cie_length);
    struct cie cie;
    if (dwarf_take(&body, 4) != (uint32_t)CIE_ID || body.bad || !take_cie(body, &cie))
        return false;
    run->cie = &cie;
    memset(&run->rules, 0, sizeof run->rules);
    run->rules.frame.function = start;
    return find_rules(run, entry);
}

bool dwarf_frame_at(const struct elf_file *file, uint32_t pc, const uint32_t r[16], struct dwarf_frame *frame)
{
    struct elf_section section;
    unsigned index = elf_file_find_section(file, ".debug_frame");
    if (!index)
        return false;
    elf_file_section(file, index, &section);
    struct dwarf_cursor all = dwarf_cursor_at(section.data, section.size_bytes, 0);
    struct run run = {.pc = pc};
    while (!all.bad && all.at < all.end) {
        struct dwarf_cursor entry = dwarf_take_piece(&all, dwarf_take(&all, 4));
        uint32_t id = dwarf_take(&entry, 4);
        if (entry.bad)
            return false;
        if (id == (uint32_t)CIE_ID || !try_entry(section.data, section.size_bytes, entry, id, &run))
            continue;
        if (run.rules.cfa_reg >= 16)
            return false;
        *frame = run.rules.frame;
        frame->cfa = r[run.rules.cfa_reg] + run.rules.cfa_offset;
        return true;
    }
    return false;
}
