#include <float.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "stdio_impl.h"

/* Exact conversion.  A finite double is m * 2^e; for e < 0 that is m * 5^-e / 10^-e.  So its decimal digits are those
 * of a whole number, computed in words of four digits with 32-bit arithmetic, and rounding sees all of them. */

#define WORD_BASE   10000u
#define WORD_DIGITS 4
#define WORDS_MAX   200                           /* m * 5^1074 has 767 digits */
#define DIGITS_MAX  (WORDS_MAX * WORD_DIGITS + 4) /* a rounding may add one in front */
#define POWER_2     18                            /* WORD_BASE << POWER_2 fits 32 bits */
#define POWER_5     8                             /* WORD_BASE * 5^8 + 5^8 too */

/* value = 0.d0 d1 d2 ... * 10^point; digits are 0..9, count may be 0. */
struct decimal {
    char digits[DIGITS_MAX];
    int count, point;
};

struct words {
    uint32_t word[WORDS_MAX]; /* lowest first */
    int count;
};

static void multiply(struct words *n, uint32_t factor)
{
    uint32_t carry = 0;

    for (int i = 0; i < n->count; i++) {
        uint32_t product = n->word[i] * factor + carry;
        n->word[i] = product % WORD_BASE;
        carry = product / WORD_BASE;
    }
    for (; carry > 0; carry /= WORD_BASE)
        n->word[n->count++] = carry % WORD_BASE;
}

static void scale(struct words *n, int exponent)
{
    for (; exponent >= POWER_2; exponent -= POWER_2)
        multiply(n, 1u << POWER_2);
    if (exponent > 0)
        multiply(n, 1u << exponent);
    for (; exponent <= -POWER_5; exponent += POWER_5)
        multiply(n, 390625);
    for (; exponent < 0; exponent++)
        multiply(n, 5);
}

/* Splits a finite positive number into mantissa and exponent: value = mantissa * 2^result. */
static int split(double value, uint64_t *mantissa)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    int biased = (int)(bits >> 52 & 0x7ff);
    *mantissa = bits & 0xfffffffffffffu;
    if (biased == 0)
        return DBL_MIN_EXP - DBL_MANT_DIG;
    *mantissa |= (uint64_t)1 << 52;
    return biased - 1 + DBL_MIN_EXP - DBL_MANT_DIG;
}

static void to_decimal(double value, struct decimal *d)
{
    struct words n = {.count = 0};
    uint64_t mantissa;
    int exponent = split(value, &mantissa);

    d->count = d->point = 0;
    if (mantissa == 0)
        return;
    for (; exponent < 0 && (mantissa & 1) == 0; exponent++)
        mantissa >>= 1;
    for (; mantissa > 0; mantissa /= WORD_BASE)
        n.word[n.count++] = (uint32_t)(mantissa % WORD_BASE);
    scale(&n, exponent);
    for (int i = n.count; i-- > 0;)
        for (uint32_t unit = WORD_BASE / 10; unit > 0; unit /= 10) {
            char digit = (char)(n.word[i] / unit % 10);
            if (d->count > 0 || digit != 0)
                d->digits[d->count++] = digit;
        }
    d->point = d->count + (exponent < 0 ? exponent : 0);
}

/* Keeps the first n digits (n may be negative or beyond the end), rounding half to even. */
static void round_to(struct decimal *d, long n)
{
    if (n >= d->count)
        return;
    if (n < 0) {
        d->count = 0;
        return;
    }
    bool up = d->digits[n] > 5;
    if (d->digits[n] == 5) {
        up = n > 0 && (d->digits[n - 1] & 1) != 0;
        for (int i = (int)n + 1; i < d->count && !up; i++)
            up = d->digits[i] != 0;
    }
    d->count = (int)n;
    if (!up)
        return;
    while (d->count > 0 && d->digits[d->count - 1] == 9)
        d->count--;
    if (d->count > 0) {
        d->digits[d->count - 1]++;
    } else {
        d->digits[0] = 1;
        d->count = 1;
        d->point++;
    }
}

static char digit_at(const struct decimal *d, int i)
{
    return i >= 0 && i < d->count ? (char)('0' + d->digits[i]) : '0';
}

/* Digits from to to (beyond the ends: zeros). */
static void write_digits(struct output *out, const struct decimal *d, int from, int to)
{
    char piece[64];
    int used = 0;

    for (int i = from; i < to; i++) {
        if (i >= d->count) {
            __output_write(out, piece, (size_t)used);
            __output_fill(out, '0', to - i);
            return;
        }
        piece[used++] = digit_at(d, i);
        if (used == (int)sizeof piece) {
            __output_write(out, piece, (size_t)used);
            used = 0;
        }
    }
    __output_write(out, piece, (size_t)used);
}

/* Opens a field of the given length of body: padding on the left, sign, zeros. */
static void open_field(struct output *out, const struct format_spec *spec, const char *sign, int length)
{
    int padding = spec->width - length - (int)strlen(sign);

    if (!spec->left && !spec->zero)
        __output_fill(out, ' ', padding);
    __output_write(out, sign, strlen(sign));
    if (!spec->left && spec->zero)
        __output_fill(out, '0', padding);
}

static void close_field(struct output *out, const struct format_spec *spec, size_t start)
{
    if (spec->left)
        __output_fill(out, ' ', spec->width - (int)(out->total - start));
}

static void write_fixed(struct output *out, const struct format_spec *spec, const char *sign, const struct decimal *d,
                        int precision)
{
    bool dot = precision > 0 || spec->alternate;
    int before = d->count > 0 && d->point > 0 ? d->point : 1;

    open_field(out, spec, sign, before + dot + precision);
    if (d->count > 0 && d->point > 0)
        write_digits(out, d, 0, d->point);
    else
        __output_write(out, "0", 1);
    if (dot)
        __output_write(out, ".", 1);
    int zeros = d->count == 0 ? precision : d->point < 0 ? -d->point : 0;
    if (zeros > precision)
        zeros = precision;
    __output_fill(out, '0', zeros);
    if (zeros < precision) {
        int from = d->point > 0 ? d->point : 0;
        write_digits(out, d, from, from + precision - zeros);
    }
}

/* Writes e, a sign and at least least digits before end; returns the start. */
static char *exponent_text(char letter, int exponent, int least, char *end)
{
    unsigned magnitude = exponent < 0 ? 0u - (unsigned)exponent : (unsigned)exponent;

    for (; magnitude > 0 || least > 0; magnitude /= 10, least--)
        *--end = (char)('0' + magnitude % 10);
    *--end = exponent < 0 ? '-' : '+';
    *--end = letter;
    return end;
}

static void write_scientific(struct output *out, const struct format_spec *spec, const char *sign,
                             const struct decimal *d, int precision, char letter)
{
    char tail[12];
    char *end = tail + sizeof tail;
    char *exponent = exponent_text(letter, d->count > 0 ? d->point - 1 : 0, 2, end);
    bool dot = precision > 0 || spec->alternate;
    char first = digit_at(d, 0);

    open_field(out, spec, sign, 1 + dot + precision + (int)(end - exponent));
    __output_write(out, &first, 1);
    if (dot)
        __output_write(out, ".", 1);
    write_digits(out, d, 1, 1 + precision);
    __output_write(out, exponent, (size_t)(end - exponent));
}

static void write_general(struct output *out, const struct format_spec *spec, const char *sign, struct decimal *d,
                          int precision, char letter)
{
    int significant = precision > 0 ? precision : 1;

    round_to(d, significant);
    int exponent = d->count > 0 ? d->point - 1 : 0;
    if (!spec->alternate) {
        while (d->count > 0 && d->digits[d->count - 1] == 0)
            d->count--;
        significant = d->count > 0 ? d->count : 1;
    }
    if (exponent < -4 || exponent >= (precision > 0 ? precision : 1)) {
        write_scientific(out, spec, sign, d, significant - 1, letter);
    } else {
        int after = significant - 1 - exponent;
        write_fixed(out, spec, sign, d, after > 0 ? after : 0);
    }
}

/* The mantissa as 1.x (0.x when it is zero or subnormal: then 0x0.x times the least exponent), rounded half to even. */
static void write_hexadecimal(struct output *out, const struct format_spec *spec, const char *sign, double value)
{
    const char *letters = spec->conversion == 'A' ? "0123456789ABCDEF" : "0123456789abcdef";
    uint64_t mantissa;
    int exponent = split(value, &mantissa);
    char body[24], tail[12], prefix[4] = "";
    char *end = tail + sizeof tail;
    int precision = spec->precision, used = 0;

    exponent = mantissa == 0 ? 0 : exponent + DBL_MANT_DIG - 1;
    if (precision >= 0 && precision < 13) {
        uint64_t unit = (uint64_t)1 << (52 - 4 * precision);
        uint64_t rest = mantissa & (unit - 1);
        mantissa -= rest;
        if (rest > unit / 2 || (rest == unit / 2 && (mantissa & unit) != 0 && unit > 1))
            mantissa += unit;
    }
    body[used++] = letters[mantissa >> 52];
    uint64_t fraction = mantissa << 12;
    int digits = 0;
    if (fraction != 0 || precision > 0 || spec->alternate)
        body[used++] = '.';
    for (; precision < 0 ? fraction != 0 : digits < precision && digits < 13; digits++, fraction <<= 4)
        body[used++] = letters[fraction >> 60];
    char *power = exponent_text(spec->conversion == 'A' ? 'P' : 'p', exponent, 1, end);
    int zeros = precision > digits ? precision - digits : 0;
    strcat(strcpy(prefix, sign), spec->conversion == 'A' ? "0X" : "0x");
    open_field(out, spec, prefix, used + zeros + (int)(end - power));
    __output_write(out, body, (size_t)used);
    __output_fill(out, '0', zeros);
    __output_write(out, power, (size_t)(end - power));
}

static void write_special(struct output *out, struct format_spec *spec, const char *sign, bool is_nan)
{
    bool upper = spec->conversion < 'a';
    const char *text = is_nan ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");

    spec->zero = false;
    __output_number(out, spec, sign, 0, text, 3);
}

void __format_double(struct output *out, const struct format_spec *original, double value)
{
    struct format_spec spec = *original;
    struct decimal d;
    uint64_t bits;
    size_t start = out->total;
    int precision = spec.precision < 0 ? 6 : spec.precision;

    memcpy(&bits, &value, sizeof bits);
    bool negative = bits >> 63 != 0;
    const char *sign = negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    if ((bits >> 52 & 0x7ff) == 0x7ff) {
        write_special(out, &spec, sign, (bits << 12) != 0);
        return;
    }
    if (negative)
        value = -value;
    switch (spec.conversion) {
    case 'a':
    case 'A':
        write_hexadecimal(out, &spec, sign, value);
        break;
    case 'e':
    case 'E':
        to_decimal(value, &d);
        round_to(&d, (long)precision + 1);
        write_scientific(out, &spec, sign, &d, precision, spec.conversion);
        break;
    case 'f':
    case 'F':
        to_decimal(value, &d);
        round_to(&d, (long)d.point + precision);
        write_fixed(out, &spec, sign, &d, precision);
        break;
    default:
        to_decimal(value, &d);
        write_general(out, &spec, sign, &d, precision, spec.conversion == 'g' ? 'e' : 'E');
        break;
    }
    close_field(out, &spec, start);
}
