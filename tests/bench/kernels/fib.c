/* Recursion: Fibonacci's numbers by their definition. */
#include "kernel.h"

static unsigned fib(unsigned n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

unsigned kernel(unsigned size, unsigned seed)
{
    return fib(size) + seed;
}
