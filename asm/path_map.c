#include "asm/path_map.h"

#include "asm/mem.h"

#include <stdlib.h>
#include <string.h>

struct path_prefix {
    char *from, *to;
};

static void add(struct path_map *map, char *from, char *to)
{
    map->prefixes = mem_reserve(map->prefixes, &map->capacity, map->count + 1, sizeof *map->prefixes);
    map->prefixes[map->count++] = (struct path_prefix){from, to};
}

void path_map_add(struct path_map *map, const char *from, const char *to)
{
    add(map, mem_string(from, strlen(from)), mem_string(to, strlen(to)));
}

bool path_map_option(struct path_map *map, const char *text)
{
    const char *equals = strchr(text, '=');
    if (equals)
        add(map, mem_string(text, (size_t)(equals - text)), mem_string(equals + 1, strlen(equals + 1)));
    return equals != NULL;
}

char *path_map_apply(const struct path_map *map, const char *path)
{
    for (size_t i = map->count; i > 0; i--) {
        const struct path_prefix *prefix = &map->prefixes[i - 1];
        size_t from = strlen(prefix->from), to = strlen(prefix->to), rest = strlen(path);
        if (strncmp(path, prefix->from, from))
            continue;
        char *out = mem_new(to + rest - from + 1);
        memcpy(out, prefix->to, to);
        strcpy(out + to, path + from);
        return out;
    }
    return mem_string(path, strlen(path));
}

void path_map_free(struct path_map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        free(map->prefixes[i].from);
        free(map->prefixes[i].to);
    }
    free(map->prefixes);
    *map = (struct path_map){0};
}
