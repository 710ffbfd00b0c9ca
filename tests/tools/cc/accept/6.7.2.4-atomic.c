/* _Atomic objects of every size: plain reads and writes, compound assignment, increments, in every place they can be.
 */
#include "check.h"

struct four {
    short a, b;
};
struct three {
    char bytes[3];
};
struct twelve {
    int x, y, z;
};

static _Atomic signed char tiny = -3;
static _Atomic unsigned char byte = 250;
static _Atomic short half = 0x7ffe;
static _Atomic int word = 5;
static _Atomic long long wide = 0x100000000;
static _Atomic unsigned long long uwide;
static _Atomic float single = 1.5f;
static _Atomic double real = 2.5;
static _Atomic _Bool flag;
static _Atomic(int *) pointer;
static _Atomic struct four four;
static _Atomic struct three three;
static _Atomic struct twelve twelve = {1, 2, 3};
static char neighbours[4] = {1, 2, 3, 4};

_Static_assert(sizeof(_Atomic(char)) == 1 && sizeof(_Atomic long long) == 8 && _Alignof(_Atomic long long) == 8, "");
_Static_assert(_Alignof(_Atomic(struct four)) == 4 && _Alignof(_Atomic(struct twelve)) == 4, "");

static void integers(void)
{
    tiny -= 126;
    CHECK(tiny == 127);
    tiny++;
    CHECK(tiny == -128 && ++tiny == -127 && tiny-- == -127 && tiny == -128);
    byte += 10;
    CHECK(byte == 4);
    byte /= 3;
    CHECK(byte == 1 && (byte <<= 3) == 8 && (byte |= 3) == 11 && (byte ^= 1) == 10 && (byte %= 7) == 3);
    half += 2;
    CHECK(half == -0x8000 && (half >>= 4) == -0x800 && (half &= 0xfff) == 0x800);
    word += 7;
    CHECK(word == 12 && word++ == 12 && --word == 12 && (word *= 3) == 36 && (word -= 40) == -4);
    word = hide(77);
    CHECK(word == 77);
    flag = hide(8);
    CHECK(flag == 1 && (flag ^= 1) == 0);
}

static void wide_integers(void)
{
    wide += 1;
    CHECK(wide == 0x100000001 && wide++ == 0x100000001 && (wide -= 3) == 0xffffffff && (wide *= -2) == -0x1fffffffe);
    wide = hide_ll(1234567890123);
    CHECK(wide == 1234567890123 && (wide /= 1000) == 1234567890);
    uwide--;
    CHECK(uwide == 0xffffffffffffffffu && (uwide >>= 60) == 15);
}

static void others(void)
{
    int array[4] = {0, 1, 2, 3};
    single *= 2;
    CHECK(single == 3 && single++ == 3 && single == 4);
    real += single;
    CHECK(real == 6.5 && (real /= 2) == 3.25);
    real = hide_d(9.75);
    CHECK(real == 9.75);
    pointer = array;
    pointer++;
    CHECK(*pointer == 1 && *(pointer += 2) == 3 && *--pointer == 2 && pointer - array == 2);
}

static void records(void)
{
    struct four a = {1, 2}, b;
    struct three c = {{7, 8, 9}}, d;
    struct twelve e = twelve, f = {4, 5, 6};
    CHECK(e.x == 1 && e.y == 2 && e.z == 3);
    four = a;
    b = four;
    three = c;
    d = three;
    CHECK(b.a == 1 && b.b == 2 && d.bytes[0] == 7 && d.bytes[1] == 8 && d.bytes[2] == 9);
    e = twelve = f;
    CHECK(e.z == 6);
    e = twelve;
    CHECK(e.x == 4 && e.y == 5 && e.z == 6);
}

static void places(void)
{
    struct {
        _Atomic char small[3];
        _Atomic double d;
    } object = {{1, 2, 3}, 4}, *to = &object;
    _Atomic int local = 3, *at = &local;
    int order = 0;
    to->small[1] += 5;
    to->d -= 1;
    (*at)++;
    to->small[order++] *= order ? 2 : 4;
    CHECK(object.small[1] == 7 && object.small[2] == 3 && object.d == 3 && local == 4 && order == 1);
    _Atomic char *inner = (_Atomic char *)&neighbours[2];
    *inner = 99;
    *inner += 1;
    CHECK(neighbours[0] == 1 && neighbours[1] == 2 && neighbours[2] == 100 && neighbours[3] == 4);
}

int main(void)
{
    integers();
    wide_integers();
    others();
    records();
    places();
    return 0;
}
