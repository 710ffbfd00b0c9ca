/* Between 64-bit integers and floating point. */
#include "runtime.h"

#define TWO_32 4294967296.0
#define TWO_63 9223372036854775808.0
#define TWO_64 18446744073709551616.0

/* Both halves are exact, so that the sum rounds once. */
double __floatdidf(wide a)
{
    return (double)(int)(a >> 32) * TWO_32 + (double)(word)a;
}

double __floatundidf(uwide a)
{
    return (double)(word)(a >> 32) * TWO_32 + (double)(word)a;
}

/* With more than 53 bits the low ones are gathered into one: the way over double then rounds as if at once. */
static uwide gather(uwide a)
{
    if (a >> 53)
        return (a & 0x7ff) ? (a | 0x800) & ~(uwide)0x7ff : a;
    return a;
}

float __floatundisf(uwide a)
{
    return (float)__floatundidf(gather(a));
}

float __floatdisf(wide a)
{
    return a < 0 ? -__floatundisf(0 - (uwide)a) : __floatundisf((uwide)a);
}

uwide __fixunsdfdi(double a)
{
    if (!(a >= 1))
        return 0;
    if (a >= TWO_64)
        return ~(uwide)0;
    word hi = (word)(a / TWO_32);
    word lo = (word)(a - (double)hi * TWO_32);
    return (uwide)hi << 32 | lo;
}

wide __fixdfdi(double a)
{
    if (a >= TWO_63)
        return 0x7fffffffffffffff;
    if (a <= -TWO_63)
        return (wide)((uwide)1 << 63);
    return a < 0 ? -(wide)__fixunsdfdi(-a) : (wide)__fixunsdfdi(a);
}

wide __fixsfdi(float a)
{
    return __fixdfdi((double)a);
}

uwide __fixunssfdi(float a)
{
    return __fixunsdfdi((double)a);
}
