/* Memory and text functions. */
#include "lib/base.h"

/* Both addresses at the same distance from a multiple of 4. */
static bool words_agree(const void *a, const void *b)
{
    return (((uintptr_t)a ^ (uintptr_t)b) & 3) == 0;
}

void *memcpy(void *to, const void *from, size_t bytes)
{
    uint8_t *d = to;
    const uint8_t *s = from;
    if (words_agree(to, from)) {
        while (bytes && ((uintptr_t)d & 3)) {
            *d++ = *s++;
            bytes--;
        }
        while (bytes >= 16) {
            uint32_t *dw = (uint32_t *)d;
            const uint32_t *sw = (const uint32_t *)s;
            dw[0] = sw[0];
            dw[1] = sw[1];
            dw[2] = sw[2];
            dw[3] = sw[3];
            d += 16;
            s += 16;
            bytes -= 16;
        }
        while (bytes >= 4) {
            *(uint32_t *)d = *(const uint32_t *)s;
            d += 4;
            s += 4;
            bytes -= 4;
        }
    }
    while (bytes--)
        *d++ = *s++;
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    if ((uintptr_t)to <= (uintptr_t)from || (uintptr_t)to >= (uintptr_t)from + bytes)
        return memcpy(to, from, bytes);
    uint8_t *d = (uint8_t *)to + bytes;
    const uint8_t *s = (const uint8_t *)from + bytes;
    while (bytes--)
        *--d = *--s;
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    uint8_t *d = to;
    uint32_t word = (uint8_t)value * 0x01010101u;
    while (bytes && ((uintptr_t)d & 3)) {
        *d++ = (uint8_t)value;
        bytes--;
    }
    while (bytes >= 32) {
        uint32_t *dw = (uint32_t *)d;
        dw[0] = dw[1] = dw[2] = dw[3] = word;
        dw[4] = dw[5] = dw[6] = dw[7] = word;
        d += 32;
        bytes -= 32;
    }
    while (bytes >= 4) {
        *(uint32_t *)d = word;
        d += 4;
        bytes -= 4;
    }
    while (bytes--)
        *d++ = (uint8_t)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t bytes)
{
    const uint8_t *x = a;
    const uint8_t *y = b;
    for (; bytes; bytes--, x++, y++) {
        if (*x != *y)
            return *x < *y ? -1 : 1;
    }
    return 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;
    while (text[length])
        length++;
    return length;
}

int strcmp(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return (uint8_t)*a - (uint8_t)*b;
}

int strncmp(const char *a, const char *b, size_t bytes)
{
    for (; bytes; bytes--, a++, b++) {
        if (*a != *b || !*a)
            return (uint8_t)*a - (uint8_t)*b;
    }
    return 0;
}

void text_copy(char *to, const char *from, size_t size)
{
    size_t i = 0;
    for (; i + 1 < size && from[i]; i++)
        to[i] = from[i];
    to[i] = 0;
}
