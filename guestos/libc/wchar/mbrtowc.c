#include <errno.h>
#include <stdbool.h>
#include <wchar.h>

#define ILLEGAL    ((size_t)-1)
#define INCOMPLETE ((size_t)-2)

/* The first byte of a character of several. */
static bool begin(mbstate_t *state, unsigned char c)
{
    if (c < 0xc2 || c > 0xf4)
        return false;
    state->__length = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    state->__left = state->__length - 1;
    state->__bits = c & (0x7fu >> state->__length);
    return true;
}

/* A later byte.  After the second it is known whether the form is too long, a surrogate, or beyond Unicode. */
static bool add(mbstate_t *state, unsigned char c)
{
    if ((c & 0xc0) != 0x80)
        return false;
    unsigned bits = state->__bits << 6 | (c & 0x3f);
    if (state->__length == 3 && state->__left == 2 && (bits < 0x20 || (bits >= 0x360 && bits <= 0x37f)))
        return false;
    if (state->__length == 4 && state->__left == 3 && (bits < 0x10 || bits > 0x10f))
        return false;
    state->__bits = bits;
    state->__left--;
    return true;
}

size_t mbrtowc(wchar_t *restrict wide, const char *restrict text, size_t n, mbstate_t *restrict state)
{
    static mbstate_t own;

    if (state == NULL)
        state = &own;
    if (text == NULL) {
        wide = NULL;
        text = "";
        n = 1;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        bool first = state->__left == 0;
        if (first && c < 0x80)
            state->__bits = c;
        else if (first ? !begin(state, c) : !add(state, c)) {
            *state = (mbstate_t){0};
            errno = EILSEQ;
            return ILLEGAL;
        }
        if (state->__left == 0) {
            wchar_t value = (wchar_t)state->__bits;
            *state = (mbstate_t){0};
            if (wide != NULL)
                *wide = value;
            return value == 0 ? 0 : i + 1;
        }
    }
    return INCOMPLETE;
}

size_t mbrlen(const char *restrict text, size_t n, mbstate_t *restrict state)
{
    static mbstate_t own;

    return mbrtowc(NULL, text, n, state != NULL ? state : &own);
}

int mbsinit(const mbstate_t *state)
{
    return state == NULL || state->__left == 0;
}
