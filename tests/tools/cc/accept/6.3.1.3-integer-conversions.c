/* Conversions between integer types: value kept, or reduced modulo 2^n. */
#include "check.h"

int main(void)
{
    int big = hide(0x12345678);
    CHECK((char)big == 0x78);
    CHECK((short)big == 0x5678);
    CHECK((signed char)hide(0x80) == -128);
    CHECK((unsigned char)hide(-1) == 255);
    CHECK((unsigned short)hide(-2) == 65534);
    CHECK((short)hide(0x18000) == -32768);
    CHECK((long long)hide(-5) == -5LL);
    CHECK((unsigned long long)hide(-1) == 0xffffffffffffffffULL);
    CHECK((unsigned long long)(unsigned)hide(-1) == 0xffffffffULL);
    CHECK((long long)(unsigned)hide(-1) == 4294967295LL);
    CHECK((int)hide_ll(0x1234567890LL) == 0x34567890);
    CHECK((unsigned char)hide_ll(-1) == 255);
    CHECK((short)hide_ll(0xffff8001LL) == -32767);
    unsigned u = (unsigned)hide(-1);
    CHECK(u == 4294967295u && u > 5);
    CHECK((char *)0 == 0 && (unsigned long)(char *)16 == 16);
    signed char c = (signed char)hide(0xff);
    int widened = c;
    unsigned from_char = (unsigned)c;
    CHECK(widened == -1 && from_char == 0xffffffff);
    return 0;
}
