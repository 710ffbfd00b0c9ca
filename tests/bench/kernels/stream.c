/* Three streams through memory: copy, scale, add, triad.  SPACING words separate the arrays' starts. */
#include "kernel.h"

#define WORDS (1 << 18)
#ifndef SPACING
#define SPACING (WORDS + 1040)
#endif

static unsigned memory[3 * SPACING];

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, WORDS), sum = 0;
    unsigned *a = memory, *b = memory + SPACING, *c = memory + 2 * SPACING;
    for (unsigned i = 0; i < count; i++)
        a[i] = seed + i;
    for (unsigned i = 0; i < count; i++)
        c[i] = a[i];
    for (unsigned i = 0; i < count; i++)
        b[i] = seed * c[i];
    for (unsigned i = 0; i < count; i++)
        c[i] = a[i] + b[i];
    for (unsigned i = 0; i < count; i++)
        a[i] = b[i] + seed * c[i];
    for (unsigned i = 0; i < count; i++)
        sum += a[i] ^ i;
    return sum;
}
