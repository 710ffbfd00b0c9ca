/* Logical operators evaluate from left to right and no further than needed. */
#include "check.h"

static int calls;

static int yes(void)
{
    calls++;
    return 5;
}

static int no(void)
{
    calls++;
    return 0;
}

int main(void)
{
    CHECK((yes() && yes()) == 1 && calls == 2);
    CHECK((no() && yes()) == 0 && calls == 3);
    CHECK((yes() || no()) == 1 && calls == 4);
    CHECK((no() || no()) == 0 && calls == 6);
    calls = 0;
    if ((no() || yes()) && (yes() && !no()))
        CHECK(calls == 4);
    else
        CHECK(0);
    int *p = 0;
    CHECK(!(p && *p == 3));
    double d = hide_d(0.5);
    CHECK((d && 1) == 1 && (d - 0.5 || 0) == 0);
    CHECK((hide_ll(0x100000000LL) && 1) == 1 && (hide_ll(0) || hide_ll(1LL << 40)) == 1);
    int count = 0;
    while (count < 10 && !(count == 7 || count > 8))
        count++;
    CHECK(count == 7);
    CHECK((0 && yes()) == 0 && (1 || yes()) == 1 && calls == 4);
    int value = hide(3) && hide(4) || hide(0);
    CHECK(value == 1);
    CHECK(!hide(0) && !!hide(9) == 1);
    return 0;
}
