/* Variable arguments of every type, forwarded and copied. */
#include <stdarg.h>
#include "check.h"

struct pair {
    int a, b;
};
struct large {
    int v[5];
};

static int sum(int count, ...)
{
    va_list list;
    int total = 0;
    va_start(list, count);
    while (count--)
        total += va_arg(list, int);
    va_end(list);
    return total;
}

static double mixed(const char *kinds, ...)
{
    va_list list;
    double total = 0;
    va_start(list, kinds);
    for (; *kinds; kinds++) {
        if (*kinds == 'i')
            total += va_arg(list, int);
        else if (*kinds == 'l')
            total += (double)va_arg(list, long long);
        else if (*kinds == 'd')
            total += va_arg(list, double);
        else if (*kinds == 'p')
            total += *va_arg(list, int *);
        else if (*kinds == 's')
            total += va_arg(list, struct pair).b;
        else if (*kinds == 'g')
            total += va_arg(list, struct large).v[4];
    }
    va_end(list);
    return total;
}

static int forwarded(int count, va_list list)
{
    int total = 0;
    while (count--)
        total += va_arg(list, int);
    return total;
}

static int twice(int count, ...)
{
    va_list first, second;
    va_start(first, count);
    va_copy(second, first);
    int total = forwarded(count, first);
    total = total * 1000 + forwarded(count, second);
    va_end(first);
    va_end(second);
    return total;
}

static int late(int a, long long b, double c, int d, int e, int f, int g, int h, ...)
{
    va_list list;
    va_start(list, h);
    int result = va_arg(list, int);
    va_end(list);
    return result + a + (int)b + (int)c + d + e + f + g + h;
}

int main(void)
{
    int five = 5;
    CHECK(sum(0) == 0 && sum(3, 1, 2, 3) == 6 && sum(9, 1, 2, 3, 4, 5, 6, 7, 8, 9) == 45);
    CHECK(mixed("ildp", 1, 2LL, 3.5, &five) == 11.5);
    CHECK(mixed("iliild", 1, 0x100000000LL, 2, 3, -0x100000000LL, 0.5) == 6.5);
    CHECK(mixed("isgid", 1, (struct pair){2, 3}, (struct large){{4, 5, 6, 7, 8}}, 9, 0.25) == 21.25);
    CHECK(mixed("dd", 1.5f, (float)hide(2)) == 3.5);
    CHECK(mixed("iii", 'a', (short)-1, (_Bool)1) == 97);
    CHECK(twice(3, 1, 2, 3) == 6006);
    CHECK(late(1, 2, 3.0, 4, 5, 6, 7, 8, 64) == 100);
    return 0;
}
