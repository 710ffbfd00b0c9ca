/* The conditional operator: one side only, in a common type. */
#include "check.h"

struct two {
    int a;
    char b[9];
};

static int calls;

static int count(int value)
{
    calls++;
    return value;
}

static void nothing(void)
{
    calls += 100;
}

int main(void)
{
    CHECK((hide(1) ? count(3) : count(4)) == 3 && calls == 1);
    CHECK((hide(0) ? count(3) : count(4)) == 4 && calls == 2);
    CHECK((hide(1) ? 1 : 2.5) == 1.0 && sizeof(hide(1) ? 1 : 2.5) == 8);
    CHECK((hide(0) ? -1 : 1u) == 1 && (hide(1) ? -1 : 1u) == 0xffffffff);
    CHECK((hide(1) ? -1 : 1LL) == -1);
    struct two x = {1, "left"}, y = {2, "right"};
    CHECK((hide(0) ? x : y).b[0] == 'r' && (hide(1) ? x : y).a == 1);
    struct two z = hide(1) ? y : x;
    CHECK(z.a == 2 && z.b[4] == 't');
    int array[2] = {7, 8};
    const int *p = hide(1) ? array : 0;
    CHECK(p[1] == 8);
    void *v = hide(0) ? (void *)0 : array;
    CHECK(v == array);
    hide(1) ? nothing() : (void)0;
    CHECK(calls == 102);
    int a = hide(5), b = hide(9);
    CHECK((a < b ? a : b) == 5 && (a > b ? a : b) == 9 && (a < b ? b - a : a - b) == 4);
    CHECK((a == 5 ? b == 8 ? 1 : 2 : 3) == 2);
    int sign = a < 0 ? -1 : a > 0 ? 1 : 0;
    CHECK(sign == 1);
    double d = a > 3 ? hide_d(1.5) : hide_d(2.5);
    CHECK(d == 1.5);
    long long l = a > 30 ? hide_ll(1) : hide_ll(1LL << 35);
    CHECK(l == 1LL << 35);
    CHECK((hide(0) ?: 6) == 6 && (count(3) ?: 6) == 3 && calls == 103);
    return 0;
}
