/* Reading insns.isa: lines to entries. */
#include "table.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define OPERAND(name, text, letters) {#name, text, letters},
const struct operand operands[] = {
#include "../operand.def"
};
#undef OPERAND
const unsigned operand_count = sizeof operands / sizeof operands[0];

static const char letters[] = "dabciskno";

void table_error(struct table *table, int line, const char *format, ...) {
    va_list list;
    va_start(list, format);
    fprintf(stderr, "%s:%d: error: ", table->path, line);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    table->errors++;
}

static void *grow(void *old, size_t bytes) {
    void *new = realloc(old, bytes);
    if (!new) {
        fprintf(stderr, "isa-gen: error: out of memory\n");
        exit(2);
    }
    return new;
}

/* Append text to *whole, after a space when it is not empty. */
static void append(char **whole, const char *text) {
    size_t old = *whole ? strlen(*whole) : 0;
    *whole = grow(*whole, old + strlen(text) + 2);
    if (old)
        (*whole)[old++] = ' ';
    strcpy(*whole + old, text);
}

static char *trim(char *text) {
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        text[--length] = 0;
    return text;
}

static bool read_name(struct table *table, struct entry *entry, const char *text, size_t length) {
    if (length >= NAME_BYTES || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.") < length) {
        table_error(table, entry->line, "'%.*s' is not a mnemonic; use at most %d of a-z, 0-9 and '.'", (int)length,
                    text, NAME_BYTES - 1);
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        entry->name[i] = text[i];
        entry->ident[i] = text[i] == '.' ? '_' : (char)toupper((unsigned char)text[i]);
    }
    for (const struct entry *other = table->entries; other < entry; other++) {
        if (!strcmp(other->ident, entry->ident)) {
            table_error(table, entry->line, "duplicate name '%s'; line %d has it already", entry->name, other->line);
            return false;
        }
    }
    return true;
}

/* Enter bit number `bit`, written as c. */
static bool pattern_bit(struct table *table, struct entry *entry, unsigned bit, char c) {
    if (c == '0' || c == '1') {
        entry->mask |= 1u << bit;
        entry->match |= (uint32_t)(c - '0') << bit;
        return true;
    }
    for (unsigned i = 0; i < entry->field_count; i++) {
        struct field *field = &entry->fields[i];
        if (field->letter != c)
            continue;
        if (field->lo != bit + 1) {
            table_error(table, entry->line, "hole in field '%c' of '%s' above bit %u; a field is one run of bits", c,
                        entry->name, bit);
            return false;
        }
        field->lo--;
        field->width++;
        return true;
    }
    if (entry->field_count == FIELDS_MAX) {
        table_error(table, entry->line, "'%s' has more than %d fields", entry->name, FIELDS_MAX);
        return false;
    }
    entry->fields[entry->field_count++] = (struct field){c, bit, 1};
    return true;
}

/* Read the 32 bits of a pattern; returns what follows, or NULL. */
static const char *read_pattern(struct table *table, struct entry *entry, const char *text) {
    unsigned bits = 0, length = 0;
    while (bits < 32) {
        char c = *text++;
        if (c == ' ' && *text != ' ') {
            entry->pattern[length++] = c;
        } else if (strchr("01", c) || strchr(letters, c)) {
            if (!c || c == ' ')
                break;
            entry->pattern[length++] = c;
            if (!pattern_bit(table, entry, 31 - bits++, c))
                return NULL;
        } else if (c == ' ') {
            break;
        } else {
            table_error(table, entry->line, "unknown field '%c' in the pattern of '%s'; fields are %s", c, entry->name,
                        letters);
            return NULL;
        }
    }
    if (bits < 32 || (*text && *text != ' ')) {
        unsigned more = (unsigned)strcspn(text, " ");
        table_error(table, entry->line, "the pattern of '%s' has %u bits; it must have 32", entry->name,
                    bits < 32 ? bits : bits + more);
        return NULL;
    }
    return text;
}

static bool read_operand(struct table *table, struct entry *entry, const char *text) {
    if (entry->operand_count == OPERANDS_MAX) {
        table_error(table, entry->line, "'%s' has more than %d operands", entry->name, OPERANDS_MAX);
        return false;
    }
    for (unsigned i = 0; i < operand_count; i++) {
        if (!strcmp(text, operands[i].text)) {
            entry->operands[entry->operand_count++] = &operands[i];
            return true;
        }
    }
    table_error(table, entry->line, "unknown operand '%s' of '%s'; operand.def lists them", text, entry->name);
    return false;
}

static bool read_operands(struct table *table, struct entry *entry, const char *text) {
    char copy[64];
    if (strlen(text) >= sizeof copy) {
        table_error(table, entry->line, "the operands of '%s' are too long", entry->name);
        return false;
    }
    strcpy(copy, text);
    strcpy(entry->syntax, trim(copy));
    char *rest = trim(copy);
    while (*rest) {
        char *end = strchr(rest, ',');
        if (end)
            *end = 0;
        if (!read_operand(table, entry, trim(rest)))
            return false;
        if (!end)
            break;
        rest = end + 1;
    }
    return true;
}

static struct entry *read_header(struct table *table, char *line, int number) {
    if (table->count == ENTRIES_MAX) {
        table_error(table, number, "more than %d instructions", ENTRIES_MAX);
        return NULL;
    }
    struct entry *entry = &table->entries[table->count];
    *entry = (struct entry){.line = number};
    size_t length = strcspn(line, " ");
    if (!read_name(table, entry, line, length))
        return NULL;
    const char *rest = read_pattern(table, entry, line + length + strspn(line + length, " "));
    if (!rest || !read_operands(table, entry, rest))
        return NULL;
    table->count++;
    return entry;
}

/* A line that belongs to an entry: semantics (perhaps continued), example or prose. */
static void read_body(struct table *table, struct entry *entry, const char *line, int number) {
    size_t length = entry->semantics ? strlen(entry->semantics) : 0;
    bool open = length && entry->semantics[length - 1] != '}';
    if (open || line[0] == '{') {
        if (!open && entry->semantics)
            table_error(table, number, "second semantics of '%s'", entry->name);
        append(&entry->semantics, line);
    } else if (line[0] == '>') {
        if (entry->example_count == EXAMPLES_MAX) {
            table_error(table, number, "'%s' has more than %d examples", entry->name, EXAMPLES_MAX);
            return;
        }
        entry->examples = grow(entry->examples, (entry->example_count + 1) * sizeof *entry->examples);
        char *text = NULL;
        append(&text, line + 1 + strspn(line + 1, " "));
        entry->examples[entry->example_count++] = (struct example){.text = text, .line = number};
    } else {
        append(&entry->prose, line);
    }
}

/* "# ---- Title ----" */
static const char *read_title(char *text) {
    char *title = NULL;
    text += strspn(text, "#- ");
    size_t length = strlen(text);
    while (length && strchr("- ", text[length - 1]))
        text[--length] = 0;
    append(&title, text);
    return title;
}

bool table_read(struct table *table, const char *path) {
    table->path = path;
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    char line[512];
    struct entry *entry = NULL;
    const char *section = "Instructions";
    bool skip = false; /* the entry's header was wrong: its body says nothing */
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        char *text = trim(line);
        if (!strncmp(line, "# ----", 6))
            section = read_title(text);
        if (*text == 0 || *line == '#')
            continue;
        if (*line != ' ') {
            entry = read_header(table, text, number);
            skip = !entry;
            if (entry)
                entry->section = section;
        } else if (entry) {
            read_body(table, entry, text, number);
        } else if (!skip) {
            table_error(table, number, "indented line before the first instruction");
        }
    }
    bool good = !ferror(file);
    fclose(file);
    return good;
}
