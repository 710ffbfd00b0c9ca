#define CHECK(x) do { if (!(x)) return 1; } while (0)
#define SHIFT(x) (sizeof(x) == 8 ? (x) >> 32 : 0)
struct list { struct list *next; };
enum flags { LOW = 1, HIGH = 2 };
int f(unsigned char *s, int n, unsigned limit)
{
    static const char *const names[] = {"a", "b"};
    int x[4] = {0}, *end = x + 4;
    for (int *p = x; p < &x[4]; p++)
        *p = n;
    CHECK(n);
    while (n-- > 0 && *s++)
        ;
    if (n == 2 || n == 3)
        n = n ? n : 1;
    n = n + 1, n++;
    x[n & 3] = n++ & 1 ? *end : 0;
    unsigned big = limit > 4294967295u || limit < 1;
    return *names[n & 1] + SHIFT(n) + (int)big + (1 ? 1 : 1 / 0) + (n >= -2147483647 - 1);
}
// options: -Wall -Wextra
