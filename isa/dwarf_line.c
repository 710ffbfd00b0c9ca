#include "isa/dwarf_line.h"

#include <stdlib.h>

#include "isa/dwarf.h"
#include "isa/dwarf_read.h"

/* DWARF 5, sections 6.2.4, 6.2.5 and 7.5.6, 7.22. */
enum { FORMATS_MAX = 16 };

struct file_name {
    const char *name;
    uint32_t directory;
};

struct table {
    const struct dwarf_sections *sections;
    unsigned version, min_length, line_range, opcode_base;
    int line_base;
    bool statements; /* rows begin statements unless they say otherwise */
    const uint8_t *opcode_lengths; /* of opcode 1 and on */
    const char **directories;
    struct file_name *files;
    size_t directory_count, file_count;
};

struct state {
    uint32_t address, file, line, column;
    bool statement, prologue_end;
};

/* ---- Header ---- */

/* A value of one of the forms that section 6.2.4.1 permits: either a text or a number. */
static uint32_t take_form(struct dwarf_cursor *c, const struct dwarf_sections *s, unsigned form, const char **text) {
    switch (form) {
    case DW_FORM_string:
        *text = dwarf_take_string(c);
        return 0;
    case DW_FORM_line_strp:
        *text = dwarf_string_at(s->line_str, s->line_str_size, dwarf_take(c, 4));
        return 0;
    case DW_FORM_strp:
        *text = dwarf_string_at(s->str, s->str_size, dwarf_take(c, 4));
        return 0;
    case DW_FORM_udata:
        return dwarf_take_uleb(c);
    case DW_FORM_data1:
        return dwarf_take(c, 1);
    case DW_FORM_data2:
        return dwarf_take(c, 2);
    case DW_FORM_data4:
        return dwarf_take(c, 4);
    case DW_FORM_data8:
        return dwarf_take(c, 8);
    case DW_FORM_data16:
        return dwarf_take(c, 16);
    case DW_FORM_block:
        dwarf_skip(c, dwarf_take_uleb(c));
        return 0;
    default:
        c->bad = true;
        return 0;
    }
}

/* Version 5: a description of the entries, then the entries.  Each takes at least a byte, which bounds their number. */
static struct file_name *take_entries(struct dwarf_cursor *c, const struct dwarf_sections *s, size_t *count) {
    struct {
        uint32_t content, form;
    } format[FORMATS_MAX];
    unsigned formats = dwarf_take(c, 1);
    for (unsigned i = 0; i < formats; i++) {
        uint32_t content = dwarf_take_uleb(c), form = dwarf_take_uleb(c);
        if (i >= FORMATS_MAX)
            c->bad = true;
        else
            format[i].content = content, format[i].form = form;
    }
    uint32_t entries = dwarf_take_uleb(c);
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
static struct file_name *take_old_entries(struct dwarf_cursor *c, bool with_numbers, size_t *count) {
    size_t capacity = 16, used = 1;
    struct file_name *list = malloc(capacity * sizeof *list);
    if (list)
        list[0] = (struct file_name){"", 0};
    while (list && !c->bad) {
        struct file_name entry = {dwarf_take_string(c), 0};
        if (!*entry.name)
            break;
        if (with_numbers) {
            entry.directory = dwarf_take_uleb(c);
            dwarf_take_uleb(c);
            dwarf_take_uleb(c);
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

static bool take_names(struct dwarf_cursor *c, struct table *table) {
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
static bool take_header(struct dwarf_cursor *unit, struct table *table, struct dwarf_cursor *program) {
    table->version = dwarf_take(unit, 2);
    if (table->version < 2 || table->version > 5)
        return false;
    if (table->version == 5 && (dwarf_take(unit, 1) != 4 || dwarf_take(unit, 1) != 0))
        return false;
    uint32_t header_length = dwarf_take(unit, 4);
    if (unit->bad || header_length > (size_t)(unit->end - unit->at))
        return false;
    *program = (struct dwarf_cursor){unit->at + header_length, unit->end, false};
    struct dwarf_cursor header = {unit->at, program->at, false};
    table->min_length = dwarf_take(&header, 1);
    if (table->version >= 4)
        dwarf_take(&header, 1); /* operations per instruction: 1 */
    table->statements = dwarf_take(&header, 1);
    table->line_base = (int8_t)dwarf_take(&header, 1);
    table->line_range = dwarf_take(&header, 1);
    table->opcode_base = dwarf_take(&header, 1);
    if (header.bad || table->line_range == 0 || table->opcode_base == 0)
        return false;
    table->opcode_lengths = header.at;
    dwarf_skip(&header, table->opcode_base - 1);
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
    struct dwarf_row row = {walk->state.address, "", "", walk->state.line, walk->state.column, end,
                            walk->state.statement,   walk->state.prologue_end};
    if (walk->state.file < t->file_count) {
        const struct file_name *file = &t->files[walk->state.file];
        row.file = file->name;
        if (file->name[0] != '/' && file->directory < t->directory_count && file->directory != 0)
            row.directory = t->directories[file->directory];
    }
    walk->stopped = !walk->row(walk->context, &row);
    walk->state.prologue_end = false;
}

static void extended(struct walk *walk, struct dwarf_cursor *c) {
    const struct table *t = walk->table;
    uint32_t length = dwarf_take_uleb(c);
    if (length == 0 || length > (size_t)(c->end - c->at)) {
        c->bad = true;
        return;
    }
    struct dwarf_cursor operand = {c->at, c->at + length, false};
    c->at += length;
    switch (dwarf_take(&operand, 1)) {
    case DW_LNE_end_sequence:
        emit(walk, true);
        walk->state = (struct state){0, 1, 1, 0, t->statements, false};
        break;
    case DW_LNE_set_address:
        walk->state.address = dwarf_take(&operand, 4);
        break;
    default: /* define_file is obsolete, discriminators say nothing of lines */
        break;
    }
    c->bad = c->bad || operand.bad;
}

static void standard(struct walk *walk, struct dwarf_cursor *c, unsigned opcode) {
    struct state *s = &walk->state;
    const struct table *t = walk->table;
    switch (opcode) {
    case DW_LNS_copy:
        emit(walk, false);
        break;
    case DW_LNS_advance_pc:
        s->address += dwarf_take_uleb(c) * t->min_length;
        break;
    case DW_LNS_advance_line:
        s->line += (uint32_t)dwarf_take_sleb(c);
        break;
    case DW_LNS_set_file:
        s->file = dwarf_take_uleb(c);
        break;
    case DW_LNS_set_column:
        s->column = dwarf_take_uleb(c);
        break;
    case DW_LNS_negate_stmt:
        s->statement = !s->statement;
        break;
    case DW_LNS_set_prologue_end:
        s->prologue_end = true;
        break;
    case DW_LNS_const_add_pc:
        s->address += (255 - t->opcode_base) / t->line_range * t->min_length;
        break;
    case DW_LNS_fixed_advance_pc:
        s->address += dwarf_take(c, 2);
        break;
    default:
        for (unsigned i = t->opcode_lengths[opcode - 1]; i > 0; i--)
            dwarf_take_uleb(c);
        break;
    }
}

static bool run(struct walk *walk, struct dwarf_cursor *c) {
    const struct table *t = walk->table;
    while (c->at < c->end && !c->bad && !walk->stopped) {
        unsigned opcode = dwarf_take(c, 1);
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
    struct dwarf_cursor all = {sections->line, sections->line + sections->line_size, false};
    bool good = true;
    struct walk walk = {.row = row, .context = context};
    while (good && !walk.stopped && all.at < all.end) {
        uint32_t length = dwarf_take(&all, 4);
        if (all.bad || length >= DWARF_LENGTH_64BIT || length > (size_t)(all.end - all.at))
            return false;
        struct dwarf_cursor unit = {all.at, all.at + length, false}, program;
        all.at += length;
        struct table table = {.sections = sections};
        walk.table = &table;
        good = take_header(&unit, &table, &program);
        walk.state = (struct state){0, 1, 1, 0, table.statements, false};
        good = good && run(&walk, &program);
        free(table.directories);
        free(table.files);
    }
    return good;
}
