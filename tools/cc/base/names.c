#include "base/names.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096, NEAR_LENGTH_MAX = 64 };

static uint32_t hash_text(const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static void grow(struct names *names)
{
    uint32_t slots = names->slots ? (names->mask + 1) * 2 : FIRST_SLOTS;
    struct name **fresh = memory_new(slots * sizeof *fresh);
    memset(fresh, 0, slots * sizeof *fresh);
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

struct name *names_get(struct names *names, const char *text, size_t length)
{
    uint32_t hash = hash_text(text, length);
    if (!names->slots || names->count >= names->mask / 2)
        grow(names);
    uint32_t at = hash & names->mask;
    for (struct name *name; (name = names->slots[at]) != NULL; at = (at + 1) & names->mask)
        if (name->hash == hash && name->length == length && !memcmp(name->text, text, length))
            return name;
    struct name *name = arena_alloc(&names->arena, sizeof *name);
    name->text = arena_copy(&names->arena, text, length);
    name->length = (uint32_t)length;
    name->hash = hash;
    names->slots[at] = name;
    names->count++;
    return name;
}

struct name *names_find(struct names *names, const char *text)
{
    return names_get(names, text, strlen(text));
}

unsigned names_distance(const char *a, size_t a_length, const char *b, size_t b_length, unsigned limit)
{
    if (a_length > NEAR_LENGTH_MAX || b_length > NEAR_LENGTH_MAX)
        return limit + 1;
    unsigned row[NEAR_LENGTH_MAX + 1], before[NEAR_LENGTH_MAX + 1];
    for (unsigned j = 0; j <= b_length; j++)
        row[j] = j;
    for (unsigned j = 0; j <= b_length; j++)
        before[j] = limit + 1;
    for (unsigned i = 1; i <= a_length; i++) {
        unsigned diagonal = row[0], above_left_before = limit + 1;
        row[0] = i;
        for (unsigned j = 1; j <= b_length; j++) {
            unsigned up = row[j];
            unsigned best = diagonal + (a[i - 1] != b[j - 1]);
            if (up + 1 < best)
                best = up + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && above_left_before + 1 < best)
                best = above_left_before + 1;
            above_left_before = before[j - 1];
            before[j - 1] = diagonal;
            diagonal = up;
            row[j] = best;
        }
        before[b_length] = diagonal;
    }
    return row[b_length] > limit ? limit + 1 : row[b_length];
}

struct name *names_nearest(struct names *names, const struct name *wrong, int (*accept)(const struct name *))
{
    unsigned limit = wrong->length < 3 ? 0 : wrong->length < 6 ? 1 : 2;
    struct name *best = NULL;
    for (uint32_t i = 0; limit && names->slots && i <= names->mask; i++) {
        struct name *name = names->slots[i];
        if (!name || name == wrong || !accept(name))
            continue;
        unsigned distance = names_distance(wrong->text, wrong->length, name->text, name->length, limit);
        if (distance < limit || (distance == limit && (!best || strcmp(name->text, best->text) < 0))) {
            limit = distance;
            best = name;
        }
    }
    return best;
}

void names_free(struct names *names)
{
    free(names->slots);
    arena_free(&names->arena);
    *names = (struct names){0};
}
