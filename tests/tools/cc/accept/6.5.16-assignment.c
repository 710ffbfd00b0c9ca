/* Assignment: its value, conversions, compound forms, structures. */
#include "check.h"

struct block {
    int values[20];
};

static int evaluations;

static int *once(int *p)
{
    evaluations++;
    return p;
}

int main(void)
{
    int a, b, c;
    a = b = c = 7;
    CHECK(a == 7 && b == 7 && c == 7);
    unsigned char narrow;
    CHECK((narrow = hide(0x1ff)) == 0xff);
    int fractional;
    CHECK((fractional = hide_d(2.9)) == 2);
    a += 3, a -= 1, a *= 4, a /= 5, a %= 4, a <<= 3, a |= 1, a ^= 3, a &= 0x1a, a >>= 1;
    CHECK(a == 13);
    long long l = 5;
    l += 0xffffffff;
    l *= 3;
    l -= 1;
    l /= 2;
    l %= 0x100000000LL;
    l <<= 10;
    CHECK(l == ((((5 + 0xffffffffLL) * 3 - 1) / 2) % 0x100000000LL) << 10);
    double d = 1.5;
    d += 1;
    d *= 2;
    d -= 0.5;
    d /= 3;
    CHECK(d == 1.5);
    float f = 3;
    f /= 2;
    CHECK(f == 1.5f);
    unsigned char u = 250;
    CHECK((u += 10) == 4);
    u -= 5;
    CHECK(u == 255);
    u /= 2;
    u *= 3;
    CHECK(u == 125);
    *once(&b) += 5;
    CHECK(b == 12 && evaluations == 1);
    once(&b)[0]++;
    CHECK(b == 13 && evaluations == 2);
    struct block x = {{1, 2, 3}}, y, *p = &y;
    y = x;
    x.values[0] = 9;
    CHECK(y.values[0] == 1 && y.values[2] == 3 && y.values[19] == 0);
    *p = x;
    CHECK(y.values[0] == 9);
    CHECK((y = x).values[1] == 2);
    x = x;
    CHECK(x.values[2] == 3);
    int array[3] = {0}, i = 0;
    array[i++] = 10;
    array[i++] = 20;
    CHECK(i == 2 && array[0] == 10 && array[1] == 20);
    int *q = array;
    q += 2;
    *q-- = 30;
    CHECK(array[2] == 30 && *q == 20);
    const int fixed = a;
    CHECK(fixed == a);
    _Bool t;
    CHECK((t = 5) == 1);
    return 0;
}
