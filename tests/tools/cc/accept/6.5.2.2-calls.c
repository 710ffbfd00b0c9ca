/* Function calls: arguments of every kind in registers and on the stack, results of every kind. */
#include "check.h"

struct small {
    short a, b;
};
struct pair {
    int first, second;
};
struct large {
    int values[10];
    char tail;
};
struct floats {
    double x;
};
union either {
    int i;
    float f;
};

static int many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}

static long long wide(int a, long long b, int c, long long d, long long e, int f)
{
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6;
}

static double reals(float a, double b, float c, double d, double e, double f, double g, double h, double i, float j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}

static double mixed(int a, double b, int c, float d, long long e, double f, char g, short h, unsigned char i, int j)
{
    return a + b + c + d + e + f + g + h + i + j;
}

static struct small make_small(int a, int b)
{
    struct small s = {a, b};
    return s;
}

static struct pair swap_pair(struct pair p)
{
    return (struct pair){p.second, p.first};
}

static struct large grow(struct large l, int by)
{
    for (int i = 0; i < 10; i++)
        l.values[i] += by;
    l.tail++;
    return l;
}

static struct floats twice(struct floats f)
{
    f.x *= 2;
    return f;
}

static union either from_float(float f)
{
    union either e;
    e.f = f;
    return e;
}

static int struct_after_many(int a, int b, int c, int d, int e, struct pair p, int f, struct large l)
{
    return a + b + c + d + e + p.first * 10 + p.second * 100 + f * 1000 + l.values[9];
}

static signed char narrow(signed char c)
{
    return c + 1;
}

static _Bool truth(int value)
{
    return value;
}

static int apply(int (*f)(int), int value)
{
    return f(value);
}

static int triple(int value)
{
    return 3 * value;
}

static int (*choose(int which))(int);

static int negate(int value)
{
    return -value;
}

static int (*choose(int which))(int)
{
    return which ? triple : negate;
}

static int is_odd(int n);

static int is_even(int n)
{
    return n == 0 ? 1 : is_odd(n - 1);
}

static int is_odd(int n)
{
    return n == 0 ? 0 : is_even(n - 1);
}

static void modify(int *where, int array[4])
{
    *where = 5;
    array[3] = 9;
}

static int old_style();

int main(void)
{
    CHECK(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == 385);
    CHECK(wide(1, 0x100000000LL, 3, -4, 5, 6) == 0x200000000LL + 1 + 9 - 16 + 25 + 36);
    CHECK(reals(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == 385);
    CHECK(mixed(1, 2.5, 3, 4.5f, 5, 6, 7, 8, 9, 10) == 56);
    CHECK(make_small(-3, 4).a == -3 && make_small(-3, 4).b == 4);
    struct pair p = swap_pair((struct pair){1, 2});
    CHECK(p.first == 2 && p.second == 1);
    struct large l = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 'x'};
    struct large m = grow(l, 100);
    CHECK(l.values[9] == 9 && m.values[0] == 100 && m.values[9] == 109 && m.tail == 'y' && l.tail == 'x');
    m = grow(grow(m, 1), 1);
    CHECK(m.values[5] == 107 && m.tail == '{');
    CHECK(twice((struct floats){1.25}).x == 2.5);
    CHECK(from_float(1.0f).i == 0x3f800000);
    CHECK(struct_after_many(1, 2, 3, 4, 5, p, 6, l) == 15 + 20 + 100 + 6000 + 9);
    CHECK(narrow(127) == -128);
    CHECK(narrow(hide(0x17f)) == -128);
    CHECK(truth(256) == 1);
    CHECK(apply(triple, 7) == 21 && apply(&triple, 7) == 21 && (*choose(0))(4) == -4 && choose(1)(4) == 12);
    CHECK(is_even(100) && !is_even(101));
    int array[4] = {0}, value = 0;
    modify(&value, array);
    CHECK(value == 5 && array[3] == 9);
    CHECK(old_style(3, 4) == 7);
    int order = 0;
    CHECK((order = 1, triple(order)) == 3);
    return 0;
}

static int old_style(a, b)
int a;
int b;
{
    return a + b;
}
