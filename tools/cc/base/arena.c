#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 16, ALIGNMENT = 8 };

struct arena_block {
    struct arena_block *older;
    size_t bytes; /* of data that follows */
    double data[]; /* the strictest alignment in use */
};

static void out_of_memory(size_t bytes)
{
    fprintf(stderr, "peach-cc: error: out of memory (%lu bytes wanted); compile smaller files\n", (unsigned long)bytes);
    exit(1);
}

void *memory_new(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);
    if (!memory)
        out_of_memory(bytes);
    return memory;
}

void *memory_grow(void *old, size_t bytes)
{
    void *memory = realloc(old, bytes ? bytes : 1);
    if (!memory)
        out_of_memory(bytes);
    return memory;
}

static void add_block(struct arena *arena, size_t least)
{
    size_t bytes = least > BLOCK_BYTES ? least : BLOCK_BYTES;
    struct arena_block *block = memory_new(sizeof *block + bytes);
    block->older = arena->block;
    block->bytes = bytes;
    arena->block = block;
    arena->next = (char *)block->data;
    arena->end = arena->next + bytes;
    arena->total_bytes += bytes;
}

static void *take(struct arena *arena, size_t bytes)
{
    if (bytes > (size_t)-1 / 2)
        out_of_memory(bytes);
    bytes = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (bytes > (size_t)(arena->end - arena->next))
        add_block(arena, bytes);
    void *memory = arena->next;
    arena->next += bytes;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    return memset(take(arena, bytes), 0, bytes);
}

char *arena_copy(struct arena *arena, const void *bytes, size_t length)
{
    char *copy = take(arena, length + 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = 0;
    return copy;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *block = arena->block;
    if (!block)
        return;
    while (block->older) {
        struct arena_block *older = block->older;
        block->older = older->older;
        arena->total_bytes -= older->bytes;
        free(older);
    }
    arena->next = (char *)block->data;
    arena->end = arena->next + block->bytes;
}

void arena_free(struct arena *arena)
{
    arena_reset(arena);
    free(arena->block);
    *arena = (struct arena){0};
}
