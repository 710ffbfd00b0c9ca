/* The members of an archive in memory, and the archive's bytes. */
#ifndef TOOLS_AR_MEMBERS_H
#define TOOLS_AR_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tools/lib/file.h"

struct member {
    char *name;
    const uint8_t *data;
    size_t size;
    struct file_bytes own; /* the bytes, unless they belong to the archive that was read */
};

struct members {
    struct member *list;
    size_t count, capacity;
    struct file_bytes archive; /* the archive that was read */
};

/* Read an archive; one that does not exist is empty when may_be_missing.  False after a report. */
bool members_read(struct members *members, const char *path, bool may_be_missing);

/* The member of this name; NULL without. */
struct member *members_find(struct members *members, const char *name);

/* Put a file in, under the last part of its path: in the place of the member of that name when `replace`, else at the
 * end.  False after a report. */
bool members_add(struct members *members, const char *path, bool replace);

/* Take a member out. */
void members_remove(struct members *members, struct member *member);

/* Write the archive with its symbol index.  The bytes depend on names and contents only: times, owners and modes are
 * written as 0, 0 and 644.  False after a report. */
bool members_write(const struct members *members, const char *path);

void members_free(struct members *members);

#endif
