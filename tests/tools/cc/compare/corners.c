/* Layouts, orders of evaluation, calls with odd arguments, constants; compared with gcc -m32. */
int printf(const char *, ...);
typedef unsigned char u8;
typedef struct {
    u8 a;
    short b;
    u8 c : 3, d : 7;
    int e : 20;
    u8 f[3];
    double g;
} L;
#include <stddef.h>
struct __attribute__((packed)) PK {
    char a;
    int b;
    short c : 9;
    int d : 5;
    long long e;
};
union U {
    struct {
        unsigned lo : 16, hi : 16;
    };
    unsigned w;
    char b[4];
};
struct Z {
    int a : 5;
    int : 0;
    int b : 3;
    unsigned : 4;
    int c : 2;
};
static int order[8], on;
static int t(int n)
{
    order[on++] = n;
    return n;
}
int k_r(a, b, c)
char a;
float b;
short *c;
{
    return a + (int)b + *c;
}
extern inline int einl(int x)
{
    return x + 1;
}
static const volatile int cv = 3;
int nested(int n)
{
    return n ? ({
        int m = n;
        m > 2 ? ({ m * 2; }) : -m;
    })
             : 0;
}
double mix(char c, short s, long long l, float f, double d)
{
    return c + s * l - f / d;
}
int sw(unsigned char c)
{
    switch (c) {
    case 0 ... 9: return 1;
    case 200: return 2;
    case 255: return 3;
    case 'a':
    case 'b': return 4;
    }
    return 0;
}
int sw2(long long v)
{
    switch (v) {
    case -1: return 1;
    case 0x100000000LL: return 2;
    case 0: return 3;
    default: return 4;
    }
}
int ret_struct_member(void)
{
    return ((struct PK){1, 2, 3, 4, 5}).d;
}
struct BIG {
    int v[20];
} mk(int x)
{
    struct BIG b = {{x}};
    b.v[19] = x * 2;
    return b;
}
int va(int n, ...)
{
    __builtin_va_list ap, aq;
    __builtin_va_start(ap, n);
    int s = 0;
    __builtin_va_copy(aq, ap);
    while (n--)
        s += __builtin_va_arg(ap, int);
    s += 1000 * __builtin_va_arg(aq, int);
    __builtin_va_end(ap);
    return s;
}
struct SM {
    char c[3];
};
int vs(int n, ...)
{
    __builtin_va_list ap;
    __builtin_va_start(ap, n);
    struct SM m = __builtin_va_arg(ap, struct SM);
    double d = __builtin_va_arg(ap, double);
    long long l = __builtin_va_arg(ap, long long);
    return m.c[2] + (int)d + (int)(l >> 32);
}
int goto_loop(void)
{
    int i = 0;
L1:
    if (i < 5) {
        i++;
        goto L1;
    }
    {
        int i = 7;
        goto L2;
        i = 8;
    L2:
        return i;
    }
}
int main(void)
{
    printf("%d %d %d %d %d\n", (int)sizeof(L), (int)offsetof(L, f), (int)offsetof(L, g), (int)sizeof(struct PK),
           (int)sizeof(struct Z));
    union U u = {{.lo = 0x1234, .hi = 0xabcd}};
    printf("%x %d\n", u.w, u.b[0]);
    struct PK pk = {1, 2, -3, 4, 5};
    pk.c += 100;
    pk.d -= 9;
    printf("%d %d %d\n", pk.c, pk.d, (int)pk.e);
    struct Z z = {15, -2, 1};
    z.a++;
    z.c++;
    printf("%d %d %d\n", z.a, z.b, z.c);
    int r = t(1) && t(0) && t(2) || t(3), q = (t(4), t(5));
    printf("%d %d:", r, q);
    for (int i = 0; i < on; i++)
        printf("%d", order[i]);
    printf("\n");
    short sh = 5;
    printf("%d %d\n", k_r(1, 2.5f, &sh), einl(3));
    printf("%d %d %d\n", nested(0), nested(2), nested(5));
    printf("%d\n", (int)(mix(1, 2, 3, 4, 5) * 100));
    printf("%d%d%d%d%d %d%d%d%d\n", sw(5), sw(200), sw(255), sw('b'), sw(100), sw2(-1), sw2(1LL << 32), sw2(0), sw2(9));
    printf("%d %d %d\n", ret_struct_member(), mk(4).v[19], mk(3).v[0]);
    struct SM sm = {{1, 2, 3}};
    printf("%d %d %d\n", va(3, 1, 2, 3), vs(1, sm, 4.5, 7LL << 32), goto_loop());
    unsigned a = 5, b = 7;
    printf("%d %d %d\n", (int)(a - b), a - b > 0, (int)((long long)a - b));
    printf("%d %d\n", (5, 6), (int)sizeof((char)1, (short)2));
    int ar[2][3] = {{1, 2, 3}, {4, 5, 6}};
    int(*pa)[3] = ar;
    printf("%d %d %d %d\n", pa[1][2], *(*(pa + 1) + 1), (int)(&ar[1] - &ar[0]), (int)sizeof *pa);
    const char *ss = "a"
                     "\0"
                     "b";
    printf("%d %d\n",
           (int)sizeof("a"
                       "\0"
                       "b"),
           ss[2]);
    int i = 10;
    i += i++ * 0 + 5;
    i <<= 2;
    i ^= 0xff;
    i %= 7;
    i = -i;
    i /= 2;
    printf("%d\n", i);
    long long m = -1;
    m >>= 63;
    m = (unsigned)m;
    printf("%d\n", (int)(m >> 31));
    unsigned long long um = ~0ULL;
    printf("%d %d\n", (int)(um % 10), (int)(um / 1000000007 % 1000));
    float f = 0.1f;
    double d = f;
    printf("%d %d %d\n", d == 0.1, f == 0.1f, (int)(f * 10 == 1.0));
    printf("%d %d\n", (int)3.99, (unsigned)-1 == 0xffffffffu);
    volatile double inf = 1e308;
    inf *= 10;
    printf("%d %d %d\n", inf > 1e308, inf - inf == inf - inf, (int)(1 / inf));
    char *p = (char *)&u;
    p[3] = 0;
    printf("%x\n", u.w);
    enum { X = 5, Y, Z2 = X * 2 + Y };
    printf("%d\n", Z2);
    printf("%d %d\n", 07 + 0x1F + 0b101, '\n' + '\0' + '\\');
    printf("%d\n", sizeof(int) == 4 && sizeof 'a' == 4 && sizeof(L'a') == 4);
    {
        extern int glob;
        printf("%d\n", glob);
    }
    {
        int x = 1;
        {
            int x = x + 5 - x;
            (void)x;
        }
    }
    do {
        if (i)
            break;
        else
            continue;
    } while (0);
    for (;;) {
        for (;;)
            break;
        break;
    }
    return 0;
}
int glob = 77;
