/* Looking into a file system that exists. */
#ifndef TOOLS_MKFS_SHOW_H
#define TOOLS_MKFS_SHOW_H

#include <stdbool.h>

#include "tools/mkfs/disk.h"

/* Print every path with mode, links, owner, size, as ls -l would.  Damage is reported. */
void show_list(const struct disk *disk);

/* Write every directory, file and pipe... that the host can hold below a folder, which must not exist or be empty. */
void show_extract(const struct disk *disk, const char *folder);

/* Check the whole file system: every inode, block, directory and bitmap.  Each fault is reported. */
void show_check(const struct disk *disk);

#endif
