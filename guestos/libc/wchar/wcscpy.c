#include <stdlib.h>
#include <wchar.h>

size_t wcslen(const wchar_t *text)
{
    const wchar_t *p = text;

    while (*p != 0)
        p++;
    return (size_t)(p - text);
}

size_t wcsnlen(const wchar_t *text, size_t n)
{
    const wchar_t *end = wmemchr(text, 0, n);

    return end != NULL ? (size_t)(end - text) : n;
}

wchar_t *wcpcpy(wchar_t *restrict to, const wchar_t *restrict from)
{
    while ((*to = *from++) != 0)
        to++;
    return to;
}

wchar_t *wcscpy(wchar_t *restrict to, const wchar_t *restrict from)
{
    wcpcpy(to, from);
    return to;
}

wchar_t *wcsncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
{
    size_t length = wcsnlen(from, n);

    wmemcpy(to, from, length);
    wmemset(to + length, 0, n - length);
    return to;
}

wchar_t *wcscat(wchar_t *restrict to, const wchar_t *restrict from)
{
    wcpcpy(to + wcslen(to), from);
    return to;
}

wchar_t *wcsncat(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
{
    size_t length = wcsnlen(from, n);
    wchar_t *end = wmemcpy(to + wcslen(to), from, length);

    end[length] = 0;
    return to;
}

wchar_t *wcsdup(const wchar_t *text)
{
    size_t length = wcslen(text) + 1;
    wchar_t *copy = malloc(length * sizeof *copy);

    return copy != NULL ? wmemcpy(copy, text, length) : NULL;
}
