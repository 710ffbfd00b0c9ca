#include "math_impl.h"

/* Taylor's coefficients from x^2 on: enough of them for ln(2)/2. */
static const double series[] = {
    1.0 / 2,     1.0 / 6,      1.0 / 24,      1.0 / 120,      1.0 / 720,       1.0 / 5040,
    1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800,
};

#define OVERFLOW_X  710.0
#define UNDERFLOW_X (-746.0)

/* x + low = result + k ln(2); a small low. */
static struct sum reduce(double x, double low, double *k)
{
    *k = rint(x * INV_LN2);
    return __add_exact(x - *k * LN2_HIGH, low - *k * LN2_LOW);
}

/* e^r - 1 less r.high, which is its larger part. */
static double rest_of(struct sum r)
{
    double tail = r.high * r.high * __polynomial(r.high, series, sizeof series / sizeof series[0]);

    return tail + r.low + r.low * r.high;
}

double __exp_sum(double x, double low)
{
    double k;

    if (x > OVERFLOW_X)
        return HUGE_VAL;
    if (x < UNDERFLOW_X)
        return 0;
    struct sum r = reduce(x, low, &k);
    struct sum head = __add_exact(1, r.high);
    return scalbn(head.high + (head.low + rest_of(r)), (int)k);
}

double exp(double x)
{
    if (isnan(x))
        return x;
    return __exp_sum(x, 0);
}

double exp2(double x)
{
    if (isnan(x) || x >= 1024)
        return isnan(x) ? x : HUGE_VAL;
    if (x < -1080)
        return 0;
    double k = rint(x);
    struct sum r = __multiply_exact(x - k, M_LN2);
    return scalbn(__exp_sum(r.high, r.low + (x - k) * 0x1.abc9e3b39803fp-56), (int)k);
}

double expm1(double x)
{
    double k;

    if (x == 0 || isnan(x))
        return x;
    if (x > 40 || x < -40)
        return exp(x) - 1;
    struct sum r = reduce(x, 0, &k);
    double power = scalbn(1, (int)k);
    struct sum head = __add_exact(power * r.high, power - 1);
    return head.high + (head.low + power * rest_of(r));
}

LONG(exp);
LONG(exp2);
LONG(expm1);
