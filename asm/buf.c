#include "buf.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

static uint8_t *extend(struct buf *buf, size_t size)
{
    buf->data = mem_reserve(buf->data, &buf->capacity, buf->length + size, 1);
    uint8_t *place = buf->data + buf->length;
    buf->length += size;
    return place;
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}

void buf_put8(struct buf *buf, uint8_t value)
{
    *extend(buf, 1) = value;
}

void buf_put16(struct buf *buf, uint16_t value)
{
    uint8_t *place = extend(buf, 2);
    place[0] = (uint8_t)value;
    place[1] = (uint8_t)(value >> 8);
}

void buf_put32(struct buf *buf, uint32_t value)
{
    extend(buf, 4);
    buf_set32(buf, buf->length - 4, value);
}

void buf_put(struct buf *buf, const void *data, size_t size)
{
    if (size)
        memcpy(extend(buf, size), data, size);
}

void buf_fill(struct buf *buf, uint8_t byte, size_t count)
{
    if (count)
        memset(extend(buf, count), byte, count);
}

void buf_put_string(struct buf *buf, const char *text)
{
    buf_put(buf, text, strlen(text) + 1);
}

void buf_put_uleb(struct buf *buf, uint32_t value)
{
    while (value >= 0x80) {
        buf_put8(buf, (uint8_t)(value | 0x80));
        value >>= 7;
    }
    buf_put8(buf, (uint8_t)value);
}

void buf_put_sleb(struct buf *buf, int32_t value)
{
    while (value < -64 || value > 63) {
        buf_put8(buf, (uint8_t)((value & 0x7f) | 0x80));
        value = (value - (value & 0x7f)) / 128;
    }
    buf_put8(buf, (uint8_t)(value & 0x7f));
}

void buf_align(struct buf *buf, size_t align)
{
    size_t over = buf->length % align;
    if (over)
        buf_fill(buf, 0, align - over);
}

uint32_t buf_get32(const struct buf *buf, size_t offset)
{
    assert(offset + 4 <= buf->length);
    const uint8_t *place = buf->data + offset;
    return place[0] | (uint32_t)place[1] << 8 | (uint32_t)place[2] << 16 | (uint32_t)place[3] << 24;
}

void buf_set32(struct buf *buf, size_t offset, uint32_t value)
{
    assert(offset + 4 <= buf->length);
    uint8_t *place = buf->data + offset;
    place[0] = (uint8_t)value;
    place[1] = (uint8_t)(value >> 8);
    place[2] = (uint8_t)(value >> 16);
    place[3] = (uint8_t)(value >> 24);
}
