/* What a kernel offers and what it may use.  A kernel is plain C without a library: the same source for Peach, for
 * RISC-V and for the host. */
#ifndef KERNEL_H
#define KERNEL_H

typedef __SIZE_TYPE__ size_t;

/* One pass over a problem of that size, its data made from the seed; the result depends on every step.  A size that is
 * larger than the kernel's arrays is cut to what they hold. */
unsigned kernel(unsigned size, unsigned seed);

/* library.c: compiled by the compiler that is measured, as the kernel is. */
void *memcpy(void *restrict to, const void *restrict from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *a, const void *b, size_t count);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
char *strcpy(char *restrict to, const char *restrict from);

/* Marsaglia's xorshift with shifts 13, 17, 5; never 0 from a state that is not. */
static inline unsigned next_random(unsigned *state)
{
    unsigned x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

static inline unsigned at_most(unsigned size, unsigned limit)
{
    return size < limit ? size : limit;
}

#endif
