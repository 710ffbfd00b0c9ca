/* What random programs do not make: arrays of variable length, recursion of all kinds, computed gotos, straddling
 * bit-fields, unions. */
int printf(const char *, ...);
void *memset(void *, int, __SIZE_TYPE__);
#define N __attribute__((noinline))
typedef unsigned u;
typedef long long s64;
/* VLAs, alloca, inlined in loops */
static inline int vl(int n)
{
    int a[n];
    for (int i = 0; i < n; i++)
        a[i] = i * n;
    int s = 0;
    for (int i = 0; i < n; i++)
        s += a[n - 1 - i] ^ i;
    return s;
}
N int v1(int n)
{
    int s = 0;
    for (int i = 1; i < n; i++)
        s += vl(i);
    return s;
}
N int v2(int n)
{
    int s = 0;
    for (int i = 1; i < n; i++) {
        int a[i][3];
        for (int j = 0; j < i; j++)
            for (int k = 0; k < 3; k++)
                a[j][k] = j * k + i;
        int *p = &a[0][0];
        for (int j = 0; j < i * 3; j++)
            s = s * 3 + p[j];
        s += sizeof a;
        if (i % 3 == 0)
            continue;
        int b[2] = {s, i};
        s += b[i & 1];
    }
    return s;
}
N int v3(int n)
{
    int s = 0;
    char *keep[8];
    for (int i = 0; i < 8; i++) {
        keep[i] = __builtin_alloca(n + i);
        memset(keep[i], i + 1, n + i);
    }
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < n + i; j++)
            s = s * 3 + keep[i][j];
    return s;
}
N int v4(int n)
{
    int s = 0;
    {
        int a[n];
        a[0] = 1;
        a[n - 1] = 2;
        s += a[0];
    again : {
        int b[n + s];
        b[0] = s;
        b[n + s - 1] = 7;
        s += b[0] + b[n + s - 1 - 0 > 0 ? 0 : 0];
        if (s < 40)
            goto again;
    }
        s += a[n - 1];
    }
    return s;
}
N int v5(int n, int m)
{
    typedef int row[m];
    row a[n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            a[i][j] = i * m + j;
    row *p = a + 1;
    m = 99;
    return (*p)[1] + sizeof(row) + sizeof a;
}
N int args(int a, int b, int c, int d, int e, int f, int g, int i, s64 j)
{
    int z[a];
    for (int k = 0; k < a; k++)
        z[k] = k * g;
    return z[a - 1] + b * c + d * e + f * i + (int)j;
}
N int v6(int n)
{
    int s = 0;
    for (int i = 1; i < n; i++) {
        int q[i];
        q[i - 1] = i;
        s += args(i, 2, 3, 4, 5, 6, q[i - 1], 8, 9) + q[i - 1];
    }
    return s;
}
/* recursion */
static int ack(int m, int n)
{
    return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1));
}
static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
static int isodd(int n);
static int iseven(int n)
{
    return n == 0 ? 1 : isodd(n - 1);
}
static int isodd(int n)
{
    return n == 0 ? 0 : iseven(n - 1);
}
static int hanoi(int n, int a, int b, int c, int *m)
{
    if (n == 0)
        return *m;
    hanoi(n - 1, a, c, b, m);
    *m = *m * 3 + a * 10 + b;
    return hanoi(n - 1, c, b, a, m);
}
static int addr(int n, int *p)
{
    int x = n;
    if (n == 0)
        return *p;
    int r = addr(n - 1, p && n & 1 ? p : &x);
    return r + x;
}
static u gcd(u a, u b)
{
    return b ? gcd(b, a % b) : a;
}
static int swapargs(int a, int b, int n)
{
    return n ? swapargs(b, a + 1, n - 1) : a * 1000 + b;
}
static s64 facl(int n)
{
    return n < 2 ? 1 : n * facl(n - 1);
}
static double facd(int n)
{
    return n < 2 ? 1 : n * facd(n - 1);
}
static s64 sumd(int n)
{
    return n ? sumd(n - 1) - n : 0;
}
static int mixr(int n)
{
    if (n <= 0)
        return 7;
    if (n & 1)
        return mixr(n - 1) + n;
    return n * mixr(n - 2);
}
static int mixs(int n)
{
    if (n <= 0)
        return 7;
    if (n & 1)
        return mixs(n - 1) + n;
    return mixs(n - 2) + 3;
}
static u xorr(u n)
{
    return n ? xorr(n >> 1) ^ n : 5;
}
static int subr(int n)
{
    return n ? n - subr(n - 1) : 0;
}
static int cnt;
static int eff(int n)
{
    cnt += n;
    if (n > 50)
        return cnt;
    return eff(n * 2 + 1) + (cnt++);
}
static char chr(char c)
{
    return c > 'z' ? c : chr(c + 25);
}
static unsigned char uch(unsigned char c, int n)
{
    return n ? uch(c + 77, n - 1) : c;
}
static short sh(short c, int n)
{
    return n ? sh(c * 3, n - 1) + 1 : c;
}
static int depth(int n, int a[3])
{
    int b[3] = {a[1], a[2], a[0] + n};
    return n ? depth(n - 1, b) : b[0] * 100 + b[1] * 10 + b[2];
}
struct st {
    int a, b, c;
};
static struct st str(struct st s, int n)
{
    if (!n)
        return s;
    struct st t = {s.b, s.c, s.a + n};
    return str(t, n - 1);
}
static int (*fp)(int);
static int ind(int n)
{
    return n ? fp(n - 1) + 1 : 0;
}
static int vr(int n)
{
    if (n == 0)
        return 0;
    int a[n];
    a[n - 1] = n;
    return vr(n - 1) + a[n - 1];
}
static int volr(int n)
{
    volatile int k = n;
    if (n == 0)
        return k;
    return volr(n - 1) + k;
}
static int two(int n)
{
    if (n <= 0)
        return 1;
    int x = two(n - 1);
    return x + two(n - 2) * x;
}
static int loc(int n)
{
    int x;
    int *p = &x;
    *p = n * 2;
    if (n > 5)
        return *p;
    int r = loc(n + 1);
    return r + *p;
}
/* computed goto */
N int cg(const unsigned char *p)
{
    static const void *const t[] = {&&add, &&sub, &&mul, &&jmp, &&end};
    int a = 1, n = 0;
    goto *t[*p++];
add:
    a += *p++;
    goto *t[*p++];
sub:
    a -= *p++;
    goto *t[*p++];
mul:
    a *= *p++;
    goto *t[*p++];
jmp:
    if (n++ < 3) {
        p -= *p;
        goto *t[*p++];
    }
    p++;
    goto *t[*p++];
end:
    return a + n;
}
N int cg2(int n)
{
    void *l = &&a;
    int s = 0;
    for (int i = 0; i < n; i++) {
        goto *l;
    a:
        s += 1;
        l = &&b;
        continue;
    b:
        s += 10;
        l = &&c;
        continue;
    c:
        s += 100;
        l = i & 1 ? &&a : &&b;
    }
    return s;
}
/* if-conversion and traps */
N int ic1(int *p, int d)
{
    return p ? *p : d;
}
N int ic2(int a, int b)
{
    return b ? a / b : 0;
}
N int ic3(int *p, int i, int n)
{
    int r = 0;
    if (i < n)
        r = p[i];
    return r;
}
N int ic4(int a)
{
    int r = a;
    if (a < 0)
        r = -a;
    return r;
}
N int ic5(int a, int b)
{
    int x = 3;
    if (a > b) {
        x = b;
        a = b;
    }
    return a * x;
}
N int ic6(int a, int b)
{
    return a < b ? a : b < a ? b : 7;
}
N u ic7(u a, u b)
{
    u m = a;
    if (b > a)
        m = b;
    if (m > 100)
        m = 100;
    return m;
}
N int ic8(int a, int b, int *p)
{
    if (a > b)
        *p = a;
    return *p;
}
N double ic9(int c, double *p)
{
    double r = 1;
    if (c)
        r = *p;
    return r;
}
N int ic10(int a, int b)
{
    return (a > 0 && b > 0) || (a < 0 && b < 0);
}
N int ic11(int a)
{
    return a >= 10 && a <= 20 ? 1 : a >= 30 && a < 40 ? 2 : 0;
}
N int ic12(u c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
N int ic13(int c)
{
    return c >= -5 && c <= 2147483647;
}
N int ic14(int c)
{
    return c < -2147483647 || c > 2147483646;
}
N int ic15(int c)
{
    return c != 5 && c != 6 && c != 7;
}
N int ic16(int c)
{
    return c == -1 || c == 0 || c == 1;
}
N int ic17(u c)
{
    return c == 0 || c == 0xffffffff;
}
N s64 ic18(s64 a, s64 b)
{
    return a < b ? a + b : a - b;
}
N int ic19(int a, s64 b)
{
    return a ? b > 3 : b < 3;
}
N float ic20(float a, float b)
{
    return a < b ? a : b;
}
/* bit-fields */
struct bf {
    u a : 1, b : 7, c : 13, d : 11;
    s64 e : 50;
    u f : 20;
    int g : 3;
    unsigned long long hh : 33;
    char i : 5;
    short j : 9;
    int : 0;
    u k : 32;
    unsigned long long l : 64;
};
struct __attribute__((packed)) pf {
    u a : 5;
    u b : 31;
    s64 c : 60;
    char x;
    int d : 29;
    unsigned long long e : 47;
};
N void bset(struct bf *p, s64 v)
{
    p->a = v;
    p->b = v >> 1;
    p->c = v >> 2;
    p->d = v >> 3;
    p->e = v * 3;
    p->f = v >> 5;
    p->g = v >> 6;
    p->hh = v * 5;
    p->i = v;
    p->j = v * 7;
    p->k = v * 9;
    p->l = v * 11;
}
N s64 bget(struct bf *p)
{
    return ((((((((((p->a * 3 + p->b) * 3 + p->c) * 3 + p->d) * 3 + (s64)p->e) * 3 + p->f) * 3 + p->g) * 3ll +
               (s64)p->hh) *
                  3 +
              p->i) *
                 3 +
             p->j) *
                3 +
            p->k) *
               3ll +
           p->l;
}
N void pset(struct pf *p, s64 v)
{
    p->a = v;
    p->b = v * 3;
    p->c = v * 5;
    p->x = v;
    p->d = v * 7;
    p->e = v * 9;
    p->b++;
    p->c--;
    p->d ^= 5;
    p->e += v;
}
N s64 pget(struct pf *p)
{
    return (((((s64)p->a * 3 + (s64)p->b) * 3 + (s64)p->c) * 3 + p->x) * 3 + p->d) * 3ll + (s64)p->e;
}
N int bcmp2(struct bf *p, struct bf *q)
{
    return (p->a == q->a) + (p->c < q->c) * 2 + (p->g < q->g) * 4 + (p->e > q->e) * 8 + (p->hh >= q->hh) * 16 +
           (p->g < 0) * 32 + (p->e < 0) * 64 + ((p->d + p->b) > q->k) * 128;
}
/* aliasing */
union un {
    int i;
    float f;
    short s[2];
    char c[4];
};
N int al1(union un *a, union un *b)
{
    a->i = 1;
    b->f = 2.0f;
    return a->i;
}
N int al2(int *p, char *c)
{
    *p = 0x01020304;
    c[1] = 9;
    return *p;
}
N int al3(int **pp, int *q)
{
    int x = 5;
    int *l = &x;
    *pp = &x;
    *q = 7;
    **pp = 9;
    return x + *l;
}
N int al4(int c)
{
    int a = 1, b = 2;
    int *p = c ? &a : &b;
    *p = 10;
    a += *p;
    int *q = p;
    if (c > 1)
        q = &b;
    *q += 5;
    return a * 100 + b;
}
N int al5(int n)
{
    int a[4] = {1, 2, 3, 4};
    int *p = a;
    for (int i = 0; i < n; i++) {
        *p = *p + a[(i + 1) & 3];
        p = p == a + 3 ? a : p + 1;
    }
    return a[0] + a[1] * 10 + a[2] * 100 + a[3] * 1000;
}
struct l2 {
    struct l2 *n;
    int v;
};
N int al6(struct l2 *a, struct l2 *b)
{
    a->v = 1;
    b->v = 2;
    a->n->v = 3;
    return a->v * 100 + b->v;
}
N int al7(char *s, int n)
{
    int k = 0;
    char b[8] = {0};
    for (int i = 0; i < n; i++) {
        char *p = i & 1 ? b : s;
        p[i & 7] = i;
        k = k * 3 + b[i & 7] + s[(i + 1) & 7];
    }
    return k;
}
enum en { EA, EB };
N int al8(enum en *e, u *q)
{
    *e = EA;
    *q = 1;
    return *e;
}
N int al9(long *a, int *b)
{
    return *a + *b;
}
N int al10(int (*a)[4], int *q, int i)
{
    a[0][3] = 5;
    q[i] = 6;
    return a[0][3];
}
N int al11(struct st *s, int *p)
{
    s->a = 1;
    *p = 2;
    s->b = 3;
    *p += s->a;
    return s->a * 10 + s->b;
}
N int al12(struct st *s, struct st *t)
{
    s->a = 1;
    t->b = 2;
    struct st c = *s;
    t->a = 5;
    c.a += s->a;
    return c.a * 10 + c.b;
}
int main(void)
{
    s64 h = 0;
#define P(x) printf("%lld ", (s64)(x))
    P(v1(9));
    P(v2(9));
    P(v3(5));
    P(v4(3));
    P(v5(3, 4));
    P(v6(7));
    printf("\n");
    fp = ind;
    int m = 1;
    struct st s = {1, 2, 3};
    P(ack(2, 3));
    P(fib(15));
    P(iseven(11));
    P(isodd(11));
    P(hanoi(5, 1, 2, 3, &m));
    P(addr(9, 0));
    P(gcd(1071, 462));
    P(swapargs(1, 2, 5));
    P(facl(15));
    P(facd(10));
    P(sumd(9));
    P(mixr(9));
    P(mixs(9));
    P(xorr(100));
    P(subr(7));
    P(eff(1));
    P(chr('a'));
    P(uch(3, 9));
    P(sh(7, 9));
    P(depth(5, (int[]){1, 2, 3}));
    s = str(s, 4);
    P(s.a * 100 + s.b * 10 + s.c);
    P(ind(5));
    P(vr(6));
    P(volr(5));
    P(two(6));
    P(loc(0));
    printf("\n");
    P(cg((const unsigned char[]){0, 5, 2, 3, 1, 2, 3, 5, 0, 1, 4}));
    P(cg2(9));
    printf("\n");
    int k = 5;
    double dd = 2.5;
    P(ic1(0, 4));
    P(ic1(&k, 4));
    P(ic2(9, 0));
    P(ic2(9, 2));
    P(ic3(0, 3, 2));
    P(ic3(&k, 0, 1));
    P(ic4(-7));
    P(ic5(3, 4));
    P(ic5(4, 3));
    P(ic6(3, 3));
    P(ic6(3, 4));
    P(ic7(5, 200));
    P(ic7(7, 2));
    P(ic8(1, 2, &k));
    P(ic8(3, 2, &k));
    P(ic9(0, 0) * 4);
    P(ic9(1, &dd) * 4);
    P(ic10(-1, -2));
    P(ic10(1, -2));
    P(ic20(1, 2));
    printf("\n");
    static const int w[] = {-2147483647 - 1,
                            -2147483647,
                            -6,
                            -5,
                            -1,
                            0,
                            1,
                            2,
                            4,
                            5,
                            6,
                            7,
                            8,
                            9,
                            10,
                            20,
                            21,
                            29,
                            30,
                            39,
                            40,
                            64,
                            65,
                            90,
                            91,
                            95,
                            96,
                            97,
                            122,
                            123,
                            2147483646,
                            2147483647};
    for (u i = 0; i < sizeof w / 4; i++) {
        int x = w[i];
        printf("%d%d%d%d%d%d%d ", ic11(x), ic12(x), ic13(x), ic14(x), ic15(x), ic16(x), ic17(x));
        P(ic18(x, -x * 5ll));
        P(ic19(x, 3 + (x & 1)));
    }
    printf("\n");
    struct bf b1 = {0}, b2 = {0};
    struct pf p1 = {0};
    s64 v = 0x123456789abcdefll;
    for (int i = 0; i < 40; i++) {
        bset(&b1, v);
        pset(&p1, v);
        printf("%llx %llx %d ", bget(&b1), pget(&p1), bcmp2(&b1, &b2));
        b2 = b1;
        v = v * 6364136223846793005ll + 1442695040888963407ll;
    }
    printf("\n%d %d\n", (int)sizeof(struct bf), (int)sizeof(struct pf));
    union un uu;
    int x = 1, *px;
    P(al1(&uu, &uu) == 0x40000000);
    P(al2(&x, (char *)&x));
    P(al3(&px, &x));
    P(al4(0));
    P(al4(1));
    P(al4(2));
    P(al5(9));
    struct l2 a = {0, 0};
    a.n = &a;
    P(al6(&a, &a));
    char sb[8] = {0};
    P(al7(sb, 17));
    enum en ee;
    P(al8(&ee, (u *)&ee));
    long lg = 4;
    P(al9(&lg, &x));
    int aa[2][4] = {0};
    P(al10(aa, aa[0], 3));
    struct st s1 = {0}, s2 = {0};
    P(al11(&s1, &s1.a));
    P(al11(&s1, &s1.b));
    P(al12(&s1, &s1));
    P(al12(&s1, &s2));
    printf("\n");
    return 0;
}
