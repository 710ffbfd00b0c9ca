#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

/* Without a place for the result the length is counted and *from stays. */
size_t mbsnrtowcs(wchar_t *restrict to, const char **restrict from, size_t bytes, size_t n, mbstate_t *restrict state)
{
    static mbstate_t own;
    mbstate_t here = *(state != NULL ? state : &own);
    const char *p = *from;
    size_t count = 0;

    while ((to == NULL || count < n) && bytes > 0) {
        wchar_t wide;
        size_t length = mbrtowc(&wide, p, bytes, &here);
        if (length == (size_t)-1) {
            if (to != NULL)
                *from = p;
            return length;
        }
        if (to != NULL && length <= bytes)
            to[count] = wide;
        if (length == 0) {
            p = NULL;
            break;
        }
        if (length > bytes) {
            p += bytes;
            break;
        }
        p += length;
        bytes -= length;
        count++;
    }
    if (to != NULL) {
        *from = p;
        *(state != NULL ? state : &own) = here;
    }
    return count;
}

size_t mbsrtowcs(wchar_t *restrict to, const char **restrict from, size_t n, mbstate_t *restrict state)
{
    return mbsnrtowcs(to, from, SIZE_MAX, n, state);
}

size_t mbstowcs(wchar_t *restrict to, const char *restrict from, size_t n)
{
    const char *place = from;
    mbstate_t state = {0};

    return mbsrtowcs(to, &place, n, &state);
}
