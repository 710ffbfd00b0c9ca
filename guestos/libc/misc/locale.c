#include <locale.h>
#include <stdlib.h>
#include <string.h>

char *setlocale(int category, const char *locale)
{
    (void)category;
    if (locale == NULL || *locale == '\0' || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
        return "C";
    return NULL;
}

struct lconv *localeconv(void)
{
    static struct lconv conventions = {".", "", ""};

    return &conventions;
}

int mbtowc(wchar_t *restrict wide, const char *restrict text, size_t n)
{
    if (text == NULL || n == 0)
        return text == NULL ? 0 : -1;
    if (wide != NULL)
        *wide = (unsigned char)*text;
    return *text != '\0';
}

int mblen(const char *text, size_t n)
{
    return mbtowc(NULL, text, n);
}

int wctomb(char *text, wchar_t wide)
{
    if (text == NULL)
        return 0;
    if (wide < 0 || wide > 255)
        return -1;
    *text = (char)wide;
    return 1;
}
