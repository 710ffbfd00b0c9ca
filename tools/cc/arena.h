/* Arena allocation: memory that lives as long as its owner and is freed in one piece.
 *
 * Running out of host memory ends the compiler with a message and status 2; no caller checks for NULL. */
#ifndef CC_ARENA_H
#define CC_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first */
    char *next, *end;           /* free part of the newest chunk */
};

/* An arena that is all zero is valid and empty. */

/* size_bytes of zeroed memory, aligned for any object. */
void *arena_alloc(struct arena *arena, size_t size_bytes);

/* Zeroed array; count * size_bytes is checked for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size_bytes);

/* A copy of old_count elements with room for new_count, the new ones zero. */
void *arena_grow(struct arena *arena, const void *old, size_t old_count, size_t new_count, size_t size_bytes);

/* Copy of length characters with a terminating zero. */
char *arena_string(struct arena *arena, const char *text, size_t length);

/* Forget everything, keeping the newest chunk for what comes. */
void arena_reset(struct arena *arena);

/* Free everything; the arena is empty afterwards and may be used again. */
void arena_free(struct arena *arena);

#endif
