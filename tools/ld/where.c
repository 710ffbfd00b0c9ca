/* What a person calls a place in an input section: function, source line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/dwarf_line.h"
#include "tools/ld/link.h"

/* Line rows of other sections get addresses from here on, away from those of the section that is asked for. */
enum { ELSEWHERE = 0x40000000 };

struct search {
    uint32_t offset;
    struct dwarf_row before; /* the row before the current one, if in_run */
    bool in_run, found;
};

static bool match_row(void *context, const struct dwarf_row *row) {
    struct search *search = context;
    search->found = search->in_run && search->before.address <= search->offset && search->offset < row->address;
    search->in_run = !row->end;
    if (!search->found)
        search->before = *row;
    return !search->found;
}

static const struct section *find_section(const struct object *object, const char *name) {
    for (unsigned i = 1; i < object->section_count; i++) {
        if (strcmp(object->sections[i].name, name) == 0)
            return &object->sections[i];
    }
    return NULL;
}

static void put32(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

/* A copy of .debug_line in which the addresses of `section` are its offsets. */
static uint8_t *line_bytes(const struct section *lines, const struct section *section) {
    uint8_t *copy = mem_new(lines->size + 1);
    struct elf_section rela;
    memcpy(copy, lines->data, lines->size);
    elf_file_section(&lines->object->elf, lines->rela, &rela);
    for (unsigned i = 0; lines->rela && i < elf_file_reloc_count(&rela); i++) {
        struct elf_reloc reloc;
        elf_file_reloc(&rela, i, &reloc);
        const struct symbol *symbol = lines->object->symbols[reloc.symbol];
        uint32_t value = symbol->value + (uint32_t)reloc.addend;
        if (reloc.type != R_PEACH_ABS32)
            continue;
        if (symbol->section && (symbol->section->flags & SHF_ALLOC) && symbol->section != section)
            value += ELSEWHERE;
        put32(copy + reloc.offset, value);
    }
    return copy;
}

void where_line(const struct section *section, uint32_t offset, char *text, size_t size) {
    const struct section *lines = find_section(section->object, ".debug_line");
    text[0] = '\0';
    if (!lines || !lines->data || !section->object->symbols)
        return;
    const struct section *line_str = find_section(section->object, ".debug_line_str");
    const struct section *str = find_section(section->object, ".debug_str");
    uint8_t *copy = line_bytes(lines, section);
    struct dwarf_sections sections = {.line = copy, .line_size = lines->size};
    if (line_str && line_str->data) {
        sections.line_str = line_str->data;
        sections.line_str_size = line_str->size;
    }
    if (str && str->data) {
        sections.str = str->data;
        sections.str_size = str->size;
    }
    struct search search = {.offset = offset};
    dwarf_lines(&sections, match_row, &search);
    if (search.found)
        snprintf(text, size, "%s%s%s:%lu: ", search.before.directory, *search.before.directory ? "/" : "",
                 search.before.file, (unsigned long)search.before.line);
    free(copy);
}

/* The function whose bytes the place lies in, or the last one that starts before it when sizes are not given. */
static const struct symbol *find_function(const struct section *section, uint32_t offset) {
    const struct object *object = section->object;
    const struct symbol *best = NULL;
    for (unsigned i = 1; i < object->symbol_count && object->symbols; i++) {
        const struct symbol *symbol = object->symbols[i];
        if (symbol->section != section || symbol->value > offset || symbol->type == STT_SECTION || !*symbol->name)
            continue;
        if (symbol->size != 0 && offset - symbol->value >= symbol->size)
            continue;
        if (!best || symbol->value >= best->value)
            best = symbol;
    }
    return best;
}

void where_describe(const struct section *section, uint32_t offset, char *text, size_t size) {
    char line[200];
    const struct symbol *function = find_function(section, offset);
    bool code = (section->flags & SHF_EXECINSTR) != 0;
    where_line(section, offset, line, sizeof line);
    size_t length = strlen(line);
    if (length > 2)
        line[length - 2] = '\0'; /* without the ": " */
    if (function)
        snprintf(text, size, "in %s '%s'%s%s%s: ", code ? "function" : "object", function->name, *line ? " (" : "",
                 line, *line ? ")" : "");
    else
        snprintf(text, size, "in section %s%s%s%s: ", section->name, *line ? " (" : "", line, *line ? ")" : "");
}
