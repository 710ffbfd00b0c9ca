#include <errno.h>
#include <wchar.h>

size_t wcrtomb(char *restrict text, wchar_t wide, mbstate_t *restrict state)
{
    unsigned c = (unsigned)wide;

    (void)state;
    if (text == NULL)
        return 1;
    if (c < 0x80) {
        text[0] = (char)c;
        return 1;
    }
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        text[i] = (char)(0x80 | (c & 0x3f));
    text[0] = (char)((0xf00u >> length) | c);
    return length;
}
