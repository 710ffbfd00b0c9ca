#include <stdbool.h>
#include <wchar.h>

wchar_t *wcschr(const wchar_t *text, wchar_t c)
{
    for (; *text != c; text++)
        if (*text == 0)
            return NULL;
    return (wchar_t *)text;
}

wchar_t *wcsrchr(const wchar_t *text, wchar_t c)
{
    const wchar_t *p = text + wcslen(text);

    for (; *p != c; p--)
        if (p == text)
            return NULL;
    return (wchar_t *)p;
}

wchar_t *wcsstr(const wchar_t *text, const wchar_t *part)
{
    size_t length = wcslen(part);

    if (length == 0)
        return (wchar_t *)text;
    for (; (text = wcschr(text, *part)) != NULL; text++)
        if (wcsncmp(text, part, length) == 0)
            return (wchar_t *)text;
    return NULL;
}

/* How many characters from the start are in the set, or are not. */
static size_t span(const wchar_t *text, const wchar_t *set, bool inside)
{
    const wchar_t *p = text;

    while (*p != 0 && (wcschr(set, *p) != NULL) == inside)
        p++;
    return (size_t)(p - text);
}

size_t wcsspn(const wchar_t *text, const wchar_t *set)
{
    return span(text, set, true);
}

size_t wcscspn(const wchar_t *text, const wchar_t *set)
{
    return span(text, set, false);
}

wchar_t *wcspbrk(const wchar_t *text, const wchar_t *set)
{
    text += wcscspn(text, set);
    return *text != 0 ? (wchar_t *)text : NULL;
}

wchar_t *wcstok(wchar_t *restrict text, const wchar_t *restrict set, wchar_t **restrict place)
{
    if (text == NULL)
        text = *place;
    text += wcsspn(text, set);
    wchar_t *end = text + wcscspn(text, set);
    *place = end + (*end != 0);
    if (end == text)
        return NULL;
    *end = 0;
    return text;
}
