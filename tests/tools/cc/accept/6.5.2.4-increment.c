/* Increment and decrement of every kind of object. */
#include "check.h"

struct bits {
    unsigned u : 3;
    int s : 3;
};

int main(void)
{
    int i = 5;
    CHECK(i++ == 5 && i == 6 && ++i == 7 && i-- == 7 && --i == 5);
    unsigned char c = 255;
    CHECK(c++ == 255 && c == 0 && --c == 255);
    long long l = 0xffffffff;
    CHECK(++l == 0x100000000LL && l-- == 0x100000000LL && l == 0xffffffff);
    double d = 1.5;
    CHECK(d++ == 1.5 && d == 2.5 && --d == 1.5);
    float f = 0.5f;
    f++;
    CHECK(f == 1.5f);
    int array[4] = {1, 2, 3, 4}, *p = array;
    CHECK(*p++ == 1 && *p == 2 && *++p == 3 && (*p)++ == 3 && array[2] == 4 && p-- == array + 2 && *p == 2);
    CHECK(++*p == 3 && array[1] == 3);
    struct bits b = {7, 3};
    CHECK(b.u++ == 7 && b.u == 0 && --b.u == 7);
    CHECK(b.s++ == 3 && b.s == -4);
    _Bool t = 0;
    t++;
    CHECK(t == 1);
    t++;
    CHECK(t == 1);
    t--;
    CHECK(t == 0);
    volatile int v = 3;
    CHECK(v++ == 3 && v == 4);
    short s = 32767;
    s++;
    CHECK(s == -32768);
    int index = 0;
    array[index++] = 50;
    CHECK(array[0] == 50 && index == 1);
    return 0;
}
