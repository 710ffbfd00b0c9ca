/* Symbols that no object defines: the linker's own, and --defsym. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

/* Kinds of memory, in the order of the layout. */
enum area { AREA_CODE, AREA_READ_ONLY, AREA_PREINIT, AREA_INIT, AREA_FINI, AREA_TLS, AREA_DATA, AREA_BSS, AREA_COUNT };

enum edge { EDGE_START, EDGE_END };

static const struct {
    const char *name;
    enum area area;
    enum edge edge;
} provided[] = {
    {"__executable_start", AREA_CODE, EDGE_START},
    {"__text_start", AREA_CODE, EDGE_START},
    {"__text_end", AREA_CODE, EDGE_END},
    {"etext", AREA_CODE, EDGE_END},
    {"_etext", AREA_CODE, EDGE_END},
    {"__etext", AREA_CODE, EDGE_END},
    {"__rodata_start", AREA_READ_ONLY, EDGE_START},
    {"__rodata_end", AREA_READ_ONLY, EDGE_END},
    {"__preinit_array_start", AREA_PREINIT, EDGE_START},
    {"__preinit_array_end", AREA_PREINIT, EDGE_END},
    {"__init_array_start", AREA_INIT, EDGE_START},
    {"__init_array_end", AREA_INIT, EDGE_END},
    {"__fini_array_start", AREA_FINI, EDGE_START},
    {"__fini_array_end", AREA_FINI, EDGE_END},
    {"__tdata_start", AREA_TLS, EDGE_START},
    {"__data_start", AREA_DATA, EDGE_START},
    {"__data_end", AREA_DATA, EDGE_END},
    {"edata", AREA_DATA, EDGE_END},
    {"_edata", AREA_DATA, EDGE_END},
    {"__bss_start", AREA_BSS, EDGE_START},
    {"__bss_end", AREA_BSS, EDGE_END},
    {"end", AREA_BSS, EDGE_END},
    {"_end", AREA_BSS, EDGE_END},
    {"__end", AREA_BSS, EDGE_END},
};

/* Give a value to a symbol that is asked for and that no object defines. */
static void provide(struct link *link, const char *name, uint32_t value)
{
    struct symbol *symbol = strmap_get(&link->globals, name);
    if (!symbol || symbol->kind != SYMBOL_UNDEFINED || !symbol->referenced)
        return;
    symbol->kind = SYMBOL_ABSOLUTE;
    symbol->binding = STB_GLOBAL;
    symbol->value = value;
}

static bool is_in_area(const struct output *output, enum area area)
{
    bool writable = (output->flags & SHF_WRITE) != 0, code = (output->flags & SHF_EXECINSTR) != 0;
    bool tls = (output->flags & SHF_TLS) != 0, zero = output->type == SHT_NOBITS;
    switch (area) {
    case AREA_CODE: return code;
    case AREA_READ_ONLY: return !code && !writable;
    case AREA_PREINIT: return strcmp(output->name, ".preinit_array") == 0;
    case AREA_INIT: return strcmp(output->name, ".init_array") == 0;
    case AREA_FINI: return strcmp(output->name, ".fini_array") == 0;
    case AREA_TLS: return tls;
    case AREA_DATA: return writable && !code && !zero && !tls;
    default: return writable && !code && zero && !tls;
    }
}

/* An area that is empty starts and ends where the one before it ends. */
static void find_edges(const struct link *link, uint32_t edges[AREA_COUNT][2])
{
    uint32_t last_end = link->options.image_base;
    for (int area = 0; area < AREA_COUNT; area++) {
        bool empty = true;
        edges[area][EDGE_START] = edges[area][EDGE_END] = last_end;
        for (size_t i = 0; i < link->output_count && (link->outputs[i]->flags & SHF_ALLOC); i++) {
            const struct output *output = link->outputs[i];
            if (!is_in_area(output, (enum area)area))
                continue;
            if (empty)
                edges[area][EDGE_START] = output->address;
            edges[area][EDGE_END] = (uint32_t)(output->address + output->size);
            empty = false;
        }
        if (area != AREA_TLS)
            last_end = edges[area][EDGE_END];
    }
}

/* __start_NAME and __stop_NAME of sections whose names C can spell. */
static void provide_bounds(struct link *link)
{
    for (size_t i = 0; i < link->symbol_count; i++) {
        const char *name = link->symbols[i]->name;
        bool start = strncmp(name, "__start_", 8) == 0, stop = strncmp(name, "__stop_", 7) == 0;
        for (size_t k = 0; (start || stop) && k < link->output_count; k++) {
            const struct output *output = link->outputs[k];
            if (strcmp(output->name, name + (start ? 8 : 7)) == 0)
                provide(link, name, (uint32_t)(output->address + (start ? 0 : output->size)));
        }
    }
}

/* ---- --defsym NAME=number, NAME=symbol, NAME=symbol+number ---- */

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

static bool bad_definition(const char *text)
{
    tool_error(TOOL_FAILED, NULL, "--defsym %s: expected NAME=number, NAME=symbol or NAME=symbol+number", text);
    return false;
}

static bool parse_definition(const char *text, struct definition *definition)
{
    const char *p = strchr(text, '=');
    if (!p || p == text)
        return bad_definition(text);
    definition->name = mem_string(text, (size_t)(p - text));
    const char *start = ++p;
    if (!isdigit((unsigned char)*p)) {
        while (is_name_byte(*p))
            p++;
        if (p == start)
            return bad_definition(text);
        definition->base = mem_string(start, (size_t)(p - start));
    }
    bool negative = *p == '-';
    if (definition->base && (*p == '+' || *p == '-'))
        p++;
    if (!*p)
        return true;
    char *end;
    unsigned long long value = strtoull(p, &end, 0);
    if (!isdigit((unsigned char)*p) || *end || value > UINT32_MAX)
        return bad_definition(text);
    definition->number = negative ? 0u - (uint32_t)value : (uint32_t)value;
    return true;
}

void provide_declare(struct link *link)
{
    size_t count = link->options.definition_count;
    link->defined = mem_new((count + 1) * sizeof *link->defined);
    for (size_t i = 0; i < count; i++) {
        struct definition *definition = &link->defined[i];
        if (!parse_definition(link->options.definitions[i], definition))
            continue;
        struct symbol *symbol = symbols_global(link, definition->name);
        symbol->kind = SYMBOL_ABSOLUTE;
        symbol->binding = STB_GLOBAL;
        symbol->object = NULL;
        symbol->section = NULL;
        symbol->value = definition->number;
        if (definition->base)
            symbols_reference(link, symbols_global(link, definition->base), STB_GLOBAL, NULL);
    }
}

static void define_from_base(struct link *link, const struct definition *definition)
{
    const struct symbol *target = symbols_global(link, definition->base);
    if (target->kind == SYMBOL_UNDEFINED)
        tool_error(TOOL_BAD_INPUT, NULL, "--defsym %s: '%s' is not defined", definition->name, definition->base);
    symbols_global(link, definition->name)->value = symbols_address(target) + definition->number;
}

void provide_fini(struct link *link)
{
    for (size_t i = 0; link->defined && i < link->options.definition_count; i++) {
        free(link->defined[i].name);
        free(link->defined[i].base);
    }
    free(link->defined);
}

void provide_define(struct link *link)
{
    uint32_t edges[AREA_COUNT][2];
    find_edges(link, edges);
    for (size_t i = 0; i < sizeof provided / sizeof *provided; i++)
        provide(link, provided[i].name, edges[provided[i].area][provided[i].edge]);
    provide(link, "__tdata_size", link->tls_file_bytes);
    provide(link, "__tbss_size", link->tls_bytes - link->tls_file_bytes);
    provide(link, "__tls_size", link->tls_bytes);
    provide(link, "__tls_align", link->tls_align);
    provide_bounds(link);
    for (size_t i = 0; i < link->options.definition_count; i++) {
        if (link->defined[i].base)
            define_from_base(link, &link->defined[i]);
    }
}
