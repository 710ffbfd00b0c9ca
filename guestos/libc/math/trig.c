#include "math_impl.h"

/* Taylor's coefficients: enough of them for pi/4. */
static const double sine[] = {
    -1.0 / 6,        1.0 / 120,        -1.0 / 5040,          1.0 / 362880,
    -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000, 1.0 / 355687428096000,
};
static const double cosine[] = {
    1.0 / 24,        -1.0 / 720,         1.0 / 40320,          -1.0 / 3628800,
    1.0 / 479001600, -1.0 / 87178291200, 1.0 / 20922789888000, -1.0 / 6402373705728000,
};

static double sine_of(struct sum x)
{
    double z = x.high * x.high;

    return x.high + (x.low * (1 - 0.5 * z) + x.high * z * __polynomial(z, sine, sizeof sine / sizeof sine[0]));
}

static double cosine_of(struct sum x)
{
    double z = x.high * x.high, half = 0.5 * z, w = 1 - half;
    double rest = z * z * __polynomial(z, cosine, sizeof cosine / sizeof cosine[0]) - x.high * x.low;

    return w + (((1 - w) - half) + rest);
}

double sin(double x)
{
    struct sum rest;

    if (!isfinite(x))
        return x - x;
    switch (__reduce_pi_2(x, &rest)) {
    case 0:
        return x == 0 ? x : sine_of(rest);
    case 1:
        return cosine_of(rest);
    case 2:
        return -sine_of(rest);
    default:
        return -cosine_of(rest);
    }
}

double cos(double x)
{
    struct sum rest;

    if (!isfinite(x))
        return x - x;
    switch (__reduce_pi_2(x, &rest)) {
    case 0:
        return cosine_of(rest);
    case 1:
        return -sine_of(rest);
    case 2:
        return -cosine_of(rest);
    default:
        return sine_of(rest);
    }
}

double tan(double x)
{
    struct sum rest;

    if (!isfinite(x))
        return x - x;
    if (x == 0)
        return x;
    int quadrant = __reduce_pi_2(x, &rest);
    double s = sine_of(rest), c = cosine_of(rest);
    return quadrant & 1 ? -c / s : s / c;
}

LONG(sin);
LONG(cos);
LONG(tan);
