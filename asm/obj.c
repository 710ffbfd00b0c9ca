/* Sections, symbols and what is recorded about them. */
#include "obj_impl.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "isa/isa.h"
#include "mem.h"

struct obj *obj_new(void)
{
    struct obj *obj = mem_new(sizeof *obj);
    obj->sections = mem_reserve(NULL, &obj->section_capacity, 1, sizeof *obj->sections);
    obj->symbols = mem_reserve(NULL, &obj->symbol_capacity, 1, sizeof *obj->symbols);
    memset(obj->sections, 0, sizeof *obj->sections);
    memset(obj->symbols, 0, sizeof *obj->symbols);
    obj->section_count = obj->symbol_count = 1;
    return obj;
}

void obj_free(struct obj *obj)
{
    if (!obj)
        return;
    for (size_t i = 0; i < obj->section_count; i++) {
        struct section *section = &obj->sections[i];
        free(section->name);
        buf_free(&section->bytes);
        free(section->fixups);
        free(section->pads);
        free(section->lines);
        free(section->frames);
        free(section->branches);
    }
    for (size_t i = 0; i < obj->symbol_count; i++)
        free(obj->symbols[i].name);
    for (size_t i = 0; i < obj->file_count; i++)
        free(obj->files[i]);
    free(obj->sections);
    free(obj->symbols);
    free(obj->files);
    names_free(&obj->section_names);
    names_free(&obj->symbol_names);
    names_free(&obj->file_names);
    free(obj->unit);
    free(obj->directory);
    free(obj);
}

/* ---- Sections ---- */

static unsigned new_symbol(struct obj *obj, char *name)
{
    obj->symbols = mem_reserve(obj->symbols, &obj->symbol_capacity, obj->symbol_count + 1, sizeof *obj->symbols);
    obj->symbols[obj->symbol_count] = (struct symbol){.name = name};
    return (unsigned)obj->symbol_count++;
}

unsigned obj_section(struct obj *obj, const char *name, unsigned type, unsigned flags)
{
    size_t length = strlen(name);
    unsigned *known = names_find(&obj->section_names, name, length);
    if (known)
        return *known;
    obj->sections = mem_reserve(obj->sections, &obj->section_capacity, obj->section_count + 1, sizeof *obj->sections);
    unsigned number = (unsigned)obj->section_count++;
    struct section *section = &obj->sections[number];
    *section = (struct section){.name = mem_string(name, length), .type = type, .flags = flags, .align = 1};
    if (flags & SHF_EXECINSTR)
        section->align = 4;
    names_add(&obj->section_names, section->name, length, number);
    unsigned symbol = new_symbol(obj, NULL);
    obj->sections[number].symbol = symbol;
    obj->symbols[symbol].type = STT_SECTION;
    obj_define(obj, symbol, number, 0);
    return number;
}

unsigned obj_section_named(struct obj *obj, const char *name)
{
    static const struct known {
        const char *name;
        unsigned type, flags;
    } known[] = {
        {".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR},
        {".init", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR},
        {".fini", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR},
        {".rodata", SHT_PROGBITS, SHF_ALLOC},
        {".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE},
        {".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE},
        {".tdata", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE | SHF_TLS},
        {".tbss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE | SHF_TLS},
        {".preinit_array", SHT_PREINIT_ARRAY, SHF_ALLOC | SHF_WRITE},
        {".init_array", SHT_INIT_ARRAY, SHF_ALLOC | SHF_WRITE},
        {".fini_array", SHT_FINI_ARRAY, SHF_ALLOC | SHF_WRITE},
        {".note", SHT_NOTE, 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].name);
        if (strncmp(name, known[i].name, length) == 0 && (name[length] == 0 || name[length] == '.'))
            return obj_section(obj, name, known[i].type, known[i].flags);
    }
    return obj_section(obj, name, SHT_PROGBITS, 0);
}

unsigned obj_find_section(const struct obj *obj, const char *name)
{
    const unsigned *known = names_find(&obj->section_names, name, strlen(name));
    return known ? *known : 0;
}

void obj_section_set_flags(struct obj *obj, unsigned section, unsigned flags)
{
    obj->sections[section].flags = flags;
    if (flags & SHF_EXECINSTR && obj->sections[section].align < 4)
        obj->sections[section].align = 4;
}

void obj_section_entry_size(struct obj *obj, unsigned section, unsigned bytes)
{
    obj->sections[section].entry_bytes = bytes;
}

const char *obj_section_name(const struct obj *obj, unsigned section)
{
    return obj->sections[section].name;
}

unsigned obj_section_flags(const struct obj *obj, unsigned section)
{
    return obj->sections[section].flags;
}

unsigned obj_section_type(const struct obj *obj, unsigned section)
{
    return obj->sections[section].type;
}

unsigned obj_section_count(const struct obj *obj)
{
    return (unsigned)obj->section_count - 1;
}

bool section_is_code(const struct section *section)
{
    return section->flags & SHF_EXECINSTR && section_size(section);
}

uint32_t section_size(const struct section *section)
{
    return section->type == SHT_NOBITS ? section->reserved : (uint32_t)section->bytes.length;
}

uint32_t obj_offset(const struct obj *obj, unsigned section)
{
    return section_size(&obj->sections[section]);
}

static struct buf *writable(struct obj *obj, unsigned section)
{
    assert(obj->sections[section].type != SHT_NOBITS);
    return &obj->sections[section].bytes;
}

void obj_put8(struct obj *obj, unsigned section, uint8_t value)
{
    buf_put8(writable(obj, section), value);
}

void obj_put16(struct obj *obj, unsigned section, uint16_t value)
{
    buf_put16(writable(obj, section), value);
}

void obj_put32(struct obj *obj, unsigned section, uint32_t value)
{
    buf_put32(writable(obj, section), value);
}

void obj_put(struct obj *obj, unsigned section, const void *data, size_t size)
{
    buf_put(writable(obj, section), data, size);
}

void obj_reserve(struct obj *obj, unsigned section, uint32_t bytes)
{
    if (obj->sections[section].type == SHT_NOBITS)
        obj->sections[section].reserved += bytes;
    else
        buf_fill(&obj->sections[section].bytes, 0, bytes);
}

void obj_patch(struct obj *obj, unsigned section, uint32_t offset, uint64_t value, unsigned bytes)
{
    assert(offset + bytes <= obj->sections[section].bytes.length);
    for (unsigned i = 0; i < bytes; i++)
        obj->sections[section].bytes.data[offset + i] = (uint8_t)(value >> (8 * i));
}

void obj_patch32(struct obj *obj, unsigned section, uint32_t offset, uint32_t value)
{
    buf_set32(&obj->sections[section].bytes, offset, value);
}

uint32_t obj_read32(const struct obj *obj, unsigned section, uint32_t offset)
{
    return buf_get32(&obj->sections[section].bytes, offset);
}

void pad_write(const struct section *section, struct buf *bytes, uint8_t fill, uint32_t length)
{
    uint32_t nop = 0;
    struct insn addi = {.op = OP_ADDI};
    bool code = section->flags & SHF_EXECINSTR && fill == 0 && isa_encode(&addi, &nop) == ISA_OK;
    if (!code) {
        buf_fill(bytes, fill, length);
        return;
    }
    for (; length % 4; length--)
        buf_put8(bytes, 0);
    for (; length; length -= 4)
        buf_put32(bytes, nop);
}

static void add_pad(struct obj *obj, unsigned number, struct pad pad)
{
    struct section *section = &obj->sections[number];
    pad.offset = section_size(section);
    section->pads = mem_reserve(section->pads, &section->pad_capacity, section->pad_count + 1, sizeof *section->pads);
    section->pads[section->pad_count++] = pad;
    if (section->type == SHT_NOBITS)
        section->reserved += pad.length;
    else
        pad_write(section, &section->bytes, pad.fill, pad.length);
}

uint8_t obj_read8(const struct obj *obj, unsigned section, uint32_t offset)
{
    assert(offset < obj->sections[section].bytes.length);
    return obj->sections[section].bytes.data[offset];
}

void obj_align(struct obj *obj, unsigned section, uint32_t align, uint8_t fill)
{
    uint32_t length = (0u - obj_offset(obj, section)) & (align - 1);
    if (obj->sections[section].align < align)
        obj->sections[section].align = align;
    add_pad(obj, section, (struct pad){.length = length, .align = align, .fill = fill});
}

void obj_org(struct obj *obj, unsigned section, uint32_t offset, uint8_t fill)
{
    uint32_t here = obj_offset(obj, section);
    add_pad(obj, section, (struct pad){.length = offset > here ? offset - here : 0, .target = offset, .fill = fill});
}

/* ---- Symbols ---- */

unsigned obj_symbol_n(struct obj *obj, const char *name, size_t length)
{
    unsigned *known = names_find(&obj->symbol_names, name, length);
    if (known)
        return *known;
    unsigned number = new_symbol(obj, mem_string(name, length));
    names_add(&obj->symbol_names, obj->symbols[number].name, length, number);
    return number;
}

unsigned obj_symbol(struct obj *obj, const char *name)
{
    return obj_symbol_n(obj, name, strlen(name));
}

unsigned obj_find_symbol(const struct obj *obj, const char *name, size_t length)
{
    const unsigned *known = names_find(&obj->symbol_names, name, length);
    return known ? *known : 0;
}

unsigned obj_label(struct obj *obj)
{
    return new_symbol(obj, NULL);
}

unsigned obj_section_symbol(struct obj *obj, unsigned section)
{
    return obj->sections[section].symbol;
}

bool obj_define(struct obj *obj, unsigned number, unsigned section_number, uint32_t offset)
{
    struct symbol *symbol = &obj->symbols[number];
    const struct section *section = &obj->sections[section_number];
    if (symbol->where != OBJ_UNDEFINED || symbol->alias_of)
        return false;
    symbol->where = OBJ_IN_SECTION;
    symbol->section = section_number;
    symbol->value = offset;
    symbol->pads = section->pad_count;
    if (offset != section_size(section))
        while (symbol->pads && section->pads[symbol->pads - 1].offset + section->pads[symbol->pads - 1].length > offset)
            symbol->pads--;
    return true;
}

bool obj_define_absolute(struct obj *obj, unsigned number, uint32_t value)
{
    struct symbol *symbol = &obj->symbols[number];
    if (symbol->where != OBJ_UNDEFINED || symbol->alias_of)
        return false;
    symbol->where = OBJ_ABSOLUTE;
    symbol->value = value;
    return true;
}

void obj_bind(struct obj *obj, unsigned symbol, unsigned binding)
{
    obj->symbols[symbol].binding = (uint8_t)binding;
    obj->symbols[symbol].bound = true;
}

void obj_set_type(struct obj *obj, unsigned symbol, unsigned type)
{
    obj->symbols[symbol].type = (uint8_t)type;
}

void obj_set_size(struct obj *obj, unsigned symbol, uint32_t bytes)
{
    obj->symbols[symbol].size = bytes;
    obj->symbols[symbol].size_end = 0;
}

void obj_set_size_to(struct obj *obj, unsigned symbol, unsigned end)
{
    obj->symbols[symbol].size_end = end;
}

unsigned symbol_resolve(const struct obj *obj, unsigned symbol)
{
    while (obj->symbols[symbol].alias_of)
        symbol = obj->symbols[symbol].alias_of;
    return symbol;
}

void obj_alias(struct obj *obj, unsigned alias, unsigned symbol)
{
    symbol = symbol_resolve(obj, symbol);
    if (symbol != symbol_resolve(obj, alias) && obj->symbols[alias].where == OBJ_UNDEFINED)
        obj->symbols[alias].alias_of = symbol;
}

struct obj_symbol_info obj_symbol_info(const struct obj *obj, unsigned symbol)
{
    const struct symbol *own = &obj->symbols[symbol], *place = &obj->symbols[symbol_resolve(obj, symbol)];
    return (struct obj_symbol_info){
        .name = own->name,
        .where = place->where,
        .section = place->section,
        .binding = own->bound                    ? own->binding
                   : own->where == OBJ_UNDEFINED ? STB_GLOBAL
                                                 : STB_LOCAL,
        .type = own->type ? own->type : place->type,
        .value = place->value,
        .size = own->size ? own->size : place->size,
    };
}

/* Index of the first branch at or behind an offset. */
static size_t branch_from(const struct section *section, uint32_t offset)
{
    size_t low = 0, high = section->branch_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (section->branches[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool obj_distance(const struct obj *obj, unsigned number, uint32_t a, uint32_t b, uint32_t *distance)
{
    const struct section *section = &obj->sections[number];
    uint32_t first = a < b ? a : b, last = a < b ? b : a;
    size_t before = branch_from(section, first);
    if (before != branch_from(section, last) && !obj->settled)
        return false;
    for (size_t i = section->pad_count; before && !obj->settled && i-- > 0 && section->pads[i].offset >= first;)
        if (section->pads[i].offset <= last && section->pads[i].align != 1 && section->pads[i].align != 2 &&
            section->pads[i].align != 4)
            return false;
    *distance = b - a;
    return true;
}

/* ---- Relocations ---- */

static void add_fixup(struct obj *obj, unsigned number, struct fixup fixup)
{
    struct section *section = &obj->sections[number];
    section->fixups =
        mem_reserve(section->fixups, &section->fixup_capacity, section->fixup_count + 1, sizeof *section->fixups);
    section->fixups[section->fixup_count++] = fixup;
}

static void add_branch(struct section *section, uint32_t offset)
{
    size_t i = section->branch_count++;
    section->branches =
        mem_reserve(section->branches, &section->branch_capacity, section->branch_count, sizeof *section->branches);
    for (; i && section->branches[i - 1] > offset; i--)
        section->branches[i] = section->branches[i - 1];
    section->branches[i] = offset;
}

void obj_reloc(struct obj *obj, unsigned section, uint32_t offset, enum peach_reloc type, unsigned symbol,
               int32_t addend)
{
    if (type == R_PEACH_OFF16 || type == R_PEACH_OFF12)
        add_branch(&obj->sections[section], offset);
    add_fixup(obj, section,
              (struct fixup){.offset = offset, .type = (uint8_t)type, .symbol = symbol, .addend = addend});
}

void obj_difference(struct obj *obj, unsigned section, uint32_t offset, unsigned bytes, unsigned plus, unsigned minus,
                    int32_t addend)
{
    add_fixup(
        obj, section,
        (struct fixup){.offset = offset, .bytes = (uint8_t)bytes, .symbol = plus, .minus = minus, .addend = addend});
}

/* ---- Source lines ---- */

void obj_map_paths(struct obj *obj, const struct path_map *paths)
{
    obj->paths = paths;
}

void obj_put_path(const struct obj *obj, struct buf *bytes, const char *path)
{
    char *mapped = obj->paths ? path_map_apply(obj->paths, path) : NULL;
    buf_put_string(bytes, mapped ? mapped : path);
    free(mapped);
}

unsigned obj_file(struct obj *obj, const char *name)
{
    size_t length = strlen(name);
    unsigned *known = names_find(&obj->file_names, name, length);
    if (known)
        return *known;
    obj->files = mem_reserve(obj->files, &obj->file_capacity, obj->file_count + 1, sizeof *obj->files);
    obj->files[obj->file_count] = mem_string(name, length);
    names_add(&obj->file_names, obj->files[obj->file_count], length, (unsigned)obj->file_count + 1);
    return (unsigned)++obj->file_count;
}

void obj_line(struct obj *obj, unsigned number, unsigned file, unsigned line, unsigned column, unsigned flags)
{
    struct section *section = &obj->sections[number];
    uint32_t offset = section_size(section);
    if (section->line_count) {
        struct line *last = &section->lines[section->line_count - 1];
        if (last->file == file && last->line == line && last->column == column && !(flags & ~last->flags))
            return;
        if (last->offset == offset) {
            *last = (struct line){offset, file, line, column, flags};
            return;
        }
    }
    section->lines =
        mem_reserve(section->lines, &section->line_capacity, section->line_count + 1, sizeof *section->lines);
    section->lines[section->line_count++] = (struct line){offset, file, line, column, flags};
}

void obj_want_lines(struct obj *obj, const char *name, const char *directory, enum obj_unit unit)
{
    free(obj->unit);
    free(obj->directory);
    obj->unit = mem_string(name, strlen(name));
    obj->directory = mem_string(directory, strlen(directory));
    obj->want_lines = true;
    obj->unit_kind = unit;
    obj_line_section(obj);
}

void obj_before_finish(struct obj *obj, void (*write)(void *context, struct obj *obj), void *context)
{
    obj->write_debug = write;
    obj->write_debug_context = context;
}

unsigned obj_line_section(struct obj *obj)
{
    return obj_section(obj, ".debug_line", SHT_PROGBITS, 0);
}
