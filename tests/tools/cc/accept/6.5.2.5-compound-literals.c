/* Compound literals: objects without a name. */
#include "check.h"

struct point {
    int x, y;
};

static int *global = (int[]){3, 1, 4};
static struct point *shared = &(struct point){.y = 6};

static int sum(const int *values, int count)
{
    int total = 0;
    while (count--)
        total += *values++;
    return total;
}

static int area(struct point p)
{
    return p.x * p.y;
}

int main(void)
{
    CHECK(global[2] == 4 && shared->x == 0 && shared->y == 6);
    CHECK(sum((int[]){1, 2, 3}, 3) == 6);
    CHECK(area((struct point){3, 4}) == 12);
    struct point *p = &(struct point){1, 2};
    p->x = 10;
    CHECK(p->x + p->y == 12);
    int last = 0;
    for (int i = 0; i < 3; i++) {
        int *fresh = &(int){i};
        *fresh += 5;
        last = *fresh;
    }
    CHECK(last == 7);
    CHECK(((struct point){.y = 2}).y == 2 && ((struct point){.y = 2}).x == 0);
    CHECK((sizeof(int[]){1, 2, 3, 4}) == 16);
    CHECK(((char[]){"abc"}[1]) == 'b');
    CHECK((int){5} == 5);
    struct point assigned;
    assigned = (struct point){hide(7), hide(8)};
    CHECK(assigned.x == 7 && assigned.y == 8);
    assigned = (struct point){assigned.y, assigned.x};
    CHECK(assigned.x == 8 && assigned.y == 7);
    return 0;
}
