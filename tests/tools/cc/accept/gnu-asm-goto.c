/* asm goto: labels by name and by number, with outputs and inputs, from a loop, inlined more than once. */
#include "check.h"

static int is_zero(int x)
{
    __asm__ goto("beq %0, zero, %l[zero]" : : "r"(x) : : zero);
    return 0;
zero:
    return 1;
}

static inline __attribute__((always_inline)) int sign(int x, int y)
{
    int copy;
    asm volatile goto("addi %0, %1, 1\n"
                      "blt %1, zero, %l[negative]\n"
                      "beq %1, %[other], %l4"
                      : "=&r"(copy)
                      : "r"(x), [other] "r"(y)
                      : "memory"
                      : negative, equal);
    return copy;
negative:
    return -1;
equal:
    return -2;
}

static int sum(int n)
{
    int total = 0;
again:
    total += n--;
    asm goto("bge %0, %1, %l2" : : "r"(n), "r"(1) : : again);
    return total;
}

static int in_out(int x)
{
    asm goto("addi %0, %0, 5\n\tbge %0, %1, %l[large]" : "+r"(x) : "r"(100) : : large);
    return x;
large:
    return -x;
}

int main(void)
{
    CHECK(is_zero(hide(0)) && !is_zero(hide(3)));
    CHECK(sign(hide(4), 9) == 5 && sign(hide(-4), 9) == -1);
    CHECK(sign(hide(6), hide(6)) == -2);
    CHECK(sum(hide(10)) == 55 && in_out(hide(3)) == 8 && in_out(hide(95)) == -100);
    return 0;
}
