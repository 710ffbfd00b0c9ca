/* switch: dense, sparse, negative, fall through, nested, default in the middle, 64-bit, ranges. */
#include "check.h"

static int dense(int x)
{
    switch (x) {
    case 0:
        return 10;
    case 1:
        return 11;
    case 2:
        return 12;
    case 3:
        return 13;
    case 4:
        return 14;
    case 6:
        return 16;
    case 7:
        return 17;
    default:
        return -1;
    }
}

static int sparse(int x)
{
    switch (x) {
    case -1000000:
        return 1;
    case -5:
        return 2;
    case 0:
        return 3;
    case 77:
        return 4;
    case 0x7fffffff:
        return 5;
    case -0x7fffffff - 1:
        return 6;
    }
    return 0;
}

static int fall(int x)
{
    int n = 0;
    switch (x) {
    case 3:
        n++; /* fallthrough */
    case 2:
        n++; /* fallthrough */
    default:
        n += 100;
        break;
    case 1:
        n++;
    }
    return n;
}

static int wide(long long x)
{
    switch (x) {
    case 0x100000000LL:
        return 1;
    case 0:
        return 2;
    case -1:
        return 3;
    default:
        return 4;
    }
}

static int unsigned_switch(unsigned x)
{
    switch (x) {
    case 0xffffffff:
        return 1;
    case 0x80000000:
        return 2;
    case 5 ... 9:
        return 3;
    }
    return 0;
}

static int nested(int a, int b)
{
    switch (a) {
    case 1:
        switch (b) {
        case 1:
            return 11;
        case 2:
            break;
        default:
            return 19;
        }
        return 12;
    case 2:
        return 20;
    }
    return 0;
}

static int duff(char *to, const char *from, int count)
{
    int n = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do {
            *to++ = *from++;
        case 3:
            *to++ = *from++;
        case 2:
            *to++ = *from++;
        case 1:
            *to++ = *from++;
        } while (--n > 0);
    }
    return *from;
}

int main(void)
{
    for (int i = -2; i < 10; i++)
        CHECK(dense(i) == (i < 0 || i == 5 || i > 7 ? -1 : 10 + i));
    CHECK(dense(0x7fffffff) == -1 && dense(-0x7fffffff) == -1);
    CHECK(sparse(-1000000) == 1 && sparse(-5) == 2 && sparse(0) == 3 && sparse(77) == 4 && sparse(0x7fffffff) == 5 &&
          sparse(-0x7fffffff - 1) == 6 && sparse(78) == 0);
    CHECK(fall(3) == 102 && fall(2) == 101 && fall(1) == 1 && fall(9) == 100);
    CHECK(wide(0x100000000LL) == 1 && wide(0) == 2 && wide(-1) == 3 && wide(0xffffffff) == 4);
    CHECK(unsigned_switch(0xffffffff) == 1 && unsigned_switch(0x80000000) == 2 && unsigned_switch(7) == 3 &&
          unsigned_switch(10) == 0);
    CHECK(nested(1, 1) == 11 && nested(1, 2) == 12 && nested(1, 3) == 19 && nested(2, 1) == 20 && nested(3, 3) == 0);
    char to[8] = "";
    CHECK(duff(to, "abcdefg", 6) == 'g' && to[5] == 'f' && to[6] == 0);
    char c = (char)hide(200);
    switch (c) {
    case -56:
        break;
    default:
        CHECK(0);
    }
    int count = 0;
    for (int i = 0; i < 5; i++) {
        switch (i) {
        case 1:
            continue;
        case 3:
            break;
        default:
            count += 10;
        }
        count++;
    }
    CHECK(count == 34);
    switch (hide(1)) {
        int unused;
    case 1:
        unused = 5;
        CHECK(unused == 5);
    }
    return 0;
}
