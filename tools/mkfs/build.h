/* Making a file system. */
#ifndef TOOLS_MKFS_BUILD_H
#define TOOLS_MKFS_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "tools/mkfs/disk.h"
#include "tools/mkfs/tree.h"

struct build_options {
    uint64_t size_bytes, swap_bytes, journal_bytes; /* rounded up to blocks */
    uint32_t inodes;                                /* 0: in proportion to the size */
    uint64_t time_s;                                /* of everything in it, seconds since 1970 */
    const char *label, *command_line;
    const uint8_t *kernel; /* NULL: no boot region */
    uint32_t kernel_bytes;
};

/* Lay out a disk and write the tree to it.  False after a report; the disk is to be freed in either case. */
bool build_disk(struct disk *disk, const struct build_options *options, struct node *root);

#endif
