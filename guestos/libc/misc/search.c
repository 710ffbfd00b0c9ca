/* The hash table and the lists of <search.h>. */
#include <errno.h>
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Open addressing; at least a quarter of the entries is free. */
static ENTRY *table;
static size_t size, used;

static ENTRY *place_of(ENTRY *entries, size_t count, const char *key)
{
    uint32_t hash = 2166136261u;

    for (const char *p = key; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    size_t i = hash & (count - 1);
    while (entries[i].key != NULL && strcmp(entries[i].key, key) != 0)
        i = (i + 1) & (count - 1);
    return &entries[i];
}

int hcreate(size_t count)
{
    size_t power = 16;

    while (power < count + count / 2 && power < SIZE_MAX / 2)
        power *= 2;
    table = calloc(power, sizeof *table);
    size = table != NULL ? power : 0;
    used = 0;
    return table != NULL;
}

void hdestroy(void)
{
    free(table);
    table = NULL;
    size = used = 0;
}

static int grow(void)
{
    ENTRY *more = calloc(size * 2, sizeof *more);

    if (more == NULL)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (table[i].key != NULL)
            *place_of(more, size * 2, table[i].key) = table[i];
    free(table);
    table = more;
    size *= 2;
    return 1;
}

ENTRY *hsearch(ENTRY item, ACTION action)
{
    ENTRY *entry = size > 0 ? place_of(table, size, item.key) : NULL;

    if (entry != NULL && entry->key != NULL)
        return entry;
    if (action == FIND || size == 0 || (used >= size / 4 * 3 && !grow())) {
        errno = action == FIND ? ESRCH : ENOMEM;
        return NULL;
    }
    used++;
    entry = place_of(table, size, item.key);
    *entry = item;
    return entry;
}

void *lfind(const void *key, const void *base, size_t *count, size_t item_size,
            int (*compare)(const void *, const void *))
{
    for (size_t i = 0; i < *count; i++)
        if (compare(key, (const char *)base + i * item_size) == 0)
            return (char *)base + i * item_size;
    return NULL;
}

void *lsearch(const void *key, void *base, size_t *count, size_t item_size,
              int (*compare)(const void *, const void *))
{
    void *found = lfind(key, base, count, item_size, compare);

    return found != NULL ? found : memcpy((char *)base + (*count)++ * item_size, key, item_size);
}
