#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stdio_impl.h"

int fgetc(FILE *stream)
{
    for (;;) {
        if (stream->ungot_count > 0)
            return stream->ungot[--stream->ungot_count];
        if (stream->direction == STREAM_READING && stream->position < stream->end)
            return stream->buffer[stream->position++];
        if (__stream_fill(stream) != 0)
            return EOF;
    }
}

int getc(FILE *stream)
{
    return fgetc(stream);
}

int getc_unlocked(FILE *stream)
{
    return fgetc(stream);
}

int getchar(void)
{
    return fgetc(stdin);
}

int getchar_unlocked(void)
{
    return fgetc(stdin);
}

int ungetc(int c, FILE *stream)
{
    if (c == EOF || stream->ungot_count == UNGET_MAX || !stream->readable)
        return EOF;
    if (stream->direction == STREAM_WRITING && __stream_flush(stream) != 0)
        return EOF;
    if (stream->direction != STREAM_READING)
        stream->position = stream->end = 0;
    stream->direction = STREAM_READING;
    stream->ungot[stream->ungot_count++] = (unsigned char)c;
    stream->at_eof = false;
    return (unsigned char)c;
}

char *fgets(char *restrict buffer, int size, FILE *restrict stream)
{
    int n = 0;

    while (n < size - 1) {
        int c = fgetc(stream);
        if (c == EOF)
            break;
        buffer[n++] = (char)c;
        if (c == '\n')
            break;
    }
    if (size <= 0 || (n == 0 && size > 1))
        return NULL;
    buffer[n] = '\0';
    return buffer;
}

ssize_t getdelim(char **restrict line, size_t *restrict size, int delimiter, FILE *restrict stream)
{
    size_t n = 0;
    int c;

    if (*line == NULL)
        *size = 0;
    do {
        if (n + 1 >= *size) {
            size_t wanted = *size < 60 ? 120 : *size * 2;
            char *grown = wanted <= PTRDIFF_MAX ? realloc(*line, wanted) : NULL;
            if (grown == NULL)
                return -1;
            *line = grown;
            *size = wanted;
        }
        c = fgetc(stream);
        if (c == EOF)
            break;
        (*line)[n++] = (char)c;
    } while (c != delimiter);
    if (n == 0)
        return -1;
    (*line)[n] = '\0';
    return (ssize_t)n;
}

ssize_t getline(char **restrict line, size_t *restrict size, FILE *restrict stream)
{
    return getdelim(line, size, '\n', stream);
}

/* Large pieces of an empty buffer go straight to the reader. */
static size_t read_direct(FILE *stream, unsigned char *to, size_t length)
{
    stream->direction = STREAM_READING;
    stream->position = stream->end = 0;
    ssize_t n = stream->ops->read(stream, to, length);
    if (n < 0)
        stream->failed = true;
    if (n == 0)
        stream->at_eof = true;
    return n > 0 ? (size_t)n : 0;
}

size_t fread(void *restrict buffer, size_t size, size_t count, FILE *restrict stream)
{
    unsigned char *to = buffer;
    size_t done = 0;

    if (size == 0 || count == 0 || count > SIZE_MAX / size)
        return 0;
    size_t total = size * count;
    while (done < total) {
        size_t left = total - done;
        if (stream->ungot_count > 0) {
            to[done++] = stream->ungot[--stream->ungot_count];
        } else if (stream->direction == STREAM_READING && stream->position < stream->end) {
            size_t n = stream->end - stream->position;
            if (n > left)
                n = left;
            memcpy(to + done, stream->buffer + stream->position, n);
            stream->position += n;
            done += n;
        } else if (stream->direction == STREAM_READING && left >= stream->size && !stream->at_eof) {
            size_t n = read_direct(stream, to + done, left);
            if (n == 0)
                break;
            done += n;
        } else if (__stream_fill(stream) != 0) {
            break;
        }
    }
    return done / size;
}
