/* The mounted file system: its superblock, and which blocks and inodes are in use. */
#ifndef KERNEL_VOLUME_H
#define KERNEL_VOLUME_H

#include "isa/orchard/fs.h"
#include "isa/orchard/stat.h"
#include "lib/base.h"

/* Read and check the superblock, mark it in use: 0 or -errno after a message. */
int32_t volume_mount(void);

/* Write everything back and mark the superblock clean. */
void volume_unmount(void);

/* The superblock; does not change while mounted. */
const struct fs_super *volume_super(void);

/* Take a data block (0: none left) or an inode number; give back. */
uint32_t volume_take_block(void);
void volume_free_block(uint32_t block);
uint32_t volume_take_inode(void);
void volume_free_inode(uint32_t number);

/* Whether a block number read from disk may be a file's. */
bool volume_good_block(uint32_t block);

void volume_statfs(struct statfs *out);

#endif
