#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "stdio_impl.h"

#define NUMBER_MAX 512 /* characters of a number that are looked at; a longer one fails */

struct scan {
    FILE *stream;
    size_t count; /* characters consumed */
    size_t width; /* left for this conversion */
    int assigned;
    bool at_end; /* input ended before the conversion could start */
};

struct scan_spec {
    bool discard;
    char length; /* as in struct format_spec */
    char conversion;
    bool member[UCHAR_MAX + 1]; /* of [set] */
};

static int next(struct scan *scan)
{
    if (scan->width == 0)
        return EOF;
    int c = fgetc(scan->stream);
    if (c != EOF) {
        scan->count++;
        scan->width--;
    }
    return c;
}

static void back(struct scan *scan, int c)
{
    if (c != EOF) {
        ungetc(c, scan->stream);
        scan->count--;
        scan->width++;
    }
}

static void skip_space(struct scan *scan)
{
    int c;

    do
        c = next(scan);
    while (c != EOF && isspace(c));
    back(scan, c);
}

static void store_integer(const struct scan_spec *spec, va_list *args, unsigned long long value)
{
    void *to = va_arg(*args, void *);

    switch (spec->length) {
    case 'H':
        *(unsigned char *)to = (unsigned char)value;
        break;
    case 'h':
        *(unsigned short *)to = (unsigned short)value;
        break;
    case 'l':
        *(unsigned long *)to = (unsigned long)value;
        break;
    case 'z':
    case 't':
        *(size_t *)to = (size_t)value;
        break;
    case 'q':
    case 'j':
    case 'L':
        *(unsigned long long *)to = value;
        break;
    default:
        *(unsigned *)to = (unsigned)value;
        break;
    }
}

/* The longest prefix of the input that starts an integer of this base, as text. */
static bool gather_integer(struct scan *scan, int *base, char *text)
{
    size_t n = 0;
    bool digits = false;
    int c = next(scan);

    if (c == '+' || c == '-') {
        text[n++] = (char)c;
        c = next(scan);
    }
    if (c == '0' && (*base == 0 || *base == 16)) {
        text[n++] = '0';
        digits = true;
        c = next(scan);
        if (c == 'x' || c == 'X') {
            *base = 16;
            digits = false;
            c = next(scan);
        } else if (*base == 0) {
            *base = 8;
        }
    } else if (*base == 0) {
        *base = 10;
    }
    while (c != EOF && isxdigit(c) && (isdigit(c) ? c - '0' : tolower(c) - 'a' + 10) < *base && n < NUMBER_MAX - 1) {
        text[n++] = (char)c;
        digits = true;
        c = next(scan);
    }
    back(scan, c);
    text[n] = '\0';
    return digits;
}

static bool scan_integer(struct scan *scan, const struct scan_spec *spec, va_list *args)
{
    char text[NUMBER_MAX];
    int base = 10;

    if (spec->conversion == 'i')
        base = 0;
    if (spec->conversion == 'o')
        base = 8;
    if (spec->conversion == 'x' || spec->conversion == 'X' || spec->conversion == 'p')
        base = 16;
    if (!gather_integer(scan, &base, text))
        return false;
    if (spec->discard)
        return true;
    bool is_signed = spec->conversion == 'd' || spec->conversion == 'i';
    unsigned long long value = is_signed ? (unsigned long long)strtoll(text, NULL, base) : strtoull(text, NULL, base);
    store_integer(spec, args, value);
    scan->assigned++;
    return true;
}

/* Appends characters while they are in the set. */
static int gather(struct scan *scan, const char *set, char *text, size_t *n, int c)
{
    while (c != EOF && c != '\0' && strchr(set, c) != NULL && *n < NUMBER_MAX - 1) {
        text[(*n)++] = (char)c;
        c = next(scan);
    }
    return c;
}

static void gather_number(struct scan *scan, char *text, size_t *n, int c)
{
    const char *digits = "0123456789", *exponent = "eE";

    if (c == '0') {
        text[(*n)++] = '0';
        c = next(scan);
        if (c == 'x' || c == 'X') {
            text[(*n)++] = 'x';
            digits = "0123456789abcdefABCDEF";
            exponent = "pP";
            c = next(scan);
        }
    }
    c = gather(scan, digits, text, n, c);
    if (c == '.' && *n < NUMBER_MAX - 1) {
        text[(*n)++] = '.';
        c = gather(scan, digits, text, n, next(scan));
    }
    if (c != EOF && c != '\0' && strchr(exponent, c) != NULL && *n < NUMBER_MAX - 3) {
        text[(*n)++] = (char)c;
        c = next(scan);
        if (c == '+' || c == '-') {
            text[(*n)++] = (char)c;
            c = next(scan);
        }
        c = gather(scan, "0123456789", text, n, c);
    }
    back(scan, c);
}

static bool scan_double(struct scan *scan, const struct scan_spec *spec, va_list *args)
{
    char text[NUMBER_MAX];
    char *end;
    size_t n = 0;
    int c = next(scan);

    if (c == '+' || c == '-') {
        text[n++] = (char)c;
        c = next(scan);
    }
    if (c != EOF && isalpha(c))
        back(scan, gather(scan, "infatyINFATY", text, &n, c));
    else
        gather_number(scan, text, &n, c);
    text[n] = '\0';
    double value = strtod(text, &end);
    if (n == 0 || *end != '\0')
        return false;
    if (spec->discard)
        return true;
    void *to = va_arg(*args, void *);
    if (spec->length == 'l')
        *(double *)to = value;
    else if (spec->length == 'L')
        *(long double *)to = value;
    else
        *(float *)to = strtof(text, NULL);
    scan->assigned++;
    return true;
}

/* Stores a byte, or with l the character that it completes; false for what is no character. */
static bool put(char *narrow, wchar_t *wide, size_t *n, int c, mbstate_t *state)
{
    char byte = (char)c;
    wchar_t character;

    if (wide == NULL) {
        if (narrow != NULL)
            narrow[*n] = byte;
        ++*n;
        return true;
    }
    size_t length = mbrtowc(&character, &byte, 1, state);
    if (length <= 1)
        wide[(*n)++] = character;
    return length != (size_t)-1;
}

/* c, s and [: characters of the set; c takes exactly the width and adds no null. */
static bool scan_text(struct scan *scan, const struct scan_spec *spec, va_list *args)
{
    void *to = spec->discard ? NULL : va_arg(*args, void *);
    wchar_t *wide = spec->length == 'l' ? to : NULL;
    size_t n = 0, wanted = scan->width;
    mbstate_t state = {0};
    int c;

    while ((c = next(scan)) != EOF && spec->member[c])
        if (!put(to, wide, &n, c, &state))
            return false;
    back(scan, c);
    if (n == 0 || (spec->conversion == 'c' && n < wanted)) {
        scan->at_end = n == 0 && c == EOF;
        return false;
    }
    if (wide != NULL && spec->conversion != 'c')
        wide[n] = 0;
    else if (to != NULL && spec->conversion != 'c')
        ((char *)to)[n] = '\0';
    if (to != NULL)
        scan->assigned++;
    return true;
}

static const char *parse_set(const char *p, struct scan_spec *spec)
{
    bool inverted = *p == '^';

    p += inverted;
    memset(spec->member, inverted, sizeof spec->member);
    for (const char *start = p; *p != '\0' && (*p != ']' || p == start); p++) {
        unsigned from = (unsigned char)*p, to = from;
        if (p[1] == '-' && p[2] != ']' && p[2] != '\0') {
            to = (unsigned char)p[2];
            p += 2;
        }
        for (unsigned c = from; c <= to; c++)
            spec->member[c] = !inverted;
    }
    return *p == ']' ? p + 1 : p;
}

static void text_set(struct scan_spec *spec)
{
    for (int c = 0; c <= UCHAR_MAX; c++)
        spec->member[c] = spec->conversion == 'c' || !isspace(c);
}

/* Reads what follows a %. */
static const char *parse_spec(const char *p, struct scan_spec *spec, size_t *width)
{
    spec->discard = *p == '*';
    p += spec->discard;
    *width = 0;
    for (; isdigit((unsigned char)*p); p++)
        *width = *width < 100000000 ? *width * 10 + (size_t)(*p - '0') : *width;
    spec->length = 0;
    if (*p != '\0' && strchr("hljztL", *p) != NULL) {
        spec->length = *p++;
        if ((spec->length == 'h' || spec->length == 'l') && *p == spec->length) {
            spec->length = spec->length == 'h' ? 'H' : 'q';
            p++;
        }
    }
    spec->conversion = *p;
    if (*p != '\0')
        p++;
    if (spec->conversion == '[')
        return parse_set(p, spec);
    text_set(spec);
    return p;
}

static bool convert(struct scan *scan, const struct scan_spec *spec, va_list *args)
{
    if (spec->conversion == 'n') {
        if (!spec->discard)
            store_integer(spec, args, scan->count);
        return true;
    }
    if (spec->conversion != 'c' && spec->conversion != '[') {
        size_t width = scan->width;
        scan->width = SIZE_MAX;
        skip_space(scan);
        scan->width = width;
    }
    if (spec->conversion == '%') {
        int c = next(scan);
        if (c != '%')
            back(scan, c);
        scan->at_end = c == EOF;
        return c == '%';
    }
    int c = next(scan);
    scan->at_end = c == EOF;
    if (c == EOF)
        return false;
    back(scan, c);
    if (strchr("diouxXp", spec->conversion) != NULL)
        return scan_integer(scan, spec, args);
    if (strchr("aAeEfFgG", spec->conversion) != NULL)
        return scan_double(scan, spec, args);
    return strchr("cs[", spec->conversion) != NULL && scan_text(scan, spec, args);
}

/* A character of the format that is not part of a conversion. */
static bool match(struct scan *scan, char wanted)
{
    scan->width = SIZE_MAX;
    if (isspace((unsigned char)wanted)) {
        skip_space(scan);
        return true;
    }
    int c = next(scan);
    if (c == (unsigned char)wanted)
        return true;
    back(scan, c);
    scan->at_end = c == EOF;
    return false;
}

int vfscanf(FILE *restrict stream, const char *restrict format, va_list args)
{
    struct scan scan = {.stream = stream};
    struct scan_spec spec;
    va_list own;
    bool good = true;

    va_copy(own, args);
    while (good && *format != '\0') {
        if (*format != '%') {
            good = match(&scan, *format++);
            continue;
        }
        format = parse_spec(format + 1, &spec, &scan.width);
        if (spec.conversion == '\0')
            break;
        if (scan.width == 0)
            scan.width = spec.conversion == 'c' ? 1 : SIZE_MAX;
        good = convert(&scan, &spec, &own);
    }
    va_end(own);
    return scan.assigned == 0 && scan.at_end ? EOF : scan.assigned;
}

static ssize_t text_end(FILE *stream, void *buffer, size_t length)
{
    (void)stream, (void)buffer, (void)length;
    return 0;
}

int vsscanf(const char *restrict text, const char *restrict format, va_list args)
{
    static const struct stream_ops text_ops = {.read = text_end};
    struct file stream = {.ops = &text_ops, .fd = -1, .readable = true, .mode = _IOFBF};

    stream.buffer = (unsigned char *)(char *)text;
    stream.size = stream.end = strlen(text);
    stream.direction = STREAM_READING;
    return vfscanf(&stream, format, args);
}

int vscanf(const char *restrict format, va_list args)
{
    return vfscanf(stdin, format, args);
}

int fscanf(FILE *restrict stream, const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfscanf(stream, format, args);
    va_end(args);
    return result;
}

int scanf(const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfscanf(stdin, format, args);
    va_end(args);
    return result;
}

int sscanf(const char *restrict text, const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vsscanf(text, format, args);
    va_end(args);
    return result;
}
