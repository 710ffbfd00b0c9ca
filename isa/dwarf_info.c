#include "isa/dwarf_info.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/dwarf_die.h"

enum { NESTING_MAX = 200, TYPE_STEPS_MAX = 100, ORIGINS_MAX = 4 };

/* A function with code of its own. */
struct code {
    uint32_t low_pc, high_pc, entry;
    uint32_t unit; /* index */
};

struct dwarf_info {
    struct dwarf_all_sections sections;
    struct dwarf_unit *units;
    size_t unit_count;
    struct code *codes; /* by low_pc */
    size_t code_count, code_capacity;
};

static struct dwarf_bytes section_of(const struct elf_file *file, const char *name)
{
    struct elf_section section;
    unsigned index = elf_file_find_section(file, name);
    if (!index)
        return (struct dwarf_bytes){NULL, 0};
    elf_file_section(file, index, &section);
    return (struct dwarf_bytes){section.data, section.data ? section.size_bytes : 0};
}

static bool add_code(struct dwarf_info *info, const struct dwarf_die *die)
{
    if (info->code_count == info->code_capacity) {
        size_t capacity = info->code_capacity ? info->code_capacity * 2 : 64;
        struct code *bigger = realloc(info->codes, capacity * sizeof *bigger);
        if (!bigger)
            return false;
        info->codes = bigger;
        info->code_capacity = capacity;
    }
    info->codes[info->code_count++] = (struct code){die->low_pc, die->high_pc, die->at, (uint32_t)info->unit_count - 1};
    return true;
}

static bool collect_functions(struct dwarf_info *info, const struct dwarf_unit *unit)
{
    struct dwarf_die die;
    for (uint32_t at = unit->first_entry; dwarf_die_at(&info->sections, unit, at, &die); at = die.next)
        if (die.tag == DW_TAG_subprogram && die.has_low_pc && die.high_pc > die.low_pc && !add_code(info, &die))
            return false;
    return true;
}

static int compare_codes(const void *left, const void *right)
{
    const struct code *a = left, *b = right;
    if (a->low_pc != b->low_pc)
        return a->low_pc < b->low_pc ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

static bool collect_units(struct dwarf_info *info)
{
    size_t capacity = 0;
    struct dwarf_unit unit;
    for (uint32_t at = 0; dwarf_unit_at(&info->sections, &at, &unit);) {
        if (!unit.abbreviations)
            continue;
        if (info->unit_count == capacity) {
            capacity = capacity ? capacity * 2 : 16;
            struct dwarf_unit *bigger = realloc(info->units, capacity * sizeof *bigger);
            if (!bigger) {
                free(unit.abbreviations);
                return false;
            }
            info->units = bigger;
        }
        info->units[info->unit_count++] = unit;
        if (!collect_functions(info, &unit))
            return false;
    }
    return true;
}

struct dwarf_info *dwarf_info_new(const struct elf_file *file)
{
    struct dwarf_info *info = calloc(1, sizeof *info);
    if (!info)
        return NULL;
    info->sections.info = section_of(file, ".debug_info");
    info->sections.abbrev = section_of(file, ".debug_abbrev");
    info->sections.str = section_of(file, ".debug_str");
    info->sections.line_str = section_of(file, ".debug_line_str");
    info->sections.loclists = section_of(file, ".debug_loclists");
    info->sections.rnglists = section_of(file, ".debug_rnglists");
    if (!collect_units(info)) {
        dwarf_info_free(info);
        return NULL;
    }
    if (info->code_count)
        qsort(info->codes, info->code_count, sizeof *info->codes, compare_codes);
    return info;
}

void dwarf_info_free(struct dwarf_info *info)
{
    if (!info)
        return;
    for (size_t i = 0; i < info->unit_count; i++)
        free(info->units[i].abbreviations);
    free(info->units);
    free(info->codes);
    free(info);
}

/* ---- Finding entries ---- */

static const struct code *find_code(const struct dwarf_info *info, uint32_t pc)
{
    size_t low = 0, high = info->code_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (info->codes[middle].low_pc <= pc)
            low = middle + 1;
        else
            high = middle;
    }
    return low && pc < info->codes[low - 1].high_pc ? &info->codes[low - 1] : NULL;
}

static const struct dwarf_unit *unit_of(const struct dwarf_info *info, uint32_t entry)
{
    size_t low = 0, high = info->unit_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (info->units[middle].start <= entry)
            low = middle + 1;
        else
            high = middle;
    }
    return low && entry < info->units[low - 1].end ? &info->units[low - 1] : NULL;
}

static bool read_entry(const struct dwarf_info *info, uint32_t entry, struct dwarf_die *die)
{
    const struct dwarf_unit *unit = entry ? unit_of(info, entry) : NULL;
    return unit && dwarf_die_at(&info->sections, unit, entry, die);
}

/* Add what the abstract instances of an entry say. */
static void complete(const struct dwarf_info *info, struct dwarf_die *die)
{
    struct dwarf_die origin = *die;
    for (unsigned i = 0; i < ORIGINS_MAX && origin.origin && read_entry(info, origin.origin, &origin); i++) {
        if (!die->name)
            die->name = origin.name;
        if (!die->type)
            die->type = origin.type;
        if (!die->line)
            die->line = origin.line;
        die->is_artificial |= origin.is_artificial;
    }
}

/* The entry behind an entry and its children; 0 when there is none. */
static uint32_t behind(const struct dwarf_info *info, const struct dwarf_unit *unit, const struct dwarf_die *die)
{
    uint32_t at = die->next;
    unsigned depth = die->has_children;
    struct dwarf_die inner;
    while (depth > 0) {
        if (!dwarf_die_at(&info->sections, unit, at, &inner))
            return 0;
        at = inner.next;
        if (!inner.tag)
            depth--;
        else
            depth += inner.has_children;
    }
    return at;
}

/* ---- Scopes around a place ---- */

/* The entries around pc, from the function inwards. */
struct scopes {
    struct dwarf_die die[NESTING_MAX];
    unsigned count;
    const struct dwarf_unit *unit;
};

static bool is_scope(const struct dwarf_die *die)
{
    return die->tag == DW_TAG_lexical_block || die->tag == DW_TAG_inlined_subroutine;
}

static bool find_scopes(const struct dwarf_info *info, uint32_t pc, struct scopes *scopes)
{
    const struct code *code = find_code(info, pc);
    scopes->count = 0;
    if (!code)
        return false;
    scopes->unit = &info->units[code->unit];
    if (!dwarf_die_at(&info->sections, scopes->unit, code->entry, &scopes->die[0]))
        return false;
    scopes->count = 1;
    uint32_t at = scopes->die[0].has_children ? scopes->die[0].next : 0;
    struct dwarf_die die;
    while (at && scopes->count < NESTING_MAX && dwarf_die_at(&info->sections, scopes->unit, at, &die) && die.tag) {
        if (is_scope(&die) && dwarf_die_covers(&info->sections, scopes->unit, &die, pc)) {
            scopes->die[scopes->count++] = die;
            at = die.has_children ? die.next : 0;
        } else {
            at = behind(info, scopes->unit, &die);
        }
    }
    return true;
}

size_t dwarf_info_functions(const struct dwarf_info *info, uint32_t pc, struct dwarf_function *out, size_t max)
{
    struct scopes scopes;
    size_t count = 0;
    if (!find_scopes(info, pc, &scopes))
        return 0;
    for (unsigned i = scopes.count; i-- > 0 && count < max;) {
        struct dwarf_die die = scopes.die[i];
        if (die.tag == DW_TAG_lexical_block)
            continue;
        complete(info, &die);
        out[count++] = (struct dwarf_function){.name = die.name ? die.name : "",
                                               .is_inlined = die.tag == DW_TAG_inlined_subroutine,
                                               .call_line = die.call_line,
                                               .low_pc = die.has_low_pc ? die.low_pc : 0,
                                               .entry = die.at};
    }
    return count;
}

/* ---- Variables ---- */

struct visit {
    const struct dwarf_info *info;
    const struct dwarf_unit *unit;
    uint32_t pc, level;
    bool (*each)(void *context, const struct dwarf_variable *variable);
    void *context;
};

static bool give(const struct visit *visit, struct dwarf_die *die)
{
    struct dwarf_cursor location = dwarf_die_location(&visit->info->sections, visit->unit, die, visit->pc);
    complete(visit->info, die);
    struct dwarf_variable variable = {.name = die->name ? die->name : "",
                                      .is_parameter = die->tag == DW_TAG_formal_parameter,
                                      .is_hidden = die->is_artificial,
                                      .level = visit->level,
                                      .line = die->line,
                                      .type = die->type,
                                      .location = location.at,
                                      .location_bytes = (size_t)(location.end - location.at)};
    return visit->each(visit->context, &variable);
}

/* The variables among the children that begin at a place. */
static bool give_children(const struct visit *visit, uint32_t at)
{
    struct dwarf_die die;
    while (at && dwarf_die_at(&visit->info->sections, visit->unit, at, &die) && die.tag) {
        at = behind(visit->info, visit->unit, &die);
        if ((die.tag == DW_TAG_variable || die.tag == DW_TAG_formal_parameter) && !give(visit, &die))
            return false;
    }
    return true;
}

void dwarf_info_variables(const struct dwarf_info *info, uint32_t pc,
                          bool (*each)(void *context, const struct dwarf_variable *variable), void *context)
{
    struct scopes scopes;
    if (!find_scopes(info, pc, &scopes))
        return;
    struct visit visit = {.info = info, .unit = scopes.unit, .pc = pc, .each = each, .context = context};
    for (unsigned i = scopes.count; i-- > 0;) {
        if (scopes.die[i].has_children && !give_children(&visit, scopes.die[i].next))
            return;
        visit.level += scopes.die[i].tag == DW_TAG_inlined_subroutine;
    }
    struct dwarf_die root;
    visit.level = UINT32_MAX;
    if (dwarf_die_at(&info->sections, scopes.unit, scopes.unit->first_entry, &root) && root.has_children)
        give_children(&visit, root.next);
}

/* ---- Types ---- */

static bool is_around(uint32_t tag)
{
    return tag == DW_TAG_typedef || tag == DW_TAG_const_type || tag == DW_TAG_volatile_type ||
           tag == DW_TAG_restrict_type || tag == DW_TAG_atomic_type;
}

static uint32_t first_count(const struct dwarf_info *info, const struct dwarf_die *array, uint32_t *elements)
{
    const struct dwarf_unit *unit = unit_of(info, array->at);
    struct dwarf_die die;
    uint32_t first = 0, at = array->has_children ? array->next : 0;
    *elements = 1;
    for (bool is_first = true; at && unit && dwarf_die_at(&info->sections, unit, at, &die) && die.tag; at = die.next) {
        if (die.tag != DW_TAG_subrange_type)
            continue;
        if (is_first)
            first = die.count;
        *elements *= die.count;
        is_first = false;
    }
    return first;
}

static enum dwarf_kind base_kind(uint32_t encoding)
{
    switch (encoding) {
    case DW_ATE_boolean: return DWARF_KIND_BOOLEAN;
    case DW_ATE_float: return DWARF_KIND_FLOAT;
    case DW_ATE_signed: return DWARF_KIND_SIGNED;
    case DW_ATE_signed_char:
    case DW_ATE_unsigned_char: return DWARF_KIND_CHARACTER;
    default: return DWARF_KIND_UNSIGNED;
    }
}

static struct dwarf_type type_at(const struct dwarf_info *info, uint32_t entry, unsigned steps)
{
    struct dwarf_type type = {.name = ""};
    struct dwarf_die die;
    uint32_t elements;
    do {
        if (!entry || steps++ >= TYPE_STEPS_MAX || !read_entry(info, entry, &die))
            return type;
        entry = die.type;
    } while (is_around(die.tag));
    type.name = die.name ? die.name : "";
    type.size_bytes = die.byte_size;
    type.of = die.type;
    switch (die.tag) {
    case DW_TAG_base_type: type.kind = base_kind(die.encoding); break;
    case DW_TAG_pointer_type: type.kind = DWARF_KIND_POINTER; break;
    case DW_TAG_enumeration_type: type.kind = DWARF_KIND_ENUM; break;
    case DW_TAG_structure_type:
    case DW_TAG_union_type: type.kind = DWARF_KIND_RECORD; break;
    case DW_TAG_subroutine_type: type.kind = DWARF_KIND_FUNCTION; break;
    case DW_TAG_array_type:
        type.kind = DWARF_KIND_ARRAY;
        type.count = first_count(info, &die, &elements);
        type.size_bytes = elements * type_at(info, die.type, steps).size_bytes;
        break;
    default: break;
    }
    return type;
}

struct dwarf_type dwarf_info_type(const struct dwarf_info *info, uint32_t type)
{
    return type_at(info, type, 0);
}

void dwarf_info_members(const struct dwarf_info *info, uint32_t type,
                        bool (*each)(void *context, const struct dwarf_member *member), void *context)
{
    struct dwarf_die die;
    uint32_t entry = type;
    for (unsigned steps = 0;; steps++) {
        if (steps == TYPE_STEPS_MAX || !read_entry(info, entry, &die))
            return;
        if (!is_around(die.tag))
            break;
        entry = die.type;
    }
    const struct dwarf_unit *unit = unit_of(info, die.at);
    uint32_t at = die.has_children ? die.next : 0;
    for (; at && dwarf_die_at(&info->sections, unit, at, &die) && die.tag; at = behind(info, unit, &die)) {
        struct dwarf_member member = {die.name ? die.name : "", die.type, die.member_offset, 0, die.bit_size};
        if (die.bit_size) {
            member.offset_bytes = die.bit_offset / 8;
            member.bit_offset = die.bit_offset % 8;
        }
        if (die.tag == DW_TAG_member && !each(context, &member))
            return;
    }
}

/* Text in front of what is there already. */
static void prepend(char *text, size_t size, const char *before)
{
    size_t length = strlen(text), more = strlen(before);
    if (length + more + 1 > size)
        return;
    memmove(text + more, text, length + 1);
    memcpy(text, before, more);
}

int dwarf_info_type_text(const struct dwarf_info *info, uint32_t type, char *buffer, size_t size)
{
    char text[256] = "";
    for (unsigned steps = 0; steps < TYPE_STEPS_MAX; steps++) {
        struct dwarf_die die;
        if (!read_entry(info, type, &die)) {
            prepend(text, sizeof text, "void");
            break;
        }
        const char *word = die.tag == DW_TAG_pointer_type      ? " *"
                           : die.tag == DW_TAG_array_type      ? " []"
                           : die.tag == DW_TAG_subroutine_type ? " ()"
                           : die.tag == DW_TAG_const_type      ? " const"
                           : die.tag == DW_TAG_volatile_type   ? " volatile"
                           : die.tag == DW_TAG_restrict_type   ? " restrict"
                           : die.tag == DW_TAG_atomic_type     ? " _Atomic"
                                                               : NULL;
        if (!word) {
            prepend(text, sizeof text, die.name ? die.name : "<unnamed>");
            prepend(text, sizeof text,
                    die.tag == DW_TAG_structure_type     ? "struct "
                    : die.tag == DW_TAG_union_type       ? "union "
                    : die.tag == DW_TAG_enumeration_type ? "enum "
                                                         : "");
            break;
        }
        prepend(text, sizeof text, word);
        type = die.type;
    }
    return snprintf(buffer, size, "%s", text);
}
