/* Relations and equality in every type: as values, as conditions, against constants. */
#include "check.h"

static int relations(int a, int b)
{
    return (a < b) | (a > b) << 1 | (a <= b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
}

static int unsigned_relations(unsigned a, unsigned b)
{
    return (a < b) | (a > b) << 1 | (a <= b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
}

static int wide_relations(long long a, long long b)
{
    return (a < b) | (a > b) << 1 | (a <= b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
}

static int unsigned_wide_relations(unsigned long long a, unsigned long long b)
{
    return (a < b) | (a > b) << 1 | (a <= b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
}

static int real_relations(double a, double b)
{
    return (a < b) | (a > b) << 1 | (a <= b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
}

static int branches(int a)
{
    int bits = 0;
    if (a < -129)
        bits |= 1;
    if (a >= -128)
        bits |= 2;
    if (a == 100000)
        bits |= 4;
    if (a != 127)
        bits |= 8;
    if (a > 127)
        bits |= 16;
    if ((unsigned)a < 10)
        bits |= 32;
    if ((unsigned)a >= 0x80000000)
        bits |= 64;
    if (a <= 0)
        bits |= 128;
    return bits;
}

enum { LESS = 1 | 4 | 32, MORE = 2 | 8 | 32, EQUAL = 4 | 8 | 16, UNORDERED = 32 };

int main(void)
{
    CHECK(relations(hide(-1), 1) == LESS && relations(5, 5) == EQUAL && relations(5, -5) == MORE);
    CHECK(relations(-2147483647 - 1, 2147483647) == LESS);
    CHECK(unsigned_relations((unsigned)hide(-1), 1) == MORE && unsigned_relations(3, 3) == EQUAL);
    CHECK(wide_relations(hide_ll(-1), 1) == LESS && wide_relations(0x100000000LL, 0xffffffffLL) == MORE);
    CHECK(wide_relations(0x100000001LL, 0x100000002LL) == LESS && wide_relations(-5, -5) == EQUAL);
    CHECK(wide_relations(0x1ffffffffLL, 0x200000000LL) == LESS &&
          wide_relations(-0x100000000LL, -0xffffffffLL) == LESS);
    CHECK(unsigned_wide_relations((unsigned long long)hide_ll(-1), 1) == MORE);
    CHECK(unsigned_wide_relations(0x80000000ULL, 0x7fffffffffffffffULL) == LESS);
    double nan = hide_d(0.0) / hide_d(0.0);
    CHECK(real_relations(1, 2) == LESS && real_relations(2, 1) == MORE && real_relations(0.0, -0.0) == EQUAL);
    CHECK(real_relations(nan, 1) == UNORDERED && real_relations(nan, nan) == UNORDERED);
    CHECK(!(nan < 1) && !(nan >= 1) && nan != nan);
    CHECK(branches(-130) == (1 | 8 | 64 | 128) && branches(-128) == (2 | 8 | 64 | 128) && branches(127) == 2);
    CHECK(branches(100000) == (2 | 4 | 8 | 16) && branches(5) == (2 | 8 | 32) && branches(0) == (2 | 8 | 32 | 128));
    int array[3], *p = array, *q = array + 2;
    CHECK(p < q && q > p && p <= p && p != q && q - 2 == p && p != 0 && !(p == 0));
    CHECK((hide(3) < hide(4)) + (hide(3) == hide(3)) == 2);
    CHECK((1 < 2) == 1 && (2 < 1) == 0 && -1 < 0 && 3 > 2 > 0);
    unsigned char c = 200;
    CHECK(c > 100 && c == 200 && c != -56);
    float f = 0.1f;
    CHECK(f != 0.1 && f == 0.1f);
    return 0;
}
