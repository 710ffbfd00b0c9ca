#include "base/intern.h"

#include "asm/diag.h"
#include "asm/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096 };

static uint32_t hash_text(const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static void grow(struct intern *names)
{
    uint32_t slots = names->slots ? (names->mask + 1) * 2 : FIRST_SLOTS;
    struct name **fresh = mem_new(slots * sizeof *fresh);
    for (uint32_t i = 0; names->slots && i <= names->mask; i++) {
        struct name *name = names->slots[i];
        if (!name)
            continue;
        uint32_t at = name->hash & (slots - 1);
        while (fresh[at])
            at = (at + 1) & (slots - 1);
        fresh[at] = name;
    }
    free(names->slots);
    names->slots = fresh;
    names->mask = slots - 1;
}

struct name *intern_get(struct intern *names, const char *text, size_t length)
{
    uint32_t hash = hash_text(text, length);
    if (!names->slots || names->count >= names->mask / 2)
        grow(names);
    uint32_t at = hash & names->mask;
    for (struct name *name; (name = names->slots[at]) != NULL; at = (at + 1) & names->mask)
        if (name->hash == hash && name->length == length && !memcmp(name->text, text, length))
            return name;
    struct name *name = arena_alloc(&names->arena, sizeof *name);
    name->text = arena_string(&names->arena, text, length);
    name->length = (uint32_t)length;
    name->hash = hash;
    names->slots[at] = name;
    names->count++;
    return name;
}

struct name *intern_find(struct intern *names, const char *text)
{
    return intern_get(names, text, strlen(text));
}

struct candidates {
    const struct intern *names;
    const struct name *wrong;
    int (*accept)(const struct name *);
    uint32_t next;
};

static const char *next_candidate(void *cursor)
{
    struct candidates *c = cursor;
    while (c->names->slots && c->next <= c->names->mask) {
        struct name *name = c->names->slots[c->next++];
        if (name && name != c->wrong && c->accept(name))
            return name->text;
    }
    return NULL;
}

struct name *intern_nearest(struct intern *names, const struct name *wrong, int (*accept)(const struct name *))
{
    struct candidates candidates = {names, wrong, accept, 0};
    const char *text = diag_suggest(wrong->text, wrong->length, next_candidate, &candidates);
    return text ? intern_find(names, text) : NULL;
}

void intern_free(struct intern *names)
{
    free(names->slots);
    arena_free(&names->arena);
    *names = (struct intern){0};
}
