/* The error function. */
#include "math_impl.h"

#define TWO_OVER_SQRT_PI 0x1.20dd750429b6dp+0
#define SQRT_PI          0x1.c5bf891b4ef6ap+0
#define SERIES_END       1.0 /* below it the series, from there on the continued fraction */
#define ERFC_ZERO        27.3

/* e^(-x^2), the square with its rounding error. */
static double gauss(double x)
{
    struct sum square = __multiply_exact(x, x);

    return __exp_sum(-square.high, -square.low);
}

/* erf x = 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): all terms have one sign. */
static double series(double x)
{
    double term = x, sum = x, square = 2 * x * x;

    for (int n = 1; term > sum * 0x1p-56; n++) {
        term *= square / (2 * n + 1);
        sum += term;
    }
    return TWO_OVER_SQRT_PI * gauss(x) * sum;
}

/* erfc x = e^(-x^2) / (sqrt(pi) (x + 1/2 / (x + 1 / (x + 3/2 / (x + ...))))), from the inside. */
static double fraction(double x)
{
    int depth = (int)(20 + 260 / (x * x));
    double value = x;

    for (int n = depth; n > 0; n--)
        value = x + 0.5 * n / value;
    return gauss(x) / (SQRT_PI * value);
}

double erf(double x)
{
    double size = fabs(x);

    if (isnan(x) || x == 0)
        return x;
    if (size < 0x1p-28)
        return TWO_OVER_SQRT_PI * x;
    double value = size < SERIES_END ? series(size) : size > 6 ? 1 : 1 - fraction(size);
    return copysign(value, x);
}

double erfc(double x)
{
    if (isnan(x))
        return x;
    if (x > ERFC_ZERO)
        return 0;
    if (x >= SERIES_END)
        return fraction(x);
    return x < 0 ? 1 + erf(-x) : 1 - erf(x);
}

LONG(erf);
LONG(erfc);
