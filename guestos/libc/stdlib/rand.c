#include <stdint.h>
#include <stdlib.h>

/* A 64-bit linear congruential generator (Knuth's MMIX constants), upper bits out. */
static uint64_t state = 1;

static uint32_t next(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 32);
}

void srand(unsigned seed)
{
    state = seed;
    next();
}

int rand(void)
{
    return (int)(next() >> 1);
}

int rand_r(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (int)(*seed >> 1);
}

void srandom(unsigned seed)
{
    srand(seed);
}

long random(void)
{
    return rand();
}
