#include "tools/mkfs/disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/lib/file.h"
#include "tools/lib/output.h"
#include "tools/lib/tool.h"
#include "tools/mkfs/codec.h"

#define IMAGE_BYTES_MAX ((size_t)1 << 30)
enum { BITS_PER_BLOCK = FS_BLOCK_BYTES * 8 };

uint32_t disk_blocks_for(uint64_t bytes) {
    return (uint32_t)((bytes + FS_BLOCK_BYTES - 1) >> FS_BLOCK_SHIFT);
}

uint8_t *disk_block(const struct disk *disk, uint32_t block) {
    return disk->bytes + ((size_t)block << FS_BLOCK_SHIFT);
}

void disk_free(struct disk *disk) {
    free(disk->bytes);
    disk->bytes = NULL;
}

/* ---- Superblock ---- */

struct region_name {
    const char *name;
    const struct fs_region *region;
};
enum { REGIONS = 7 };

static void name_regions(const struct fs_super *super, struct region_name names[REGIONS]) {
    names[0] = (struct region_name){"boot", &super->boot};
    names[1] = (struct region_name){"inode bitmap", &super->inode_bitmap};
    names[2] = (struct region_name){"block bitmap", &super->block_bitmap};
    names[3] = (struct region_name){"inode table", &super->inode_table};
    names[4] = (struct region_name){"data", &super->data};
    names[5] = (struct region_name){"journal", &super->journal};
    names[6] = (struct region_name){"swap", &super->swap};
}

static bool check_regions(const struct disk *disk) {
    struct region_name names[REGIONS];
    name_regions(&disk->super, names);
    for (int i = 0; i < REGIONS; i++) {
        const struct fs_region *a = names[i].region;
        if (a->blocks == 0)
            continue;
        if (a->start == 0 || a->start >= disk->super.block_count || a->blocks > disk->super.block_count - a->start) {
            tool_error(TOOL_BAD_INPUT, disk->name, "corrupt: the %s region (%lu blocks from %lu) lies outside the disk",
                       names[i].name, (unsigned long)a->blocks, (unsigned long)a->start);
            return false;
        }
        for (int k = 0; k < i; k++) {
            const struct fs_region *b = names[k].region;
            if (b->blocks && a->start < b->start + b->blocks && b->start < a->start + a->blocks) {
                tool_error(TOOL_BAD_INPUT, disk->name, "corrupt: the regions %s and %s overlap", names[k].name,
                           names[i].name);
                return false;
            }
        }
    }
    return true;
}

static bool check_sizes(const struct disk *disk) {
    const struct fs_super *super = &disk->super;
    const char *what = NULL;
    if (super->inode_count < 2 || super->inode_table.blocks < (super->inode_count - 1) / FS_INODES_PER_BLOCK + 1)
        what = "the inode table does not hold the inodes";
    else if ((uint64_t)super->inode_bitmap.blocks * BITS_PER_BLOCK < super->inode_count)
        what = "the inode bitmap does not cover the inodes";
    else if ((uint64_t)super->block_bitmap.blocks * BITS_PER_BLOCK < super->block_count)
        what = "the block bitmap does not cover the blocks";
    else if (super->boot_bytes > (uint64_t)super->boot.blocks << FS_BLOCK_SHIFT)
        what = "the kernel is larger than the boot region";
    else if (!memchr(super->label, 0, sizeof super->label) ||
             !memchr(super->command_line, 0, sizeof super->command_line))
        what = "the label or the command line does not end";
    else if (super->boot_bytes &&
             fs_crc32(0, disk_block(disk, super->boot.start), super->boot_bytes) != super->boot_checksum)
        what = "the kernel's checksum is wrong";
    if (what)
        tool_error(TOOL_BAD_INPUT, disk->name, "corrupt: %s", what);
    return what == NULL;
}

static bool check_super(const struct disk *disk, size_t size) {
    const struct fs_super *super = &disk->super;
    if (super->magic != FS_MAGIC) {
        tool_error(TOOL_BAD_INPUT, disk->name, "not an Orchard disk; make one with peach-mkfs -o");
        return false;
    }
    if (super->version != FS_VERSION) {
        tool_error(TOOL_BAD_INPUT, disk->name, "the file system has version %lu; this tool knows version %d",
                   (unsigned long)super->version, FS_VERSION);
        return false;
    }
    if (super->checksum != codec_super_checksum(disk->bytes)) {
        tool_error(TOOL_BAD_INPUT, disk->name, "corrupt: the superblock's checksum is wrong");
        return false;
    }
    if (super->block_count > size >> FS_BLOCK_SHIFT) {
        tool_error(TOOL_BAD_INPUT, disk->name, "truncated: the file system has %lu blocks of %d bytes, the image %lu",
                   (unsigned long)super->block_count, FS_BLOCK_BYTES, (unsigned long)(size >> FS_BLOCK_SHIFT));
        return false;
    }
    return check_regions(disk) && check_sizes(disk);
}

bool disk_open(struct disk *disk, const char *path) {
    struct file_bytes bytes;
    *disk = (struct disk){.name = path};
    if (!file_read(path, IMAGE_BYTES_MAX, &bytes))
        return false;
    disk->bytes = bytes.data;
    if (bytes.size < FS_BLOCK_BYTES) {
        tool_error(TOOL_BAD_INPUT, path, "truncated: %lu bytes are less than a superblock", (unsigned long)bytes.size);
    } else {
        codec_get_super(bytes.data, &disk->super);
        if (check_super(disk, bytes.size))
            return true;
    }
    disk_free(disk);
    return false;
}

static bool is_zero(const uint8_t *block) {
    return block[0] == 0 && memcmp(block, block + 1, FS_BLOCK_BYTES - 1) == 0;
}

bool disk_save(const struct disk *disk, const char *path) {
    struct output *output = output_open(path);
    if (!output)
        return false;
    FILE *stream = output_stream(output);
    long skipped = 0;
    for (uint32_t block = 0; block < disk->super.block_count; block++) {
        const uint8_t *bytes = disk_block(disk, block);
        if (is_zero(bytes) && block + 1 < disk->super.block_count) {
            skipped += FS_BLOCK_BYTES;
            continue;
        }
        /* what cannot seek gets the zeros */
        if (skipped && fseek(stream, skipped, SEEK_CUR) != 0) {
            for (long i = 0; i < skipped; i++)
                putc(0, stream);
        }
        skipped = 0;
        fwrite(bytes, 1, FS_BLOCK_BYTES, stream);
    }
    return output_commit(output);
}

/* ---- Bitmaps and inodes ---- */

bool disk_bit(const struct disk *disk, const struct fs_region *bitmap, uint32_t index) {
    return disk_block(disk, bitmap->start)[index / 8] >> (index % 8) & 1;
}

void disk_set_bit(const struct disk *disk, const struct fs_region *bitmap, uint32_t index) {
    disk_block(disk, bitmap->start)[index / 8] |= (uint8_t)(1 << (index % 8));
}

static uint8_t *inode_bytes(const struct disk *disk, uint32_t number) {
    return disk_block(disk, disk->super.inode_table.start) + (size_t)number * sizeof(struct fs_inode);
}

void disk_get_inode(const struct disk *disk, uint32_t number, struct fs_inode *inode) {
    codec_get_inode(inode_bytes(disk, number), inode);
}

void disk_put_inode(const struct disk *disk, uint32_t number, const struct fs_inode *inode) {
    codec_put_inode(inode_bytes(disk, number), inode);
}

/* ---- Files ---- */

bool disk_is_data(const struct disk *disk, uint32_t block) {
    const struct fs_region *data = &disk->super.data;
    return block >= data->start && block - data->start < data->blocks;
}

/* Entry `index` of an indirect block; 0 where the indirect block itself is a hole. */
static bool indirect_entry(const struct disk *disk, uint32_t table, uint32_t index, uint32_t *entry) {
    *entry = 0;
    if (table == 0)
        return true;
    if (!disk_is_data(disk, table))
        return false;
    *entry = codec_get32(disk_block(disk, table) + 4 * (size_t)index);
    return true;
}

bool disk_file_block(const struct disk *disk, const struct fs_inode *inode, uint32_t index, uint32_t *block) {
    uint32_t table = inode->indirect;
    if (index < FS_DIRECT) {
        *block = inode->direct[index];
        return *block == 0 || disk_is_data(disk, *block);
    }
    index -= FS_DIRECT;
    if (index >= FS_PER_BLOCK) {
        index -= FS_PER_BLOCK;
        if (index / FS_PER_BLOCK >= FS_PER_BLOCK)
            return false;
        if (!indirect_entry(disk, inode->double_indirect, index / FS_PER_BLOCK, &table))
            return false;
        index %= FS_PER_BLOCK;
    }
    return indirect_entry(disk, table, index, block) && (*block == 0 || disk_is_data(disk, *block));
}

uint8_t *disk_read_file(const struct disk *disk, const struct fs_inode *inode) {
    if (inode->size > FS_FILE_BYTES_MAX)
        return NULL;
    uint8_t *data = mem_new((size_t)inode->size + 1);
    for (uint32_t offset = 0; offset < inode->size; offset += FS_BLOCK_BYTES) {
        uint32_t block, left = inode->size - offset;
        if (!disk_file_block(disk, inode, offset >> FS_BLOCK_SHIFT, &block)) {
            free(data);
            return NULL;
        }
        if (block)
            memcpy(data + offset, disk_block(disk, block), left < FS_BLOCK_BYTES ? left : FS_BLOCK_BYTES);
    }
    return data;
}

/* ---- Directories ---- */

static const char *check_record(const struct disk *disk, const struct fs_dirent *record, const uint8_t *name,
                                uint32_t left) {
    if (record->record_bytes < sizeof *record || record->record_bytes % 4 || record->record_bytes > left)
        return "a directory record has a bad length";
    if (record->inode == 0)
        return NULL;
    if (record->name_bytes == 0 || FS_DIRENT_BYTES(record->name_bytes) > record->record_bytes)
        return "a name is longer than its directory record";
    if (record->inode >= disk->super.inode_count)
        return "a directory record names an inode that does not exist";
    if (memchr(name, '/', record->name_bytes) || memchr(name, 0, record->name_bytes))
        return "a name contains '/' or a zero byte";
    return NULL;
}

const char *disk_read_directory(const struct disk *disk, const struct fs_inode *inode,
                                bool (*entry)(void *context, const struct disk_entry *entry), void *context) {
    if (inode->size % FS_BLOCK_BYTES || inode->size > FS_FILE_BYTES_MAX || inode->size == 0)
        return "the directory's size is not a multiple of the block size";
    for (uint32_t index = 0; index < inode->size >> FS_BLOCK_SHIFT; index++) {
        uint32_t block, offset = 0;
        if (!disk_file_block(disk, inode, index, &block) || block == 0)
            return "the directory has a block outside the data region";
        const uint8_t *bytes = disk_block(disk, block);
        while (offset < FS_BLOCK_BYTES) {
            struct fs_dirent record;
            struct disk_entry found;
            codec_get_dirent(bytes + offset, &record);
            const uint8_t *name = bytes + offset + sizeof record;
            const char *error = check_record(disk, &record, name, FS_BLOCK_BYTES - offset);
            if (error)
                return error;
            if (record.inode) {
                found.inode = record.inode;
                found.type = record.type;
                memcpy(found.name, name, record.name_bytes);
                found.name[record.name_bytes] = '\0';
                if (!entry(context, &found))
                    return NULL;
            }
            offset += record.record_bytes;
        }
    }
    return NULL;
}
