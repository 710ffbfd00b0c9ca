/* Integer promotions: small types are computed as int. */
#include "check.h"

struct bits {
    unsigned narrow : 3;
    unsigned full : 32;
};

int main(void)
{
    unsigned char a = 200, b = 100;
    CHECK(a + b == 300);
    CHECK((unsigned char)(a + b) == 44);
    CHECK(~a == -201);
    CHECK((a << 4) == 3200);
    signed char m = -1;
    CHECK(m < (int)sizeof(int));
    CHECK((m >> 1) == -1);
    unsigned short s = 0xffff;
    CHECK(s * (s - 65534) == 65535);
    CHECK(-s < 0);
    CHECK(s + 1 == 65536);
    struct bits f = {7, 0xffffffff};
    CHECK(f.narrow - 8 == -1);
    CHECK(f.full + 1u == 0);
    CHECK(-f.narrow < 0);
    _Bool t = 1;
    CHECK(t + t == 2);
    CHECK(-t == -1);
    CHECK(sizeof(a + b) == 4 && sizeof + a == 4 && sizeof a == 1);
    a += 100;
    CHECK(a == 44);
    a = 255;
    CHECK(a++ == 255 && a == 0);
    CHECK(--a == 255);
    m = 127;
    m++;
    CHECK(m == -128);
    return 0;
}
