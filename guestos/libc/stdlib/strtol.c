#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

static int digit_value(char c)
{
    if (isdigit((unsigned char)c))
        return c - '0';
    return isalpha((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : INT_MAX;
}

/* Skips a 0x that is followed by a digit and settles the base. */
static const char *prefix(const char *p, int *base)
{
    bool hexadecimal = p[0] == '0' && (p[1] == 'x' || p[1] == 'X') && isxdigit((unsigned char)p[2]);

    if ((*base == 0 || *base == 16) && hexadecimal) {
        *base = 16;
        return p + 2;
    }
    if (*base == 0)
        *base = *p == '0' ? 8 : 10;
    return p;
}

/* The magnitude of an integer, at most limit (limit + negative for a signed type's lower end). */
static unsigned long long parse(const char *text, char **end, int base, unsigned long long limit, bool is_signed,
                                bool *negative)
{
    const char *p = text;
    unsigned long long value = 0;
    bool overflow = false;

    if (end != NULL)
        *end = (char *)text;
    *negative = false;
    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        return 0;
    }
    while (isspace((unsigned char)*p))
        p++;
    if (*p == '+' || *p == '-')
        *negative = *p++ == '-';
    p = prefix(p, &base);
    if (digit_value(*p) >= base)
        return 0;
    if (is_signed && *negative)
        limit++;
    for (int digit; (digit = digit_value(*p)) < base; p++) {
        unsigned long long room = limit - (unsigned)digit;
        if (overflow || value > room / (unsigned)base)
            overflow = true;
        else
            value = value * (unsigned)base + (unsigned)digit;
    }
    if (end != NULL)
        *end = (char *)p;
    if (overflow) {
        errno = ERANGE;
        if (!is_signed)
            *negative = false;
        return limit;
    }
    return value;
}

long long strtoll(const char *restrict text, char **restrict end, int base)
{
    bool negative;
    unsigned long long value = parse(text, end, base, LLONG_MAX, true, &negative);

    return (long long)(negative ? 0 - value : value);
}

unsigned long long strtoull(const char *restrict text, char **restrict end, int base)
{
    bool negative;
    unsigned long long value = parse(text, end, base, ULLONG_MAX, false, &negative);

    return negative ? 0 - value : value;
}

long strtol(const char *restrict text, char **restrict end, int base)
{
    bool negative;
    unsigned long value = (unsigned long)parse(text, end, base, LONG_MAX, true, &negative);

    return (long)(negative ? 0 - value : value);
}

unsigned long strtoul(const char *restrict text, char **restrict end, int base)
{
    bool negative;
    unsigned long value = (unsigned long)parse(text, end, base, ULONG_MAX, false, &negative);

    return negative ? 0 - value : value;
}

intmax_t strtoimax(const char *restrict text, char **restrict end, int base)
{
    return strtoll(text, end, base);
}

uintmax_t strtoumax(const char *restrict text, char **restrict end, int base)
{
    return strtoull(text, end, base);
}

int atoi(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

long atol(const char *text)
{
    return strtol(text, NULL, 10);
}

long long atoll(const char *text)
{
    return strtoll(text, NULL, 10);
}
