#include "isa/dwarf_line.h"

#include <stdlib.h>
#include <string.h>

/* DWARF 5, sections 6.2.4, 6.2.5 and 7.5.6, 7.22. */
enum { DW_FORM_block = 0x09, DW_FORM_data1 = 0x0b, DW_FORM_data2 = 0x05, DW_FORM_data4 = 0x06, DW_FORM_data8 = 0x07 };
enum {
    DW_FORM_string = 0x08,
    DW_FORM_strp = 0x0e,
    DW_FORM_udata = 0x0f,
    DW_FORM_data16 = 0x1e,
    DW_FORM_line_strp = 0x1f
};
enum { DW_LNCT_path = 1, DW_LNCT_directory_index = 2 };
enum standard_opcode {
    DW_LNS_copy = 1,
    DW_LNS_advance_pc,
    DW_LNS_advance_line,
    DW_LNS_set_file,
    DW_LNS_set_column,
    DW_LNS_negate_stmt,
    DW_LNS_set_basic_block,
    DW_LNS_const_add_pc,
    DW_LNS_fixed_advance_pc,
};
enum extended_opcode { DW_LNE_end_sequence = 1, DW_LNE_set_address = 2, DW_LNE_define_file = 3 };
enum { FORMATS_MAX = 16, LENGTH_64BIT = 0xfffffff0 };

/* A position in bytes; reading beyond the end gives zeros and sets bad. */
struct cursor {
    const uint8_t *at, *end;
    bool bad;
};

struct file_name {
    const char *name;
    uint32_t directory;
};

struct table {
    const struct dwarf_sections *sections;
    unsigned version, min_length, line_range, opcode_base;
    int line_base;
    const uint8_t *opcode_lengths; /* of opcode 1 and on */
    const char **directories;
    struct file_name *files;
    size_t directory_count, file_count;
};

struct state {
    uint32_t address, file, line, column;
};

static uint32_t take(struct cursor *c, unsigned bytes) {
    uint32_t value = 0;
    if ((size_t)(c->end - c->at) < bytes) {
        c->bad = true;
        c->at = c->end;
        return 0;
    }
    for (unsigned i = 0; i < bytes && i < 4; i++)
        value |= (uint32_t)c->at[i] << (8 * i);
    c->at += bytes;
    return value;
}

static void skip(struct cursor *c, uint32_t bytes) {
    if ((size_t)(c->end - c->at) < bytes) {
        c->bad = true;
        bytes = (uint32_t)(c->end - c->at);
    }
    c->at += bytes;
}

static uint32_t take_uleb(struct cursor *c) {
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint32_t byte = take(c, 1);
        if (shift < 32)
            value |= (byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
}

static int32_t take_sleb(struct cursor *c) {
    uint32_t value = 0, byte;
    unsigned shift = 0;
    do {
        byte = take(c, 1);
        if (shift < 32)
            value |= (byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    if (shift < 32 && (byte & 0x40))
        value |= ~0u << shift;
    return (int32_t)value;
}

static const char *take_string(struct cursor *c) {
    const uint8_t *start = c->at;
    const uint8_t *zero = start == c->end ? NULL : memchr(start, 0, (size_t)(c->end - start));
    if (!zero) {
        c->bad = true;
        return "";
    }
    c->at = zero + 1;
    return (const char *)start;
}

static const char *string_at(const uint8_t *strings, size_t size, uint32_t offset) {
    if (offset >= size || !memchr(strings + offset, 0, size - offset))
        return "";
    return (const char *)strings + offset;
}

/* ---- Header ---- */

/* A value of one of the forms that section 6.2.4.1 permits: either a text or a number. */
static uint32_t take_form(struct cursor *c, const struct dwarf_sections *s, unsigned form, const char **text) {
    switch (form) {
    case DW_FORM_string:
        *text = take_string(c);
        return 0;
    case DW_FORM_line_strp:
        *text = string_at(s->line_str, s->line_str_size, take(c, 4));
        return 0;
    case DW_FORM_strp:
        *text = string_at(s->str, s->str_size, take(c, 4));
        return 0;
    case DW_FORM_udata:
        return take_uleb(c);
    case DW_FORM_data1:
        return take(c, 1);
    case DW_FORM_data2:
        return take(c, 2);
    case DW_FORM_data4:
        return take(c, 4);
    case DW_FORM_data8:
        return take(c, 8);
    case DW_FORM_data16:
        return take(c, 16);
    case DW_FORM_block:
        skip(c, take_uleb(c));
        return 0;
    default:
        c->bad = true;
        return 0;
    }
}

/* Version 5: a description of the entries, then the entries.  Each takes at least a byte, which bounds their number. */
static struct file_name *take_entries(struct cursor *c, const struct dwarf_sections *s, size_t *count) {
    struct {
        uint32_t content, form;
    } format[FORMATS_MAX];
    unsigned formats = take(c, 1);
    for (unsigned i = 0; i < formats; i++) {
        uint32_t content = take_uleb(c), form = take_uleb(c);
        if (i >= FORMATS_MAX)
            c->bad = true;
        else
            format[i].content = content, format[i].form = form;
    }
    uint32_t entries = take_uleb(c);
    if (c->bad || formats == 0 || entries > (size_t)(c->end - c->at)) {
        c->bad = c->bad || entries > 0;
        entries = 0;
    }
    struct file_name *list = calloc((size_t)entries + 1, sizeof *list);
    *count = list ? entries : 0;
    for (size_t i = 0; i < *count; i++) {
        list[i].name = "";
        for (unsigned k = 0; k < formats && !c->bad; k++) {
            const char *text = "";
            uint32_t number = take_form(c, s, format[k].form, &text);
            if (format[k].content == DW_LNCT_path)
                list[i].name = text;
            else if (format[k].content == DW_LNCT_directory_index)
                list[i].directory = number;
        }
    }
    return list;
}

/* Versions 2 to 4: strings up to an empty one; directory 0 is the compilation's, file numbers start at 1. */
static struct file_name *take_old_entries(struct cursor *c, bool with_numbers, size_t *count) {
    size_t capacity = 16, used = 1;
    struct file_name *list = malloc(capacity * sizeof *list);
    if (list)
        list[0] = (struct file_name){"", 0};
    while (list && !c->bad) {
        struct file_name entry = {take_string(c), 0};
        if (!*entry.name)
            break;
        if (with_numbers) {
            entry.directory = take_uleb(c);
            take_uleb(c);
            take_uleb(c);
        }
        if (used == capacity) {
            struct file_name *bigger = realloc(list, (capacity *= 2) * sizeof *list);
            if (!bigger)
                free(list);
            list = bigger;
        }
        if (list)
            list[used++] = entry;
    }
    *count = list ? used : 0;
    return list;
}

static bool take_names(struct cursor *c, struct table *table) {
    size_t count;
    bool old = table->version < 5;
    struct file_name *directories = old ? take_old_entries(c, false, &count) : take_entries(c, table->sections, &count);
    table->directories = directories ? calloc(count + 1, sizeof *table->directories) : NULL;
    for (size_t i = 0; table->directories && i < count; i++)
        table->directories[i] = directories[i].name;
    table->directory_count = count;
    free(directories);
    if (!table->directories)
        return false;
    table->files =
        old ? take_old_entries(c, true, &table->file_count) : take_entries(c, table->sections, &table->file_count);
    return table->files && !c->bad;
}

/* The header from the version on; leaves *program at the first opcode. */
static bool take_header(struct cursor *unit, struct table *table, struct cursor *program) {
    table->version = take(unit, 2);
    if (table->version < 2 || table->version > 5)
        return false;
    if (table->version == 5 && (take(unit, 1) != 4 || take(unit, 1) != 0))
        return false;
    uint32_t header_length = take(unit, 4);
    if (unit->bad || header_length > (size_t)(unit->end - unit->at))
        return false;
    *program = (struct cursor){unit->at + header_length, unit->end, false};
    struct cursor header = {unit->at, program->at, false};
    table->min_length = take(&header, 1);
    if (table->version >= 4)
        take(&header, 1); /* operations per instruction: 1 */
    take(&header, 1);     /* default of is_stmt */
    table->line_base = (int8_t)take(&header, 1);
    table->line_range = take(&header, 1);
    table->opcode_base = take(&header, 1);
    if (header.bad || table->line_range == 0 || table->opcode_base == 0)
        return false;
    table->opcode_lengths = header.at;
    skip(&header, table->opcode_base - 1);
    return !header.bad && take_names(&header, table);
}

/* ---- Program ---- */

struct walk {
    const struct table *table;
    struct state state;
    bool (*row)(void *context, const struct dwarf_row *row);
    void *context;
    bool stopped;
};

static void emit(struct walk *walk, bool end) {
    const struct table *t = walk->table;
    struct dwarf_row row = {walk->state.address, "", "", walk->state.line, walk->state.column, end};
    if (walk->state.file < t->file_count) {
        const struct file_name *file = &t->files[walk->state.file];
        row.file = file->name;
        if (file->name[0] != '/' && file->directory < t->directory_count && file->directory != 0)
            row.directory = t->directories[file->directory];
    }
    walk->stopped = !walk->row(walk->context, &row);
}

static void extended(struct walk *walk, struct cursor *c) {
    uint32_t length = take_uleb(c);
    if (length == 0 || length > (size_t)(c->end - c->at)) {
        c->bad = true;
        return;
    }
    struct cursor operand = {c->at, c->at + length, false};
    c->at += length;
    switch (take(&operand, 1)) {
    case DW_LNE_end_sequence:
        emit(walk, true);
        walk->state = (struct state){0, 1, 1, 0};
        break;
    case DW_LNE_set_address:
        walk->state.address = take(&operand, 4);
        break;
    default: /* define_file is obsolete, discriminators say nothing of lines */
        break;
    }
    c->bad = c->bad || operand.bad;
}

static void standard(struct walk *walk, struct cursor *c, unsigned opcode) {
    struct state *s = &walk->state;
    const struct table *t = walk->table;
    switch (opcode) {
    case DW_LNS_copy:
        emit(walk, false);
        break;
    case DW_LNS_advance_pc:
        s->address += take_uleb(c) * t->min_length;
        break;
    case DW_LNS_advance_line:
        s->line += (uint32_t)take_sleb(c);
        break;
    case DW_LNS_set_file:
        s->file = take_uleb(c);
        break;
    case DW_LNS_set_column:
        s->column = take_uleb(c);
        break;
    case DW_LNS_const_add_pc:
        s->address += (255 - t->opcode_base) / t->line_range * t->min_length;
        break;
    case DW_LNS_fixed_advance_pc:
        s->address += take(c, 2);
        break;
    default:
        for (unsigned i = t->opcode_lengths[opcode - 1]; i > 0; i--)
            take_uleb(c);
        break;
    }
}

static bool run(struct walk *walk, struct cursor *c) {
    const struct table *t = walk->table;
    while (c->at < c->end && !c->bad && !walk->stopped) {
        unsigned opcode = take(c, 1);
        if (opcode >= t->opcode_base) {
            unsigned adjusted = opcode - t->opcode_base;
            walk->state.address += adjusted / t->line_range * t->min_length;
            walk->state.line += (uint32_t)(t->line_base + (int)(adjusted % t->line_range));
            emit(walk, false);
        } else if (opcode == 0) {
            extended(walk, c);
        } else {
            standard(walk, c, opcode);
        }
    }
    return !c->bad;
}

bool dwarf_lines(const struct dwarf_sections *sections, bool (*row)(void *context, const struct dwarf_row *row),
                 void *context) {
    struct cursor all = {sections->line, sections->line + sections->line_size, false};
    bool good = true;
    struct walk walk = {.row = row, .context = context};
    while (good && !walk.stopped && all.at < all.end) {
        uint32_t length = take(&all, 4);
        if (all.bad || length >= LENGTH_64BIT || length > (size_t)(all.end - all.at))
            return false;
        struct cursor unit = {all.at, all.at + length, false}, program;
        all.at += length;
        struct table table = {.sections = sections};
        walk.table = &table;
        walk.state = (struct state){0, 1, 1, 0};
        good = take_header(&unit, &table, &program) && run(&walk, &program);
        free(table.directories);
        free(table.files);
    }
    return good;
}
