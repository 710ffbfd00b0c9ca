/* External definitions: tentative ones, declarations in blocks, linkage. */
#include "check.h"

int tentative;
int tentative;
static int internal;
static int internal;
extern int later;
int array[];
int array[3];

static int forward(int);

static int uses_block_extern(void)
{
    extern int later;
    {
        int later = 5;
        CHECK(later == 5);
        {
            extern int later;
            CHECK(later == 99);
        }
    }
    return later;
}

static inline int inlined(int x)
{
    return x + 1;
}

int main(void)
{
    CHECK(tentative == 0 && internal == 0 && later == 99 && array[2] == 0);
    CHECK(uses_block_extern() == 99);
    CHECK(forward(3) == 9 && inlined(4) == 5);
    int (*p)(int) = inlined;
    CHECK(p(1) == 2);
    later = 1;
    CHECK(later == 1);
    return 0;
}

int later = 99;

static int forward(int x)
{
    return x * x;
}
