#include <stdio_ext.h>

#include "stdio_impl.h"

size_t __fbufsize(FILE *stream)
{
    __stream_prepare(stream);
    return stream->size;
}

size_t __fpending(FILE *stream)
{
    return stream->direction == STREAM_WRITING ? stream->position : 0;
}

int __freading(FILE *stream)
{
    return !stream->writable || stream->direction == STREAM_READING;
}

int __fwriting(FILE *stream)
{
    return !stream->readable || stream->direction == STREAM_WRITING;
}

int __freadable(FILE *stream)
{
    return stream->readable;
}

int __fwritable(FILE *stream)
{
    return stream->writable;
}

int __flbf(FILE *stream)
{
    __stream_prepare(stream);
    return stream->mode == _IOLBF;
}

void __fpurge(FILE *stream)
{
    stream->position = stream->end = 0;
    stream->ungot_count = 0;
}

size_t __freadahead(FILE *stream)
{
    return stream->direction == STREAM_READING ? stream->end - stream->position + stream->ungot_count : 0;
}

void __fseterr(FILE *stream)
{
    stream->failed = true;
}
