#define _GNU_SOURCE /* SEEK_DATA */
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "isa/machine/disk.h"
#include "peach.h"

static bool refuse(struct image *image, char *error, const char *path, const char *text)
{
    snprintf(error, PEACH_ERROR_BYTES, "%s: %s", path, text);
    image_close(image);
    return false;
}

/* Two machines that write to one image would destroy it.  Where the host knows no locks, there is none. */
static bool lock(int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_SETLK, &whole) == 0 || (errno != EACCES && errno != EAGAIN);
}

bool image_open(struct image *image, const char *path, bool snapshot, bool read_only, char *error)
{
    *image = (struct image){.fd = -1, .snapshot = snapshot};
    /* O_NONBLOCK: a fifo is refused below instead of waited for. */
    image->fd = open(path, (snapshot || read_only ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NONBLOCK);
    int reason = errno;
    if (image->fd < 0 && (reason == EACCES || reason == EROFS) && access(path, R_OK) == 0)
        return refuse(image, error, path, "disk image is not writable; use --snapshot to keep writes in memory");
    if (image->fd < 0) {
        snprintf(error, PEACH_ERROR_BYTES, "cannot open disk image '%s': %s; check its name and permissions", path,
                 strerror(reason));
        return false;
    }
    struct stat status;
    if (fstat(image->fd, &status) != 0 || !S_ISREG(status.st_mode))
        return refuse(image, error, path, "disk image is not a regular file; give a raw image made by peach mkfs");
    if (status.st_size == 0)
        return refuse(image, error, path, "disk image is empty; make one with peach mkfs");
    if (status.st_size % DISK_SECTOR_BYTES)
        return refuse(image, error, path,
                      "size of the disk image is not a multiple of 512; pad it with truncate -s %512");
    if (!snapshot && !read_only && !lock(image->fd))
        return refuse(image, error, path, "disk image is in use by another machine; use --snapshot or a copy");
    image->bytes = (uint64_t)status.st_size;
    return true;
}

void image_close(struct image *image)
{
    for (uint64_t i = 0; i < image->slot_count; i++)
        free(image->slots[i].bytes);
    free(image->slots);
    if (image->fd >= 0)
        close(image->fd);
    *image = (struct image){.fd = -1};
}

static bool file_read(struct image *image, uint64_t offset, uint8_t *bytes, uint32_t length)
{
    while (length) {
        ssize_t got = pread(image->fd, bytes, length, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        offset += (uint64_t)got;
        length -= (uint32_t)got;
    }
    return true;
}

static bool file_write(struct image *image, uint64_t offset, const uint8_t *bytes, uint32_t length)
{
    while (length) {
        ssize_t done = pwrite(image->fd, bytes, length, (off_t)offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        offset += (uint64_t)done;
        length -= (uint32_t)done;
    }
    return true;
}

/* Slot of a chunk, or the free slot where it belongs. */
static struct image_chunk *find_slot(struct image_chunk *slots, uint64_t slot_count, uint64_t number)
{
    uint64_t at = number * 0x9e3779b97f4a7c15u >> 20;
    while (slots[at & (slot_count - 1)].bytes && slots[at & (slot_count - 1)].number != number)
        at++;
    return &slots[at & (slot_count - 1)];
}

static bool grow(struct image *image)
{
    uint64_t count = image->slot_count ? 2 * image->slot_count : 64;
    struct image_chunk *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (uint64_t i = 0; i < image->slot_count; i++)
        if (image->slots[i].bytes)
            *find_slot(slots, count, image->slots[i].number) = image->slots[i];
    free(image->slots);
    image->slots = slots;
    image->slot_count = count;
    return true;
}

static uint32_t chunk_length(const struct image *image, uint64_t number)
{
    uint64_t rest = image->bytes - number * IMAGE_CHUNK_BYTES;
    return rest < IMAGE_CHUNK_BYTES ? (uint32_t)rest : IMAGE_CHUNK_BYTES;
}

/* The overlay's copy of a chunk, made from the file when there is none; NULL when that fails. */
static uint8_t *own_chunk(struct image *image, uint64_t number)
{
    if (2 * image->used >= image->slot_count && !grow(image))
        return NULL;
    struct image_chunk *slot = find_slot(image->slots, image->slot_count, number);
    if (slot->bytes)
        return slot->bytes;
    uint8_t *bytes = malloc(IMAGE_CHUNK_BYTES);
    if (!bytes || !file_read(image, number * IMAGE_CHUNK_BYTES, bytes, chunk_length(image, number))) {
        free(bytes);
        return NULL;
    }
    *slot = (struct image_chunk){number, bytes};
    image->used++;
    return bytes;
}

static uint32_t part_length(uint64_t offset, uint32_t length)
{
    uint32_t rest = IMAGE_CHUNK_BYTES - (uint32_t)(offset % IMAGE_CHUNK_BYTES);
    return length < rest ? length : rest;
}

bool image_read(struct image *image, uint64_t offset, uint8_t *bytes, uint32_t length)
{
    if (image->used == 0)
        return file_read(image, offset, bytes, length);
    for (uint32_t part; length; bytes += part, offset += part, length -= part) {
        part = part_length(offset, length);
        const uint8_t *chunk = find_slot(image->slots, image->slot_count, offset / IMAGE_CHUNK_BYTES)->bytes;
        if (chunk)
            memcpy(bytes, chunk + offset % IMAGE_CHUNK_BYTES, part);
        else if (!file_read(image, offset, bytes, part))
            return false;
    }
    return true;
}

bool image_write(struct image *image, uint64_t offset, const uint8_t *bytes, uint32_t length)
{
    if (!image->snapshot)
        return file_write(image, offset, bytes, length);
    for (uint32_t part; length; bytes += part, offset += part, length -= part) {
        part = part_length(offset, length);
        uint8_t *chunk = own_chunk(image, offset / IMAGE_CHUNK_BYTES);
        if (!chunk)
            return false;
        memcpy(chunk + offset % IMAGE_CHUNK_BYTES, bytes, part);
    }
    return true;
}

/* Bytes of the file that are looked at together. */
#define DIGEST_BYTES (1u << 20)

bool image_digest(const struct image *image, uint64_t *digest)
{
    struct state state;
    struct image file = {.fd = image->fd};
    uint8_t *bytes = malloc(DIGEST_BYTES);
    bool good = bytes;
    state_init(&state);
    for (uint64_t at = 0; good && at < image->bytes; at += DIGEST_BYTES) {
        uint64_t rest = image->bytes - at;
        uint32_t length = rest < DIGEST_BYTES ? (uint32_t)rest : DIGEST_BYTES;
        off_t data = lseek(image->fd, (off_t)at, SEEK_DATA);
        bool hole = data < 0 ? errno == ENXIO : (uint64_t)data >= at + length;
        if (!hole) {
            memset(bytes + length, 0, DIGEST_BYTES - length);
            good = file_read(&file, at, bytes, length);
        }
        state_u64(&state, &at);
        state_pages(&state, bytes, hole ? 0 : DIGEST_BYTES);
    }
    free(bytes);
    *digest = state.hash;
    return good;
}

static int by_number(const void *a, const void *b)
{
    uint64_t left = ((const struct image_chunk *)a)->number, right = ((const struct image_chunk *)b)->number;
    return (left > right) - (left < right);
}

/* Chunks in the order of their numbers, so that equal overlays give equal files. */
static void save_chunks(struct image *image, struct state *state)
{
    struct image_chunk *chunks = malloc((image->used + 1) * sizeof *chunks);
    uint64_t count = 0;
    state_u64(state, &image->used);
    for (uint64_t i = 0; chunks && i < image->slot_count; i++)
        if (image->slots[i].bytes)
            chunks[count++] = image->slots[i];
    if (chunks)
        qsort(chunks, count, sizeof *chunks, by_number);
    for (uint64_t i = 0; i < count; i++) {
        state_u64(state, &chunks[i].number);
        state_bytes(state, chunks[i].bytes, chunk_length(image, chunks[i].number));
    }
    state->wrong = state->wrong || !chunks;
    free(chunks);
}

static void load_chunks(struct image *image, struct state *state)
{
    uint64_t count = 0;
    state_u64(state, &count);
    state_require(state, image->snapshot || count == 0);
    for (; count && !state->wrong; count--) {
        uint64_t number = 0;
        state_u64(state, &number);
        state_require(state, number < (image->bytes + IMAGE_CHUNK_BYTES - 1) / IMAGE_CHUNK_BYTES);
        uint8_t *chunk = state->wrong ? NULL : own_chunk(image, number);
        state_require(state, chunk);
        if (chunk)
            state_bytes(state, chunk, chunk_length(image, number));
    }
}

void image_walk(struct image *image, struct state *state)
{
    if (state_loads(state))
        load_chunks(image, state);
    else
        save_chunks(image, state);
}

bool image_flush(struct image *image)
{
    return image->snapshot || fdatasync(image->fd) == 0;
}
