/* Macros and repetitions: lines that are collected, then assembled again with their parameters filled in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

#define REPEATS_MAX 4000000

/* ---- Text ---- */

static void trim(const char **at, const char **end)
{
    while (*at < *end && (**at == ' ' || **at == '\t' || **at == '\v'))
        ++*at;
    while (*end > *at && ((*end)[-1] == ' ' || (*end)[-1] == '\t' || (*end)[-1] == '\v'))
        --*end;
}

/* The end of an argument: a comma outside of quotes and parentheses, or the end of the statement. */
static const char *argument_end(const char *at, const char *end)
{
    int depth = 0;
    for (; at < end; at++) {
        if (*at == '"') {
            for (at++; at < end && *at != '"'; at++)
                at += *at == '\\' && at + 1 < end;
            if (at == end)
                return end;
        } else if (*at == '(' || *at == '[') {
            depth++;
        } else if (*at == ')' || *at == ']') {
            depth--;
        } else if (*at == ';' || (*at == ',' && depth <= 0)) {
            return at;
        }
    }
    return at;
}

/* An argument as it goes into the text: trimmed, and a string that is all of it without its quotes. */
static char *argument_text(const char *at, const char *end)
{
    trim(&at, &end);
    if (end - at >= 2 && *at == '"' && argument_end(at, end) == end && end[-1] == '"' &&
        !memchr(at + 1, '"', (size_t)(end - at) - 2)) {
        at++;
        end--;
    }
    return mem_string(at, (size_t)(end - at));
}

/* Give up what the lexer has read: continue with raw text at `at`. */
static void continue_at(struct lexer *lexer, const char *at)
{
    lexer->at = at;
    lexer->token.kind = TOKEN_END;
}

struct substitution {
    const struct macro_parameter *parameters;
    char **values;
    size_t count;
    unsigned call; /* \@ */
};

static void substitute(const char *at, const char *end, const struct substitution *with, struct buf *out)
{
    while (at < end) {
        const char *backslash = memchr(at, '\\', (size_t)(end - at));
        if (!backslash) {
            buf_put(out, at, (size_t)(end - at));
            return;
        }
        buf_put(out, at, (size_t)(backslash - at));
        const char *name = backslash + 1;
        at = name;
        while (at < end && is_name(*at) && *at != '.')
            at++;
        size_t i = 0, length = (size_t)(at - name);
        while (i < with->count &&
               (strlen(with->parameters[i].name) != length || memcmp(with->parameters[i].name, name, length) != 0))
            i++;
        if (i < with->count) {
            buf_put(out, with->values[i], strlen(with->values[i]));
        } else if (at < end && length == 0 && *at == '@') {
            char number[16];
            snprintf(number, sizeof number, "%u", with->call);
            buf_put(out, number, strlen(number));
            at++;
        } else if (at + 1 < end && length == 0 && at[0] == '(' && at[1] == ')') {
            at += 2;
        } else {
            at = name;
            buf_put8(out, '\\');
            if (at < end && *at == '\\')
                buf_put8(out, (uint8_t)*at++);
        }
    }
}

/* Assemble an expansion.  False when there has been too much of it. */
static bool run_expansion(struct assembler *as, struct source *source, struct place parent, const char *title)
{
    as->expanded_bytes += source->length + 16;
    if (as->frame->depth >= NESTING_MAX || as->expanded_bytes > EXPANDED_BYTES_MAX) {
        error_at(as, parent, 0,
                 as->expanded_bytes > EXPANDED_BYTES_MAX
                     ? "macros and repetitions make more than 64 MiB of text"
                     : "macros are nested more than 100 deep; does one call itself without end?");
        as->ended = true;
        return false;
    }
    source->parent = parent;
    source->title = title;
    source_run(as, source);
    return !as->ended;
}

/* ---- Collecting ---- */

static void begin_block(struct lexer *lexer, enum block_kind kind, const struct token *name)
{
    struct assembler *as = lexer->as;
    const char *rest = lexer->at;
    while (rest < lexer->end && (*rest == ' ' || *rest == '\t'))
        rest++;
    if (rest < lexer->end) {
        error_where(as, rest, 1, "'%.*s' must be the last statement of its line", (int)name->length, name->start);
        lexer->at = lexer->end;
    }
    as->block.kind = kind;
    as->block.body = as->frame->at;
    as->block.first_line = as->frame->line + 1;
    as->block.depth = 1;
    as->block.place = place_here(as, name->where);
}

static bool word_is(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && memcmp(at, word, length) == 0 &&
           (at + length == end || !is_name(at[length]));
}

static void run_repetition(struct assembler *as, struct block *block, size_t length)
{
    struct macro_parameter parameter = {.name = block->name};
    struct substitution with = {&parameter, NULL, 1, 0};
    if (block->kind == BLOCK_REPT) {
        struct source *source = source_new(as, as->frame->name, block->first_line, block->body, length, false);
        for (uint64_t i = 0; i < block->count; i++)
            if (!run_expansion(as, source, block->place, "'.rept'"))
                return;
        return;
    }
    for (size_t i = 0; i < block->value_count; i++) {
        struct buf text = {0};
        with.values = &block->values[i];
        substitute(block->body, block->body + length, &with, &text);
        struct source *source =
            source_new(as, as->frame->name, block->first_line, (const char *)text.data, text.length, false);
        buf_free(&text);
        if (!run_expansion(as, source, block->place, "'.irp'"))
            return;
    }
}

void block_free(struct block *block)
{
    for (size_t i = 0; i < block->value_count; i++)
        free(block->values[i]);
    free(block->values);
    free(block->name);
}

void block_line(struct assembler *as, const char *start, const char *end)
{
    struct block *block = &as->block;
    const char *at = start, *stop = end;
    trim(&at, &stop);
    bool macro = block->kind == BLOCK_MACRO;
    if (as->keep_listing)
        list_line(as, start, end, 0);
    if (macro ? word_is(at, stop, ".macro")
              : word_is(at, stop, ".rept") || word_is(at, stop, ".irp") || word_is(at, stop, ".irpc"))
        block->depth++;
    if (!word_is(at, stop, macro ? ".endm" : ".endr") || --block->depth)
        return;
    struct block done = *block;
    size_t length = (size_t)(start - done.body);
    as->block = (struct block){0};
    if (macro) {
        done.macro->body = done.body;
        done.macro->body_length = length;
        done.macro->first_line = done.first_line;
        return;
    }
    run_repetition(as, &done, length);
    block_free(&done);
}

void directive_rept(struct lexer *lexer, int argument)
{
    const struct token name = lexer->token;
    int64_t count;
    (void)argument;
    lexer_next(lexer);
    const struct token first = lexer->token;
    if (!expression_number(lexer, &count) || !end_of_statement(lexer))
        count = -1;
    else if (count < 0 || count > REPEATS_MAX)
        error_where(lexer->as, first.where, first.where_width, "%lld repetitions are not within 0..%d",
                    (long long)count, REPEATS_MAX);
    lexer_stop(lexer);
    begin_block(lexer, BLOCK_REPT, &name);
    lexer->as->block.count = count < 0 || count > REPEATS_MAX ? 0 : (uint64_t)count;
}

static void add_value(struct block *block, char *text)
{
    block->values = mem_reserve(block->values, &block->value_capacity, block->value_count + 1, sizeof *block->values);
    block->values[block->value_count++] = text;
}

/* .irp name, a, b, c   .irpc name, abc */
void directive_irp(struct lexer *lexer, int kind)
{
    struct assembler *as = lexer->as;
    const struct token name = lexer->token;
    struct block values = {0};
    lexer->raw = true;
    lexer_next(lexer);
    const struct token parameter = lexer->token;
    if (parameter.kind == TOKEN_NAME) {
        const char *at = lexer->at, *end = argument_end(at, lexer->end);
        bool comma = end < lexer->end && *end == ',';
        const char *from = at, *to = end;
        trim(&from, &to);
        at = from < to || !comma ? from : end + 1;
        for (bool more = at < lexer->end; more && kind == BLOCK_IRP; at = end + 1) {
            end = argument_end(at, lexer->end);
            add_value(&values, argument_text(at, end));
            more = end < lexer->end && *end == ',';
        }
        if (kind == BLOCK_IRPC) {
            end = argument_end(at, lexer->end);
            char *text = argument_text(at, end);
            for (const char *c = text; *c; c++)
                add_value(&values, mem_string(c, 1));
            free(text);
        }
        continue_at(lexer, end);
    } else {
        error_token(lexer, "expected the name of the parameter");
        lexer->at = lexer->end;
    }
    lexer->raw = false;
    begin_block(lexer, (enum block_kind)kind, &name);
    as->block.name = mem_string(parameter.start, parameter.kind == TOKEN_NAME ? parameter.length : 0);
    as->block.values = values.values;
    as->block.value_count = values.value_count;
}

void directive_stray_end(struct lexer *lexer, int repetition)
{
    error_token(lexer, repetition ? "'.endr' without '.rept' or '.irp'" : "'.endm' without '.macro'");
}

/* ---- Macros ---- */

struct macro *macro_find(const struct assembler *as, const char *name, size_t length)
{
    const unsigned *known = names_find(&as->macros, name, length);
    return known && !as->macro_table[*known]->purged ? as->macro_table[*known] : NULL;
}

/* One parameter: name, name=default, name:req, name:vararg. */
static bool parse_parameter(struct lexer *lexer, struct macro *macro)
{
    struct macro_parameter parameter = {0};
    if (lexer->token.kind != TOKEN_NAME) {
        error_token(lexer, "expected the name of a parameter");
        return false;
    }
    parameter.name = mem_string(lexer->token.start, lexer->token.length);
    lexer_next(lexer);
    if (lexer_accept(lexer, ':')) {
        parameter.required = token_equals(&lexer->token, "req");
        parameter.rest = token_equals(&lexer->token, "vararg");
        if (!parameter.required && !parameter.rest)
            error_token(lexer, "after ':' a parameter is 'req' or 'vararg'");
        lexer_next(lexer);
    }
    if (token_is(&lexer->token, '=')) {
        const char *end = argument_end(lexer->at, lexer->end);
        parameter.fallback = argument_text(lexer->at, end);
        lexer->at = end;
        lexer_next(lexer);
    }
    macro->parameters = mem_reserve(macro->parameters, &macro->parameter_capacity, macro->parameter_count + 1,
                                    sizeof *macro->parameters);
    macro->parameters[macro->parameter_count++] = parameter;
    return true;
}

static void add_macro(struct assembler *as, struct macro *macro)
{
    unsigned *known = names_find(&as->macros, macro->name, strlen(macro->name));
    as->macro_table = mem_reserve(as->macro_table, &as->macro_capacity, as->macro_count + 1, sizeof *as->macro_table);
    as->macro_table[as->macro_count] = macro;
    if (known)
        *known = (unsigned)as->macro_count;
    else
        names_add(&as->macros, macro->name, strlen(macro->name), (unsigned)as->macro_count);
    as->macro_count++;
}

void directive_macro(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    const struct token directive = lexer->token;
    (void)argument;
    lexer->raw = true;
    lexer_next(lexer);
    const struct token name = lexer->token;
    struct macro *macro = mem_new(sizeof *macro);
    macro->name = mem_string(name.start, name.kind == TOKEN_NAME ? name.length : 0);
    macro->title = mem_new(name.length + 16);
    sprintf(macro->title, "macro '%s'", macro->name);
    macro->file = as->frame->name;
    macro->body = "";
    if (name.kind != TOKEN_NAME) {
        error_token(lexer, "expected the name of the macro");
    } else if (macro_find(as, name.start, name.length)) {
        error_token(lexer, "macro '%s' is already defined; '.purgem %s' forgets it", macro->name, macro->name);
    } else {
        lexer_next(lexer);
        lexer_accept(lexer, ',');
        while (lexer->token.kind != TOKEN_END && parse_parameter(lexer, macro))
            lexer_accept(lexer, ',');
    }
    add_macro(as, macro);
    lexer->raw = false;
    begin_block(lexer, BLOCK_MACRO, &directive);
    as->block.macro = macro;
}

void directive_purgem(struct lexer *lexer, int argument)
{
    (void)argument;
    lexer->raw = true;
    lexer_next(lexer);
    lexer->raw = false;
    struct macro *macro =
        lexer->token.kind == TOKEN_NAME ? macro_find(lexer->as, lexer->token.start, lexer->token.length) : NULL;
    if (!macro) {
        error_token(lexer, "expected the name of a macro");
        return;
    }
    macro->purged = true;
    lexer_next(lexer);
    end_of_statement(lexer);
}

void directive_exitm(struct lexer *lexer, int argument)
{
    struct frame *frame = lexer->as->frame;
    (void)argument;
    for (; frame && frame->source->title; frame = frame->parent) {
        frame->exit_macro = true;
        if (frame->source->title[0] == 'm')
            break;
    }
    if (!frame || !frame->source->title)
        error_token(lexer, "'.exitm' outside of a macro");
    lexer_next(lexer);
}

/* Which parameter an argument of the form name=text names, or count. */
static size_t named_parameter(const struct macro *macro, const char **at, const char *end)
{
    const char *name = *at, *stop = end;
    trim(&name, &stop);
    const char *name_end = name;
    while (name_end < stop && is_name(*name_end))
        name_end++;
    const char *equals = name_end;
    while (equals < stop && (*equals == ' ' || *equals == '\t'))
        equals++;
    if (equals == stop || *equals != '=' || (equals + 1 < stop && equals[1] == '='))
        return macro->parameter_count;
    for (size_t i = 0; i < macro->parameter_count; i++) {
        if (strlen(macro->parameters[i].name) == (size_t)(name_end - name) &&
            memcmp(macro->parameters[i].name, name, (size_t)(name_end - name)) == 0) {
            *at = equals + 1;
            return i;
        }
    }
    return macro->parameter_count;
}

static const char *statement_end(const char *at, const char *end)
{
    while ((at = argument_end(at, end)) < end && *at == ',')
        at++;
    return at;
}

/* Read the arguments of a call into values; returns where they end, or NULL after an error. */
static const char *call_arguments(struct lexer *lexer, const struct macro *macro, char **values)
{
    const char *at = lexer->at, *end = statement_end(at, lexer->end);
    size_t position = 0;
    trim(&at, &end);
    while (at < end) {
        const char *stop = argument_end(at, end);
        size_t named = named_parameter(macro, &at, stop);
        size_t i = named < macro->parameter_count ? named : position++;
        if (i >= macro->parameter_count) {
            error_where(lexer->as, at, (size_t)(stop - at), "macro '%s' takes %zu argument%s", macro->name,
                        macro->parameter_count, macro->parameter_count == 1 ? "" : "s");
            return NULL;
        }
        if (macro->parameters[i].rest)
            stop = end;
        free(values[i]);
        values[i] = macro->parameters[i].rest ? mem_string(at, (size_t)(stop - at)) : argument_text(at, stop);
        at = stop < end ? stop + 1 : end;
    }
    return statement_end(lexer->at, lexer->end);
}

void macro_call(struct lexer *lexer, struct macro *macro)
{
    struct assembler *as = lexer->as;
    const struct token name = lexer->token;
    struct substitution with = {macro->parameters, mem_new((macro->parameter_count + 1) * sizeof(char *)),
                                macro->parameter_count, as->macro_calls++};
    struct buf text = {0};
    lexer_stop(lexer);
    const char *end = call_arguments(lexer, macro, with.values);
    for (size_t i = 0; i < macro->parameter_count && end; i++) {
        const struct macro_parameter *parameter = &macro->parameters[i];
        if (with.values[i] && *with.values[i])
            continue;
        if (parameter->required) {
            error_where(as, name.where, name.where_width, "macro '%s' needs its argument '%s'", macro->name,
                        parameter->name);
            end = NULL;
        }
        free(with.values[i]);
        const char *fallback = parameter->fallback ? parameter->fallback : "";
        with.values[i] = mem_string(fallback, strlen(fallback));
    }
    if (end) {
        substitute(macro->body, macro->body + macro->body_length, &with, &text);
        struct source *source =
            source_new(as, macro->file, macro->first_line, (const char *)text.data, text.length, false);
        run_expansion(as, source, place_here(as, name.where), macro->title);
    }
    continue_at(lexer, end ? end : lexer->end);
    for (size_t i = 0; i < macro->parameter_count; i++)
        free(with.values[i]);
    free(with.values);
    buf_free(&text);
}
