/* The structs of isa/orchard/fs.h as bytes on disk, little-endian whatever the host. */
#ifndef TOOLS_MKFS_CODEC_H
#define TOOLS_MKFS_CODEC_H

#include <stdint.h>

#include "isa/orchard/fs.h"

uint32_t codec_get32(const uint8_t *at);
void codec_put32(uint8_t *at, uint32_t value);

/* The superblock: put computes its checksum, checksum_of what it should be. */
void codec_get_super(const uint8_t *at, struct fs_super *super);
void codec_put_super(uint8_t *at, struct fs_super *super);
uint32_t codec_super_checksum(const uint8_t *at);

void codec_get_inode(const uint8_t *at, struct fs_inode *inode);
void codec_put_inode(uint8_t *at, const struct fs_inode *inode);

/* A directory record without its name. */
void codec_get_dirent(const uint8_t *at, struct fs_dirent *dirent);
void codec_put_dirent(uint8_t *at, const struct fs_dirent *dirent);

#endif
