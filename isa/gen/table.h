/* insns.isa in memory, as the generator sees it. */
#ifndef ISA_GEN_TABLE_H
#define ISA_GEN_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { NAME_BYTES = 16, FIELDS_MAX = 5, OPERANDS_MAX = 4, EXAMPLES_MAX = 8, STATE_MAX = 8, ENTRIES_MAX = 512 };

/* A run of bits that one letter names in a pattern. */
struct field {
    char letter;
    unsigned lo, width;
};

/* One operand form of operand.def. */
struct operand {
    const char *name, *text, *letters;
};
extern const struct operand operands[];
extern const unsigned operand_count;

/* One `name=value` of an example: kind is the STATE_ constant of examples.h without its prefix. */
struct state_item {
    const char *kind;
    uint32_t index;
    uint64_t value;
};

struct example {
    const char *text; /* as written */
    int line;
    struct state_item before[STATE_MAX], after[STATE_MAX];
    unsigned before_count, after_count;
    uint32_t pc;
    uint32_t fields[128]; /* value by field letter: registers, immediate in table units, len, distance in bytes */
    char insn[80];
};

struct entry {
    int line;
    char name[NAME_BYTES];  /* mnemonic */
    char ident[NAME_BYTES]; /* upper case, '_' for '.' */
    char pattern[64], syntax[64];
    const char *section; /* title of the part of the table that it stands in */
    uint32_t mask, match;
    struct field fields[FIELDS_MAX];
    unsigned field_count;
    const struct operand *operands[OPERANDS_MAX];
    unsigned operand_count;
    char *semantics, *prose;
    struct example *examples;
    unsigned example_count;
};

struct table {
    const char *path;
    struct entry entries[ENTRIES_MAX];
    unsigned count, errors;
};

/* Report `path:line: error: ...` and count it. */
void table_error(struct table *table, int line, const char *format, ...);

/* Read the table; errors are reported and counted.  Returns false when the file cannot be read. */
bool table_read(struct table *table, const char *path);

/* Check what concerns whole entries and pairs of them: overlaps, unused fields, names in semantics, examples. */
void table_check(struct table *table);

/* Parse the texts of an entry's examples. */
void examples_parse(struct table *table, struct entry *entry);

/* The entry's field of this letter, or NULL. */
const struct field *entry_field(const struct entry *entry, char letter);

/* Does the entry have the operand named (operand.def)? */
bool entry_has(const struct entry *entry, const char *operand);

/* Is the immediate sign-extended, and of how many bytes does it count? */
bool entry_imm_signed(const struct entry *entry);
unsigned entry_imm_scale(const struct entry *entry);

/* Is the register field written or read by the semantics, under one of the names in the list ("R,S")? */
bool entry_writes(const struct entry *entry, const char *names, char letter);
bool entry_reads(const struct entry *entry, const char *names, char letter);

/* Does the semantics use the name? */
bool entry_uses(const struct entry *entry, const char *name);

#endif
