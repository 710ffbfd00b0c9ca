/* The output file: ELF header, segments, sections, symbol table. */
#include <string.h>

#include "asm/buf.h"
#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/output.h"

/* The tables that follow the section bytes. */
struct tables {
    struct buf symbols, strings, names;
    struct strmap string_offsets; /* name -> its offset + 1 */
    uint32_t first_global;
    uint32_t count;
};

/* ---- Symbol table ---- */

/* Offset of a name in .strtab, entered once. */
static uint32_t string_offset(struct tables *tables, const char *name)
{
    if (!*name)
        return 0;
    void **slot = strmap_at(&tables->string_offsets, name);
    if (!*slot) {
        *slot = (void *)(uintptr_t)(tables->strings.length + 1);
        buf_put_string(&tables->strings, name);
    }
    return (uint32_t)((uintptr_t)*slot - 1);
}

static void put_symbol(struct tables *tables, const char *name, uint32_t value, uint32_t size, unsigned info,
                       unsigned visibility, unsigned section)
{
    buf_put32(&tables->symbols, string_offset(tables, name));
    buf_put32(&tables->symbols, value);
    buf_put32(&tables->symbols, size);
    buf_put8(&tables->symbols, (uint8_t)info);
    buf_put8(&tables->symbols, (uint8_t)visibility);
    buf_put16(&tables->symbols, (uint16_t)section);
    tables->count++;
}

static void add_symbol(struct link *link, struct tables *tables, const struct symbol *symbol, unsigned binding)
{
    unsigned info = binding << 4 | symbol->type, section = SHN_ABS;
    uint32_t value = symbols_address(symbol);
    if (symbol->kind == SYMBOL_UNDEFINED)
        section = SHN_UNDEF;
    if (symbol->kind == SYMBOL_DEFINED) {
        section = symbol->section->out->number;
        if (symbol->section->flags & SHF_TLS)
            value -= link->tls_start;
    }
    put_symbol(tables, symbol->name, value, symbol->size, info, symbol->visibility, section);
}

static bool is_wanted_local(const struct symbol *symbol)
{
    if (symbol->type == STT_FILE)
        return true;
    if (symbol->type == STT_SECTION || !*symbol->name || strncmp(symbol->name, ".L", 2) == 0)
        return false;
    return symbol->kind == SYMBOL_ABSOLUTE || (symbol->kind == SYMBOL_DEFINED && symbol->section->out);
}

static bool has_output(const struct object *object)
{
    for (unsigned i = 0; i < object->section_count; i++) {
        if (object->sections[i].out)
            return true;
    }
    return false;
}

static void fill_symbols(struct link *link, struct tables *tables)
{
    put_symbol(tables, "", 0, 0, 0, 0, SHN_UNDEF);
    for (size_t i = 0; i < link->object_count; i++) {
        const struct object *object = link->objects[i];
        for (unsigned k = 1; k < object->symbol_count && has_output(object); k++) {
            const struct symbol *symbol = object->symbols[k];
            if (symbol == &object->locals[k] && is_wanted_local(symbol))
                add_symbol(link, tables, symbol, STB_LOCAL);
        }
    }
    tables->first_global = tables->count;
    for (size_t i = 0; i < link->symbol_count; i++) {
        const struct symbol *symbol = link->symbols[i];
        bool dropped = symbol->kind == SYMBOL_DEFINED && !symbol->section->out;
        bool idle = symbol->kind == SYMBOL_UNDEFINED && !symbol->referenced;
        if (!dropped && !idle)
            add_symbol(link, tables, symbol, symbol->binding);
    }
}

/* ---- Headers ---- */

struct section_header {
    uint32_t name, type, flags, address, offset, size, link, info, align, entry_bytes;
};

static void put_section_header(struct buf *out, const struct section_header *header)
{
    buf_put32(out, header->name);
    buf_put32(out, header->type);
    buf_put32(out, header->flags);
    buf_put32(out, header->address);
    buf_put32(out, header->offset);
    buf_put32(out, header->size);
    buf_put32(out, header->link);
    buf_put32(out, header->info);
    buf_put32(out, header->align);
    buf_put32(out, header->entry_bytes);
}

static uint32_t section_name(struct tables *tables, const char *name)
{
    uint32_t offset = (uint32_t)tables->names.length;
    buf_put_string(&tables->names, name);
    return offset;
}

static void put_file_header(struct buf *out, const struct link *link, uint32_t section_table, unsigned sections)
{
    static const uint8_t ident[EI_NIDENT] = {0x7f, 'E', 'L', 'F', ELFCLASS32, ELFDATA2LSB, EV_CURRENT};
    buf_put(out, ident, sizeof ident);
    buf_put16(out, ET_EXEC);
    buf_put16(out, EM_PEACH);
    buf_put32(out, EV_CURRENT);
    buf_put32(out, link->entry);
    buf_put32(out, link->segment_count ? ELF_EHDR_BYTES : 0);
    buf_put32(out, section_table);
    buf_put32(out, 0);
    buf_put16(out, ELF_EHDR_BYTES);
    buf_put16(out, ELF_PHDR_BYTES);
    buf_put16(out, (uint16_t)link->segment_count);
    buf_put16(out, ELF_SHDR_BYTES);
    buf_put16(out, (uint16_t)sections);
    buf_put16(out, (uint16_t)(sections - 1));
}

static void put_segments(struct buf *out, const struct link *link)
{
    for (size_t i = 0; i < link->segment_count; i++) {
        const struct segment *segment = &link->segments[i];
        buf_put32(out, segment->type);
        buf_put32(out, segment->file_offset);
        buf_put32(out, segment->address);
        buf_put32(out, segment->physical);
        buf_put32(out, segment->file_bytes);
        buf_put32(out, segment->memory_bytes);
        buf_put32(out, segment->flags);
        buf_put32(out, segment->align);
    }
}

/* ---- The file ---- */

static void put_contents(struct buf *out, const struct link *link)
{
    for (size_t i = 0; i < link->output_count; i++) {
        const struct output *output = link->outputs[i];
        if (!output->bytes || !output->size)
            continue;
        buf_fill(out, 0, output->file_offset - out->length);
        buf_put(out, output->bytes, (size_t)output->size);
    }
    buf_fill(out, 0, link->file_bytes - out->length);
}

/* Entry size of the records in sections of this type, 0 where there is none. */
static uint32_t entry_bytes(uint32_t type)
{
    bool pointers = type == SHT_INIT_ARRAY || type == SHT_FINI_ARRAY || type == SHT_PREINIT_ARRAY;
    return pointers ? 4 : 0;
}

static void put_output_headers(struct buf *headers, struct tables *tables, const struct link *link)
{
    put_section_header(headers, &(struct section_header){0});
    for (size_t i = 0; i < link->output_count; i++) {
        const struct output *output = link->outputs[i];
        put_section_header(headers, &(struct section_header){
                                        .name = section_name(tables, output->name),
                                        .type = output->type,
                                        .flags = output->flags,
                                        .address = output->address,
                                        .offset = output->file_offset,
                                        .size = (uint32_t)output->size,
                                        .align = output->align,
                                        .entry_bytes = entry_bytes(output->type),
                                    });
    }
}

/* Append one of the linker's own tables to the file and its header to the headers. */
static void put_table(struct buf *out, struct buf *headers, struct section_header header, const struct buf *bytes)
{
    buf_align(out, header.align);
    header.offset = (uint32_t)out->length;
    header.size = (uint32_t)bytes->length;
    buf_put(out, bytes->data, bytes->length);
    put_section_header(headers, &header);
}

static void put_symbol_tables(struct buf *out, struct buf *headers, struct tables *tables, struct link *link)
{
    buf_put8(&tables->strings, 0);
    fill_symbols(link, tables);
    unsigned strings_number = (unsigned)link->output_count + 2;
    put_table(out, headers,
              (struct section_header){
                  .name = section_name(tables, ".symtab"),
                  .type = SHT_SYMTAB,
                  .link = strings_number,
                  .info = tables->first_global,
                  .align = 4,
                  .entry_bytes = ELF_SYM_BYTES,
              },
              &tables->symbols);
    put_table(out, headers,
              (struct section_header){.name = section_name(tables, ".strtab"), .type = SHT_STRTAB, .align = 1},
              &tables->strings);
}

bool write_elf(struct link *link)
{
    struct tables tables = {.count = 0};
    struct buf body = {NULL, 0, 0}, headers = {NULL, 0, 0}, start = {NULL, 0, 0};
    bool with_symbols = !link->options.strip_all;
    buf_fill(&body, 0, ELF_EHDR_BYTES + ELF_PHDR_BYTES * link->segment_count);
    put_contents(&body, link);
    section_name(&tables, "");
    put_output_headers(&headers, &tables, link);
    if (with_symbols)
        put_symbol_tables(&body, &headers, &tables, link);
    struct section_header names = {.name = section_name(&tables, ".shstrtab"), .type = SHT_STRTAB, .align = 1};
    put_table(&body, &headers, names, &tables.names);
    buf_align(&body, 4);
    put_file_header(&start, link, (uint32_t)body.length, (unsigned)link->output_count + (with_symbols ? 4 : 2));
    put_segments(&start, link);
    memcpy(body.data, start.data, start.length);
    struct output *file = output_open(link->options.output);
    if (file) {
        output_set_executable(file);
        fwrite(body.data, 1, body.length, output_stream(file));
        fwrite(headers.data, 1, headers.length, output_stream(file));
    }
    buf_free(&body);
    buf_free(&headers);
    buf_free(&start);
    buf_free(&tables.symbols);
    buf_free(&tables.strings);
    buf_free(&tables.names);
    strmap_free(&tables.string_offsets);
    return file && output_commit(file);
}
