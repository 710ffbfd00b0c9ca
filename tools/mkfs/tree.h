/* What is going to be in a file system: a folder of the host, completed by a table of nodes. */
#ifndef TOOLS_MKFS_TREE_H
#define TOOLS_MKFS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct node {
    char *name;
    uint32_t mode; /* S_IF... and permissions */
    uint32_t uid, gid;
    uint32_t device;                  /* of a device node */
    char *host_path;                  /* of a file's bytes */
    char *target;                     /* of a symbolic link */
    uint64_t host_device, host_inode; /* two names of one host file have the same; 0, 0 otherwise */
    struct node **children;           /* of a directory, sorted by name */
    size_t child_count, child_capacity;
    uint32_t inode; /* given when it is written */
};

/* Read a host folder.  NULL after a report. */
struct node *tree_read(const char *path);

/* Apply a table: lines of "PATH TYPE MODE UID GID [MAJOR MINOR]", TYPE one of d (directory), c, b (devices), p (pipe),
 * f (an existing file or directory: new mode and owner); MODE octal; # starts a comment.  False after a report. */
bool tree_apply_table(struct node *root, const char *path);

void tree_free(struct node *node);

#endif
