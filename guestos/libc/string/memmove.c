#include <stdint.h>
#include <string.h>

/* Copies from the end, for a target that lies above an overlapping source. */
static void copy_down(unsigned char *d, const unsigned char *s, size_t n)
{
    if ((((uintptr_t)d ^ (uintptr_t)s) & 3) == 0) {
        for (; n > 0 && ((uintptr_t)(d + n) & 3) != 0; n--)
            d[n - 1] = s[n - 1];
        for (; n >= 4; n -= 4)
            *(uint32_t *)(void *)(d + n - 4) = *(const uint32_t *)(const void *)(s + n - 4);
    }
    for (; n > 0; n--)
        d[n - 1] = s[n - 1];
}

void *memmove(void *to, const void *from, size_t n)
{
    /* memcpy reads each word before it writes at or below it, so that a lower target may overlap. */
    if ((uintptr_t)to - (uintptr_t)from >= n)
        return memcpy(to, from, n);
    copy_down(to, from, n);
    return to;
}
