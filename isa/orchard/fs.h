/* The file system on disk (version 1): written by mkfs, read by the boot ROM and the kernel.
 *
 * The disk is an array of blocks of 4 KiB.  Block 0 is the superblock.  It names the regions, which do not overlap and
 * lie within block_count; a region of 0 blocks does not exist:
 *
 *     superblock | boot: kernel ELF | inode bitmap | block bitmap | inode table | data | journal | swap
 *
 * The order is mkfs's choice, the superblock is what counts.  All numbers are little-endian.  A bitmap has a bit for
 * each inode or block, least significant bit of byte 0 first, set when in use; block_bitmap covers every block of the
 * disk (the other regions are marked in use in it).  Inode 0 does not exist, inode 1 is the root directory.  A block
 * number 0 in an inode is a hole and reads as zeros.  Everything read from a disk is to be checked: it may be corrupt
 * or hostile. */
#ifndef ORCHARD_FS_H
#define ORCHARD_FS_H

#include <stdint.h>

#define FS_MAGIC       0x48435250u /* "PRCH" as bytes */
#define FS_VERSION     1
#define FS_BLOCK_BYTES 4096
#define FS_BLOCK_SHIFT 12
#define FS_ROOT_INODE  1

/* A run of blocks. */
struct fs_region {
    uint32_t start;
    uint32_t blocks;
};

/* Block 0; what follows in the block is 0. */
struct fs_super {
    uint32_t magic;
    uint32_t version;
    uint32_t checksum;    /* fs_crc32 of this struct with this field 0 */
    uint32_t block_count; /* of the whole disk */
    uint32_t inode_count; /* in the table, inode 0 included */
    uint32_t state;       /* FS_CLEAN or FS_MOUNTED */
    uint64_t created;     /* seconds since 1970 */
    struct fs_region boot;
    struct fs_region inode_bitmap;
    struct fs_region block_bitmap;
    struct fs_region inode_table;
    struct fs_region data;
    struct fs_region journal;
    struct fs_region swap;
    uint32_t boot_bytes;    /* size of the kernel ELF */
    uint32_t boot_checksum; /* fs_crc32 of these bytes */
    char label[32];         /* ended by 0 */
    char command_line[256]; /* for the kernel, ended by 0; what the machine passes is appended */
};
_Static_assert(sizeof(struct fs_super) == 384, "on-disk layout");

#define FS_CLEAN   1 /* unmounted properly */
#define FS_MOUNTED 2 /* in use, or the machine was cut off */

#define FS_DIRECT         12
#define FS_PER_BLOCK      (FS_BLOCK_BYTES / 4) /* block numbers in an indirect block */
#define FS_FILE_BYTES_MAX 0x7fffffffu

struct fs_inode {
    uint16_t mode;  /* S_IF... and permissions (stat.h); 0 when free */
    uint16_t links; /* directory entries that name it */
    uint32_t uid;
    uint32_t gid;
    uint32_t size;   /* bytes, at most FS_FILE_BYTES_MAX; of a directory a multiple of the block size */
    uint32_t device; /* of a device node */
    uint32_t blocks; /* in use, with the indirect ones */
    int64_t atime;   /* seconds since 1970 */
    int64_t mtime;
    int64_t ctime;
    uint32_t generation;        /* changes when the inode is used anew */
    uint32_t direct[FS_DIRECT]; /* the path of a symbolic link is data like a file's */
    uint32_t indirect;          /* a block of block numbers */
    uint32_t double_indirect;   /* a block of numbers of such blocks */
    uint32_t reserved[5];
};
_Static_assert(sizeof(struct fs_inode) == 128, "on-disk layout");
#define FS_INODES_PER_BLOCK (FS_BLOCK_BYTES / 128)

/* A directory's data: records that fill each block exactly; none crosses a block.  inode 0: an unused record.  The
 * directory starts with "." and "..".  Names are bytes other than 0 and '/', not ended by 0. */
struct fs_dirent {
    uint32_t inode;
    uint16_t record_bytes; /* with the name; a multiple of 4 */
    uint8_t name_bytes;    /* 1..255 */
    uint8_t type;          /* DT_... (dirent.h) */
};
_Static_assert(sizeof(struct fs_dirent) == 8, "on-disk layout");
#define FS_DIRENT_BYTES(name_bytes) ((8u + (name_bytes) + 3u) & ~3u)

/* CRC-32 (polynomial 0x04c11db7 reflected, initial value and final xor all ones); crc is 0 at the start of the data. */
static inline uint32_t fs_crc32(uint32_t crc, const void *data, uint32_t bytes)
{
    const uint8_t *p = data;
    crc = ~crc;
    while (bytes--) {
        crc ^= *p++;
        for (int i = 0; i < 8; i++)
            crc = crc >> 1 ^ (0xedb88320u & (0u - (crc & 1)));
    }
    return ~crc;
}

#endif
