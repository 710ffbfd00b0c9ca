#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stdio_impl.h"

/* Where the printf family writes: a stream, a descriptor, a bounded array, a growing string. */

struct stream_output {
    struct output out;
    FILE *stream;
    bool failed;
};

static void write_stream(struct output *out, const char *text, size_t length)
{
    struct stream_output *to = (struct stream_output *)out;

    if (length > 0 && fwrite(text, 1, length, to->stream) != length)
        to->failed = true;
}

int vfprintf(FILE *restrict stream, const char *restrict format, va_list args)
{
    struct stream_output to = {{.write = write_stream}, stream, false};
    char pieces[256];
    bool gather = stream->mode == _IONBF && stream->fd >= 0;

    /* An unbuffered stream is buffered for the length of one call. */
    if (gather && setvbuf(stream, pieces, _IOFBF, sizeof pieces) != 0)
        return -1;
    int result = __format(&to.out, format, args);
    if (gather && __stream_flush(stream) != 0)
        to.failed = true;
    if (gather) {
        stream->position = 0;
        setvbuf(stream, NULL, _IONBF, 0);
    }
    return to.failed ? -1 : result;
}

struct array_output {
    struct output out;
    char *buffer;
    size_t size, used; /* used < size, or both 0 */
};

static void write_array(struct output *out, const char *text, size_t length)
{
    struct array_output *to = (struct array_output *)out;
    size_t room = to->size - to->used;

    if (room > 0) {
        size_t n = length < room - 1 ? length : room - 1;
        memcpy(to->buffer + to->used, text, n);
        to->used += n;
    }
}

int vsnprintf(char *restrict buffer, size_t size, const char *restrict format, va_list args)
{
    struct array_output to = {{.write = write_array}, buffer, size, 0};
    int result = __format(&to.out, format, args);

    if (size > 0)
        buffer[to.used] = '\0';
    return result;
}

int vsprintf(char *restrict buffer, const char *restrict format, va_list args)
{
    return vsnprintf(buffer, INT_MAX, format, args);
}

int vasprintf(char **result, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    *result = length >= 0 ? malloc((size_t)length + 1) : NULL;
    if (*result == NULL)
        return -1;
    return vsnprintf(*result, (size_t)length + 1, format, args);
}

int vdprintf(int fd, const char *restrict format, va_list args)
{
    char *text;
    int length = vasprintf(&text, format, args);

    if (length < 0)
        return -1;
    ssize_t written = write(fd, text, (size_t)length);
    free(text);
    return (int)written;
}

int vprintf(const char *restrict format, va_list args)
{
    return vfprintf(stdout, format, args);
}
