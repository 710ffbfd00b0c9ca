/* A word in each of SIZE pages, round and round, the same number of accesses for every size: with more pages than the TLB
 * has entries, each access is a refill. */
#include "../kernels/kernel.h"

#define PAGE_BYTES 4096
#define PAGES      2048
#define LINE_BYTES 64
#define ACCESSES   (1 << 20)

static char memory[PAGES * PAGE_BYTES];

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned pages = at_most(size, PAGES), page = 0, sum = seed;
    for (unsigned i = 0; i < ACCESSES; i++) {
        sum += *(unsigned *)&memory[page * PAGE_BYTES + page * LINE_BYTES % PAGE_BYTES];
        page = page + 1 < pages ? page + 1 : 0;
    }
    return sum;
}
