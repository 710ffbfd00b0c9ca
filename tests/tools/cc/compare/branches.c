/* Branches on comparisons of 64 bits, of variables and with constants whose words are special. */
#include <stdio.h>

typedef unsigned long long u64;
typedef long long i64;

static const i64 values[] = {
    0,
    1,
    -1,
    2,
    0x7fffffff,
    0x80000000,
    0xffffffff,
    0x100000000,
    0x100000001,
    -0x7fffffff,
    -0x80000000ll,
    -0x100000000ll,
    -0x100000001ll,
    0x7fffffffffffffff,
    -0x7fffffffffffffff - 1,
    0x5ffffffff,
    0x500000000,
    0x4ffffffff,
};

#define COUNT (sizeof values / sizeof *values)

/* Both arms assign, so that the ways meet again with values of their own. */
#define TEST(condition)        \
    do {                       \
        unsigned way;          \
        if (condition) {       \
            way = sum * 3 + 1; \
        } else {               \
            way = sum * 5 + 2; \
        }                      \
        sum = way;             \
    } while (0)

#define ALL(a, b)     \
    TEST((a) < (b));  \
    TEST((a) <= (b)); \
    TEST((a) > (b));  \
    TEST((a) >= (b)); \
    TEST((a) == (b)); \
    TEST((a) != (b))

static unsigned with_variables(i64 a, i64 b)
{
    unsigned sum = 7;
    ALL(a, b);
    ALL((u64)a, (u64)b);
    return sum;
}

#define CONSTANT(c)        \
    ALL(a, (i64)(c));      \
    ALL((u64)a, (u64)(c)); \
    ALL((i64)(c), a);      \
    ALL((u64)(c), (u64)a)

static unsigned with_constants(i64 a)
{
    unsigned sum = 7;
    CONSTANT(0);
    CONSTANT(1);
    CONSTANT(-1);
    CONSTANT(1000);
    CONSTANT(0xffffffff);
    CONSTANT(0x500000000);
    CONSTANT(0x5ffffffff);
    CONSTANT(-0x100000000ll);
    CONSTANT(0x7fffffffffffffff);
    return sum;
}

static unsigned loops(u64 from, u64 to)
{
    unsigned rounds = 0;
    while (from < to && rounds < 20) {
        from += from >> 1 | 1;
        rounds++;
    }
    while (from != to && rounds < 40) {
        from = from > to ? from - (from - to + 1) / 2 : from + (to - from + 1) / 2;
        rounds++;
    }
    return rounds;
}

int main(void)
{
    for (unsigned i = 0; i < COUNT; i++) {
        printf("%u", with_constants(values[i]));
        for (unsigned j = 0; j < COUNT; j++)
            printf(" %u %u", with_variables(values[i], values[j]), loops((u64)values[i], (u64)values[j]));
        printf("\n");
    }
    return 0;
}
