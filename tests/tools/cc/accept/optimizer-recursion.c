/* Recursion that the optimizer turns into loops or unrolls must still compute the same. */
#include "check.h"

static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static unsigned power(unsigned base, unsigned n) {
    if (n == 0)
        return 1;
    return base * power(base, n - 1);
}

static int gcd(int a, int b) {
    return b ? gcd(b, a % b) : a;
}

/* Each activation's variable lives on, reached from the inner ones. */
static int depth(int n, const int *outer) {
    int mine = outer ? *outer + n : n;
    if (n == 0)
        return mine;
    return depth(n - 1, &mine);
}

static unsigned trail;

static void hanoi(int n, int a, int b, int c) {
    if (n == 0)
        return;
    hanoi(n - 1, a, c, b);
    trail = trail * 31 + (unsigned)(a * 3 + b);
    hanoi(n - 1, c, b, a);
}

/* The order of effects: the sum may be taken early, the calls may not. */
static int counter;

static int next(void) {
    return ++counter;
}

static int sum(int n) {
    if (n == 0)
        return next();
    int here = next();
    return sum(n - 1) + here * n;
}

static int is_odd(int n);
static int is_even(int n) {
    return n == 0 ? 1 : is_odd(n - 1);
}
static int is_odd(int n) {
    return n == 0 ? 0 : is_even(n - 1);
}

int main(void) {
    CHECK(fib(hide(20)) == 6765);
    CHECK(power((unsigned)hide(3), 10) == 59049);
    CHECK(gcd(hide(1071), 462) == 21);
    CHECK(depth(hide(4), 0) == 10);
    hanoi(hide(5), 1, 2, 3);
    CHECK(trail == 2547429001u);
    CHECK(sum(hide(4)) == 1 * 4 + 2 * 3 + 3 * 2 + 4 * 1 + 5);
    CHECK(is_even(hide(1001)) == 0);
    return 0;
}
