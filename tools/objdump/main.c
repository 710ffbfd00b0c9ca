/* peach-objdump: what is in objects, executables and archives. */
#include <stdio.h>
#include <stdlib.h>

#include "asm/mem.h"
#include "tools/lib/options.h"
#include "tools/lib/tool.h"
#include "tools/objdump/objdump.h"

enum option_id {
    OPT_DISASSEMBLE = 1,
    OPT_DISASSEMBLE_ALL,
    OPT_LINES,
    OPT_SOURCE,
    OPT_VARIABLES,
    OPT_HEADERS,
    OPT_SEGMENTS,
    OPT_SYMBOLS,
    OPT_RELOCS,
    OPT_CONTENTS,
    OPT_ALL,
    OPT_SECTION,
    OPT_START,
    OPT_STOP,
    OPT_NO_WORDS,
};

static const struct option_row rows[] = {
    {"-d", OPT_DISASSEMBLE, OPTION_FLAG, NULL, "disassemble code"},
    {"--disassemble", OPT_DISASSEMBLE, OPTION_FLAG, NULL, NULL},
    {"-D", OPT_DISASSEMBLE_ALL, OPTION_FLAG, NULL, "disassemble everything that is loaded"},
    {"-l", OPT_LINES, OPTION_FLAG, NULL, "with source file and line"},
    {"--line-numbers", OPT_LINES, OPTION_FLAG, NULL, NULL},
    {"-S", OPT_SOURCE, OPTION_FLAG, NULL, "with the source text, where the file is found"},
    {"--source", OPT_SOURCE, OPTION_FLAG, NULL, NULL},
    {"--variables", OPT_VARIABLES, OPTION_FLAG, NULL, "with the places of variables where they change (executables)"},
    {"-h", OPT_HEADERS, OPTION_FLAG, NULL, "section headers"},
    {"--section-headers", OPT_HEADERS, OPTION_FLAG, NULL, NULL},
    {"-p", OPT_SEGMENTS, OPTION_FLAG, NULL, "segments and entry"},
    {"--private-headers", OPT_SEGMENTS, OPTION_FLAG, NULL, NULL},
    {"-t", OPT_SYMBOLS, OPTION_FLAG, NULL, "symbols"},
    {"--syms", OPT_SYMBOLS, OPTION_FLAG, NULL, NULL},
    {"-r", OPT_RELOCS, OPTION_FLAG, NULL, "relocations"},
    {"--reloc", OPT_RELOCS, OPTION_FLAG, NULL, NULL},
    {"-s", OPT_CONTENTS, OPTION_FLAG, NULL, "bytes of the sections"},
    {"--full-contents", OPT_CONTENTS, OPTION_FLAG, NULL, NULL},
    {"-x", OPT_ALL, OPTION_FLAG, NULL, "-h -p -t -r"},
    {"--all-headers", OPT_ALL, OPTION_FLAG, NULL, NULL},
    {"-j", OPT_SECTION, OPTION_VALUE, "NAME", "only this section (may be given several times)"},
    {"--section", OPT_SECTION, OPTION_VALUE, "NAME", NULL},
    {"--start-address", OPT_START, OPTION_VALUE, "ADDRESS", "disassemble from here"},
    {"--stop-address", OPT_STOP, OPTION_VALUE, "ADDRESS", "... up to here"},
    {"--no-show-raw-insn", OPT_NO_WORDS, OPTION_FLAG, NULL, "without the words"},
};

static const struct option_spec spec = {
    .tool = "peach-objdump",
    .synopsis = "[option...] file...",
    .summary = "Shows what is in objects, executables and archives.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .clusters = true,
};

static bool take_address(const struct options *options, struct dump_options *dump, unsigned long *address) {
    unsigned long long value;
    if (!options_number(options, UINT32_MAX, &value))
        return false;
    *address = (unsigned long)value;
    dump->address_range = true;
    return true;
}

static bool take_option(struct dump_options *dump, int id, const struct options *options) {
    switch (id) {
    case OPT_DISASSEMBLE_ALL:
        dump->disassemble_all = true;
        dump->disassemble = true;
        return true;
    case OPT_DISASSEMBLE:
        dump->disassemble = true;
        return true;
    case OPT_LINES:
        dump->lines = true;
        return true;
    case OPT_VARIABLES:
        dump->variables = dump->disassemble = true;
        return true;
    case OPT_SOURCE:
        dump->source = dump->disassemble = true;
        return true;
    case OPT_HEADERS:
        dump->headers = true;
        return true;
    case OPT_SEGMENTS:
        dump->segments = true;
        return true;
    case OPT_SYMBOLS:
        dump->symbols = true;
        return true;
    case OPT_RELOCS:
        dump->relocs = true;
        return true;
    case OPT_CONTENTS:
        dump->contents = true;
        return true;
    case OPT_ALL:
        dump->headers = dump->segments = dump->symbols = dump->relocs = true;
        return true;
    case OPT_SECTION:
        dump->sections =
            mem_reserve(dump->sections, &dump->section_capacity, dump->section_count + 1, sizeof *dump->sections);
        dump->sections[dump->section_count++] = options->argument;
        return true;
    case OPT_START:
        return take_address(options, dump, &dump->start);
    case OPT_STOP:
        return take_address(options, dump, &dump->stop);
    default:
        dump->no_words = true;
        return true;
    }
}

static void dump_object(void *context, const struct object_file *object) {
    const struct dump_options *dump = context;
    printf("%s:\n\n", object->name);
    if (dump->headers)
        dump_headers(object, dump);
    if (dump->segments && object->elf.type == ET_EXEC)
        dump_segments(object);
    if (dump->symbols)
        dump_symbols(object);
    if (dump->relocs)
        dump_relocs(object, dump);
    if (dump->contents)
        dump_contents(object, dump);
    if (dump->disassemble)
        dump_disassembly(object, dump);
}

int main(int argc, char **argv) {
    struct options options;
    struct dump_options dump = {.stop = UINT32_MAX};
    int id = OPTIONS_END;
    bool good = true;
    tool_begin(spec.tool);
    options_init(&options, &spec, argc, argv);
    while (good && (id = options_next(&options)) != OPTIONS_END) {
        if (id == OPTIONS_OPERAND)
            options_keep(&options);
        else
            good = id != OPTIONS_STOP && take_option(&dump, id, &options);
    }
    bool any = dump.headers || dump.segments || dump.symbols || dump.relocs || dump.contents || dump.disassemble;
    if (good && options.kept == 0)
        options_usage_error(&spec, "no input files");
    else if (good && !any)
        options_usage_error(&spec, "nothing to show; say what, as in -d");
    else
        for (size_t i = 0; good && i < options.kept; i++)
            objects_each(options.argv[i], dump_object, &dump);
    free(dump.sections);
    options_fini(&options);
    return tool_end();
}
