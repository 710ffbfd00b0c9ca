#include <errno.h>
#include <string.h>

#include "stdio_impl.h"

int feof(FILE *stream)
{
    return stream->at_eof;
}

int ferror(FILE *stream)
{
    return stream->failed;
}

void clearerr(FILE *stream)
{
    stream->at_eof = stream->failed = false;
}

void perror(const char *prefix)
{
    const char *text = strerror(errno);

    if (prefix != NULL && *prefix != '\0')
        fprintf(stderr, "%s: %s\n", prefix, text);
    else
        fprintf(stderr, "%s\n", text);
}

/* A process has one thread. */
void flockfile(FILE *stream)
{
    (void)stream;
}

void funlockfile(FILE *stream)
{
    (void)stream;
}
