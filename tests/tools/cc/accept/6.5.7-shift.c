/* Shifts in both widths, by constants and by variables. */
#include "check.h"

int main(void)
{
    int a = hide(-0x12345678), n = hide(4);
    unsigned u = (unsigned)hide(0x87654321);
    CHECK(a >> 4 == -0x1234568 && a >> n == -0x1234568 && a >> 31 == -1 && a >> 0 == a);
    CHECK(u >> 4 == 0x8765432 && u >> n == 0x8765432 && u >> 31 == 1);
    CHECK(u << 4 == 0x76543210 && u << n == 0x76543210 && u << 31 == 0x80000000);
    CHECK(1 << hide(31) == (int)0x80000000 && 1u << hide(0) == 1);
    long long l = hide_ll(-0x123456789abcdef0LL);
    unsigned long long ul = (unsigned long long)hide_ll((long long)0xfedcba9876543210ULL);
    CHECK(l >> 4 == -0x123456789abcdefLL && l >> n == -0x123456789abcdefLL && l >> 32 == -0x12345679 && l >> 63 == -1);
    CHECK(l >> hide(36) == -0x1234568 && l >> hide(32) == -0x12345679 && l >> hide(0) == l);
    CHECK(ul >> 4 == 0xfedcba987654321 && ul >> 32 == 0xfedcba98 && ul >> 36 == 0xfedcba9 && ul >> 63 == 1);
    CHECK(ul >> hide(31) == 0x1fdb97530 && ul >> hide(33) == 0x7f6e5d4c && ul >> hide(63) == 1 && ul >> hide(0) == ul);
    CHECK(ul << 4 == 0xedcba98765432100 && ul << 32 == 0x7654321000000000 && ul << 36 == 0x6543210000000000);
    CHECK(ul << hide(31) == 0x3b2a190800000000 && ul << hide(33) == 0xeca8642000000000 && ul << hide(0) == ul);
    CHECK(1ULL << hide(63) == 0x8000000000000000);
    CHECK((u << 8 | u >> 24) == 0x65432187);
    CHECK((u >> n | u << (32 - n)) == 0x18765432);
    unsigned char c = 0x81;
    CHECK(c << 1 == 0x102 && (unsigned char)(c << 1) == 2 && c >> 7 == 1);
    c <<= 1;
    CHECK(c == 2);
    signed char s = -8;
    s >>= 1;
    CHECK(s == -4);
    CHECK((u & 0xf0) >> 4 == 2 && (u >> 8 & 0xff) == 0x43 && (int)(u << 16) >> 24 == 0x43);
    return 0;
}
