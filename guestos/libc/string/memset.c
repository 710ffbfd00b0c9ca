#include <stdint.h>
#include <string.h>

void *memset(void *to, int byte, size_t n)
{
    unsigned char *d = to;
    uint32_t word = (unsigned char)byte * 0x01010101u;

    for (; n > 0 && ((uintptr_t)d & 3) != 0; n--)
        *d++ = (unsigned char)byte;
    uint32_t *dw = (uint32_t *)(void *)d;
    for (; n >= 16; n -= 16, dw += 4) {
        dw[0] = word;
        dw[1] = word;
        dw[2] = word;
        dw[3] = word;
    }
    for (; n >= 4; n -= 4)
        *dw++ = word;
    d = (unsigned char *)dw;
    while (n-- > 0)
        *d++ = (unsigned char)byte;
    return to;
}
