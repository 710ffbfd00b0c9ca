#include <string.h>

char *strchrnul(const char *text, int c)
{
    while (*text != (char)c && *text != '\0')
        text++;
    return (char *)text;
}

char *strchr(const char *text, int c)
{
    char *p = strchrnul(text, c);

    return *p == (char)c ? p : NULL;
}

char *strrchr(const char *text, int c)
{
    return memrchr(text, c, strlen(text) + 1);
}
