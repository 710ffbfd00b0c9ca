/* Division by constants is multiplication: compared with division by numbers that are only known when the program runs. */
#include "check.h"

#define SIGNED(x, c)                                                                                                   \
    do {                                                                                                               \
        CHECK((x) / (c) == (x) / hide(c));                                                                             \
        CHECK((x) % (c) == (x) % hide(c));                                                                             \
    } while (0)
#define UNSIGNED(x, c)                                                                                                 \
    do {                                                                                                               \
        CHECK((x) / (c) == (x) / (unsigned)hide((int)(c)));                                                            \
        CHECK((x) % (c) == (x) % (unsigned)hide((int)(c)));                                                            \
    } while (0)

static void check_signed(int x) {
    SIGNED(x, 3);
    SIGNED(x, 5);
    SIGNED(x, 6);
    SIGNED(x, 7);
    SIGNED(x, 9);
    SIGNED(x, 10);
    SIGNED(x, 11);
    SIGNED(x, 12);
    SIGNED(x, 13);
    SIGNED(x, 14);
    SIGNED(x, 25);
    SIGNED(x, 60);
    SIGNED(x, 100);
    SIGNED(x, 125);
    SIGNED(x, 127);
    SIGNED(x, 255);
    SIGNED(x, 256);
    SIGNED(x, 641);
    SIGNED(x, 1000);
    SIGNED(x, 1001);
    SIGNED(x, 3600);
    SIGNED(x, 10000);
    SIGNED(x, 65521);
    SIGNED(x, 65535);
    SIGNED(x, 65537);
    SIGNED(x, 86400);
    SIGNED(x, 1000000);
    SIGNED(x, 16777213);
    SIGNED(x, 1000000007);
    SIGNED(x, 2147483646);
    SIGNED(x, 2147483647);
    SIGNED(x, -3);
    SIGNED(x, -5);
    SIGNED(x, -7);
    SIGNED(x, -10);
    SIGNED(x, -100);
    SIGNED(x, -641);
    SIGNED(x, -65521);
    SIGNED(x, -1000000007);
    SIGNED(x, -2147483647);
}

static void check_unsigned(unsigned x) {
    UNSIGNED(x, 3u);
    UNSIGNED(x, 5u);
    UNSIGNED(x, 6u);
    UNSIGNED(x, 7u);
    UNSIGNED(x, 9u);
    UNSIGNED(x, 10u);
    UNSIGNED(x, 11u);
    UNSIGNED(x, 12u);
    UNSIGNED(x, 13u);
    UNSIGNED(x, 14u);
    UNSIGNED(x, 25u);
    UNSIGNED(x, 60u);
    UNSIGNED(x, 100u);
    UNSIGNED(x, 125u);
    UNSIGNED(x, 127u);
    UNSIGNED(x, 255u);
    UNSIGNED(x, 256u);
    UNSIGNED(x, 641u);
    UNSIGNED(x, 1000u);
    UNSIGNED(x, 1001u);
    UNSIGNED(x, 3600u);
    UNSIGNED(x, 10000u);
    UNSIGNED(x, 65521u);
    UNSIGNED(x, 65535u);
    UNSIGNED(x, 65537u);
    UNSIGNED(x, 86400u);
    UNSIGNED(x, 1000000u);
    UNSIGNED(x, 16777213u);
    UNSIGNED(x, 1000000007u);
    UNSIGNED(x, 2147483646u);
    UNSIGNED(x, 2147483647u);
    UNSIGNED(x, 2147483649u);
    UNSIGNED(x, 2863311531u);
    UNSIGNED(x, 3000000000u);
    UNSIGNED(x, 4294967291u);
    UNSIGNED(x, 4294967294u);
    UNSIGNED(x, 4294967295u);
}

static const unsigned values[] = {0u,          1u,          2u,          3u,          9u,          10u,         11u,
                                  99u,         127u,        255u,        640u,        641u,        65520u,      65521u,
                                  65535u,      65536u,      999999u,     16777213u,   1000000006u, 1000000007u, 2147483646u,
                                  2147483647u, 2147483648u, 2147483649u, 2863311530u, 2863311531u, 3000000000u, 4294967290u,
                                  4294967291u, 4294967293u, 4294967294u, 4294967295u};

int main(void) {
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        check_unsigned(values[i]);
        check_signed((int)values[i]);
    }
    unsigned x = 12345;
    for (int i = 0; i < 2000; i++) {
        x = x * 1664525u + 1013904223u;
        check_unsigned(x);
        check_signed((int)(x >> (i & 31)));
        check_signed(-(int)(x >> (i & 31)));
    }
    CHECK(hide_d(10.0) / 16.0 == 0.625 && hide_d(-3.0) / -0.25 == 12.0);
    CHECK((float)hide_d(5.0) / 8.0f == 0.625f);
    return 0;
}
