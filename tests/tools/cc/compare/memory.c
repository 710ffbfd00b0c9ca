/* Copies and fills of all small sizes, aligned and not; what the compiler knows of the string functions. */
int printf(const char *, ...);
void *memcpy(void *, const void *, __SIZE_TYPE__);
void *memset(void *, int, __SIZE_TYPE__);
void *memmove(void *, const void *, __SIZE_TYPE__);
int memcmp(const void *, const void *, __SIZE_TYPE__);
__SIZE_TYPE__ strlen(const char *);
char *strcpy(char *, const char *);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, __SIZE_TYPE__);
char *strchr(const char *, int);
char *strcat(char *, const char *);
#define N __attribute__((noinline))
static unsigned char b[256];
static unsigned h;
static void fill(void)
{
    for (int i = 0; i < 256; i++)
        b[i] = i * 37 + 11;
}
static void sum(void)
{
    for (int i = 0; i < 256; i++)
        h = h * 31 + b[i];
}
#define CP(n)                                 \
    N void cp##n(void *d, const void *s)      \
    {                                         \
        memcpy(d, s, n);                      \
    }                                         \
    N void z##n(void *d)                      \
    {                                         \
        memset(d, 0, n);                      \
    }                                         \
    N void s##n(void *d)                      \
    {                                         \
        memset(d, 0xa5, n);                   \
    }                                         \
    N void mv##n(char *d, const char *s)      \
    {                                         \
        memmove(d, s, n);                     \
    }                                         \
    N int cm##n(const void *d, const void *s) \
    {                                         \
        int r = memcmp(d, s, n);              \
        return r < 0 ? -1 : r > 0;            \
    }
CP(0)
CP(1) CP(2) CP(3) CP(4) CP(5) CP(6) CP(7) CP(8) CP(9) CP(12) CP(15) CP(16) CP(17) CP(20) CP(31) CP(32) CP(33) CP(63)
    CP(64) CP(65) CP(100) struct s {
    int a;
    short b;
    char c;
};
struct big {
    int v[20];
};
struct d {
    double d;
    char c;
};
N void asg(struct s *p, struct s *q)
{
    *p = *q;
    *q = *p;
}
N void asgb(struct big *p, struct big *q)
{
    *p = *q;
    p->v[3] = 9;
}
N void self(struct big *p, int i, int j)
{
    p[i] = p[j];
}
N void swp(struct s *p, struct s *q)
{
    struct s t = *p;
    *p = *q;
    *q = t;
}
N void swb(struct big *p, struct big *q)
{
    struct big t = *p;
    *p = *q;
    *q = t;
}
N int local(int n)
{
    struct big x = {{1, 2, 3}}, y = x;
    y.v[n] = 7;
    x = y;
    memset(&y, 0, sizeof y);
    y.v[n + 1] = x.v[n];
    struct big z;
    memcpy(&z, &y, sizeof z);
    memcpy(z.v + 2, x.v, 8);
    return z.v[2] + z.v[3] * 10 + z.v[n + 1] * 100;
}
N unsigned pun(float f)
{
    unsigned u;
    memcpy(&u, &f, 4);
    return u;
}
N unsigned long long pund(double f)
{
    unsigned long long u;
    memcpy(&u, &f, 8);
    return u;
}
N int unal(const char *p)
{
    int x;
    memcpy(&x, p, 4);
    return x;
}
N void unst(char *p, int x)
{
    memcpy(p, &x, 4);
}
N short unals(const char *p)
{
    short x;
    memcpy(&x, p, 2);
    return x;
}
N long long unall(const char *p)
{
    long long x;
    memcpy(&x, p, 8);
    return x;
}
N double unald(const char *p)
{
    double x;
    memcpy(&x, p, 8);
    return x;
}
N int half(double d)
{
    int v[2];
    memcpy(v, &d, 8);
    return v[0] ^ v[1] * 3;
}
N double join(int a, int b)
{
    int v[2] = {a, b};
    double d;
    memcpy(&d, v, 8);
    return d;
}
N int strs(int i)
{
    char t[40];
    strcpy(t, "hello");
    strcat(t, " world");
    t[i] = 0;
    return strlen(t) * 100 + strcmp(t, "hello") * 0 + (strcmp(t, "hello") == 0) * 7 + (strncmp(t, "help", 3) == 0) * 3;
}
static const char names[][6] = {"one", "two", "three"};
static const char *ptr = "abc\0def";
N int lens(int i)
{
    return strlen("abc\0def") + strlen("abcdef" + 2) * 10 + strlen(names[1]) * 100 + strlen(names[i]) * 1000 +
           strlen(ptr) * 10000 + strlen("") * 5 + strlen(i ? "yes" : "nope") * 100000;
}
N int after(char *p)
{
    int a = strlen(p);
    p[2] = 0;
    int c = strlen(p);
    p[1] = 0;
    return a * 100 + c * 10 + strlen(p);
}
N int zer(int n)
{
    int a[10] = {0};
    a[n] = 5;
    int b2[10];
    memset(b2, 0, sizeof b2);
    b2[9 - n] = 6;
    memset(a + 2, 0, 12);
    int s = 0;
    for (int i = 0; i < 10; i++)
        s = s * 3 + a[i] + b2[i];
    return s;
}
struct node {
    int k;
    struct node *l, *r;
};
N int st(struct node *n)
{
    struct node c = *n;
    c.k++;
    *n = c;
    return n->k;
}
int main(void)
{
#define T(n)                                                             \
    fill();                                                              \
    cp##n(b + 100, b + 10);                                              \
    sum();                                                               \
    cp##n(b + 101, b + 11);                                              \
    sum();                                                               \
    cp##n(b + 102, b + 9);                                               \
    sum();                                                               \
    cp##n(b, b + 128);                                                   \
    sum();                                                               \
    z##n(b + 3);                                                         \
    sum();                                                               \
    z##n(b + 64);                                                        \
    sum();                                                               \
    s##n(b + 65);                                                        \
    sum();                                                               \
    fill();                                                              \
    mv##n((char *)b + 10, (char *)b + 12);                               \
    sum();                                                               \
    mv##n((char *)b + 13, (char *)b + 10);                               \
    sum();                                                               \
    mv##n((char *)b + 16, (char *)b + 8);                                \
    sum();                                                               \
    h = h * 3 + cm##n(b, b + 1) + cm##n(b + 1, b) * 5 + cm##n(b, b) * 7; \
    printf(#n " %x\n", h);
    T(0)
    T(1) T(2) T(3) T(4) T(5) T(6) T(7) T(8) T(9) T(12) T(15) T(16) T(17) T(20) T(31) T(32) T(33) T(63) T(64) T(65)
        T(100) struct s p = {1, 2, 3},
                        q = {4, 5, 6};
    asg(&p, &q);
    printf("%d%d%d ", p.a, p.b, p.c);
    asg(&p, &p);
    swp(&p, &q);
    swp(&p, &p);
    printf("%d%d%d\n", p.a, q.b, p.c);
    struct big x[3];
    for (int i = 0; i < 20; i++)
        x[0].v[i] = i, x[1].v[i] = i * 2, x[2].v[i] = i * 3;
    asgb(x, x + 1);
    asgb(x, x);
    self(x, 1, 2);
    self(x, 1, 1);
    swb(x, x + 1);
    swb(x, x);
    int s = 0;
    for (int i = 0; i < 20; i++)
        s = s * 3 + x[0].v[i] + x[1].v[i];
    printf("%d %d %d\n", s, local(2), local(5));
    fill();
    printf("%x %llx %x %d %llx %x ", pun(1.5f), pund(-2.25), unal((char *)b + 1), unals((char *)b + 3),
           unall((char *)b + 5), half(3.75));
    unst((char *)b + 7, 0x12345678);
    sum();
    printf("%x %llx %llx\n", h, pund(unald((char *)b + 1)), pund(join(5, 0x40000000)));
    for (int i = 0; i < 11; i++)
        printf("%d ", strs(i));
    for (int i = 0; i < 3; i++)
        printf("%d ", lens(i));
    char t[] = "abcdefg";
    printf("%d ", after(t));
    for (int i = 0; i < 10; i++)
        printf("%d ", zer(i));
    struct node n = {5, 0, 0};
    printf("%d\n", st(&n));
    return 0;
}
