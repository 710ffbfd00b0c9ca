/* peach-nm: symbols of objects, executables and archives. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/symbolize.h"
#include "tools/lib/objects.h"
#include "tools/lib/options.h"
#include "tools/lib/tool.h"

enum option_id {
    OPT_ALL = 1,
    OPT_GLOBAL,
    OPT_UNDEFINED,
    OPT_DEFINED,
    OPT_NUMERIC,
    OPT_UNSORTED,
    OPT_REVERSE,
    OPT_SIZE_SORT,
    OPT_SHOW_SIZE,
    OPT_FILE_NAME,
    OPT_LINES,
};

static const struct option_row rows[] = {
    {"-a", OPT_ALL, OPTION_FLAG, NULL, "show section, file and local (.L) symbols too"},
    {"-g", OPT_GLOBAL, OPTION_FLAG, NULL, "only global and weak symbols"},
    {"--extern-only", OPT_GLOBAL, OPTION_FLAG, NULL, NULL},
    {"-u", OPT_UNDEFINED, OPTION_FLAG, NULL, "only undefined symbols"},
    {"--undefined-only", OPT_UNDEFINED, OPTION_FLAG, NULL, NULL},
    {"-U", OPT_DEFINED, OPTION_FLAG, NULL, "only defined symbols"},
    {"--defined-only", OPT_DEFINED, OPTION_FLAG, NULL, NULL},
    {"-n", OPT_NUMERIC, OPTION_FLAG, NULL, "sort by address (default: by name)"},
    {"-p", OPT_UNSORTED, OPTION_FLAG, NULL, "in the order of the file"},
    {"-r", OPT_REVERSE, OPTION_FLAG, NULL, "sort in reverse"},
    {"--size-sort", OPT_SIZE_SORT, OPTION_FLAG, NULL, "sort by size; show it"},
    {"-S", OPT_SHOW_SIZE, OPTION_FLAG, NULL, "show sizes"},
    {"-A", OPT_FILE_NAME, OPTION_FLAG, NULL, "the file's name in front of each line"},
    {"-l", OPT_LINES, OPTION_FLAG, NULL, "the source line behind each symbol, where it is known"},
};

static const struct option_spec spec = {
    .tool = "peach-nm",
    .synopsis = "[option...] file...",
    .summary = "Lists symbols: address, kind, name.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .clusters = true,
    .epilogue = "Kinds: T code, R constants, D data, B zeros, A number, C common, U undefined, W weak (w undefined),\n"
                "N debugging; lower case: local to its object.",
};

struct listing {
    bool all, global, undefined, defined, reverse, show_size, file_name, lines, many_files;
    int order; /* OPT_NUMERIC, OPT_UNSORTED, OPT_SIZE_SORT, or 0: by name */
};

struct row {
    struct elf_symbol symbol;
    unsigned number;
    char kind;
};

/* ---- Kinds ---- */

static char section_kind(const struct elf_file *elf, unsigned index) {
    struct elf_section section;
    elf_file_section(elf, index, &section);
    if (!(section.flags & SHF_ALLOC))
        return 'N';
    if (section.flags & SHF_EXECINSTR)
        return 'T';
    if (section.type == SHT_NOBITS)
        return 'B';
    return section.flags & SHF_WRITE ? 'D' : 'R';
}

static char kind_of(const struct elf_file *elf, const struct elf_symbol *symbol) {
    bool undefined = symbol->section == SHN_UNDEF;
    if (symbol->binding == STB_WEAK)
        return undefined ? 'w' : 'W';
    if (undefined)
        return 'U';
    if (symbol->section == SHN_COMMON)
        return 'C';
    char kind = symbol->section == SHN_ABS ? 'A' : section_kind(elf, symbol->section);
    return symbol->binding == STB_LOCAL && kind != 'N' ? (char)(kind - 'A' + 'a') : kind;
}

/* ---- Choice and order ---- */

static bool is_shown(const struct listing *listing, const struct elf_symbol *symbol) {
    bool undefined = symbol->section == SHN_UNDEF;
    bool internal = symbol->type == STT_SECTION || symbol->type == STT_FILE || !*symbol->name ||
                    strncmp(symbol->name, ".L", 2) == 0;
    if (internal && !listing->all)
        return false;
    if (listing->global && symbol->binding == STB_LOCAL)
        return false;
    if (listing->order == OPT_SIZE_SORT && symbol->size_bytes == 0)
        return false;
    return !(listing->undefined && !undefined) && !(listing->defined && undefined);
}

static int compare_names(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    int names = strcmp(a->symbol.name, b->symbol.name);
    return names ? names : a->number < b->number ? -1 : 1;
}

static int compare_addresses(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    if (a->symbol.value != b->symbol.value)
        return a->symbol.value < b->symbol.value ? -1 : 1;
    return compare_names(left, right);
}

static int compare_sizes(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    if (a->symbol.size_bytes != b->symbol.size_bytes)
        return a->symbol.size_bytes < b->symbol.size_bytes ? -1 : 1;
    return compare_names(left, right);
}

static void sort_rows(const struct listing *listing, struct row *list, size_t count) {
    if (count == 0 || listing->order == OPT_UNSORTED)
        return;
    qsort(list, count, sizeof *list,
          listing->order == OPT_NUMERIC     ? compare_addresses
          : listing->order == OPT_SIZE_SORT ? compare_sizes
                                            : compare_names);
}

/* ---- Printing ---- */

static void print_line_of(const struct symbolizer *symbolizer, const struct elf_symbol *symbol) {
    struct symbolized found;
    if (symbol->section == SHN_UNDEF || symbol->section >= SHN_LORESERVE)
        return;
    uint32_t va = symbol->value;
    uint32_t base;
    if (symbolizer_address(symbolizer, symbol->name, &base))
        va = base;
    if (symbolizer_find(symbolizer, va, &found) && found.file)
        printf("\t%s%s%s:%lu", found.directory, *found.directory ? "/" : "", found.file, (unsigned long)found.line);
}

static void print_row(const struct listing *listing, const struct object_file *object,
                      const struct symbolizer *symbolizer, const struct row *row) {
    const struct elf_symbol *symbol = &row->symbol;
    if (listing->file_name)
        printf("%s: ", object->name);
    if (symbol->section == SHN_UNDEF)
        printf("%8s", "");
    else
        printf("%08lx", (unsigned long)symbol->value);
    if (listing->show_size && symbol->size_bytes)
        printf(" %08lx", (unsigned long)symbol->size_bytes);
    else if (listing->show_size)
        printf(" %8s", "");
    printf(" %c %s", row->kind, symbol->name);
    if (symbolizer)
        print_line_of(symbolizer, symbol);
    putchar('\n');
}

static void list_object(void *context, const struct object_file *object) {
    const struct listing *listing = context;
    struct row *list = mem_new((object->elf.symbol_count + 1) * sizeof *list);
    size_t count = 0;
    for (unsigned i = 1; i < object->elf.symbol_count; i++) {
        struct row *row = &list[count];
        elf_file_symbol(&object->elf, i, &row->symbol);
        row->number = i;
        row->kind = kind_of(&object->elf, &row->symbol);
        count += is_shown(listing, &row->symbol);
    }
    sort_rows(listing, list, count);
    if ((listing->many_files || object->in_archive) && !listing->file_name)
        printf("\n%s:\n", object->name);
    if (object->elf.symbol_count == 0)
        tool_note(object->name, "no symbols");
    struct symbolizer *symbolizer = listing->lines ? symbolizer_new(&object->elf) : NULL;
    for (size_t i = 0; i < count; i++)
        print_row(listing, object, symbolizer, &list[listing->reverse ? count - 1 - i : i]);
    symbolizer_free(symbolizer);
    free(list);
}

/* ---- Command line ---- */

static void take_option(struct listing *listing, int id) {
    switch (id) {
    case OPT_ALL:
        listing->all = true;
        break;
    case OPT_GLOBAL:
        listing->global = true;
        break;
    case OPT_UNDEFINED:
        listing->undefined = true;
        break;
    case OPT_DEFINED:
        listing->defined = true;
        break;
    case OPT_REVERSE:
        listing->reverse = true;
        break;
    case OPT_SHOW_SIZE:
        listing->show_size = true;
        break;
    case OPT_FILE_NAME:
        listing->file_name = true;
        break;
    case OPT_LINES:
        listing->lines = true;
        break;
    default:
        listing->order = id;
        listing->show_size = listing->show_size || id == OPT_SIZE_SORT;
        break;
    }
}

int main(int argc, char **argv) {
    struct options options;
    struct listing listing = {.order = 0};
    int id;
    tool_begin(spec.tool);
    options_init(&options, &spec, argc, argv);
    while ((id = options_next(&options)) != OPTIONS_END && id != OPTIONS_STOP) {
        if (id == OPTIONS_OPERAND)
            options_keep(&options);
        else
            take_option(&listing, id);
    }
    if (id == OPTIONS_END && options.kept == 0)
        options_usage_error(&spec, "no input files");
    listing.many_files = options.kept > 1;
    for (size_t i = 0; id == OPTIONS_END && i < options.kept; i++)
        objects_each(options.argv[i], list_object, &listing);
    options_fini(&options);
    return tool_end();
}
