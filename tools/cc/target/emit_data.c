#include "target/emit.h"

#include <stdio.h>
#include <string.h>

/* ELF binding by linkage. */
static const unsigned bindings[] = {STB_LOCAL, STB_GLOBAL, STB_WEAK};

static bool all_zero(const struct ir_symbol *symbol)
{
    if (symbol->relocs)
        return false;
    for (uint32_t i = 0; symbol->bytes && i < symbol->size_bytes; i++)
        if (symbol->bytes[i])
            return false;
    return true;
}

static enum section_kind kind_of(const struct ir_symbol *symbol)
{
    bool zero = symbol->kind == IR_COMMON || all_zero(symbol);
    if (symbol->tls)
        return zero ? SECTION_TLS_ZERO : SECTION_TLS;
    if (symbol->section)
        return symbol->read_only                                  ? SECTION_READ_ONLY
               : strncmp(symbol->section, ".bss", 4) == 0 && zero ? SECTION_ZERO
                                                                  : SECTION_DATA;
    if (symbol->strings && !symbol->relocs)
        return SECTION_STRINGS;
    if (symbol->read_only)
        return SECTION_READ_ONLY;
    return zero ? SECTION_ZERO : SECTION_DATA;
}

static void choose_section(struct emitter *emitter, const struct ir_symbol *symbol, enum section_kind kind)
{
    static const char *const names[] = {
        [SECTION_CODE] = ".text",     [SECTION_READ_ONLY] = ".rodata", [SECTION_STRINGS] = ".rodata.str1.1",
        [SECTION_DATA] = ".data",     [SECTION_ZERO] = ".bss",         [SECTION_TLS] = ".tdata",
        [SECTION_TLS_ZERO] = ".tbss",
    };
    char name[512];
    if (symbol->section)
        snprintf(name, sizeof name, "%s", symbol->section);
    else if (emitter->options->data_sections && symbol->name && kind != SECTION_STRINGS)
        snprintf(name, sizeof name, "%s.%s", names[kind], symbol->name);
    else
        snprintf(name, sizeof name, "%s", names[kind]);
    emitter->writer->class->section(emitter->writer, name, kind);
}

/* Bytes from one offset to another. */
static void emit_bytes(struct emitter *emitter, const struct ir_symbol *symbol, uint32_t from, uint32_t to)
{
    if (from >= to)
        return;
    if (symbol->bytes)
        emitter->writer->class->bytes(emitter->writer, symbol->bytes + from, to - from);
    else
        emitter->writer->class->zeros(emitter->writer, to - from);
}

static struct ir_reloc *merge(struct ir_reloc *a, struct ir_reloc *b)
{
    struct ir_reloc *first = NULL, **end = &first;
    while (a && b) {
        struct ir_reloc **least = b->offset < a->offset ? &b : &a;
        *end = *least;
        *least = (*least)->next;
        end = &(*end)->next;
    }
    *end = a ? a : b;
    return first;
}

/* In the order of their offsets. */
static struct ir_reloc *sort_relocs(struct ir_reloc *relocs)
{
    if (!relocs || !relocs->next)
        return relocs;
    struct ir_reloc *slow = relocs;
    for (struct ir_reloc *fast = relocs->next; fast && fast->next; fast = fast->next->next)
        slow = slow->next;
    struct ir_reloc *half = slow->next;
    slow->next = NULL;
    return merge(sort_relocs(relocs), sort_relocs(half));
}

static void emit_object(struct emitter *emitter, struct ir_symbol *symbol)
{
    const struct writer_class *writer = emitter->writer->class;
    unsigned number = emit_symbol(emitter, symbol);
    enum section_kind kind = kind_of(symbol);
    choose_section(emitter, symbol, kind);
    writer->align(emitter->writer, symbol->align ? symbol->align : 1);
    if (symbol->name)
        writer->describe(emitter->writer, number, bindings[symbol->linkage], STT_OBJECT);
    writer->define(emitter->writer, number);
    if (kind == SECTION_ZERO || kind == SECTION_TLS_ZERO) {
        if (symbol->size_bytes)
            writer->zeros(emitter->writer, symbol->size_bytes);
    } else {
        uint32_t at = 0;
        symbol->relocs = sort_relocs(symbol->relocs);
        for (struct ir_reloc *reloc = symbol->relocs; reloc; reloc = reloc->next) {
            emit_bytes(emitter, symbol, at, reloc->offset);
            writer->address(emitter->writer, emit_symbol(emitter, reloc->symbol), reloc->addend);
            at = reloc->offset + 4;
        }
        emit_bytes(emitter, symbol, at, symbol->size_bytes);
    }
    if (symbol->name)
        writer->size(emitter->writer, number, symbol->size_bytes);
}

static bool must_emit(const struct ir_symbol *symbol)
{
    if (symbol->kind != IR_DATA && symbol->kind != IR_COMMON)
        return false;
    return symbol->linkage != IR_LOCAL || symbol->used || symbol->referenced;
}

bool emit_data(struct emitter *emitter)
{
    bool any = false;
    for (struct ir_symbol *symbol = emitter->module->symbols; symbol; symbol = symbol->next) {
        if (symbol->emitted || !must_emit(symbol))
            continue;
        symbol->emitted = any = true;
        emit_object(emitter, symbol);
    }
    return any;
}

void emit_aliases(struct emitter *emitter)
{
    const struct writer_class *writer = emitter->writer->class;
    for (struct ir_symbol *symbol = emitter->module->symbols; symbol; symbol = symbol->next) {
        if (symbol->kind != IR_ALIAS)
            continue;
        unsigned alias = emit_symbol(emitter, symbol);
        writer->alias(emitter->writer, alias, emit_symbol(emitter, symbol->aliased));
        writer->describe(emitter->writer, alias, bindings[symbol->linkage], STT_NOTYPE);
    }
}

void emit_weak(struct emitter *emitter)
{
    for (struct ir_symbol *symbol = emitter->module->symbols; symbol; symbol = symbol->next)
        if (symbol->kind == IR_UNDEFINED && symbol->referenced && symbol->linkage == IR_WEAK)
            emitter->writer->class->describe(emitter->writer, emit_symbol(emitter, symbol), STB_WEAK, STT_NOTYPE);
}
