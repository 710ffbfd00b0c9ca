#include "pack.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "memory.h"
#include "state.h"

/* Header: magic, version, length and digest of all that follows it. */
#define MAGIC          0x3145544154534850u /* "PHSTATE1" */
#define VERSION        1u
#define HEADER_MAGIC   0
#define HEADER_VERSION 8
#define HEADER_LENGTH  16
#define HEADER_DIGEST  24
#define HEADER_BYTES   32

/* Guests' memory compresses at this level as fast as it can be copied; the next ones save a fifth and take twice as
 * long. */
#define LEVEL (-3)

#define BUFFER_BYTES 65536

struct pack {
    ZSTD_CCtx *press;
    ZSTD_DCtx *expand;
    uint8_t *file; /* being written */
    size_t length, room;
    ZSTD_inBuffer input; /* being read */
    uint8_t buffer[BUFFER_BYTES];
    size_t at, end; /* of what is in the buffer */
};

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    ZSTD_freeCCtx(pack->press);
    ZSTD_freeDCtx(pack->expand);
    free(pack->file);
    free(pack);
}

struct pack *pack_new(void)
{
    struct pack *pack = calloc(1, sizeof *pack);
    if (!pack)
        return NULL;
    pack->press = ZSTD_createCCtx();
    pack->length = HEADER_BYTES;
    pack->room = (size_t)1 << 20;
    pack->file = malloc(pack->room);
    if (pack->press && pack->file && !ZSTD_isError(ZSTD_CCtx_setParameter(pack->press, ZSTD_c_compressionLevel, LEVEL)))
        return pack;
    pack_free(pack);
    return NULL;
}

static bool make_room(struct pack *pack, size_t bytes)
{
    size_t room = pack->room;
    while (room - pack->length < bytes)
        room *= 2;
    uint8_t *file = room == pack->room ? pack->file : realloc(pack->file, room);
    if (!file)
        return false;
    pack->file = file;
    pack->room = room;
    return true;
}

/* Compress bytes behind the others, as a frame of their own: that is done from where they lie, without a copy. */
static bool press(struct pack *pack, const uint8_t *bytes, size_t length)
{
    if (!make_room(pack, ZSTD_compressBound(length)))
        return false;
    size_t pressed = ZSTD_compress2(pack->press, pack->file + pack->length, pack->room - pack->length, bytes, length);
    if (ZSTD_isError(pressed))
        return false;
    pack->length += pressed;
    return true;
}

static bool flush(struct pack *pack)
{
    size_t length = pack->end;
    pack->end = 0;
    return length == 0 || press(pack, pack->buffer, length);
}

bool pack_put(void *context, uint8_t *bytes, size_t length)
{
    struct pack *pack = context;
    if (length > BUFFER_BYTES - pack->end && !flush(pack))
        return false;
    if (length > BUFFER_BYTES)
        return press(pack, bytes, length);
    memcpy(pack->buffer + pack->end, bytes, length);
    pack->end += length;
    return true;
}

static uint64_t digest(const uint8_t *bytes, size_t length)
{
    struct state state;
    uint64_t wide = length;
    state_init(&state);
    state_u64(&state, &wide);
    state_bytes(&state, (uint8_t *)bytes, length);
    return state.hash;
}

uint8_t *pack_finish(struct pack *pack, size_t *length)
{
    if (!flush(pack))
        return NULL;
    uint8_t *file = pack->file;
    pack->file = NULL;
    *length = pack->length;
    le64_write(file + HEADER_MAGIC, MAGIC);
    le64_write(file + HEADER_VERSION, VERSION);
    le64_write(file + HEADER_LENGTH, *length - HEADER_BYTES);
    le64_write(file + HEADER_DIGEST, digest(file + HEADER_BYTES, *length - HEADER_BYTES));
    return file;
}

/* Why bytes are no state file; NULL when they are one. */
static const char *complaint(const uint8_t *file, size_t length)
{
    if (length < 8 || le64_read(file + HEADER_MAGIC) != MAGIC)
        return "not a state file; make one with --save";
    if (length < HEADER_BYTES)
        return "the state file is cut off; save it anew";
    if (le64_read(file + HEADER_VERSION) != VERSION)
        return "the state file was saved by another version of Peach; save it anew with this one";
    if (le64_read(file + HEADER_LENGTH) > length - HEADER_BYTES)
        return "the state file is cut off; save it anew";
    if (le64_read(file + HEADER_LENGTH) != length - HEADER_BYTES ||
        le64_read(file + HEADER_DIGEST) != digest(file + HEADER_BYTES, length - HEADER_BYTES))
        return "the state file is damaged; save it anew";
    return NULL;
}

struct pack *pack_open(const uint8_t *file, size_t length, const char **why)
{
    *why = complaint(file, length);
    if (*why)
        return NULL;
    struct pack *pack = calloc(1, sizeof *pack);
    if (pack && (pack->expand = ZSTD_createDCtx())) {
        pack->input = (ZSTD_inBuffer){file + HEADER_BYTES, length - HEADER_BYTES, 0};
        return pack;
    }
    pack_free(pack);
    *why = "out of memory";
    return NULL;
}

/* Expand at least one and at most length bytes; 0 at the end and when the file is damaged. */
static size_t expand(struct pack *pack, uint8_t *bytes, size_t length)
{
    ZSTD_outBuffer output = {bytes, length, 0};
    while (output.pos == 0) {
        size_t before = pack->input.pos;
        size_t left = ZSTD_decompressStream(pack->expand, &output, &pack->input);
        if (ZSTD_isError(left) || (output.pos == 0 && pack->input.pos == before))
            return 0;
    }
    return output.pos;
}

bool pack_take(void *context, uint8_t *bytes, size_t length)
{
    struct pack *pack = context;
    while (length) {
        size_t part;
        if (pack->at < pack->end) {
            part = pack->end - pack->at < length ? pack->end - pack->at : length;
            memcpy(bytes, pack->buffer + pack->at, part);
            pack->at += part;
        } else if (length >= BUFFER_BYTES) {
            part = expand(pack, bytes, length);
        } else {
            pack->at = 0;
            pack->end = expand(pack, pack->buffer, BUFFER_BYTES);
            if (!pack->end)
                return false;
            continue;
        }
        if (!part)
            return false;
        bytes += part;
        length -= part;
    }
    return true;
}

bool pack_is_at_end(struct pack *pack)
{
    uint8_t more;
    return pack->at == pack->end && expand(pack, &more, 1) == 0 && pack->input.pos == pack->input.size;
}
