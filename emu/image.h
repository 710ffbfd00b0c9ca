/* A disk image: a host file, with an optional overlay in memory that receives the writes instead of it. */
#ifndef EMU_IMAGE_H
#define EMU_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "state.h"

#define IMAGE_CHUNK_BYTES 4096

struct image_chunk {
    uint64_t number; /* offset / IMAGE_CHUNK_BYTES */
    uint8_t *bytes;  /* NULL: slot is free */
};

struct image {
    int fd;
    uint64_t bytes;
    bool snapshot;
    /* Overlay: open addressing, the number of slots is a power of two. */
    struct image_chunk *slots;
    uint64_t slot_count, used;
};

/* Open a raw image.  False, with one line in error (PEACH_ERROR_BYTES), when it cannot serve as a disk. */
bool image_open(struct image *image, const char *path, bool snapshot, bool read_only, char *error);
void image_close(struct image *image);

/* Read or write length bytes at offset, which lie inside the image.  False when the host fails. */
bool image_read(struct image *image, uint64_t offset, uint8_t *bytes, uint32_t length);
bool image_write(struct image *image, uint64_t offset, const uint8_t *bytes, uint32_t length);

/* A number that tells the content of the image's file; files with equal content have equal ones.  False when the host
 * fails. */
bool image_digest(const struct image *image, uint64_t *digest);

/* What the overlay holds. */
void image_walk(struct image *image, struct state *state);

/* Make what was written safe. */
bool image_flush(struct image *image);

#endif
