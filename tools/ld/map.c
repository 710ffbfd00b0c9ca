/* The link map: what was taken from archives and why, what was dropped, what lies where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/output.h"

/* Symbols of the output by address. */
struct listing {
    const struct symbol **symbols;
    size_t count, capacity;
};

static void list_symbol(struct listing *listing, const struct symbol *symbol)
{
    if (symbol->kind != SYMBOL_DEFINED || !symbol->section->out || symbol->type == STT_SECTION || !*symbol->name ||
        strncmp(symbol->name, ".L", 2) == 0)
        return;
    listing->symbols = mem_reserve(listing->symbols, &listing->capacity, listing->count + 1, sizeof *listing->symbols);
    listing->symbols[listing->count++] = symbol;
}

/* By section, then by place in it, then by name. */
static int compare_symbols(const void *left, const void *right)
{
    const struct symbol *a = *(const struct symbol *const *)left, *b = *(const struct symbol *const *)right;
    if (a->section->order != b->section->order)
        return a->section->order < b->section->order ? -1 : 1;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return strcmp(a->name, b->name);
}

static void list_symbols(const struct link *link, struct listing *listing)
{
    for (size_t i = 0; i < link->object_count; i++) {
        const struct object *object = link->objects[i];
        for (unsigned k = 1; k < object->symbol_count; k++) {
            if (object->symbols[k] == &object->locals[k])
                list_symbol(listing, object->symbols[k]);
        }
    }
    for (size_t i = 0; i < link->symbol_count; i++)
        list_symbol(listing, link->symbols[i]);
    if (listing->count)
        qsort(listing->symbols, listing->count, sizeof *listing->symbols, compare_symbols);
}

/* The first listed symbol of a section; those of a section stand together. */
static size_t first_of_section(const struct listing *listing, const struct section *section)
{
    size_t low = 0, high = listing->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (listing->symbols[middle]->section->order < section->order)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void print_section(FILE *out, const struct listing *listing, const struct section *section)
{
    uint32_t address = section->out->address + section->offset;
    fprintf(out, "%08lx %8lx %5lu   %s:%s\n", (unsigned long)address, (unsigned long)section->size,
            (unsigned long)section->align, section->object->name, section->name);
    for (size_t i = first_of_section(listing, section); i < listing->count; i++) {
        const struct symbol *symbol = listing->symbols[i];
        if (symbol->section != section)
            break;
        fprintf(out, "%08lx %8lx            %s\n", (unsigned long)symbols_address(symbol), (unsigned long)symbol->size,
                symbol->name);
    }
}

static void print_layout(FILE *out, const struct link *link)
{
    struct listing listing = {NULL, 0, 0};
    list_symbols(link, &listing);
    fprintf(out, "Layout\n\n address     size align section / input / symbol\n");
    for (size_t i = 0; i < link->output_count; i++) {
        const struct output *output = link->outputs[i];
        fprintf(out, "\n%08lx %8lx %5lu %s\n", (unsigned long)output->address, (unsigned long)output->size,
                (unsigned long)output->align, output->name);
        for (size_t k = 0; k < output->input_count; k++) {
            if (output->inputs[k]->size || (output->flags & SHF_ALLOC))
                print_section(out, &listing, output->inputs[k]);
        }
    }
    free(listing.symbols);
}

static void print_members(FILE *out, const struct link *link)
{
    bool any = false;
    for (size_t i = 0; i < link->object_count; i++) {
        const struct object *object = link->objects[i];
        if (!object->wanted_for)
            continue;
        if (!any)
            fprintf(out, "Taken from archives\n\n");
        any = true;
        const struct object *asker = object->wanted_for->asker;
        fprintf(out, "%s for '%s' of %s\n", object->name, object->wanted_for->name,
                asker ? asker->name : "the command line");
    }
    if (any)
        fputc('\n', out);
}

static void print_dropped(FILE *out, const struct link *link)
{
    bool any = false;
    for (size_t i = 0; i < link->object_count; i++) {
        for (unsigned k = 0; k < link->objects[i]->section_count; k++) {
            const struct section *section = &link->objects[i]->sections[k];
            if (section->live || !section->size || !gc_is_content(section))
                continue;
            if (!any)
                fprintf(out, "Dropped by --gc-sections\n\n");
            any = true;
            fprintf(out, "%8lx %s:%s\n", (unsigned long)section->size, section->object->name, section->name);
        }
    }
    if (any)
        fputc('\n', out);
}

static void print_provided(FILE *out, const struct link *link)
{
    bool any = false;
    for (size_t i = 0; i < link->symbol_count; i++) {
        const struct symbol *symbol = link->symbols[i];
        if (symbol->kind != SYMBOL_ABSOLUTE)
            continue;
        if (!any)
            fprintf(out, "\nNumbers\n\n");
        any = true;
        fprintf(out, "%08lx %s\n", (unsigned long)symbol->value, symbol->name);
    }
}

bool map_write(struct link *link)
{
    struct output *file = output_open(link->options.map);
    if (!file)
        return false;
    FILE *out = output_stream(file);
    print_members(out, link);
    print_dropped(out, link);
    print_layout(out, link);
    print_provided(out, link);
    return output_commit(file);
}
