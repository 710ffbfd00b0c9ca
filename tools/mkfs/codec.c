#include "tools/mkfs/codec.h"

#include <stddef.h>
#include <string.h>

uint32_t codec_get32(const uint8_t *at) {
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

void codec_put32(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

static uint16_t get16(const uint8_t *at) {
    return (uint16_t)(at[0] | at[1] << 8);
}

static void put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
}

static uint64_t get64(const uint8_t *at) {
    return codec_get32(at) | (uint64_t)codec_get32(at + 4) << 32;
}

static void put64(uint8_t *at, uint64_t value) {
    codec_put32(at, (uint32_t)value);
    codec_put32(at + 4, (uint32_t)(value >> 32));
}

/* ---- Superblock ---- */

/* Fields of 32 bits, in place. */
static const size_t super_words[] = {
    offsetof(struct fs_super, magic),       offsetof(struct fs_super, version),
    offsetof(struct fs_super, checksum),    offsetof(struct fs_super, block_count),
    offsetof(struct fs_super, inode_count), offsetof(struct fs_super, state),
    offsetof(struct fs_super, boot_bytes),  offsetof(struct fs_super, boot_checksum),
};
static const size_t super_regions[] = {
    offsetof(struct fs_super, boot),         offsetof(struct fs_super, inode_bitmap),
    offsetof(struct fs_super, block_bitmap), offsetof(struct fs_super, inode_table),
    offsetof(struct fs_super, data),         offsetof(struct fs_super, journal),
    offsetof(struct fs_super, swap),
};
enum {
    SUPER_WORDS = sizeof super_words / sizeof *super_words,
    SUPER_REGIONS = sizeof super_regions / sizeof *super_regions,
};

void codec_get_super(const uint8_t *at, struct fs_super *super) {
    uint8_t *fields = (uint8_t *)super;
    memset(super, 0, sizeof *super);
    for (size_t i = 0; i < SUPER_WORDS; i++) {
        uint32_t word = codec_get32(at + super_words[i]);
        memcpy(fields + super_words[i], &word, 4);
    }
    for (size_t i = 0; i < SUPER_REGIONS; i++) {
        struct fs_region region = {codec_get32(at + super_regions[i]), codec_get32(at + super_regions[i] + 4)};
        memcpy(fields + super_regions[i], &region, sizeof region);
    }
    super->created = get64(at + offsetof(struct fs_super, created));
    memcpy(super->label, at + offsetof(struct fs_super, label), sizeof super->label);
    memcpy(super->command_line, at + offsetof(struct fs_super, command_line), sizeof super->command_line);
}

void codec_put_super(uint8_t *at, struct fs_super *super) {
    const uint8_t *fields = (const uint8_t *)super;
    super->checksum = 0;
    for (size_t i = 0; i < SUPER_WORDS; i++) {
        uint32_t word;
        memcpy(&word, fields + super_words[i], 4);
        codec_put32(at + super_words[i], word);
    }
    for (size_t i = 0; i < SUPER_REGIONS; i++) {
        struct fs_region region;
        memcpy(&region, fields + super_regions[i], sizeof region);
        codec_put32(at + super_regions[i], region.start);
        codec_put32(at + super_regions[i] + 4, region.blocks);
    }
    put64(at + offsetof(struct fs_super, created), super->created);
    memcpy(at + offsetof(struct fs_super, label), super->label, sizeof super->label);
    memcpy(at + offsetof(struct fs_super, command_line), super->command_line, sizeof super->command_line);
    super->checksum = codec_super_checksum(at);
    codec_put32(at + offsetof(struct fs_super, checksum), super->checksum);
}

uint32_t codec_super_checksum(const uint8_t *at) {
    uint8_t copy[sizeof(struct fs_super)];
    memcpy(copy, at, sizeof copy);
    codec_put32(copy + offsetof(struct fs_super, checksum), 0);
    return fs_crc32(0, copy, sizeof copy);
}

/* ---- Inodes ---- */

void codec_get_inode(const uint8_t *at, struct fs_inode *inode) {
    *inode = (struct fs_inode){
        .mode = get16(at + offsetof(struct fs_inode, mode)),
        .links = get16(at + offsetof(struct fs_inode, links)),
        .uid = codec_get32(at + offsetof(struct fs_inode, uid)),
        .gid = codec_get32(at + offsetof(struct fs_inode, gid)),
        .size = codec_get32(at + offsetof(struct fs_inode, size)),
        .device = codec_get32(at + offsetof(struct fs_inode, device)),
        .blocks = codec_get32(at + offsetof(struct fs_inode, blocks)),
        .atime = (int64_t)get64(at + offsetof(struct fs_inode, atime)),
        .mtime = (int64_t)get64(at + offsetof(struct fs_inode, mtime)),
        .ctime = (int64_t)get64(at + offsetof(struct fs_inode, ctime)),
        .generation = codec_get32(at + offsetof(struct fs_inode, generation)),
        .indirect = codec_get32(at + offsetof(struct fs_inode, indirect)),
        .double_indirect = codec_get32(at + offsetof(struct fs_inode, double_indirect)),
    };
    for (int i = 0; i < FS_DIRECT; i++)
        inode->direct[i] = codec_get32(at + offsetof(struct fs_inode, direct) + 4 * (size_t)i);
}

void codec_put_inode(uint8_t *at, const struct fs_inode *inode) {
    memset(at, 0, sizeof *inode);
    put16(at + offsetof(struct fs_inode, mode), inode->mode);
    put16(at + offsetof(struct fs_inode, links), inode->links);
    codec_put32(at + offsetof(struct fs_inode, uid), inode->uid);
    codec_put32(at + offsetof(struct fs_inode, gid), inode->gid);
    codec_put32(at + offsetof(struct fs_inode, size), inode->size);
    codec_put32(at + offsetof(struct fs_inode, device), inode->device);
    codec_put32(at + offsetof(struct fs_inode, blocks), inode->blocks);
    put64(at + offsetof(struct fs_inode, atime), (uint64_t)inode->atime);
    put64(at + offsetof(struct fs_inode, mtime), (uint64_t)inode->mtime);
    put64(at + offsetof(struct fs_inode, ctime), (uint64_t)inode->ctime);
    codec_put32(at + offsetof(struct fs_inode, generation), inode->generation);
    codec_put32(at + offsetof(struct fs_inode, indirect), inode->indirect);
    codec_put32(at + offsetof(struct fs_inode, double_indirect), inode->double_indirect);
    for (int i = 0; i < FS_DIRECT; i++)
        codec_put32(at + offsetof(struct fs_inode, direct) + 4 * (size_t)i, inode->direct[i]);
}

/* ---- Directory records ---- */

void codec_get_dirent(const uint8_t *at, struct fs_dirent *dirent) {
    dirent->inode = codec_get32(at);
    dirent->record_bytes = get16(at + offsetof(struct fs_dirent, record_bytes));
    dirent->name_bytes = at[offsetof(struct fs_dirent, name_bytes)];
    dirent->type = at[offsetof(struct fs_dirent, type)];
}

void codec_put_dirent(uint8_t *at, const struct fs_dirent *dirent) {
    codec_put32(at, dirent->inode);
    put16(at + offsetof(struct fs_dirent, record_bytes), dirent->record_bytes);
    at[offsetof(struct fs_dirent, name_bytes)] = dirent->name_bytes;
    at[offsetof(struct fs_dirent, type)] = dirent->type;
}
