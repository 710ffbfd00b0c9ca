/* The gamma function by Stirling's series, which is good from STIRLING on; smaller arguments are moved there. */
#include "math_impl.h"

#define STIRLING     16.0
#define HALF_LOG_2PI 0x1.d67f1c864beb5p-1
#define SQRT_2PI     0x1.40d931ff62706p+1
#define PI           0x1.921fb54442d18p+1
#define TGAMMA_MAX   171.63

int signgam;

/* ln gamma(x) - ((x - 1/2) ln x - x + ln(2 pi)/2): Bernoulli's numbers over 2n (2n-1) x^(2n-1). */
static double correction(double x)
{
    static const double c[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                               1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};

    return __polynomial(1 / (x * x), c, sizeof c / sizeof *c) / x;
}

/* sin(pi x), with the argument reduced exactly. */
static double sin_pi(double x)
{
    double part = fmod(fabs(x), 2);
    double value = part <= 0.25   ? sin(PI * part)
                   : part <= 0.75 ? cos(PI * (0.5 - part))
                   : part <= 1.25 ? sin(PI * (1 - part))
                   : part <= 1.75 ? -cos(PI * (1.5 - part))
                                  : sin(PI * (part - 2));
    return x < 0 ? -value : value;
}

/* x > 0. */
static double log_gamma(double x)
{
    double product = 1;

    if (x == 1 || x == 2)
        return 0;
    if (x > 0x1p60)
        return x * (log(x) - 1);
    for (; x < STIRLING; x++)
        product *= x;
    return (x - 0.5) * log(x) - x + HALF_LOG_2PI + correction(x) - log(product);
}

double lgamma_r(double x, int *sign)
{
    *sign = 1;
    if (!isfinite(x))
        return x * x;
    if (x <= 0 && floor(x) == x) {
        *sign = signbit(x) && x == 0 ? -1 : 1;
        return HUGE_VAL;
    }
    if (fabs(x) < 0x1p-60) {
        *sign = x < 0 ? -1 : 1;
        return -log(fabs(x));
    }
    if (x > 0)
        return log_gamma(x);
    double sine = sin_pi(x);
    *sign = sine < 0 ? -1 : 1;
    return log(PI / fabs(x * sine)) - log_gamma(-x);
}

double lgamma(double x)
{
    return lgamma_r(x, &signgam);
}

double gamma(double x)
{
    return lgamma(x);
}

/* gamma(x + low) for x > 0 and a low that is small beside it; the power is taken in halves, since it alone may be too
 * large. */
static double gamma_sum(double x, double low)
{
    double product = 1;

    for (; x < STIRLING; x++) {
        product *= x + low;
        low += __add_exact(x, 1).low;
    }
    double half = pow(x, x / 2 - 0.25), slope = log(x) - 0.5 / x;
    return SQRT_2PI * half * exp(-x) * exp(correction(x) + low * slope) * half / product;
}

/* gamma(x) = pi / (sin(pi x) gamma(1 - x)) */
static double reflect(double x)
{
    struct sum rest = __add_exact(1, -x);
    double sine = sin_pi(x);

    if (rest.high < TGAMMA_MAX)
        return PI / sine / gamma_sum(rest.high, rest.low);
    return copysign(exp(log(PI / fabs(sine)) - log_gamma(rest.high)), sine);
}

double tgamma(double x)
{
    double factorial = 1;

    if (x == 0)
        return 1 / x;
    if (isnan(x) || x == HUGE_VAL)
        return x;
    if (x < 0 && floor(x) == x)
        return NAN;
    if (x > TGAMMA_MAX)
        return HUGE_VAL;
    if (x < -184)
        return fmod(floor(x), 2) == 0 ? 0.0 : -0.0;
    if (x > 23 || floor(x) != x)
        return x < 0.5 ? reflect(x) : gamma_sum(x, 0);
    for (int n = 2; n < (int)x; n++)
        factorial *= n;
    return factorial;
}

LONG(lgamma);
LONG(tgamma);
