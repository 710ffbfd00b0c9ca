/* The sieve of Eratosthenes, a byte a number. */
#include "kernel.h"

#define NUMBERS 4000000

static unsigned char composite[NUMBERS];

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned end = at_most(size, NUMBERS) - (seed & 15), count = 0, sum = 0;
    for (unsigned i = 0; i < end; i++)
        composite[i] = 0;
    for (unsigned i = 2; i < end; i++) {
        if (composite[i])
            continue;
        count++;
        sum ^= i * count;
        if (i < 65536)
            for (unsigned j = i * i; j < end; j += i)
                composite[j] = 1;
    }
    return sum + count;
}
