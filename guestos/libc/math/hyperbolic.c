#include "math_impl.h"

double sinh(double x)
{
    double a = fabs(x), value;

    if (a < 22) {
        double t = expm1(a);
        value = a < 1e-9 ? a : 0.5 * (t + t / (t + 1));
    } else {
        double half = exp(0.5 * a);
        value = 0.5 * half * half;
    }
    return copysign(value, x);
}

double cosh(double x)
{
    double a = fabs(x);

    if (a < 22) {
        double t = exp(a);
        return 0.5 * t + 0.5 / t;
    }
    double half = exp(0.5 * a);
    return 0.5 * half * half;
}

double tanh(double x)
{
    double a = fabs(x);

    if (isnan(x) || a < 1e-9)
        return x;
    if (a > 22)
        return copysign(1, x);
    double t = expm1(2 * a);
    return copysign(t / (t + 2), x);
}

double asinh(double x)
{
    double a = fabs(x), value;

    if (!isfinite(x) || a < 1e-9)
        return x;
    if (a > 0x1p28)
        value = log(a) + M_LN2;
    else
        value = log1p(a + a * a / (1 + sqrt(a * a + 1)));
    return copysign(value, x);
}

double acosh(double x)
{
    if (x > 0x1p28)
        return log(x) + M_LN2;
    double t = x - 1;
    return x < 1 ? (x - x) / (x - x) : log1p(t + sqrt(2 * t + t * t));
}

double atanh(double x)
{
    double a = fabs(x);

    if (a < 1e-9)
        return x;
    return copysign(0.5 * log1p(2 * a / (1 - a)), x);
}

LONG(sinh);
LONG(cosh);
LONG(tanh);
LONG(asinh);
LONG(acosh);
LONG(atanh);
