#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const texts[] = {
    [0] = "Success",
#define ERRNO(number, name, text) [number] = text,
#include <orchard/errno.def>
#undef ERRNO
};

char *strerror(int number)
{
    static char unknown[32];

    if (number >= 0 && (size_t)number < sizeof texts / sizeof texts[0] && texts[number] != NULL)
        return (char *)texts[number];
    snprintf(unknown, sizeof unknown, "Unknown error %d", number);
    return unknown;
}

int strerror_r(int number, char *buffer, size_t size)
{
    return strlcpy(buffer, strerror(number), size) < size ? 0 : ERANGE;
}
