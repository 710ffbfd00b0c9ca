#include <stdint.h>
#include <string.h>

#include "stdio_impl.h"

static size_t write_direct(FILE *stream, const char *text, size_t length)
{
    size_t done = 0;

    while (done < length) {
        ssize_t n = stream->ops->write(stream, text + done, length - done);
        if (n < 0) {
            stream->failed = true;
            break;
        }
        done += (size_t)n;
    }
    return done;
}

static size_t write_bytes(FILE *stream, const char *text, size_t length)
{
    if (__stream_to_write(stream) != 0)
        return 0;
    if (stream->mode == _IONBF)
        return write_direct(stream, text, length);
    size_t done = 0;
    while (done < length) {
        if (stream->position == stream->size && __stream_flush(stream) != 0)
            return done;
        if (stream->position == 0 && length - done >= stream->size && stream->mode == _IOFBF)
            return done + write_direct(stream, text + done, length - done);
        size_t n = stream->size - stream->position;
        if (n > length - done)
            n = length - done;
        memcpy(stream->buffer + stream->position, text + done, n);
        stream->position += n;
        done += n;
    }
    if (stream->mode == _IOLBF && memrchr(text, '\n', length) != NULL && __stream_flush(stream) != 0)
        return 0;
    return done;
}

size_t fwrite(const void *restrict buffer, size_t size, size_t count, FILE *restrict stream)
{
    if (size == 0 || count == 0 || count > SIZE_MAX / size)
        return 0;
    return write_bytes(stream, buffer, size * count) / size;
}

int fputc(int c, FILE *stream)
{
    char byte = (char)c;

    if (stream->direction == STREAM_WRITING && stream->mode == _IOFBF && stream->position < stream->size) {
        stream->buffer[stream->position++] = (unsigned char)c;
        return (unsigned char)c;
    }
    return write_bytes(stream, &byte, 1) == 1 ? (unsigned char)c : EOF;
}

int putc(int c, FILE *stream)
{
    return fputc(c, stream);
}

int putc_unlocked(int c, FILE *stream)
{
    return fputc(c, stream);
}

int putchar(int c)
{
    return fputc(c, stdout);
}

int putchar_unlocked(int c)
{
    return fputc(c, stdout);
}

int fputs(const char *restrict text, FILE *restrict stream)
{
    size_t length = strlen(text);

    return write_bytes(stream, text, length) == length ? 0 : EOF;
}

int puts(const char *text)
{
    return fputs(text, stdout) == 0 && fputc('\n', stdout) != EOF ? 0 : EOF;
}
