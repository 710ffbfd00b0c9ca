/* The common type of two operands. */
#include "check.h"

int main(void)
{
    int minus = hide(-1);
    unsigned one = (unsigned)hide(1);
    CHECK(minus > one);
    CHECK(!((long long)minus > one));
    CHECK(minus + one == 0);
    CHECK((minus + 0u) / 2 == 0x7fffffff);
    CHECK(minus / 2 == 0);
    CHECK(sizeof(minus + 1LL) == 8 && sizeof(one + 1.0f) == 4 && sizeof(1.0f + 1.0) == 8);
    CHECK((unsigned char)255 == 255u);
    CHECK((hide(1) ? -1 : 0u) > 0);
    CHECK((hide(1) ? (short)-1 : (unsigned char)1) < 0);
    long l = -1;
    unsigned long ul = 1;
    CHECK(l > ul);
    long long ll = -1;
    CHECK(ll < one);
    CHECK(ll + one == 0);
    float f = 1.0f / 3;
    double d = 1.0 / 3;
    CHECK(f != d);
    CHECK(f * 3 == 1.0f);
    CHECK(hide(1) / 2 * 2.0 == 0);
    CHECK(1 / 2.0 == 0.5);
    CHECK('a' + 0.5 == 97.5);
    return 0;
}
