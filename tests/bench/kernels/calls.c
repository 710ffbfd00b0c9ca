/* Calls: three-way recursion (Takeuchi's function), mutual recursion, and calls through a table of functions. */
#include "kernel.h"

static int tak(int x, int y, int z)
{
    return y < x ? tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) : z;
}

static int odd_steps(unsigned n, int weight);

static int even_steps(unsigned n, int weight)
{
    return n == 0 ? weight : 1 + odd_steps(n - 1, weight);
}

static int odd_steps(unsigned n, int weight)
{
    return n == 0 ? -weight : 2 + even_steps(n - 1, weight + 1);
}

static int add(int a, int b, int c) { return a + b - c; }
static int mix(int a, int b, int c) { return a * 3 ^ (b + c); }
static int pick(int a, int b, int c) { return a < b ? b : c; }
static int fold(int a, int b, int c) { return (a >> 3) + b * c; }

static int (*const operations[])(int, int, int) = {add, mix, pick, fold};

unsigned kernel(unsigned size, unsigned seed)
{
    int sum = 0;
    for (unsigned i = 0; i < size; i++) {
        unsigned random = next_random(&seed);
        sum = operations[random >> 30](sum, (int)(random & 0xffff), (int)i);
        if (i % 256 == 0)
            sum += tak((int)(random % 5) + 7, 5, 2) + even_steps(random >> 8 & 63, sum & 255);
    }
    return (unsigned)sum;
}
