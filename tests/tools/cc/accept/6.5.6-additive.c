/* Addition and subtraction of numbers and pointers. */
#include "check.h"

struct twelve {
    int a, b, c;
};

int main(void)
{
    int a = hide(100), b = hide(-30);
    CHECK(a + b == 70 && a - b == 130 && b - a == -130 && a + 0 == a && 0 - a == -100);
    CHECK(a + 100000 == 100100 && a - 100000 == -99900 && a + 32767 == 32867 && a - 32768 == -32668);
    unsigned u = (unsigned)hide(-1);
    CHECK(u + 1 == 0 && u + u == 0xfffffffe && 0u - u == 1);
    long long l = hide_ll(0xffffffffLL);
    CHECK(l + 1 == 0x100000000LL && l + 1 - 1 == l && -l - 1 == -0x100000000LL);
    CHECK(hide_ll(0x100000000LL) - 1 == 0xffffffffLL && hide_ll(-1) + 1 == 0);
    CHECK(hide_ll(0x7fffffff00000000LL) + 0xffffffffLL == 0x7fffffffffffffffLL);
    struct twelve array[10], *p = array + 2, *q = &array[9];
    CHECK(q - p == 7 && p - q == -7 && p + 7 == q && q - 7 == p && 7 + p == q);
    CHECK((char *)(p + 1) - (char *)p == 12);
    short shorts[5], *s = shorts;
    s += hide(3);
    CHECK(s - shorts == 3);
    s -= hide(2);
    CHECK(s == &shorts[1] && &s[-1] == shorts);
    char *c = (char *)shorts;
    CHECK(c + sizeof shorts == (char *)&shorts[5]);
    int grid[3][4], (*row)[4] = grid;
    CHECK((char *)(row + 1) - (char *)row == 16 && &row[2][3] - &grid[0][0] == 11);
    double d = hide_d(0.1);
    CHECK(d + 0.2 == 0.30000000000000004 && d - 0.1 == 0 && 1 - d == 0.9);
    float f = 16777216.0f;
    CHECK(f + 1.0f == f);
    int *null = 0;
    CHECK(null + 0 == 0);
    return 0;
}
