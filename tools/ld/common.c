/* COMMON symbols (tentative definitions that no object has completed): each becomes a section of zeros. */
#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

static void allocate(struct link *link, struct symbol *symbol)
{
    uint32_t align = symbol->value ? symbol->value : 1;
    if (align & (align - 1)) {
        tool_error(TOOL_BAD_INPUT, symbol->object->name, "corrupt: COMMON symbol '%s' has the alignment %lu",
                   symbol->name, (unsigned long)align);
        return;
    }
    struct section *section = mem_new(sizeof *section);
    *section = (struct section){
        .object = symbol->object,
        .name = "COMMON",
        .type = SHT_NOBITS,
        .flags = SHF_ALLOC | SHF_WRITE,
        .align = align,
        .size = symbol->size,
        .order = link->section_order++,
    };
    link->made = mem_reserve(link->made, &link->made_capacity, link->made_count + 1, sizeof *link->made);
    link->made[link->made_count++] = section;
    symbol->kind = SYMBOL_DEFINED;
    symbol->section = section;
    symbol->value = 0;
}

void common_allocate(struct link *link)
{
    for (size_t i = 0; i < link->symbol_count; i++) {
        if (link->symbols[i]->kind == SYMBOL_COMMON)
            allocate(link, link->symbols[i]);
    }
}
