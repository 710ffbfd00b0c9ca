#include <errno.h>

#include "stdio_impl.h"

int fseeko(FILE *stream, off_t offset, int whence)
{
    if (stream->ops->seek == NULL) {
        errno = ESPIPE;
        return -1;
    }
    if (__stream_flush(stream) != 0)
        return -1;
    /* The file is ahead of the reader by what lies in the buffer. */
    if (whence == SEEK_CUR && stream->direction == STREAM_READING)
        offset -= (off_t)(stream->end - stream->position + stream->ungot_count);
    if (stream->ops->seek(stream, offset, whence) < 0)
        return -1;
    stream->direction = STREAM_IDLE;
    stream->position = stream->end = 0;
    stream->ungot_count = 0;
    stream->at_eof = false;
    return 0;
}

off_t ftello(FILE *stream)
{
    if (stream->ops->seek == NULL) {
        errno = ESPIPE;
        return -1;
    }
    bool appends = stream->append && stream->direction == STREAM_WRITING && stream->position > 0;
    off_t at = stream->ops->seek(stream, 0, appends ? SEEK_END : SEEK_CUR);
    if (at < 0)
        return -1;
    if (stream->direction == STREAM_READING)
        at -= (off_t)(stream->end - stream->position + stream->ungot_count);
    if (stream->direction == STREAM_WRITING)
        at += (off_t)stream->position;
    return at;
}

int fseek(FILE *stream, long offset, int whence)
{
    return fseeko(stream, (off_t)offset, whence);
}

long ftell(FILE *stream)
{
    return ftello(stream);
}

void rewind(FILE *stream)
{
    fseeko(stream, 0, SEEK_SET);
    stream->failed = false;
}

int fgetpos(FILE *restrict stream, fpos_t *restrict position)
{
    *position = ftello(stream);
    return *position < 0 ? -1 : 0;
}

int fsetpos(FILE *stream, const fpos_t *position)
{
    return fseeko(stream, (off_t)*position, SEEK_SET);
}
