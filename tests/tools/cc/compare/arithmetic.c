/* Arithmetic of all widths, control flow, storage, atomics: printed, and compared with what gcc -m32 prints. */
int printf(const char *, ...);
typedef unsigned long long u64;
typedef long long i64;
struct big {
    int v[6];
};
struct sm {
    short a;
    char b;
};
static struct big mkb(int x)
{
    struct big b;
    for (int i = 0; i < 6; i++)
        b.v[i] = x + i;
    return b;
}
static struct sm mks(int x)
{
    struct sm s = {x, x >> 3};
    return s;
}
static int sumb(struct big b)
{
    int s = 0;
    for (int i = 0; i < 6; i++)
        s += b.v[i];
    b.v[0] = 99;
    return s;
}
static struct big pick(int c, struct big a, struct big b)
{
    return c ? a : b;
}
static int depth(int n)
{
    return n ? depth(n - 1) + 1 : 0;
}
static i64 d64[] = {7, -7, 1000000007LL * 1000003, -1000000007LL * 1000003,
                    1, -1, 0x7fffffffffffffffLL,   -0x7fffffffffffffffLL - 1};
static float fs[] = {0.0f, -1.5f, 2.75f, 1e10f, -1e10f, 3.4e38f, 1e-40f};
static double nan_(void)
{
    double z = 0;
    return z / z;
}
static int fcmp(double a, double b)
{
    return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5 | !(a < b) << 6;
}
enum color { RED, GREEN = 7, BLUE, NEG = -3 };
static const char *cname(enum color c)
{
    switch (c) {
    case RED: return "red";
    case GREEN: return "green";
    case BLUE: return "blue";
    case NEG: return "neg";
    }
    return "?";
}
static int jump(int n)
{
    int i = 0, s = 0;
    goto in;
    while (i < n) {
        s += i;
    in:
        i++;
        if (i == 3)
            goto out;
    }
out:
    return s * 100 + i;
}
static int inner(int n)
{
    switch (n) {
        int x;
    case 0:
        x = 1;
        do {
            x++;
        case 1: x = 10;
        } while (x < 5);
        return x;
    default: return -1;
    }
}
_Alignas(32) static char al[3];
static struct {
    char c;
    _Alignas(16) int x;
} als;
static int ctor_ran;
__attribute__((constructor)) static void ctor(void)
{
    ctor_ran = 1;
}
int real(int x)
{
    return x * 3;
}
int alias_(int) __attribute__((alias("real")));
int weak_(void) __attribute__((weak));
static volatile int vol = 5;
static int volread(void)
{
    vol += 2;
    vol++;
    return vol * vol;
}
static unsigned crc(const unsigned char *p, int n)
{
    unsigned c = ~0u;
    while (n--) {
        c ^= *p++;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
    }
    return ~c;
}
static int (*const ops[])(int) = {depth, real, 0};
static int vf(int (*f)(const char *, ...), int k)
{
    return f("%d-%d\n", k, k * 2);
}
struct fl {
    int n;
    short d[];
};
static struct fl fl = {3, {4, 5, 6}};
static int flex(struct fl *f)
{
    int s = 0;
    for (int i = 0; i < f->n; i++)
        s += f->d[i];
    return s + (int)sizeof *f;
}
union bu {
    struct {
        unsigned a : 4, b : 12;
        signed c : 16;
    } s;
    unsigned u;
};
struct node {
    struct node *next;
    int v;
};
static int list(void)
{
    struct node a = {0, 1}, b = {&a, 2}, c = {&b, 3};
    int s = 0;
    for (struct node *p = &c; p; p = p->next)
        s = s * 10 + p->v;
    return s;
}
static inline int sq(int x)
{
    static int calls;
    calls++;
    return x * x + calls;
}
static int alloc(int n)
{
    char *p = __builtin_alloca(n);
    for (int i = 0; i < n; i++)
        p[i] = i;
    int s = 0;
    for (int i = 0; i < n; i++)
        s += p[i];
    return s;
}
static int mat(int n, int m, double a[n][m])
{
    double s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            s += a[i][j] * (i + 1);
    return (int)s;
}
struct pk {
    char c;
    int i;
    short s;
    i64 l;
} __attribute__((packed));
static int pkd(struct pk *p)
{
    p->i += 5;
    p->l *= -3;
    p->s = p->i;
    return p->i + p->s + (int)p->l;
}
static void swap(int *restrict a, int *restrict b)
{
    int t = *a;
    *a = *b;
    *b = t;
}
static int qs(int *a, int n)
{
    if (n < 2)
        return 1;
    int p = a[n / 2], i = 0, j = n - 1;
    while (i <= j) {
        while (a[i] < p)
            i++;
        while (a[j] > p)
            j--;
        if (i <= j)
            swap(&a[i++], &a[j--]);
    }
    return qs(a, j + 1) + qs(a + i, n - i);
}
int main(void)
{
    struct big a = mkb(1), b = mkb(10), c;
    c = a = b;
    printf("%d %d %d\n", sumb(a), a.v[0], sumb(pick(0, a, mkb(100))));
    printf("%d %d\n", (1 ? mks(1000) : mks(2)).a, mks(-8).b);
    (void)c;
    printf("%d %d %d\n", depth(1000), ops[1](7), ops[2] == 0);
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 6; j++) {
            i64 x = d64[i], y = d64[j];
            printf("%lld %lld %llu %llu %d%d%d%d\n", x / (y == -1 && i == 7 ? 1 : y), x % (y == -1 ? 2 : y),
                   (u64)x / (u64)y, (u64)x % (u64)y, x < y, (u64)x < (u64)y, x >= y, x == y);
        }
    for (int i = 0; i < 64; i += 7)
        printf("%llx %llx %llx\n", (u64)d64[2] << i, (u64)d64[3] >> i, (u64)(d64[3] >> i));
    for (int i = 0; i < 3; i++)
        printf("%d %u %d %lld\n", (int)fs[i], (unsigned)(fs[i] < 0 ? -fs[i] : fs[i]), (int)(fs[i] * 3.7f),
               (i64)(fs[i] * 1e6));
    printf("%lld %lld %d\n", (i64)fs[3], (i64)fs[4], fs[6] > 0);
    printf("%d %d %d\n", fcmp(1, 2), fcmp(2, 2), fcmp(nan_(), 1));
    for (int i = 0; i < 8; i++) {
        double d = d64[i];
        float f = d64[i];
        u64 u = d64[i];
        double du = u;
        printf("%d %d %d\n", (int)(d / 1e12), (int)(f / 1e12f), (int)(du / 1e13));
    }
    printf("%s %s %s %s %s\n", cname(RED), cname(GREEN), cname(BLUE), cname(NEG), cname(5));
    printf("%d %d %d %d\n", jump(10), jump(2), inner(0), inner(1));
    printf("%d %d %d %d\n", (int)((unsigned)al % 32), (int)sizeof als, (int)__builtin_offsetof(__typeof__(als), x),
           (int)_Alignof(struct big));
    printf("%d %d\n", alias_(5), weak_ == 0);
    printf("%d\n", volread());
    printf("%x\n", crc((const unsigned char *)"123456789", 9));
    vf(printf, 21);
    printf("%d\n", flex(&fl));
    union bu u = {.u = 0xdeadbeef};
    u.s.b += 3;
    u.s.c -= 5;
    printf("%x %d %d %d\n", u.u, u.s.a, u.s.b, u.s.c);
    int first = sq(3);
    printf("%d %d %d\n", list(), first, sq(3));
    printf("%d\n", alloc(50));
    double m[2][3] = {{1, 2, 3}, {4, 5, 6}};
    printf("%d\n", mat(2, 3, m));
    struct pk p = {1, 70000, 2, 1LL << 33};
    printf("%d %d\n", pkd(&p), (int)sizeof p);
    int arr[50];
    for (int i = 0; i < 50; i++)
        arr[i] = i * 7919 % 101;
    int q = qs(arr, 50);
    printf("%d %d %d %d\n", q > 0, arr[0], arr[25], arr[49]);
    unsigned char uc = 250;
    uc += 10;
    signed char sc = 127;
    sc++;
    short sh = -32768;
    sh--;
    unsigned short us = 0;
    us--;
    _Bool bb = 0;
    bb--;
    bb ^= 1;
    printf("%d %d %d %d %d\n", uc, sc, sh, us, bb);
    float ff = 1;
    ff += 0.1;
    ff *= 3;
    int ii = 10;
    ii *= 1.55;
    ii -= 0.5f;
    char cc = 'a';
    cc += 1.9;
    printf("%d %d %d\n", (int)(ff * 1000), ii, cc);
    int x = 5, y = x++ + ++x;
    int z = (x = 3, x * 2) + (x > 2 ? x : -x);
    printf("%d %d\n", x, z);
    (void)y;
    const char *s = "a\0b"
                    "c\x41\101\n";
    printf("%d %d %d %d\n",
           (int)sizeof("a\0b"
                       "c\x41\101\n"),
           s[2], s[4], s[5]);
    int k = 0;
    for (;;) {
        if (++k > 10)
            break;
        if (k % 2)
            continue;
        k += 3;
    }
    printf("%d\n", k);
    int w = 3;
    do
        w--;
    while (w > -2);
    printf("%d\n", w);
    printf("%d %d %d %d\n", 3 > 2 > 1, 1 << 2 + 1, ~0 & 5 | 8, !5 == 0);
    printf("%u %d %d\n", -1 > 0u ? 1u : 2u, (char)300, (int)(short)0x18000);
    printf("%d %d\n", (int)sizeof(int[3][4]), (int)sizeof(1 ? (short)1 : (char)2));
    i64 mix = 1;
    mix += 1u << 31;
    mix -= 1ULL << 40;
    printf("%lld\n", mix);
    int(*pa)[3] = (int[2][3]){{1, 2, 3}, {4, 5, 6}};
    printf("%d %d\n", pa[1][2], (int)(&pa[1][0] - &pa[0][0]));
    unsigned r = 0x80000001;
    r = r >> 1 | r << 31;
    printf("%x %d %d %d\n", r, __builtin_clz(r), __builtin_ctzll(1ULL << 45), __builtin_popcountll(0xff00ff00ff00ULL));
    printf("%x %llx %x\n", __builtin_bswap32(0x11223344), __builtin_bswap64(0x1122334455667788ULL),
           __builtin_bswap16(0x1122));
    static int at;
    __atomic_fetch_add(&at, 5, 5);
    __sync_fetch_and_or(&at, 8);
    int ex = 13;
    _Bool sw = __atomic_compare_exchange_n(&at, &ex, 77, 0, 5, 5);
    static unsigned char ab = 250;
    __atomic_add_fetch(&ab, 10, 5);
    static short as = 5;
    short old = __atomic_exchange_n(&as, -9, 5);
    printf("%d %d %d %d %d\n", at, sw, ab, as, old);
    _Atomic int ai = 4;
    ai += 3;
    ai++;
    ai ^= 1;
    printf("%d\n", ai);
    return 0;
}
