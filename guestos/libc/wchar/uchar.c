#include <errno.h>
#include <stdbool.h>
#include <uchar.h>

#define FROM_BEFORE ((size_t)-3) /* the second half of a pair: no bytes were used */

size_t mbrtoc32(char32_t *restrict wide, const char *restrict text, size_t n, mbstate_t *restrict state)
{
    static mbstate_t own;
    wchar_t c = 0;
    size_t length = mbrtowc(&c, text, n, state != NULL ? state : &own);

    if (wide != NULL && text != NULL && length <= n)
        *wide = (char32_t)c;
    return length;
}

size_t c32rtomb(char *restrict text, char32_t wide, mbstate_t *restrict state)
{
    return wcrtomb(text, (wchar_t)wide, state);
}

/* Between the halves of a pair the state holds the second one, with a length that no character has. */
size_t mbrtoc16(char16_t *restrict wide, const char *restrict text, size_t n, mbstate_t *restrict state)
{
    static mbstate_t own;
    wchar_t c = 0;

    if (state == NULL)
        state = &own;
    if (state->__length == 1) {
        if (wide != NULL)
            *wide = (char16_t)state->__bits;
        *state = (mbstate_t){0};
        return FROM_BEFORE;
    }
    size_t length = mbrtowc(&c, text, n, state);
    if (text == NULL || length > n)
        return length;
    if (c >= 0x10000) {
        *state = (mbstate_t){.__bits = 0xdc00 | (c & 0x3ff), .__length = 1};
        c = 0xd7c0 + (c >> 10);
    }
    if (wide != NULL)
        *wide = (char16_t)c;
    return length;
}

size_t c16rtomb(char *restrict text, char16_t wide, mbstate_t *restrict state)
{
    static mbstate_t own;

    if (state == NULL)
        state = &own;
    unsigned first = state->__bits;
    bool low = wide >= 0xdc00 && wide <= 0xdfff;
    if (text == NULL) {
        *state = (mbstate_t){0};
        return 1;
    }
    if (first == 0 && wide >= 0xd800 && wide < 0xdc00) {
        state->__bits = wide;
        return 0;
    }
    *state = (mbstate_t){0};
    if ((first != 0) != low) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    return wcrtomb(text, low ? (wchar_t)(((first - 0xd7c0) << 10) + (wide - 0xdc00)) : wide, NULL);
}
