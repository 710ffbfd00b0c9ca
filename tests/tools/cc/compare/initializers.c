/* Designators that override, life of compound literals, tentative definitions, labels into blocks; compared with gcc
 * -m32. */
int printf(const char *, ...);
#include <stddef.h>
struct P {
    int x, y;
};
struct Q {
    struct P p[2];
    int z;
    char s[4];
    union {
        int i;
        float f;
    } u;
};
struct Q a = {.z = 5, .p[1].y = 7, .p = {[0] = {1, 2}}, .s = "abcd", .u.f = 1.0f};
struct Q b = {{{1, 2}, {3, 4}}, 5, {'a', 'b'}, {9}};
struct Q c2 = {1, 2, 3, 4, 5, 'a', 'b', 'c', 0, 6};
int arr[] = {[5] = 1, 2, [2] = 3, 4, [0] = 9};
int arr2[][3] = {{1}, {2, 3}, [3] = {4, 5, 6}, {7}};
char s1[] = "hello", s2[3] = "abc", s3[] = {"xy"},
     s4[10] = "q"
              "r",
     *s5[] = {"a", "b"
                   "c"};
int over[3] = {[0] = 1, [0] = 2, [1] = 5, [0 ... 1] = 8};
struct P *ptr = &(struct P){3, 4};
int *ip = (int[]){1, 2, 3} + 1;
struct F {
    int n;
    int flex[];
} fl = {2, {10, 20}};
static int tent;
static int tent;
int tent2;
int tent2 = 5;
extern int tent2;
int fcount;
int cnt(void)
{
    return ++fcount;
}
int *life(int k)
{
    int *p = 0;
again:
    if (p)
        return p[0] == k ? (int *)1 : (int *)2;
    p = (int[]){k};
    goto again;
}
typedef int T;
int scope(T T)
{
    return T + sizeof(T);
}
struct S1 {
    struct S1 *n;
    int v;
};
int tags(void)
{
    struct S1 {
        char c;
    };
    return sizeof(struct S1);
}
int lab(int n)
{
    switch (n) {
        int u;
    case 1: u = 3; return u;
    default: {
    case 2: return 20;
    }
    case 3:;
    }
    return 30;
}
int duff(int n)
{
    int r = 0;
    switch (n % 4) {
    case 0: do { r++;
        case 3: r++;
        case 2: r++;
        case 1: r++;
        } while ((n -= 4) > 0);
    }
    return r;
}
int (*fpa[2])(int) = {lab, duff};
int (*(*fpp)(void))(int);
int (*ret(void))(int)
{
    return duff;
}
int vla(int n)
{
    int v[n][n + 1];
    int k = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= n; j++)
            v[i][j] = k++;
    int(*p)[n + 1] = v + 1;
    return (*p)[1] + (int)(sizeof v / sizeof *v) + (int)(&v[n - 1] - v);
}
inline static int comma(int a)
{
    return (a++, a++, a);
}
_Static_assert(sizeof(struct P) == 8, "p");
struct SA {
    _Static_assert(1, "x");
    int a;
};
int evalord(void)
{
    int i = 0;
    int r = i++ || i++;
    r = r * 10 + (i ? i++ : 100);
    return r * 10 + i;
}
long long shifts(int n)
{
    return (1LL << n) | (1u << (n & 31));
}
int main(void)
{
    printf("%d %d %d %d %d %c %d\n", a.p[0].x, a.p[0].y, a.p[1].x, a.p[1].y, a.z, a.s[3], a.u.i);
    printf("%d %d %c %d %d\n", b.p[1].x, b.z, b.s[1], b.s[2], b.u.i);
    printf("%d %c %d\n", c2.z, c2.s[2], c2.u.i);
    printf("%d %d %d %d %d %d\n", (int)(sizeof arr / sizeof *arr), arr[0], arr[2], arr[3], arr[5], arr[6]);
    printf("%d %d %d %d\n", (int)(sizeof arr2 / sizeof *arr2), arr2[1][1], arr2[3][2], arr2[4][0]);
    printf("%d %c %d %s %s\n", (int)sizeof s1, s2[2], (int)sizeof s3, s4, s5[1]);
    printf("%d %d %d %d %d\n", over[0], over[1], over[2], ptr->y, *ip);
    printf("%d %d %d\n", fl.flex[1], (int)sizeof fl, (int)offsetof(struct F, flex));
    printf("%d %d %d %d %d\n", tent, tent2, (int)life(7), scope(3), tags());
    printf("%d %d %d %d %d\n", lab(1), lab(2), lab(3), lab(9), duff(10));
    fpp = ret;
    printf("%d %d %d %d\n", fpa[1](5), fpp()(7), (*ret())(3), (***duff)(2));
    printf("%d %d %d %lld\n", vla(4), comma(3), evalord(), shifts(33));
    struct Q q2 = b, *qp = &q2;
    qp->p[1] = (struct P){.y = 8};
    printf("%d %d\n", q2.p[1].x, (*qp).p[1].y);
    int i = 3;
    i = i++ + 0;
    struct P pp = {1, 2};
    pp = (struct P){pp.y, pp.x};
    printf("%d %d\n", pp.x, pp.y);
    {
        int i = i = 9;
        printf("%d\n", i);
    }
    for (int i = 0, *p = &i; i < 2; ++*p)
        printf("%d,", i);
    printf("%d\n", i != 0);
    int n = 0;
    {
        int z[(n++, 3)];
        printf("%d %d\n", (int)sizeof z, n);
    }
    printf("%d\n", (int)sizeof(char[1 ? 3 : 0]) + (int)_Alignof(double) + (int)sizeof("abc" + 0));
    unsigned u = 1;
    printf("%d\n", -u > 0 ? 1 : 2);
    printf("%d\n", (char)128 == 128);
    float fl2 = 16777217;
    printf("%d %d\n", fl2 == 16777216, (int)-0.9);
    printf("%d\n", (_Bool)0.1 + (_Bool) "" + !!&n);
    return 0;
}
