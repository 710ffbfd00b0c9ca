/* The part of the C library that kernels call, in the plainest C that is not slow. */
#include "kernel.h"

typedef unsigned __attribute__((may_alias)) any_word;

static unsigned misaligned(const void *a, const void *b)
{
    return ((unsigned)(size_t)a | (unsigned)(size_t)b) & (sizeof(any_word) - 1);
}

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    char *out = to;
    const char *in = from;
    if (!misaligned(out, in)) {
        for (; count >= 16; count -= 16, out += 16, in += 16) {
            const any_word *words = (const any_word *)in;
            any_word a = words[0], b = words[1], c = words[2], d = words[3];
            any_word *place = (any_word *)out;
            place[0] = a;
            place[1] = b;
            place[2] = c;
            place[3] = d;
        }
        for (; count >= 4; count -= 4, out += 4, in += 4)
            *(any_word *)out = *(const any_word *)in;
    }
    while (count-- > 0)
        *out++ = *in++;
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    char *out = to;
    const char *in = from;
    if ((size_t)out - (size_t)in >= count)
        return memcpy(to, from, count);
    while (count-- > 0)
        out[count] = in[count];
    return to;
}

void *memset(void *to, int value, size_t count)
{
    unsigned char *out = to;
    unsigned pattern = (unsigned char)value * 0x01010101u;
    if (!misaligned(out, out))
        for (; count >= 8; count -= 8, out += 8) {
            ((any_word *)out)[0] = pattern;
            ((any_word *)out)[1] = pattern;
        }
    while (count-- > 0)
        *out++ = (unsigned char)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t count)
{
    const unsigned char *x = a, *y = b;
    for (; count > 0; count--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}

size_t strlen(const char *text)
{
    const char *end = text;
    while (*end)
        end++;
    return (size_t)(end - text);
}

int strcmp(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

char *strcpy(char *restrict to, const char *restrict from)
{
    char *out = to;
    while ((*out++ = *from++) != 0)
        continue;
    return to;
}
