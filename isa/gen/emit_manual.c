/* The manual (docs/isa.md): the introduction of manual.md, then every table as text. */
#include "emit.h"

#include <ctype.h>
#include <string.h>

#include "../diagram.h"

static void emit_lower(FILE *out, const char *text) {
    for (; *text; text++)
        fputc(tolower((unsigned char)*text), out);
}

/* Text inside a Markdown table: '|' and '<' would be markup. */
static void emit_cell(FILE *out, const char *text) {
    for (; *text; text++) {
        if (strchr("|<*_", *text))
            fputc('\\', out);
        fputc(*text, out);
    }
}

static void emit_registers(FILE *out) {
    fprintf(
        out,
        "## Registers by number\n\n| integer | name | role | floating | name | role |\n|---|---|---|---|---|---|\n");
    static const struct {
        const char *name, *role;
    } integer[] =
        {
#define REG(number, name, role) {name, #role},
#include "../regs.def"
#undef REG
        },
      floating[] = {
#define FREG(number, name, role) {name, #role},
#include "../fregs.def"
#undef FREG
      };
    for (unsigned i = 0; i < 16; i++) {
        fprintf(out, "| r%u | %s | ", i, integer[i].name);
        emit_lower(out, integer[i].role);
        fprintf(out, " | f%u | %s | ", i, floating[i].name);
        emit_lower(out, floating[i].role);
        fprintf(out, " |\n");
    }
    fprintf(out, "\n*caller*: a call may change it; *callee*: a call keeps it. The calling convention is in "
                 "[abi.md](abi.md).\n\n");
}

static void emit_csr_table(FILE *out) {
    fprintf(out, "## Control and status registers\n\nRW: kernel mode reads and writes; RO: kernel mode reads, a write "
                 "is illegal; "
                 "UW: user mode too.\n\n| number | name | access | meaning |\n|---|---|---|---|\n");
#define CSR(number, name, access, text)                                                                                \
    fprintf(out, "| 0x%03x | `", (unsigned)number);                                                                    \
    emit_lower(out, #name);                                                                                            \
    fprintf(out, "` | %s | ", #access);                                                                                \
    emit_cell(out, text);                                                                                              \
    fprintf(out, " |\n");
#include "../csr.def"
#undef CSR
    fprintf(out, "\n");
}

static void emit_cause_table(FILE *out) {
    fprintf(out, "## Trap causes\n\nThe `cause` register after a trap. The refill causes enter at `rvec`, all others "
                 "and interrupts (bit 31 "
                 "set, line number below) at `tvec`.\n\n| number | name | what happened |\n|---|---|---|\n");
#define CAUSE(number, name, text)                                                                                      \
    fprintf(out, "| %u | `%s` | ", (unsigned)number, #name);                                                           \
    emit_cell(out, text);                                                                                              \
    fprintf(out, " |\n");
#include "../cause.def"
#undef CAUSE
    fprintf(out, "\n");
}

/* One line of each instruction, as an overview. */
static void emit_index(FILE *out, const struct table *table) {
    fprintf(out, "## Instructions by encoding\n\n| bits 31..24 | instruction | other fixed bits |\n|---|---|---|\n");
    for (unsigned i = 0; i < table->count; i++) {
        const struct entry *entry = &table->entries[i];
        fprintf(out, "| %02x | [`%s`](#%s) | ", (unsigned)(entry->match >> 24), entry->name, entry->ident);
        if (entry->mask & 0xffffff)
            fprintf(out, "`%06x` of `%06x` |\n", (unsigned)(entry->match & 0xffffff),
                    (unsigned)(entry->mask & 0xffffff));
        else
            fprintf(out, " |\n");
    }
    fprintf(out, "\n");
}

static void emit_entry(FILE *out, const struct entry *entry) {
    fprintf(out, "<a id=\"%s\"></a>\n#### `%s %s`\n\n", entry->ident, entry->name, entry->syntax);
    for (const char *at = entry->prose; *at; at++)
        fprintf(out, strchr("*<|", *at) ? "\\%c" : "%c", *at);
    fprintf(out, "\n\n```\n");
    isa_diagram(out, entry->pattern, NULL, "");
    fprintf(out, "\n%s\n\n", entry->semantics);
    for (unsigned i = 0; i < entry->example_count; i++)
        fprintf(out, "example  %s\n", entry->examples[i].text);
    fprintf(out, "```\n\n");
}

static void copy_introduction(FILE *out, struct table *table) {
    char path[1024], line[512];
    const char *slash = strrchr(table->path, '/');
    snprintf(path, sizeof path, "%.*smanual.md", slash ? (int)(slash + 1 - table->path) : 0, table->path);
    FILE *in = fopen(path, "r");
    if (!in) {
        table_error(table, 1, "cannot read %s, the manual's introduction", path);
        return;
    }
    while (fgets(line, sizeof line, in))
        fputs(line, out);
    fclose(in);
}

void emit_manual(FILE *out, struct table *table) {
    const char *section = "";
    fprintf(out, "<!-- Generated by isa-gen from isa/insns.isa, isa/*.def and isa/manual.md: change those. -->\n");
    copy_introduction(out, table);
    emit_registers(out);
    emit_csr_table(out);
    emit_cause_table(out);
    emit_index(out, table);
    fprintf(out, "## Instructions\n\n");
    for (unsigned i = 0; i < table->count; i++) {
        if (strcmp(section, table->entries[i].section)) {
            section = table->entries[i].section;
            fprintf(out, "### %s\n\n", section);
        }
        emit_entry(out, &table->entries[i]);
    }
}
