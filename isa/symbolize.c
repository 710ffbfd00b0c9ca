#include "isa/symbolize.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/dwarf_line.h"

/* Lines of dropped functions have addresses from here on (the linker's tombstone). */
#define DROPPED_VA 0xffffff00u
enum { LOOK_BACK = 64 };

struct place {
    uint32_t va, size;
    const char *name;
    unsigned order; /* in the symbol table */
    uint16_t section;
    uint8_t type, binding;
};

struct line_row {
    struct dwarf_row row;
    size_t order; /* of the table */
};

struct symbolizer {
    struct elf_file file;
    uint32_t *section_va; /* by index; of an object */
    struct place *places; /* sorted by address */
    size_t place_count;
    struct line_row *rows; /* sorted by address */
    size_t row_count, row_capacity;
    uint8_t *line_copy; /* an object's .debug_line, relocated */
    bool in_dropped;    /* the rows being read describe a dropped function */
    bool at_start;      /* the next row starts a run */
};

/* ---- Sections ---- */

static bool place_sections(struct symbolizer *s) {
    uint64_t next = 0;
    s->section_va = calloc((size_t)s->file.section_count + 1, sizeof *s->section_va);
    for (unsigned i = 1; s->section_va && i < s->file.section_count; i++) {
        struct elf_section section;
        elf_file_section(&s->file, i, &section);
        s->section_va[i] = section.va;
        if (s->file.type != ET_REL || !(section.flags & SHF_ALLOC))
            continue;
        uint64_t align = section.align > 1 ? section.align : 1;
        next = (next + align - 1) / align * align;
        s->section_va[i] = (uint32_t)next;
        next += section.size_bytes;
    }
    return s->section_va != NULL;
}

uint32_t symbolizer_section_va(const struct symbolizer *s, unsigned section) {
    return section < s->file.section_count ? s->section_va[section] : 0;
}

/* ---- Symbols ---- */

static uint32_t symbol_va(const struct symbolizer *s, const struct elf_symbol *symbol) {
    bool relative = s->file.type == ET_REL && symbol->section < s->file.section_count;
    return symbol->value + (relative ? s->section_va[symbol->section] : 0);
}

static bool is_place(const struct symbolizer *s, const struct elf_symbol *symbol) {
    struct elf_section section;
    if (symbol->type > STT_FUNC || !*symbol->name || strncmp(symbol->name, ".L", 2) == 0)
        return false;
    if (symbol->section == SHN_UNDEF || symbol->section >= s->file.section_count)
        return false;
    elf_file_section(&s->file, symbol->section, &section);
    return (section.flags & SHF_ALLOC) && !(section.flags & SHF_TLS);
}

/* By address; of several names of one address the most telling comes last. */
static int compare_places(const void *left, const void *right) {
    const struct place *a = left, *b = right;
    if (a->va != b->va)
        return a->va < b->va ? -1 : 1;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (a->binding != b->binding)
        return a->binding == STB_GLOBAL ? 1 : b->binding == STB_GLOBAL ? -1 : a->binding < b->binding ? -1 : 1;
    return a->order > b->order ? -1 : 1;
}

static bool collect_places(struct symbolizer *s) {
    s->places = malloc(((size_t)s->file.symbol_count + 1) * sizeof *s->places);
    for (unsigned i = 1; s->places && i < s->file.symbol_count; i++) {
        struct elf_symbol symbol;
        elf_file_symbol(&s->file, i, &symbol);
        if (is_place(s, &symbol))
            s->places[s->place_count++] = (struct place){symbol_va(s, &symbol), symbol.size_bytes, symbol.name,   i,
                                                         symbol.section,        symbol.type,       symbol.binding};
    }
    if (s->place_count)
        qsort(s->places, s->place_count, sizeof *s->places, compare_places);
    return s->places != NULL;
}

bool symbolizer_address(const struct symbolizer *s, const char *name, uint32_t *va) {
    bool found = false;
    for (unsigned i = 1; i < s->file.symbol_count; i++) {
        struct elf_symbol symbol;
        elf_file_symbol(&s->file, i, &symbol);
        if (symbol.section == SHN_UNDEF || symbol.section == SHN_COMMON || strcmp(symbol.name, name) != 0)
            continue;
        if (!found || symbol.binding != STB_LOCAL)
            *va = symbol_va(s, &symbol);
        found = true;
        if (symbol.binding != STB_LOCAL)
            break;
    }
    return found;
}

/* How many elements of a sorted array have addresses up to va. */
static size_t count_up_to(const void *array, size_t count, size_t bytes, size_t va_at, uint32_t va) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t value;
        memcpy(&value, (const char *)array + middle * bytes + va_at, sizeof value);
        if (value <= va)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does the section that the symbol is in reach so far? */
static bool shares_section(const struct symbolizer *s, const struct place *place, uint32_t va) {
    struct elf_section section;
    elf_file_section(&s->file, place->section, &section);
    return va - s->section_va[place->section] < section.size_bytes;
}

/* The function around the address; else the nearest symbol before it that may reach so far.  Labels within a function
 * have no size, and would hide it. */
static const struct place *find_place(const struct symbolizer *s, uint32_t va) {
    size_t end = count_up_to(s->places, s->place_count, sizeof *s->places, offsetof(struct place, va), va);
    const struct place *nearest = NULL;
    for (size_t i = end; i-- > 0 && end - i <= LOOK_BACK;) {
        const struct place *place = &s->places[i];
        bool covers = va - place->va < place->size;
        if (nearest && place->section != nearest->section)
            break;
        if (covers && place->type == STT_FUNC)
            return place;
        if (!nearest && (covers || (place->size == 0 && shares_section(s, place, va))))
            nearest = place;
    }
    return nearest;
}

/* ---- Lines ---- */

static bool collect_row(void *context, const struct dwarf_row *row) {
    struct symbolizer *s = context;
    if (s->at_start)
        s->in_dropped = row->address >= DROPPED_VA;
    s->at_start = row->end;
    if (s->in_dropped)
        return true;
    if (s->row_count == s->row_capacity) {
        size_t capacity = s->row_capacity ? s->row_capacity * 2 : 256;
        struct line_row *bigger = realloc(s->rows, capacity * sizeof *bigger);
        if (!bigger)
            return false;
        s->rows = bigger;
        s->row_capacity = capacity;
    }
    s->rows[s->row_count] = (struct line_row){*row, s->row_count};
    s->row_count++;
    return true;
}

/* By address; the end of one run comes before the start of another. */
static int compare_rows(const void *left, const void *right) {
    const struct line_row *a = left, *b = right;
    if (a->row.address != b->row.address)
        return a->row.address < b->row.address ? -1 : 1;
    if (a->row.end != b->row.end)
        return a->row.end ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static const uint8_t *section_bytes(const struct symbolizer *s, const char *name, size_t *size) {
    struct elf_section section;
    unsigned index = elf_file_find_section(&s->file, name);
    *size = 0;
    if (!index)
        return NULL;
    elf_file_section(&s->file, index, &section);
    if (section.data)
        *size = section.size_bytes;
    return section.data;
}

/* In an object, addresses in the line table are yet to be filled in. */
static void relocate_lines(struct symbolizer *s, size_t size) {
    unsigned lines = elf_file_find_section(&s->file, ".debug_line");
    for (unsigned i = 1; i < s->file.section_count; i++) {
        struct elf_section rela;
        elf_file_section(&s->file, i, &rela);
        for (unsigned k = 0; rela.type == SHT_RELA && rela.info == lines && k < elf_file_reloc_count(&rela); k++) {
            struct elf_reloc reloc;
            struct elf_symbol symbol;
            elf_file_reloc(&rela, k, &reloc);
            elf_file_symbol(&s->file, reloc.symbol, &symbol);
            uint32_t value = symbol_va(s, &symbol) + (uint32_t)reloc.addend;
            for (unsigned byte = 0; reloc.type == R_PEACH_ABS32 && byte < 4 && reloc.offset + byte < size; byte++)
                s->line_copy[reloc.offset + byte] = (uint8_t)(value >> (8 * byte));
        }
    }
}

static void collect_lines(struct symbolizer *s) {
    struct dwarf_sections sections;
    sections.line = section_bytes(s, ".debug_line", &sections.line_size);
    sections.line_str = section_bytes(s, ".debug_line_str", &sections.line_str_size);
    sections.str = section_bytes(s, ".debug_str", &sections.str_size);
    if (!sections.line)
        return;
    if (s->file.type == ET_REL) {
        s->line_copy = malloc(sections.line_size + 1);
        if (!s->line_copy)
            return;
        memcpy(s->line_copy, sections.line, sections.line_size);
        relocate_lines(s, sections.line_size);
        sections.line = s->line_copy;
    }
    s->at_start = true;
    dwarf_lines(&sections, collect_row, s);
    if (s->row_count)
        qsort(s->rows, s->row_count, sizeof *s->rows, compare_rows);
}

static const struct dwarf_row *find_row(const struct symbolizer *s, uint32_t va) {
    size_t at = offsetof(struct line_row, row) + offsetof(struct dwarf_row, address);
    size_t count = count_up_to(s->rows, s->row_count, sizeof *s->rows, at, va);
    const struct dwarf_row *row = count ? &s->rows[count - 1].row : NULL;
    return row && !row->end && row->line && *row->file ? row : NULL;
}

/* ---- Outside ---- */

struct symbolizer *symbolizer_new(const struct elf_file *file) {
    struct symbolizer *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->file = *file;
    if (!place_sections(s) || !collect_places(s)) {
        symbolizer_free(s);
        return NULL;
    }
    collect_lines(s);
    return s;
}

void symbolizer_free(struct symbolizer *s) {
    if (!s)
        return;
    free(s->section_va);
    free(s->places);
    free(s->rows);
    free(s->line_copy);
    free(s);
}

bool symbolizer_find(const struct symbolizer *s, uint32_t va, struct symbolized *out) {
    const struct place *place = find_place(s, va);
    const struct dwarf_row *row = find_row(s, va);
    *out = (struct symbolized){.directory = ""};
    if (place) {
        out->symbol = place->name;
        out->symbol_va = place->va;
        out->is_function = place->type == STT_FUNC;
    }
    if (row) {
        out->directory = row->directory;
        out->file = row->file;
        out->line = row->line;
        out->column = row->column;
    }
    return place || row;
}

int symbolizer_format(const struct symbolizer *s, uint32_t va, char *buffer, size_t size) {
    struct symbolized found;
    char name[160], line[160] = "";
    if (!symbolizer_find(s, va, &found))
        return snprintf(buffer, size, "0x%08lx", (unsigned long)va);
    if (!found.symbol)
        snprintf(name, sizeof name, "0x%08lx", (unsigned long)va);
    else if (va == found.symbol_va)
        snprintf(name, sizeof name, "%s", found.symbol);
    else
        snprintf(name, sizeof name, "%s+0x%lx", found.symbol, (unsigned long)(va - found.symbol_va));
    if (found.file)
        snprintf(line, sizeof line, " (%s%s%s:%lu)", found.directory, *found.directory ? "/" : "", found.file,
                 (unsigned long)found.line);
    return snprintf(buffer, size, "%s%s", name, line);
}
