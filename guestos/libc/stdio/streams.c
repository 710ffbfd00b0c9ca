#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libc_impl.h"
#include "stdio_impl.h"

static ssize_t fd_read(FILE *stream, void *buffer, size_t length)
{
    return read(stream->fd, buffer, length);
}

static ssize_t fd_write(FILE *stream, const void *buffer, size_t length)
{
    return write(stream->fd, buffer, length);
}

static off_t fd_seek(FILE *stream, off_t offset, int whence)
{
    return lseek(stream->fd, offset, whence);
}

static int fd_close(FILE *stream)
{
    return close(stream->fd);
}

const struct stream_ops __fd_ops = {fd_read, fd_write, fd_seek, fd_close};

static struct file error_stream = {.ops = &__fd_ops, .fd = 2, .writable = true, .mode = _IONBF};
static struct file output_stream = {.ops = &__fd_ops, .fd = 1, .writable = true, .mode = -1, .next = &error_stream};
static struct file input_stream = {.ops = &__fd_ops, .fd = 0, .readable = true, .mode = -1, .next = &output_stream};

FILE *const stdin = &input_stream;
FILE *const stdout = &output_stream;
FILE *const stderr = &error_stream;
FILE *__stdio_streams = &input_stream;

int __mode_flags(const char *mode)
{
    int flags;

    switch (*mode) {
    case 'r':
        flags = O_RDONLY;
        break;
    case 'w':
        flags = O_WRONLY | O_CREAT | O_TRUNC;
        break;
    case 'a':
        flags = O_WRONLY | O_CREAT | O_APPEND;
        break;
    default:
        errno = EINVAL;
        return -1;
    }
    if (strchr(mode, '+') != NULL)
        flags = (flags & ~O_ACCMODE) | O_RDWR;
    if (strchr(mode, 'x') != NULL)
        flags |= O_EXCL;
    if (strchr(mode, 'e') != NULL)
        flags |= O_CLOEXEC;
    return flags;
}

static void set_access(FILE *stream, int flags)
{
    stream->readable = (flags & O_ACCMODE) != O_WRONLY;
    stream->writable = (flags & O_ACCMODE) != O_RDONLY;
    stream->append = (flags & O_APPEND) != 0;
}

FILE *__stream_new(const struct stream_ops *ops, const char *mode)
{
    int flags = __mode_flags(mode);

    if (flags < 0)
        return NULL;
    FILE *stream = calloc(1, sizeof *stream);
    if (stream == NULL)
        return NULL;
    stream->ops = ops;
    stream->fd = -1;
    stream->mode = -1;
    stream->allocated = true;
    set_access(stream, flags);
    stream->next = __stdio_streams;
    __stdio_streams = stream;
    return stream;
}

void __stream_unlink(FILE *stream)
{
    for (FILE **link = &__stdio_streams; *link != NULL; link = &(*link)->next)
        if (*link == stream) {
            *link = stream->next;
            return;
        }
}

FILE *fdopen(int fd, const char *mode)
{
    FILE *stream = __stream_new(&__fd_ops, mode);

    if (stream != NULL)
        stream->fd = fd;
    return stream;
}

FILE *fopen(const char *restrict path, const char *restrict mode)
{
    int flags = __mode_flags(mode);
    int fd = flags >= 0 ? open(path, flags, 0666) : -1;

    if (fd < 0)
        return NULL;
    FILE *stream = fdopen(fd, mode);
    if (stream == NULL)
        close(fd);
    return stream;
}

/* Flushes, closes what is behind the stream and forgets its buffer. */
static int shut(FILE *stream)
{
    int result = __stream_flush(stream);

    if (stream->ops->close != NULL && stream->ops->close(stream) != 0)
        result = EOF;
    if (stream->owns_buffer)
        free(stream->buffer);
    stream->buffer = NULL;
    stream->owns_buffer = false;
    stream->size = stream->position = stream->end = 0;
    stream->ungot_count = 0;
    stream->direction = STREAM_IDLE;
    return result;
}

int fclose(FILE *stream)
{
    int result = shut(stream);

    __stream_unlink(stream);
    if (stream->allocated)
        free(stream);
    return result;
}

FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict stream)
{
    int flags = __mode_flags(mode);

    shut(stream);
    int fd = flags >= 0 && path != NULL ? open(path, flags, 0666) : -1;
    if (fd < 0) {
        fclose(stream);
        return NULL;
    }
    if (stream->fd >= 0 && fd != stream->fd && dup2(fd, stream->fd) >= 0) {
        close(fd);
        fd = stream->fd;
    }
    stream->ops = &__fd_ops;
    stream->fd = fd;
    stream->at_eof = stream->failed = false;
    set_access(stream, flags);
    return stream;
}

int fileno(FILE *stream)
{
    if (stream->fd < 0)
        errno = EBADF;
    return stream->fd;
}

/* Input that was read ahead is given back, so that another process sharing the file goes on where we stopped. */
void __stdio_exit(void)
{
    for (FILE *stream = __stdio_streams; stream != NULL; stream = stream->next) {
        __stream_flush(stream);
        if (stream->direction == STREAM_READING && stream->position < stream->end && stream->ops->seek != NULL)
            stream->ops->seek(stream, (off_t)stream->position - (off_t)stream->end, SEEK_CUR);
    }
}
