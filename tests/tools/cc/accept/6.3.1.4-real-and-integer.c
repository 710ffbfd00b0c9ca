/* Conversions between floating and integer types. */
#include "check.h"

int main(void)
{
    CHECK((int)hide_d(3.99) == 3);
    CHECK((int)hide_d(-3.99) == -3);
    CHECK((unsigned)hide_d(4000000000.5) == 4000000000u);
    CHECK((long long)hide_d(-1e15 - 0.5) == -1000000000000000LL);
    CHECK((unsigned long long)hide_d(1.8e19) == 18000000000000000000ULL);
    CHECK((unsigned char)hide_d(200.7) == 200);
    CHECK((double)hide(-7) == -7.0);
    CHECK((double)(unsigned)hide(-1) == 4294967295.0);
    CHECK((double)hide_ll(1LL << 53) == 9007199254740992.0);
    CHECK((double)hide_ll((1LL << 53) + 1) == 9007199254740992.0);
    CHECK((double)hide_ll((1LL << 53) + 3) == 9007199254740996.0);
    CHECK((double)(unsigned long long)hide_ll(-1) == 18446744073709551616.0);
    CHECK((float)hide(16777217) == 16777216.0f);
    CHECK((float)hide(16777219) == 16777220.0f);
    CHECK((float)hide_ll(0x4000004000000001LL) == 4611686568183201792.0f);
    CHECK((float)hide_ll(-3) == -3.0f);
    CHECK((float)hide_d(0.1) == 0.1f);
    CHECK((double)(float)hide_d(0.1) != 0.1);
    float f = 2.5f;
    int i = f;
    CHECK(i == 2);
    f = hide(9);
    CHECK(f == 9.0f);
    i = 7;
    i *= 1.5;
    CHECK(i == 10);
    char c = 100;
    c += 27.9;
    CHECK(c == 127);
    return 0;
}
