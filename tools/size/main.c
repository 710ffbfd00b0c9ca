/* peach-size: how many bytes of code, data and zeros. */
#include <stdio.h>

#include "tools/lib/objects.h"
#include "tools/lib/options.h"
#include "tools/lib/tool.h"

enum option_id { OPT_SECTIONS = 1, OPT_TOTALS, OPT_BERKELEY };

static const struct option_row rows[] = {
    {"-A", OPT_SECTIONS, OPTION_FLAG, NULL, "list each section"},
    {"-B", OPT_BERKELEY, OPTION_FLAG, NULL, "one line for each file (default)"},
    {"-t", OPT_TOTALS, OPTION_FLAG, NULL, "add a line with the totals"},
    {"--totals", OPT_TOTALS, OPTION_FLAG, NULL, NULL},
};

static const struct option_spec spec = {
    .tool = "peach-size",
    .synopsis = "[option...] file...",
    .summary = "Prints the sizes of objects, executables and members of archives: text (code and constants), data\n"
               "and bss (zeros), in bytes.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .clusters = true,
};

struct sizes {
    unsigned long text, data, bss;
};

struct report {
    bool sections, heading_printed;
    struct sizes total;
};

static struct sizes measure(const struct elf_file *elf) {
    struct sizes sizes = {0, 0, 0};
    for (unsigned i = 1; i < elf->section_count; i++) {
        struct elf_section section;
        elf_file_section(elf, i, &section);
        if (!(section.flags & SHF_ALLOC))
            continue;
        if (section.type == SHT_NOBITS)
            sizes.bss += section.size_bytes;
        else if (section.flags & SHF_WRITE)
            sizes.data += section.size_bytes;
        else
            sizes.text += section.size_bytes;
    }
    return sizes;
}

static void print_line(const struct sizes *sizes, const char *name) {
    unsigned long sum = sizes->text + sizes->data + sizes->bss;
    printf("%7lu %7lu %7lu %7lu %7lx %s\n", sizes->text, sizes->data, sizes->bss, sum, sum, name);
}

static void print_sections(const struct object_file *object) {
    unsigned long sum = 0;
    printf("%s:\n%-20s %10s %10s\n", object->name, "section", "size", "address");
    for (unsigned i = 1; i < object->elf.section_count; i++) {
        struct elf_section section;
        elf_file_section(&object->elf, i, &section);
        if (section.type == SHT_NULL || section.type == SHT_SYMTAB || section.type == SHT_STRTAB ||
            section.type == SHT_RELA)
            continue;
        printf("%-20s %10lu %#10lx\n", section.name, (unsigned long)section.size_bytes, (unsigned long)section.va);
        sum += section.size_bytes;
    }
    printf("%-20s %10lu\n\n", "total", sum);
}

static void report_object(void *context, const struct object_file *object) {
    struct report *report = context;
    if (report->sections) {
        print_sections(object);
        return;
    }
    struct sizes sizes = measure(&object->elf);
    if (!report->heading_printed)
        printf("%7s %7s %7s %7s %7s %s\n", "text", "data", "bss", "dec", "hex", "filename");
    report->heading_printed = true;
    print_line(&sizes, object->name);
    report->total.text += sizes.text;
    report->total.data += sizes.data;
    report->total.bss += sizes.bss;
}

int main(int argc, char **argv) {
    struct options options;
    struct report report = {.sections = false};
    bool totals = false;
    int id;
    tool_begin(spec.tool);
    options_init(&options, &spec, argc, argv);
    while ((id = options_next(&options)) != OPTIONS_END && id != OPTIONS_STOP) {
        if (id == OPTIONS_OPERAND)
            options_keep(&options);
        report.sections = id == OPT_SECTIONS || (report.sections && id != OPT_BERKELEY);
        totals = totals || id == OPT_TOTALS;
    }
    if (id == OPTIONS_END && options.kept == 0)
        options_usage_error(&spec, "no input files");
    for (size_t i = 0; id == OPTIONS_END && i < options.kept; i++)
        objects_each(options.argv[i], report_object, &report);
    if (totals && report.heading_printed)
        print_line(&report.total, "(totals)");
    options_fini(&options);
    return tool_end();
}
