/* Qualified types; volatile objects are read and written exactly when the source says. */
#include "check.h"

static volatile int port;
static const int table[4] = {1, 2, 3, 4};
typedef const char *text;
typedef int row[3];

static int sum(const int *restrict a, const int *restrict b, int n)
{
    int total = 0;
    for (int i = 0; i < n; i++)
        total += a[i] * b[i];
    return total;
}

static int first(const row *rows)
{
    return rows[1][2];
}

int main(void)
{
    port = 1;
    port = 2;
    CHECK(port == 2);
    port += port;
    CHECK(port == 4);
    volatile int *p = &port;
    *p = 9;
    CHECK(*p == 9 && port == 9);
    const volatile int both = 3;
    CHECK(both == 3);
    CHECK(sum(table, table, 4) == 30);
    text t = "ab";
    t = "cd";
    CHECK(t[1] == 'd');
    char *const fixed = (char[]){"xy"};
    fixed[0] = 'z';
    CHECK(*fixed == 'z');
    row rows[2] = {{1, 2, 3}, {4, 5, 6}};
    CHECK(first((const row *)rows) == 6);
    volatile struct {
        char c;
        long long l;
    } v = {'a', 1};
    v.l += 0x100000000LL;
    CHECK(v.l == 0x100000001LL && v.c == 'a');
    return 0;
}
