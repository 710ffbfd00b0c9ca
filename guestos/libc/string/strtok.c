#include <string.h>

char *strtok_r(char *restrict text, const char *restrict separators, char **restrict next)
{
    if (text == NULL)
        text = *next;
    if (text == NULL)
        return NULL;
    text += strspn(text, separators);
    if (*text == '\0') {
        *next = NULL;
        return NULL;
    }
    char *end = text + strcspn(text, separators);
    *next = *end != '\0' ? end + 1 : NULL;
    *end = '\0';
    return text;
}

char *strtok(char *restrict text, const char *restrict separators)
{
    static char *next;

    return strtok_r(text, separators, &next);
}

char *strsep(char **text, const char *separators)
{
    char *piece = *text;

    if (piece == NULL)
        return NULL;
    char *end = piece + strcspn(piece, separators);
    *text = *end != '\0' ? end + 1 : NULL;
    *end = '\0';
    return piece;
}
