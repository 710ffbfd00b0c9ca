/* #pragma (C11 6.10.6) and _Pragma (6.10.9). */
#include "pp/pp_impl.h"

#include "asm/mem.h"
#include "pp/literal.h"

#include <string.h>

/* pack(), pack(n), pack(push), pack(push, n), pack(pop) */
static void read_pack(struct pp *pp)
{
    struct token token;
    pp_raw(pp, &token);
    if (token.kind != TOKEN_LPAREN)
        return;
    unsigned pack = 0;
    bool set = true;
    while (pp_expanded(pp, &token), token.kind != TOKEN_RPAREN && token.kind != TOKEN_END) {
        struct number number;
        if (token.kind == TOKEN_NAME && !strcmp(token.name->text, "push")) {
            if (pp->pack_depth < sizeof pp->pack_stack / sizeof *pp->pack_stack)
                pp->pack_stack[pp->pack_depth++] = pp->pack;
            set = false;
        } else if (token.kind == TOKEN_NAME && !strcmp(token.name->text, "pop")) {
            pp->pack = pp->pack_depth ? pp->pack_stack[--pp->pack_depth] : 0;
            set = false;
        } else if (token.kind == TOKEN_NUMBER && literal_number(pp->report, &token, &number)) {
            pack = (unsigned)number.integer;
            set = true;
            if (pack > 16 || (pack & (pack - 1))) {
                report_error(pp->report, span_from(token.loc, token_end(&token)),
                             "#pragma pack takes 1, 2, 4, 8 or 16");
                set = false;
            }
        }
    }
    if (set)
        pp->pack = pack;
}

/* GCC diagnostic push|pop|ignored "-Wx"|warning "-Wx"|error "-Wx" */
static void change_diagnostic(struct pp *pp)
{
    struct token action, option;
    pp_raw(pp, &action);
    if (action.kind != TOKEN_NAME)
        return;
    if (!strcmp(action.name->text, "push")) {
        report_push(pp->report);
        return;
    }
    if (!strcmp(action.name->text, "pop")) {
        report_pop(pp->report);
        return;
    }
    pp_raw(pp, &option);
    char text[128];
    if (option.kind != TOKEN_STRING || option.length < 5 || option.length > 64)
        return;
    const char *lead = !strcmp(action.name->text, "ignored") ? "no-"
                       : !strcmp(action.name->text, "error") ? "error="
                                                             : "";
    size_t used = strlen(lead);
    memcpy(text, lead, used);
    memcpy(text + used, option.text + 3, option.length - 4);
    text[used + option.length - 4] = 0;
    report_option(pp->report, text);
}

static void read_diagnostic(struct pp *pp, uint32_t loc)
{
    report_before_change(pp->report);
    change_diagnostic(pp);
    report_changed_at(pp->report, loc);
}

/* ("name") of push_macro and pop_macro; NULL when it is not there. */
static struct name *read_quoted_name(struct pp *pp)
{
    struct token open, string = {0}, close = {0};
    pp_raw(pp, &open);
    if (open.kind == TOKEN_LPAREN)
        pp_raw(pp, &string);
    if (string.kind == TOKEN_STRING)
        pp_raw(pp, &close);
    if (close.kind == TOKEN_RPAREN && string.length > 2 && string.text[0] == '"')
        return intern_get(pp->names, string.text + 1, string.length - 2);
    report_warning(pp->report, WARN_UNKNOWN_PRAGMAS, span_from(open.loc, token_end(&open)),
                   "expected the name of a macro in quotes and parentheses");
    return NULL;
}

static void push_macro(struct pp *pp)
{
    struct name *name = read_quoted_name(pp);
    if (!name)
        return;
    struct pushed_macro *pushed = arena_alloc(&pp->arena, sizeof *pushed);
    *pushed = (struct pushed_macro){pp->pushed_macros, name, name->macro};
    pp->pushed_macros = pushed;
}

static void pop_macro(struct pp *pp)
{
    const struct name *name = read_quoted_name(pp);
    for (struct pushed_macro **link = &pp->pushed_macros; name && *link; link = &(*link)->below)
        if ((*link)->name == name) {
            (*link)->name->macro = (*link)->macro;
            *link = (*link)->below;
            return;
        }
}

static void poison(struct pp *pp)
{
    struct token token;
    while (pp_raw(pp, &token), token.kind == TOKEN_NAME) {
        if (token.name->macro)
            report_warning(pp->report, WARN_PRAGMA_MESSAGES, span_from(token.loc, token_end(&token)),
                           "'%s' is poisoned, and is a macro", token.name->text);
        token.name->poisoned = true;
    }
}

/* #pragma message "text", #pragma GCC warning "text", #pragma GCC error "text" */
static void show_message(struct pp *pp, const struct token *directive, bool error)
{
    struct token token;
    pp_expanded(pp, &token);
    bool parenthesis = token.kind == TOKEN_LPAREN;
    if (parenthesis)
        pp_expanded(pp, &token);
    struct span span = span_from(directive->loc, token_end(directive));
    if (token.kind != TOKEN_STRING || token.length < 2)
        report_warning(pp->report, WARN_UNKNOWN_PRAGMAS, span, "expected a text in quotes");
    else if (error)
        report_error(pp->report, span, "%.*s", (int)(token.length - 2), token.text + 1);
    else
        report_warning(pp->report, WARN_PRAGMA_MESSAGES, span, "%.*s", (int)(token.length - 2), token.text + 1);
}

static void read_gcc(struct pp *pp)
{
    struct token token;
    pp_raw(pp, &token);
    if (token.kind != TOKEN_NAME)
        return;
    if (!strcmp(token.name->text, "diagnostic"))
        read_diagnostic(pp, token.loc);
    else if (!strcmp(token.name->text, "system_header"))
        pp->buffer->file->system = true;
    else if (!strcmp(token.name->text, "poison"))
        poison(pp);
    else if (!strcmp(token.name->text, "warning") || !strcmp(token.name->text, "error"))
        show_message(pp, &token, token.name->text[0] == 'e');
}

static void read_weak(struct pp *pp)
{
    struct token token;
    pp_raw(pp, &token);
    if (token.kind != TOKEN_NAME)
        return;
    struct token equals, target = {0};
    pp_raw(pp, &equals);
    if (equals.kind == TOKEN_ASSIGN)
        pp_raw(pp, &target);
    pp->weak = mem_reserve(pp->weak, &pp->weak_room, pp->weak_count + 1, sizeof *pp->weak);
    pp->weak[pp->weak_count++] = (struct weak_name){token.name, target.kind == TOKEN_NAME ? target.name : NULL};
}

/* Whether the compiler has a use for it. */
static bool obey(struct pp *pp, const struct token *token, uint32_t loc)
{
    const char *name = token->name->text;
    if (!strcmp(name, "once")) {
        pp->buffer->file->text->once = true;
        if (!pp->buffer->file->included_from)
            report_warning(pp->report, WARN_CPP, span_at(loc), "#pragma once in the main file");
    } else if (!strcmp(name, "pack")) {
        read_pack(pp);
    } else if (!strcmp(name, "GCC") || !strcmp(name, "clang")) {
        read_gcc(pp);
    } else if (!strcmp(name, "weak")) {
        read_weak(pp);
    } else if (!strcmp(name, "push_macro")) {
        push_macro(pp);
    } else if (!strcmp(name, "pop_macro")) {
        pop_macro(pp);
    } else if (!strcmp(name, "message")) {
        show_message(pp, token, false);
    } else if (strcmp(name, "STDC") && strcmp(name, "region") && strcmp(name, "endregion") && strcmp(name, "mark")) {
        return false;
    }
    return true;
}

static void run_pragma(struct pp *pp, uint32_t loc, const char *text, size_t length)
{
    if (pp->on_pragma)
        pp->on_pragma(pp->on_pragma_context, loc, text, length);
    struct token token;
    pp_raw(pp, &token);
    if (token.kind == TOKEN_END)
        return;
    if (token.kind != TOKEN_NAME || !obey(pp, &token, loc))
        report_warning(pp->report, WARN_UNKNOWN_PRAGMAS, span_from(token.loc, token_end(&token)), "unknown #pragma");
}

void pp_read_pragma(struct pp *pp, uint32_t loc)
{
    struct scanner *scanner = &pp->buffer->scanner;
    const char *text = scanner->next;
    while (*text == ' ' || *text == '\t')
        text++;
    const char *end = memchr(text, '\n', (size_t)(scanner->end - text));
    run_pragma(pp, loc, text, (size_t)((end ? end : scanner->end) - text));
}

/* The string's characters and a newline, in the arena. */
static char *destringize(struct pp *pp, const struct token *string, size_t *length)
{
    uint32_t skip = string->text[0] == '"' ? 1 : string->text[1] == '8' ? 3 : 2;
    char *text = arena_alloc(&pp->arena, string->length + (size_t)2);
    size_t used = 0;
    for (uint32_t i = skip; i + 1 < string->length; i++) {
        if (string->text[i] == '\\' && (string->text[i + 1] == '"' || string->text[i + 1] == '\\'))
            i++;
        text[used++] = string->text[i];
    }
    text[used] = '\n';
    *length = used;
    return text;
}

void pp_pragma_operator(struct pp *pp, uint32_t loc)
{
    struct token open, string = {0}, close = {0};
    pp_expanded(pp, &open);
    if (open.kind == TOKEN_LPAREN)
        pp_expanded(pp, &string);
    if (string.kind == TOKEN_STRING)
        pp_expanded(pp, &close);
    if (close.kind != TOKEN_RPAREN) {
        report_error(pp->report, span_at(loc), "_Pragma takes a string in parentheses");
        while (open.kind == TOKEN_LPAREN && string.kind != TOKEN_RPAREN && string.kind != TOKEN_END)
            pp_expanded(pp, &string);
        return;
    }
    size_t length;
    char *text = destringize(pp, &string, &length);
    struct scanner scanner = pp->buffer->scanner;
    scanner.text = scanner.next = text;
    scanner.end = text + length + 1;
    scanner.in_directive = true;
    struct token_list list = {0};
    for (struct token token; scan_token(&scanner, &token), token.kind != TOKEN_END;) {
        token.loc = loc;
        token_list_add(pp, &list, &token);
    }
    size_t depth = pp_push_barrier(pp, list.tokens, list.count);
    run_pragma(pp, loc, text, length);
    pp_drop(pp, depth);
}
