#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stdio_impl.h"

/* Streams over memory: fmemopen's fixed area and open_memstream's growing one.  Neither is buffered: the area is. */

struct area {
    char *bytes;
    size_t size, length, position;
    bool owned;    /* bytes are freed on close */
    char **result; /* open_memstream: where its caller looks, updated by each write */
    size_t *result_length;
};

static ssize_t area_read(FILE *stream, void *buffer, size_t length)
{
    struct area *area = stream->cookie;
    size_t left = area->position < area->length ? area->length - area->position : 0;

    if (length > left)
        length = left;
    memcpy(buffer, area->bytes + area->position, length);
    area->position += length;
    return (ssize_t)length;
}

static bool grow(struct area *area, size_t needed)
{
    size_t size = area->size * 2 > needed ? area->size * 2 : needed;
    char *bytes = realloc(area->bytes, size);

    if (bytes == NULL)
        return false;
    memset(bytes + area->size, 0, size - area->size);
    area->bytes = bytes;
    area->size = size;
    return true;
}

static ssize_t area_write(FILE *stream, const void *buffer, size_t length)
{
    struct area *area = stream->cookie;

    if (stream->append)
        area->position = area->length;
    size_t end = area->position + length;
    if (area->result != NULL) {
        if (end + 1 > area->size && !grow(area, end + 1))
            return -1;
    } else if (end > area->size) {
        if (area->position >= area->size) {
            errno = ENOSPC;
            return -1;
        }
        length = area->size - area->position;
        end = area->size;
    }
    memcpy(area->bytes + area->position, buffer, length);
    area->position = end;
    if (end > area->length)
        area->length = end;
    if (area->length < area->size)
        area->bytes[area->length] = '\0';
    if (area->result != NULL) {
        *area->result = area->bytes;
        *area->result_length = area->length;
    }
    return (ssize_t)length;
}

static off_t area_seek(FILE *stream, off_t offset, int whence)
{
    struct area *area = stream->cookie;
    off_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (off_t)area->position : (off_t)area->length;

    if (base + offset < 0 || (area->result == NULL && (size_t)(base + offset) > area->size)) {
        errno = EINVAL;
        return -1;
    }
    area->position = (size_t)(base + offset);
    return base + offset;
}

static int area_close(FILE *stream)
{
    struct area *area = stream->cookie;

    if (area->owned)
        free(area->bytes);
    free(area);
    return 0;
}

static const struct stream_ops area_ops = {area_read, area_write, area_seek, area_close};

static FILE *open_area(struct area *area, const char *mode)
{
    FILE *stream = __stream_new(&area_ops, mode);

    if (stream == NULL) {
        if (area->owned || area->result != NULL)
            free(area->bytes);
        free(area);
        return NULL;
    }
    stream->cookie = area;
    stream->mode = _IONBF;
    return stream;
}

FILE *fmemopen(void *restrict buffer, size_t size, const char *restrict mode)
{
    struct area *area = calloc(1, sizeof *area);

    if (area == NULL)
        return NULL;
    area->owned = buffer == NULL;
    area->bytes = buffer != NULL ? buffer : calloc(1, size > 0 ? size : 1);
    area->size = size;
    if (area->bytes == NULL) {
        free(area);
        return NULL;
    }
    if (*mode == 'w' && size > 0)
        area->bytes[0] = '\0';
    area->length = *mode == 'r' ? size : strnlen(area->bytes, size);
    area->position = *mode == 'a' ? area->length : 0;
    return open_area(area, mode);
}

FILE *open_memstream(char **buffer, size_t *size)
{
    struct area *area = calloc(1, sizeof *area);

    if (area == NULL)
        return NULL;
    area->result = buffer;
    area->result_length = size;
    if (!grow(area, 64)) {
        free(area);
        return NULL;
    }
    *buffer = area->bytes;
    *size = 0;
    return open_area(area, "w");
}
