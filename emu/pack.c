#include "pack.h"

#include <lz4.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "memory.h"
#include "state.h"

/* Header: magic, version, length of all that follows it, digest of the chunks' digests. */
#define MAGIC          0x3145544154534850u /* "PHSTATE1" */
#define VERSION        3u                  /* another one whenever any part of the machine walks other state */
#define HEADER_MAGIC   0
#define HEADER_VERSION 8
#define HEADER_LENGTH  16
#define HEADER_DIGEST  24
#define HEADER_BYTES   32

/* A chunk: its length, its length as stored (the same: it is stored as it is), a digest of both and of what is stored,
 * and that. */
#define CHUNK_LENGTH 0
#define CHUNK_STORED 4
#define CHUNK_DIGEST 8
#define CHUNK_HEAD   16

/* Longest chunk: with what LZ4 works on, it fits a core's own cache. */
#define CHUNK_BYTES 32768u

/* Longest chunk with its head. */
#define CHUNK_ROOM (CHUNK_HEAD + CHUNK_BYTES)

/* 4 GiB if they are full: no more than a size_t of 32 bits can say. */
#define CHUNKS_MAX 131000u

struct chunk {
    uint8_t *bytes;  /* writing: what goes in; reading: where it is wanted, NULL when it was taken already */
    uint32_t length; /* of bytes */
    uint32_t stored; /* writing: of parked; reading: in the file, without head */
    uint8_t *parked; /* writing: head and stored bytes that are to be appended; the pack frees them */
    bool is_own;     /* writing: the pack frees bytes */
    size_t at;       /* reading: stored bytes in the file */
};

struct pack {
    struct chunk *chunks;
    unsigned count, room;
    /* Writing */
    uint8_t *file;
    pthread_mutex_t lock; /* guards, while chunks are compressed, what follows and the chunks' parked: */
    size_t length;
    unsigned appended; /* chunks that are in the file */
    bool short_of_memory;
    /* Reading */
    const uint8_t *source;
    unsigned next;  /* chunk that has not been taken, but for: */
    size_t at, end; /* what the buffer still holds of the one before */
    uint8_t buffer[CHUNK_BYTES];
};

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    for (unsigned i = 0; i < pack->count; i++) {
        if (pack->chunks[i].is_own)
            free(pack->chunks[i].bytes);
        free(pack->chunks[i].parked);
    }
    pthread_mutex_destroy(&pack->lock);
    free(pack->chunks);
    free(pack->file);
    free(pack);
}

struct pack *pack_new(void)
{
    struct pack *pack = calloc(1, sizeof *pack);
    if (pack)
        pthread_mutex_init(&pack->lock, NULL);
    return pack;
}

/* One more chunk; NULL when memory is short. */
static struct chunk *add_chunk(struct pack *pack)
{
    if (pack->count == pack->room) {
        unsigned room = pack->room ? 2 * pack->room : 64;
        room = room < CHUNKS_MAX ? room : CHUNKS_MAX;
        struct chunk *grown = pack->room < room ? realloc(pack->chunks, room * sizeof *grown) : NULL;
        if (!grown)
            return NULL;
        pack->chunks = grown;
        pack->room = room;
    }
    pack->chunks[pack->count] = (struct chunk){0};
    return &pack->chunks[pack->count++];
}

/* Digest of a chunk, head included. */
static uint64_t digest(uint32_t length, uint32_t stored, const uint8_t *bytes)
{
    struct state state;
    state_init(&state);
    state_u32(&state, &length);
    state_u32(&state, &stored);
    state_bytes(&state, (uint8_t *)bytes, stored);
    return state.hash;
}

/* ---- Writing ---------------------------------------------------------------------------------------------------- */

bool pack_put(void *context, uint8_t *bytes, size_t length)
{
    struct pack *pack = context;
    while (length) {
        struct chunk *chunk = pack->count ? &pack->chunks[pack->count - 1] : NULL;
        if (!chunk || !chunk->is_own || chunk->length == CHUNK_BYTES) {
            chunk = add_chunk(pack);
            if (!chunk || !(chunk->bytes = malloc(CHUNK_BYTES)))
                return false;
            chunk->is_own = true;
        }
        uint32_t room = CHUNK_BYTES - chunk->length;
        uint32_t part = length < room ? (uint32_t)length : room;
        memcpy(chunk->bytes + chunk->length, bytes, part);
        chunk->length += part;
        bytes += part;
        length -= part;
    }
    return true;
}

bool pack_put_lasting(void *context, uint8_t *bytes, size_t length)
{
    for (; length >= CHUNK_BYTES; bytes += CHUNK_BYTES, length -= CHUNK_BYTES) {
        struct chunk *chunk = add_chunk(context);
        if (!chunk)
            return false;
        *chunk = (struct chunk){.bytes = bytes, .length = CHUNK_BYTES};
    }
    return pack_put(context, bytes, length);
}

/* Append a chunk as it is stored, and those after it that are ready. */
static void append(struct pack *pack, const uint8_t *stored, uint32_t length)
{
    memcpy(pack->file + pack->length, stored, length);
    pack->length += length;
    for (pack->appended++; pack->appended < pack->count && pack->chunks[pack->appended].parked; pack->appended++) {
        struct chunk *chunk = &pack->chunks[pack->appended];
        memcpy(pack->file + pack->length, chunk->parked, chunk->stored);
        pack->length += chunk->stored;
        free(chunk->parked);
        chunk->parked = NULL;
    }
}

/* Keep a chunk as it is stored until those before it are in the file. */
static bool park(struct chunk *chunk, const uint8_t *stored, uint32_t length)
{
    chunk->stored = length;
    chunk->parked = malloc(length);
    if (chunk->parked)
        memcpy(chunk->parked, stored, length);
    return chunk->parked;
}

static void press(void *context, unsigned index)
{
    struct pack *pack = context;
    struct chunk *chunk = &pack->chunks[index];
    uint8_t head[CHUNK_ROOM], *stored = head + CHUNK_HEAD;
    int length = (int)chunk->length;
    int pressed = LZ4_compress_fast((const char *)chunk->bytes, (char *)stored, length, length - 1, 1);
    if (pressed <= 0) {
        memcpy(stored, chunk->bytes, chunk->length);
        pressed = length;
    }
    le32_write(head + CHUNK_LENGTH, chunk->length);
    le32_write(head + CHUNK_STORED, (uint32_t)pressed);
    le64_write(head + CHUNK_DIGEST, digest(chunk->length, (uint32_t)pressed, stored));
    pthread_mutex_lock(&pack->lock);
    if (index == pack->appended)
        append(pack, head, CHUNK_HEAD + (uint32_t)pressed);
    else if (!park(chunk, head, CHUNK_HEAD + (uint32_t)pressed))
        pack->short_of_memory = true;
    pthread_mutex_unlock(&pack->lock);
}

uint8_t *pack_finish(struct pack *pack, size_t *length)
{
    struct state sum;
    size_t most = HEADER_BYTES + (size_t)pack->count * CHUNK_ROOM;
    pack->file = malloc(most);
    if (!pack->file)
        return NULL;
    memory_expect(pack->file, most);
    pack->length = HEADER_BYTES;
    crew_run(pack->count, press, pack);
    if (pack->short_of_memory)
        return NULL;
    state_init(&sum);
    for (size_t at = HEADER_BYTES; at < pack->length; at += CHUNK_HEAD + le32_read(pack->file + at + CHUNK_STORED))
        state_bytes(&sum, pack->file + at + CHUNK_DIGEST, 8);
    le64_write(pack->file + HEADER_MAGIC, MAGIC);
    le64_write(pack->file + HEADER_VERSION, VERSION);
    le64_write(pack->file + HEADER_LENGTH, pack->length - HEADER_BYTES);
    le64_write(pack->file + HEADER_DIGEST, sum.hash);
    uint8_t *file = realloc(pack->file, pack->length);
    if (!file)
        file = pack->file;
    pack->file = NULL;
    *length = pack->length;
    return file;
}

/* ---- Reading ---------------------------------------------------------------------------------------------------- */

/* List the chunks of a file.  False when it is damaged, or (why says so) memory is short. */
static bool list_chunks(struct pack *pack, const uint8_t *file, size_t length, const char **why)
{
    struct state sum;
    size_t at = HEADER_BYTES;
    state_init(&sum);
    while (at < length) {
        if (length - at < CHUNK_HEAD)
            return false;
        const uint8_t *head = file + at;
        at += CHUNK_HEAD;
        uint32_t whole = le32_read(head + CHUNK_LENGTH), stored = le32_read(head + CHUNK_STORED);
        if (whole == 0 || whole > CHUNK_BYTES || stored == 0 || stored > whole || stored > length - at)
            return false;
        struct chunk *chunk = add_chunk(pack);
        if (!chunk) {
            *why = "out of memory";
            return false;
        }
        *chunk = (struct chunk){.length = whole, .stored = stored, .at = at};
        state_bytes(&sum, (uint8_t *)head + CHUNK_DIGEST, 8);
        at += stored;
    }
    return sum.hash == le64_read(file + HEADER_DIGEST);
}

/* A chunk that is not what its digest says gets the length 0. */
static void check(void *context, unsigned index)
{
    struct pack *pack = context;
    struct chunk *chunk = &pack->chunks[index];
    const uint8_t *stored = pack->source + chunk->at;
    if (le64_read(stored - CHUNK_HEAD + CHUNK_DIGEST) != digest(chunk->length, chunk->stored, stored))
        chunk->length = 0;
}

static bool chunks_are_whole(struct pack *pack)
{
    crew_run(pack->count, check, pack);
    for (unsigned i = 0; i < pack->count; i++)
        if (pack->chunks[i].length == 0)
            return false;
    return true;
}

/* What a header says against the file; NULL when nothing. */
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
    return NULL;
}

struct pack *pack_open(const uint8_t *file, size_t length, const char **why)
{
    *why = complaint(file, length);
    if (*why)
        return NULL;
    struct pack *pack = pack_new();
    *why = pack ? "the state file is damaged; save it anew" : "out of memory";
    if (!pack)
        return NULL;
    pack->source = file;
    if (le64_read(file + HEADER_LENGTH) == length - HEADER_BYTES && list_chunks(pack, file, length, why) &&
        chunks_are_whole(pack))
        return pack;
    pack_free(pack);
    return NULL;
}

static bool expand(const struct pack *pack, const struct chunk *chunk, uint8_t *bytes)
{
    const uint8_t *stored = pack->source + chunk->at;
    if (chunk->stored == chunk->length) {
        memcpy(bytes, stored, chunk->length);
        return true;
    }
    return LZ4_decompress_safe((const char *)stored, (char *)bytes, (int)chunk->stored, (int)chunk->length) ==
           (int)chunk->length;
}

bool pack_take(void *context, uint8_t *bytes, size_t length)
{
    struct pack *pack = context;
    while (length) {
        if (pack->at == pack->end) {
            if (pack->next == pack->count || !expand(pack, &pack->chunks[pack->next], pack->buffer))
                return false;
            pack->at = 0;
            pack->end = pack->chunks[pack->next++].length;
        }
        size_t part = pack->end - pack->at < length ? pack->end - pack->at : length;
        memcpy(bytes, pack->buffer + pack->at, part);
        pack->at += part;
        bytes += part;
        length -= part;
    }
    return true;
}

bool pack_take_lasting(void *context, uint8_t *bytes, size_t length)
{
    struct pack *pack = context;
    memory_expect(bytes, length);
    while (length) {
        struct chunk *chunk = pack->next < pack->count ? &pack->chunks[pack->next] : NULL;
        size_t held = pack->end - pack->at;
        size_t part = held && held < length ? held : length;
        if (held == 0 && chunk && chunk->length <= length) {
            chunk->bytes = bytes;
            part = chunk->length;
            pack->next++;
        } else if (!pack_take(pack, bytes, part)) {
            return false;
        }
        bytes += part;
        length -= part;
    }
    return true;
}

/* A chunk that cannot be expanded gets the length 0. */
static void bring(void *context, unsigned index)
{
    struct pack *pack = context;
    struct chunk *chunk = &pack->chunks[index];
    if (chunk->bytes && !expand(pack, chunk, chunk->bytes))
        chunk->length = 0;
}

bool pack_close(struct pack *pack)
{
    crew_run(pack->count, bring, pack);
    for (unsigned i = 0; i < pack->count; i++)
        if (pack->chunks[i].length == 0)
            return false;
    return pack->at == pack->end && pack->next == pack->count;
}
