/* Real numbers: zeros with signs, NaNs in comparisons and choices, conversions at the ends of the ranges. */
int printf(const char *, ...);
void *memcpy(void *, const void *, __SIZE_TYPE__);
#define N __attribute__((noinline))
typedef unsigned long long u64;
typedef unsigned u32;
typedef long long s64;
static u64 D(double d)
{
    u64 u;
    memcpy(&u, &d, 8);
    return d != d ? 0x7ff8000000000000ull : u;
}
static u32 F(float f)
{
    u32 u;
    memcpy(&u, &f, 4);
    return f != f ? 0x7fc00000 : u;
}
N double add0(double x)
{
    return x + 0.0;
}
N double sub0(double x)
{
    return x - 0.0;
}
N double addn0(double x)
{
    return x + -0.0;
}
N double zsub(double x)
{
    return 0.0 - x;
}
N double nzsub(double x)
{
    return -0.0 - x;
}
N double neg(double x)
{
    return -x;
}
N double mul1(double x)
{
    return x * 1.0;
}
N double mulm1(double x)
{
    return x * -1.0;
}
N double div1(double x)
{
    return x / 1.0;
}
N double mul0(double x)
{
    return x * 0.0;
}
N double xx(double x)
{
    return x - x;
}
N double xdx(double x)
{
    return x / x;
}
N double dbl(double x)
{
    return x + x;
}
N double div2(double x)
{
    return x / 2;
}
N double div4(double x)
{
    return x / 0.25;
}
N double div3(double x)
{
    return x / 3;
}
N double dmin(double x)
{
    return x / 0x1p-1022;
}
N double dmax(double x)
{
    return x / 0x1p1023;
}
N double dden(double x)
{
    return x / 0x1p-1074;
}
N double mn(double a, double b)
{
    return a < b ? a : b;
}
N double mx(double a, double b)
{
    return a > b ? a : b;
}
N double mn2(double a, double b)
{
    return a <= b ? a : b;
}
N double mx2(double a, double b)
{
    return b < a ? a : b;
}
N double mn3(double a, double b)
{
    return !(a >= b) ? a : b;
}
N float mnf(float a, float b)
{
    return a < b ? a : b;
}
N float mxf(float a, float b)
{
    if (a > b)
        return a;
    return b;
}
N double abs1(double x)
{
    return x < 0 ? -x : x;
}
N double abs2(double x)
{
    return x >= 0 ? x : -x;
}
N double abs3(double x)
{
    return __builtin_fabs(x);
}
N int sg(double x)
{
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}
N int isn(double x)
{
    return x != x;
}
N int isnn(double x)
{
    return x == x;
}
N int c1(double a, double b)
{
    return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5 | !(a < b) << 6 |
           !(a <= b) << 7 | !(a > b) << 8 | !(a >= b) << 9 | !(a == b) << 10 | !(a != b) << 11;
}
N int c2(double a, double b)
{
    int r = 0;
    if (a < b)
        r |= 1;
    if (a <= b)
        r |= 2;
    if (a > b)
        r |= 4;
    if (a >= b)
        r |= 8;
    if (a == b)
        r |= 16;
    if (a != b)
        r |= 32;
    if (!(a < b))
        r |= 64;
    if (!(a <= b))
        r |= 128;
    if (!(a > b))
        r |= 256;
    if (!(a >= b))
        r |= 512;
    if (!(a == b))
        r |= 1024;
    if (!(a != b))
        r |= 2048;
    return r;
}
N int c3(double a, double b)
{
    int r = 0;
    r += a < b ? 1 : 2;
    r += a <= b ? 10 : 20;
    r += !(a < b) ? 100 : 200;
    r += (a < b && b > a) ? 1000 : 2000;
    r += (a >= b || a < b) ? 10000 : 20000;
    return r;
}
N int c4(float a, float b)
{
    return (a < b) | (a <= b) << 1 | !(a < b) << 2 | !(a <= b) << 3 | (a == b) << 4 | (a != b) << 5 |
           __builtin_isunordered(a, b) << 6 | __builtin_isless(a, b) << 7 | __builtin_isgreaterequal(a, b) << 8 |
           __builtin_islessgreater(a, b) << 9;
}
N int loop(double a, double step)
{
    int n = 0;
    while (!(a >= 10) && n < 50) {
        a += step;
        n++;
    }
    return n;
}
N int loop2(float a, float step)
{
    int n = 0;
    for (float f = a; f < 10 && n < 60; f += step)
        n++;
    return n;
}
N double sum(const double *p, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += p[i];
    return s;
}
N double sumn(const double *p, int n)
{
    double s = -0.0;
    for (int i = 0; i < n; i++)
        s += p[i];
    return s;
}
N double prod(double a, double b, double c)
{
    return a * b + c;
}
N float prodf(float a, float b, float c)
{
    return a * b - c;
}
N double assoc(double a, double b, double c)
{
    return (a + b) + c - (a + (b + c));
}
N float f2(double d)
{
    return (float)d;
}
N double ff(float f)
{
    return f;
}
N float fadd(float a, float b)
{
    return a + b;
}
N float fmix(float a, double b)
{
    return a * b;
}
N float fint(int i)
{
    return i;
}
N float fuint(u32 i)
{
    return i;
}
N double dint(int i)
{
    return i;
}
N double du(u32 i)
{
    return i;
}
N float fl(s64 i)
{
    return i;
}
N float ful(u64 i)
{
    return i;
}
N double dl(s64 i)
{
    return i;
}
N double dul(u64 i)
{
    return i;
}
N int ti(double d)
{
    return (int)d;
}
N u32 tu(double d)
{
    return (u32)d;
}
N s64 tl(double d)
{
    return (s64)d;
}
N u64 tul(double d)
{
    return (u64)d;
}
N int tif(float d)
{
    return (int)d;
}
N u32 tuf(float d)
{
    return (u32)d;
}
N s64 tlf(float d)
{
    return (s64)d;
}
N u64 tulf(float d)
{
    return (u64)d;
}
N signed char tc(double d)
{
    return (signed char)d;
}
N unsigned short ts(float d)
{
    return (unsigned short)d;
}
N _Bool tb(double d)
{
    return d;
}
N _Bool tbf(float d)
{
    return d;
}
N double cs(double a, double b)
{
    return __builtin_copysign(a, b);
}
N int sb(double a)
{
    return !!__builtin_signbit(a);
}
N double sq(double a)
{
    return __builtin_sqrt(a);
}
N double tern(int c, double a, double b)
{
    double r = a;
    if (c)
        r = b;
    return r * 2;
}
int main(void)
{
    double z = 0.0;
    double v[] = {0.0,
                  -0.0,
                  1.0,
                  -1.0,
                  0.5,
                  -0.5,
                  1.5,
                  2.5,
                  3.0,
                  0.1,
                  -0.1,
                  1e10,
                  -1e10,
                  2147483647.0,
                  2147483648.0,
                  -2147483648.0,
                  -2147483649.0,
                  4294967295.0,
                  4294967296.0,
                  9223372036854775807.0,
                  1e300,
                  -1e300,
                  1e-300,
                  5e-324,
                  -5e-324,
                  2.2250738585072014e-308,
                  1.7976931348623157e308,
                  1 / z,
                  -1 / z,
                  z / z,
                  16777217.0,
                  9007199254740993.0,
                  1e-45,
                  3.4e38,
                  3.5e38};
    int n = sizeof v / sizeof *v;
    for (int i = 0; i < n; i++) {
        double x = v[i];
        printf("%d: %llx %llx %llx %llx %llx %llx %llx %llx %llx %llx ", i, D(add0(x)), D(sub0(x)), D(addn0(x)),
               D(zsub(x)), D(nzsub(x)), D(neg(x)), D(mul1(x)), D(mulm1(x)), D(div1(x)), D(mul0(x)));
        printf("%llx %llx %llx %llx %llx %llx %llx %llx %llx %llx %llx %llx %d %d %d\n", D(xx(x)), D(xdx(x)), D(dbl(x)),
               D(div2(x)), D(div4(x)), D(div3(x)), D(dmin(x)), D(dmax(x)), D(dden(x)), D(abs1(x)), D(abs2(x)),
               D(abs3(x)), sg(x), isn(x), isnn(x));
        printf("%x %llx %d %llx %d %d\n", F(f2(x)), D(ff(f2(x))), x == x && sb(x), D(sq(x)), loop(x, 1.5),
               loop2((float)x, 1.25f));
        if (x > -2147483649.0 && x < 2147483648.0) {
            printf("%d %d ", ti(x), tif((float)x >= 2147483648.f ? 1 : (float)x));
        }
        if (x > -1 && x < 4294967296.0)
            printf("%u %u ", tu(x), tuf((float)x >= 4294967296.f ? 3 : (float)x));
        if (x > -9.2e18 && x < 9.2e18)
            printf("%lld %lld ", tl(x), tlf(x));
        if (x > -1 && x < 1.8e19)
            printf("%llu %llu ", tul(x), tulf(x));
        if (x > -129 && x < 128)
            printf("%d ", tc(x));
        if (x > -1 && x < 65536)
            printf("%d ", ts(x));
        printf("%d %d\n", tb(x), tbf(x));
        for (int j = 0; j < n; j++) {
            double y = v[j];
            u64 h = 0;
            u64 r[] = {D(mn(x, y)),
                       D(mx(x, y)),
                       D(mn2(x, y)),
                       D(mx2(x, y)),
                       D(mn3(x, y)),
                       F(mnf(x, y)),
                       F(mxf(x, y)),
                       c1(x, y),
                       c2(x, y),
                       c3(x, y),
                       c4(x, y),
                       D(prod(x, y, 1)),
                       F(prodf(x, y, 1)),
                       D(assoc(x, y, 1)),
                       F(fadd(x, y)),
                       F(fmix(x, y)),
                       y == y ? D(cs(x, y)) : 0,
                       D(tern(x < y, x, y))};
            for (unsigned k = 0; k < sizeof r / 8; k++)
                h = (h ^ r[k]) * 1099511628211ull;
            printf("%llx ", h);
        }
        printf("\n");
    }
    static const u64 w[] = {0,
                            1,
                            0xffffff,
                            0x1000000,
                            0x1000001,
                            0x1000002,
                            0x1000003,
                            0x7fffffff,
                            0x80000000,
                            0xffffffff,
                            0xffffff80,
                            0xffffffffull << 8,
                            0x7fffffffffffffffull,
                            0x8000000000000000ull,
                            0xffffffffffffffffull,
                            0x7fffffffffffffc0ull,
                            0x20000000000001ull,
                            0x20000000000002ull,
                            0x20000000000003ull,
                            0x8000008000000001ull,
                            0x8000008000000000ull,
                            0x8000018000000000ull,
                            0x4000004000000001ull,
                            0x123456789abcdefull,
                            0x7fffff4000000001ull,
                            0x7fffff4000000000ull,
                            0xffffff4000000001ull};
    for (unsigned i = 0; i < sizeof w / 8; i++) {
        u64 a = w[i];
        printf("%x %x %llx %llx %x %x %x %llx %llx %llx\n", F(fint(a)), F(fuint(a)), D(dint(a)), D(du(a)), F(fl(a)),
               F(ful(a)), F(fl(-a)), D(dl(a)), D(dul(a)), D(dl(-a)));
    }
    double e[] = {-0.0, -0.0};
    printf("%llx %llx %llx\n", D(sum(e, 2)), D(sumn(e, 2)), D(sumn(e, 0)));
    return 0;
}
