/* Sizes and alignments of the ABI, and that char is signed. */
#include "check.h"

struct mixed {
    char c;
    long long l;
    short s;
    double d;
    char end;
};

_Static_assert(sizeof(char) == 1 && sizeof(short) == 2 && sizeof(int) == 4 && sizeof(long) == 4, "integers");
_Static_assert(sizeof(long long) == 8 && sizeof(float) == 4 && sizeof(double) == 8 && sizeof(void *) == 4, "others");
_Static_assert(sizeof(_Bool) == 1 && sizeof(enum {A, B}) == 4, "_Bool and enumerations");
#ifdef __peach__
_Static_assert(sizeof(long double) == 8 && _Alignof(long long) == 8 && _Alignof(double) == 8, "8-byte alignment");
_Static_assert(sizeof(struct mixed) == 40, "padding");
#endif

int main(void)
{
    char c = (char)200;
    CHECK(c == -56);
    signed char s = -128;
    unsigned char u = (unsigned char)s;
    CHECK(u == 128);
    _Bool b = hide(256) != 0;
    CHECK(b == 1);
    b = (_Bool)hide(256);
    CHECK(b == 1);
    b = (_Bool)hide_d(0.5);
    CHECK(b == 1);
    b = hide(0);
    CHECK(b == 0);
    b = (_Bool)hide_ll(0x100000000);
    CHECK(b == 1);
    CHECK(sizeof(hide(0) ? 'a' : 'b') == 4);
    CHECK(sizeof "abc" == 4 && sizeof 'a' == 4);
    return 0;
}
