/* Tests that the optimizer merges, threads or turns into choices, over all values that matter. */
#include "check.h"

static int is_digit(int c) {
    return c >= '0' && c <= '9';
}

static int outside(int x) {
    return x < -5 || x > 5;
}

static int is_blank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int above(unsigned x) {
    return x >= 10 && x != 0xffffffffu;
}

static int everything(int x) {
    return x <= 3 || x > 2;
}

static int nothing(int x) {
    return x < 3 && x > 2;
}

static int clamp(int x, int low, int high) {
    return x < low ? low : x > high ? high : x;
}

static int absolute(int x) {
    if (x < 0)
        x = -x;
    return x;
}

static int count_if(const int *values, int n, int what) {
    int count = 0;
    for (int i = 0; i < n; i++)
        if (values[i] == what)
            count++;
    return count;
}

static int state_of(int c) {
    int kind = 0;
    if (is_digit(c))
        kind = 1;
    else if (is_blank(c))
        kind = 2;
    switch (kind) {
    case 1: return c - '0';
    case 2: return -1;
    default: return -2;
    }
}

static double larger(double a, double b) {
    return a > b ? a : b;
}

int main(void) {
    for (int c = -300; c < 300; c++) {
        int digit = 0, blank = 0;
        for (const char *p = "0123456789"; *p; p++)
            digit |= *p == c;
        for (const char *p = " \t\n\r"; *p; p++)
            blank |= *p == c;
        CHECK(is_digit(c) == digit);
        CHECK(is_blank(c) == blank);
        CHECK(state_of(c) == (digit ? c - '0' : blank ? -1 : -2));
        CHECK(outside(c) == !(c + 5 >= 0 && c - 5 <= 0));
        CHECK(everything(c) && !nothing(c));
        CHECK(clamp(c, -7, 9) == (c <= -7 ? -7 : c >= 9 ? 9 : c));
        CHECK(absolute(c) == (c > 0 ? c : 0 - c));
    }
    CHECK(outside(-2147483647 - 1) && outside(2147483647));
    CHECK(!above(9) && above(10) && above(0xfffffffeu) && !above(0xffffffffu));
    int values[] = {1, 2, 1, 3, 1};
    CHECK(count_if(values, hide(5), 1) == 3);
    double nan = __builtin_nan("");
    CHECK(larger(hide_d(1), 2) == 2 && larger(hide_d(nan), 2) == 2);
    return 0;
}
