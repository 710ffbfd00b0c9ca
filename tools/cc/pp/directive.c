/* Directives: dispatch, conditional inclusion (C11 6.10.1), #line, #error. */
#include "pp/pp_impl.h"

#include "asm/mem.h"
#include "pp/literal.h"

#include <string.h>

enum directive {
    DIRECTIVE_NONE,
    DIRECTIVE_IF,
    DIRECTIVE_IFDEF,
    DIRECTIVE_IFNDEF,
    DIRECTIVE_ELIF,
    DIRECTIVE_ELIFDEF,
    DIRECTIVE_ELIFNDEF,
    DIRECTIVE_ELSE,
    DIRECTIVE_ENDIF,
    DIRECTIVE_DEFINE,
    DIRECTIVE_UNDEF,
    DIRECTIVE_INCLUDE,
    DIRECTIVE_INCLUDE_NEXT,
    DIRECTIVE_LINE,
    DIRECTIVE_ERROR,
    DIRECTIVE_WARNING,
    DIRECTIVE_PRAGMA,
    DIRECTIVE_IDENT,
    DIRECTIVE_SCCS,
    DIRECTIVE_EMBED,
    DIRECTIVE_COUNT
};

static const char *const directive_names[DIRECTIVE_COUNT] = {
    [DIRECTIVE_IF] = "if",         [DIRECTIVE_IFDEF] = "ifdef",     [DIRECTIVE_IFNDEF] = "ifndef",
    [DIRECTIVE_ELIF] = "elif",     [DIRECTIVE_ELIFDEF] = "elifdef", [DIRECTIVE_ELIFNDEF] = "elifndef",
    [DIRECTIVE_ELSE] = "else",     [DIRECTIVE_ENDIF] = "endif",     [DIRECTIVE_DEFINE] = "define",
    [DIRECTIVE_UNDEF] = "undef",   [DIRECTIVE_INCLUDE] = "include", [DIRECTIVE_INCLUDE_NEXT] = "include_next",
    [DIRECTIVE_LINE] = "line",     [DIRECTIVE_ERROR] = "error",     [DIRECTIVE_WARNING] = "warning",
    [DIRECTIVE_PRAGMA] = "pragma", [DIRECTIVE_IDENT] = "ident",     [DIRECTIVE_SCCS] = "sccs",
    [DIRECTIVE_EMBED] = "embed",
};

void pp_enter_directives(struct intern *names)
{
    for (int i = 1; i < DIRECTIVE_COUNT; i++)
        intern_find(names, directive_names[i])->directive = (uint16_t)i;
}

void pp_check_end(struct pp *pp, const char *directive)
{
    struct token token;
    pp_raw(pp, &token);
    if (token.kind != TOKEN_END)
        report_warning(pp->report, WARN_ENDIF_LABELS, span_from(token.loc, token_end(&token)),
                       "something follows #%s; make it a comment", directive);
}

/* ---- Conditionals ---- */

static void open_conditional(struct pp *pp, uint32_t loc, bool taken, bool guard)
{
    struct buffer *buffer = pp->buffer;
    buffer->conditionals = mem_reserve(buffer->conditionals, &buffer->conditional_room, buffer->conditional_count + 1,
                                       sizeof *buffer->conditionals);
    buffer->conditionals[buffer->conditional_count++] =
        (struct conditional){.loc = loc, .taken = taken, .guard = guard};
}

static struct conditional *innermost(struct pp *pp, uint32_t loc, const char *directive)
{
    struct buffer *buffer = pp->buffer;
    if (buffer->conditional_count)
        return &buffer->conditionals[buffer->conditional_count - 1];
    report_error(pp->report, span_at(loc), "#%s without #if; remove it or add the #if", directive);
    return NULL;
}

/* The operand of #ifdef and its relatives: is it defined? */
static bool is_defined(struct pp *pp, enum directive directive, struct name **name)
{
    struct token token;
    pp_raw(pp, &token);
    *name = NULL;
    if (token.kind != TOKEN_NAME) {
        report_error(pp->report, span_from(token.loc, token_end(&token)), "#%s needs the name of a macro",
                     directive_names[directive]);
        return false;
    }
    *name = token.name;
    pp_check_end(pp, directive_names[directive]);
    if (token.name->macro)
        token.name->macro->used = true;
    return token.name->macro != NULL;
}

static bool condition(struct pp *pp, enum directive directive, struct name **name)
{
    *name = NULL;
    switch (directive) {
    case DIRECTIVE_IFDEF:
    case DIRECTIVE_ELIFDEF: return is_defined(pp, directive, name);
    case DIRECTIVE_IFNDEF:
    case DIRECTIVE_ELIFNDEF: {
        bool defined = is_defined(pp, directive, name);
        return *name && !defined;
    }
    default: return pp_condition(pp);
    }
}

static void end_if(struct pp *pp, uint32_t loc)
{
    struct conditional *conditional = innermost(pp, loc, "endif");
    pp_check_end(pp, "endif");
    if (!conditional)
        return;
    if (conditional->guard && pp->buffer->guard_state == GUARD_INSIDE)
        pp->buffer->guard_state = GUARD_AFTER;
    pp->buffer->conditional_count--;
}

/* #elif or #else: complain when it is out of place. */
static void check_order(struct pp *pp, struct conditional *conditional, enum directive directive, uint32_t loc)
{
    if (conditional->guard)
        pp->buffer->guard_state = GUARD_NONE;
    if (!conditional->was_else)
        return;
    report_error(pp->report, span_at(loc), "#%s after #else", directive_names[directive]);
    report_note(pp->report, span_at(conditional->loc), "the conditional begins here");
}

static enum directive read_directive(struct pp *pp, struct token *token)
{
    pp->buffer->scanner.in_directive = true;
    scan_token(&pp->buffer->scanner, token);
    return token->kind == TOKEN_NAME ? (enum directive)token->name->directive : DIRECTIVE_NONE;
}

static void finish_directive(struct pp *pp)
{
    scan_skip_line(&pp->buffer->scanner);
    pp->buffer->scanner.in_directive = false;
}

/* Leave out groups until one of the innermost conditional is to be processed, or its end. */
static void skip_groups(struct pp *pp)
{
    unsigned depth = 0;
    struct scanner *scanner = &pp->buffer->scanner;
    while (!pp->report->stopped && scan_skip_to_hash(scanner)) {
        struct token token;
        enum directive directive = read_directive(pp, &token);
        struct conditional *conditional = &pp->buffer->conditionals[pp->buffer->conditional_count - 1];
        bool stop = false;
        if (directive >= DIRECTIVE_IF && directive <= DIRECTIVE_IFNDEF) {
            depth++;
        } else if (directive == DIRECTIVE_ENDIF) {
            if (!depth) {
                end_if(pp, token.loc);
                stop = true;
            } else {
                depth--;
            }
        } else if (!depth && directive >= DIRECTIVE_ELIF && directive <= DIRECTIVE_ELSE) {
            struct name *name;
            check_order(pp, conditional, directive, token.loc);
            if (directive == DIRECTIVE_ELSE) {
                conditional->was_else = true;
                pp_check_end(pp, "else");
                stop = !conditional->taken;
            } else if (!conditional->taken) {
                stop = condition(pp, directive, &name);
            }
            conditional = &pp->buffer->conditionals[pp->buffer->conditional_count - 1];
            conditional->taken |= stop;
        }
        finish_directive(pp);
        if (stop)
            return;
    }
}

static void begin_if(struct pp *pp, enum directive directive, uint32_t loc)
{
    struct buffer *buffer = pp->buffer;
    struct name *name;
    bool first = buffer->guard_state == GUARD_START && directive == DIRECTIVE_IFNDEF;
    bool taken = condition(pp, directive, &name);
    bool guard = first && name;
    buffer->guard_state = guard ? GUARD_INSIDE : buffer->guard_state == GUARD_INSIDE ? GUARD_INSIDE : GUARD_NONE;
    if (guard)
        buffer->guard = name;
    open_conditional(pp, loc, taken, guard);
    finish_directive(pp);
    if (!taken)
        skip_groups(pp);
}

/* #elif and #else after a group that was processed. */
static void end_group(struct pp *pp, enum directive directive, uint32_t loc)
{
    struct conditional *conditional = innermost(pp, loc, directive_names[directive]);
    if (!conditional)
        return;
    check_order(pp, conditional, directive, loc);
    conditional->was_else |= directive == DIRECTIVE_ELSE;
    if (directive == DIRECTIVE_ELSE)
        pp_check_end(pp, "else");
    finish_directive(pp);
    skip_groups(pp);
}

void pp_check_conditionals(struct pp *pp)
{
    struct buffer *buffer = pp->buffer;
    while (buffer->conditional_count) {
        struct conditional *conditional = &buffer->conditionals[--buffer->conditional_count];
        report_error(pp->report, span_at(conditional->loc), "conditional has no end; add #endif");
    }
}

/* ---- #line (6.10.4), #error ---- */

static bool all_digits(const struct token *token)
{
    for (uint32_t i = 0; i < token->length; i++)
        if (token->text[i] < '0' || token->text[i] > '9')
            return false;
    return true;
}

static void read_line(struct pp *pp, bool marker, const struct token *number)
{
    struct token token;
    struct number line;
    if (marker)
        token = *number;
    else
        pp_expanded(pp, &token);
    if (token.kind != TOKEN_NUMBER || !all_digits(&token) || !literal_number(pp->report, &token, &line) ||
        line.floating || line.integer > INT32_MAX) {
        report_error(pp->report, span_from(token.loc, token_end(&token)),
                     "#line needs a decimal number up to 2147483647");
        return;
    }
    if (!marker && !line.integer)
        report_warning(pp->report, WARN_PEDANTIC, span_from(token.loc, token_end(&token)), "#line counts from 1");
    const char *path = NULL;
    pp_expanded(pp, &token);
    if (token.kind == TOKEN_STRING && token.length >= 2)
        path = arena_string(&pp->sources->arena, token.text + 1, token.length - 2);
    else if (token.kind != TOKEN_END)
        report_error(pp->report, span_from(token.loc, token_end(&token)), "#line needs a file name in quotes");
    struct source_file *file = pp->buffer->file;
    scan_skip_line(&pp->buffer->scanner);
    uint32_t offset = (uint32_t)(pp->buffer->scanner.next - pp->buffer->scanner.text);
    if (!path && file->mark_count)
        path = file->marks[file->mark_count - 1].path;
    uint32_t mark_count = file->mark_count;
    file->mark_count = 0;
    uint32_t physical = source_line(pp->sources, file->start + offset) + 1;
    file->mark_count = mark_count;
    file->marks = mem_reserve(file->marks, &file->mark_room, file->mark_count + (size_t)1, sizeof *file->marks);
    file->marks[file->mark_count++] = (struct source_line_mark){offset + 1, physical, (uint32_t)line.integer, path};
}

static void read_message(struct pp *pp, bool error, const struct token *directive)
{
    struct scanner *scanner = &pp->buffer->scanner;
    const char *text = scanner->next;
    while (*text == ' ' || *text == '\t')
        text++;
    const char *end = memchr(text, '\n', (size_t)(scanner->end - text));
    int length = (int)((end ? end : scanner->end) - text);
    scanner->next = text + length;
    struct span span = span_from(directive->loc, token_end(directive));
    if (error)
        report_error(pp->report, span, "#error %.*s", length, text);
    else
        report_warning(pp->report, WARN_CPP, span, "#warning %.*s", length, text);
}

/* ---- Dispatch ---- */

static int is_directive(const struct name *name)
{
    return name->directive != 0;
}

static void unknown(struct pp *pp, const struct token *token)
{
    if (pp->language.assembler)
        return;
    struct name *near = token->kind == TOKEN_NAME ? intern_nearest(pp->names, token->name, is_directive) : NULL;
    uint32_t length;
    const char *spelling = token_spelling(token, &length);
    if (near)
        report_error(pp->report, span_fixed(span_from(token->loc, token_end(token)), token->loc, near->text),
                     "no directive '#%.*s'; did you mean '#%s'?", (int)length, spelling, near->text);
    else
        report_error(pp->report, span_from(token->loc, token_end(token)), "no directive '#%.*s'", (int)length,
                     spelling);
}

static void obey(struct pp *pp, enum directive directive, struct token *token)
{
    switch (directive) {
    case DIRECTIVE_IF:
    case DIRECTIVE_IFDEF:
    case DIRECTIVE_IFNDEF: begin_if(pp, directive, token->loc); break;
    case DIRECTIVE_ELIF:
    case DIRECTIVE_ELIFDEF:
    case DIRECTIVE_ELIFNDEF:
    case DIRECTIVE_ELSE: end_group(pp, directive, token->loc); break;
    case DIRECTIVE_ENDIF: end_if(pp, token->loc); break;
    case DIRECTIVE_DEFINE: pp_read_define(pp); break;
    case DIRECTIVE_UNDEF: pp_read_undef(pp); break;
    case DIRECTIVE_INCLUDE:
    case DIRECTIVE_INCLUDE_NEXT: pp_read_include(pp, token->loc, directive == DIRECTIVE_INCLUDE_NEXT); break;
    case DIRECTIVE_LINE: read_line(pp, false, token); break;
    case DIRECTIVE_ERROR:
    case DIRECTIVE_WARNING: read_message(pp, directive == DIRECTIVE_ERROR, token); break;
    case DIRECTIVE_PRAGMA: pp_read_pragma(pp, token->loc); break;
    case DIRECTIVE_EMBED: pp_read_embed(pp, token->loc); break;
    case DIRECTIVE_SCCS:
    case DIRECTIVE_IDENT: break;
    default: unknown(pp, token); break;
    }
}

void pp_directive(struct pp *pp)
{
    struct token token;
    struct buffer *buffer = pp->buffer;
    enum directive directive = read_directive(pp, &token);
    if (buffer->guard_state == GUARD_AFTER ||
        (buffer->guard_state == GUARD_START && directive != DIRECTIVE_IFNDEF && token.kind != TOKEN_END))
        buffer->guard_state = GUARD_NONE;
    if (token.kind == TOKEN_NUMBER && !pp->language.assembler)
        read_line(pp, true, &token);
    else if (token.kind != TOKEN_END)
        obey(pp, directive, &token);
    if (buffer->scanner.in_directive) {
        scan_skip_line(&buffer->scanner);
        buffer->scanner.in_directive = false;
    }
}
