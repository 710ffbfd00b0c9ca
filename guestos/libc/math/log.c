#include "math_impl.h"

/* log((1 + s) / (1 - s)) = 2 s + 2 s^3/3 + ...: the coefficients from s^2 on, relative to s. */
static const double series[] = {
    2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23,
};

/* x = m 2^result, m from sqrt(1/2) to sqrt(2); x is positive and finite. */
static int split(double x, double *m)
{
    int k;

    *m = frexp(x, &k);
    if (*m < M_SQRT1_2) {
        *m *= 2;
        k--;
    }
    return k;
}

/* What the logarithm of a number that is not positive and finite is. */
static double special(double x)
{
    if (x == 0)
        return -HUGE_VAL;
    return x > 0 || isnan(x) ? x : (x - x) / (x - x);
}

/* log(m) as the sum of f = m - 1 and the rest. */
static double log_rest(double f)
{
    double s = f / (2 + f), z = s * s, half = 0.5 * f * f;

    return s * (half + z * __polynomial(z, series, sizeof series / sizeof series[0])) - half;
}

double log(double x)
{
    double m;

    if (!(x > 0) || isinf(x))
        return special(x);
    int k = split(x, &m);
    struct sum head = __add_exact(k * LN2_HIGH, m - 1);
    return head.high + (head.low + (log_rest(m - 1) + k * LN2_LOW));
}

/* log(m) / log(base), from 1 / log(base) in two parts. */
static struct sum log_scaled(double m, struct sum inverse)
{
    struct sum natural = __add_exact(m - 1, log_rest(m - 1));
    struct sum product = __multiply_exact(natural.high, inverse.high);

    product.low += natural.high * inverse.low + natural.low * inverse.high;
    return product;
}

double log2(double x)
{
    double m;

    if (!(x > 0) || isinf(x))
        return special(x);
    int k = split(x, &m);
    struct sum scaled = log_scaled(m, (struct sum){0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56});
    struct sum head = __add_exact(k, scaled.high);
    return head.high + (head.low + scaled.low);
}

double log10(double x)
{
    double m;

    if (!(x > 0) || isinf(x))
        return special(x);
    int k = split(x, &m);
    struct sum scaled = log_scaled(m, (struct sum){0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57});
    struct sum head = __add_exact(k * 0x1.3441350800000p-2, scaled.high);
    return head.high + (head.low + (scaled.low + k * 0x1.f79fef311f12bp-34));
}

double log1p(double x)
{
    double u = 1 + x;

    if (!(u > 0) || isinf(u) || u == 1)
        return u == 1 || isnan(x) ? x : special(u);
    return log(u) + (x - (u - 1)) / u;
}

LONG(log);
LONG(log2);
LONG(log10);
LONG(log1p);
