/* Storage durations: static locals keep their value, automatic ones are new in each call. */
#include "check.h"

static int counter(void)
{
    static int count = 10;
    return count++;
}

static int *address_of_static(void)
{
    static int kept;
    return &kept;
}

static int depth(int levels, int *outer)
{
    int mine = levels;
    CHECK(outer != &mine);
    if (levels == 0)
        return 0;
    int below = depth(levels - 1, &mine);
    CHECK(mine == levels);
    return below + 1;
}

static int zeroed[100];
static struct {
    char c;
    double d;
    void *p;
} zero_struct;

int main(void)
{
    CHECK(counter() == 10);
    CHECK(counter() == 11);
    CHECK(counter() == 12);
    *address_of_static() = 77;
    CHECK(*address_of_static() == 77);
    CHECK(depth(50, 0) == 50);
    for (int i = 0; i < 100; i++)
        CHECK(zeroed[i] == 0);
    CHECK(zero_struct.c == 0 && zero_struct.d == 0 && zero_struct.p == 0);
    int total = 0;
    for (int i = 0; i < 3; i++) {
        int inner = 5;
        inner += i;
        total += inner;
    }
    CHECK(total == 18);
    return 0;
}
