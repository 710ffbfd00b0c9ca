#include <stdbool.h>

#include "math_impl.h"

double trunc(double x)
{
    uint64_t bits = __bits_of(x);
    int exponent = (int)(bits >> 52 & 0x7ff) - 1023;

    if (exponent >= 52)
        return x;
    if (exponent < 0)
        return copysign(0, x);
    return __double_of(bits & ~(((uint64_t)1 << (52 - exponent)) - 1));
}

double floor(double x)
{
    double whole = trunc(x);

    return whole > x ? whole - 1 : whole;
}

double ceil(double x)
{
    double whole = trunc(x);

    return whole < x ? copysign(whole + 1, x) : whole;
}

double round(double x)
{
    double whole = trunc(x);

    return fabs(x - whole) >= 0.5 ? whole + copysign(1, x) : whole;
}

double rint(double x)
{
    double whole = trunc(x), rest = fabs(x - whole);
    bool odd = fabs(whole) < 0x1p52 && trunc(whole / 2) * 2 != whole;

    return rest > 0.5 || (rest == 0.5 && odd) ? whole + copysign(1, x) : whole;
}

double nearbyint(double x)
{
    return rint(x);
}

long lrint(double x)
{
    return (long)rint(x);
}

long lround(double x)
{
    return (long)round(x);
}

long long llrint(double x)
{
    return (long long)rint(x);
}

long long llround(double x)
{
    return (long long)round(x);
}

double modf(double x, double *integral)
{
    *integral = trunc(x);
    return copysign(isinf(x) ? 0 : x - *integral, x);
}

LONG(trunc);
LONG(floor);
LONG(ceil);
LONG(round);
LONG(rint);
LONG(nearbyint);
LONG(lrint);
LONG(lround);
LONG(llrint);
LONG(llround);
LONG(modf);
