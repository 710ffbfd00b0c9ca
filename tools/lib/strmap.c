#include "tools/lib/strmap.h"

#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"

enum { FIRST_CAPACITY = 64 };

/* FNV-1a, 32 bits. */
static uint32_t hash_of(const char *key) {
    uint32_t hash = 2166136261u;
    while (*key)
        hash = (hash ^ (unsigned char)*key++) * 16777619u;
    return hash;
}

/* The slot of the key, or the free one where it belongs.  There is always a free one. */
static struct strmap_slot *find(const struct strmap *map, const char *key, uint32_t hash) {
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct strmap_slot *slot = &map->slots[i];
        if (!slot->key || (slot->hash == hash && strcmp(slot->key, key) == 0))
            return slot;
    }
}

static void grow(struct strmap *map) {
    struct strmap bigger = {NULL, map->count, map->capacity ? map->capacity * 2 : FIRST_CAPACITY};
    bigger.slots = mem_new(bigger.capacity * sizeof *bigger.slots);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key)
            *find(&bigger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    }
    free(map->slots);
    *map = bigger;
}

void *strmap_get(const struct strmap *map, const char *key) {
    return map->count ? find(map, key, hash_of(key))->value : NULL;
}

void **strmap_at(struct strmap *map, const char *key) {
    uint32_t hash = hash_of(key);
    if (map->count * 4 >= map->capacity * 3)
        grow(map);
    struct strmap_slot *slot = find(map, key, hash);
    if (!slot->key) {
        *slot = (struct strmap_slot){key, hash, NULL};
        map->count++;
    }
    return &slot->value;
}

void strmap_free(struct strmap *map) {
    free(map->slots);
    *map = (struct strmap){NULL, 0, 0};
}
