/* Both sides of calls against hand-written assembly (abi.s): what this file passes and takes must lie where docs/abi.md
 * says. */
typedef long long wide;
typedef void function(void);

extern struct {
    unsigned a[6];
    double f[8];
    unsigned stack[16];
} __attribute__((packed, aligned(8))) seen;
extern struct {
    unsigned a[2];
    double f;
} returned;
void dump(void);
void dump_single(void);
int call(function *f);

struct one {
    char c;
};
struct four {
    short a, b;
};
struct eight {
    int a, b;
};
struct odd {
    char c[6];
};
struct large {
    int v[5];
};
struct real {
    double d;
};

static int line;
#define CHECK(condition)           \
    do {                           \
        if (!(condition) && !line) \
            line = __LINE__;       \
    } while (0)
#define AS(type) ((type)dump)

/* ---- What this side passes ---- */

static void integers(void)
{
    int r = AS(int (*)(int, int, int, int, int, int, int, int))(1, 2, 3, 4, 5, 6, 7, 8);
    CHECK(r == 0x11111111);
    for (unsigned i = 0; i < 6; i++)
        CHECK(seen.a[i] == i + 1);
    CHECK(seen.stack[0] == 7 && seen.stack[1] == 8);
}

static void narrow(signed char c, unsigned short s, _Bool b)
{
    AS(void (*)(signed char, unsigned short, _Bool, short))(c, s, b, (short)s);
    CHECK(seen.a[0] == 0xffffff80 && seen.a[1] == 0xfffe && seen.a[2] == 1 && seen.a[3] == 0xfffffffe);
}

static void wides(void)
{
    wide r = AS(wide(*)(int, wide, wide, int))(1, 0x300000002, 0x500000004, 6);
    CHECK(r == 0x2222222211111111);
    CHECK(seen.a[0] == 1 && seen.a[1] == 2 && seen.a[2] == 3 && seen.a[3] == 4 && seen.a[4] == 5 && seen.a[5] == 6);
    AS(void (*)(int, int, int, int, int, wide, int, int, wide))(1, 2, 3, 4, 5, 0x700000006, 8, 9, 0xb0000000a);
    CHECK(seen.a[5] == 8 && seen.stack[0] == 6 && seen.stack[1] == 7 && seen.stack[2] == 9);
    CHECK(seen.stack[4] == 10 && seen.stack[5] == 11);
}

static void reals(void)
{
    double r = AS(double (*)(double, float, int, double, double, double, double, double, double, double, float))(
        1, 2, 77, 3, 4, 5, 6, 7, 8, 9, 10);
    CHECK(r == 2.5 && seen.a[0] == 77);
    CHECK(seen.f[0] == 1 && *(float *)&seen.f[1] == 2 && seen.f[2] == 3 && seen.f[7] == 8);
    CHECK(*(double *)&seen.stack[0] == 9 && *(float *)&seen.stack[2] == 10);
    CHECK(((float (*)(int))dump_single)(1) == 1.5f);
}

static void structures(void)
{
    struct one one = {5};
    struct four four = {6, -7};
    struct eight eight = {8, 9};
    struct odd odd = {{1, 2, 3, 4, 5, 6}};
    struct large large = {{1, 2, 3, 4, 5}};
    struct real real = {1.0};
    AS(void (*)(struct one, struct four, struct eight, struct odd))(one, four, eight, odd);
    CHECK((seen.a[0] & 0xff) == 5 && seen.a[1] == 0xfff90006 && seen.a[2] == 8 && seen.a[3] == 9);
    CHECK(seen.a[4] == 0x04030201 && (seen.a[5] & 0xffff) == 0x0605);
    AS(void (*)(int, struct large, struct real))(1, large, real);
    const int *copy = (const int *)seen.a[1];
    CHECK(copy != large.v && copy[0] == 1 && copy[4] == 5 && seen.a[2] == 0 && seen.a[3] == 0x3ff00000);
    struct eight r = AS(struct eight(*)(void))();
    CHECK(r.a == 0x11111111 && r.b == 0x22222222);
    struct four q = AS(struct four(*)(void))();
    CHECK(q.a == 0x1111 && q.b == 0x1111);
}

static void hidden_result(void)
{
    /* dump does not fill the place; the call must still pass it. */
    struct large r[2] = {{{7, 7, 7, 7, 7}}, {{0}}};
    r[1] = AS(struct large(*)(int, int))(41, 42);
    CHECK(seen.a[0] >= (unsigned)&line - 0x10000000 && seen.a[1] == 41 && seen.a[2] == 42);
}

static void variable(void)
{
    AS(void (*)(int, ...))(1, 2, 3.0, 'c', (wide)0x500000004, 1.5f);
    CHECK(seen.a[0] == 1 && seen.stack[0] == 2 && *(double *)&seen.stack[2] == 3.0 && seen.stack[4] == 'c');
    CHECK(seen.stack[6] == 4 && seen.stack[7] == 5 && *(double *)&seen.stack[8] == 1.5);
    AS(void (*)(int, int, int, int, int, int, int, double, ...))(1, 2, 3, 4, 5, 6, 7, 8.0, 9, 10.0);
    CHECK(seen.stack[0] == 7 && seen.f[0] == 8.0 && seen.stack[1] == 9 && *(double *)&seen.stack[2] == 10.0);
}

/* ---- What this side takes ---- */

static volatile int busy[8];

/* Keeps many values over a call, so that saved registers are used. */
static int pressure(int n)
{
    int a = busy[0], b = busy[1], c = busy[2], d = busy[3], e = busy[4], f = busy[5], g = busy[6];
    double x = a, y = b + 1.5, z = c + 2.5, u = d, v = e, w = f, t = g;
    dump();
    return n + a + b + c + d + e + f + g + (int)(x + y + z + u + v + w + t);
}

static int take_integers(int a, int b, int c, int d, int e, int f, int g, int h)
{
    CHECK(a == 1 && b == 2 && c == 3 && d == 4 && e == 5 && f == 6 && g == 101 && h == 102);
    return pressure(7);
}

static wide take_wides(int a, wide b, double x, int c, wide d, int e, wide f, float y)
{
    CHECK(a == 1 && b == 0x300000002 && x == 1.0 && c == 4 && d == 0x600000005 && e == 101 && f == 0x6800000067);
    (void)y;
    pressure(1);
    return 0x0badcafe12345678;
}

static double take_reals(double a, double b, double c, double d, double e, double f, double g, double h, int i,
                         double j)
{
    CHECK(a == 1 && b == 2 && c == 3 && d == 4 && e == 5 && f == 6 && g == 7 && h == 8 && i == 1);
    CHECK(((unsigned *)&j)[0] == 101 && ((unsigned *)&j)[1] == 102);
    return 6.25 + (pressure(0) & 0);
}

static struct eight take_structures(struct four a, struct eight b, struct odd c, struct eight d)
{
    CHECK(a.a == 1 && a.b == 0 && b.a == 2 && b.b == 3 && c.c[0] == 4 && c.c[4] == 5 && d.a == 101 && d.b == 102);
    return (struct eight){b.b, b.a};
}

static int take_variable(int a, int b, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, b);
    CHECK(a == 1 && b == 2 && __builtin_va_arg(list, int) == 101 && __builtin_va_arg(list, int) == 102);
    CHECK(__builtin_va_arg(list, wide) == 0x6800000067 && __builtin_va_arg(list, int) == 105);
    CHECK(__builtin_va_arg(list, wide) == 0x6c0000006b);
    __builtin_va_end(list);
    return 3;
}

static int take_variable_behind_stack(int a, wide b, wide c, wide d, double x, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, x);
    CHECK(a == 1 && b == 0x300000002 && c == 0x500000004 && d == 0x6600000065 && x == 1.0);
    CHECK(__builtin_va_arg(list, int) == 103 && __builtin_va_arg(list, wide) == 0x6a00000069);
    __builtin_va_end(list);
    return 4;
}

static int take_dynamic(int n, int m)
{
    char room[n + 20];
    room[0] = (char)m;
    _Alignas(32) char aligned[32];
    aligned[0] = room[0];
    CHECK(((unsigned)aligned & 31) == 0);
    return pressure(aligned[0]);
}

int main(void)
{
    integers();
    narrow(-128, 0xfffe, 1);
    wides();
    reals();
    structures();
    hidden_result();
    variable();
    CHECK(call((function *)take_integers) == 0);
    CHECK(call((function *)take_wides) == 0 && returned.a[0] == 0x12345678 && returned.a[1] == 0x0badcafe);
    CHECK(call((function *)take_reals) == 0 && returned.f == 6.25);
    CHECK(call((function *)take_structures) == 0 && returned.a[0] == 3 && returned.a[1] == 2);
    CHECK(call((function *)take_variable) == 0 && returned.a[0] == 3);
    CHECK(call((function *)take_variable_behind_stack) == 0 && returned.a[0] == 4);
    CHECK(call((function *)take_dynamic) == 0);
    return line ? (line & 127) + 1 : 0;
}
