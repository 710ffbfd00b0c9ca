#include <stdbool.h>

#include "math_impl.h"

#define THIRD_HIGH 0x1.5555555555555p-2
#define THIRD_LOW  0x1.5555555555555p-56

static const double series[] = {
    1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23,
};

/* log(x) of a positive finite number to about 2^-65: 2 s (1 + s^2/3 + s^4 (1/5 + ...)), s = (m - 1) / (m + 1). */
static struct sum log_precise(double x)
{
    int k;
    double m = frexp(x, &k);

    if (m < M_SQRT1_2) {
        m *= 2;
        k--;
    }
    double f = m - 1;
    struct sum divisor = __add_exact(f, 2);
    double s = f / divisor.high;
    struct sum back = __multiply_exact(s, divisor.high);
    double s_low = (((f - back.high) - back.low) - s * divisor.low) / divisor.high;
    struct sum z = __multiply_exact(s, s);
    z.low += 2 * s * s_low;
    struct sum third = __multiply_exact(z.high, THIRD_HIGH);
    third.low += z.high * THIRD_LOW + z.low * THIRD_HIGH;
    double rest = z.high * z.high * __polynomial(z.high, series, sizeof series / sizeof series[0]);
    struct sum tail = __add_exact(third.high, third.low + rest);
    struct sum product = __multiply_exact(2 * s, tail.high);
    product.low += 2 * s * tail.low + 2 * s_low * tail.high;
    struct sum head = __add_exact(2 * s, product.high);
    head.low += product.low + 2 * s_low;
    struct sum whole = __add_exact(k * LN2_HIGH, head.high);
    return __add_exact(whole.high, whole.low + (head.low + k * LN2_LOW));
}

static bool is_odd(double y)
{
    return fabs(y) < 0x1p53 && fmod(y, 2) != 0;
}

/* Zero, infinity and NaN as x or y, and 1; true when *result is the answer. */
static bool special(double x, double y, double *result)
{
    double ax = fabs(x);
    bool odd = !isinf(y) && y == rint(y) && is_odd(y);

    if (y == 0 || x == 1) {
        *result = 1;
    } else if (isnan(x) || isnan(y)) {
        *result = x + y;
    } else if (isinf(y)) {
        *result = ax == 1 ? 1 : (ax > 1) == (y > 0) ? HUGE_VAL : 0;
    } else if (ax == 0 || isinf(ax)) {
        double value = (ax == 0) == (y > 0) ? 0 : HUGE_VAL;
        *result = signbit(x) && odd ? -value : value;
    } else {
        return false;
    }
    return true;
}

double pow(double x, double y)
{
    double result;

    if (special(x, y, &result))
        return result;
    if (x < 0 && y != rint(y))
        return (x - x) / (x - x);
    struct sum logarithm = log_precise(fabs(x));
    double size = logarithm.high * y;
    if (fabs(size) > 800) {
        result = size > 0 ? HUGE_VAL : 0;
    } else {
        struct sum product = __multiply_exact(logarithm.high, y);
        product.low += logarithm.low * y;
        result = __exp_sum(product.high, product.low);
    }
    return x < 0 && is_odd(y) ? -result : result;
}

LONG(pow);
