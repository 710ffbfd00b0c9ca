/* Format strings of printf and scanf against their arguments (-Wformat). */
#include "front/parser.h"

#include <string.h>

/* One conversion specification. */
struct conversion {
    const char *start;
    unsigned stars;    /* '*' for width and precision */
    bool suppressed;   /* scanf's %* */
    bool allocates;    /* scanf's m */
    uint32_t position; /* %1$d: from 1, 0 for none */
    enum { LENGTH_NONE, LENGTH_HH, LENGTH_H, LENGTH_SIZE, LENGTH_L, LENGTH_LL, LENGTH_LONG_DOUBLE } length;
    char letter;
};

struct checking {
    struct parser *p;
    struct expr **arguments;
    uint32_t count, first, next;
    bool scanf;
    bool passed_on;   /* the arguments are in a va_list: only the string can be looked at */
    bool positional;  /* its conversions name their arguments */
    bool alternative; /* there is another format for the same arguments */
    struct span span; /* of the string */
};

static const char *read_length(const char *s, struct conversion *c)
{
    c->length = LENGTH_NONE;
    switch (*s) {
    case 'h': c->length = s[1] == 'h' ? LENGTH_HH : LENGTH_H; return s + (s[1] == 'h' ? 2 : 1);
    case 'l': c->length = s[1] == 'l' ? LENGTH_LL : LENGTH_L; return s + (s[1] == 'l' ? 2 : 1);
    case 'j':
    case 'q': c->length = LENGTH_LL; return s + 1;
    case 'z':
    case 't': c->length = LENGTH_SIZE; return s + 1;
    case 'L': c->length = LENGTH_LONG_DOUBLE; return s + 1;
    default: return s;
    }
}

static const char *read_conversion(const char *s, bool scanf, struct conversion *c)
{
    *c = (struct conversion){.start = s};
    s++;
    if (scanf && *s == '*') {
        c->suppressed = true;
        s++;
    }
    const char *number = s + strspn(s, "0123456789");
    if (*number == '$' && number > s) {
        for (; s < number; s++)
            c->position = c->position < 10000 ? c->position * 10 + (uint32_t)(*s - '0') : 10000;
        s = number + 1;
    }
    while (!scanf && *s && strchr("-+ #0'I", *s))
        s++;
    for (; (*s >= '0' && *s <= '9') || *s == '.' || (*s == '*' && !scanf); s++)
        c->stars += *s == '*';
    if (scanf && *s == 'm') {
        c->allocates = true;
        s++;
    }
    s = read_length(s, c);
    c->letter = *s;
    if (scanf && *s == '[') {
        s += s[1] == '^' ? 2 : 1;
        s += *s == ']';
        while (*s && *s != ']')
            s++;
    }
    return *s ? s + 1 : s;
}

static struct expr *take(struct checking *c)
{
    return c->next < c->count ? c->arguments[c->next++] : NULL;
}

/* The types that a length modifier means; size_t and ptrdiff_t are those of docs/abi.md. */
static bool integer_fits(const struct conversion *conversion, const struct type *type)
{
    if (!type_is_integer(type))
        return false;
    const struct type *integer = type->kind == TYPE_ENUM ? type->enumeration->integer : type;
    switch (conversion->length) {
    case LENGTH_L:
        return integer->kind == TYPE_LONG || integer->kind == TYPE_ULONG ||
               (conversion->letter == 'c' && integer->kind == TYPE_UINT);
    case LENGTH_LONG_DOUBLE: /* "%Ld", as other libraries have it, too */
    case LENGTH_LL: return integer->kind == TYPE_LLONG || integer->kind == TYPE_ULLONG;
    default: return type_rank(integer) <= 3;
    }
}

static bool text_fits(const struct conversion *conversion, const struct type *base)
{
    if (conversion->length != LENGTH_L)
        return type_is_character(base) && conversion->length == LENGTH_NONE;
    return base->kind == TYPE_INT;
}

static bool fits(const struct conversion *conversion, const struct type *type)
{
    switch (conversion->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
    case 'b':
    case 'c': return integer_fits(conversion, type);
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
    case 'a':
    case 'A':
        return type_is_floating(type) &&
               (conversion->length == LENGTH_LONG_DOUBLE ? type->kind == TYPE_LDOUBLE : type->kind != TYPE_LDOUBLE);
    case 's': return type->kind == TYPE_POINTER && text_fits(conversion, type->base);
    case 'p': return type->kind == TYPE_POINTER;
    case 'n': return type->kind == TYPE_POINTER && type_is_integer(type->base);
    default: return true;
    }
}

/* The integer behind a pointer of scanf or %n. */
static bool target_fits(const struct conversion *conversion, const struct type *type)
{
    if (!type_is_integer(type))
        return false;
    switch (conversion->length) {
    case LENGTH_HH: return type_size(type) == 1;
    case LENGTH_H: return type_size(type) == 2;
    case LENGTH_NONE:
    case LENGTH_SIZE: return type->kind == TYPE_INT || type->kind == TYPE_UINT || type->kind == TYPE_ENUM;
    default: return integer_fits(conversion, type);
    }
}

static bool scanf_fits(const struct conversion *conversion, const struct type *type)
{
    if (type->kind != TYPE_POINTER)
        return false;
    const struct type *base = type->base;
    switch (conversion->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
    case 'b':
    case 'n': return target_fits(conversion, base);
    case 'f':
    case 'e':
    case 'g':
    case 'a':
    case 'F':
    case 'E':
    case 'G':
    case 'A':
        return base->kind == (conversion->length == LENGTH_NONE ? TYPE_FLOAT
                              : conversion->length == LENGTH_L  ? TYPE_DOUBLE
                                                                : TYPE_LDOUBLE);
    case 's':
    case 'c':
    case '[': return conversion->allocates ? base->kind == TYPE_POINTER : text_fits(conversion, base);
    case 'p': return base->kind == TYPE_POINTER;
    default: return true;
    }
}

/* What is often meant instead. */
static const char *remedy(const struct checking *c, char letter, const struct type *type)
{
    if (!c->scanf || letter == 's' || letter == '[')
        return "";
    if (type->kind != TYPE_POINTER)
        return type_is_arithmetic(type) ? "; give its address with '&'" : "";
    return type->base->kind == TYPE_DOUBLE ? "; '%lf' reads a double" : "";
}

static void check_argument(struct checking *c, const struct conversion *conversion, int length)
{
    char text[TYPE_TEXT_MAX];
    if (c->passed_on)
        return;
    if (conversion->position) {
        c->positional = true;
        c->next = c->first + conversion->position - 1;
        if (conversion->stars) /* "*2$" is not read */
            return;
    }
    for (unsigned i = 0; i < conversion->stars; i++) {
        const struct expr *star = take(c);
        if (star && star->op != EXPR_BAD && (!type_is_integer(star->type) || type_size(star->type) != 4))
            report_warning(c->p->report, WARN_FORMAT, span_of(star), "'*' in a format wants an int, not '%s'",
                           type_text(star->type, text));
    }
    if (conversion->suppressed)
        return;
    const struct expr *argument = take(c);
    if (!argument) {
        report_warning(c->p->report, WARN_FORMAT, c->span, "no argument is left for '%.*s'", length, conversion->start);
        return;
    }
    if (argument->op == EXPR_BAD ||
        (c->scanf ? scanf_fits(conversion, argument->type) : fits(conversion, argument->type)))
        return;
    report_warning(c->p->report, WARN_FORMAT, span_of(argument), "'%.*s' does not fit an argument of type '%s'%s",
                   length, conversion->start, type_text(argument->type, text),
                   remedy(c, conversion->letter, argument->type));
}

static void check_string(struct checking *c, const char *s, const char *end)
{
    while (s < end && (s = memchr(s, '%', (size_t)(end - s))) != NULL) {
        struct conversion conversion;
        const char *after = read_conversion(s, c->scanf, &conversion);
        if (!conversion.letter) {
            report_warning(c->p->report, WARN_FORMAT, c->span, "the format ends within a conversion");
            return;
        }
        if (!strchr(c->scanf ? "diuxXofFeEgGaAscpn[%" : "diuxXobcfFeEgGaAspnm%", conversion.letter))
            report_warning(c->p->report, WARN_FORMAT, c->span, "no conversion '%.*s'",
                           (int)(after - s) - (conversion.letter < ' '), s);
        else if (conversion.letter != '%' && conversion.letter != 'm')
            check_argument(c, &conversion, (int)(after - s));
        s = after;
    }
}

/* A format that is no literal. */
static void check_unknown(struct parser *p, const struct expr *format, bool arguments)
{
    if (format->op == EXPR_INTEGER)
        return;
    if (!arguments)
        report_warning(p->report, WARN_FORMAT_SECURITY, span_of(format),
                       "a format that is no literal, without arguments; write \"%%s\" before it");
    report_warning(p->report, WARN_FORMAT_NONLITERAL, span_of(format),
                   "the format is no literal, it cannot be checked");
}

static void check_literal(struct checking *c, const struct string_literal *string)
{
    const char *text = (const char *)string->bytes;
    if (!string->length && !c->scanf)
        report_warning(c->p->report, WARN_FORMAT_ZERO_LENGTH, c->span, "an empty format");
    if (strlen(text) < string->length)
        report_warning(c->p->report, WARN_FORMAT, c->span, "the format has a zero byte inside");
    check_string(c, text, text + string->length);
    if (c->next < c->count && !c->positional && !c->alternative)
        report_warning(c->p->report, WARN_FORMAT_EXTRA_ARGS, span_of(c->arguments[c->next]),
                       "the format does not use this argument");
}

/* A literal, or one of the two of a conditional; an array that is constant counts as its initializer would. */
static void check_alternatives(struct checking *c, const struct expr *format)
{
    while (format->op == EXPR_CAST)
        format = format->left;
    if (format->op == EXPR_CONDITIONAL && format->right) {
        struct checking other = *c;
        other.alternative = c->alternative = true;
        check_alternatives(&other, format->right);
        check_alternatives(c, format->third);
        return;
    }
    c->span = span_of(format);
    if (format->op == EXPR_ADDRESS && format->left->op == EXPR_STRING && format->left->string->width == 1)
        check_literal(c, format->left->string);
    else
        check_unknown(c->p, format, c->next < c->count);
}

void check_format(struct parser *p, const struct symbol *function, struct expr **arguments, uint32_t count)
{
    uint32_t string = function->attributes.format_string - 1, first = function->attributes.format_first;
    if (string >= count || !report_wants(p->report, WARN_FORMAT))
        return;
    struct checking c = {.p = p,
                         .arguments = arguments,
                         .count = first ? count : 0,
                         .first = first ? first - 1 : 0,
                         .next = first ? first - 1 : 0,
                         .passed_on = !first,
                         .scanf = function->attributes.format_scanf};
    check_alternatives(&c, arguments[string]);
}

/* Arguments of the C library that must not be null: bit n for argument n + 1. */
static void attributes_nonnull(struct symbol *symbol)
{
    static const struct {
        const char *name;
        uint8_t arguments;
    } table[] = {{"strlen", 1},  {"strcpy", 3},   {"strcat", 3},  {"strcmp", 3}, {"strncmp", 3}, {"strncpy", 3},
                 {"strncat", 3}, {"strchr", 1},   {"strrchr", 1}, {"strstr", 3}, {"strdup", 1},  {"memcpy", 3},
                 {"memmove", 3}, {"memset", 1},   {"memcmp", 3},  {"memchr", 1}, {"printf", 1},  {"fprintf", 3},
                 {"sprintf", 3}, {"snprintf", 4}, {"puts", 1},    {"fputs", 3},  {"scanf", 1},   {"sscanf", 3},
                 {"atoi", 1},    {"fopen", 3},    {"fclose", 1},  {"qsort", 8}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strcmp(symbol->name->text, table[i].name))
            symbol->attributes.nonnull |= table[i].arguments;
}

void attributes_of_library(struct symbol *symbol)
{
    static const struct {
        const char *name;
        uint8_t string, first;
        bool scanf;
    } table[] = {
        {"printf", 1, 2, false},    {"fprintf", 2, 3, false},  {"sprintf", 2, 3, false},  {"snprintf", 3, 4, false},
        {"dprintf", 2, 3, false},   {"asprintf", 2, 3, false}, {"syslog", 2, 3, false},   {"err", 2, 3, false},
        {"errx", 2, 3, false},      {"warn", 1, 2, false},     {"warnx", 1, 2, false},    {"vscanf", 1, 0, true},
        {"vsscanf", 2, 0, true},    {"vfscanf", 2, 0, true},   {"scanf", 1, 2, true},     {"fscanf", 2, 3, true},
        {"sscanf", 2, 3, true},     {"vprintf", 1, 0, false},  {"vfprintf", 2, 0, false}, {"vsprintf", 2, 0, false},
        {"vsnprintf", 3, 0, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!symbol->attributes.format_string && !strcmp(symbol->name->text, table[i].name)) {
            symbol->attributes.format_string = table[i].string;
            symbol->attributes.format_first = table[i].first;
            symbol->attributes.format_scanf = table[i].scanf;
        }
    attributes_nonnull(symbol);
}
