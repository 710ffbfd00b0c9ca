#include <unistd.h>

/* An odd byte at the end is left out. */
void swab(const void *restrict from, void *restrict to, ssize_t bytes)
{
    const unsigned char *source = from;
    unsigned char *target = to;

    for (ssize_t i = 0; i + 1 < bytes; i += 2) {
        target[i] = source[i + 1];
        target[i + 1] = source[i];
    }
}
