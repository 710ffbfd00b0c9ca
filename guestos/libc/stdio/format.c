#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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
    int padding = spec->width > (int)length ? spec->width - (int)length : 0;

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
    if (text == NULL)
        text = "(null)";
    format_text(out, spec, text, spec->precision < 0 ? strlen(text) : strnlen(text, (size_t)spec->precision));
}

/* One conversion; false when there is none of this letter. */
static bool convert(struct output *out, struct format_spec *spec, va_list *args)
{
    char c;

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
        c = (char)va_arg(*args, int);
        format_text(out, spec, &c, 1);
        return true;
    case 's':
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
        if (!good)
            errno = EINVAL;
    }
    va_end(own);
    if (good && out->total > INT_MAX) {
        errno = EOVERFLOW;
        good = false;
    }
    return good ? (int)out->total : -1;
}
