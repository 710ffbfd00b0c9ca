/* What peach-objdump can print of an object; one function for each option. */
#ifndef TOOLS_OBJDUMP_OBJDUMP_H
#define TOOLS_OBJDUMP_OBJDUMP_H

#include <stdbool.h>
#include <stddef.h>

#include "tools/lib/objects.h"

struct dump_options {
    bool headers, segments, symbols, relocs, contents, disassemble, disassemble_all, lines, source, variables, no_words;
    const char **sections; /* -j: only these; all when there are none */
    size_t section_count, section_capacity;
    bool address_range;
    unsigned long start, stop; /* of the disassembly */
};

/* Is this section asked for? */
bool dump_wants(const struct dump_options *options, const struct elf_section *section);

void dump_headers(const struct object_file *object, const struct dump_options *options);
void dump_segments(const struct object_file *object);
void dump_symbols(const struct object_file *object);
void dump_relocs(const struct object_file *object, const struct dump_options *options);
void dump_contents(const struct object_file *object, const struct dump_options *options);
void dump_disassembly(const struct object_file *object, const struct dump_options *options);

/* Where variables are in an executable: before each instruction in order, print what has changed.  NULL, which prints
 * nothing, for other files. */
struct variables;
struct variables *variables_new(const struct elf_file *elf);
void variables_print(struct variables *variables, uint32_t pc);
void variables_free(struct variables *variables);

#endif
