#include <stdlib.h>
#include <wchar.h>

size_t wcsftime(wchar_t *restrict to, size_t n, const wchar_t *restrict format, const struct tm *restrict time)
{
    size_t length = wcslen(format) * MB_CUR_MAX + 1, result = 0;
    char *narrow = malloc(length), *text = malloc(n * MB_CUR_MAX + 1);

    if (narrow != NULL && text != NULL && wcstombs(narrow, format, length) != (size_t)-1 &&
        strftime(text, n * MB_CUR_MAX + 1, narrow, time) > 0) {
        result = mbstowcs(to, text, n);
        if (result >= n)
            result = 0;
    }
    free(narrow);
    free(text);
    return result;
}
