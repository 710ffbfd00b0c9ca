/* Bit-fields: layout of the ABI, sign, assignment, width 0. */
#include "check.h"

struct fields {
    unsigned a : 3;
    unsigned b : 7;
    int c : 5;
    unsigned d : 17;
    unsigned e : 1;
};
struct separated {
    unsigned a : 4;
    unsigned : 0;
    unsigned b : 4;
    unsigned : 3;
    unsigned c : 2;
};
struct mixed {
    char c;
    unsigned short s : 9;
    unsigned char t : 3;
    _Bool flag : 1;
    long long wide : 40;
};

static struct fields initialized = {5, 100, -3, 0x1abcd, 1};

static unsigned word_of(const struct fields *f)
{
    const unsigned char *bytes = (const unsigned char *)f;
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (unsigned)bytes[3] << 24;
}

int main(void)
{
    CHECK(sizeof(struct fields) == 8);
    CHECK(word_of(&initialized) == (5u | 100u << 3 | (29u << 10) | 0x1abcdu << 15));
    CHECK(initialized.a == 5 && initialized.b == 100 && initialized.c == -3 && initialized.d == 0x1abcd &&
          initialized.e == 1);
    struct fields f = {0};
    f.a = (unsigned)hide(15);
    CHECK(f.a == 7 && f.b == 0);
    f.c = hide(15);
    CHECK(f.c == 15);
    f.c = hide(16);
    CHECK(f.c == -16 && f.a == 7 && f.d == 0);
    CHECK((f.b = (unsigned)hide(200)) == 72);
    f.b += 60;
    CHECK(f.b == 4);
    f.d = 0x1ffff;
    f.e = 1;
    CHECK(f.a == 7 && f.b == 4 && f.c == -16 && f.d == 0x1ffff && f.e == 1);
    f.d <<= 1;
    CHECK(f.d == 0x1fffe);
    f.c = -1;
    CHECK(f.c == -1 && f.c < 0);
    struct separated s = {.a = 9, .b = 6, .c = 3};
    unsigned char *bytes = (unsigned char *)&s;
    CHECK(sizeof s == 8 && bytes[0] == 9 && bytes[4] == 0x86 && bytes[5] == 1 && s.c == 3);
    struct mixed m = {'x', 511, 5, 1, -5};
    CHECK(m.c == 'x' && m.s == 511 && m.t == 5 && m.flag == 1 && m.wide == -5);
    m.wide = hide_ll(0x7fffffffffLL);
    CHECK(m.wide == 0x7fffffffffLL && m.flag);
    m.wide++;
    CHECK(m.wide == -0x8000000000LL);
    m.flag = hide(4);
    CHECK(m.flag == 1 && m.t == 5);
    struct fields copy = f;
    CHECK(copy.d == 0x1fffe);
    volatile struct fields v = {1, 2, 3, 4, 0};
    v.b++;
    CHECK(v.b == 3 && v.c == 3);
    return 0;
}
