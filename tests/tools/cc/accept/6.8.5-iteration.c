/* Loops and jumps. */
#include "check.h"

static int collatz(unsigned n)
{
    int steps = 0;
    while (n != 1) {
        n = n % 2 ? 3 * n + 1 : n / 2;
        steps++;
    }
    return steps;
}

static int find(const int *values, int count, int wanted)
{
    for (int i = 0; i < count; i++)
        if (values[i] == wanted)
            return i;
    return -1;
}

static int jumps(int n)
{
    int sum = 0;
again:
    if (n <= 0)
        goto done;
    sum += n--;
    goto again;
done:
    return sum;
}

static int leave_nested(void)
{
    int count = 0;
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 10; j++) {
            count++;
            if (i == 3 && j == 4)
                goto out;
        }
out:
    return count;
}

int main(void)
{
    CHECK(collatz(27) == 111);
    int values[] = {4, 8, 15, 16, 23, 42};
    CHECK(find(values, 6, 23) == 4 && find(values, 6, 5) == -1);
    CHECK(jumps(100) == 5050 && leave_nested() == 35);
    int i = 0, n = 0;
    do {
        if (++i == 3)
            continue;
        n += i;
    } while (i < 5);
    CHECK(n == 12);
    do
        n--;
    while (0);
    CHECK(n == 11);
    for (;;)
        if (++n > 20)
            break;
    CHECK(n == 21);
    unsigned u = 5, turns = 0;
    while (u-- > 0)
        turns++;
    CHECK(turns == 5 && u == 0xffffffff);
    for (int a = 0, b = 10; a != b; a++, b--)
        n++;
    CHECK(n == 26);
    int outer = 0;
    for (int k = 0; k < 3; k++) {
        int k = 7;
        outer += k;
    }
    CHECK(outer == 21);
    long long big = 0;
    for (long long l = 0xfffffff0LL; l < 0x100000010LL; l += 4)
        big++;
    CHECK(big == 8);
    int steps = 0;
    for (double d = 0; d < 1; d += 0.25)
        steps++;
    CHECK(steps == 4);
    if (hide(0))
        ;
    else if (hide(1))
        n = 1;
    else
        n = 2;
    CHECK(n == 1);
    return 0;
}
