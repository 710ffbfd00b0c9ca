/* A hash table from names to numbers.  It is only ever asked, never walked, so that nothing depends on its order. */
#ifndef ASM_NAMES_H
#define ASM_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* All zero is an empty table. */
struct names {
    struct names_slot {
        const char *name; /* NULL: free */
        size_t length;
        uint32_t hash;
        unsigned value;
    } * slots;
    size_t count, capacity; /* capacity is a power of two */
};

void names_free(struct names *names);

/* The place of the name's number, or NULL. */
unsigned *names_find(const struct names *names, const char *name, size_t length);

/* Add a name that is not there.  The characters stay the caller's and must live as long as the table. */
void names_add(struct names *names, const char *name, size_t length, unsigned value);

#endif
