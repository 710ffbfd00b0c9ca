#include <limits.h>
#include <locale.h>
#include <string.h>

char *setlocale(int category, const char *locale)
{
    (void)category;
    if (locale == NULL || *locale == '\0' || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0 ||
        strcmp(locale, "C.UTF-8") == 0)
        return "C";
    return NULL;
}

struct lconv *localeconv(void)
{
    static struct lconv conventions = {".", "", "", "", "", "", "", "", "", "", CHAR_MAX, CHAR_MAX, CHAR_MAX,
                                       CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
                                       CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX};

    return &conventions;
}
