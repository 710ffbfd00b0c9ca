#include "arena.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CHUNK_BYTES   ((size_t)4 * 1024) /* each chunk is twice the one before, up to the largest */
#define LARGEST_CHUNK_BYTES ((size_t)256 * 1024)
#define ALIGN_BYTES         ((size_t)8)

struct arena_chunk {
    struct arena_chunk *older;
    size_t data_bytes;
};

static void out_of_memory(void)
{
    fputs("peach-cc: error: out of memory; compile a smaller file or give the host more\n", stderr);
    exit(2);
}

static void add_chunk(struct arena *arena, size_t size_bytes)
{
    size_t usual_bytes = arena->chunks ? arena->chunks->data_bytes * 2 : FIRST_CHUNK_BYTES;
    if (usual_bytes > LARGEST_CHUNK_BYTES)
        usual_bytes = LARGEST_CHUNK_BYTES;
    bool large = size_bytes > usual_bytes / 4;
    size_t data_bytes = large ? size_bytes : usual_bytes;
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + data_bytes);
    if (!chunk)
        out_of_memory();
    chunk->data_bytes = data_bytes;
    if (large && arena->chunks) {
        /* A large object gets a chunk of its own; the current one keeps serving small ones. */
        chunk->older = arena->chunks->older;
        arena->chunks->older = chunk;
        return;
    }
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->next = (char *)(chunk + 1);
    arena->end = arena->next + data_bytes;
}

void *arena_alloc(struct arena *arena, size_t size_bytes)
{
    if (size_bytes > (size_t)-1 / 2)
        out_of_memory();
    size_bytes = (size_bytes + !size_bytes + ALIGN_BYTES - 1) & ~(ALIGN_BYTES - 1);
    if ((size_t)(arena->end - arena->next) < size_bytes) {
        struct arena_chunk *before = arena->chunks;
        add_chunk(arena, size_bytes);
        if (before && arena->chunks == before)
            return before->older + 1;
    }
    void *object = arena->next;
    arena->next += size_bytes;
    return object;
}

void *arena_array(struct arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes && count > (size_t)-1 / 2 / size_bytes)
        out_of_memory();
    return arena_alloc(arena, count * size_bytes);
}

void *arena_grow(struct arena *arena, const void *old, size_t old_count, size_t new_count, size_t size_bytes)
{
    void *array = arena_array(arena, new_count, size_bytes);
    if (old_count)
        memcpy(array, old, old_count * size_bytes);
    return array;
}

char *arena_string(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *newest = arena->chunks;
    if (!newest)
        return;
    while (newest->older) {
        struct arena_chunk *older = newest->older;
        newest->older = older->older;
        free(older);
    }
    memset(newest + 1, 0, (size_t)(arena->next - (char *)(newest + 1)));
    arena->next = (char *)(newest + 1);
}

void arena_free(struct arena *arena)
{
    while (arena->chunks) {
        struct arena_chunk *older = arena->chunks->older;
        free(arena->chunks);
        arena->chunks = older;
    }
    arena->next = arena->end = NULL;
}
