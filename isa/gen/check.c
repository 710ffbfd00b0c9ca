/* Checks of whole entries and of pairs of entries. */
#include "table.h"

#include <ctype.h>
#include <string.h>

const struct field *entry_field(const struct entry *entry, char letter) {
    for (unsigned i = 0; i < entry->field_count; i++) {
        if (entry->fields[i].letter == letter)
            return &entry->fields[i];
    }
    return NULL;
}

bool entry_has(const struct entry *entry, const char *operand) {
    for (unsigned i = 0; i < entry->operand_count; i++) {
        if (!strcmp(entry->operands[i]->name, operand))
            return true;
    }
    return false;
}

bool entry_imm_signed(const struct entry *entry) {
    return entry_has(entry, "SIMM") || entry_has(entry, "MEM_I") || entry_has(entry, "MEM_P");
}

unsigned entry_imm_scale(const struct entry *entry) {
    return entry_has(entry, "MEM_P") ? 4 : 1;
}

/* Names that semantics may use, beside C's own, the isa_ helpers and locals that it declares. */
static const char *const known[] = {
    "R",
    "S",
    "FS",
    "FD",
    "FB",
    "SETS",
    "SETD",
    "LINK",
    "imm",
    "n",
    "off",
    "pc",
    "LD8",
    "LD16",
    "LD32",
    "LD64",
    "LDA32",
    "ST8",
    "ST16",
    "ST32",
    "ST64",
    "JUMP",
    "PRIVILEGED",
    "FPU",
    "TRAP",
    "ERET",
    "WFI",
    "FENCE",
    "MARK",
    "CSR_CHECK",
    "CSR_READ",
    "CSR_WRITE",
    "TLB_WRITE",
    "TLB_READ",
    "TLB_PROBE",
    "TLB_INVALIDATE_ALL",
    "TLB_INVALIDATE_ASID",
    "TLB_INVALIDATE_VA",
    "CAUSE_SYSCALL",
    "CAUSE_BREAK",
    "if",
    "else",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint32_t",
    "uint64_t",
    "float",
    "double",
    "d",
    "a",
    "b",
    "c",
};

static bool word_at(const char *text, const char *start, size_t length, const char *word) {
    return strlen(word) == length && !strncmp(start, word, length) &&
           (start == text || (!isalnum((unsigned char)start[-1]) && start[-1] != '_'));
}

/* The next identifier at or after *text, its length in *length; NULL at the end.  Numbers are passed over. */
static const char *next_word(const char *text, size_t *length) {
    while (*text) {
        if (isdigit((unsigned char)*text)) {
            while (isalnum((unsigned char)*text))
                text++;
        } else if (isalpha((unsigned char)*text) || *text == '_') {
            for (*length = 0; isalnum((unsigned char)text[*length]) || text[*length] == '_';)
                ++*length;
            return text;
        } else {
            text++;
        }
    }
    return NULL;
}

bool entry_uses(const struct entry *entry, const char *name) {
    size_t length;
    for (const char *word = entry->semantics; word && (word = next_word(word, &length)); word += length) {
        if (word_at(entry->semantics, word, length, name))
            return true;
    }
    return false;
}

/* Is `word` (length bytes) one of the comma-separated names? */
static bool among(const char *names, const char *word, size_t length) {
    for (; *names; names += strcspn(names, ","), names += *names == ',') {
        if (strcspn(names, ",") == length && !strncmp(names, word, length))
            return true;
    }
    return false;
}

/* Count uses NAME(letter) that are written (the left side of an assignment, or SETS/SETD), or read. */
static bool register_use(const struct entry *entry, const char *names, char letter, bool written) {
    size_t length;
    for (const char *word = entry->semantics; word && (word = next_word(word, &length)); word += length) {
        if (!among(names, word, length) || word[length] != '(' || word[length + 1] != letter)
            continue;
        bool set = word[0] == 'S' && length == 4;
        const char *after = word + length + 3;
        bool assigned = set || (after[-1] == ')' && after[0] == ' ' && after[1] == '=' && after[2] != '=');
        if (assigned == written)
            return true;
    }
    return false;
}

bool entry_writes(const struct entry *entry, const char *names, char letter) {
    return register_use(entry, names, letter, true);
}

bool entry_reads(const struct entry *entry, const char *names, char letter) {
    return register_use(entry, names, letter, false);
}

/* A local variable of the semantics: "uint32_t NAME =". */
static bool declared(const struct entry *entry, const char *word, size_t length) {
    static const char *const types[] = {"uint32_t ", "uint64_t "};
    for (unsigned i = 0; i < 2; i++) {
        for (const char *at = entry->semantics; (at = strstr(at, types[i])); at++) {
            if (!strncmp(at + 9, word, length) && !strncmp(at + 9 + length, " =", 2))
                return true;
        }
    }
    return false;
}

static bool known_word(const struct entry *entry, const char *word, size_t length) {
    if ((length > 4 && !strncmp(word, "isa_", 4)) || declared(entry, word, length))
        return true;
    for (unsigned i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i]) == length && !strncmp(known[i], word, length))
            return true;
    }
    return false;
}

static void check_semantics(struct table *table, const struct entry *entry) {
    if (!entry->semantics || entry->semantics[0] != '{' || entry->semantics[strlen(entry->semantics) - 1] != '}') {
        table_error(table, entry->line, "'%s' has no semantics in braces", entry->name);
        return;
    }
    size_t length;
    for (const char *word = entry->semantics; (word = next_word(word, &length)); word += length) {
        if (!known_word(entry, word, length))
            table_error(table, entry->line, "unknown name '%.*s' in the semantics of '%s'", (int)length, word,
                        entry->name);
        else if (length == 1 && strchr("dabc", *word) && !entry_field(entry, *word))
            table_error(table, entry->line, "the semantics of '%s' use field '%c', which its pattern does not have",
                        entry->name, *word);
    }
    static const struct { const char *name, *letters; } values[] = {{"imm", "isk"}, {"n", "n"}, {"off", "o"}};
    for (unsigned i = 0; i < 3; i++) {
        bool has = false;
        for (const char *letter = values[i].letters; *letter; letter++)
            has = has || entry_field(entry, *letter);
        if (entry_uses(entry, values[i].name) && !has)
            table_error(table, entry->line, "the semantics of '%s' use '%s', but its pattern has no such field",
                        entry->name, values[i].name);
    }
}

/* Register fields have 4 bits, shift amounts and lengths 5, scales 2; one field at most goes to imm. */
static void check_fields(struct table *table, const struct entry *entry) {
    unsigned immediates = 0;
    for (unsigned i = 0; i < entry->field_count; i++) {
        const struct field *field = &entry->fields[i];
        unsigned width = strchr("dabc", field->letter) ? 4
                         : strchr("sn", field->letter) ? 5
                         : field->letter == 'k'        ? 2
                                                       : 0;
        if (width && field->width != width)
            table_error(table, entry->line, "field '%c' of '%s' has %u bits; it must have %u", field->letter,
                        entry->name, field->width, width);
        immediates += strchr("isk", field->letter) != NULL;
    }
    if (immediates > 1)
        table_error(table, entry->line, "'%s' has two of the fields i, s, k; an instruction has one immediate",
                    entry->name);
}

/* Each field is written by exactly one operand, each operand finds its fields. */
static void check_operands(struct table *table, const struct entry *entry) {
    unsigned uses[128] = {0};
    for (unsigned i = 0; i < entry->operand_count; i++) {
        for (const char *letter = entry->operands[i]->letters; *letter; letter++) {
            uses[(unsigned char)*letter]++;
            if (!entry_field(entry, *letter))
                table_error(table, entry->line,
                            "operand '%s' of '%s' needs a field '%c', which the pattern does not have",
                            entry->operands[i]->text, entry->name, *letter);
        }
    }
    for (unsigned i = 0; i < entry->field_count; i++) {
        char letter = entry->fields[i].letter;
        if (uses[(unsigned char)letter] != 1)
            table_error(table, entry->line, "field '%c' of '%s' is written by %u operands; it must be one", letter,
                        entry->name, uses[(unsigned char)letter]);
    }
}

static void check_overlaps(struct table *table) {
    for (unsigned i = 0; i < table->count; i++) {
        for (unsigned j = 0; j < i; j++) {
            const struct entry *one = &table->entries[j], *two = &table->entries[i];
            uint32_t both = one->mask & two->mask;
            if ((one->match & both) == (two->match & both))
                table_error(table, two->line, "'%s' overlaps '%s' of line %d; 0x%08x would be both", two->name,
                            one->name, one->line, (unsigned)(one->match | two->match));
        }
    }
}

void table_check(struct table *table) {
    for (unsigned i = 0; i < table->count; i++) {
        struct entry *entry = &table->entries[i];
        check_fields(table, entry);
        check_operands(table, entry);
        check_semantics(table, entry);
        if (!entry->prose)
            table_error(table, entry->line, "'%s' has no prose; say what it does", entry->name);
        if (!entry->example_count)
            table_error(table, entry->line, "'%s' has no worked example; add a line '> before : instruction : after'",
                        entry->name);
        examples_parse(table, entry);
    }
    check_overlaps(table);
    if (!table->count && !table->errors)
        table_error(table, 1, "no instruction in the table");
}
