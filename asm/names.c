#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"

/* FNV-1a */
static uint32_t hash_of(const char *name, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return hash;
}

void names_free(struct names *names)
{
    free(names->slots);
    *names = (struct names){0};
}

unsigned *names_find(const struct names *names, const char *name, size_t length)
{
    if (!names->count)
        return NULL;
    uint32_t hash = hash_of(name, length);
    for (size_t i = hash & (names->capacity - 1); names->slots[i].name; i = (i + 1) & (names->capacity - 1)) {
        struct names_slot *slot = &names->slots[i];
        if (slot->hash == hash && slot->length == length && memcmp(slot->name, name, length) == 0)
            return &slot->value;
    }
    return NULL;
}

static void insert(struct names *names, struct names_slot slot)
{
    size_t i = slot.hash & (names->capacity - 1);
    while (names->slots[i].name)
        i = (i + 1) & (names->capacity - 1);
    names->slots[i] = slot;
}

void names_add(struct names *names, const char *name, size_t length, unsigned value)
{
    if ((names->count + 1) * 2 > names->capacity) {
        struct names old = *names;
        names->capacity = old.capacity ? old.capacity * 2 : 64;
        names->slots = mem_new(names->capacity * sizeof *names->slots);
        for (size_t i = 0; i < old.capacity; i++)
            if (old.slots[i].name)
                insert(names, old.slots[i]);
        free(old.slots);
    }
    insert(names, (struct names_slot){name, length, hash_of(name, length), value});
    names->count++;
}
