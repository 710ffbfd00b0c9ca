#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <stdlib.h>
#include <string.h>

struct pp *pp_new(struct intern *names, struct sources *sources, struct report *report,
                  const struct pp_language *language)
{
    struct pp *pp = mem_new(sizeof *pp);
    pp->names = names;
    pp->sources = sources;
    pp->report = report;
    pp->language = *language;
    pp->name_defined = intern_find(names, "defined");
    pp->name_va_args = intern_find(names, "__VA_ARGS__");
    pp->name_va_opt = intern_find(names, "__VA_OPT__");
    pp->last_macro = &pp->macros;
    pp_enter_directives(names);
    return pp;
}

void pp_free(struct pp *pp)
{
    for (struct buffer *buffer = pp->buffer; buffer; buffer = buffer->below)
        free(buffer->conditionals);
    free(pp->contexts);
    free(pp->paths);
    free(pp->files);
    free(pp->preincludes);
    free(pp->command_line);
    free(pp->weak);
    arena_free(&pp->arena);
    arena_free(&pp->expansion);
    free(pp);
}

void pp_map_paths(struct pp *pp, const struct path_map *paths)
{
    pp->file_names = paths;
}

static void add_line(struct pp *pp, const char *directive, const char *name, size_t name_length, const char *text)
{
    size_t lead = strlen(directive), rest = strlen(text), length = lead + name_length + rest + 2;
    pp->command_line = mem_reserve(pp->command_line, &pp->command_line_room, pp->command_line_length + length, 1);
    char *at = pp->command_line + pp->command_line_length;
    memcpy(at, directive, lead);
    memcpy(at + lead, name, name_length);
    at[lead + name_length] = ' ';
    memcpy(at + lead + name_length + 1, text, rest);
    at[length - 1] = '\n';
    pp->command_line_length += length;
}

void pp_define(struct pp *pp, const char *definition)
{
    const char *equals = strchr(definition, '=');
    size_t length = equals ? (size_t)(equals - definition) : strlen(definition);
    add_line(pp, "#define ", definition, length, equals ? equals + 1 : "1");
}

void pp_undefine(struct pp *pp, const char *name)
{
    add_line(pp, "#undef ", name, strlen(name), "");
}

void pp_preinclude(struct pp *pp, const char *path, bool macros_only)
{
    pp->preincludes =
        mem_reserve(pp->preincludes, &pp->preinclude_room, pp->preinclude_count + 1, sizeof *pp->preincludes);
    pp->preincludes[pp->preinclude_count++] =
        (struct preinclude){arena_string(&pp->arena, path, strlen(path)), macros_only};
}

unsigned pp_pack(const struct pp *pp)
{
    return pp->pack;
}

void pp_on_pragma(struct pp *pp, void (*call)(void *context, uint32_t loc, const char *text, size_t length),
                  void *context)
{
    pp->on_pragma = call;
    pp->on_pragma_context = context;
}

const struct name *pp_pragma_weak(const struct pp *pp, size_t index, const struct name **target)
{
    if (index >= pp->weak_count)
        return NULL;
    *target = pp->weak[index].target;
    return pp->weak[index].name;
}

const char *pp_file_read(const struct pp *pp, size_t index, bool *system)
{
    if (index >= pp->file_count)
        return NULL;
    *system = pp->files[index].system;
    return pp->files[index].path;
}
