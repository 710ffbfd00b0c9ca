/* __attribute__((...)), [[...]] and _Alignas. */
#include "front/parser.h"

#include <string.h>

enum { ALIGN_MAX = 1 << 16, PRIORITY_MAX = 65535 };

static bool is(const char *name, size_t length, const char *wanted)
{
    while (length > 4 && name[0] == '_' && name[1] == '_' && name[length - 1] == '_' && name[length - 2] == '_') {
        name += 2;
        length -= 4;
    }
    return strlen(wanted) == length && !memcmp(name, wanted, length);
}

/* Attributes without arguments, or whose arguments do not matter. */
static bool *flag_of(struct attributes *a, const char *name, size_t length)
{
    const struct {
        const char *name;
        bool *flag;
    } flags[] = {
#define FLAG(name, member) {name, &a->member},
#include "base/attributes.def"
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (is(name, length, flags[i].name))
            return flags[i].flag;
    return NULL;
}

/* Known elsewhere, without meaning or effect here. */
static bool is_ignored(const char *name, size_t length)
{
    static const char *const names[] = {
#define IGNORED(name) name,
#include "base/attributes.def"
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(name, length, names[i]))
            return true;
    return false;
}

/* Those that change the meaning of a program. */
static bool is_unsupported(const char *name, size_t length)
{
    return is(name, length, "vector_size") || is(name, length, "transparent_union");
}

static const char *next_attribute(void *cursor)
{
    static const char *const names[] = {
#define FLAG(name, member) name,
#define OTHER(name)        name,
#define IGNORED(name)      name,
#include "base/attributes.def"
    };
    size_t *next = cursor;
    return *next < sizeof names / sizeof *names ? names[(*next)++] : NULL;
}

static void report_unknown(struct parser *p, const char *name, size_t length, struct span span)
{
    size_t cursor = 0;
    const char *near = diag_suggest(name, length, next_attribute, &cursor);
    if (near)
        report_warning(p->report, WARN_ATTRIBUTES, span_fixed(span, span.at, near),
                       "attribute '%.*s' is not known, it has no effect; did you mean '%s'?", (int)length, name, near);
    else
        report_warning(p->report, WARN_ATTRIBUTES, span, "attribute '%.*s' is not known, it has no effect", (int)length,
                       name);
}

static void set_align(struct parser *p, struct attributes *out, int64_t align, struct span span)
{
    if (align < 0 || align > ALIGN_MAX || (align & (align - 1)))
        report_error(p->report, span, "an alignment must be a power of two up to %d", ALIGN_MAX);
    else if (align > out->align)
        out->align = (uint32_t)align;
}

static void skip_arguments(struct parser *p)
{
    if (!at(p, TOKEN_LPAREN))
        return;
    unsigned depth = 0;
    do {
        depth += at(p, TOKEN_LPAREN);
        depth -= at(p, TOKEN_RPAREN);
        advance(p);
    } while (depth && !at(p, TOKEN_END));
}

/* format(printf, 1, 2) after the name. */
static void read_format(struct parser *p, struct attributes *out)
{
    int64_t string = 0, first = 0;
    if (!accept(p, TOKEN_LPAREN))
        return;
    if (at(p, TOKEN_NAME))
        out->format_scanf = is(p->token.name->text, p->token.name->length, "scanf");
    bool known = at(p, TOKEN_NAME) && (out->format_scanf || is(p->token.name->text, p->token.name->length, "printf"));
    advance(p);
    if (expect(p, TOKEN_COMMA, NULL))
        parse_constant(p, &string, "the number of the format argument");
    if (expect(p, TOKEN_COMMA, NULL))
        parse_constant(p, &first, "the number of the first argument");
    expect(p, TOKEN_RPAREN, NULL);
    if (known && string > 0 && first >= 0 && first < 1000 && string < 1000) {
        out->format_string = (uint32_t)string;
        out->format_first = (uint32_t)first;
    }
}

static void read_text(struct parser *p, const char **out)
{
    if (!accept(p, TOKEN_LPAREN))
        return;
    parse_string_text(p, out);
    expect(p, TOKEN_RPAREN, NULL);
}

static void read_aligned(struct parser *p, struct attributes *out)
{
    int64_t align = 8;
    struct span span = here(p);
    if (accept(p, TOKEN_LPAREN)) {
        parse_constant(p, &align, "an alignment");
        expect(p, TOKEN_RPAREN, NULL);
    }
    set_align(p, out, align, span);
}

static void read_cleanup(struct parser *p, struct attributes *out)
{
    if (!expect(p, TOKEN_LPAREN, "after 'cleanup'"))
        return;
    if (at(p, TOKEN_NAME) && p->token.name->symbol && p->token.name->symbol->kind == SYMBOL_FUNCTION) {
        out->cleanup = p->token.name->symbol;
        out->cleanup->used = true;
    } else {
        report_error(p->report, here(p), "'cleanup' takes the name of a function");
    }
    advance(p);
    expect(p, TOKEN_RPAREN, NULL);
}

/* constructor, or constructor(200) */
static void read_priority(struct parser *p, uint32_t *out)
{
    int64_t priority;
    if (!accept(p, TOKEN_LPAREN))
        return;
    struct span span = here(p);
    if (!parse_constant(p, &priority, "a priority"))
        return;
    if (priority < 0 || priority > PRIORITY_MAX)
        report_error(p->report, span, "a priority must be from 0 to %d", PRIORITY_MAX);
    else
        *out = (uint32_t)priority;
    expect(p, TOKEN_RPAREN, "after the priority");
}

/* nonnull, or nonnull(1, 3) */
static void read_nonnull(struct parser *p, struct attributes *out)
{
    int64_t number;
    if (!accept(p, TOKEN_LPAREN)) {
        out->nonnull = UINT32_MAX;
        return;
    }
    while (!at(p, TOKEN_RPAREN) && parse_constant(p, &number, "the number of an argument")) {
        if (number > 0 && number <= 32)
            out->nonnull |= (uint32_t)1 << (number - 1);
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    expect(p, TOKEN_RPAREN, NULL);
}

/* (QI), (__SI__), (word) ... */
static void read_mode(struct parser *p, struct attributes *out)
{
    static const struct {
        const char *name, *mode;
    } modes[] = {{"QI", "QI"},          {"byte", "QI"},
                 {"HI", "HI"},          {"SI", "SI"},
                 {"word", "SI"},        {"DI", "DI"},
                 {"SF", "SF"},          {"pointer", "SI"},
                 {"unwind_word", "SI"}, {"libgcc_cmp_return", "SI"},
                 {"DF", "DF"},          {"libgcc_shift_count", "SI"}};
    if (!expect(p, TOKEN_LPAREN, "after 'mode'"))
        return;
    uint32_t length;
    const char *name = token_spelling(&p->token, &length);
    out->mode = NULL;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (is(name, length, modes[i].name))
            out->mode = modes[i].mode;
    if (!out->mode)
        report_error(p->report, here(p), "no mode '%.*s'; QI, HI, SI, DI, SF, DF, byte, word and pointer exist",
                     (int)length, name);
    advance(p);
    expect(p, TOKEN_RPAREN, NULL);
}

struct type *type_of_mode(struct parser *p, struct type *type, const struct attributes *attributes, struct span span)
{
    static const enum type_kind integers[][2] = {
        {TYPE_SCHAR, TYPE_UCHAR}, {TYPE_SHORT, TYPE_USHORT}, {TYPE_INT, TYPE_UINT}, {TYPE_LLONG, TYPE_ULLONG}};
    const char *mode = attributes->mode;
    if (!mode)
        return type;
    bool floating = mode[1] == 'F';
    enum type_kind kind = mode[0] == 'D' ? TYPE_DOUBLE : TYPE_FLOAT;
    if (!floating && type_is_integer(type))
        kind = integers[mode[0] == 'Q' ? 0 : mode[0] == 'H' ? 1 : mode[0] == 'S' ? 2 : 3][!type_is_signed(type)];
    else if (floating ? !type_is_floating(type) : type->kind != TYPE_POINTER || mode[0] != 'S') {
        report_error(p->report, span, "mode '%s' does not fit this type", mode);
        return type;
    } else if (!floating) {
        return type;
    }
    return type_qualified(&p->types, type_basic(&p->types, kind), type->quals);
}

static void read_one(struct parser *p, struct attributes *out)
{
    struct span span = here(p);
    uint32_t length;
    const char *name = token_spelling(&p->token, &length);
    bool word = p->token.kind == TOKEN_NAME || p->token.kind >= TOKEN_AUTO;
    if (!word) {
        report_error(p->report, span, "expected the name of an attribute");
        advance(p);
        return;
    }
    advance(p);
    bool *flag = flag_of(out, name, length);
    if (flag) {
        *flag = true;
        if (flag == &out->constructor)
            read_priority(p, &out->constructor_priority);
        else if (flag == &out->destructor)
            read_priority(p, &out->destructor_priority);
        else
            skip_arguments(p);
    } else if (is(name, length, "aligned")) {
        read_aligned(p, out);
    } else if (is(name, length, "section")) {
        read_text(p, &out->section);
    } else if (is(name, length, "alias")) {
        read_text(p, &out->alias);
    } else if (is(name, length, "format")) {
        read_format(p, out);
    } else if (is(name, length, "nonnull")) {
        read_nonnull(p, out);
    } else if (is(name, length, "mode")) {
        read_mode(p, out);
    } else if (is(name, length, "cleanup")) {
        read_cleanup(p, out);
    } else if (is(name, length, "may_alias")) {
        p->any_alias = true; /* from here on, for all types */
    } else if (is_unsupported(name, length)) {
        report_error(p->report, span, "attribute '%.*s' is not supported", (int)length, name);
        skip_arguments(p);
    } else {
        if (!is_ignored(name, length))
            report_unknown(p, name, length, span);
        skip_arguments(p);
    }
}

/* After __attribute__ */
static void read_gnu(struct parser *p, struct attributes *out)
{
    if (!expect(p, TOKEN_LPAREN, "after '__attribute__'") || !expect(p, TOKEN_LPAREN, "after '__attribute__('"))
        return;
    while (!at(p, TOKEN_RPAREN) && !at(p, TOKEN_END)) {
        if (!at(p, TOKEN_COMMA))
            read_one(p, out);
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    expect(p, TOKEN_RPAREN, "after the attributes");
    expect(p, TOKEN_RPAREN, "after the attributes");
}

/* After [[ : names, perhaps with a prefix (gnu::packed). */
static void read_standard(struct parser *p, struct attributes *out)
{
    while (!at(p, TOKEN_RBRACKET) && !at(p, TOKEN_END)) {
        if (at(p, TOKEN_NAME) && peek(p)->kind == TOKEN_COLON) {
            advance(p);
            advance(p);
            expect(p, TOKEN_COLON, "in an attribute's name");
        }
        if (!at(p, TOKEN_COMMA))
            read_one(p, out);
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    expect(p, TOKEN_RBRACKET, NULL);
    expect(p, TOKEN_RBRACKET, NULL);
}

void parse_attributes(struct parser *p, struct attributes *out)
{
    for (;;) {
        if (accept(p, TOKEN_ATTRIBUTE)) {
            read_gnu(p, out);
        } else if (at(p, TOKEN_LBRACKET) && peek(p)->kind == TOKEN_LBRACKET) {
            advance(p);
            advance(p);
            read_standard(p, out);
        } else {
            return;
        }
    }
}

bool parse_alignas(struct parser *p, struct attributes *out)
{
    int64_t align;
    if (!accept(p, TOKEN_ALIGNAS))
        return false;
    struct span span = here(p);
    expect(p, TOKEN_LPAREN, "after '_Alignas'");
    if (starts_type_name(p, &p->token))
        align = type_align(parse_type_name(p));
    else
        parse_constant(p, &align, "an alignment");
    expect(p, TOKEN_RPAREN, NULL);
    set_align(p, out, align, span);
    out->alignas_at = span.at;
    if (align > out->alignas_bytes && align <= ALIGN_MAX && !(align & (align - 1)))
        out->alignas_bytes = (uint32_t)align;
    return true;
}

void check_alignas(struct parser *p, const struct attributes *attributes, const struct type *type, const char *what)
{
    char text[TYPE_TEXT_MAX];
    if (!attributes->alignas_at)
        return;
    if (what)
        report_error(p->report, span_at(attributes->alignas_at), "_Alignas is not for %s", what);
    else if (attributes->alignas_bytes && attributes->alignas_bytes < type_align(type))
        report_error(p->report, span_at(attributes->alignas_at), "_Alignas asks for less than '%s' needs, %u bytes",
                     type_text(type, text), (unsigned)type_align(type));
}

void attributes_merge(struct attributes *to, const struct attributes *from)
{
    if (from->align > to->align)
        to->align = from->align;
    to->alignas_at = from->alignas_at ? from->alignas_at : to->alignas_at;
    if (from->alignas_bytes > to->alignas_bytes)
        to->alignas_bytes = from->alignas_bytes;
    to->section = from->section ? from->section : to->section;
    to->alias = from->alias ? from->alias : to->alias;
    to->assembler_name = from->assembler_name ? from->assembler_name : to->assembler_name;
    to->cleanup = from->cleanup ? from->cleanup : to->cleanup;
    if (from->format_string) {
        to->format_string = from->format_string;
        to->format_first = from->format_first;
        to->format_scanf = from->format_scanf;
    }
    to->mode = from->mode ? from->mode : to->mode;
    to->nonnull |= from->nonnull;
    to->packed |= from->packed;
    to->weak |= from->weak;
    to->used |= from->used;
    to->unused |= from->unused;
    to->noreturn |= from->noreturn;
    to->pure |= from->pure;
    to->constant |= from->constant;
    to->noinline |= from->noinline;
    to->always_inline |= from->always_inline;
    to->constructor |= from->constructor;
    to->destructor |= from->destructor;
    if (from->constructor_priority)
        to->constructor_priority = from->constructor_priority;
    if (from->destructor_priority)
        to->destructor_priority = from->destructor_priority;
    to->deprecated |= from->deprecated;
    to->naked |= from->naked;
    to->cold |= from->cold;
    to->gnu_inline |= from->gnu_inline;
    to->returns_twice |= from->returns_twice;
    to->warn_unused_result |= from->warn_unused_result;
    to->fallthrough |= from->fallthrough;
}
