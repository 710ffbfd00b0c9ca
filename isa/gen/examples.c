/* Worked examples: "state : instruction : state" to numbers. */
#include "table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct scan {
    struct table *table;
    struct example *example;
    const char *at;
};

static void example_error(struct scan *scan, const char *what) {
    table_error(scan->table, scan->example->line, "example: %s at '%s'", what, scan->at);
}

static void skip_spaces(struct scan *scan) {
    while (*scan->at == ' ')
        scan->at++;
}

static bool take(struct scan *scan, const char *text) {
    skip_spaces(scan);
    if (strncmp(scan->at, text, strlen(text)))
        return false;
    scan->at += strlen(text);
    return true;
}

static bool take_number(struct scan *scan, uint64_t *value) {
    skip_spaces(scan);
    bool minus = take(scan, "-");
    skip_spaces(scan);
    if (!isdigit((unsigned char)*scan->at))
        return false;
    char *end;
    uint64_t number = strtoull(scan->at, &end, 0);
    scan->at = end;
    *value = minus ? 0 - number : number;
    return true;
}

static bool take_register(struct scan *scan, char kind, uint32_t *number) {
    skip_spaces(scan);
    uint64_t value = 0;
    if (*scan->at != kind || !isdigit((unsigned char)scan->at[1]))
        return false;
    scan->at++;
    take_number(scan, &value);
    *number = (uint32_t)value;
    return value < 16;
}

struct named {
    const char *name;
    uint32_t number;
};

static const struct named csrs[] = {
#define CSR(number, name, access, text) {#name, number},
#include "../csr.def"
#undef CSR
    {NULL, 0},
};
static const struct named causes[] = {
#define CAUSE(number, name, text) {#name, number},
#include "../cause.def"
#undef CAUSE
    {NULL, 0},
};

/* Take one of the names, in either case. */
static bool take_named(struct scan *scan, const struct named *list, uint32_t *number) {
    skip_spaces(scan);
    size_t length = 0;
    while (isalnum((unsigned char)scan->at[length]) || scan->at[length] == '_')
        length++;
    for (; list->name; list++) {
        size_t same = 0;
        while (same < length && toupper((unsigned char)scan->at[same]) == list->name[same])
            same++;
        if (same == length && !list->name[same]) {
            scan->at += length;
            *number = list->number;
            return true;
        }
    }
    return false;
}

static bool take_item(struct scan *scan, struct state_item *item) {
    uint64_t index = 0;
    uint32_t cause;
    if (take(scan, "m32[") || take(scan, "tlb[")) {
        item->kind = scan->at[-4] == 'm' ? "M32" : "TLB";
        if (!take_number(scan, &index) || !take(scan, "]"))
            return false;
        item->index = (uint32_t)index;
    } else if (take(scan, "pc=")) {
        scan->at--;
        item->kind = "PC";
    } else if (take(scan, "trap=")) {
        item->kind = "TRAP";
        bool good = take_named(scan, causes, &cause);
        item->value = good ? cause : 0;
        return good;
    } else if (take_register(scan, 'r', &item->index)) {
        item->kind = "R";
    } else if (take_register(scan, 'f', &item->index)) {
        item->kind = "F";
    } else if (take_named(scan, csrs, &item->index)) {
        item->kind = "CSR";
    } else {
        return false;
    }
    return *scan->at == '=' && (scan->at++, take_number(scan, &item->value)) && strchr(" ", *scan->at);
}

/* Items up to the colon or the end. */
static bool take_state(struct scan *scan, struct state_item *items, unsigned *count) {
    for (skip_spaces(scan); *scan->at && *scan->at != ':'; skip_spaces(scan)) {
        if (*count == STATE_MAX) {
            example_error(scan, "too many values");
            return false;
        }
        struct state_item *item = &items[(*count)++];
        *item = (struct state_item){0};
        if (!take_item(scan, item)) {
            example_error(scan, "not a value (r3=1 f1=1 pc=4 m32[0x2000]=1 epc=1 trap=SYSCALL tlb[0x2000]=7)");
            return false;
        }
    }
    return true;
}

/* [ra + simm], [ra - 4], [ra] */
static bool take_displaced(struct scan *scan, uint32_t *fields) {
    uint64_t value = 0;
    if (!take(scan, "[") || !take_register(scan, 'r', &fields['a']))
        return false;
    skip_spaces(scan);
    if (*scan->at == '+')
        scan->at++;
    if (*scan->at != ']' && !take_number(scan, &value))
        return false;
    fields['i'] = (uint32_t)value;
    return take(scan, "]");
}

static bool take_indexed(struct scan *scan, uint32_t *fields) {
    uint64_t value = 0;
    if (!take(scan, "[") || !take_register(scan, 'r', &fields['a']) || !take(scan, "+") ||
        !take_register(scan, 'r', &fields['b']) || !take(scan, "<<") || !take_number(scan, &value))
        return false;
    fields['k'] = (uint32_t)value;
    return take(scan, "]");
}

static bool take_operand(struct scan *scan, const struct operand *operand, uint32_t *fields) {
    uint64_t value = 0;
    unsigned char letter = (unsigned char)operand->letters[0];
    if (!strcmp(operand->name, "MEM"))
        return take(scan, "[") && take_register(scan, 'r', &fields['a']) && take(scan, "]");
    if (!strcmp(operand->name, "MEM_I") || !strcmp(operand->name, "MEM_P"))
        return take_displaced(scan, fields);
    if (!strcmp(operand->name, "MEM_X"))
        return take_indexed(scan, fields);
    if (!strcmp(operand->name, "CSR"))
        return take_named(scan, csrs, &fields['i']);
    if (strchr("dabc", letter))
        return take_register(scan, operand->text[0], &fields[letter]);
    if (!take_number(scan, &value))
        return false;
    fields[letter] = (uint32_t)value - (letter == 'o' ? scan->example->pc : 0);
    return true;
}

static bool take_insn(struct scan *scan, const struct entry *entry) {
    size_t length = strcspn(scan->at, " ");
    if (strlen(entry->name) != length || strncmp(scan->at, entry->name, length)) {
        example_error(scan, "an example must run its own instruction");
        return false;
    }
    scan->at += length;
    for (unsigned i = 0; i < entry->operand_count; i++) {
        if ((i && !take(scan, ",")) || !take_operand(scan, entry->operands[i], scan->example->fields)) {
            example_error(scan, "operand does not fit the table's syntax");
            return false;
        }
    }
    skip_spaces(scan);
    return true;
}

static void parse(struct scan *scan, const struct entry *entry) {
    struct example *example = scan->example;
    if (!take_state(scan, example->before, &example->before_count))
        return;
    for (unsigned i = 0; i < example->before_count; i++) {
        if (!strcmp(example->before[i].kind, "PC"))
            example->pc = (uint32_t)example->before[i].value;
    }
    if (!take(scan, ":")) {
        example_error(scan, "expected ': instruction : state'");
        return;
    }
    skip_spaces(scan);
    const char *start = scan->at;
    if (!take_insn(scan, entry))
        return;
    size_t length = (size_t)(scan->at - start);
    while (length && start[length - 1] == ' ')
        length--;
    snprintf(example->insn, sizeof example->insn, "%.*s", (int)length, start);
    if (!take(scan, ":")) {
        example_error(scan, "expected ': state'");
        return;
    }
    take_state(scan, example->after, &example->after_count);
    if (*scan->at)
        example_error(scan, "something is left");
}

void examples_parse(struct table *table, struct entry *entry) {
    for (unsigned i = 0; i < entry->example_count; i++) {
        struct scan scan = {table, &entry->examples[i], entry->examples[i].text};
        parse(&scan, entry);
    }
}
