#include <stdlib.h>
#include <wchar.h>

/* UTF-8 has no shift states. */
int mbtowc(wchar_t *restrict wide, const char *restrict text, size_t n)
{
    mbstate_t state = {0};

    if (text == NULL)
        return 0;
    size_t length = mbrtowc(wide, text, n, &state);
    return length > n ? -1 : (int)length;
}

int mblen(const char *text, size_t n)
{
    return mbtowc(NULL, text, n);
}

int wctomb(char *text, wchar_t wide)
{
    return text == NULL ? 0 : (int)wcrtomb(text, wide, NULL);
}
