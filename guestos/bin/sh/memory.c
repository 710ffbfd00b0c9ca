#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sh.h"

#define CHUNK_BYTES 1000

struct chunk {
    struct chunk *next;
    size_t used, size;
    _Alignas(8) char bytes[];
};
struct arena {
    struct chunk *chunks;
};

void *must_realloc(void *block, size_t size)
{
    static const char message[] = "sh: no memory\n";

    block = realloc(block, size);
    if (block == NULL) {
        write(STDERR_FILENO, message, sizeof message - 1);
        _exit(2);
    }
    return block;
}

void *must_alloc(size_t size)
{
    return memset(must_realloc(NULL, size), 0, size);
}

char *must_copy(const char *text)
{
    return strcpy(must_realloc(NULL, strlen(text) + 1), text);
}

struct arena *arena_new(void)
{
    return must_alloc(sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
    while (arena->chunks != NULL) {
        struct chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct chunk *chunk = arena->chunks;

    size = (size + 7) & ~(size_t)7;
    if (chunk == NULL || chunk->size - chunk->used < size) {
        size_t room = size > CHUNK_BYTES ? size : CHUNK_BYTES;
        chunk = must_alloc(sizeof *chunk + room);
        chunk->size = room;
        chunk->next = arena->chunks;
        arena->chunks = chunk;
    }
    void *block = chunk->bytes + chunk->used;
    chunk->used += size;
    return block;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    return memcpy(arena_alloc(arena, length + 1), text, length);
}

void buffer_add_text(struct buffer *buffer, const char *text, size_t length)
{
    if (buffer->length + length + 1 > buffer->size) {
        buffer->size = (buffer->length + length + 1) * 2;
        buffer->text = must_realloc(buffer->text, buffer->size);
    }
    memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void buffer_add(struct buffer *buffer, char c)
{
    buffer_add_text(buffer, &c, 1);
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->text);
    *buffer = (struct buffer){NULL, 0, 0};
}

void strings_add(struct strings *list, char *item)
{
    if (list->count + 2 > list->size) {
        list->size = (list->count + 2) * 2;
        list->items = must_realloc(list->items, list->size * sizeof *list->items);
    }
    list->items[list->count++] = item;
    list->items[list->count] = NULL;
}

void strings_free(struct strings *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct strings){NULL, 0, 0};
}
