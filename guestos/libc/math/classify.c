#include <limits.h>
#include <stdbool.h>

#include "math_impl.h"

#define SIGN_BIT     ((uint64_t)1 << 63)
#define EXPONENT_MAX 0x7ff

static int biased_exponent(uint64_t bits)
{
    return (int)(bits >> 52 & EXPONENT_MAX);
}

int __fpclassify(double x)
{
    uint64_t bits = __bits_of(x) & ~SIGN_BIT;
    int exponent = biased_exponent(bits);

    if (exponent == EXPONENT_MAX)
        return bits << 12 != 0 ? FP_NAN : FP_INFINITE;
    if (exponent == 0)
        return bits != 0 ? FP_SUBNORMAL : FP_ZERO;
    return FP_NORMAL;
}

int __fpclassifyf(float x)
{
    int class = __fpclassify(x);

    return class == FP_NORMAL && fabs(x) < 0x1p-126 ? FP_SUBNORMAL : class;
}

int __signbit(double x)
{
    return __bits_of(x) >> 63 != 0;
}

double fabs(double x)
{
    return __double_of(__bits_of(x) & ~SIGN_BIT);
}

double copysign(double x, double sign)
{
    return __double_of((__bits_of(x) & ~SIGN_BIT) | (__bits_of(sign) & SIGN_BIT));
}

double nan(const char *tag)
{
    (void)tag;
    return NAN;
}

double fmax(double x, double y)
{
    if (isnan(x))
        return y;
    if (isnan(y))
        return x;
    return x > y || (x == y && signbit(y)) ? x : y;
}

double fmin(double x, double y)
{
    if (isnan(x))
        return y;
    if (isnan(y))
        return x;
    return x < y || (x == y && signbit(x)) ? x : y;
}

double fdim(double x, double y)
{
    if (isnan(x) || isnan(y))
        return x + y;
    return x > y ? x - y : 0;
}

double frexp(double x, int *exponent)
{
    uint64_t bits = __bits_of(x);
    int biased = biased_exponent(bits);

    *exponent = 0;
    if (biased == EXPONENT_MAX || x == 0)
        return x;
    if (biased == 0) {
        x = frexp(x * 0x1p64, exponent);
        *exponent -= 64;
        return x;
    }
    *exponent = biased - 1022;
    return __double_of((bits & ~((uint64_t)EXPONENT_MAX << 52)) | (uint64_t)1022 << 52);
}

double scalbn(double x, int exponent)
{
    for (int i = 0; exponent > 1023 && i < 2; i++, exponent -= 1023)
        x *= 0x1p1023;
    if (exponent > 1023)
        exponent = 1023;
    /* Each step keeps the number normal, so that only the last one rounds. */
    for (int i = 0; exponent < -1022 && i < 2; i++, exponent += 969)
        x *= 0x1p-969;
    if (exponent < -1022)
        exponent = -1022;
    return x * __double_of((uint64_t)(1023 + exponent) << 52);
}

double scalbln(double x, long exponent)
{
    return scalbn(x, exponent > INT_MAX ? INT_MAX : exponent < INT_MIN ? INT_MIN : (int)exponent);
}

double ldexp(double x, int exponent)
{
    return scalbn(x, exponent);
}

int ilogb(double x)
{
    int exponent;

    if (x == 0)
        return FP_ILOGB0;
    if (!isfinite(x))
        return isnan(x) ? FP_ILOGBNAN : INT_MAX;
    frexp(x, &exponent);
    return exponent - 1;
}

double logb(double x)
{
    if (x == 0)
        return -HUGE_VAL;
    return isfinite(x) ? ilogb(x) : x * x;
}

double nextafter(double x, double toward)
{
    if (isnan(x) || isnan(toward))
        return x + toward;
    if (x == toward)
        return toward;
    if (x == 0)
        return copysign(0x1p-1074, toward);
    bool outward = (x < toward) == (x > 0);
    return __double_of(outward ? __bits_of(x) + 1 : __bits_of(x) - 1);
}

LONG(fabs);
LONG(copysign);
LONG(nan);
LONG(fmax);
LONG(fmin);
LONG(fdim);
LONG(frexp);
LONG(scalbn);
LONG(scalbln);
LONG(ldexp);
LONG(ilogb);
LONG(logb);
LONG(nextafter);
extern __typeof__(nexttoward) nexttoward __attribute__((alias("nextafter")));
extern __typeof__(nexttowardl) nexttowardl __attribute__((alias("nextafter")));
