#include <stdint.h>
#include <wchar.h>
#include <wctype.h>

int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n)
{
    for (; n > 0 && *a == *b && *a != 0; n--, a++, b++)
        continue;
    return n == 0 || *a == *b ? 0 : *a < *b ? -1 : 1;
}

int wcscmp(const wchar_t *a, const wchar_t *b)
{
    return wcsncmp(a, b, SIZE_MAX);
}

int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t n)
{
    for (; n > 0; n--, a++, b++) {
        wint_t x = towlower((wint_t)*a), y = towlower((wint_t)*b);
        if (x != y)
            return x < y ? -1 : 1;
        if (x == 0)
            break;
    }
    return 0;
}

int wcscasecmp(const wchar_t *a, const wchar_t *b)
{
    return wcsncasecmp(a, b, SIZE_MAX);
}

int wcscoll(const wchar_t *a, const wchar_t *b)
{
    return wcscmp(a, b);
}

size_t wcsxfrm(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
{
    size_t length = wcslen(from);

    if (length < n)
        wcscpy(to, from);
    return length;
}
