#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "stdio_impl.h"

#define DIGITS_MAX 24 /* of 64 bits in octal, with room */

void __output_write(struct output *out, const char *text, size_t length)
{
    out->write(out, text, length);
    out->total += length;
}

void __output_fill(struct output *out, char c, int count)
{
    char piece[32];

    if (count <= 0)
        return;
    memset(piece, c, sizeof piece);
    for (; count > (int)sizeof piece; count -= (int)sizeof piece)
        __output_write(out, piece, sizeof piece);
    __output_write(out, piece, (size_t)count);
}

void __output_number(struct output *out, const struct format_spec *spec, const char *prefix, int zeros,
                     const char *digits, size_t length)
{
    size_t prefix_length = strlen(prefix);
    int padding = spec->width - (int)prefix_length - zeros - (int)length;

    if (!spec->left && !spec->zero)
        __output_fill(out, ' ', padding);
    __output_write(out, prefix, prefix_length);
    if (!spec->left && spec->zero)
        __output_fill(out, '0', padding);
    __output_fill(out, '0', zeros);
    __output_write(out, digits, length);
    if (spec->left)
        __output_fill(out, ' ', padding);
}

static void format_text(struct output *out, const struct format_spec *spec, const char *text, size_t length)
{
    size_t columns = length;

    if (out->wide)
        for (size_t i = 0; i < length; i++)
            columns -= (text[i] & 0xc0) == 0x80;
    int padding = spec->width > (int)columns ? spec->width - (int)columns : 0;

    if (!spec->left)
        __output_fill(out, ' ', padding);
    __output_write(out, text, length);
    if (spec->left)
        __output_fill(out, ' ', padding);
}

/* Writes the digits before end and returns where they start. */
static char *digits_of(unsigned long long value, unsigned base, bool upper, char *end)
{
    const char *letters = upper ? "0123456789ABCDEF" : "0123456789abcdef";

    for (; value > UINT_MAX; value /= base)
        *--end = letters[value % base];
    for (unsigned low = (unsigned)value; low > 0; low /= base)
        *--end = letters[low % base];
    return end;
}

static void format_integer(struct output *out, struct format_spec *spec, unsigned long long value, const char *sign)
{
    char buffer[DIGITS_MAX];
    char *end = buffer + sizeof buffer;
    unsigned base = 10;
    const char *prefix = sign;

    if (spec->conversion == 'o')
        base = 8;
    if (spec->conversion == 'x' || spec->conversion == 'X' || spec->conversion == 'p') {
        base = 16;
        if (spec->alternate && value != 0)
            prefix = spec->conversion == 'X' ? "0X" : "0x";
    }
    char *start = digits_of(value, base, spec->conversion == 'X', end);
    int length = (int)(end - start);
    int least = spec->precision < 0 ? 1 : spec->precision;
    if (spec->conversion == 'o' && spec->alternate && least <= length)
        least = length + 1;
    if (spec->precision >= 0)
        spec->zero = false;
    __output_number(out, spec, prefix, least > length ? least - length : 0, start, (size_t)length);
}

static long long signed_argument(char length, va_list *args)
{
    switch (length) {
    case 'H':
        return (signed char)va_arg(*args, int);
    case 'h':
        return (short)va_arg(*args, int);
    case 'l':
        return va_arg(*args, long);
    case 'z':
    case 't':
        return va_arg(*args, ptrdiff_t);
    case 'q':
    case 'j':
    case 'L':
        return va_arg(*args, long long);
    default:
        return va_arg(*args, int);
    }
}

static unsigned long long unsigned_argument(char length, va_list *args)
{
    switch (length) {
    case 'H':
        return (unsigned char)va_arg(*args, unsigned);
    case 'h':
        return (unsigned short)va_arg(*args, unsigned);
    case 'l':
        return va_arg(*args, unsigned long);
    case 'z':
    case 't':
        return va_arg(*args, size_t);
    case 'q':
    case 'j':
    case 'L':
        return va_arg(*args, unsigned long long);
    default:
        return va_arg(*args, unsigned);
    }
}

static void store_count(char length, va_list *args, size_t total)
{
    void *to = va_arg(*args, void *);

    switch (length) {
    case 'H':
        *(signed char *)to = (signed char)total;
        break;
    case 'h':
        *(short *)to = (short)total;
        break;
    case 'l':
        *(long *)to = (long)total;
        break;
    case 'z':
    case 't':
        *(size_t *)to = total;
        break;
    case 'q':
    case 'j':
        *(long long *)to = (long long)total;
        break;
    default:
        *(int *)to = (int)total;
        break;
    }
}

/* A decimal number in the format or * for an argument; -1 when it does not fit. */
static int number(const char **format, va_list *args)
{
    int value = 0;

    if (**format == '*') {
        ++*format;
        return va_arg(*args, int);
    }
    while (**format >= '0' && **format <= '9') {
        int digit = *(*format)++ - '0';
        if (value < 0 || value > (INT_MAX - digit) / 10)
            value = -1;
        else
            value = value * 10 + digit;
    }
    return value;
}

static void parse_flags(const char **format, struct format_spec *spec)
{
    for (;; ++*format) {
        switch (**format) {
        case '-':
            spec->left = true;
            break;
        case '+':
            spec->plus = true;
            break;
        case ' ':
            spec->space = true;
            break;
        case '#':
            spec->alternate = true;
            break;
        case '0':
            spec->zero = true;
            break;
        default:
            return;
        }
    }
}

static char parse_length(const char **format)
{
    char c = **format;

    if (c == '\0' || strchr("hljztL", c) == NULL)
        return 0;
    ++*format;
    if ((c == 'h' || c == 'l') && **format == c) {
        ++*format;
        return c == 'h' ? 'H' : 'q';
    }
    return c;
}

/* Reads what follows a %; false when a width does not fit or the format ends. */
static bool parse_spec(const char **format, struct format_spec *spec, va_list *args)
{
    bool star;

    *spec = (struct format_spec){.precision = -1};
    parse_flags(format, spec);
    star = **format == '*';
    spec->width = number(format, args);
    if (star && spec->width < 0 && spec->width != INT_MIN) {
        spec->left = true;
        spec->width = -spec->width;
    }
    if (spec->width < 0)
        return false;
    if (**format == '.') {
        ++*format;
        star = **format == '*';
        spec->precision = number(format, args);
        if (spec->precision < 0 && !star)
            return false;
        if (spec->precision < 0)
            spec->precision = -1;
    }
    spec->length = parse_length(format);
    spec->conversion = **format;
    if (spec->conversion != '\0')
        ++*format;
    return spec->conversion != '\0';
}

static const char *sign_of(const struct format_spec *spec, bool negative)
{
    return negative ? "-" : spec->plus ? "+" : spec->space ? " " : "";
}

static void format_string(struct output *out, const struct format_spec *spec, const char *text)
{
    size_t precision = spec->precision < 0 ? SIZE_MAX : (size_t)spec->precision;

    if (text == NULL)
        text = "(null)";
    format_text(out, spec, text, out->wide ? __characters_bytes(text, SIZE_MAX, precision) : strnlen(text, precision));
}

/* %ls: as UTF-8, no more than the precision's bytes of whole characters; false for what is no character. */
static bool format_wide_string(struct output *out, const struct format_spec *spec, const wchar_t *text)
{
    size_t length = text != NULL ? wcsrtombs(NULL, &(const wchar_t *){text}, 0, NULL) : 0;
    char *bytes = text != NULL && length != (size_t)-1 ? malloc(length + 1) : NULL;

    if (text != NULL && bytes == NULL)
        return false;
    if (text == NULL) {
        format_string(out, spec, NULL);
        return true;
    }
    wcstombs(bytes, text, length + 1);
    if (!out->wide && spec->precision >= 0 && (size_t)spec->precision < length) {
        for (length = (size_t)spec->precision; (bytes[length] & 0xc0) == 0x80;)
            length--;
        bytes[length] = '\0';
    }
    struct format_spec cut = *spec;
    if (!out->wide)
        cut.precision = -1;
    format_string(out, &cut, bytes);
    free(bytes);
    return true;
}

static bool format_character(struct output *out, const struct format_spec *spec, int c)
{
    char bytes[MB_LEN_MAX] = {(char)c};
    size_t length = spec->length == 'l' ? wcrtomb(bytes, (wchar_t)c, NULL) : 1;

    if (length == (size_t)-1)
        return false;
    format_text(out, spec, bytes, length);
    return true;
}

/* One conversion; false when there is none of this letter. */
static bool convert(struct output *out, struct format_spec *spec, va_list *args)
{
    switch (spec->conversion) {
    case 'd':
    case 'i': {
        long long value = signed_argument(spec->length, args);
        unsigned long long magnitude = (unsigned long long)value;
        format_integer(out, spec, value < 0 ? 0 - magnitude : magnitude, sign_of(spec, value < 0));
        return true;
    }
    case 'o':
    case 'u':
    case 'x':
    case 'X':
        format_integer(out, spec, unsigned_argument(spec->length, args), "");
        return true;
    case 'p':
        spec->alternate = true;
        format_integer(out, spec, (uintptr_t)va_arg(*args, void *), "");
        return true;
    case 'c':
        return format_character(out, spec, va_arg(*args, int));
    case 's':
        if (spec->length == 'l')
            return format_wide_string(out, spec, va_arg(*args, const wchar_t *));
        format_string(out, spec, va_arg(*args, const char *));
        return true;
    case 'n':
        store_count(spec->length, args, out->total);
        return true;
    case '%':
        __output_write(out, "%", 1);
        return true;
    default:
        if (strchr("aAeEfFgG", spec->conversion) == NULL)
            return false;
        __format_double(out, spec, va_arg(*args, double));
        return true;
    }
}

int __format(struct output *out, const char *format, va_list args)
{
    va_list own;
    bool good = true;

    va_copy(own, args);
    while (good) {
        size_t literal = strcspn(format, "%");
        if (literal > 0)
            __output_write(out, format, literal);
        format += literal;
        if (*format == '\0')
            break;
        format++;
        struct format_spec spec;
        good = parse_spec(&format, &spec, &own) && convert(out, &spec, &own);
        if (!good && errno != EILSEQ)
            errno = EINVAL;
    }
    va_end(own);
    if (good && out->total > INT_MAX) {
        errno = EOVERFLOW;
        good = false;
    }
    return good ? (int)out->total : -1;
}
