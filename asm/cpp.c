/* Lines that begin with #: the part of the C preprocessor that headers of constants need. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

/* Length of the word at a place. */
static size_t word_length(const char *at, const char *end)
{
    const char *start = at;
    while (at < end && is_name(*at) && *at != '.')
        at++;
    return (size_t)(at - start);
}

struct define *define_find(const struct assembler *as, const char *name, size_t length)
{
    const unsigned *known = names_find(&as->defines, name, length);
    return known ? as->define_table[*known] : NULL;
}

static void set_define(struct assembler *as, struct define *define)
{
    unsigned *known = names_find(&as->defines, define->name, strlen(define->name));
    define->next = as->all_defines;
    as->all_defines = define;
    if (known) {
        as->define_table[*known] = define;
        return;
    }
    as->define_table =
        mem_reserve(as->define_table, &as->define_capacity, as->define_count + 1, sizeof *as->define_table);
    as->define_table[as->define_count] = define;
    names_add(&as->defines, define->name, strlen(define->name), (unsigned)as->define_count++);
}

void asm_define(struct assembler *as, const char *name, const char *text)
{
    struct define *define = mem_new(sizeof *define);
    define->name = mem_string(name, strlen(name));
    define->text = mem_string(text, strlen(text));
    set_define(as, define);
}

/* ---- Lines ---- */

struct line_reader {
    struct assembler *as;
    const char *at, *end;
    const char *where; /* the # */
};

static void skip_blanks(struct line_reader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\v'))
        reader->at++;
}

/* The next word, or NULL. */
static char *read_name(struct line_reader *reader)
{
    skip_blanks(reader);
    size_t length = word_length(reader->at, reader->end);
    if (!length || (*reader->at >= '0' && *reader->at <= '9')) {
        error_where(reader->as, reader->at, 1, "expected a name");
        return NULL;
    }
    char *name = mem_string(reader->at, length);
    reader->at += length;
    return name;
}

static char *rest_of_line(struct line_reader *reader)
{
    skip_blanks(reader);
    const char *end = reader->end;
    while (end > reader->at && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\v'))
        end--;
    return mem_string(reader->at, (size_t)(end - reader->at));
}

static bool read_parameters(struct line_reader *reader, struct define *define)
{
    define->function = true;
    reader->at++;
    skip_blanks(reader);
    while (reader->at < reader->end && *reader->at != ')') {
        char *name = read_name(reader);
        if (!name)
            return false;
        define->parameters = mem_reserve(define->parameters, &define->parameter_capacity, define->parameter_count + 1,
                                         sizeof *define->parameters);
        define->parameters[define->parameter_count++] = name;
        skip_blanks(reader);
        if (reader->at < reader->end && *reader->at == ',')
            reader->at++;
        skip_blanks(reader);
    }
    if (reader->at == reader->end || define->parameter_count > OPERANDS_MAX) {
        error_where(reader->as, reader->where, 1, "'#define' with parameters needs ')' after at most %d of them",
                    OPERANDS_MAX);
        return false;
    }
    reader->at++;
    return true;
}

static void line_define(struct line_reader *reader)
{
    struct define *define = mem_new(sizeof *define);
    define->name = read_name(reader);
    const char *where = reader->at;
    bool good = define->name && (reader->at == reader->end || *reader->at != '(' || read_parameters(reader, define));
    if (!define->name)
        define->name = mem_string("", 0);
    define->text = rest_of_line(reader);
    struct define *known = define_find(reader->as, define->name, strlen(define->name));
    if (good && known && strcmp(known->text, define->text) != 0)
        error_where(reader->as, where - strlen(define->name), strlen(define->name),
                    "'%s' is already defined as '%.60s'; '#undef' it first", define->name, known->text);
    if (!good || known) { /* keep it only to be freed */
        define->next = reader->as->all_defines;
        reader->as->all_defines = define;
        return;
    }
    set_define(reader->as, define);
}

static void line_undef(struct line_reader *reader)
{
    char *name = read_name(reader);
    unsigned *known = name ? names_find(&reader->as->defines, name, strlen(name)) : NULL;
    if (known)
        reader->as->define_table[*known] = NULL;
    free(name);
}

static void line_include(struct line_reader *reader)
{
    skip_blanks(reader);
    char close = reader->at < reader->end && *reader->at == '<' ? '>' : '"';
    const char *start = reader->at + 1, *end = start;
    while (end < reader->end && *end != close)
        end++;
    if (start >= reader->end || end >= reader->end || (close == '"' && *reader->at != '"') || end == start) {
        error_where(reader->as, reader->where, 1, "expected #include \"file\" or #include <file>");
        return;
    }
    struct token path = {.kind = TOKEN_STRING,
                         .start = start,
                         .length = (size_t)(end - start),
                         .where = reader->at,
                         .where_width = (size_t)(end - start) + 2};
    source_include(reader->as, &path);
}

static bool is_defined(const struct assembler *as, const char *name, size_t length)
{
    return define_find(as, name, length) != NULL;
}

/* The condition of #if with every defined(NAME) replaced by 1 or 0. */
static void resolve_defined(const struct assembler *as, const char *at, const char *end, struct buf *out)
{
    while (at < end) {
        size_t length = word_length(at, end);
        if (!length) {
            buf_put8(out, (uint8_t)*at++);
            continue;
        }
        if (length != 7 || memcmp(at, "defined", 7) != 0) {
            buf_put(out, at, length);
            at += length;
            continue;
        }
        at += length;
        bool parenthesis = false;
        while (at < end && (*at == ' ' || *at == '\t' || (*at == '(' && !parenthesis)))
            parenthesis = parenthesis || *at++ == '(';
        length = word_length(at, end);
        buf_put8(out, is_defined(as, at, length) ? '1' : '0');
        at += length;
        while (parenthesis && at < end && (*at == ' ' || *at == '\t'))
            at++;
        at += parenthesis && at < end && *at == ')';
    }
}

static bool condition_value(struct line_reader *reader)
{
    struct assembler *as = reader->as;
    struct buf text = {0};
    struct lexer lexer;
    int64_t number = 0;
    resolve_defined(as, reader->at, reader->end, &text);
    buf_put8(&text, 0);
    lexer_start(&lexer, as, (const char *)text.data, (const char *)text.data + text.length - 1);
    lexer.fixed = reader->where;
    lexer.fixed_width = (size_t)(reader->end - reader->where);
    as->names_are_zero = true;
    lexer_next(&lexer);
    if (expression_number(&lexer, &number))
        end_of_statement(&lexer);
    as->names_are_zero = false;
    lexer_stop(&lexer);
    buf_free(&text);
    return number != 0;
}

static void push_ifdef(struct line_reader *reader, bool wanted)
{
    char *name = condition_active(reader->as) ? read_name(reader) : NULL;
    condition_push(reader->as, name && is_defined(reader->as, name, strlen(name)) == wanted, true, reader->where);
    free(name);
}

static void line_elif(struct line_reader *reader)
{
    struct assembler *as = reader->as;
    const struct condition *top = as->condition_count ? &as->conditions[as->condition_count - 1] : NULL;
    bool value = top && top->outer && !top->was_taken && condition_value(reader);
    condition_else(as, value, true, true, reader->where);
}

/* # 12 "file": what follows comes from there. */
static void line_marker(struct line_reader *reader)
{
    struct source *source = reader->as->frame->source;
    unsigned line = 0;
    skip_blanks(reader);
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9' && line < 100000000)
        line = line * 10 + (unsigned)(*reader->at++ - '0');
    skip_blanks(reader);
    const char *start = reader->at + 1, *end = start;
    while (end < reader->end && *end != '"')
        end++;
    if (reader->at == reader->end || *reader->at != '"' || end >= reader->end) {
        error_where(reader->as, reader->where, 1, "a line marker is # number \"file\"");
        return;
    }
    source->markers =
        mem_reserve(source->markers, &source->marker_capacity, source->marker_count + 1, sizeof *source->markers);
    struct marker *marker = &source->markers[source->marker_count++];
    *marker = (struct marker){reader->where, line, mem_string(start, (size_t)(end - start))};
    reader->as->frame->name = marker->name;
    reader->as->frame->line = line - 1;
}

static void line_message(struct line_reader *reader, enum diag_level level)
{
    char *text = rest_of_line(reader);
    message(reader->as, level, reader->where, 1, "%s", text);
    free(text);
}

static void line_error(struct line_reader *reader)
{
    line_message(reader, DIAG_ERROR);
}

static void line_warning(struct line_reader *reader)
{
    line_message(reader, DIAG_WARNING);
}

static void line_ignored(struct line_reader *reader)
{
    (void)reader;
}

static void line_ifdef(struct line_reader *reader)
{
    push_ifdef(reader, true);
}

static void line_ifndef(struct line_reader *reader)
{
    push_ifdef(reader, false);
}

static void line_if(struct line_reader *reader)
{
    condition_push(reader->as, condition_active(reader->as) && condition_value(reader), true, reader->where);
}

static void line_else(struct line_reader *reader)
{
    condition_else(reader->as, true, false, true, reader->where);
}

static void line_endif(struct line_reader *reader)
{
    condition_pop(reader->as, true, reader->where);
}

static const struct {
    const char *word;
    void (*handler)(struct line_reader *reader);
    bool always; /* also in text that is skipped */
} lines[] = {
    {"define", line_define, false}, {"undef", line_undef, false},     {"include", line_include, false},
    {"ifdef", line_ifdef, true},    {"ifndef", line_ifndef, true},    {"if", line_if, true},
    {"elif", line_elif, true},      {"else", line_else, true},        {"endif", line_endif, true},
    {"error", line_error, false},   {"warning", line_warning, false}, {"pragma", line_ignored, false},
    {"line", line_ignored, false},  {"", line_marker, false},
};

bool cpp_is_directive(const char *at, const char *end)
{
    at++;
    if (end - at >= 3 && at[0] == ' ' && at[1] >= '0' && at[1] <= '9') { /* # 12 "file" of a preprocessor */
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        return memchr(at, '"', (size_t)((newline ? newline : end) - at)) != NULL;
    }
    size_t length = word_length(at, end);
    for (size_t i = 0; length && i < sizeof lines / sizeof *lines; i++)
        if (strlen(lines[i].word) == length && memcmp(lines[i].word, at, length) == 0)
            return true;
    return false;
}

void cpp_line(struct assembler *as, const char *start, const char *end)
{
    struct line_reader reader = {as, start + 1, end, start};
    size_t length = word_length(reader.at, end);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strlen(lines[i].word) != length || memcmp(lines[i].word, reader.at, length) != 0)
            continue;
        reader.at += length;
        if (lines[i].always || condition_active(as))
            lines[i].handler(&reader);
        return;
    }
}
