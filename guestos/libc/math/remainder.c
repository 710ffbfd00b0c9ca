#include <stdbool.h>

#include "math_impl.h"

/* Mantissa (its bit 52 set) and exponent of a finite positive number: mantissa * 2^result. */
static int take_apart(double x, uint64_t *mantissa)
{
    uint64_t bits = __bits_of(x);
    int exponent = (int)(bits >> 52 & 0x7ff);

    *mantissa = bits & 0xfffffffffffffu;
    if (exponent != 0)
        *mantissa |= (uint64_t)1 << 52;
    else
        exponent = 1;
    for (; *mantissa >> 52 == 0; exponent--)
        *mantissa <<= 1;
    return exponent - 1075;
}

/* x modulo y, both finite and positive, and whether the quotient is odd. */
static double divide(double x, double y, bool *odd)
{
    uint64_t a, b;

    *odd = false;
    if (x < y)
        return x;
    int exponent = take_apart(x, &a), least = take_apart(y, &b);
    for (;; a <<= 1, exponent--) {
        *odd = a >= b;
        if (a >= b)
            a -= b;
        if (exponent <= least || a == 0)
            break;
    }
    *odd = *odd && exponent == least;
    return scalbn((double)a, exponent);
}

double fmod(double x, double y)
{
    bool odd;

    if (isnan(x) || isnan(y) || isinf(x) || y == 0)
        return (x * y) / (x * y);
    if (isinf(y) || x == 0)
        return x;
    return copysign(divide(fabs(x), fabs(y), &odd), x);
}

double remainder(double x, double y)
{
    double ax = fabs(x), ay = fabs(y);
    bool odd;

    if (isnan(x) || isnan(y) || isinf(x) || y == 0)
        return (x * y) / (x * y);
    if (isinf(y))
        return x;
    double rest = divide(ax, ay, &odd);
    double other = ay - rest;
    if (rest > other || (rest == other && odd))
        rest = -other;
    return signbit(x) ? -rest : rest;
}

double remquo(double x, double y, int *quotient)
{
    double rest = remainder(x, y), whole = fmod(fabs(x), 8 * fabs(y));

    *quotient = 0;
    if (isfinite(x) && !isnan(y) && y != 0) {
        int low = isinf(y) ? 0 : (int)rint((whole - fabs(rest) * ((rest < 0) == (x < 0) ? 1 : -1)) / fabs(y)) & 7;
        *quotient = signbit(x) != signbit(y) ? -low : low;
    }
    return rest;
}

LONG(fmod);
LONG(remquo);
extern __typeof__(drem) drem __attribute__((alias("remainder")));
LONG(remainder);
