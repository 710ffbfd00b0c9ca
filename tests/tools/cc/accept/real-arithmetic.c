/* float and double: operations, comparisons, special values, conversions between them. */
#include "check.h"

static double constant_nan = 0.0 / 0.0;

static double power(double base, int exponent)
{
    double result = 1;
    for (; exponent > 0; exponent /= 2, base *= base)
        if (exponent % 2)
            result *= base;
    return result;
}

static double root(double x)
{
    double guess = x > 1 ? x : 1;
    for (int i = 0; i < 60; i++)
        guess = (guess + x / guess) / 2;
    return guess;
}

static float polynomial(float x)
{
    return ((2 * x - 3) * x + 0.5f) * x - 7;
}

static long long bits_of(double d)
{
    union {
        double d;
        long long l;
    } u = {d};
    return u.l;
}

int main(void)
{
    CHECK(power(2, 100) == 1267650600228229401496703205376.0 && power(1.5, 3) == 3.375);
    CHECK(root(2) == 0x1.6a09e667f3bcdp+0 || root(2) == 0x1.6a09e667f3bccp+0);
    CHECK(polynomial(2) == -2 && polynomial(-1.5f) == -21.25f);
    double zero = hide_d(0), infinity = 1 / zero, nan = zero / zero;
    CHECK(infinity > 1e308 && -infinity < -1e308 && nan != nan && bits_of(-zero) == (long long)0x8000000000000000ULL);
#ifdef __peach__
    CHECK(bits_of(constant_nan) == 0x7ff8000000000000LL && bits_of(nan) == 0x7ff8000000000000LL);
#endif
    CHECK(hide_d(1e308) * 10 == infinity && hide_d(5e-324) / 2 == 0);
    CHECK(bits_of(hide_d(0.1) * 3) == 0x3fd3333333333334LL);
    float third = 1.0f / (float)hide(3);
    CHECK(third * 3 == 1.0f && (double)third != 1.0 / 3);
    double sum = 0;
    for (int i = 1; i <= 1000; i++)
        sum += 1.0 / i;
    CHECK(sum == 0x1.df11f45f4e618p+2);
    double a[3] = {1.5, -2.25, 3.125}, *p = a;
    double dot = 0;
    for (int i = 0; i < 3; i++)
        dot += p[i] * a[2 - i];
    CHECK(dot == 1.5 * 3.125 * 2 + 2.25 * 2.25);
    CHECK((hide_d(3) > 2 ? hide_d(1.25) : 0) == 1.25);
    float f = 0;
    for (int i = 0; i < 10; i++)
        f += 0.1f;
    CHECK(f != 1.0f && f > 0.9999f && f < 1.0001f);
    CHECK((int)(hide_d(2.5) + 0.5) == 3 && -hide_d(1.5) == -1.5);
    double big = hide_d(1e18);
    CHECK((long long)big == 1000000000000000000LL && (float)big == 1e18f);
    return 0;
}
