/* Format strings of printf and scanf against their arguments (-Wformat). */
#include "front/parser.h"

#include <string.h>

/* One conversion specification. */
struct conversion {
    const char *start;
    unsigned stars;  /* '*' for width and precision */
    bool suppressed; /* scanf's %* */
    enum { LENGTH_NONE, LENGTH_HH, LENGTH_H, LENGTH_L, LENGTH_LL, LENGTH_LONG_DOUBLE } length;
    char letter;
};

struct checking {
    struct parser *p;
    struct expr **arguments;
    uint32_t count, next;
    bool scanf;
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
    case 't': c->length = LENGTH_L; return s + 1;
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
    while (!scanf && *s && strchr("-+ #0'", *s))
        s++;
    for (; (*s >= '0' && *s <= '9') || *s == '.' || (*s == '*' && !scanf); s++)
        c->stars += *s == '*';
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

static bool integer_fits(const struct conversion *conversion, const struct type *type)
{
    if (!type_is_integer(type))
        return false;
    unsigned wanted = conversion->length == LENGTH_LL ? 8 : 4;
    return type_size(type) == wanted;
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
    case 'A': return type_is_floating(type);
    case 's': return type->kind == TYPE_POINTER && (type_is_character(type->base) || conversion->length == LENGTH_L);
    case 'p':
    case 'n': return type->kind == TYPE_POINTER;
    default: return true;
    }
}

static bool scanf_fits(const struct conversion *conversion, const struct type *type)
{
    static const uint8_t bytes[] = {
        [LENGTH_NONE] = 4, [LENGTH_HH] = 1, [LENGTH_H] = 2, [LENGTH_L] = 4, [LENGTH_LL] = 8, [LENGTH_LONG_DOUBLE] = 8,
    };
    if (type->kind != TYPE_POINTER)
        return false;
    switch (conversion->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
    case 'n': return type_is_integer(type->base) && type_size(type->base) == bytes[conversion->length];
    case 'f':
    case 'e':
    case 'g':
    case 'a':
    case 'F':
    case 'E':
    case 'G':
    case 'A':
        return type_is_floating(type->base) && type_size(type->base) == (conversion->length == LENGTH_NONE ? 4 : 8);
    case 's':
    case 'c':
    case '[': return type_is_character(type->base) || conversion->length == LENGTH_L;
    default: return true;
    }
}

static void check_conversion(struct checking *c, const struct conversion *conversion, int length)
{
    char text[TYPE_TEXT_MAX];
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
    report_warning(c->p->report, WARN_FORMAT, span_of(argument), "'%.*s' does not fit an argument of type '%s'", length,
                   conversion->start, type_text(argument->type, text));
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
            report_warning(c->p->report, WARN_FORMAT, c->span, "no conversion '%.*s'", (int)(after - s), s);
        else if (conversion.letter != '%' && conversion.letter != 'm')
            check_conversion(c, &conversion, (int)(after - s));
        s = after;
    }
}

void check_format(struct parser *p, const struct symbol *function, struct expr **arguments, uint32_t count)
{
    uint32_t string = function->attributes.format_string - 1, first = function->attributes.format_first;
    if (string >= count || !report_wants(p->report, WARN_FORMAT))
        return;
    const struct expr *format = arguments[string];
    while (format->op == EXPR_CAST)
        format = format->left;
    if (format->op != EXPR_ADDRESS || format->left->op != EXPR_STRING || format->left->string->width != 1)
        return;
    struct checking c = {.p = p,
                         .arguments = arguments,
                         .count = count,
                         .next = first ? first - 1 : count,
                         .scanf = function->attributes.format_scanf,
                         .span = span_of(format)};
    if (!first)
        return;
    const char *text = (const char *)format->left->string->bytes;
    check_string(&c, text, text + format->left->string->length);
    if (c.next < count)
        report_warning(p->report, WARN_FORMAT_EXTRA_ARGS, span_of(arguments[c.next]),
                       "the format does not use this argument");
}

void attributes_of_library(struct symbol *symbol)
{
    static const struct {
        const char *name;
        uint8_t string, first;
        bool scanf;
    } table[] = {
        {"printf", 1, 2, false},  {"fprintf", 2, 3, false},  {"sprintf", 2, 3, false},  {"snprintf", 3, 4, false},
        {"dprintf", 2, 3, false}, {"scanf", 1, 2, true},     {"fscanf", 2, 3, true},    {"sscanf", 2, 3, true},
        {"vprintf", 1, 0, false}, {"vfprintf", 2, 0, false}, {"vsprintf", 2, 0, false}, {"vsnprintf", 3, 0, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!symbol->attributes.format_string && !strcmp(symbol->name->text, table[i].name)) {
            symbol->attributes.format_string = table[i].string;
            symbol->attributes.format_first = table[i].first;
            symbol->attributes.format_scanf = table[i].scanf;
        }
}
