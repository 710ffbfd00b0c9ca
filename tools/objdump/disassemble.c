/* Disassembly with symbols, relocations and source lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/isa.h"
#include "isa/symbolize.h"
#include "tools/lib/file.h"
#include "tools/objdump/objdump.h"

enum { WORD_BYTES = 4 };

/* One section being disassembled. */
struct disassembly {
    const struct object_file *object;
    const struct dump_options *options;
    const struct symbolizer *symbolizer;
    struct elf_section section;
    unsigned index;
    uint32_t base;           /* address of the section for the symbolizer */
    struct elf_section rela; /* its relocations; size_bytes 0 without */
    unsigned next_reloc;
    char last_line[320];      /* heading of the last source line printed */
    struct file_bytes source; /* text of the file of that line */
    char source_path[300];
    struct variables *variables; /* NULL: not wanted */
};

static uint32_t get32(const uint8_t *at) {
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* ---- Source ---- */

/* Print line `number` of a source text. */
static void print_source_line(const struct file_bytes *source, uint32_t number) {
    const char *text = (const char *)source->data;
    for (; text && number > 1; number--) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    if (text && *text)
        printf("%.*s\n", (int)strcspn(text, "\n"), text);
}

static void print_source(struct disassembly *d, const struct symbolized *found, const char *path) {
    if (strcmp(path, d->source_path) != 0) {
        bool there;
        file_free(&d->source);
        snprintf(d->source_path, sizeof d->source_path, "%s", path);
        file_read_if_exists(path, FILE_LIMIT_BYTES, &d->source, &there);
    }
    print_source_line(&d->source, found->line);
}

/* A heading when the source line changes. */
static void print_line(struct disassembly *d, uint32_t offset) {
    struct symbolized found;
    char path[300], heading[320];
    if (!symbolizer_find(d->symbolizer, d->base + offset, &found) || !found.file)
        return;
    snprintf(path, sizeof path, "%s%s%s", found.directory, *found.directory ? "/" : "", found.file);
    snprintf(heading, sizeof heading, "%s:%lu", path, (unsigned long)found.line);
    if (strcmp(heading, d->last_line) == 0)
        return;
    strcpy(d->last_line, heading);
    if (d->options->source)
        print_source(d, &found, path);
    else
        puts(heading);
}

/* ---- Symbols ---- */

static bool is_label(const struct disassembly *d, const struct elf_symbol *symbol) {
    return symbol->section == d->index && *symbol->name && symbol->type != STT_SECTION && symbol->type != STT_FILE &&
           strncmp(symbol->name, ".L", 2) != 0;
}

static int compare_labels(const void *left, const void *right) {
    const struct elf_symbol *a = left, *b = right;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return strcmp(a->name, b->name);
}

static struct elf_symbol *collect_labels(const struct disassembly *d, size_t *count) {
    const struct elf_file *elf = &d->object->elf;
    struct elf_symbol *labels = malloc((elf->symbol_count + 1) * sizeof *labels);
    *count = 0;
    for (unsigned i = 1; labels && i < elf->symbol_count; i++) {
        elf_file_symbol(elf, i, &labels[*count]);
        *count += is_label(d, &labels[*count]);
    }
    if (*count)
        qsort(labels, *count, sizeof *labels, compare_labels);
    return labels;
}

/* " <main+0x8>" for the target of a jump that needs no relocation. */
static void print_target(const struct disassembly *d, const struct insn *insn, uint32_t offset) {
    char text[240];
    struct symbolized found;
    uint32_t target = d->base + offset + (uint32_t)insn->off;
    if (isa_table[insn->op].off_bits == 0 || !symbolizer_find(d->symbolizer, target, &found) || !found.symbol)
        return;
    uint32_t distance = target - found.symbol_va;
    if (distance)
        snprintf(text, sizeof text, "%s+0x%lx", found.symbol, (unsigned long)distance);
    else
        snprintf(text, sizeof text, "%s", found.symbol);
    printf(" <%s>", text);
}

/* Relocations of the word, in place of what it will be. */
static bool print_relocs(struct disassembly *d, uint32_t offset) {
    bool any = false;
    while (d->next_reloc < elf_file_reloc_count(&d->rela)) {
        struct elf_reloc reloc;
        struct elf_symbol symbol;
        elf_file_reloc(&d->rela, d->next_reloc, &reloc);
        if (reloc.offset >= offset + WORD_BYTES)
            break;
        d->next_reloc++;
        if (reloc.offset < offset)
            continue;
        elf_file_symbol(&d->object->elf, reloc.symbol, &symbol);
        printf("\t; %s %s", elf_reloc_name(reloc.type), symbol.name);
        if (reloc.addend)
            printf("%+ld", (long)reloc.addend);
        any = true;
    }
    return any;
}

/* ---- Words ---- */

static void print_word(struct disassembly *d, uint32_t offset) {
    char text[128];
    struct insn insn;
    uint32_t word = get32(d->section.data + offset), va = d->section.va + offset;
    printf("%8lx:\t", (unsigned long)va);
    if (!d->options->no_words)
        printf("%08lx\t", (unsigned long)word);
    if (!isa_decode(word, &insn)) {
        printf(".word 0x%08lx", (unsigned long)word);
        print_relocs(d, offset);
    } else {
        isa_format(text, sizeof text, &insn, va);
        printf("%s", text);
        if (!print_relocs(d, offset))
            print_target(d, &insn, offset);
    }
    putchar('\n');
}

static void print_tail(const struct disassembly *d, uint32_t offset) {
    for (; offset < d->section.size_bytes; offset++)
        printf("%8lx:\t%02x      \t.byte 0x%02x\n", (unsigned long)(d->section.va + offset), d->section.data[offset],
               d->section.data[offset]);
}

static bool is_in_range(const struct disassembly *d, uint32_t offset) {
    uint32_t va = d->section.va + offset;
    return !d->options->address_range || (va >= d->options->start && va < d->options->stop);
}

static void print_section(struct disassembly *d) {
    size_t count, next = 0;
    struct elf_symbol *labels = collect_labels(d, &count);
    uint32_t offset = 0, start = d->object->elf.type == ET_REL ? 0 : d->section.va;
    printf("Disassembly of %s:\n", d->section.name);
    for (; d->section.size_bytes - offset >= WORD_BYTES; offset += WORD_BYTES) {
        bool shown = is_in_range(d, offset);
        for (; labels && next < count && labels[next].value - start <= offset; next++) {
            if (shown)
                printf("\n%08lx <%s>:\n", (unsigned long)(d->section.va + offset), labels[next].name);
        }
        if (!shown)
            continue;
        if (d->options->lines || d->options->source)
            print_line(d, offset);
        variables_print(d->variables, d->section.va + offset);
        print_word(d, offset);
    }
    if (is_in_range(d, offset))
        print_tail(d, offset);
    putchar('\n');
    free(labels);
}

void dump_disassembly(const struct object_file *object, const struct dump_options *options) {
    const struct elf_file *elf = &object->elf;
    struct symbolizer *symbolizer = symbolizer_new(elf);
    for (unsigned i = 1; symbolizer && i < elf->section_count; i++) {
        struct disassembly d = {.object = object, .options = options, .symbolizer = symbolizer, .index = i};
        elf_file_section(elf, i, &d.section);
        bool wanted = (d.section.flags & SHF_EXECINSTR) || (options->disassemble_all && (d.section.flags & SHF_ALLOC));
        if (!wanted || !d.section.data || d.section.size_bytes == 0 || !dump_wants(options, &d.section))
            continue;
        for (unsigned k = 1; k < elf->section_count; k++) {
            struct elf_section rela;
            elf_file_section(elf, k, &rela);
            if (rela.type == SHT_RELA && rela.info == i && elf->type == ET_REL)
                d.rela = rela;
        }
        d.base = symbolizer_section_va(symbolizer, i);
        d.variables = options->variables ? variables_new(elf) : NULL;
        print_section(&d);
        variables_free(d.variables);
        file_free(&d.source);
    }
    symbolizer_free(symbolizer);
}
