#include "math_impl.h"

/* atan(i / 8), in two parts. */
static const struct sum eighths[] = {
    {0x0.0p+0, 0x0.0p+0},
    {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
};

static const double series[] = {
    -1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11, 1.0 / 13,
};

/* atan(y / x) of positive numbers, y at most x. */
static struct sum atan_small(double y, double x)
{
    int i = (int)(y / x * 8 + 0.5);
    double c = i / 8.0;
    double t = (y - c * x) / (x + c * y), z = t * t;
    double rest = t * z * __polynomial(z, series, sizeof series / sizeof series[0]) + eighths[i].low;
    struct sum head = __add_exact(eighths[i].high, t);

    return (struct sum){head.high, head.low + rest};
}

double atan2(double y, double x)
{
    double ay = fabs(y), ax = fabs(x);
    struct sum angle;

    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(ax) && isinf(ay))
        ax = ay = 1;
    if (ay == 0 || isinf(ax))
        angle = (struct sum){0, 0};
    else if (ax == 0 || isinf(ay))
        angle = (struct sum){PI_2_HIGH, PI_2_LOW};
    else if (ay <= ax)
        angle = ay / ax < 0x1p-30 ? (struct sum){ay / ax, 0} : atan_small(ay, ax);
    else {
        angle = ax / ay < 0x1p-70 ? (struct sum){0, 0} : atan_small(ax, ay);
        struct sum turned = __add_exact(PI_2_HIGH, -angle.high);
        angle = (struct sum){turned.high, turned.low + (PI_2_LOW - angle.low)};
    }
    if (signbit(x)) {
        struct sum turned = __add_exact(2 * PI_2_HIGH, -angle.high);
        angle = (struct sum){turned.high, turned.low + (2 * PI_2_LOW - angle.low)};
    }
    return copysign(angle.high + angle.low, y);
}

double atan(double x)
{
    return fabs(x) < 0x1p-30 ? x : atan2(x, 1);
}

double asin(double x)
{
    if (fabs(x) > 1 || isnan(x))
        return (x - x) / (x - x);
    return fabs(x) < 0x1p-30 ? x : atan2(x, sqrt((1 - x) * (1 + x)));
}

double acos(double x)
{
    if (fabs(x) > 1 || isnan(x))
        return (x - x) / (x - x);
    return atan2(sqrt((1 - x) * (1 + x)), x);
}

LONG(atan2);
LONG(atan);
LONG(asin);
LONG(acos);
