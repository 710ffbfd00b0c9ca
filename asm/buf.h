/* Growable bytes, written little-endian. */
#ifndef ASM_BUF_H
#define ASM_BUF_H

#include <stddef.h>
#include <stdint.h>

/* All zero is an empty buffer. */
struct buf {
    uint8_t *data;
    size_t length, capacity; /* bytes */
};

/* Give the memory back and make the buffer empty. */
void buf_free(struct buf *buf);

/* Append: one byte, 16 or 32 bits, `size` bytes, `count` times the same byte. */
void buf_put8(struct buf *buf, uint8_t value);
void buf_put16(struct buf *buf, uint16_t value);
void buf_put32(struct buf *buf, uint32_t value);
void buf_put(struct buf *buf, const void *data, size_t size);
void buf_fill(struct buf *buf, uint8_t byte, size_t count);

/* Append the text with its terminating zero. */
void buf_put_string(struct buf *buf, const char *text);

/* Append a number in DWARF's LEB128 form. */
void buf_put_uleb(struct buf *buf, uint32_t value);
void buf_put_sleb(struct buf *buf, int32_t value);

/* Append zeros until the length is a multiple of align. */
void buf_align(struct buf *buf, size_t align);

/* Read or overwrite 32 bits at an offset that lies within the buffer. */
uint32_t buf_get32(const struct buf *buf, size_t offset);
void buf_set32(struct buf *buf, size_t offset, uint32_t value);

#endif
