/* A map from strings to pointers: open addressing, grown at need.  Iteration is not offered, because its order would
 * depend on the hash; keep an array beside it. */
#ifndef TOOLS_LIB_STRMAP_H
#define TOOLS_LIB_STRMAP_H

#include <stddef.h>
#include <stdint.h>

struct strmap_slot {
    const char *key; /* NULL: free */
    uint32_t hash;
    void *value;
};

/* All zero is an empty map. */
struct strmap {
    struct strmap_slot *slots;
    size_t count, capacity; /* capacity is a power of two */
};

/* The value kept for a key; NULL when there is none. */
void *strmap_get(const struct strmap *map, const char *key);

/* The place of a key's value, added (as NULL) when missing; valid until the next strmap_at.  The key is kept, not
 * copied. */
void **strmap_at(struct strmap *map, const char *key);

/* Free the map, not its keys and values. */
void strmap_free(struct strmap *map);

#endif
