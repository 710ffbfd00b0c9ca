#include <math.h>
#include <stdint.h>
#include <string.h>

/* Single precision by way of double, rounded once more. */

float acosf(float x)
{
    return (float)acos(x);
}

float asinf(float x)
{
    return (float)asin(x);
}

float atanf(float x)
{
    return (float)atan(x);
}

float cosf(float x)
{
    return (float)cos(x);
}

float expf(float x)
{
    return (float)exp(x);
}

float logf(float x)
{
    return (float)log(x);
}

float log10f(float x)
{
    return (float)log10(x);
}

float log2f(float x)
{
    return (float)log2(x);
}

float sinf(float x)
{
    return (float)sin(x);
}

float tanf(float x)
{
    return (float)tan(x);
}

float sinhf(float x)
{
    return (float)sinh(x);
}

float coshf(float x)
{
    return (float)cosh(x);
}

float tanhf(float x)
{
    return (float)tanh(x);
}

float ceilf(float x)
{
    return (float)ceil(x);
}

float floorf(float x)
{
    return (float)floor(x);
}

float roundf(float x)
{
    return (float)round(x);
}

float truncf(float x)
{
    return (float)trunc(x);
}

float atan2f(float y, float x)
{
    return (float)atan2(y, x);
}

float fmodf(float x, float y)
{
    return (float)fmod(x, y);
}

float hypotf(float x, float y)
{
    return (float)hypot(x, y);
}

float powf(float x, float y)
{
    return (float)pow(x, y);
}

float fmaxf(float x, float y)
{
    return (float)fmax(x, y);
}

float fminf(float x, float y)
{
    return (float)fmin(x, y);
}

float fabsf(float x)
{
    return (float)fabs(x);
}

float copysignf(float x, float sign)
{
    return (float)copysign(x, sign);
}

float frexpf(float x, int *exponent)
{
    return (float)frexp(x, exponent);
}

float ldexpf(float x, int exponent)
{
    return (float)ldexp(x, exponent);
}

float scalbnf(float x, int exponent)
{
    return (float)scalbn(x, exponent);
}

float modff(float x, float *integral)
{
    double whole, rest = modf(x, &whole);

    *integral = (float)whole;
    return (float)rest;
}

#define FLOAT(name)                \
    float name##f(float x)         \
    {                              \
        return (float)name(x);     \
    }

FLOAT(acosh)
FLOAT(asinh)
FLOAT(atanh)
FLOAT(cbrt)
FLOAT(erf)
FLOAT(erfc)
FLOAT(exp2)
FLOAT(expm1)
FLOAT(lgamma)
FLOAT(log1p)
FLOAT(logb)
FLOAT(nearbyint)
FLOAT(rint)
FLOAT(tgamma)

float fdimf(float x, float y)
{
    return (float)fdim(x, y);
}

float remainderf(float x, float y)
{
    return (float)remainder(x, y);
}

float remquof(float x, float y, int *quotient)
{
    return (float)remquo(x, y, quotient);
}

float scalblnf(float x, long exponent)
{
    return (float)scalbln(x, exponent);
}

float nanf(const char *tag)
{
    return (float)nan(tag);
}

int ilogbf(float x)
{
    return ilogb(x);
}

long lrintf(float x)
{
    return lrint(x);
}

long lroundf(float x)
{
    return lround(x);
}

long long llrintf(float x)
{
    return llrint(x);
}

long long llroundf(float x)
{
    return llround(x);
}

float nexttowardf(float x, long double toward)
{
    uint32_t bits;

    if (x != x || toward != toward)
        return x + (float)toward;
    if (x == toward)
        return (float)toward;
    if (x == 0)
        return copysignf(0x1p-149f, toward > 0 ? 1.0f : -1.0f);
    memcpy(&bits, &x, sizeof bits);
    bits += (x < toward) == (x > 0) ? 1 : -1u;
    memcpy(&x, &bits, sizeof x);
    return x;
}

float nextafterf(float x, float toward)
{
    return nexttowardf(x, toward);
}
