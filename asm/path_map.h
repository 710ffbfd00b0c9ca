/* -ffile-prefix-map=OLD=NEW and its relatives: file names as they are recorded, so that what is made of a source does
 * not depend on the folder it lies in.  Messages show the names that were given. */
#ifndef ASM_PATH_MAP_H
#define ASM_PATH_MAP_H

#include <stdbool.h>
#include <stddef.h>

/* All zero is a valid empty map. */
struct path_map {
    struct path_prefix *prefixes; /* the last one that fits counts */
    size_t count, capacity;
};

/* Names that begin with from begin with to instead. */
void path_map_add(struct path_map *map, const char *from, const char *to);

/* The same for "OLD=NEW"; false when there is no '='. */
bool path_map_option(struct path_map *map, const char *text);

/* The name to be recorded for path, to be freed. */
char *path_map_apply(const struct path_map *map, const char *path);

void path_map_free(struct path_map *map);

#endif
