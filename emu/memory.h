/* Physical memory: RAM, video memory and ROM as host bytes, and little-endian access to them. */
#ifndef EMU_MEMORY_H
#define EMU_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/machine.h"

#define PAGE_MASK (~(uint32_t)(PAGE_BYTES - 1)) /* of an address: its page */

struct memory {
    uint8_t *ram, *vram, *rom;
    uint32_t ram_bytes, vram_bytes, rom_bytes; /* multiples of the page size */
    struct memory_base *base;                  /* shared with clones; NULL: nothing is */
    bool base_is_current;                      /* nothing was written since the base was made */
};

/* Reserve memory, all zero; the host gives pages when they are first touched.  False when the host has not enough. */
bool memory_init(struct memory *memory, uint32_t ram_bytes, uint32_t vram_bytes, uint32_t rom_bytes);
void memory_fini(struct memory *memory);

/* Let `to`, of the same sizes, have the content of `from`: the pages are shared until either writes to them.  Host
 * addresses stay.  Whoever writes to memory clears base_is_current.  False when the host refuses; `from` is as it was.
 */
bool memory_share(struct memory *to, struct memory *from);

/* All of these bytes are going to be written soon: where the host has large pages, give some at once. */
void memory_expect(void *bytes, size_t length);

/* Host address of length bytes of RAM at pa, NULL when any of them lies outside. */
uint8_t *memory_ram(const struct memory *memory, uint32_t pa, size_t length);

/* Host address of the page that holds pa: RAM, video memory or ROM; NULL when there is none.  writable says whether
 * stores may go there, executable whether fetches may. */
uint8_t *memory_page(const struct memory *memory, uint32_t pa, bool *writable, bool *executable);

static inline uint32_t le16_read(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

static inline uint32_t le32_read(const uint8_t *bytes)
{
    return le16_read(bytes) | le16_read(bytes + 2) << 16;
}

static inline uint64_t le64_read(const uint8_t *bytes)
{
    return le32_read(bytes) | (uint64_t)le32_read(bytes + 4) << 32;
}

static inline void le16_write(uint8_t *bytes, uint32_t value)
{
    bytes[0] = (uint8_t)value;
    bytes[1] = (uint8_t)(value >> 8);
}

static inline void le32_write(uint8_t *bytes, uint32_t value)
{
    le16_write(bytes, value);
    le16_write(bytes + 2, value >> 16);
}

static inline void le64_write(uint8_t *bytes, uint64_t value)
{
    le32_write(bytes, (uint32_t)value);
    le32_write(bytes + 4, (uint32_t)(value >> 32));
}

#endif
