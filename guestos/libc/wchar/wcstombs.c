#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* Without a place for the result the length is counted and *from stays; a character is stored whole or not at all. */
size_t wcsnrtombs(char *restrict to, const wchar_t **restrict from, size_t count, size_t n, mbstate_t *restrict state)
{
    const wchar_t *p = *from;
    size_t total = 0;

    for (; count > 0; count--, p++) {
        char bytes[MB_LEN_MAX];
        size_t length = wcrtomb(bytes, *p, state);
        if (length == (size_t)-1) {
            total = length;
            break;
        }
        if (to != NULL && length > n - total)
            break;
        if (to != NULL)
            memcpy(to + total, bytes, length);
        if (*p == 0) {
            p = NULL;
            break;
        }
        total += length;
    }
    if (to != NULL)
        *from = p;
    return total;
}

size_t wcsrtombs(char *restrict to, const wchar_t **restrict from, size_t n, mbstate_t *restrict state)
{
    return wcsnrtombs(to, from, SIZE_MAX, n, state);
}

size_t wcstombs(char *restrict to, const wchar_t *restrict from, size_t n)
{
    const wchar_t *place = from;

    return wcsrtombs(to, &place, n, NULL);
}
