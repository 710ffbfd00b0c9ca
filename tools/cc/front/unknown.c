/* Names that mean nothing here: messages with what was perhaps meant. */
#include "front/declare.h"

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
    struct name *near = intern_nearest(p->names, token->name, is_function_name);
    if (near)
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span_fixed(span, span.start, near->text),
                       "function '%s' is not declared; did you mean '%s'?", token->name->text, near->text);
    else
        report_warning(p->report, WARN_IMPLICIT_FUNCTION_DECLARATION, span,
                       "function '%s' is not declared; include its header", token->name->text);
}

static int is_type_name(const struct name *name)
{
    return name->symbol && name->symbol->kind == SYMBOL_TYPEDEF;
}

void report_unknown_type(struct parser *p)
{
    struct name *near = intern_nearest(p->names, p->token.name, is_type_name);
    if (near)
        report_error(p->report, span_fixed(here(p), p->token.loc, near->text), "no type '%s'; did you mean '%s'?",
                     p->token.name->text, near->text);
    else if (p->token.name->tag)
        report_error(p->report, here(p), "no type '%s'; write 'struct', 'union' or 'enum' before the tag",
                     p->token.name->text);
    else
        report_error(p->report, here(p), "no type '%s'; declare it or include its header", p->token.name->text);
}
