/* Declarators, scopes, labels, initializers, macros and calls in their rarer forms; compared with what gcc -m32 prints.
 */
int printf(const char *, ...);
typedef int T;
typedef T (*FT)(T), AT[3];
static T id(T T)
{
    return T;
}
static int (*sel(int k))(int)
{
    return k ? id : (int (*)(int))0;
}
static FT sel2(void)
{
    return id;
}
int(proto)(int (*)(int), char[static 3], const int *restrict), plain;
int proto(int f(int), char s[static 3], const int *restrict p)
{
    return (f)(*p) + s[2];
}
static int shadow(void)
{
    T x = 3;
    {
        int T = 4;
        x += T;
    }
    T y = x;
    for (T T = 0; T < 2; T++)
        y += T;
    return y + sizeof(T);
}
static inline __attribute__((always_inline)) int ai(int x)
{
    return x + 1;
}
static int lab(int x)
{
again:;
    int y = x;
    if (y < 3) {
        x++;
        goto again;
    }
    switch (y) {
    case 3:; int z = 5; return z;
    default: return 0;
    }
}
struct {
    int a;
    union {
        struct {
            short lo, hi;
        };
        int w;
    };
    ;
} anon = {1, {{2, 3}}};
static int gen(void)
{
    struct s {
        struct s *n;
        int v;
    } a = {&a, 5};
    return a.n->n->v;
}
enum { E1 = sizeof(int[3]), E2 = E1 << 2, E3 = 'a' + (E1 > 3 ? 1 : 2), E4 = -1 };
int tab[E1] = {[E1 - 1] = E3};
_Static_assert(sizeof(AT) == 12 && E2 == 48, "x");
const char *const names[] = {[2] = "two", "three", [0] = "zero"};
static int nested(int n)
{
    int f(int), g = 0;
    for (int i = 0, j = n; i < j; i++, j--) {
        if (i == 1)
            continue;
        else if (j == 3)
            break;
        g += i * j;
    }
    return g;
}
int f(int x)
{
    return x;
}
static int vptr(void)
{
    int a[] = {1, 2, 3}, (*p)[3] = &a, *q[2] = {a, a + 1};
    return (*p)[1] + *q[1] + 2 [a] + *(&a[0] + 1);
}
static unsigned char buf[16];
static void *mem(void *d, int c, unsigned n)
{
    unsigned char *p = d;
    while (n--)
        *p++ = c;
    return d;
}
#define MAX(a, b)               \
    ({                          \
        __typeof__(a) _a = (a); \
        __typeof__(b) _b = (b); \
        _a > _b ? _a : _b;      \
    })
#define CAT_(a, b)               a##b
#define CAT(a, b)                CAT_(a, b)
#define ARGN(_1, _2, _3, N, ...) N
#define COUNT(...)               ARGN(__VA_ARGS__, 3, 2, 1)
static int CAT(un, ique) = COUNT(a, b);
static long long ll(int a, long long b, int c, long long d, int e, long long g, char h)
{
    return a + b * 2 + c * 3 + d * 4 + e * 5 + g * 6 + h;
}
static double fl(float a, int b, double c, float d, float e, double f, double g, float h, double i, float j, double k)
{
    return a + b + c + d + e + f + g + h + i + j + k;
}
static int deep(int a)
{
    return ((((((((a + 1) * 2 - 3) ^ 5) | 1) & 0xff) << 1) >> 1) % 100) / 3;
}
extern int ext;
int ext = 4;
static int stat_;
static int stat_ = 9;
int tent;
int tent;
int old();
int old(a, p)
int a;
char *p;
{
    return a + *p;
}
static void vo(void)
{
    return (void)0;
}
static int logic(int a, int b)
{
    return a && b || !a && !b ? a ?: b : a | b;
}
/* 6.8.4p3, 6.8.5p5: a tag declared in a condition or a body without braces is not seen behind the statement. */
struct scoped {
    char c;
};

static int scopes(void)
{
    if (sizeof(struct scoped { int i; double d; }))
        (void)0;
    while (sizeof(struct scoped { int i, j, k; }) == 1)
        ;
    switch (sizeof(struct scoped { int i[10]; }))
    default:;
    if (1)
        (void)sizeof(struct scoped { short s; });
    else
        (void)sizeof(struct scoped);
    do
        (void)sizeof(struct scoped { long l; });
    while (sizeof(struct scoped) == 77);
    return sizeof(struct scoped);
}

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d %d %d %d\n", id(3), sel(1)(4), sel2()(5), sel(0) == 0);
    printf("%d\n", proto(id, "abc", &(int){7}));
    printf("%d %d %d\n", shadow(), ai(1), lab(0));
    printf("%d %d %d %x\n", anon.a, anon.lo, anon.hi, anon.w);
    printf("%d %d %d %d\n", gen(), tab[11], E2, E4);
    printf("%s %s %s %d\n", names[0], names[2], names[3], names[1] == 0);
    printf("%d %d\n", nested(10), vptr());
    mem(buf, 'x', 3);
    printf("%s %d %d\n", (char *)buf, MAX(3, 4), MAX(-1LL, 2) > 1);
    printf("%d %lld %d\n", unique, ll(1, 2, 3, 4, 5, 6, 7), (int)fl(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    printf("%d %d %d %d\n", deep(77), ext + stat_ + tent, old(1, "0"), logic(0, 0) + logic(2, 3) * 10);
    vo();
    int i = 0;
    i += i++ ? 1 : 2;
    printf("%d %d\n", argc > 100, (int)sizeof(struct {
                                      char a;
                                      long long b;
                                  }) >= 12);
    int *volatile vp = &i;
    *vp = 6;
    printf("%d\n", i);
    {
        extern int ext;
        ext++;
    }
    printf("%d\n", ext);
    char a2[2][3] = {"ab", {'c', 'd'}};
    printf("%s%s\n", a2[0], a2[1]);
    struct {
        unsigned f : 1;
    } bf = {1};
    bf.f ^= 1;
    printf("%d %d\n", bf.f, -bf.f);
    unsigned long ul = 1ul << 31;
    printf("%u %d\n", (unsigned)(ul >> 31), (int)(ul >> 4 & 1));
    printf("%d %d %d\n", (int)0x7fffffff + 0u == 0x7fffffffu, '\x7f', L'\u00e9');
    printf("%d\n", scopes());
    goto *(&&end);
    printf("skipped\n");
end:
    return 0;
}
