/* Interned identifiers: equal spelling is equal pointer, and what an identifier means hangs directly on it. */
#ifndef CC_BASE_NAMES_H
#define CC_BASE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct macro;
struct symbol;
struct tag;

struct name {
    const char *text; /* NUL after the last byte */
    uint32_t length;
    uint32_t hash;
    uint16_t keyword;   /* token kind once the parser looks, 0 for a plain identifier */
    uint16_t directive; /* which preprocessing directive it names, 0 for none */
    uint16_t builtin;   /* which __builtin_ function it names, 0 for none */
    struct macro *macro;   /* current definition, NULL for none */
    struct symbol *symbol; /* innermost visible ordinary identifier */
    struct tag *tag;       /* innermost visible struct, union or enum tag */
};

/* All zero is a valid empty table. */
struct names {
    struct name **slots;
    uint32_t count, mask;
    struct arena arena;
};

/* The name with this spelling, entered when it is new. */
struct name *names_get(struct names *names, const char *text, size_t length);

/* The same for a C string. */
struct name *names_find(struct names *names, const char *text);

/* The known name nearest in spelling to a misspelt one among those that accept() admits, or NULL when none is near. */
struct name *names_nearest(struct names *names, const struct name *wrong, int (*accept)(const struct name *));

/* How many single-letter edits lie between two spellings; anything above limit is returned as limit + 1. */
unsigned names_distance(const char *a, size_t a_length, const char *b, size_t b_length, unsigned limit);

void names_free(struct names *names);

#endif
