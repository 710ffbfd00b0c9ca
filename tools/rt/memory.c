/* Blocks of memory, by words and double words where both sides allow it. */
#include "runtime.h"

typedef uwide __attribute__((may_alias)) any_wide;
typedef word __attribute__((may_alias)) any_word;

static word offset_in(const void *address, word align)
{
    return (word)(__UINTPTR_TYPE__)address & (align - 1);
}

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    unsigned char *out = to;
    const unsigned char *in = from;
    if (offset_in(out, 4) == offset_in(in, 4)) {
        word align = offset_in(out, 8) == offset_in(in, 8) ? 8 : 4;
        for (; count > 0 && offset_in(out, align); count--)
            *out++ = *in++;
        for (; align == 8 && count >= 16; count -= 16, out += 16, in += 16) {
            uwide first = ((const any_wide *)in)[0], second = ((const any_wide *)in)[1];
            ((any_wide *)out)[0] = first;
            ((any_wide *)out)[1] = second;
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
    unsigned char *out = to;
    const unsigned char *in = from;
    if ((size_t)(__UINTPTR_TYPE__)out - (size_t)(__UINTPTR_TYPE__)in >= count)
        return memcpy(to, from, count);
    out += count;
    in += count;
    if (offset_in(out, 4) == offset_in(in, 4)) {
        for (; count > 0 && offset_in(out, 4); count--)
            *--out = *--in;
        for (; count >= 4; count -= 4) {
            out -= 4;
            in -= 4;
            *(any_word *)out = *(const any_word *)in;
        }
    }
    while (count-- > 0)
        *--out = *--in;
    return to;
}

void *memset(void *to, int value, size_t count)
{
    unsigned char *out = to;
    word pattern = (unsigned char)value * 0x01010101u;
    for (; count > 0 && offset_in(out, 8); count--)
        *out++ = (unsigned char)value;
    uwide wide_pattern = (uwide)pattern << 32 | pattern;
    for (; count >= 16; count -= 16, out += 16) {
        ((any_wide *)out)[0] = wide_pattern;
        ((any_wide *)out)[1] = wide_pattern;
    }
    for (; count >= 4; count -= 4, out += 4)
        *(any_word *)out = pattern;
    while (count-- > 0)
        *out++ = (unsigned char)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t count)
{
    const unsigned char *x = a, *y = b;
    if (offset_in(x, 4) == 0 && offset_in(y, 4) == 0)
        for (; count >= 4 && *(const any_word *)x == *(const any_word *)y; count -= 4) {
            x += 4;
            y += 4;
        }
    for (; count > 0; count--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}
