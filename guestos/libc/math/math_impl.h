/* What the mathematical functions share. */
#ifndef MATH_IMPL_H
#define MATH_IMPL_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* long double is double: a function under its other name. */
#define LONG(name) extern __typeof__(name##l) name##l __attribute__((alias(#name)))

#define LN2_HIGH  0x1.62e42fee00000p-1 /* ends in zeros: its product with an exponent is exact */
#define LN2_LOW   0x1.a39ef35793c76p-33
#define INV_LN2   0x1.71547652b82fep+0
#define PI_2_HIGH 0x1.921fb54442d18p+0
#define PI_2_LOW  0x1.1a62633145c07p-54

static inline uint64_t __bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double __double_of(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* An unevaluated sum of two doubles, |low| at most half a unit of high's last place. */
struct sum {
    double high, low;
};

/* a + b exactly. */
static inline struct sum __add_exact(double a, double b)
{
    double high = a + b, b_part = high - a;

    return (struct sum){high, (a - (high - b_part)) + (b - b_part)};
}

/* a * b exactly (of numbers whose product is far from the ends of the range). */
static inline struct sum __multiply_exact(double a, double b)
{
    double high = a * b;
    double a_big = a * 134217729.0, b_big = b * 134217729.0;
    double a_high = a_big - (a_big - a), b_high = b_big - (b_big - b);
    double a_low = a - a_high, b_low = b - b_high;

    return (struct sum){high, ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

/* Horner's rule: c[0] + c[1] x + ... + c[n-1] x^(n-1). */
static inline double __polynomial(double x, const double *c, int n)
{
    double value = c[n - 1];

    for (int i = n - 2; i >= 0; i--)
        value = value * x + c[i];
    return value;
}

/* x = result.high + result.low + k pi/2 with |result| at most about pi/4; returns k modulo 4. */
int __reduce_pi_2(double x, struct sum *result);

/* e^(x + low), for a low that is small beside x. */
double __exp_sum(double x, double low);

#endif
