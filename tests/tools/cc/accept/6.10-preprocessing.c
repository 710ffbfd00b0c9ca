/* The preprocessor: what its output must be. */
#include "check.h"

#define STRING_(x...) #x
#define STRING(x...) STRING_(x)
#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define VARIADIC(first, ...) COUNT(__VA_ARGS__, 4, 3, 2, 1, 0)
#define COUNT(a, b, c, d, e, ...) e
#define EMPTY
#define f(a) a *g
#define g(a) f(a)
#define SELF SELF + 1
#define ADD(x, y) ((x) + (y))
#define OPTIONAL(a, ...) a __VA_OPT__(+ sum(__VA_ARGS__))

static int sum(int a, int b) {
    return a + b;
}

static int same(const char *a, const char *b) {
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

int main(void) {
    CHECK(same(STRING(a + b), "a + b") && same(STRING("x\n"), "\"x\\n\"") && same(STRING(  a   b ), "a b"));
    CHECK(same(STRING_(PASTE(a, b)), "PASTE(a, b)") && same(STRING(PASTE(a, b)), "ab"));
    int PASTE(value, 1) = 5;
    CHECK(value1 == 5 && PASTE(1, 2) == 12);
    CHECK(VARIADIC(x, 9) == 1 && VARIADIC(x, 9, 9) == 2 && VARIADIC(x, 9, 9, 9) == 3);
    CHECK(same(STRING(f(2)(9)), "2 *f(9)") || same(STRING(f(2)(9)), "2 *9 *g"));
    int SELF_value = 3;
    CHECK(SELF_value == 3 && ADD(ADD(1, 2), ADD(3, 4)) == 10 && ADD((1, 2), 3) == 5);
    CHECK(OPTIONAL(1) == 1 && OPTIONAL(1, 2, 3) == 6);
#if 1 + 2 * 3 == 7 && !defined(NOT_DEFINED) && (-1 < 0) && (-1 > 0u) && 'a' == 97 && 0x10 == 16
    int taken = 1;
#else
#error the condition holds
#endif
#ifdef NOT_DEFINED
#error not defined
#elif defined STRING && __STDC_VERSION__ >= 201112L
    taken++;
#else
#error defined
#endif
    CHECK(taken == 2);
#line 1000 "renamed.c"
    CHECK(__LINE__ == 1000 && same(__FILE__, "renamed.c"));
    _Pragma("once in a while")
#undef ADD
#define ADD 7
    CHECK(ADD == 7);
    CHECK(sizeof(__DATE__) == 12 && sizeof(__TIME__) == 9);
    CHECK(__COUNTER__ + 1 == __COUNTER__);
    return 0 EMPTY;
}
