/* A walk over the directory tree of a disk that may be damaged. */
#ifndef TOOLS_MKFS_WALK_H
#define TOOLS_MKFS_WALK_H

#include "tools/mkfs/disk.h"

/* An entry of a directory, or the root (path "/"). */
struct walk_place {
    const char *path;
    uint32_t number, parent; /* inode of the entry, and of the directory that it is in */
    const struct fs_inode *inode;
};

/* Visit the root and everything below, directories before what is in them, in order of names.  A directory that is
 * damaged or named twice is reported and not entered. */
void walk_tree(const struct disk *disk, void (*visit)(void *context, const struct walk_place *place), void *context);

#endif
