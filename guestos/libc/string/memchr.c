#include <string.h>

void *memchr(const void *area, int byte, size_t n)
{
    const unsigned char *p = area;

    for (; n > 0; n--, p++)
        if (*p == (unsigned char)byte)
            return (void *)p;
    return NULL;
}

void *memrchr(const void *area, int byte, size_t n)
{
    const unsigned char *p = area;

    while (n-- > 0)
        if (p[n] == (unsigned char)byte)
            return (void *)(p + n);
    return NULL;
}

void *memccpy(void *restrict to, const void *restrict from, int stop, size_t n)
{
    unsigned char *d = to;
    const unsigned char *s = from;

    while (n-- > 0)
        if ((*d++ = *s++) == (unsigned char)stop)
            return d;
    return NULL;
}
