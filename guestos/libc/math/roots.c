#include "math_impl.h"

double cbrt(double x)
{
    int exponent;

    if (x == 0 || !isfinite(x))
        return x;
    /* x = m 2^exponent, the exponent a multiple of 3, m from 1/8 to 1. */
    double m = frexp(fabs(x), &exponent);
    for (; exponent % 3 != 0; exponent++)
        m *= 0.5;
    double root = 0.4 + 0.6 * m;
    for (int i = 0; i < 4; i++) {
        double cube = root * root * root;
        root *= (cube + 2 * m) / (2 * cube + m);
    }
    struct sum square = __multiply_exact(root, root);
    struct sum cube = __multiply_exact(square.high, root);
    root -= ((cube.high - m) + (cube.low + square.low * root)) / (3 * square.high);
    return copysign(scalbn(root, exponent / 3), x);
}

double hypot(double x, double y)
{
    double big = fmax(fabs(x), fabs(y)), small = fmin(fabs(x), fabs(y));
    int exponent;

    if (isinf(x) || isinf(y))
        return HUGE_VAL;
    if (isnan(x) || isnan(y))
        return x + y;
    if (small == 0 || small < big * 0x1p-60)
        return big;
    frexp(big, &exponent);
    big = scalbn(big, -exponent);
    small = scalbn(small, -exponent);
    struct sum b = __multiply_exact(big, big), s = __multiply_exact(small, small);
    struct sum total = __add_exact(b.high, s.high);
    return scalbn(sqrt(total.high + (total.low + b.low + s.low)), exponent);
}

LONG(cbrt);
LONG(hypot);
