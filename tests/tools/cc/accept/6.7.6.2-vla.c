/* Arrays of variable length. */
#include "check.h"

static int evaluations;

static int size_of(int n)
{
    evaluations++;
    return n;
}

static int trace(int n, int matrix[n][n])
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += matrix[i][i];
    return sum;
}

static int recursive(int n)
{
    char block[n * 8 + 1];
    for (int i = 0; i <= n * 8; i++)
        block[i] = (char)n;
    int below = n > 0 ? recursive(n - 1) : 0;
    for (int i = 0; i <= n * 8; i++)
        CHECK(block[i] == n);
    return below + (int)sizeof block;
}

static int width(int n, int rows[][n])
{
    n = 1;
    return sizeof *rows + n;
}

static int counted;
static int effects(int n, int rows[counted++][n++])
{
    return (int)(sizeof *rows / sizeof **rows) * 10 + n;
}

/* Each round gives the stack of the last one back, and so does a jump out of the scope. */
static int jumps(int n)
{
    int rounds = 0;
again:;
    int space[n];
    space[0] = space[n - 1] = rounds;
    if (++rounds < 2000)
        goto again;
    for (int i = 0; i < 2000; i++) {
        int other[n];
        other[n - 1] = i;
        if (other[n - 1] % 2)
            goto next;
        continue;
    next:;
    }
    return space[n - 1] + 1;
}

int main(void)
{
    int n = hide(5);
    int a[n];
    CHECK(sizeof a == 20);
    for (int i = 0; i < n; i++)
        a[i] = i * i;
    CHECK(a[4] == 16);
    int m[n][n + 1];
    CHECK(sizeof m == 120 && sizeof m[0] == 24);
    m[4][5] = 7;
    m[0][0] = 1;
    CHECK(m[4][5] == 7 && (char *)&m[1][0] - (char *)&m[0][0] == 24);
    int square[3][3] = {{1}, {0, 2}, {0, 0, 3}};
    CHECK(trace(3, square) == 6);
    CHECK(recursive(6) == 8 * 21 + 7);
    int total = 0;
    for (int i = 1; i < 2000; i++) {
        int chunk[i % 100 + 1];
        chunk[i % 100] = i;
        total += chunk[i % 100];
    }
    CHECK(total == 1999000);
    CHECK(sizeof(int[size_of(3)]) == 12 && evaluations == 1);
    typedef int line[n];
    n = 100;
    line l;
    CHECK(sizeof l == 20);
    int(*p)[5] = &l;
    (*p)[4] = 3;
    CHECK(l[4] == 3);
    int table[4][7];
    CHECK(width(7, table) == 29 && effects(7, table) == 78 && counted == 1);
    CHECK(jumps(1000) == 2000);
    int(*rows)[n] = 0;
    CHECK(sizeof(*(rows++)) == 400 && rows && sizeof(rows[counted++]) == 400 && counted == 2);
    return 0;
}
