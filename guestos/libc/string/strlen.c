#include <stdint.h>
#include <string.h>

size_t strlen(const char *text)
{
    const char *p = text;

    for (; ((uintptr_t)p & 3) != 0; p++)
        if (*p == '\0')
            return (size_t)(p - text);
    /* A whole aligned word never crosses a page; the test finds a zero byte in it. */
    const uint32_t *w = (const uint32_t *)(const void *)p;
    while (((*w - 0x01010101u) & ~*w & 0x80808080u) == 0)
        w++;
    for (p = (const char *)w; *p != '\0'; p++)
        ;
    return (size_t)(p - text);
}

size_t strnlen(const char *text, size_t n)
{
    const char *end = memchr(text, '\0', n);

    return end != NULL ? (size_t)(end - text) : n;
}
