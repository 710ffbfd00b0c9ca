#include <stdio.h>
#include <string.h>

static const char *const texts[] = {
#define SIGNAL(number, name, action, text) [number] = text,
#include <orchard/signals.def>
#undef SIGNAL
};

char *strsignal(int number)
{
    static char unknown[32];

    if (number > 0 && (size_t)number < sizeof texts / sizeof texts[0] && texts[number] != NULL)
        return (char *)texts[number];
    snprintf(unknown, sizeof unknown, "Unknown signal %d", number);
    return unknown;
}
