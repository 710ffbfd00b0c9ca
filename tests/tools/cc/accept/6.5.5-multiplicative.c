/* Multiplication, division, remainder in every width; division truncates toward zero. */
#include "check.h"

static void constants(int x, unsigned u)
{
    CHECK(x / 1 == x && x / -1 == -x);
    CHECK(x / 2 == -50 && x / 3 == -33 && x / 7 == -14 && x / 10 == -10 && x / 16 == -6 && x / -16 == 6 &&
          x / 1000 == 0);
    CHECK(x % 2 == -1 && x % 3 == -2 && x % 7 == -3 && x % 10 == -1 && x % 16 == -5 && x % -16 == -5);
    CHECK(u / 3 == 1431655765 && u / 7 == 613566756 && u / 10 == 429496729 && u / 16 == 268435455 &&
          u / 641 == 6700416);
    CHECK(u % 3 == 0 && u % 7 == 3 && u % 10 == 5 && u % 16 == 15 && u % 641 == 639);
    CHECK(x * 3 == -303 && x * 7 == -707 && x * 8 == -808 && x * 10 == -1010 && x * -5 == 505 && x * 100 == -10100);
}

int main(void)
{
    int a = hide(-101), b = hide(7);
    CHECK(a / b == -14 && a % b == -3 && a / -b == 14 && a % -b == -3 && -a / b == 14 && -a % b == 3);
    CHECK((a / b) * b + a % b == a);
    unsigned ua = (unsigned)a, ub = (unsigned)b;
    CHECK(ua / ub == 613566742u && ua % ub == 1);
    CHECK(ua * ub == (unsigned)-707);
    CHECK(hide(123456) * hide(1000) == 123456000);
    long long l = hide_ll(-1234567890123LL), m = hide_ll(98765);
    CHECK(l / m == -12500054 && l % m == -56813 && l * m == -121932097667998095LL);
    unsigned long long ul = (unsigned long long)hide_ll(-1), um = (unsigned long long)hide_ll(10);
    CHECK(ul / um == 1844674407370955161ULL && ul % um == 5);
    CHECK(ul / (unsigned long long)hide_ll(0x100000001LL) == 0xffffffff &&
          ul % (unsigned long long)hide_ll(0x100000001LL) == 0);
    CHECK(hide_ll(0x123456789abcdefLL) / hide_ll(-0x10000) == -0x123456789abLL);
    CHECK(hide_ll(-7) / 2 == -3 && hide_ll(-7) % 2 == -1 && hide_ll(7) / 8 == 0);
    CHECK((long long)hide(0x10000) * hide(0x10000) == 0x100000000LL);
    CHECK((unsigned long long)(unsigned)hide(-1) * (unsigned)hide(-1) == 0xfffffffe00000001ULL);
    CHECK(hide_d(7.0) / 2 == 3.5 && hide_d(-1.5) * 4 == -6.0);
    CHECK(1.0f / (float)hide(3) == 0x1.555556p-2f);
    constants(hide(-101), (unsigned)hide(-1));
    short s = -7;
    CHECK(s / 2 == -3 && s % 2 == -1);
    s /= 2;
    CHECK(s == -3);
    s %= 2;
    CHECK(s == -1);
    return 0;
}
