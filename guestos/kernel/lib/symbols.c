/* Names for code addresses. */
#include "lib/symbols.h"

#include "fs/inode.h"
#include "lib/elf.h"
#include "mm/frame.h"
#include "proc/process.h"

#define FUNCTION_BYTES_MAX 0x10000u /* a distance beyond is not believed */
#define SYMBOLS_AT_ONCE    32

/* Where an ELF file's bytes come from: result as inode_read. */
struct source {
    int32_t (*read)(const struct source *source, void *to, uint32_t offset, uint32_t bytes);
    struct inode *inode;
    const uint8_t *memory;
    uint32_t bytes;
};

static struct source kernel;

static int32_t read_memory(const struct source *source, void *to, uint32_t offset, uint32_t bytes)
{
    if (offset > source->bytes || bytes > source->bytes - offset)
        return -EIO;
    memcpy(to, source->memory + offset, bytes);
    return (int32_t)bytes;
}

static int32_t read_inode(const struct source *source, void *to, uint32_t offset, uint32_t bytes)
{
    return inode_read_whole(source->inode, to, offset, bytes);
}

/* Find the symbol table and its names. */
static bool find_tables(const struct source *source, struct elf_section *symbols, struct elf_section *names)
{
    struct elf_header header;
    if (source->read(source, &header, 0, sizeof header) != (int32_t)sizeof header || !elf_header_good(&header))
        return false;
    for (uint32_t i = 0; i < header.section_count; i++) {
        uint32_t at = header.sections + i * sizeof *symbols;
        if (source->read(source, symbols, at, sizeof *symbols) != (int32_t)sizeof *symbols)
            return false;
        if (symbols->type != SHT_SYMTAB)
            continue;
        at = header.sections + symbols->link * sizeof *names;
        return symbols->link < header.section_count &&
               source->read(source, names, at, sizeof *names) == (int32_t)sizeof *names;
    }
    return false;
}

/* The symbol at or before an address that is nearest. */
static bool find_symbol(const struct source *source, const struct elf_section *table, uint32_t address,
                        struct elf_symbol *best)
{
    struct elf_symbol some[SYMBOLS_AT_ONCE];
    best->value = 0;
    for (uint32_t at = 0; at < table->bytes; at += sizeof some) {
        uint32_t bytes = min_u32(sizeof some, table->bytes - at);
        if (source->read(source, some, table->offset + at, bytes) != (int32_t)bytes)
            return false;
        for (uint32_t i = 0; i < bytes / sizeof some[0]; i++) {
            bool code = (some[i].info & 15) == STT_FUNC;
            if (code && some[i].value <= address && some[i].value > best->value)
                *best = some[i];
        }
    }
    uint32_t limit = best->bytes ? best->bytes : FUNCTION_BYTES_MAX;
    return best->value && address - best->value < limit;
}

static void name_address(const struct source *source, uint32_t address, char *text, size_t size)
{
    struct elf_section symbols, names;
    struct elf_symbol symbol;
    char name[48];
    text[0] = 0;
    if (!find_tables(source, &symbols, &names) || !find_symbol(source, &symbols, address, &symbol))
        return;
    if (symbol.name >= names.bytes)
        return;
    uint32_t bytes = min_u32(sizeof name - 1, names.bytes - symbol.name);
    if (source->read(source, name, names.offset + symbol.name, bytes) != (int32_t)bytes)
        return;
    name[bytes] = 0;
    format_text(text, size, " (%s+0x%x)", name, address - symbol.value);
}

void symbols_init(uint32_t file_pa, uint32_t bytes)
{
    struct elf_section symbols, names;
    if (!bytes)
        return;
    kernel = (struct source){read_memory, NULL, linear(file_pa), bytes};
    uint32_t kept = file_pa;
    if (find_tables(&kernel, &symbols, &names) && symbols.offset < bytes)
        kept = file_pa + min_u32(symbols.offset, names.offset);
    if (kept - file_pa < 2 * PAGE_BYTES)
        return;
    frame_donate(file_pa + PAGE_BYTES, PAGE_DOWN(kept)); /* the first page holds the header */
}

void symbols_of_kernel(uint32_t address, char *text, size_t size)
{
    text[0] = 0;
    if (kernel.memory)
        name_address(&kernel, address, text, size);
}

void symbols_of_program(struct process *process, uint32_t address, char *text, size_t size)
{
    struct source source = {read_inode, process->executable, NULL, 0};
    text[0] = 0;
    if (process->executable)
        name_address(&source, address, text, size);
}
