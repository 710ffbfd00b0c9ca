/* The translation unit as text again (-E), and the macros as #defines (-dM). */
#include "pp/pp_impl.h"

#include <stdlib.h>
#include <string.h>

enum { BLANK_LINES_MAX = 8 };

struct printer {
    struct pp *pp;
    FILE *out;
    bool markers;
    bool line_open; /* something stands on the line */
    const char *path;
    const struct source_file *file;
    uint32_t line, depth;
    struct token last;
    uint32_t last_end; /* of the last token that comes from no macro */
};

/* # line "file" flags: 1 and 2 where an included file begins and where it has ended, 3 for system headers. */
static void marker(struct printer *printer, const struct source_place *place, const struct source_file *file)
{
    bool system = file && file->system;
    if (!printer->markers)
        return;
    fprintf(printer->out, "# %u \"", (unsigned)place->line);
    for (const char *c = place->path; *c; c++) {
        if (*c == '"' || *c == '\\')
            fputc('\\', printer->out);
        fputc(*c, printer->out);
    }
    uint32_t depth = 0;
    for (const struct source_file *f = file; f && f->included_from;
         f = source_file_at(printer->pp->sources, f->included_from))
        depth++;
    const char *moved = depth > printer->depth ? " 1" : depth < printer->depth ? " 2" : "";
    printer->depth = depth;
    fprintf(printer->out, "\"%s%s\n", moved, system ? " 3" : "");
}

/* Go to the place's line: by empty lines when it is near, else by a marker. */
static void go_to(struct printer *printer, uint32_t loc)
{
    struct source_place place = source_place(printer->pp->sources, loc);
    const struct source_file *file = source_file_at(printer->pp->sources, loc);
    if (printer->line_open && file == printer->file && place.line == printer->line) { /* behind a comment */
        fputc(' ', printer->out);
        return;
    }
    if (printer->line_open) {
        fputc('\n', printer->out);
        printer->line++;
        printer->line_open = false;
    }
    bool near = file == printer->file && printer->path && !strcmp(place.path, printer->path) &&
                place.line >= printer->line && place.line - printer->line <= BLANK_LINES_MAX;
    if (near) {
        for (; printer->markers && printer->line < place.line; printer->line++)
            fputc('\n', printer->out);
    } else {
        marker(printer, &place, file);
    }
    printer->path = place.path;
    printer->file = file;
    printer->line = place.line;
    uint32_t indent = place.column;
    for (uint32_t i = 1; i < indent && indent < 80; i++)
        fputc(' ', printer->out);
}

static bool is_word(const struct token *token)
{
    return token->kind == TOKEN_NAME || token->kind == TOKEN_NUMBER;
}

/* Would the two, written without a space, be read as something else? */
static bool would_join(const struct token *left, const struct token *right)
{
    uint32_t left_length, right_length;
    const char *a = token_spelling(left, &left_length), *b = token_spelling(right, &right_length);
    if (!left_length || !right_length)
        return false;
    if (is_word(left))
        return is_word(right) || right->kind == TOKEN_STRING || right->kind == TOKEN_CHARACTER ||
               (left->kind == TOKEN_NUMBER && (*b == '.' || *b == '+' || *b == '-'));
    char last = a[left_length - 1];
    if (right->kind == TOKEN_NUMBER)
        return last == '.';
    return (last == *b && strchr("+-<>&|#.:", last)) || (*b == '=' && strchr("+-*/%<>&|^!=", last)) ||
           (last == '-' && *b == '>') || (last == '/' && (*b == '/' || *b == '*')) || (last == '%' && *b == ':') ||
           (last == '<' && (*b == ':' || *b == '%')) || ((last == ':' || last == '%') && *b == '>') ||
           (last == '.' && *b == '.');
}

static void print_pragma(void *context, uint32_t loc, const char *text, size_t length)
{
    struct printer *printer = context;
    go_to(printer, loc);
    if (length >= 4 && strncmp(text, "once", 4) == 0)
        return; /* done with, and the output is a main file */
    fprintf(printer->out, "#pragma %.*s\n", (int)length, text);
    printer->line++;
    printer->last.kind = TOKEN_END;
}

/* Length of the comment at s, 0 when there is none. */
static size_t comment_at(const char *s, const char *end)
{
    if (end - s < 2 || s[0] != '/' || (s[1] != '/' && s[1] != '*'))
        return 0;
    const char *stop = s + 2;
    if (s[1] == '/') {
        while (stop < end && *stop != '\n')
            stop++;
    } else {
        while (stop + 1 < end && !(stop[0] == '*' && stop[1] == '/'))
            stop++;
        stop += 2;
    }
    return stop <= end ? (size_t)(stop - s) : 0;
}

/* -C: the comments between the token before and this one, directives left out. */
static void print_comments(struct printer *printer, const struct token *token)
{
    const struct source_file *file = source_file_at(printer->pp->sources, token->loc);
    if (!file || ((token->flags & TOKEN_EXPANDED) && token->loc <= printer->last_end))
        return;
    const char *text = file->text->text, *end = text + (token->loc - file->start);
    bool after = printer->last_end >= file->start && printer->last_end <= token->loc;
    const char *s = after ? text + (printer->last_end - file->start) : text;
    for (bool line_start = !after; s < end; s++) {
        size_t length = comment_at(s, end);
        if (length) {
            go_to(printer, file->start + (uint32_t)(s - text));
            fwrite(s, 1, length, printer->out);
            for (size_t i = 0; i < length; i++)
                printer->line += s[i] == '\n';
            printer->line_open = true;
            s += length - 1;
            line_start = false;
        } else if (*s == '#' && line_start) {
            while (s < end && *s != '\n')
                s++;
        } else if (*s != ' ' && *s != '\t') {
            line_start = *s == '\n';
        }
        if (s < end && *s == '\n')
            line_start = true;
    }
}

/* The first line names the main file, whatever it begins with. */
static void begin_main(struct printer *printer)
{
    const struct buffer *bottom = printer->pp->buffer;
    while (bottom->below)
        bottom = bottom->below;
    printer->file = bottom->file;
    printer->path = bottom->file->text->path;
    marker(printer, &(struct source_place){.path = printer->path, .line = 1}, bottom->file);
}

void pp_print(struct pp *pp, FILE *out, bool line_markers, bool comments)
{
    struct printer printer = {.pp = pp, .out = out, .markers = line_markers, .line = 1};
    pp_on_pragma(pp, print_pragma, &printer);
    begin_main(&printer);
    struct token token;
    for (; pp_next(pp, &token), token.kind != TOKEN_END; printer.last = token) {
        uint32_t length;
        const char *spelling = token_spelling(&token, &length);
        if (comments)
            print_comments(&printer, &token);
        printer.last_end = token.flags & TOKEN_EXPANDED ? token.loc : token_end(&token);
        bool moved = token.flags & TOKEN_LINE;
        if (moved || !printer.line_open)
            go_to(&printer, token.loc);
        else if ((token.flags & TOKEN_SPACE) || would_join(&printer.last, &token))
            fputc(' ', out);
        fwrite(spelling, 1, length, out);
        printer.line_open = true;
    }
    if (comments)
        print_comments(&printer, &token);
    if (printer.line_open)
        fputc('\n', out);
}

/* ---- -dM ---- */

static int by_name(const void *a, const void *b)
{
    const struct macro *const *x = a, *const *y = b;
    return strcmp((*x)->name->text, (*y)->name->text);
}

static void print_body_token(FILE *out, const struct macro *macro, const struct token *token)
{
    uint32_t length;
    if (token->kind == TOKEN_STRINGIFY)
        fprintf(out, "#%s", macro->params[token->length]->text);
    else if (token->kind == TOKEN_PARAMETER)
        fputs(macro->params[token->length]->text, out);
    else if (token->kind == TOKEN_VA_OPT)
        fputs("__VA_OPT__(", out);
    else {
        const char *spelling = token_spelling(token, &length);
        fwrite(spelling, 1, length, out);
    }
}

static void print_macro(FILE *out, const struct macro *macro)
{
    fprintf(out, "#define %s", macro->name->text);
    for (unsigned i = 0; macro->function && i < macro->param_count; i++) {
        bool variable = macro->variadic && i + 1u == macro->param_count;
        const char *name = macro->params[i]->text;
        fprintf(out, "%s%s%s", i ? "," : "(", variable && !strcmp(name, "__VA_ARGS__") ? "" : name,
                variable ? "..." : "");
    }
    if (macro->function)
        fputs(macro->param_count ? ")" : "()", out);
    fputc(' ', out);
    uint32_t va_opt_end = UINT32_MAX;
    for (uint32_t i = 0; i < macro->body_count; i++) {
        const struct token *token = &macro->body[i];
        fputs(i && (token->flags & TOKEN_SPACE) ? " " : "", out);
        print_body_token(out, macro, token);
        if (token->kind == TOKEN_VA_OPT)
            va_opt_end = i + token->length;
        if (i == va_opt_end)
            fputc(')', out);
        if (token->flags & TOKEN_PASTE)
            fputs(" ##", out);
    }
    fputc('\n', out);
}

void pp_print_macros(struct pp *pp, FILE *out)
{
    for (struct token token; pp_next(pp, &token), token.kind != TOKEN_END;)
        continue;
    struct macro **macros = arena_array(&pp->arena, pp->names->count + (size_t)1, sizeof *macros);
    size_t count = 0;
    for (uint32_t i = 0; pp->names->slots && i <= pp->names->mask; i++) {
        const struct name *name = pp->names->slots[i];
        if (name && name->macro && !name->macro->builtin)
            macros[count++] = name->macro;
    }
    qsort(macros, count, sizeof *macros, by_name);
    for (size_t i = 0; i < count; i++)
        print_macro(out, macros[i]);
}
