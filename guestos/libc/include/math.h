/* ISO C11 7.12: mathematics.  Errors are shown by the result (NaN, infinity); errno is not touched. */
#ifndef _MATH_H
#define _MATH_H

typedef float float_t;
typedef double double_t;

#define HUGE_VAL         (1e300 * 1e300)
#define HUGE_VALF        (1e30f * 1e30f)
#define INFINITY         (1e30f * 1e30f)
#define NAN              (0.0f / 0.0f)
#define MATH_ERRNO       1
#define MATH_ERREXCEPT   2
#define math_errhandling 0

#define M_E        2.7182818284590452354
#define M_LOG2E    1.4426950408889634074
#define M_LOG10E   0.43429448190325182765
#define M_LN2      0.69314718055994530942
#define M_LN10     2.30258509299404568402
#define M_PI       3.14159265358979323846
#define M_PI_2     1.57079632679489661923
#define M_PI_4     0.78539816339744830962
#define M_1_PI     0.31830988618379067154
#define M_2_PI     0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2    1.41421356237309504880
#define M_SQRT1_2  0.70710678118654752440

#define FP_NAN       0
#define FP_INFINITE  1
#define FP_ZERO      2
#define FP_SUBNORMAL 3
#define FP_NORMAL    4
#define FP_ILOGB0    (-2147483647 - 1)
#define FP_ILOGBNAN  (-2147483647 - 1)

int __fpclassify(double x);
int __signbit(double x);

/* A float is classified as a double is, but for its subnormals. */
int __fpclassifyf(float x);
#define fpclassify(x)        (sizeof(x) == sizeof(float) ? __fpclassifyf((float)(x)) : __fpclassify((double)(x)))
#define signbit(x)           __signbit((double)(x))
#define isfinite(x)          (fpclassify(x) > FP_INFINITE)
#define isinf(x)             (fpclassify(x) == FP_INFINITE)
#define isnan(x)             (fpclassify(x) == FP_NAN)
#define isnormal(x)          (fpclassify(x) == FP_NORMAL)
#define isgreater(x, y)      ((x) > (y))
#define isgreaterequal(x, y) ((x) >= (y))
#define isless(x, y)         ((x) < (y))
#define islessequal(x, y)    ((x) <= (y))
#define islessgreater(x, y)  ((x) < (y) || (x) > (y))
#define isunordered(x, y)    (isnan(x) || isnan(y))

double acos(double x);
double acosh(double x);
double asin(double x);
double asinh(double x);
double atan(double x);
double atan2(double y, double x);
double atanh(double x);
double cbrt(double x);
double ceil(double x);
double copysign(double x, double sign);
double cos(double x);
double cosh(double x);
double erf(double x);
double erfc(double x);
double exp(double x);
double exp2(double x);
double expm1(double x);
double fabs(double x);
double fdim(double x, double y);
double floor(double x);
double fma(double x, double y, double z);
double fmax(double x, double y);
double fmin(double x, double y);
double fmod(double x, double y);
double frexp(double x, int *exponent);
double hypot(double x, double y);
int ilogb(double x);
double ldexp(double x, int exponent);
double lgamma(double x);
long long llrint(double x);
long long llround(double x);
double log(double x);
double log10(double x);
double log1p(double x);
double log2(double x);
double logb(double x);
long lrint(double x);
long lround(double x);
double modf(double x, double *integral);
double nan(const char *tag);
double nearbyint(double x);
double nextafter(double x, double toward);
double nexttoward(double x, long double toward);
double pow(double x, double y);
double remainder(double x, double y);
double remquo(double x, double y, int *quotient);
double rint(double x);
double round(double x);
double scalbln(double x, long exponent);
double scalbn(double x, int exponent);
double sin(double x);
double sinh(double x);
double sqrt(double x);
double tan(double x);
double tanh(double x);
double tgamma(double x);
double trunc(double x);

/* Of the X/Open system interfaces: lgamma's sign; older names. */
extern int signgam;
double lgamma_r(double x, int *sign);
double gamma(double x);
double drem(double x, double y);

float acosf(float x);
float acoshf(float x);
float asinf(float x);
float asinhf(float x);
float atanf(float x);
float atan2f(float y, float x);
float atanhf(float x);
float cbrtf(float x);
float ceilf(float x);
float copysignf(float x, float sign);
float cosf(float x);
float coshf(float x);
float erff(float x);
float erfcf(float x);
float expf(float x);
float exp2f(float x);
float expm1f(float x);
float fabsf(float x);
float fdimf(float x, float y);
float floorf(float x);
float fmaf(float x, float y, float z);
float fmaxf(float x, float y);
float fminf(float x, float y);
float fmodf(float x, float y);
float frexpf(float x, int *exponent);
float hypotf(float x, float y);
int ilogbf(float x);
float ldexpf(float x, int exponent);
float lgammaf(float x);
long long llrintf(float x);
long long llroundf(float x);
float logf(float x);
float log10f(float x);
float log1pf(float x);
float log2f(float x);
float logbf(float x);
long lrintf(float x);
long lroundf(float x);
float modff(float x, float *integral);
float nanf(const char *tag);
float nearbyintf(float x);
float nextafterf(float x, float toward);
float nexttowardf(float x, long double toward);
float powf(float x, float y);
float remainderf(float x, float y);
float remquof(float x, float y, int *quotient);
float rintf(float x);
float roundf(float x);
float scalblnf(float x, long exponent);
float scalbnf(float x, int exponent);
float sinf(float x);
float sinhf(float x);
float sqrtf(float x);
float tanf(float x);
float tanhf(float x);
float tgammaf(float x);
float truncf(float x);

/* long double is double. */
long double acosl(long double x);
long double acoshl(long double x);
long double asinl(long double x);
long double asinhl(long double x);
long double atanl(long double x);
long double atan2l(long double y, long double x);
long double atanhl(long double x);
long double cbrtl(long double x);
long double ceill(long double x);
long double copysignl(long double x, long double sign);
long double cosl(long double x);
long double coshl(long double x);
long double erfl(long double x);
long double erfcl(long double x);
long double expl(long double x);
long double exp2l(long double x);
long double expm1l(long double x);
long double fabsl(long double x);
long double fdiml(long double x, long double y);
long double floorl(long double x);
long double fmal(long double x, long double y, long double z);
long double fmaxl(long double x, long double y);
long double fminl(long double x, long double y);
long double fmodl(long double x, long double y);
long double frexpl(long double x, int *exponent);
long double hypotl(long double x, long double y);
int ilogbl(long double x);
long double ldexpl(long double x, int exponent);
long double lgammal(long double x);
long long llrintl(long double x);
long long llroundl(long double x);
long double logl(long double x);
long double log10l(long double x);
long double log1pl(long double x);
long double log2l(long double x);
long double logbl(long double x);
long lrintl(long double x);
long lroundl(long double x);
long double modfl(long double x, long double *integral);
long double nanl(const char *tag);
long double nearbyintl(long double x);
long double nextafterl(long double x, long double toward);
long double nexttowardl(long double x, long double toward);
long double powl(long double x, long double y);
long double remainderl(long double x, long double y);
long double remquol(long double x, long double y, int *quotient);
long double rintl(long double x);
long double roundl(long double x);
long double scalblnl(long double x, long exponent);
long double scalbnl(long double x, int exponent);
long double sinl(long double x);
long double sinhl(long double x);
long double sqrtl(long double x);
long double tanl(long double x);
long double tanhl(long double x);
long double tgammal(long double x);
long double truncl(long double x);

#endif
