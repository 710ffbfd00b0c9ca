/* Generic selection. */
#include "check.h"

#define KIND(x)                                                                                                       \
    _Generic((x), char : 1, signed char : 2, int : 3, unsigned : 4, long long : 5, float : 6, double : 7, char * : 8, \
             const char * : 9, default : 10)

static int call_count;

static int counted(void)
{
    return ++call_count;
}

int main(void)
{
    char c = 0;
    const int k = 0;
    const char *text = "";
    CHECK(KIND(c) == 1 && KIND((signed char)0) == 2 && KIND('c') == 3 && KIND(1u) == 4 && KIND(1LL) == 5);
    CHECK(KIND(1.0f) == 6 && KIND(1.0) == 7 && KIND(text) == 9 && KIND((void *)0) == 10);
    CHECK(KIND("abc") == 8);
    CHECK(KIND(k) == 3);
    CHECK(_Generic(counted(), int : 5, default : 6) == 5);
    CHECK(call_count == 0);
    CHECK(_Generic(1, default : counted(), float : 0) == 1 && call_count == 1);
    return 0;
}
