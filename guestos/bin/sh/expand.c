#include <ctype.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sh.h"

#define DEPTH_MAX 300

/* Where the characters of a field come from decides what may still happen to them. */
enum origin { LITERAL, QUOTED, EXPANDED };

/* A word in the course of expansion: the field that grows, and those that are complete. */
struct expansion {
    struct buffer text;
    struct buffer origins; /* one for each character */
    bool started;          /* the field exists even when it is empty */
    bool split;            /* into fields and paths */
    bool failed;
    struct strings *fields;
};

static void expand(struct expansion *e, const char *p, const char *end, bool in_quotes);

static void add(struct expansion *e, char c, enum origin origin)
{
    buffer_add(&e->text, c);
    buffer_add(&e->origins, (char)(origin + 1));
    e->started = true;
}

static bool is_magic(char c)
{
    return c == '*' || c == '?' || c == '[';
}

/* The field with a backslash before each character that is not a pattern's. */
static char *pattern_of(const struct expansion *e, bool *magic)
{
    struct buffer pattern = {NULL, 0, 0};

    buffer_add_text(&pattern, "", 0);
    for (size_t i = 0; i < e->text.length; i++) {
        char c = e->text.text[i];
        bool quoted = e->origins.text[i] == QUOTED + 1;
        if (!quoted && is_magic(c))
            *magic = true;
        if (c == '\\' || (quoted && (is_magic(c) || c == ']' || c == '-' || c == '!' || c == '^')))
            buffer_add(&pattern, '\\');
        buffer_add(&pattern, c);
    }
    return pattern.text;
}

/* Ends a field: its paths when it is a pattern that matches any, else itself. */
static void finish_field(struct expansion *e)
{
    bool magic = false;
    glob_t found;

    if (!e->started)
        return;
    char *pattern = pattern_of(e, &magic);
    if (magic && glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            strings_add(e->fields, must_copy(found.gl_pathv[i]));
        globfree(&found);
    } else {
        strings_add(e->fields, must_copy(e->text.text != NULL ? e->text.text : ""));
    }
    free(pattern);
    e->text.length = e->origins.length = 0;
    if (e->text.text != NULL)
        e->text.text[0] = '\0';
    e->started = false;
}

/* A value that an expansion yields. */
static void add_value(struct expansion *e, const char *value, bool in_quotes)
{
    const char *separators = variable_get("IFS");

    if (separators == NULL)
        separators = " \t\n";
    for (; *value != '\0'; value++) {
        if (in_quotes || !e->split) {
            add(e, *value, in_quotes ? QUOTED : EXPANDED);
        } else if (strchr(separators, *value) == NULL) {
            add(e, *value, EXPANDED);
        } else {
            if (!isspace((unsigned char)*value))
                e->started = true;
            finish_field(e);
        }
    }
}

/* $@ and $*: in quotes, "$@" keeps the arguments apart and "$*" joins them. */
static void add_arguments(struct expansion *e, bool in_quotes, bool join)
{
    for (int i = 0; i < shell.argument_count; i++) {
        if (i > 0 && (join || !e->split) && in_quotes)
            add(e, ' ', QUOTED);
        else if (i > 0 && e->split)
            finish_field(e);
        else if (i > 0)
            add(e, ' ', EXPANDED);
        if (in_quotes)
            e->started = true;
        add_value(e, shell.arguments[i], in_quotes);
    }
}

/* The value of a parameter other than $@ and $*; NULL when it is not set.  buffer serves for numbers. */
static const char *parameter(const char *name, size_t length, char buffer[12])
{
    if (length == 1 && strchr("?$!#", *name) != NULL) {
        long value = *name == '?'   ? shell.status
                     : *name == '$' ? shell.pid
                     : *name == '!' ? shell.last_background
                                    : shell.argument_count;
        snprintf(buffer, 12, "%ld", value);
        return *name == '!' && value == 0 ? NULL : buffer;
    }
    if (length == 1 && *name == '-')
        return shell.interactive ? "i" : "";
    if (isdigit((unsigned char)*name)) {
        int i = atoi(name);
        if (i == 0)
            return shell.name;
        return i <= shell.argument_count ? shell.arguments[i - 1] : NULL;
    }
    char *copy = must_alloc(length + 1);
    memcpy(copy, name, length);
    const char *value = variable_get(copy);
    free(copy);
    return value;
}

static size_t parameter_length(const char *p)
{
    size_t n = 0;

    if (*p != '\0' && strchr("?$!#@*-", *p) != NULL)
        return 1;
    if (isdigit((unsigned char)*p))
        return 1;
    while (isalnum((unsigned char)p[n]) || p[n] == '_')
        n++;
    return n;
}

/* A part of a word, expanded without splitting; malloc'd. */
static char *expand_part(const char *p, const char *end, bool as_pattern)
{
    struct expansion e = {.split = false};
    bool magic;

    expand(&e, p, end, false);
    buffer_add_text(&e.text, "", 0);
    char *result = e.failed ? NULL : as_pattern ? pattern_of(&e, &magic) : must_copy(e.text.text);
    buffer_free(&e.text);
    buffer_free(&e.origins);
    return result;
}

/* ${name#pattern} and its kin: the value without its shortest or longest head or tail that matches. */
static void add_trimmed(struct expansion *e, const char *value, const char *operator, const char * end, bool in_quotes)
{
    bool tail = *operator== '%', longest = operator[1] == * operator;
    char *pattern = expand_part(operator+ 1 + longest, end, true);
    char *copy = must_copy(value);
    size_t length = strlen(value);

    for (size_t i = 0; pattern != NULL && i <= length; i++) {
        size_t cut = longest != tail ? length - i : i;
        size_t at = tail ? (longest ? i : length - i) : cut;
        char saved = copy[at];
        if (!tail)
            copy[at] = '\0';
        bool matches = fnmatch(pattern, tail ? copy + at : copy, 0) == 0;
        copy[at] = saved;
        if (!matches)
            continue;
        if (tail)
            copy[at] = '\0';
        add_value(e, tail ? copy : copy + at, in_quotes);
        free(pattern);
        free(copy);
        return;
    }
    e->failed = e->failed || pattern == NULL;
    add_value(e, value, in_quotes);
    free(pattern);
    free(copy);
}

/* ${name:-word} and its kin, from the operator on. */
static void add_conditional(struct expansion *e, const char *name, size_t length, const char *operator,
                            const char * end, bool in_quotes)
{
    char number[12];
    const char *value = parameter(name, length, number);
    bool colon = *operator== ':';
    bool missing = value == NULL || (colon && *value == '\0');

    operator+= colon;
    switch (*operator) {
    case '-':
        if (missing)
            expand(e, operator+ 1, end, in_quotes);
        else
            add_value(e, value, in_quotes);
        break;
    case '+':
        if (!missing)
            expand(e, operator+ 1, end, in_quotes);
        break;
    case '=':
    case '?': {
        char *word = missing ? expand_part(operator+ 1, end, false) : NULL;
        if (missing && *operator== '=' && word != NULL) {
            char *copy = must_alloc(length + 1);
            memcpy(copy, name, length);
            variable_set(copy, word);
            free(copy);
        } else if (missing) {
            complain("%.*s: %s", (int)length, name, word != NULL && *word != '\0' ? word : "is not set");
            e->failed = true;
        }
        add_value(e, missing && word != NULL ? word : value != NULL ? value : "", in_quotes);
        free(word);
        break;
    }
    case '#':
    case '%':
        add_trimmed(e, value != NULL ? value : "", operator, end, in_quotes);
        break;
    default:
        complain("${%.*s}: bad substitution", (int)(end - name), name);
        e->failed = true;
        break;
    }
}

static void expand_braces(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    char number[12];
    bool count = *p == '#' && p + 1 < end && parameter_length(p + 1) > 0 && (p[1] != '@' || p + 2 == end);

    p += count;
    size_t length = parameter_length(p);
    if (isdigit((unsigned char)*p))
        length = strspn(p, "0123456789");
    if (length == 0 || p + length > end || (count && p + length != end)) {
        complain("${%.*s}: bad substitution", (int)(end - p), p);
        e->failed = true;
    } else if (count) {
        const char *value = parameter(p, length, number);
        snprintf(number, sizeof number, "%zu", value != NULL ? strlen(value) : 0);
        add_value(e, number, in_quotes);
    } else if (p + length < end) {
        add_conditional(e, p, length, p + length, end, in_quotes);
    } else if (*p == '@' || *p == '*') {
        add_arguments(e, in_quotes, *p == '*');
    } else {
        const char *value = parameter(p, length, number);
        add_value(e, value != NULL ? value : "", in_quotes);
    }
}

/* The end of a quoted or bracketed piece: p is after its opening character. */
static const char *closing(const char *p, const char *end, char open, char close)
{
    int depth = 1;

    for (; p < end; p++) {
        if (*p == '\\' && p + 1 < end) {
            p++;
        } else if (open != '`' && (*p == '\'' || *p == '"' || *p == '`')) {
            char quote = *p++;
            while (p < end && *p != quote)
                p += *p == '\\' && quote != '\'' && p + 1 < end ? 2 : 1;
        } else if (*p == close && --depth == 0) {
            return p;
        } else if (*p == open) {
            depth++;
        }
    }
    return end;
}

static void add_command(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    struct buffer text = {NULL, 0, 0};

    buffer_add_text(&text, p, (size_t)(end - p));
    char *output = run_capture(text.text);
    add_value(e, output, in_quotes);
    free(output);
    buffer_free(&text);
}

static void add_arithmetic(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    char *text = expand_part(p, end, false), number[16];
    long value;

    if (text != NULL && arithmetic(text, &value)) {
        snprintf(number, sizeof number, "%ld", value);
        add_value(e, number, in_quotes);
    } else {
        e->failed = true;
    }
    free(text);
}

/* What follows a $; returns the place after it. */
static const char *expand_dollar(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    char number[12];
    const char *stop;

    if (p < end && *p == '{') {
        stop = closing(p + 1, end, '{', '}');
        expand_braces(e, p + 1, stop, in_quotes);
        return stop < end ? stop + 1 : end;
    }
    if (p < end && *p == '(') {
        stop = closing(p + 1, end, '(', ')');
        if (p[1] == '(' && stop > p + 2 && stop[-1] == ')')
            add_arithmetic(e, p + 2, stop - 1, in_quotes);
        else
            add_command(e, p + 1, stop, in_quotes);
        return stop < end ? stop + 1 : end;
    }
    size_t length = p < end ? parameter_length(p) : 0;
    if (length == 0) {
        add(e, '$', in_quotes ? QUOTED : LITERAL);
        return p;
    }
    if (*p == '@' || *p == '*') {
        add_arguments(e, in_quotes, *p == '*');
    } else {
        const char *value = parameter(p, length, number);
        add_value(e, value != NULL ? value : "", in_quotes);
    }
    return p + length;
}

static const char *expand_backquote(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    struct buffer text = {NULL, 0, 0};
    const char *stop = closing(p, end, '`', '`');

    buffer_add_text(&text, "", 0);
    for (; p < stop; p++) {
        if (*p == '\\' && p + 1 < stop && strchr("\\`$", p[1]) != NULL)
            p++;
        buffer_add(&text, *p);
    }
    char *output = run_capture(text.text);
    add_value(e, output, in_quotes);
    free(output);
    buffer_free(&text);
    return stop < end ? stop + 1 : end;
}

static const char *quoted_end(const char *p, const char *end)
{
    for (; p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
        else if (*p == '$' && p + 1 < end && (p[1] == '(' || p[1] == '{'))
            p = closing(p + 2, end, p[1], p[1] == '(' ? ')' : '}');
    }
    return p < end ? p : end;
}

static void expand_characters(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    while (p < end && !e->failed) {
        char c = *p++;
        if (c == '$') {
            p = expand_dollar(e, p, end, in_quotes);
        } else if (c == '`') {
            p = expand_backquote(e, p, end, in_quotes);
        } else if (c == '\\' && p < end) {
            if (in_quotes && strchr("$`\"\\\n", *p) == NULL)
                add(e, '\\', QUOTED);
            if (!(in_quotes && *p == '\n'))
                add(e, *p, QUOTED);
            p++;
        } else if (c == '\'' && !in_quotes) {
            e->started = true;
            for (; p < end && *p != '\''; p++)
                add(e, *p, QUOTED);
            p++;
        } else if (c == '"') {
            const char *stop = quoted_end(p, end);
            /* "$@" without arguments is no field at all. */
            if (!(stop - p == 2 && strncmp(p, "$@", 2) == 0))
                e->started = true;
            expand(e, p, stop, true);
            p = stop < end ? stop + 1 : end;
        } else {
            add(e, c, in_quotes ? QUOTED : LITERAL);
        }
    }
}

static void expand(struct expansion *e, const char *p, const char *end, bool in_quotes)
{
    static int depth;

    if (depth == DEPTH_MAX) {
        complain("expansions are nested too deeply");
        e->failed = true;
        return;
    }
    depth++;
    expand_characters(e, p, end, in_quotes);
    depth--;
}

/* ~ and ~/ at the start of a word. */
static const char *expand_tilde(struct expansion *e, const char *word)
{
    const char *home = variable_get("HOME");

    if (word[0] != '~' || (word[1] != '\0' && word[1] != '/') || home == NULL)
        return word;
    for (; *home != '\0'; home++)
        add(e, *home, QUOTED);
    return word + 1;
}

bool expand_words(const struct word *words, struct strings *result)
{
    struct expansion e = {.split = true, .fields = result};

    for (; words != NULL && !e.failed; words = words->next) {
        const char *text = expand_tilde(&e, words->text);
        expand(&e, text, text + strlen(text), false);
        finish_field(&e);
    }
    buffer_free(&e.text);
    buffer_free(&e.origins);
    return !e.failed;
}

char *expand_text(const char *word)
{
    struct expansion e = {.split = false};
    const char *text = expand_tilde(&e, word);

    expand(&e, text, text + strlen(text), false);
    buffer_add_text(&e.text, "", 0);
    buffer_free(&e.origins);
    if (e.failed)
        buffer_free(&e.text);
    return e.text.text;
}

char *expand_pattern(const char *word)
{
    return expand_part(word, word + strlen(word), true);
}

char *expand_here(const char *text)
{
    struct expansion e = {.split = false};
    const char *end = text + strlen(text);

    for (const char *p = text; p < end && !e.failed;) {
        /* A double quote is an ordinary character here. */
        const char *stop = p + strcspn(p, "\"");
        expand(&e, p, stop, true);
        if (stop < end)
            add(&e, '"', QUOTED);
        p = stop + (stop < end);
    }
    buffer_add_text(&e.text, "", 0);
    buffer_free(&e.origins);
    if (e.failed)
        buffer_free(&e.text);
    return e.text.text;
}
