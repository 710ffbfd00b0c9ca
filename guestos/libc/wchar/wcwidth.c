#include <stdbool.h>
#include <wchar.h>
#include <wctype.h>

struct range {
    unsigned first, last;
};

/* Marks that are drawn on the character before them, and characters that are not drawn. */
static const struct range nothing[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},   {0x64b, 0x65f},   {0x200b, 0x200f},
    {0x202a, 0x202e}, {0x2060, 0x2064}, {0x20d0, 0x20f0}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff},
};

/* East Asian wide and fullwidth characters, and pictures. */
static const struct range wide[] = {
    {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
    {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

static bool is_in(unsigned c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

int wcwidth(wchar_t c)
{
    unsigned u = (unsigned)c;

    if (u == 0 || is_in(u, nothing, sizeof nothing / sizeof *nothing))
        return 0;
    if (!iswprint(u))
        return -1;
    return is_in(u, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

int wcswidth(const wchar_t *text, size_t n)
{
    int total = 0;

    for (; n > 0 && *text != 0; n--, text++) {
        int width = wcwidth(*text);
        if (width < 0)
            return -1;
        total += width;
    }
    return total;
}
