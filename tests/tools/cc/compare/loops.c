/* Loops: counts that wrap around, steps that do not divide, overlapping places, early ends. */
int printf(const char *, ...);
void *memcpy(void *, const void *, __SIZE_TYPE__);
#define N __attribute__((noinline))
typedef unsigned u;
typedef unsigned char uc;
typedef signed char sc;
typedef unsigned short us;
N int l1(u a, u b)
{
    int n = 0;
    for (u i = a; i != b && n < 1000; i += 3)
        n++;
    return n;
}
N int l2(u a, u b)
{
    int n = 0;
    for (u i = a; i < b; i += 7) {
        n++;
        if (n > 500)
            break;
    }
    return n;
}
N int l3(int a, int b)
{
    int n = 0;
    for (int i = a; i <= b; i++) {
        n += i;
        if (i == 2147483647)
            break;
    }
    return n;
}
N int l4(uc a, uc b)
{
    int n = 0;
    for (uc i = a; i != b; i++)
        n += i;
    return n;
}
N int l5(sc a)
{
    int n = 0;
    for (sc i = a; i < 100; i += 13)
        n = n * 3 + i;
    return n;
}
N int l6(u n)
{
    int s = 0;
    while (n--)
        s += n;
    return s;
}
N int l7(int n)
{
    int s = 0;
    while (n-- > 0)
        s += n;
    return s;
}
N int l8(int n)
{
    int s = 0;
    do
        s += n;
    while (--n > 0);
    return s;
}
N int l9(int *p, int n)
{
    int s = 0;
    for (int i = n - 1; i >= 0; i--)
        s = s * 5 + p[i];
    return s;
}
N int l10(int *p, u n)
{
    int s = 0;
    for (u i = n - 1; i < n; i--)
        s = s * 5 + p[i];
    return s;
}
N int l11(int *p, int *e)
{
    int s = 0;
    for (; p != e; ++p)
        s = s * 5 + *p;
    return s;
}
N int l12(int *p, int n, int st)
{
    int s = 0;
    for (int i = 0; i < n * st; i += st)
        s = s * 5 + p[i * 3 / st];
    return s;
}
N void l13(int *p, int n)
{
    for (int i = 1; i < n; i++)
        p[i] = p[i - 1] + p[i];
}
N void l14(int *p, int n)
{
    for (int i = 0; i < n - 1; i++)
        p[i + 1] = p[i];
}
N void l15(int *p, int *q, int n)
{
    for (int i = 0; i < n; i++) {
        p[i] = q[0] + i;
        q[1] += p[i];
    }
}
N int l16(int n, int m, int a[n][m])
{
    int s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            s = s * 3 + a[i][j] * a[n - 1 - i][m - 1 - j];
    return s;
}
N int l17(int *g, int n)
{
    for (int i = 0; i < n; i++) {
        *g += i;
        if (*g > 20)
            return *g;
    }
    return -*g;
}
static int glob;
static int arr[64];
static int *gp = &glob;
N int l18(int n)
{
    glob = 0;
    for (int i = 0; i < n; i++) {
        glob += i;
        if (i == 5)
            *gp = 100;
    }
    return glob;
}
N int l19(int n)
{
    glob = 3;
    for (int i = 0; i < n; i++) {
        glob += i;
        arr[glob & 63] = glob;
    }
    return glob + arr[7];
}
N int l20(int *p, int n)
{
    int t = 0;
    for (int i = 0; i < n; i++) {
        if (p)
            t += *p;
        else
            t += 2;
        if (p)
            *p = t;
    }
    return t;
}
N int l21(int d, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++) {
        if (d)
            s += 100 / d;
        else
            s += i;
    }
    return s;
}
N int l22(int *a, int n, int k)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j += k)
            s += a[j * 2 % n] * (i - j);
    return s;
}
N u l23(u x)
{
    u r = 0;
    for (u m = 1; m; m <<= 1)
        r = r * 3 + ((x & m) != 0);
    return r;
}
N u l24(u x)
{
    u r = 0;
    for (int i = 31; i >= 0; i--)
        r = r * 3 + (x >> i & 1);
    return r;
}
N int l25(us a)
{
    int n = 0;
    for (us i = a; i; i = i * 3 + 1 & 0x7fff) {
        n++;
        if (n > 300)
            break;
    }
    return n;
}
N int l26(long long a, long long b)
{
    int n = 0;
    for (long long i = a; i < b; i += 0x40000000)
        n++;
    return n;
}
N int l27(char *s)
{
    int n = 0;
    for (; *s; s++)
        if (*s == ' ')
            while (s[1] == ' ')
                s++, n++;
    return n;
}
N int l28(int n)
{
    int a = 0, b = 1;
    for (int i = 0; i < n; i++) {
        int t = a;
        a = b;
        b = t + b;
    }
    return a;
}
N int l29(int n)
{
    int a = 1, b = 2, c = 3;
    while (n-- > 0) {
        int t = a;
        a = b;
        b = c;
        c = t;
    }
    return a * 100 + b * 10 + c;
}
N int l30(u a, u b)
{
    while (b) {
        u t = a % b;
        a = b;
        b = t;
    }
    return a;
}
N u l31(u n)
{
    u s = 0;
    for (u i = 0; i < n; i++)
        s += i * 0x9e3779b9u + (i - 3) * 24;
    return s;
}
N int l32(const int *p, int n)
{
    int best = -1;
    for (int i = 0; i < n; i++)
        if (best < 0 || p[i] > p[best])
            best = i;
    return best;
}
N int l33(int x)
{
    int c = 0;
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            if (i * j == x)
                goto out;
            c++;
        }
out:
    return c;
}
N int l34(int *p, int n)
{
    int s = 0;
    for (int i = 0; i < n; ++i) {
        int *q = &p[i];
        *q += s;
        s += q[0];
        if (i + 1 < n)
            q[1] ^= 1;
    }
    return s;
}
N int l35(float *f, int *p, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++) {
        f[i] = p[i] * 0.5f;
        s += p[0];
    }
    return s;
}
N int l36(sc *c, int *p, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++) {
        c[i] = i;
        s += *p;
    }
    return s;
}
N int l37(volatile int *v, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += *v;
    *v = s;
    for (int i = 0; i < n; i++) {
        *v = i;
        *v += 1;
    }
    return s + *v;
}
struct n {
    struct n *x;
    int v;
};
N int l38(struct n *p)
{
    int s = 0;
    while (p) {
        s = s * 3 + p->v;
        p->v = s;
        p = p->x;
    }
    return s;
}
N int l39(int n)
{
    int s = 0;
    for (int i = 0; i < n; i++) {
        int a[4];
        for (int j = 0; j < 4; j++)
            a[j] = i * j;
        s += a[i & 3];
    }
    return s;
}
N int l40(int n)
{
    int r = 0;
    for (int i = 0, j = n; i < j; i++, j--)
        r += i * j;
    return r;
}
N int l41(u lo, u hi)
{
    int c = 0;
    for (u i = lo; i <= hi; i++) {
        c++;
        if (c > 10)
            break;
    }
    return c;
}
N int l42(int lo)
{
    int c = 0;
    for (int i = lo; i > -2147483647 - 1; i -= 1000000000) {
        c++;
        if (c > 6 || i < -1147483647)
            break;
    }
    return c;
}
int main(void)
{
    u h = 0;
    int a[64];
#define R                        \
    for (int i = 0; i < 64; i++) \
        a[i] = i * i * 7 - i * 50;
#define P(x)                         \
    do {                             \
        R h = h * 31 + (u)(x);       \
        for (int q = 0; q < 64; q++) \
            h = h * 31 + a[q];       \
        printf("%s %x\n", #x, h);    \
    } while (0)
    P(l1(0, 9));
    P(l1(0, 10));
    P(l1(4294967290u, 5));
    P(l1(4294967290u, 6));
    P(l2(0, 0));
    P(l2(0, 1));
    P(l2(0, 7));
    P(l2(0, 8));
    P(l2(4294967280u, 4294967295u));
    P(l3(2147483640, 2147483647));
    P(l3(5, 4));
    P(l3(-3, 3));
    P(l4(250, 5));
    P(l4(5, 5));
    P(l5(-128));
    P(l5(90));
    P(l6(0));
    P(l6(5));
    P(l7(0));
    P(l7(-5));
    P(l7(7));
    P(l8(0));
    P(l8(-3));
    P(l8(4));
    P(l9(a, 0));
    P(l9(a, 1));
    P(l9(a, 13));
    P(l10(a, 0));
    P(l10(a, 1));
    P(l10(a, 9));
    P(l11(a, a));
    P(l11(a, a + 11));
    P(l12(a, 5, 3));
    P(l12(a, 5, 1));
    P(l12(a, 5, 7));
    P((l13(a, 64), 0));
    P((l13(a, 0), 0));
    P((l13(a, 2), 0));
    P((l14(a, 33), 0));
    P((l15(a, a, 10), 0));
    P((l15(a + 5, a + 6, 10), 0));
    P((l15(a, a + 20, 10), 0));
    P((l15(a + 1, a, 10), 0));
    P(l16(4, 5, (void *)a));
    P(l16(1, 1, (void *)a));
    P(l16(0, 3, (void *)a));
    P(l17(a + 2, 0));
    P(l17(a, 3));
    P(l17(a, 30));
    P(l18(4));
    P(l18(10));
    P(l19(10));
    P(l20(0, 5));
    P(l20(a, 5));
    P(l20(0, 0));
    P(l21(0, 5));
    P(l21(7, 5));
    P(l22(a, 9, 2));
    P(l22(a, 9, 1));
    P(l23(0x80000001));
    P(l24(0x12345678));
    P(l25(1));
    P(l25(0));
    P(l26(-0x100000000ll, 0x100000000ll));
    P(l26(5, 5));
    P(l27("a  b    c "));
    P(l28(20));
    P(l28(0));
    P(l29(7));
    P(l29(0));
    P(l30(1071, 462));
    P(l30(5, 0));
    P(l31(100));
    P(l31(2));
    P(l32(a, 64));
    P(l32(a, 0));
    P(l33(6));
    P(l33(7));
    P(l34(a, 17));
    P(l35((float *)(void *)(a + 32), a, 20));
    P(l36((sc *)a, a, 8));
    P(l37(a, 9));
    struct n n3 = {0, 5}, n2 = {&n3, 4}, n1 = {&n2, 3};
    P(l38(&n1));
    P(l38(0));
    P(l39(9));
    P(l40(9));
    P(l40(10));
    P(l41(0, 3));
    P(l41(4294967290u, 4294967295u));
    P(l42(2147483647));
    return 0;
}
