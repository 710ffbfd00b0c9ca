/* --variables: where variables are, between the instructions where that changes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/dwarf_info.h"
#include "isa/dwarf_location.h"
#include "tools/objdump/objdump.h"

enum { SHOWN_MAX = 64, NAME_BYTES = 48, PLACE_BYTES = 96 };

struct shown {
    char name[NAME_BYTES], place[PLACE_BYTES];
    uint32_t line, level;
    bool now; /* known at the present place */
};

struct variables {
    struct dwarf_info *info;
    uint32_t entry; /* of the innermost function */
    struct shown shown[SHOWN_MAX];
    size_t count;
    bool any; /* something was printed in this line */
};

struct variables *variables_new(const struct elf_file *elf)
{
    struct variables *v = elf->type == ET_EXEC ? calloc(1, sizeof *v) : NULL;
    if (v)
        v->info = dwarf_info_new(elf);
    return v;
}

void variables_free(struct variables *v)
{
    if (v)
        dwarf_info_free(v->info);
    free(v);
}

static void say(struct variables *v, const char *name, const char *place)
{
    printf(v->any ? ", %s %s" : "          ; %s %s", name, place);
    v->any = true;
}

static bool note(void *context, const struct dwarf_variable *variable)
{
    struct variables *v = context;
    char place[PLACE_BYTES];
    size_t i = 0;
    if (variable->level == UINT32_MAX)
        return false;
    if (!variable->location_bytes || variable->is_hidden)
        return true;
    dwarf_location_text(variable->location, variable->location_bytes, place, sizeof place);
    while (i < v->count && (v->shown[i].line != variable->line || v->shown[i].level != variable->level ||
                            strncmp(v->shown[i].name, variable->name, NAME_BYTES - 1) != 0))
        i++;
    if (i == SHOWN_MAX)
        return true;
    struct shown *shown = &v->shown[i];
    if (i == v->count) {
        memset(shown, 0, sizeof *shown);
        snprintf(shown->name, sizeof shown->name, "%s", variable->name);
        shown->line = variable->line;
        shown->level = variable->level;
        v->count++;
    }
    if (strcmp(shown->place, place) != 0)
        say(v, shown->name, place);
    strcpy(shown->place, place);
    shown->now = true;
    return true;
}

/* A heading where another function, or inlined copy, begins. */
static void print_function(struct variables *v, uint32_t pc)
{
    struct dwarf_function functions[2];
    size_t count = dwarf_info_functions(v->info, pc, functions, 2);
    if (!count || functions[0].entry == v->entry)
        return;
    v->entry = functions[0].entry;
    v->count = 0;
    if (functions[0].is_inlined)
        printf("          ; %s, inlined at line %lu of %s\n", functions[0].name, (unsigned long)functions[0].call_line,
               count > 1 ? functions[1].name : "?");
    else
        printf("          ; %s\n", functions[0].name);
}

void variables_print(struct variables *v, uint32_t pc)
{
    size_t kept = 0;
    if (!v || !v->info)
        return;
    print_function(v, pc);
    v->any = false;
    for (size_t i = 0; i < v->count; i++)
        v->shown[i].now = false;
    dwarf_info_variables(v->info, pc, note, v);
    for (size_t i = 0; i < v->count; i++) {
        if (v->shown[i].now)
            v->shown[kept++] = v->shown[i];
        else
            say(v, v->shown[i].name, "-");
    }
    v->count = kept;
    if (v->any)
        putchar('\n');
}
