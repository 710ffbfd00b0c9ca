/* memcpy, memmove, memset, memcmp and strlen on blocks of all lengths and alignments. */
#include "kernel.h"

#define BUFFER_BYTES 8192
#define LONGEST      512

static char from[BUFFER_BYTES], to[BUFFER_BYTES];

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < BUFFER_BYTES; i++)
        from[i] = (char)(next_random(&seed) >> 8 | 1);
    for (unsigned i = 0; i < size; i++) {
        unsigned random = next_random(&seed);
        unsigned length = random % LONGEST, place = random >> 10 & 0xffc, shift = i % 4 == 3 ? random >> 30 : 0;
        memcpy(to + place, from + place + shift, length);
        memmove(to + place + 4, to + place, length / 4);
        memset(to + place + length, 0, 1 + (random >> 24 & 31));
        sum = sum * 31 + (unsigned)strlen(to + place);
        sum += (unsigned)memcmp(to + place, from + place, length / 2) >> 31;
    }
    return sum;
}
