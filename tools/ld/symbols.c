/* Global symbols: who defines what, who asks for it. */
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

struct symbol *symbols_global(struct link *link, const char *name)
{
    void **slot = strmap_at(&link->globals, name);
    if (!*slot) {
        struct symbol *symbol = mem_new(sizeof *symbol);
        symbol->name = name;
        symbol->binding = STB_WEAK;
        link->symbols =
            mem_reserve(link->symbols, &link->symbol_capacity, link->symbol_count + 1, sizeof *link->symbols);
        link->symbols[link->symbol_count++] = symbol;
        *slot = symbol;
    }
    return *slot;
}

static void ask_for(struct link *link, struct symbol *symbol)
{
    link->pending = mem_reserve(link->pending, &link->pending_capacity, link->pending_count + 1, sizeof *link->pending);
    link->pending[link->pending_count++] = symbol;
}

/* A weak reference leaves an archive alone. */
void symbols_reference(struct link *link, struct symbol *symbol, unsigned binding, struct object *object)
{
    symbol->referenced = true;
    if (!symbol->asker)
        symbol->asker = object;
    if (symbol->kind > SYMBOL_LAZY || binding == STB_WEAK)
        return;
    symbol->binding = STB_GLOBAL;
    if (symbol->kind == SYMBOL_LAZY)
        ask_for(link, symbol);
}

static void report_duplicate(const struct symbol *symbol, const struct object *object, const struct section *section,
                             uint32_t value)
{
    char here[256] = "", there[256] = "";
    if (section)
        where_line(section, value, here, sizeof here);
    if (symbol->section)
        where_line(symbol->section, symbol->value, there, sizeof there);
    tool_error(TOOL_BAD_INPUT, object->name, "%sduplicate definition of '%s'; rename one, or make it static", here,
               symbol->name);
    tool_note(symbol->object ? symbol->object->name : NULL, "%sthe first definition is here", there);
}

/* How strongly something defines a symbol. */
static int strength(enum symbol_kind kind, unsigned binding)
{
    switch (kind) {
    case SYMBOL_COMMON: return 2;
    case SYMBOL_DEFINED:
    case SYMBOL_ABSOLUTE: return binding == STB_WEAK ? 1 : 3;
    default: return 0;
    }
}

static void define(struct symbol *symbol, const struct elf_symbol *elf, enum symbol_kind kind, struct object *object,
                   struct section *section)
{
    int old = strength(symbol->kind, symbol->binding), new = strength(kind, elf->binding);
    if (old == 2 && new == 2) {
        symbol->size = elf->size_bytes > symbol->size ? elf->size_bytes : symbol->size;
        symbol->value = elf->value > symbol->value ? elf->value : symbol->value;
        return;
    }
    if (old == 3 && new == 3)
        report_duplicate(symbol, object, section, elf->value);
    if (new <= old)
        return;
    symbol->kind = kind;
    symbol->binding = elf->binding;
    symbol->type = elf->type;
    symbol->visibility = elf->visibility;
    symbol->object = object;
    symbol->section = section;
    symbol->value = elf->value;
    symbol->size = elf->size_bytes;
}

static enum symbol_kind kind_of(const struct elf_symbol *elf)
{
    switch (elf->section) {
    case SHN_UNDEF: return SYMBOL_UNDEFINED;
    case SHN_ABS: return SYMBOL_ABSOLUTE;
    case SHN_COMMON: return SYMBOL_COMMON;
    default: return SYMBOL_DEFINED;
    }
}

static void enter(struct link *link, struct object *object, unsigned index)
{
    struct elf_symbol elf;
    elf_file_symbol(&object->elf, index, &elf);
    enum symbol_kind kind = kind_of(&elf);
    struct section *section = kind == SYMBOL_DEFINED ? &object->sections[elf.section] : NULL;
    if (section && elf.value > section->size) {
        tool_error(TOOL_BAD_INPUT, object->name, "corrupt: symbol '%s' lies outside its section %s", elf.name,
                   section->name);
        kind = SYMBOL_UNDEFINED;
    }
    struct symbol *symbol = &object->locals[index];
    if (index == 0) { /* stands for the number 0 */
        symbol->kind = SYMBOL_ABSOLUTE;
        symbol->name = "";
    } else if (elf.binding == STB_LOCAL) {
        *symbol = (struct symbol){.name = elf.name, .type = elf.type, .object = object};
        define(symbol, &elf, kind, object, section);
    } else {
        symbol = symbols_global(link, elf.name);
        if (kind == SYMBOL_UNDEFINED)
            symbols_reference(link, symbol, elf.binding, object);
        else
            define(symbol, &elf, kind, object, section);
    }
    object->symbols[index] = symbol;
}

void symbols_enter_object(struct link *link, struct object *object)
{
    object->symbol_count = object->elf.symbol_count;
    object->symbols = mem_new((object->symbol_count + 1) * sizeof *object->symbols);
    object->locals = mem_new((object->symbol_count + 1) * sizeof *object->locals);
    for (unsigned i = 0; i < object->symbol_count; i++)
        enter(link, object, i);
}

/* ---- Archives ---- */

struct offer {
    struct link *link;
    struct library *library;
};

static void offer_symbol(void *context, const char *name, size_t member)
{
    struct offer *offer = context;
    struct symbol *symbol = symbols_global(offer->link, name);
    if (symbol->kind != SYMBOL_UNDEFINED)
        return;
    symbol->kind = SYMBOL_LAZY;
    symbol->library = offer->library;
    symbol->member = member;
    if (symbol->referenced && symbol->binding != STB_WEAK)
        ask_for(offer->link, symbol);
}

/* Offer what a member defines, for an archive that has no index. */
static void offer_member(struct offer *offer, const struct archive_member *member)
{
    struct elf_file elf;
    if (!elf_file_open(&elf, member->data, member->size))
        return; /* not an object: it does no harm as long as nobody needs it */
    for (unsigned i = 0; i < elf.symbol_count; i++) {
        struct elf_symbol symbol;
        elf_file_symbol(&elf, i, &symbol);
        if (symbol.binding != STB_LOCAL && symbol.section != SHN_UNDEF)
            offer_symbol(offer, symbol.name, member->offset);
    }
}

void symbols_enter_library(struct link *link, struct library *library)
{
    struct offer offer = {link, library};
    const struct archive *archive = &library->archive;
    if (archive->index) {
        archive_index_each(archive, offer_symbol, &offer);
        return;
    }
    for (size_t offset = archive->first; offset < archive->size;) {
        struct archive_member member;
        const char *error = archive_member(archive, offset, &member);
        if (error) {
            tool_error(TOOL_BAD_INPUT, library->name, "%s", error);
            return;
        }
        offer_member(&offer, &member);
        offset = member.next;
    }
}

uint32_t symbols_address(const struct symbol *symbol)
{
    if (symbol->kind == SYMBOL_ABSOLUTE)
        return symbol->value;
    if (symbol->kind != SYMBOL_DEFINED || !symbol->section->out)
        return 0;
    return symbol->section->out->address + symbol->section->offset + symbol->value;
}
