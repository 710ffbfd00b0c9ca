#include <limits.h>
#include <stdbool.h>
#include <string.h>

/* Length of the head of text whose characters are in the set (or, when not inside, are not). */
static size_t span(const char *text, const char *set, bool inside)
{
    bool member[UCHAR_MAX + 1] = {false};
    const char *p = text;

    for (; *set != '\0'; set++)
        member[(unsigned char)*set] = true;
    while (*p != '\0' && member[(unsigned char)*p] == inside)
        p++;
    return (size_t)(p - text);
}

size_t strspn(const char *text, const char *set)
{
    return span(text, set, true);
}

size_t strcspn(const char *text, const char *set)
{
    return span(text, set, false);
}

char *strpbrk(const char *text, const char *set)
{
    text += strcspn(text, set);
    return *text != '\0' ? (char *)text : NULL;
}
