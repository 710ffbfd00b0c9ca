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

static unsigned add(unsigned a, unsigned b, unsigned c) { return a + b - c; }
static unsigned mix(unsigned a, unsigned b, unsigned c) { return a * 3 ^ (b + c); }
static unsigned pick(unsigned a, unsigned b, unsigned c) { return (int)a < (int)b ? b : c; }
static unsigned fold(unsigned a, unsigned b, unsigned c) { return (a >> 3) + b * c; }

static unsigned (*const operations[])(unsigned, unsigned, unsigned) = {add, mix, pick, fold};

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < size; i++) {
        unsigned random = next_random(&seed);
        sum = operations[random >> 30](sum, random & 0xffff, i);
        if (i % 256 == 0)
            sum += (unsigned)(tak((int)(random % 5) + 7, 5, 2) + even_steps(random >> 8 & 63, (int)(sum & 255)));
    }
    return sum;
}
