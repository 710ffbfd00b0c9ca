/* Rules for make (-M, -MM, -MD, -MMD): which files the object is made from. */
#include "pp/pp_impl.h"

#include <string.h>

enum { LINE_WIDTH = 100 };

void pp_print_quoted(FILE *out, const char *name)
{
    for (; *name; name++) {
        if (*name == '$')
            fputc('$', out);
        if (*name == ' ' || *name == '#' || *name == '\t')
            fputc('\\', out);
        fputc(*name, out);
    }
}

void pp_print_rule(const struct pp *pp, FILE *out, const struct depend_options *options)
{
    size_t width = 0;
    for (size_t i = 0; i < options->target_count; i++) {
        fprintf(out, "%s%s", i ? " " : "", options->targets[i]);
        width += strlen(options->targets[i]) + 1;
    }
    if (!options->target_count) {
        pp_print_quoted(out, options->object);
        width += strlen(options->object);
    }
    fputc(':', out);
    const char *path;
    bool system;
    for (size_t i = 0; (path = pp_file_read(pp, i, &system)) != NULL; i++) {
        if (system && !options->system_too)
            continue;
        bool wrap = width + strlen(path) > LINE_WIDTH;
        fputs(wrap ? " \\\n " : " ", out);
        pp_print_quoted(out, path);
        width = (wrap ? 0 : width) + strlen(path) + 1;
    }
    fputc('\n', out);
    for (size_t i = 1; options->phony && (path = pp_file_read(pp, i, &system)) != NULL; i++) {
        if (system && !options->system_too)
            continue;
        pp_print_quoted(out, path);
        fputs(":\n", out);
    }
}
