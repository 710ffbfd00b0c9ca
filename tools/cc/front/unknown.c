/* Names that mean nothing here: messages with what was perhaps meant. */
#include "front/correct.h"
#include "front/declare.h"

#include <string.h>

static const char *const headers[][2] = {
#define HEADER(file, names) {file, names},
#include "base/headers.def"
};

const char *header_of(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        for (const char *at = strstr(headers[i][1], name); at; at = strstr(at + 1, name))
            if ((at == headers[i][1] || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
                return headers[i][0];
    return NULL;
}

struct header_names {
    struct parser *p;
    const char *at;
    size_t header, wrong_length;
    const char *wrong;
};

/* In short words letters too much, too little or out of order count, but no other letters. */
static bool is_plausible(const struct header_names *c, const char *name, size_t length)
{
    const char *few = length < c->wrong_length ? name : c->wrong, *many = few == name ? c->wrong : name;
    size_t count = few == name ? length : c->wrong_length, others = few == name ? c->wrong_length : length;
    if (c->wrong_length >= 6)
        return true;
    for (size_t i = 0; i < count; i++)
        if (!memchr(many, few[i], others))
            return false;
    return true;
}

static const char *next_header_name(void *cursor)
{
    struct header_names *c = cursor;
    while (c->header < sizeof headers / sizeof *headers) {
        if (!c->at)
            c->at = headers[c->header][1];
        const char *name = c->at;
        size_t length = strcspn(name, " ");
        c->at += length + (name[length] == ' ');
        if (!name[length]) {
            c->at = NULL;
            c->header++;
        }
        if (is_plausible(c, name, length))
            return intern_get(c->p->names, name, length)->text;
    }
    return NULL;
}

const char *near_in_headers(struct parser *p, const struct name *wrong)
{
    struct header_names cursor = {.p = p, .wrong = wrong->text, .wrong_length = wrong->length};
    return diag_suggest(wrong->text, wrong->length, next_header_name, &cursor);
}

static int is_builtin_name(const struct name *name)
{
    return name->builtin != 0;
}

void report_unknown_builtin(struct parser *p, const struct token *token, struct span span)
{
    struct name *near = intern_nearest(p->names, token->name, is_builtin_name);
    if (near)
        report_error(p->report, span_fixed(span, span.start, near->text),
                     "no built-in function '%s'; did you mean '%s'?", token->name->text, near->text);
    else
        report_error(p->report, span, "no built-in function '%s'", token->name->text);
}

static int is_function_name(const struct name *name)
{
    return name->symbol && name->symbol->kind == SYMBOL_FUNCTION && !name->symbol->builtin;
}

void report_implicit(struct parser *p, const struct token *token, struct span span)
{
    const char *header = header_of(token->name->text);
    struct name *near = header ? NULL : intern_nearest(p->names, token->name, is_function_name);
    const char *library = header || near ? NULL : near_in_headers(p, token->name);
    if (header)
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span,
                       "function '%s' is not declared; include <%s>", token->name->text, header);
    else if (near)
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span_fixed(span, span.start, near->text),
                       "function '%s' is not declared; did you mean '%s'?", token->name->text, near->text);
    else if (library)
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span_fixed(span, span.start, library),
                       "function '%s' is not declared; did you mean '%s' of <%s>?", token->name->text, library,
                       header_of(library));
    else
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span,
                       "function '%s' is not declared; include its header", token->name->text);
}

/* A macro of the program counts too. */
static int is_visible(const struct name *name)
{
    return (name->symbol && !name->symbol->builtin && !name->symbol->wrong) || (name->macro && name->text[0] != '_');
}

void symbol_report_unknown(struct parser *p, const struct token *token)
{
    struct span span = span_from(token->loc, token_end(token));
    const char *header = header_of(token->name->text);
    struct name *near = header ? NULL : intern_nearest(p->names, token->name, is_visible);
    const char *library = header || near ? NULL : near_in_headers(p, token->name);
    if (header)
        report_error(p->report, span, "'%s' is not declared; include <%s>", token->name->text, header);
    else if (near)
        report_error(p->report, span_fixed(span, token->loc, near->text), "'%s' is not declared; did you mean '%s'?",
                     token->name->text, near->text);
    else if (library)
        report_error(p->report, span_fixed(span, token->loc, library),
                     "'%s' is not declared; did you mean '%s' of <%s>?", token->name->text, library,
                     header_of(library));
    else
        report_error(p->report, span, "'%s' is not declared", token->name->text);
}
