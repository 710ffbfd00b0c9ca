/* Structures, arguments, initializers, bit-fields, GNU conveniences: printed, and compared with what gcc -m32 prints.
 */
int printf(const char *, ...);
typedef struct {
    char a;
    short b;
} __attribute__((packed)) P3;
typedef struct {
    int a, b, c;
} L12;
typedef struct {
    char c[5];
} C5;
typedef struct {
    char c[7];
} C7;
typedef struct {
    float f;
    int i;
} F8;
typedef union {
    int i;
    float f;
    char c[4];
} U;
static P3 mkp(int a)
{
    P3 p = {a, a * 2};
    return p;
}
static L12 mkl(int a)
{
    return (L12){a, a + 1, a + 2};
}
static C5 mk5(int a)
{
    C5 c;
    for (int i = 0; i < 5; i++)
        c.c[i] = a + i;
    return c;
}
static C7 mk7(C5 x)
{
    C7 c = {{0}};
    for (int i = 0; i < 5; i++)
        c.c[i] = x.c[i] * 2;
    c.c[6] = 99;
    return c;
}
static int s12(L12 l, int k, ...)
{
    l.a += k;
    return l.a + l.b + l.c;
}
static int vsum(int n, ...)
{
    __builtin_va_list ap;
    __builtin_va_start(ap, n);
    int s = 0;
    for (int i = 0; i < n; i++) {
        switch (i % 5) {
        case 0: s += __builtin_va_arg(ap, int); break;
        case 1: s += __builtin_va_arg(ap, long long); break;
        case 2: s += (int)__builtin_va_arg(ap, double); break;
        case 3: {
            L12 l = __builtin_va_arg(ap, L12);
            s += l.a + l.c;
            break;
        }
        case 4: {
            C5 c = __builtin_va_arg(ap, C5);
            s += c.c[4];
            break;
        }
        }
    }
    __builtin_va_end(ap);
    return s;
}
typedef struct {
    char c[0];
} C0;
static int vempty(int n, ...)
{
    __builtin_va_list ap;
    __builtin_va_start(ap, n);
    int s = __builtin_va_arg(ap, int);
    (void)__builtin_va_arg(ap, C0);
    s = s * 10 + __builtin_va_arg(ap, int);
    (void)__builtin_va_arg(ap, C0);
    s = s * 10 + (int)__builtin_va_arg(ap, double);
    __builtin_va_end(ap);
    return s;
}
static int vla(int n)
{
    int a[n][n + 1];
    int s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= n; j++)
            a[i][j] = i * j;
    for (int i = 0; i < n; i++)
        s += a[i][n];
    return s + (int)sizeof a + (int)sizeof a[0];
}
static int vla2(int n, int m[n][n])
{
    return m[1][1] + (int)sizeof(m[0]);
}
static int lab(int x)
{
    static void *t[] = {&&a, &&b, &&c};
    goto *t[x];
a:
    return 1;
b:
    return 22;
c:
    return 333;
}
static int cleaned;
static void clean(int *p)
{
    cleaned += *p;
}
static int cl(int x)
{
    for (int i = 0; i < 3; i++) {
        int v __attribute__((cleanup(clean))) = i + x;
        if (i == 1)
            continue;
        if (i == 2)
            break;
    }
    return cleaned;
}
struct bits {
    unsigned a : 3;
    int b : 5;
    unsigned c : 9;
    unsigned long long d : 33;
    _Bool e : 1;
    signed char f : 4;
};
struct __attribute__((packed)) pb {
    unsigned a : 3;
    unsigned b : 14;
    unsigned c : 31;
    unsigned char d;
    int e;
};
int g1 = 5, *pg = &g1, ga[3] = {[1] = 7};
char *sp = "abc" + 1;
int *pga = &ga[2] - 1;
struct nest {
    int a;
    struct {
        int x, y;
        union {
            int u;
            char v;
        };
    } in[2];
    int z;
} nest = {1, {{2, 3, {4}}, 5, 6, 7}, .z = 9};
struct nest nest2 = {.in[1].y = 4, 5, 6};
char str5[5] = "hello", strn[] = "wor"
                                 "ld";
__WCHAR_TYPE__ wide[] = L"h\u20acx";
unsigned short u16s[] = u"\U0001F600";
static int sw(long long v)
{
    switch (v) {
    case 0x100000000LL: return 1;
    case -5: return 2;
    case 10 ... 1000: return 3;
    case 5:
    case 6: return 4;
    default: return 5;
    }
}
static unsigned rot(unsigned x, int n)
{
    return x << n | x >> (32 - n);
}
static double dd(int a, float b, double c, long long d, unsigned e)
{
    return a + b * c - d / 3 + e;
}
static int gen(int x)
{
    return _Generic(x, int : 1, default : 2) + _Generic((char)1, char : 10, int : 20) +
           _Generic("a", char * : 100, default : 200) + _Generic(1.0f, float : 1000, double : 2000);
}
static int ovf(void)
{
    int r;
    unsigned u;
    signed char c;
    long long l;
    int s = 0;
    s = s * 2 + __builtin_add_overflow(0x7fffffff, 1, &r);
    s = s * 2 + __builtin_sub_overflow(0u, 1u, &u);
    s = s * 2 + __builtin_mul_overflow(100, 2, &c);
    s = s * 2 + __builtin_add_overflow(1, 2, &r);
    s = s * 2 + __builtin_mul_overflow(0x100000000LL, 0x80000000LL, &l);
    s = s * 2 + __builtin_mul_overflow(0x7fffffffLL, 3, &l);
    return s;
}
static int comma(void)
{
    int a = 1;
    int b = (a++, a += 3, a * 2);
    return b + a;
}
static int se(int x)
{
    return ({
               int y = x * 2;
               if (y > 10)
                   y = 10;
               y;
           }) +
           ({ x; });
}
static int cmp(unsigned a, int b)
{
    return (a < (unsigned)b) + (b < 0) * 2 + ((unsigned char)b > 200) * 4 + ((signed char)b < 0) * 8;
}
static int knr(a, b, c)
int a;
char b;
float c;
{
    return a + b + (int)c;
}
typedef int (*fp)(int);
static int inc(int x)
{
    return x + 1;
}
static fp pick(int k)
{
    return k ? inc : (fp)0;
}
static int (*(*pp)(int))(int) = pick;
static int tern(int a)
{
    return a ?: 7;
}
static unsigned long long sh(unsigned long long v, int n)
{
    return (v << n) ^ (v >> (n + 3)) ^ ((long long)v >> n);
}
static _Bool tobool(double d, char *p, long long l)
{
    _Bool a = d, b = p, c = l;
    return a + b + c == 2;
}
static int prepost(void)
{
    int a[4] = {1, 2, 3, 4}, *p = a;
    int s = *p++ * 10;
    s += *++p;
    s += (*p)--;
    s += a[2];
    unsigned char c = 255;
    c++;
    s += c;
    short h = 32767;
    h++;
    s += h;
    return s;
}
int main(void)
{
    P3 p = mkp(-3);
    printf("%d %d %d\n", p.a, p.b, (int)sizeof p);
    L12 l = mkl(4);
    printf("%d %d\n", s12(l, 10, 1, 2), l.a);
    C7 c7 = mk7(mk5(3));
    for (int i = 0; i < 7; i++)
        printf("%d ", c7.c[i]);
    printf("%d\n", mk5(9).c[2]);
    printf("%d\n", vsum(10, 1, 2LL, 3.5, l, mk5(1), 100, 200LL, 300.25, mkl(7), mk5(50)));
    printf("%d\n", vla(5));
    int m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    printf("%d\n", vla2(3, m));
    printf("%d %d %d\n", lab(0), lab(1), lab(2));
    printf("%d\n", cl(5));
    struct bits b = {5, -3, 300, 0x1ffffffffULL, 1, -8};
    b.a += 6;
    b.b--;
    b.c <<= 1;
    b.d -= 5;
    b.f++;
    printf("%u %d %u %lld %d %d %d\n", b.a, b.b, b.c, (long long)b.d, b.e, b.f, (int)sizeof b);
    struct pb q = {1, 0x3abc, 0x7fffffff, 0xaa, -2};
    q.b++;
    q.c ^= 0x5555;
    q.e *= 3;
    printf("%u %u %u %u %d %d\n", q.a, q.b, q.c, q.d, q.e, (int)sizeof q);
    printf("%d %d %s %d %d\n", *pg, ga[1], sp, *pga, (int)(pga - ga));
    printf("%d %d %d %d %d %d %d %d\n", nest.a, nest.in[0].x, nest.in[0].u, nest.in[1].x, nest.in[1].y, nest.in[1].u,
           nest.z, (int)sizeof nest);
    printf("%d %d %d %d\n", nest2.in[1].x, nest2.in[1].y, nest2.in[1].u, nest2.z);
    printf("%c%c %d %x %x %d %x %x\n", str5[0], str5[4], (int)sizeof strn, wide[1], wide[2], (int)sizeof wide, u16s[0],
           u16s[1]);
    printf("%d %d %d %d %d %d\n", sw(0x100000000LL), sw(-5), sw(500), sw(6), sw(0), sw(-5LL & 0xffffffff));
    printf("%x %d %d %d\n", rot(0x12345678, 8), (int)dd(1, 2.5f, 3.25, -100, 7u), gen(1), ovf());
    printf("%d %d %d %d %d\n", comma(), se(3), se(30), cmp(5, -1), cmp(5, 210));
    printf("%d %d %d %d\n", knr(1, 'a', 2.5), pp(1)(41), tern(0), tern(3));
    printf("%llx %d %d\n", sh(0x8123456789abcdefULL, 9), tobool(0.5, 0, 1LL << 40), prepost());
    U u = {.f = 1.5f};
    printf("%x %d\n", u.i, u.c[3]);
    F8 f8 = {2.5f, 7};
    F8 *pf = &f8;
    F8 g8 = *pf;
    g8.i += (int)g8.f;
    printf("%d\n", g8.i);
    int arr[] = {[3] = 4, [0 ... 1] = 9, 8};
    printf("%d %d %d\n", (int)(sizeof arr / sizeof *arr), arr[1], arr[2]);
    int *cp = (int[]){1, 2, 3};
    cp[1] += 5;
    printf("%d %d\n", cp[1], (&(L12){1, 2, 3})->c);
    long long big = -7;
    printf("%lld %lld %llu %d\n", big / 2, big % 3, (unsigned long long)big / 10, (int)(big >> 1));
    float ff = 1.0f / 3;
    double df = 1e10;
    printf("%d %u %d %lld\n", (int)(ff * 1000), (unsigned)3e9, (int)-2.9, (long long)(df * 3.5));
    printf("%d %d %d\n", -7 / 2, -7 % 2, (int)(-7u / 2 & 0xff));
    unsigned char uc = 200;
    signed char sc = uc;
    printf("%d %d %d\n", sc, uc << 2, ~uc);
    do {
        static int cnt;
        cnt++;
        if (cnt > 3) {
            printf("cnt %d\n", cnt);
            break;
        }
    } while (1);
    printf("%d %d\n", __builtin_offsetof(struct nest, in[1].y), (int)_Alignof(long long) >= 4);
    printf("%d\n", vempty(0, 4, (C0){}, 5, (C0){}, 6.0));
    return 0;
}
