/* peach-ld: the linker's command line, and its passes in order. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/options.h"
#include "tools/lib/tool.h"

enum option_id {
    OPT_OUTPUT = 1,
    OPT_ENTRY,
    OPT_SEARCH,
    OPT_LIBRARY,
    OPT_MAP,
    OPT_GC,
    OPT_NO_GC,
    OPT_PRINT_GC,
    OPT_BASE,
    OPT_TEXT,
    OPT_DATA,
    OPT_BSS,
    OPT_SECTION_START,
    OPT_PHYS_OFFSET,
    OPT_FORMAT,
    OPT_NMAGIC,
    OPT_DEFSYM,
    OPT_UNDEFINED,
    OPT_STRIP_ALL,
    OPT_STRIP_DEBUG,
    OPT_TRACE,
    OPT_WHOLE,
    OPT_NO_WHOLE,
    OPT_TOLERATED,
    OPT_IGNORED,
};

static const struct option_row rows[] = {
    {"-o", OPT_OUTPUT, OPTION_VALUE, "FILE", "write FILE (default: a.out)"},
    {"--output", OPT_OUTPUT, OPTION_VALUE, "FILE", NULL},
    {"-e", OPT_ENTRY, OPTION_VALUE, "SYMBOL", "start at this symbol or address (default: _start)"},
    {"--entry", OPT_ENTRY, OPTION_VALUE, "SYMBOL", NULL},
    {"-L", OPT_SEARCH, OPTION_VALUE, "FOLDER", "look for libraries here"},
    {"--library-path", OPT_SEARCH, OPTION_VALUE, "FOLDER", NULL},
    {"-l", OPT_LIBRARY, OPTION_VALUE, "NAME", "take from libNAME.a what is asked for (-l :FILE: that name)"},
    {"--library", OPT_LIBRARY, OPTION_VALUE, "NAME", NULL},
    {"-u", OPT_UNDEFINED, OPTION_VALUE, "SYMBOL", "ask for this symbol"},
    {"--undefined", OPT_UNDEFINED, OPTION_VALUE, "SYMBOL", NULL},
    {"--defsym", OPT_DEFSYM, OPTION_VALUE, "NAME=VALUE", "define a symbol: a number, or another symbol + number"},
    {"--gc-sections", OPT_GC, OPTION_FLAG, NULL, "drop sections that nothing reaches"},
    {"--no-gc-sections", OPT_NO_GC, OPTION_FLAG, NULL, "keep them (default)"},
    {"--print-gc-sections", OPT_PRINT_GC, OPTION_FLAG, NULL, "say what is dropped"},
    {"-Map", OPT_MAP, OPTION_VALUE, "FILE", "write a map of the output"},
    {"--Map", OPT_MAP, OPTION_VALUE, "FILE", NULL},
    {"--whole-archive", OPT_WHOLE, OPTION_FLAG, NULL, "take every member of the archives that follow"},
    {"--no-whole-archive", OPT_NO_WHOLE, OPTION_FLAG, NULL, "... up to here"},
    {"-s", OPT_STRIP_ALL, OPTION_FLAG, NULL, "leave out symbols and debug information"},
    {"--strip-all", OPT_STRIP_ALL, OPTION_FLAG, NULL, NULL},
    {"-S", OPT_STRIP_DEBUG, OPTION_FLAG, NULL, "leave out debug information"},
    {"--strip-debug", OPT_STRIP_DEBUG, OPTION_FLAG, NULL, NULL},
    {"-t", OPT_TRACE, OPTION_FLAG, NULL, "print the name of each object that takes part"},
    {"--trace", OPT_TRACE, OPTION_FLAG, NULL, NULL},
    {"--image-base", OPT_BASE, OPTION_VALUE, "ADDRESS", "address of the first section (default: 0x10000)"},
    {"-Ttext", OPT_TEXT, OPTION_VALUE, "ADDRESS", "address of .text, in hexadecimal"},
    {"-Tdata", OPT_DATA, OPTION_VALUE, "ADDRESS", "address of .data, in hexadecimal"},
    {"-Tbss", OPT_BSS, OPTION_VALUE, "ADDRESS", "address of .bss, in hexadecimal"},
    {"--section-start", OPT_SECTION_START, OPTION_VALUE, "NAME=ADDRESS", "address of any section, in hexadecimal"},
    {"--phys-offset", OPT_PHYS_OFFSET, OPTION_VALUE, "NUMBER", "physical address = address - NUMBER (for kernels)"},
    {"-n", OPT_NMAGIC, OPTION_FLAG, NULL, "do not start segments on new pages"},
    {"--nmagic", OPT_NMAGIC, OPTION_FLAG, NULL, NULL},
    {"--oformat", OPT_FORMAT, OPTION_VALUE, "FORMAT", "elf (default) or binary: memory as it is, for ROMs"},
    {"--start-group", OPT_TOLERATED, OPTION_FLAG, NULL, "accepted and not needed: archives are searched in any order"},
    {"--end-group", OPT_TOLERATED, OPTION_FLAG, NULL, NULL},
    {"-(", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-)", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-static", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-nostdlib", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--as-needed", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--no-as-needed", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--no-undefined", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--allow-shlib-undefined", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--no-allow-shlib-undefined", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--enable-new-dtags", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--disable-new-dtags", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--export-dynamic", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-Bstatic", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-Bdynamic", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-rpath", OPT_IGNORED, OPTION_VALUE, "FOLDER", NULL},
    {"--rpath", OPT_IGNORED, OPTION_VALUE, "FOLDER", NULL},
    {"-rpath-link", OPT_IGNORED, OPTION_VALUE, "FOLDER", NULL},
    {"--sort-common", OPT_IGNORED, OPTION_OPTIONAL, "ORDER", NULL},
    {"--warn-common", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--fatal-warnings", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--build-id", OPT_IGNORED, OPTION_OPTIONAL, "STYLE", NULL},
    {"--hash-style", OPT_IGNORED, OPTION_VALUE, "STYLE", NULL},
    {"-O", OPT_IGNORED, OPTION_JOINED, "LEVEL", NULL},
    {"-z", OPT_IGNORED, OPTION_VALUE, "KEYWORD", NULL},
    {"-m", OPT_IGNORED, OPTION_VALUE, "EMULATION", NULL},
};

static const struct option_spec spec = {
    .tool = "peach-ld",
    .synopsis = "[option...] file...",
    .summary = "Links Peach objects and archives into an executable.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .version = "Takes the options of GNU ld, so that build systems that look for that one find what they need.\n",
    .epilogue = "Files may be objects (.o) and archives (.a); @FILE stands for the arguments in FILE.\n"
                "The linker defines, where nobody else does and somebody asks: etext edata end (also _etext ...),\n"
                "__text_start __rodata_start __rodata_end __data_start __bss_start __bss_end, __init_array_start,\n"
                "__init_array_end (fini, preinit alike), __tdata_start __tdata_size __tbss_size __tls_size\n"
                "__tls_align, and __start_NAME __stop_NAME of a section NAME.",
};

static void append(const char ***list, size_t *count, size_t *capacity, const char *text)
{
    *list = mem_reserve(*list, capacity, *count + 1, sizeof **list);
    (*list)[(*count)++] = text;
}

static bool parse_address(const char *option, const char *text, int base, uint32_t *address)
{
    char *end;
    unsigned long long value = strtoull(text, &end, base);
    if (!isxdigit((unsigned char)*text) || *end || value > UINT32_MAX) {
        options_usage_error(&spec, "'%s' of option '%s' is not an address of 32 bits", text, option);
        return false;
    }
    *address = (uint32_t)value;
    return true;
}

static bool add_section_address(struct link_options *options, const char *name, const char *option, const char *text)
{
    uint32_t address;
    if (!parse_address(option, text, 16, &address)) /* as other linkers do, 0x or not */
        return false;
    options->addresses = mem_reserve(options->addresses, &options->address_capacity, options->address_count + 1,
                                     sizeof *options->addresses);
    options->addresses[options->address_count++] = (struct section_address){name, address};
    return true;
}

static bool take_section_start(struct link_options *options, char *text)
{
    char *equals = strchr(text, '=');
    if (!equals) {
        options_usage_error(&spec, "'%s' of option '--section-start' is not NAME=ADDRESS", text);
        return false;
    }
    *equals = '\0';
    return add_section_address(options, text, "--section-start", equals + 1);
}

static bool take_format(struct link_options *options, const char *text)
{
    options->binary = strcmp(text, "binary") == 0;
    if (!options->binary && strcmp(text, "elf") != 0 && strcmp(text, "elf32-peach") != 0) {
        options_usage_error(&spec, "unknown output format '%s'; there are elf and binary", text);
        return false;
    }
    return true;
}

/* One option.  False after a usage error. */
static bool take_option(struct link_options *options, int id, const struct options *walk)
{
    const char *value = walk->argument;
    switch (id) {
    case OPTIONS_OPERAND:
    case OPT_LIBRARY:
        options->inputs =
            mem_reserve(options->inputs, &options->input_capacity, options->input_count + 1, sizeof *options->inputs);
        options->inputs[options->input_count++] = (struct input){value, id == OPT_LIBRARY, options->whole_archive};
        return true;
    case OPT_OUTPUT: options->output = value; return true;
    case OPT_ENTRY:
        options->entry = value;
        options->entry_given = true;
        return true;
    case OPT_SEARCH: append(&options->search, &options->search_count, &options->search_capacity, value); return true;
    case OPT_MAP: options->map = value; return true;
    case OPT_GC:
    case OPT_NO_GC: options->gc_sections = id == OPT_GC; return true;
    case OPT_PRINT_GC: options->print_gc_sections = true; return true;
    case OPT_BASE: return parse_address(walk->spelling, value, 0, &options->image_base);
    case OPT_TEXT: return add_section_address(options, ".text", walk->spelling, value);
    case OPT_DATA: return add_section_address(options, ".data", walk->spelling, value);
    case OPT_BSS: return add_section_address(options, ".bss", walk->spelling, value);
    case OPT_SECTION_START: return take_section_start(options, (char *)value);
    case OPT_PHYS_OFFSET: return parse_address(walk->spelling, value, 0, &options->phys_offset);
    case OPT_FORMAT: return take_format(options, value);
    case OPT_NMAGIC: options->no_page_align = true; return true;
    case OPT_DEFSYM:
        append(&options->definitions, &options->definition_count, &options->definition_capacity, value);
        return true;
    case OPT_UNDEFINED: append(&options->wanted, &options->wanted_count, &options->wanted_capacity, value); return true;
    case OPT_STRIP_ALL: options->strip_all = true; return true;
    case OPT_STRIP_DEBUG: options->strip_debug = true; return true;
    case OPT_TRACE: options->trace = true; return true;
    case OPT_WHOLE:
    case OPT_NO_WHOLE: options->whole_archive = id == OPT_WHOLE; return true;
    default: return true;
    }
}

/* ---- Entry ---- */

static bool entry_is_number(const struct link *link)
{
    return isdigit((unsigned char)link->options.entry[0]) != 0;
}

static void ask_for_roots(struct link *link)
{
    for (size_t i = 0; i < link->options.wanted_count; i++)
        symbols_reference(link, symbols_global(link, link->options.wanted[i]), STB_GLOBAL, NULL);
    if (!entry_is_number(link))
        symbols_reference(link, symbols_global(link, link->options.entry),
                          link->options.entry_given ? STB_GLOBAL : STB_WEAK, NULL);
}

static void find_entry(struct link *link)
{
    const struct link_options *options = &link->options;
    if (entry_is_number(link)) {
        parse_address("-e", options->entry, 0, &link->entry);
        return;
    }
    const struct symbol *symbol = symbols_global(link, options->entry);
    if (symbol->kind == SYMBOL_DEFINED || symbol->kind == SYMBOL_ABSOLUTE) {
        link->entry = symbols_address(symbol);
        return;
    }
    if (options->entry_given)
        tool_error(TOOL_BAD_INPUT, NULL, "the entry '%s' is not defined", options->entry);
    for (size_t i = link->output_count; i-- > 0;) {
        if (link->outputs[i]->flags & SHF_EXECINSTR)
            link->entry = link->outputs[i]->address;
    }
    if (!options->entry_given && !options->binary)
        tool_warning(NULL, "no symbol '_start'; the entry is 0x%08lx; name one with -e", (unsigned long)link->entry);
}

/* -u promises that the symbol is there. */
static void check_wanted(struct link *link)
{
    for (size_t i = 0; i < link->options.wanted_count; i++) {
        const struct symbol *symbol = symbols_global(link, link->options.wanted[i]);
        if (symbol->kind == SYMBOL_UNDEFINED)
            tool_error(TOOL_BAD_INPUT, NULL, "'%s', asked for by -u, is not defined", symbol->name);
    }
}

/* ---- Passes ---- */

static void run_passes(struct link *link)
{
    input_read(link);
    provide_declare(link);
    ask_for_roots(link);
    input_settle(link);
    if (tool_status() != TOOL_OK)
        return;
    common_allocate(link);
    gc_mark(link);
    layout_collect(link);
    if (tool_status() != TOOL_OK)
        return;
    layout_place(link);
    if (tool_status() != TOOL_OK)
        return;
    provide_define(link);
    find_entry(link);
    check_wanted(link);
    relocate_all(link);
    if (tool_status() != TOOL_OK)
        return;
    if (link->options.map && !map_write(link))
        return;
    if (link->options.binary)
        write_binary(link);
    else
        write_elf(link);
}

static void link_fini(struct link *link)
{
    input_fini(link);
    provide_fini(link);
    for (size_t i = 0; i < link->symbol_count; i++)
        free(link->symbols[i]);
    for (size_t i = 0; i < link->made_count; i++)
        free(link->made[i]);
    for (size_t i = 0; i < link->output_count; i++) {
        free(link->outputs[i]->inputs);
        free(link->outputs[i]->bytes);
        free(link->outputs[i]);
    }
    free(link->symbols);
    free(link->pending);
    free(link->made);
    free(link->outputs);
    free(link->options.inputs);
    free(link->options.search);
    free(link->options.addresses);
    free(link->options.definitions);
    free(link->options.wanted);
    strmap_free(&link->globals);
}

int main(int argc, char **argv)
{
    struct options walk;
    struct link link = {.options = {.output = "a.out", .entry = "_start", .image_base = LINK_DEFAULT_BASE}};
    int id;
    tool_begin(spec.tool);
    options_init(&walk, &spec, argc, argv);
    bool good = true;
    while (good && (id = options_next(&walk)) != OPTIONS_END)
        good = id != OPTIONS_STOP && take_option(&link.options, id, &walk);
    if (good && !link.options.input_count) {
        options_usage_error(&spec, "no input files");
        good = false;
    }
    if (good)
        run_passes(&link);
    link_fini(&link);
    options_fini(&walk);
    return tool_end();
}
