/* Wide formatted input: a stream holds UTF-8, so that the narrow functions read it. */
#include <stdlib.h>
#include <wchar.h>

#include "stdio_impl.h"

/* As UTF-8, to be freed; NULL with errno. */
static char *narrow(const wchar_t *text)
{
    size_t size = wcsrtombs(NULL, &(const wchar_t *){text}, 0, NULL);
    char *bytes = size == (size_t)-1 ? NULL : malloc(size + 1);

    if (bytes != NULL)
        wcstombs(bytes, text, size + 1);
    return bytes;
}

int vfwscanf(FILE *restrict stream, const wchar_t *restrict format, va_list args)
{
    char *bytes = narrow(format);
    int result = bytes != NULL ? vfscanf(stream, bytes, args) : EOF;

    free(bytes);
    return result;
}

int vswscanf(const wchar_t *restrict text, const wchar_t *restrict format, va_list args)
{
    char *input = narrow(text), *bytes = narrow(format);
    int result = input != NULL && bytes != NULL ? vsscanf(input, bytes, args) : EOF;

    free(input);
    free(bytes);
    return result;
}

int vwscanf(const wchar_t *restrict format, va_list args)
{
    return vfwscanf(stdin, format, args);
}

int wscanf(const wchar_t *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfwscanf(stdin, format, args);
    va_end(args);
    return result;
}

int fwscanf(FILE *restrict stream, const wchar_t *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfwscanf(stream, format, args);
    va_end(args);
    return result;
}

int swscanf(const wchar_t *restrict text, const wchar_t *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vswscanf(text, format, args);
    va_end(args);
    return result;
}
