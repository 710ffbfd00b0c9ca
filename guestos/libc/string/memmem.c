#include <string.h>

void *memmem(const void *area, size_t n, const void *needle, size_t needle_n)
{
    const char *p = area;
    const char *first = needle;

    if (needle_n == 0)
        return (void *)p;
    while (n >= needle_n) {
        const char *hit = memchr(p, *first, n - needle_n + 1);
        if (hit == NULL)
            return NULL;
        if (memcmp(hit, needle, needle_n) == 0)
            return (void *)hit;
        n -= (size_t)(hit + 1 - p);
        p = hit + 1;
    }
    return NULL;
}
