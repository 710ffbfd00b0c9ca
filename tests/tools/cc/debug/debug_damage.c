/* debug_damage FILE: readers of debugging information must survive what is not what it should be.
 *
 * Bytes of the .debug_ sections of a good executable are changed, at random but the same in each run, and all readers
 * asked about places all over the code.  There is nothing to expect of the answers but that they come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/dwarf_frame.h"
#include "isa/dwarf_info.h"
#include "isa/dwarf_location.h"
#include "isa/symbolize.h"

enum { ROUNDS = 300, PLACES = 40, CHANGES_MAX = 12, VALUE_MAX = 256 };

struct asked {
    const struct dwarf_info *info;
    unsigned long answers;
};

static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static bool no_memory(void *context, uint32_t va, void *bytes, size_t count)
{
    (void)context;
    memset(bytes, (int)va, count);
    return va % 16 != 0;
}

static bool look_at_member(void *context, const struct dwarf_member *member)
{
    struct asked *asked = context;
    asked->answers += dwarf_info_type(asked->info, member->type).size_bytes;
    return true;
}

static bool look_at_variable(void *context, const struct dwarf_variable *variable)
{
    struct asked *asked = context;
    struct dwarf_machine machine = {.cfa = 0x80001000, .read = no_memory};
    uint8_t bytes[VALUE_MAX];
    bool known[VALUE_MAX];
    char text[64];
    uint32_t va;
    asked->answers += strlen(variable->name);
    asked->answers += dwarf_evaluate(variable->location, variable->location_bytes, &machine, bytes, known, VALUE_MAX);
    asked->answers += dwarf_address(variable->location, variable->location_bytes, &machine, &va);
    asked->answers += (unsigned long)dwarf_info_type_text(asked->info, variable->type, text, sizeof text);
    dwarf_info_members(asked->info, variable->type, look_at_member, asked);
    return true;
}

static unsigned long ask(const struct elf_file *file, uint64_t *random)
{
    struct asked asked = {.info = dwarf_info_new(file)};
    struct symbolizer *symbols = symbolizer_new(file);
    static const uint32_t registers[16] = {0};
    for (unsigned i = 0; asked.info && symbols && i < PLACES; i++) {
        uint32_t pc = file->entry + next_random(random) % 4096;
        struct dwarf_function functions[4];
        struct dwarf_frame frame;
        struct symbolized place;
        asked.answers += dwarf_info_functions(asked.info, pc, functions, 4);
        dwarf_info_variables(asked.info, pc, look_at_variable, &asked);
        asked.answers += dwarf_frame_at(file, pc, registers, &frame) && frame.cfa;
        asked.answers += symbolizer_find(symbols, pc, &place);
    }
    symbolizer_free(symbols);
    dwarf_info_free((struct dwarf_info *)asked.info);
    return asked.answers;
}

/* Change some bytes of the debugging sections. */
static void damage(const struct elf_file *file, uint8_t *bytes, uint64_t *random)
{
    unsigned changes = 1 + next_random(random) % CHANGES_MAX;
    while (changes > 0) {
        struct elf_section section;
        elf_file_section(file, next_random(random) % file->section_count, &section);
        if (strncmp(section.name, ".debug_", 7) != 0 || !section.size_bytes)
            continue;
        bytes[section.offset + next_random(random) % section.size_bytes] = (uint8_t)next_random(random);
        changes--;
    }
}

int main(int argc, char **argv)
{
    FILE *stream = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!stream || fseek(stream, 0, SEEK_END) != 0) {
        fputs("usage: debug_damage FILE\n", stderr);
        return 2;
    }
    size_t size = (size_t)ftell(stream);
    uint8_t *good = malloc(size), *bytes = malloc(size);
    struct elf_file file;
    uint64_t random = 1;
    rewind(stream);
    if (!good || !bytes || fread(good, 1, size, stream) != size || fclose(stream) != 0)
        return 2;
    memcpy(bytes, good, size);
    if (!elf_file_open(&file, bytes, size) || !elf_file_find_section(&file, ".debug_info"))
        return 1;
    unsigned long answers = ask(&file, &random);
    for (unsigned round = 0; round < ROUNDS; round++) {
        memcpy(bytes, good, size);
        damage(&file, bytes, &random);
        ask(&file, &random);
    }
    free(good);
    free(bytes);
    return answers == 0;
}
