/* Memory that lives as long as a translation unit (or a macro expansion, or a function): allocated by moving a pointer,
 * released all at once. */
#ifndef CC_BASE_ARENA_H
#define CC_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/* All zero is a valid empty arena. */
struct arena {
    struct arena_block *block; /* the one being filled; older ones hang behind it */
    char *next, *end;
    size_t total_bytes; /* taken from malloc */
};

/* Zeroed memory, aligned for any object; never NULL: a process without memory ends with one line and status 1. */
void *arena_alloc(struct arena *arena, size_t bytes);

/* Copy of bytes, with a NUL after the last. */
char *arena_copy(struct arena *arena, const void *bytes, size_t length);

/* Forget everything allocated, keeping one block for what comes. */
void arena_reset(struct arena *arena);

/* Give all memory back. */
void arena_free(struct arena *arena);

/* malloc and realloc that end the process with one line when there is no memory. */
void *memory_new(size_t bytes);
void *memory_grow(void *old, size_t bytes);

#endif
