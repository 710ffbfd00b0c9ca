/* The assembler's life: new, sources, finish. */
#include "asm/asm.h"

#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"
#include "isa/cause.h"

static void predefine(struct assembler *as, const char *name, int64_t number)
{
    struct token token = {.kind = TOKEN_NAME, .start = name, .length = strlen(name)};
    struct value value = {.number = number};
    equate_set(as, &token, &value, false);
}

struct assembler *asm_new(struct obj *obj, struct diag *diag, const struct asm_host *host)
{
    struct assembler *as = mem_new(sizeof *as);
    as->obj = obj;
    as->diag = diag;
    as->host = host;
    as->record_lines = true;
    words_init(as);
    directives_init(as);
#define CAUSE(number, name, text) predefine(as, "CAUSE_" #name, number);
#include "isa/cause.def"
#undef CAUSE
    asm_define(as, "__ASSEMBLER__", "1");
    asm_define(as, "__peach__", "1");
    return as;
}

static void free_tables(struct assembler *as)
{
    for (size_t i = 0; i < as->equate_count; i++)
        free((char *)as->equates[i].name);
    for (size_t i = 0; i < as->include_path_count; i++)
        free(as->include_paths[i]);
    while (as->nodes) {
        struct node *node = as->nodes;
        as->nodes = node->next;
        free(node);
    }
    while (as->all_defines) {
        struct define *define = as->all_defines;
        as->all_defines = define->next;
        for (size_t i = 0; i < define->parameter_count; i++)
            free(define->parameters[i]);
        free(define->parameters);
        free(define->name);
        free(define->text);
        free(define);
    }
    for (size_t i = 0; i < as->macro_count; i++) {
        struct macro *macro = as->macro_table[i];
        for (size_t p = 0; p < macro->parameter_count; p++) {
            free(macro->parameters[p].name);
            free(macro->parameters[p].fallback);
        }
        free(macro->parameters);
        free(macro->name);
        free(macro->title);
        free(macro);
    }
}

void asm_free(struct assembler *as)
{
    if (!as)
        return;
    free_tables(as);
    for (size_t i = 0; i < as->source_count; i++) {
        struct source *source = as->sources[i];
        for (size_t m = 0; m < source->marker_count; m++)
            free(source->markers[m].name);
        free(source->markers);
        if (source->clean != source->text)
            free(source->clean);
        free(source->text);
        free(source->name);
        free(source);
    }
    names_free(&as->words);
    names_free(&as->directives);
    names_free(&as->defines);
    names_free(&as->macros);
    names_free(&as->equate_names);
    names_free(&as->local_names);
    free(as->unit);
    free(as->sources);
    free(as->include_paths);
    free(as->define_table);
    free(as->macro_table);
    free(as->equates);
    free(as->locals);
    free(as->symbol_places);
    free(as->deferred);
    free(as->numbered_files);
    free(as->listed);
    free(as);
}

void asm_include_path(struct assembler *as, const char *folder)
{
    as->include_paths = mem_reserve(as->include_paths, &as->include_path_capacity, as->include_path_count + 1,
                                    sizeof *as->include_paths);
    as->include_paths[as->include_path_count++] = mem_string(folder, strlen(folder));
}

void asm_keep_listing(struct assembler *as)
{
    as->keep_listing = true;
}

void asm_want_lines(struct assembler *as, const char *unit)
{
    free(as->unit);
    as->unit = mem_string(unit, strlen(unit));
}

bool asm_source(struct assembler *as, const char *name, const char *text, size_t length)
{
    unsigned before = as->diag->errors;
    if (!as->section)
        as->section = as->previous = obj_section_named(as->obj, ".text");
    as->ended = false;
    source_run(as, source_new(as, name, 1, text, length, true));
    return as->diag->errors == before;
}

bool asm_fragment(struct assembler *as, const char *file, unsigned line, const char *text, size_t length,
                  unsigned *section)
{
    unsigned before = as->diag->errors;
    struct source *source = source_new(as, file, line, text, length, true);
    source->one_line = true;
    as->section = as->previous = *section;
    as->record_lines = false;
    as->ended = false;
    source_run(as, source);
    as->record_lines = true;
    *section = as->section;
    return as->diag->errors == before;
}
