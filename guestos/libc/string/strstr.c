#include <string.h>

char *strstr(const char *text, const char *needle)
{
    size_t n = strlen(needle);

    if (n == 0)
        return (char *)text;
    for (; (text = strchr(text, *needle)) != NULL; text++)
        if (strncmp(text, needle, n) == 0)
            return (char *)text;
    return NULL;
}
