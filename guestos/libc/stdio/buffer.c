#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stdio_impl.h"

void __stream_prepare(FILE *stream)
{
    if (stream->mode < 0) {
        int saved = errno;
        stream->mode = stream->fd >= 0 && isatty(stream->fd) ? _IOLBF : _IOFBF;
        errno = saved;
    }
    if (stream->buffer != NULL)
        return;
    if (stream->mode != _IONBF)
        stream->buffer = malloc(BUFSIZ);
    stream->owns_buffer = stream->buffer != NULL;
    stream->size = stream->owns_buffer ? BUFSIZ : 0;
    if (!stream->owns_buffer)
        stream->mode = _IONBF;
}

static int fail(FILE *stream, int number)
{
    if (number != 0)
        errno = number;
    stream->failed = true;
    return EOF;
}

int __stream_flush(FILE *stream)
{
    size_t done = 0;

    if (stream->direction != STREAM_WRITING)
        return 0;
    while (done < stream->position) {
        ssize_t n = stream->ops->write(stream, stream->buffer + done, stream->position - done);
        if (n < 0) {
            memmove(stream->buffer, stream->buffer + done, stream->position - done);
            stream->position -= done;
            return fail(stream, 0);
        }
        done += (size_t)n;
    }
    stream->position = 0;
    return 0;
}

int fflush(FILE *stream)
{
    int result = 0;

    if (stream != NULL)
        return __stream_flush(stream);
    for (stream = __stdio_streams; stream != NULL; stream = stream->next)
        if (__stream_flush(stream) != 0)
            result = EOF;
    return result;
}

int __stream_fill(FILE *stream)
{
    if (!stream->readable || stream->ops->read == NULL)
        return fail(stream, EBADF);
    if (__stream_flush(stream) != 0)
        return EOF;
    __stream_prepare(stream);
    if (stream->at_eof)
        return EOF;
    if (stream->mode != _IOFBF)
        __stream_flush(stdout);
    stream->direction = STREAM_READING;
    stream->position = stream->end = 0;
    ssize_t n;
    if (stream->size > 0) {
        n = stream->ops->read(stream, stream->buffer, stream->size);
        stream->end = n > 0 ? (size_t)n : 0;
    } else {
        /* An unbuffered stream hands its one byte over as if it had been pushed back. */
        n = stream->ops->read(stream, stream->ungot, 1);
        stream->ungot_count = n > 0;
    }
    if (n < 0)
        return fail(stream, 0);
    if (n == 0) {
        stream->at_eof = true;
        return EOF;
    }
    return 0;
}

int __stream_to_write(FILE *stream)
{
    if (stream->direction == STREAM_WRITING)
        return 0;
    if (!stream->writable || stream->ops->write == NULL)
        return fail(stream, EBADF);
    if (stream->direction == STREAM_READING && fseeko(stream, 0, SEEK_CUR) != 0 && errno != ESPIPE)
        return fail(stream, 0);
    __stream_prepare(stream);
    stream->direction = STREAM_WRITING;
    stream->position = stream->end = 0;
    stream->ungot_count = 0;
    return 0;
}

int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size)
{
    if (mode < _IOFBF || mode > _IONBF || __stream_flush(stream) != 0)
        return -1;
    if (stream->direction == STREAM_READING && stream->position < stream->end)
        return -1;
    if (stream->owns_buffer)
        free(stream->buffer);
    stream->mode = (signed char)mode;
    stream->owns_buffer = false;
    stream->buffer = mode == _IONBF ? NULL : (unsigned char *)buffer;
    stream->size = stream->buffer != NULL ? size : 0;
    stream->position = stream->end = 0;
    return 0;
}

void setbuf(FILE *restrict stream, char *restrict buffer)
{
    setvbuf(stream, buffer, buffer != NULL ? _IOFBF : _IONBF, BUFSIZ);
}

void setlinebuf(FILE *stream)
{
    setvbuf(stream, NULL, _IOLBF, 0);
}
