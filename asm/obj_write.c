/* The ELF32 relocatable file (System V ABI, chapter 4): header, sections, their RELA sections, symbols, strings,
 * section headers. */
#include "obj_impl.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

struct header {
    uint32_t name, type, flags, offset, size, link, info, align, entry;
};

struct writer {
    const struct obj *obj;
    struct buf *out;
    size_t start; /* of the file in out */
    struct buf names;
    struct header *headers;
    size_t header_count;
    unsigned *symbol_index; /* by obj's number */
    unsigned symtab, strtab;
};

static uint32_t position(const struct writer *writer)
{
    return (uint32_t)(writer->out->length - writer->start);
}

static void align_file(struct writer *writer, uint32_t align)
{
    buf_fill(writer->out, 0, (0u - position(writer)) & (align - 1));
}

static struct header *add_header(struct writer *writer, const char *prefix, const char *name, struct header header)
{
    header.name = (uint32_t)writer->names.length;
    buf_put(&writer->names, prefix, strlen(prefix));
    buf_put_string(&writer->names, name);
    struct header *place = &writer->headers[writer->header_count++];
    *place = header;
    return place;
}

static void write_sections(struct writer *writer)
{
    for (size_t i = 1; i < writer->obj->section_count; i++) {
        const struct section *section = &writer->obj->sections[i];
        align_file(writer, section->align > 4096 ? 4096 : section->align);
        add_header(writer, "", section->name,
                   (struct header){.type = section->type,
                                   .flags = section->flags,
                                   .offset = position(writer),
                                   .size = section_size(section),
                                   .align = section->align,
                                   .entry = section->entry_bytes});
        buf_put(writer->out, section->bytes.data, section->bytes.length);
    }
}

static bool is_local(const struct symbol *symbol, const struct symbol *place)
{
    if (symbol->type == STT_SECTION)
        return true;
    if (symbol->bound)
        return symbol->binding == STB_LOCAL && place->where != OBJ_UNDEFINED;
    return place->where != OBJ_UNDEFINED;
}

static void write_symbol(struct writer *writer, unsigned number, bool local, struct buf *strings)
{
    const struct symbol *symbol = &writer->obj->symbols[number];
    const struct symbol *place = &writer->obj->symbols[symbol_resolve(writer->obj, number)];
    unsigned binding = local ? STB_LOCAL : symbol->bound && symbol->binding == STB_WEAK ? STB_WEAK : STB_GLOBAL;
    unsigned type = symbol->type ? symbol->type : place->type;
    bool named = symbol->name && symbol->type != STT_SECTION;
    buf_put32(writer->out, named ? (uint32_t)strings->length : 0);
    buf_put32(writer->out, place->where == OBJ_UNDEFINED ? 0 : place->value);
    buf_put32(writer->out, symbol->size ? symbol->size : place->size);
    buf_put8(writer->out, (uint8_t)(binding << 4 | type));
    buf_put8(writer->out, STV_DEFAULT);
    buf_put16(writer->out, place->where == OBJ_UNDEFINED  ? SHN_UNDEF
                           : place->where == OBJ_ABSOLUTE ? SHN_ABS
                                                          : (uint16_t)place->section);
    if (named)
        buf_put_string(strings, symbol->name);
}

static void write_symbols(struct writer *writer)
{
    const struct obj *obj = writer->obj;
    struct buf strings = {0};
    unsigned count = 1, locals = 1;
    align_file(writer, 4);
    struct header *symtab =
        add_header(writer, "", ".symtab",
                   (struct header){.type = SHT_SYMTAB, .offset = position(writer), .align = 4, .entry = ELF_SYM_BYTES});
    buf_put8(&strings, 0);
    buf_fill(writer->out, 0, ELF_SYM_BYTES);
    for (int local = 1; local >= 0; local--) {
        for (unsigned i = 1; i < obj->symbol_count; i++) {
            const struct symbol *symbol = &obj->symbols[i];
            if (!symbol->kept || is_local(symbol, &obj->symbols[symbol_resolve(obj, i)]) != (local == 1))
                continue;
            writer->symbol_index[i] = count++;
            write_symbol(writer, i, local == 1, &strings);
        }
        locals = local ? count : locals;
    }
    symtab->size = position(writer) - symtab->offset;
    symtab->link = writer->strtab;
    symtab->info = locals;
    add_header(
        writer, "", ".strtab",
        (struct header){.type = SHT_STRTAB, .offset = position(writer), .size = (uint32_t)strings.length, .align = 1});
    buf_put(writer->out, strings.data, strings.length);
    buf_free(&strings);
}

static void write_relocations(struct writer *writer)
{
    for (unsigned i = 1; i < writer->obj->section_count; i++) {
        const struct section *section = &writer->obj->sections[i];
        if (!section->fixup_count)
            continue;
        align_file(writer, 4);
        struct header *header = add_header(writer, ".rela", section->name,
                                           (struct header){.type = SHT_RELA,
                                                           .flags = SHF_INFO_LINK,
                                                           .offset = position(writer),
                                                           .link = writer->symtab,
                                                           .info = i,
                                                           .align = 4,
                                                           .entry = ELF_RELA_BYTES});
        for (size_t f = 0; f < section->fixup_count; f++) {
            const struct fixup *fixup = &section->fixups[f];
            buf_put32(writer->out, fixup->offset);
            buf_put32(writer->out, writer->symbol_index[fixup->symbol] << 8 | fixup->type);
            buf_put32(writer->out, (uint32_t)fixup->addend);
        }
        header->size = position(writer) - header->offset;
    }
}

static void write_headers(struct writer *writer)
{
    struct header *names = add_header(writer, "", ".shstrtab", (struct header){.type = SHT_STRTAB, .align = 1});
    names->offset = position(writer);
    names->size = (uint32_t)writer->names.length;
    buf_put(writer->out, writer->names.data, writer->names.length);
    align_file(writer, 4);
    uint32_t table = position(writer);
    for (size_t i = 0; i < writer->header_count; i++) {
        const struct header *header = &writer->headers[i];
        buf_put32(writer->out, header->name);
        buf_put32(writer->out, header->type);
        buf_put32(writer->out, header->flags);
        buf_put32(writer->out, 0); /* address */
        buf_put32(writer->out, header->offset);
        buf_put32(writer->out, header->size);
        buf_put32(writer->out, header->link);
        buf_put32(writer->out, header->info);
        buf_put32(writer->out, header->align);
        buf_put32(writer->out, header->entry);
    }
    buf_set32(writer->out, writer->start + 32, table);
    buf_set32(writer->out, writer->start + 48,
              (uint32_t)writer->header_count | (uint32_t)(writer->header_count - 1) << 16);
}

static void write_file_header(struct writer *writer)
{
    static const uint8_t ident[EI_NIDENT] = {
        0x7f, 'E', 'L', 'F', [EI_CLASS] = ELFCLASS32, [EI_DATA] = ELFDATA2LSB, [EI_VERSION] = EV_CURRENT};
    buf_put(writer->out, ident, sizeof ident);
    buf_put16(writer->out, ET_REL);
    buf_put16(writer->out, EM_PEACH);
    buf_put32(writer->out, EV_CURRENT);
    buf_put32(writer->out, 0); /* entry */
    buf_put32(writer->out, 0); /* program headers */
    buf_put32(writer->out, 0); /* section headers: see write_headers */
    buf_put32(writer->out, 0); /* flags */
    buf_put16(writer->out, ELF_EHDR_BYTES);
    buf_put16(writer->out, 0);
    buf_put16(writer->out, 0);
    buf_put16(writer->out, ELF_SHDR_BYTES);
    buf_put32(writer->out, 0); /* section count and names' index: see write_headers */
    assert(position(writer) == ELF_EHDR_BYTES);
}

void obj_write(const struct obj *obj, struct buf *out)
{
    struct writer writer = {.obj = obj, .out = out, .start = out->length};
    writer.headers = mem_new((2 * obj->section_count + 4) * sizeof *writer.headers);
    writer.symbol_index = mem_new(obj->symbol_count * sizeof *writer.symbol_index);
    writer.symtab = (unsigned)obj->section_count;
    writer.strtab = writer.symtab + 1;
    buf_put8(&writer.names, 0);
    writer.header_count = 1;
    write_file_header(&writer);
    write_sections(&writer);
    write_symbols(&writer);
    write_relocations(&writer);
    write_headers(&writer);
    buf_free(&writer.names);
    free(writer.headers);
    free(writer.symbol_index);
}
