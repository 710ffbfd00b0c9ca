/* Directories: names and inode numbers.  The directory's inode is locked. */
#ifndef KERNEL_DIR_H
#define KERNEL_DIR_H

#include "fs/inode.h"
#include "isa/orchard/dirent.h"
#include "isa/orchard/limits.h"

/* A name of a path, not ended by 0. */
struct name {
    const char *text;
    uint32_t bytes;
};

/* The inode number that a name stands for: -ENOENT when it is not there. */
int32_t dir_lookup(struct inode *dir, const struct name *name);

/* Add a name (it is not there yet); take one away; make it stand for another inode.  0 or -errno. */
int32_t dir_add(struct inode *dir, const struct name *name, uint32_t number, uint32_t mode);
int32_t dir_remove(struct inode *dir, const struct name *name);
int32_t dir_change(struct inode *dir, const struct name *name, uint32_t number, uint32_t mode);

/* Whether nothing but "." and ".." is left: 1, 0 or -errno. */
int32_t dir_is_empty(struct inode *dir);

/* The next entry at or behind an offset: 1 and the offset moved on, 0 at the end, or -errno. */
int32_t dir_next(struct inode *dir, uint32_t *offset, struct dirent *out);

#endif
