/* --gc-sections: only what the entry, constructors and other roots reach stays. */
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

enum { SHT_GROUP = 17 };
#define SHF_GNU_RETAIN 0x200000u
#define SHF_EXCLUDE    0x80000000u

struct marker {
    struct link *link;
    struct section **work; /* live, their references not followed yet */
    size_t count, capacity;
};

bool gc_is_content(const struct section *section)
{
    switch (section->type) {
    case SHT_NULL:
    case SHT_SYMTAB:
    case SHT_STRTAB:
    case SHT_RELA:
    case SHT_REL:
    case SHT_GROUP: return false;
    default: return !(section->flags & SHF_EXCLUDE) && (section->size > 0 || (section->flags & SHF_ALLOC));
    }
}

static void mark_section(struct marker *marker, struct section *section)
{
    if (section->live || !gc_is_content(section))
        return;
    section->live = true;
    marker->work = mem_reserve(marker->work, &marker->capacity, marker->count + 1, sizeof *marker->work);
    marker->work[marker->count++] = section;
}

static void mark_named(struct marker *marker, const char *name)
{
    for (size_t i = 0; i < marker->link->object_count; i++) {
        struct object *object = marker->link->objects[i];
        for (unsigned k = 0; k < object->section_count; k++) {
            if (strcmp(object->sections[k].name, name) == 0)
                mark_section(marker, &object->sections[k]);
        }
    }
}

/* A reference to __start_NAME or __stop_NAME wants the sections called NAME. */
static void mark_symbol(struct marker *marker, const struct symbol *symbol)
{
    if (symbol->kind == SYMBOL_DEFINED)
        mark_section(marker, symbol->section);
    else if (strncmp(symbol->name, "__start_", 8) == 0)
        mark_named(marker, symbol->name + 8);
    else if (strncmp(symbol->name, "__stop_", 7) == 0)
        mark_named(marker, symbol->name + 7);
}

static void follow(struct marker *marker, const struct section *section)
{
    struct elf_section rela;
    if (!section->rela)
        return;
    elf_file_section(&section->object->elf, section->rela, &rela);
    unsigned count = elf_file_reloc_count(&rela);
    for (unsigned i = 0; i < count; i++) {
        struct elf_reloc reloc;
        elf_file_reloc(&rela, i, &reloc);
        mark_symbol(marker, section->object->symbols[reloc.symbol]);
    }
}

static bool is_root(const struct section *section)
{
    if (!(section->flags & SHF_ALLOC))
        return false;
    return section->type == SHT_INIT_ARRAY || section->type == SHT_FINI_ARRAY || section->type == SHT_PREINIT_ARRAY ||
           section->type == SHT_NOTE || (section->flags & SHF_GNU_RETAIN) ||
           strncmp(section->name, ".init_array", 11) == 0 || strncmp(section->name, ".fini_array", 11) == 0 ||
           strncmp(section->name, ".text.boot", 10) == 0;
}

static void mark_roots(struct marker *marker)
{
    struct link *link = marker->link;
    for (size_t i = 0; i < link->object_count; i++) {
        for (unsigned k = 0; k < link->objects[i]->section_count; k++) {
            if (is_root(&link->objects[i]->sections[k]))
                mark_section(marker, &link->objects[i]->sections[k]);
        }
    }
    for (size_t i = 0; i < link->options.wanted_count; i++)
        mark_symbol(marker, symbols_global(link, link->options.wanted[i]));
    for (size_t i = 0; i < link->options.definition_count; i++) {
        if (link->defined[i].base)
            mark_symbol(marker, symbols_global(link, link->defined[i].base));
    }
    mark_symbol(marker, symbols_global(link, link->options.entry));
}

static void report_dropped(const struct section *section)
{
    if (gc_is_content(section) && !section->live && section->size > 0)
        tool_note(section->object->name, "dropped section %s, %lu bytes", section->name, (unsigned long)section->size);
}

/* Debug information lives when its object does; it keeps nothing alive itself. */
static void keep_descriptions(struct object *object, bool all)
{
    bool live = all;
    for (unsigned i = 0; i < object->section_count; i++)
        live = live || object->sections[i].live;
    for (unsigned i = 0; i < object->section_count; i++) {
        struct section *section = &object->sections[i];
        if (gc_is_content(section) && (all || !(section->flags & SHF_ALLOC)))
            section->live = live;
    }
}

void gc_mark(struct link *link)
{
    struct marker marker = {.link = link};
    bool all = !link->options.gc_sections;
    if (!all)
        mark_roots(&marker);
    while (marker.count > 0) {
        struct section *section = marker.work[--marker.count];
        follow(&marker, section);
    }
    free(marker.work);
    for (size_t i = 0; i < link->object_count; i++) {
        keep_descriptions(link->objects[i], all);
        for (unsigned k = 0; link->options.print_gc_sections && k < link->objects[i]->section_count; k++)
            report_dropped(&link->objects[i]->sections[k]);
    }
    for (size_t i = 0; i < link->made_count; i++)
        link->made[i]->live = link->made[i]->live || all;
}
