/* A disk image in memory: blocks, bitmaps, inodes, the blocks of a file, the records of a directory.
 *
 * A disk that was opened is untrusted: every function that follows what it says checks it first. */
#ifndef TOOLS_MKFS_DISK_H
#define TOOLS_MKFS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/orchard/fs.h"

struct disk {
    const char *name; /* for messages */
    uint8_t *bytes;
    struct fs_super super;
};

/* Blocks of a size, rounded up. */
uint32_t disk_blocks_for(uint64_t bytes);

uint8_t *disk_block(const struct disk *disk, uint32_t block);

/* Read an image and check its superblock.  False after a report. */
bool disk_open(struct disk *disk, const char *path);

/* Write the image, leaving holes where blocks are zero.  False after a report. */
bool disk_save(const struct disk *disk, const char *path);

void disk_free(struct disk *disk);

/* A bit of a bitmap region. */
bool disk_bit(const struct disk *disk, const struct fs_region *bitmap, uint32_t index);
void disk_set_bit(const struct disk *disk, const struct fs_region *bitmap, uint32_t index);

/* Inode by number, which must be below inode_count. */
void disk_get_inode(const struct disk *disk, uint32_t number, struct fs_inode *inode);
void disk_put_inode(const struct disk *disk, uint32_t number, const struct fs_inode *inode);

/* Is this the number of a block that files may use? */
bool disk_is_data(const struct disk *disk, uint32_t block);

/* Block `index` of a file, 0 for a hole.  False when the inode's block numbers are damaged or the file has no such
 * block. */
bool disk_file_block(const struct disk *disk, const struct fs_inode *inode, uint32_t index, uint32_t *block);

/* The whole contents of a file or link; allocated, with a 0 behind.  NULL when it is damaged. */
uint8_t *disk_read_file(const struct disk *disk, const struct fs_inode *inode);

/* A used record of a directory. */
struct disk_entry {
    uint32_t inode;
    uint8_t type;
    char name[256];
};

/* Call entry for each used record; it returns false to stop.  NULL, or what is wrong with the directory. */
const char *disk_read_directory(const struct disk *disk, const struct fs_inode *inode,
                                bool (*entry)(void *context, const struct disk_entry *entry), void *context);

#endif
