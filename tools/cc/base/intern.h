/* Interned identifiers: equal spelling is equal pointer, and what an identifier means hangs directly on it. */
#ifndef CC_BASE_INTERN_H
#define CC_BASE_INTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct macro;
struct symbol;
struct label;
struct tag;

struct name {
    const char *text; /* NUL after the last byte */
    uint32_t length;
    uint32_t hash;
    uint16_t keyword;      /* token kind once the parser looks, 0 for a plain identifier */
    uint16_t directive;    /* which preprocessing directive it names, 0 for none */
    uint32_t reported_in;  /* number of the function in which it was reported not to be declared */
    bool poisoned;         /* #pragma GCC poison: not to be used any more */
    uint16_t builtin;      /* which __builtin_ function it names, 0 for none */
    struct macro *macro;   /* current definition, NULL for none */
    struct symbol *symbol; /* innermost visible ordinary identifier */
    struct symbol *linked; /* the object or function with linkage of this name, visible or not */
    struct label *label;   /* of this name in the function being read, NULL for none */
    struct tag *tag;       /* innermost visible struct, union or enum tag */
};

/* All zero is a valid empty table. */
struct intern {
    struct name **slots;
    uint32_t count, mask;
    struct arena arena;
};

/* The name with this spelling, entered when it is new. */
struct name *intern_get(struct intern *names, const char *text, size_t length);

/* The same for a C string. */
struct name *intern_find(struct intern *names, const char *text);

/* The known name nearest in spelling to a misspelt one among those that accept() admits, or NULL when none is near. */
struct name *intern_nearest(struct intern *names, const struct name *wrong, int (*accept)(const struct name *));

void intern_free(struct intern *names);

#endif
