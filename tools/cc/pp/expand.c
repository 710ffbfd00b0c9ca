/* Reading tokens with macro expansion (C11 6.10.3).  A macro is disabled while its expansion is being read; its name
 * met then is painted for good. */
#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <stdlib.h>

enum { ARGUMENT_DEPTH_MAX = 400, CONTEXTS_MAX = 200000 };
static const uint32_t TOKENS_MAX = 4000000;

void token_list_add(struct pp *pp, struct token_list *list, const struct token *token)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 16;
        list->tokens = arena_grow(&pp->expansion, list->tokens, list->count, room, sizeof *list->tokens);
        list->room = room;
    }
    list->tokens[list->count++] = *token;
}

void pp_push(struct pp *pp, struct macro *macro, const struct token *tokens, size_t count, uint32_t loc, uint8_t flags)
{
    pp->tokens_expanded += (uint32_t)(count < TOKENS_MAX ? count : TOKENS_MAX);
    if (pp->context_count >= CONTEXTS_MAX || pp->tokens_expanded > TOKENS_MAX) {
        report_fatal(pp->report, span_at(loc), "macro expansion is too large; split the expression");
        return;
    }
    pp->contexts = mem_reserve(pp->contexts, &pp->context_room, pp->context_count + 1, sizeof *pp->contexts);
    pp->contexts[pp->context_count++] = (struct context){
        .macro = macro,
        .next = tokens,
        .end = count ? tokens + count : tokens,
        .loc = loc,
        .lead_flags = flags & (TOKEN_SPACE | TOKEN_LINE),
        .fresh = true,
    };
    if (macro)
        macro->disabled = true;
}

static void pop(struct pp *pp)
{
    struct context *context = &pp->contexts[--pp->context_count];
    if (context->fresh)
        pp->carry_flags |= context->lead_flags;
    if (context->macro)
        context->macro->disabled = false;
}

size_t pp_push_barrier(struct pp *pp, const struct token *tokens, size_t count)
{
    size_t depth = pp->context_count;
    pp_push(pp, NULL, tokens, count, count ? tokens[0].loc : 0, 0);
    if (pp->context_count > depth)
        pp->contexts[depth].barrier = true;
    return depth;
}

void pp_drop(struct pp *pp, size_t depth)
{
    while (pp->context_count > depth)
        pop(pp);
}

/* The end of the file being read: back to the one below.  False at the end of the main file. */
static bool leave_file(struct pp *pp)
{
    struct buffer *buffer = pp->buffer;
    if (!buffer->below)
        return false;
    free(buffer->conditionals);
    buffer->conditionals = NULL;
    pp->buffer = buffer->below;
    pp->include_depth--;
    return true;
}

static void end_of_file(struct pp *pp)
{
    struct buffer *buffer = pp->buffer;
    pp_check_conditionals(pp);
    if (buffer->file->text->is_new) {
        buffer->file->text->is_new = false;
        buffer->file->text->guard = buffer->guard_state == GUARD_AFTER ? buffer->guard : NULL;
    }
}

static void source_token(struct pp *pp, struct token *token)
{
    for (;;) {
        struct buffer *buffer = pp->buffer;
        scan_token(&buffer->scanner, token);
        if (token->kind == TOKEN_HASH && (token->flags & TOKEN_LINE) && !buffer->scanner.in_directive) {
            pp_directive(pp);
            if (pp->context_count) { /* #embed has left its tokens */
                pp_raw(pp, token);
                return;
            }
            if (!pp->report->stopped)
                continue;
            token->kind = TOKEN_END;
        }
        if (token->kind != TOKEN_END) {
            if (buffer->guard_state != GUARD_INSIDE)
                buffer->guard_state = GUARD_NONE;
            if (token->kind == TOKEN_NAME && token->name->poisoned && !buffer->scanner.in_directive)
                report_error(pp->report, span_from(token->loc, token_end(token)),
                             "'%s' is poisoned: it must not be used", token->name->text);
            if (buffer->macros_only && !buffer->scanner.in_directive)
                continue;
            return;
        }
        if (buffer->scanner.in_directive || pp->hold_buffer || pp->report->stopped)
            return;
        end_of_file(pp);
        if (!leave_file(pp)) {
            pp_warn_unused_macros(pp);
            return;
        }
    }
}

void pp_raw(struct pp *pp, struct token *token)
{
    while (pp->context_count) {
        struct context *context = &pp->contexts[pp->context_count - 1];
        if (context->next == context->end) {
            if (!context->barrier) {
                pop(pp);
                continue;
            }
            *token = (struct token){.kind = TOKEN_END, .loc = context->loc};
            return;
        }
        *token = *context->next++;
        if (token->flags & TOKEN_EXPANDED)
            token->loc = context->loc;
        if (context->fresh && !context->barrier)
            token->flags = (uint8_t)((token->flags & ~(TOKEN_SPACE | TOKEN_LINE)) | context->lead_flags);
        context->fresh = false;
        token->flags |= pp->carry_flags;
        pp->carry_flags = 0;
        if (token->kind == TOKEN_NAME && token->name->macro && token->name->macro->disabled)
            token->flags |= TOKEN_PAINTED;
        return;
    }
    source_token(pp, token);
    token->flags |= pp->carry_flags;
    pp->carry_flags = 0;
}

/* ---- Arguments of a call ---- */

/* Read up to the closing parenthesis; the opening one was read.  False when it is missing. */
static bool collect_arguments(struct pp *pp, struct macro *macro, const struct token *call, struct token_list *list,
                              size_t *starts, size_t *given)
{
    unsigned depth = 0;
    size_t index = 0;
    starts[0] = 0;
    for (;;) {
        struct token token;
        pp_raw(pp, &token);
        if (token.kind == TOKEN_END) {
            bool rest_taken = !pp->buffer->scanner.in_directive && !pp->argument_depth;
            (rest_taken ? report_fatal : report_error)(pp->report, span_from(call->loc, token_end(call)),
                                                       "the arguments of macro '%s' have no end; add ')'",
                                                       macro->name->text);
            return false;
        }
        if (token.kind == TOKEN_LPAREN)
            depth++;
        else if (token.kind == TOKEN_RPAREN && depth-- == 0)
            break;
        else if (token.kind == TOKEN_COMMA && !depth && !(macro->variadic && index + 1 >= macro->param_count)) {
            index++;
            if (index <= macro->param_count)
                starts[index] = list->count;
            continue;
        }
        if (token.flags & TOKEN_LINE)
            token.flags = (uint8_t)((token.flags & ~TOKEN_LINE) | TOKEN_SPACE);
        if (index <= macro->param_count)
            token_list_add(pp, list, &token);
        if (list->count > TOKENS_MAX) {
            report_fatal(pp->report, span_at(call->loc), "macro expansion is too large; split the expression");
            return false;
        }
    }
    *given = index + 1;
    return true;
}

/* Complains when the number of arguments is wrong; also says how many there are of "f()". */
static bool check_count(struct pp *pp, const struct macro *macro, const struct token *call, size_t *given,
                        size_t tokens)
{
    if (*given == 1 && !tokens && !macro->param_count)
        *given = 0;
    size_t least = macro->param_count - (macro->variadic ? 1u : 0u);
    if (*given >= least && *given <= macro->param_count)
        return true;
    report_error(pp->report, span_from(call->loc, token_end(call)), "macro '%s' is given %lu argument%s, it takes %s%u",
                 macro->name->text, (unsigned long)*given, *given == 1 ? "" : "s", macro->variadic ? "at least " : "",
                 (unsigned)least);
    if (macro->loc)
        report_note(pp->report, span_at(macro->loc), "macro '%s' is defined here", macro->name->text);
    return false;
}

/* The call of a function-like macro whose '(' was read. */
static void expand_call(struct pp *pp, struct macro *macro, const struct token *call)
{
    struct token_list list = {0};
    size_t *starts = arena_array(&pp->expansion, macro->param_count + (size_t)2, sizeof *starts), given;
    pp->hold_buffer++;
    bool complete = collect_arguments(pp, macro, call, &list, starts, &given);
    pp->hold_buffer--;
    if (!complete)
        return;
    if (!check_count(pp, macro, call, &given,
                     list.count)) { /* counts as an expression: nothing else is complained of */
        static const struct token zero = {.kind = TOKEN_NUMBER, .length = 1, .text = "0"};
        pp_push(pp, macro, &zero, 1, call->loc, call->flags);
        return;
    }
    struct argument *arguments = arena_array(&pp->expansion, macro->param_count + (size_t)1, sizeof *arguments);
    for (size_t i = 0; i < macro->param_count && i < given; i++) {
        size_t end = i + 1 < given ? starts[i + 1] : list.count;
        arguments[i].raw = list.count ? list.tokens + starts[i] : NULL;
        arguments[i].raw_count = end - starts[i];
    }
    struct token_list out = {0};
    pp_substitute(pp, macro, arguments, call->loc, &out);
    pp_push(pp, macro, out.tokens, out.count, call->loc, call->flags);
}

void pp_expand_argument(struct pp *pp, struct argument *argument)
{
    if (argument->is_expanded)
        return;
    argument->is_expanded = true;
    struct token_list out = {0};
    size_t depth = pp_push_barrier(pp, argument->raw, argument->raw_count);
    pp->argument_depth++;
    for (struct token token; pp_expanded(pp, &token), token.kind != TOKEN_END;) {
        token.flags &= (uint8_t)~TOKEN_EXPANDED;
        token_list_add(pp, &out, &token);
    }
    pp->argument_depth--;
    pp_drop(pp, depth);
    argument->expanded = out.tokens;
    argument->expanded_count = out.count;
}

/* ---- Expansion ---- */

/* True when a '(' follows, which is then consumed; else the stream is as before. */
static bool open_parenthesis_follows(struct pp *pp)
{
    struct token token;
    pp->hold_buffer++;
    pp_raw(pp, &token);
    pp->hold_buffer--;
    if (token.kind == TOKEN_LPAREN)
        return true;
    if (token.kind == TOKEN_END)
        return false;
    struct token *copy = arena_alloc(&pp->expansion, sizeof *copy);
    *copy = token;
    pp_push(pp, NULL, copy, 1, token.loc, token.flags);
    return false;
}

static bool expand_builtin(struct pp *pp, struct macro *macro, const struct token *call)
{
    if (macro->builtin >= BUILTIN_HAS_INCLUDE)
        return false;
    if (macro->builtin == BUILTIN_PRAGMA) {
        pp_pragma_operator(pp, call->loc);
        return true;
    }
    struct token *token = arena_alloc(&pp->expansion, sizeof *token);
    *token = pp_builtin_token(pp, macro, call->loc);
    pp_push(pp, NULL, token, 1, call->loc, call->flags);
    return true;
}

/* False when the name stays as it is. */
static bool expand(struct pp *pp, const struct token *call)
{
    struct macro *macro = call->name->macro;
    macro->used = true;
    if (macro->builtin)
        return expand_builtin(pp, macro, call);
    if (!macro->function) {
        struct token_list out = {macro->body, macro->body_count, 0};
        if (macro->pastes) {
            out = (struct token_list){0};
            pp_substitute(pp, macro, NULL, call->loc, &out);
        }
        pp_push(pp, macro, out.tokens, out.count, call->loc, call->flags);
        return true;
    }
    if (pp->argument_depth > ARGUMENT_DEPTH_MAX) {
        report_fatal(pp->report, span_at(call->loc), "macro calls are nested more than %d deep", ARGUMENT_DEPTH_MAX);
        return false;
    }
    uint8_t carried = pp->carry_flags;
    if (!open_parenthesis_follows(pp))
        return false;
    pp->carry_flags = carried;
    expand_call(pp, macro, call);
    return true;
}

void pp_expanded(struct pp *pp, struct token *token)
{
    for (;;) {
        pp_raw(pp, token);
        if (token->kind != TOKEN_NAME || !token->name->macro || (token->flags & TOKEN_PAINTED))
            return;
        if (pp->report->stopped) {
            token->kind = TOKEN_END;
            return;
        }
        if (token->name->macro->disabled) {
            token->flags |= TOKEN_PAINTED;
            return;
        }
        if (!expand(pp, token))
            return;
    }
}

void pp_next(struct pp *pp, struct token *token)
{
    if (!pp->context_count) {
        if (pp->tokens_expanded)
            arena_reset(&pp->expansion);
        pp->tokens_expanded = 0;
    }
    pp_expanded(pp, token);
}
