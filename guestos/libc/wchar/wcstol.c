#include <stdlib.h>
#include <wchar.h>

#define SHORT 64 /* of most numbers */

/* The characters that a number may consist of, as bytes: the n-th byte is the n-th character.  NULL without memory. */
static char *narrow(const wchar_t *text, char *place)
{
    size_t n = 0;

    while (text[n] > 0 && text[n] < 0x80)
        n++;
    char *bytes = n < SHORT ? place : malloc(n + 1);
    if (bytes == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)text[i];
    bytes[n] = '\0';
    return bytes;
}

#define CONVERT(type, name, function, parameters, arguments) \
    type name parameters                                     \
    {                                                        \
        char place[SHORT];                                   \
        char *bytes = narrow(text, place), *stop;            \
        if (bytes == NULL)                                   \
            return 0;                                        \
        type value = function arguments;                     \
        if (end != NULL)                                     \
            *end = (wchar_t *)text + (stop - bytes);         \
        if (bytes != place)                                  \
            free(bytes);                                     \
        return value;                                        \
    }

#define INTEGER(type, name, function)                                                               \
    CONVERT(type, name, function, (const wchar_t *restrict text, wchar_t **restrict end, int base), \
            (bytes, &stop, base))
#define FLOATING(type, name, function) \
    CONVERT(type, name, function, (const wchar_t *restrict text, wchar_t **restrict end), (bytes, &stop))

INTEGER(long, wcstol, strtol)
INTEGER(long long, wcstoll, strtoll)
INTEGER(unsigned long, wcstoul, strtoul)
INTEGER(unsigned long long, wcstoull, strtoull)
FLOATING(double, wcstod, strtod)
FLOATING(float, wcstof, strtof)
FLOATING(long double, wcstold, strtold)
