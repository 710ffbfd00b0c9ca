/* And, or, exclusive or in both widths, with masks that machine instructions have and have not. */
#include "check.h"

int main(void)
{
    unsigned a = (unsigned)hide(0x12345678), b = (unsigned)hide(0x0ff00ff0);
    CHECK((a & b) == 0x02300670 && (a | b) == 0x1ff45ff8 && (a ^ b) == 0x1dc45988 && (a & ~b) == 0x10045008);
    CHECK((a & 0xff) == 0x78 && (a & 0xff00) == 0x5600 && (a & 0xffff0000) == 0x12340000 &&
          (a & 0xfff00000) == 0x12300000);
    CHECK((a & -16) == 0x12345670 && (a & 0x7fffffff) == a && (a | 0x80000000) == 0x92345678 && (a ^ -1) == ~a);
    CHECK((a >> 8 & 0xff) == 0x56 && (a >> 4 & 0xfff) == 0x567 && (a & 1u << 4) != 0 && (a & 1 << 7) == 0);
    long long l = hide_ll(0x123456789abcdef0LL), m = hide_ll(-1);
    CHECK((l & 0xffffffffLL) == 0x9abcdef0LL && (l | m) == -1 && (l ^ m) == ~l &&
          (l & 0xff00000000LL) == 0x7800000000LL);
    CHECK((l & -0x10LL) == l && (l & ~0xf0LL) == 0x123456789abcde00LL);
    signed char c = (signed char)0xf0;
    CHECK((c & 0xff) == 0xf0 && (c | 0) == -16);
    a &= 0xffff;
    a |= 0x10000;
    a ^= 0x00ff;
    CHECK(a == 0x15687);
    CHECK((hide(6) & hide(3)) == 2 && (hide(6) && hide(1)) == 1);
    _Bool t = 1;
    t &= hide(2);
    CHECK(t == 0);
    t |= hide(4);
    CHECK(t == 1);
    return 0;
}
