/* A hash table with open addressing, keys of strings of digits; it grows, loses entries and is walked. */
#include "kernel.h"

#define SLOTS     8192
#define KEY_BYTES 12

struct entry {
    char key[KEY_BYTES];
    unsigned hash;
    int count;
};

struct map {
    struct entry *entries;
    unsigned slots, used;
};

static struct entry storage[2][SLOTS];

static unsigned hash_of(const char *key)
{
    unsigned hash = 5381;
    while (*key)
        hash = hash * 33 ^ (unsigned char)*key++;
    return hash | 1;
}

static void make_key(char *key, unsigned number)
{
    do
        *key++ = (char)('0' + (number & 7));
    while ((number >>= 3) > 0);
    *key = 0;
}

/* The key's entry, or the free one where it belongs. */
static struct entry *look_up(const struct map *map, const char *key, unsigned hash)
{
    for (unsigned place = hash >> 1 & (map->slots - 1);; place = (place + 1) & (map->slots - 1)) {
        struct entry *entry = &map->entries[place];
        if (entry->hash == 0 || (entry->hash == hash && strcmp(entry->key, key) == 0))
            return entry;
    }
}

static void grow(struct map *map)
{
    struct map larger = {map->entries == storage[0] ? storage[1] : storage[0], 2 * map->slots, map->used};
    for (unsigned i = 0; i < larger.slots; i++)
        larger.entries[i].hash = 0;
    for (unsigned i = 0; i < map->slots; i++)
        if (map->entries[i].hash != 0)
            *look_up(&larger, map->entries[i].key, map->entries[i].hash) = map->entries[i];
    *map = larger;
}

static void count(struct map *map, const char *key)
{
    unsigned hash = hash_of(key);
    struct entry *entry = look_up(map, key, hash);
    if (entry->hash == 0) {
        strcpy(entry->key, key);
        entry->hash = hash;
        entry->count = 0;
        map->used++;
    }
    entry->count++;
    if (4 * map->used > 3 * map->slots && map->slots < SLOTS)
        grow(map);
}

unsigned kernel(unsigned size, unsigned seed)
{
    struct map map = {storage[0], 16, 0};
    unsigned sum = 0;
    char key[KEY_BYTES];
    for (unsigned i = 0; i < map.slots; i++)
        map.entries[i].hash = 0;
    for (unsigned i = 0; i < size; i++) {
        unsigned random = next_random(&seed);
        make_key(key, random % (random >> 31 ? 50 : 4000));
        count(&map, key);
    }
    for (unsigned i = 0; i < map.slots; i++)
        if (map.entries[i].hash != 0)
            sum = sum * 31 + map.entries[i].hash + (unsigned)map.entries[i].count;
    return sum;
}
