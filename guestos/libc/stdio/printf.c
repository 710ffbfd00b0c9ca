#include <stdio.h>

int printf(const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfprintf(stdout, format, args);
    va_end(args);
    return result;
}

int fprintf(FILE *restrict stream, const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfprintf(stream, format, args);
    va_end(args);
    return result;
}

int dprintf(int fd, const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vdprintf(fd, format, args);
    va_end(args);
    return result;
}

int sprintf(char *restrict buffer, const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vsprintf(buffer, format, args);
    va_end(args);
    return result;
}

int snprintf(char *restrict buffer, size_t size, const char *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vsnprintf(buffer, size, format, args);
    va_end(args);
    return result;
}

int asprintf(char **result, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int length = vasprintf(result, format, args);
    va_end(args);
    return length;
}
