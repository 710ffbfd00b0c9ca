/* Constant expressions: sizes, cases, bit-field widths, addresses in initializers. */
#include "check.h"

enum {
    FIRST = 3,
    SECOND = FIRST * 2 + (sizeof(int) == 4 ? 1 : 100),
    THIRD = -SECOND,
    FOURTH = 'a' << 1,
    FIFTH = !0 && 2
};

static int array[SECOND + 1];
static int *inside = &array[3], *beyond = array + 8, *negative = &array[5] - 2;
static char text[] = "text";
static char *middle = text + 2, *also = &text[1];
static int (*function)(void);
static unsigned long number = (unsigned long)0x1234;
static long long wide = (1LL << 40) + 5 * 3 - 7 / 2 % 3;
static double real = 1.0 / 4 + 3;
static float single = 1 + 0.5f;
static int truncated = (int)3.75;
static unsigned char small = 300 & 0xff;
static int conditional = 5 > 3 ? 10 : 1 / 1;
static _Bool yes = 25;

struct record {
    int tag;
    struct {
        short x[3];
        char c;
    } in;
};
static struct record records[2];
static short *member = &records[1].in.x[2];
static int offset = (int)&((struct record *)0)->in.c;

static int helper(void)
{
    return 11;
}
static int (*table[])(void) = {helper, &helper, 0};

int main(void)
{
    CHECK(SECOND == 7 && THIRD == -7 && FOURTH == 194 && FIFTH == 1);
    CHECK(sizeof array == 32 && inside - array == 3 && beyond - array == 8 && negative - array == 3);
    CHECK(*middle == 'x' && *also == 'e' && function == 0 && number == 0x1234);
    CHECK(wide == 1099511627776 + 15 - 0 && real == 3.25 && single == 1.5f && truncated == 3 && small == 44);
    CHECK(conditional == 10 && yes == 1);
    CHECK(member == &records[1].in.x[2] && offset == 10);
    CHECK(table[0]() == 11 && table[1]() == 11 && table[2] == 0);
    switch (hide(8)) {
    case FIRST + 5:
        break;
    case sizeof(double) + 10:
    default:
        CHECK(0);
    }
    return 0;
}
