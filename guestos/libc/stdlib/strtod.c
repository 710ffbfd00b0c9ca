#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Exact conversion.  The decimal number is kept as fixed-point words of four digits and scaled by powers of two until
 * its whole part fills 64 bits; those bits, and whether anything lies below them, decide the rounding. */

#define WORD_BASE   10000u
#define WORD_DIGITS 4
#define WHOLE_WORDS 90     /* words before the point: 10^309 and a factor of 2^18 */
#define WORDS       380    /* the rest: down to 10^-1160 */
#define DIGITS_MAX  800    /* more significant digits cannot change the result, only that some are not 0 */
#define POINT_MAX   310    /* of 0.d * 10^point: above it is infinity */
#define POINT_MIN   (-330) /* and below it 0 */
#define STEP        18     /* WORD_BASE << STEP fits 32 bits */

/* word[0] is the most significant; word[WHOLE_WORDS] the first after the point. */
struct fixed {
    uint32_t word[WORDS];
    int low;     /* one past the last word that is not 0 */
    bool sticky; /* something not 0 fell off the end */
};

/* What a format can hold. */
struct format {
    int mantissa_bits, least_exponent, greatest_exponent; /* of mantissa * 2^exponent with a whole mantissa */
};
static const struct format double_format = {53, -1074, 971};
static const struct format float_format = {24, -149, 104};

static void shift_left(struct fixed *n, int count)
{
    uint32_t carry = 0;

    for (int i = n->low; i-- > 0;) {
        uint32_t value = (n->word[i] << count) + carry;
        n->word[i] = value % WORD_BASE;
        carry = value / WORD_BASE;
    }
    while (n->low > 0 && n->word[n->low - 1] == 0)
        n->low--;
}

static void shift_right(struct fixed *n, int count)
{
    uint32_t rest = 0;
    int i;

    for (i = 0; i < n->low || rest != 0; i++) {
        if (i == WORDS) {
            n->sticky = true;
            break;
        }
        uint32_t value = rest * WORD_BASE + n->word[i];
        n->word[i] = value >> count;
        rest = value & ((1u << count) - 1);
    }
    n->low = i;
    while (n->low > 0 && n->word[n->low - 1] == 0)
        n->low--;
}

/* Bits of the whole part, or more than 64 when it is larger. */
static int whole_bits(const struct fixed *n, uint64_t *whole)
{
    int first = 0, bits = 0;

    while (first < WHOLE_WORDS && n->word[first] == 0)
        first++;
    *whole = 0;
    if (WHOLE_WORDS - first > 5)
        return 65;
    for (; first < WHOLE_WORDS; first++) {
        if (*whole > (UINT64_MAX - n->word[first]) / WORD_BASE)
            return 65;
        *whole = *whole * WORD_BASE + n->word[first];
    }
    while (bits < 64 && *whole >> bits != 0)
        bits++;
    return bits;
}

/* mantissa (its top bit set) * 2^exponent, plus a little when sticky, rounded half to even into the format. */
static double assemble(uint64_t mantissa, int exponent, bool sticky, const struct format *format)
{
    int drop = 64 - format->mantissa_bits;
    union {
        uint64_t bits;
        double value;
    } result = {0};

    if (exponent + drop < format->least_exponent)
        drop = format->least_exponent - exponent;
    if (drop > 64) {
        errno = ERANGE;
        return 0;
    }
    uint64_t kept = drop == 64 ? 0 : mantissa >> drop;
    uint64_t half = (uint64_t)1 << (drop - 1);
    uint64_t rest = drop == 64 ? mantissa : mantissa & (2 * half - 1);
    if (rest > half || (rest == half && (sticky || (kept & 1) != 0)))
        kept++;
    exponent += drop;
    if (kept >> format->mantissa_bits != 0) {
        kept >>= 1;
        exponent++;
    }
    if (exponent > format->greatest_exponent) {
        errno = ERANGE;
        result.bits = (uint64_t)0x7ff << 52;
        return result.value;
    }
    if (kept >> (format->mantissa_bits - 1) == 0 && (rest != 0 || sticky))
        errno = ERANGE;
    /* kept has at most 53 bits and 2^exponent is in the range of doubles: both steps are exact. */
    double value = (double)kept;
    for (; exponent < 0; exponent += 512 < -exponent ? 512 : -exponent) {
        result.bits = (uint64_t)(1023 - (512 < -exponent ? 512 : -exponent)) << 52;
        value *= result.value;
    }
    for (; exponent > 0; exponent -= 512 < exponent ? 512 : exponent) {
        result.bits = (uint64_t)(1023 + (512 < exponent ? 512 : exponent)) << 52;
        value *= result.value;
    }
    return value;
}

static double convert(struct fixed *n, const struct format *format)
{
    uint64_t whole = 0;
    int exponent = 0, bits;

    while (n->low > 0 && (bits = whole_bits(n, &whole)) != 64) {
        int step = bits > 64 ? 1 : 64 - bits < STEP ? 64 - bits : STEP;
        if (bits > 64 && n->word[WHOLE_WORDS - 10] != 0)
            step = STEP;
        if (bits > 64)
            shift_right(n, step);
        else
            shift_left(n, step);
        exponent += bits > 64 ? step : -step;
    }
    if (n->low == 0)
        return 0;
    return assemble(whole, exponent, n->sticky || n->low > WHOLE_WORDS, format);
}

/* Up to DIGITS_MAX significant digits of a number 0.d0 d1 ... * 10^point. */
struct digits {
    char digit[DIGITS_MAX];
    int count;
    long point;
    bool sticky; /* digits that are not 0 were left out */
};

static long clamp(long value)
{
    return value > INT_MAX / 2 ? INT_MAX / 2 : value < -(INT_MAX / 2) ? -(INT_MAX / 2) : value;
}

/* An exponent after its letter; NULL when there is none. */
static const char *parse_exponent(const char *p, long *exponent)
{
    bool negative = *p == '-';

    if (*p == '+' || *p == '-')
        p++;
    if (!isdigit((unsigned char)*p))
        return NULL;
    long value = 0;
    for (; isdigit((unsigned char)*p); p++)
        if (value < INT_MAX / 20)
            value = value * 10 + (*p - '0');
    *exponent = negative ? -value : value;
    return p;
}

/* Reads digits with a point and an exponent; NULL when there is no digit. */
static const char *parse_decimal(const char *p, struct digits *d)
{
    bool any = false, after_point = false;
    long exponent;

    d->count = 0;
    d->point = 0;
    d->sticky = false;
    for (; isdigit((unsigned char)*p) || (*p == '.' && !after_point); p++) {
        if (*p == '.') {
            after_point = true;
            continue;
        }
        any = true;
        if (!after_point && (d->count > 0 || *p != '0'))
            d->point++;
        if (after_point && d->count == 0 && *p == '0')
            d->point--;
        if (d->count == 0 && *p == '0')
            continue;
        if (d->count < DIGITS_MAX)
            d->digit[d->count++] = (char)(*p - '0');
        else if (*p != '0')
            d->sticky = true;
    }
    if (!any)
        return NULL;
    if (*p == 'e' || *p == 'E') {
        const char *end = parse_exponent(p + 1, &exponent);
        if (end != NULL) {
            d->point = clamp(d->point + exponent);
            p = end;
        }
    }
    return p;
}

/* Numbers of up to 15 digits and a small power of ten: one exact operation on exact operands. */
static bool convert_small(const struct digits *d, double *value)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    long exponent = d->point - d->count;

    if (d->count > 15 || exponent < -22 || exponent > 22)
        return false;
    double whole = 0;
    for (int i = 0; i < d->count; i++)
        whole = whole * 10 + d->digit[i];
    *value = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent];
    return true;
}

static double from_digits(const struct digits *d, const struct format *format)
{
    struct fixed n;
    double value;

    if (d->count == 0)
        return 0;
    if (format == &double_format && convert_small(d, &value))
        return value;
    if (d->point > POINT_MAX || d->point < POINT_MIN)
        return assemble((uint64_t)1 << 63, d->point > 0 ? INT_MAX / 2 : -INT_MAX / 2, false, format);
    memset(&n, 0, sizeof n);
    n.sticky = d->sticky;
    int position = WHOLE_WORDS * WORD_DIGITS - (int)d->point;
    for (int i = 0; i < d->count; i++, position++) {
        static const uint32_t units[WORD_DIGITS] = {1000, 100, 10, 1};
        n.word[position / WORD_DIGITS] += (uint32_t)d->digit[i] * units[position % WORD_DIGITS];
        n.low = position / WORD_DIGITS + 1;
    }
    while (n.word[n.low - 1] == 0)
        n.low--;
    return convert(&n, format);
}

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* What follows 0x; NULL when there is no digit. */
static const char *parse_hexadecimal(const char *p, const struct format *format, double *value)
{
    uint64_t mantissa = 0;
    bool any = false, after_point = false, sticky = false;
    long exponent = 0, written;

    for (; isxdigit((unsigned char)*p) || (*p == '.' && !after_point); p++) {
        if (*p == '.') {
            after_point = true;
            continue;
        }
        any = true;
        if (mantissa >> 60 == 0) {
            mantissa = mantissa << 4 | (unsigned)hex_value(*p);
            exponent -= after_point ? 4 : 0;
        } else {
            sticky = sticky || *p != '0';
            exponent += after_point ? 0 : 4;
        }
    }
    if (!any)
        return NULL;
    if (*p == 'p' || *p == 'P') {
        const char *end = parse_exponent(p + 1, &written);
        if (end != NULL) {
            exponent += written;
            p = end;
        }
    }
    *value = 0;
    if (mantissa != 0) {
        for (; mantissa >> 63 == 0; exponent--)
            mantissa <<= 1;
        *value = assemble(mantissa, (int)clamp(exponent), sticky, format);
    }
    return p;
}

/* inf, infinity, nan, nan(text); NULL when it is none. */
static const char *parse_word(const char *p, double *value)
{
    union {
        uint64_t bits;
        double value;
    } special = {(uint64_t)0x7ff << 52};

    if (strncasecmp(p, "inf", 3) == 0) {
        *value = special.value;
        return strncasecmp(p, "infinity", 8) == 0 ? p + 8 : p + 3;
    }
    if (strncasecmp(p, "nan", 3) != 0)
        return NULL;
    special.bits = (uint64_t)0x7ff8 << 48;
    *value = special.value;
    p += 3;
    if (*p == '(') {
        const char *q = p + 1;
        while (isalnum((unsigned char)*q) || *q == '_')
            q++;
        if (*q == ')')
            p = q + 1;
    }
    return p;
}

static double parse(const char *text, char **end, const struct format *format)
{
    const char *p = text, *after = NULL;
    struct digits digits;
    double value = 0;
    bool negative = false;

    while (isspace((unsigned char)*p))
        p++;
    if (*p == '+' || *p == '-')
        negative = *p++ == '-';
    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
        after = parse_hexadecimal(p + 2, format, &value);
    if (after == NULL)
        after = parse_word(p, &value);
    if (after == NULL && (after = parse_decimal(p, &digits)) != NULL)
        value = from_digits(&digits, format);
    if (end != NULL)
        *end = (char *)(after != NULL ? after : text);
    return negative ? -value : value;
}

double strtod(const char *restrict text, char **restrict end)
{
    return parse(text, end, &double_format);
}

float strtof(const char *restrict text, char **restrict end)
{
    return (float)parse(text, end, &float_format);
}

long double strtold(const char *restrict text, char **restrict end)
{
    return parse(text, end, &double_format);
}

double atof(const char *text)
{
    return strtod(text, NULL);
}
