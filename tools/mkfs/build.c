#include "tools/mkfs/build.h"

#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/mode.h"
#include "tools/lib/file.h"
#include "tools/lib/tool.h"
#include "tools/mkfs/codec.h"

enum { BITS_PER_BLOCK = FS_BLOCK_BYTES * 8, BLOCKS_PER_INODE = 4, INODES_MIN = 64 };

/* A name that several directory entries of the host give to one file. */
struct linked {
    uint64_t device, inode;
    uint32_t number;
};

struct builder {
    struct disk *disk;
    uint64_t time_s;
    uint32_t next_inode, next_block; /* the first that are free */
    struct linked *linked;
    size_t linked_count, linked_capacity;
    bool full;
};

/* ---- Layout ---- */

static struct fs_region take_region(uint64_t *next, uint64_t blocks) {
    struct fs_region region = {blocks ? (uint32_t)*next : 0, (uint32_t)blocks};
    *next += blocks;
    return region;
}

static uint32_t count_inodes(const struct build_options *options, uint64_t blocks) {
    uint64_t wanted = options->inodes ? options->inodes : blocks / BLOCKS_PER_INODE;
    wanted = wanted < INODES_MIN ? INODES_MIN : wanted;
    return (uint32_t)((wanted + FS_INODES_PER_BLOCK - 1) / FS_INODES_PER_BLOCK * FS_INODES_PER_BLOCK);
}

static bool lay_out(struct disk *disk, const struct build_options *options) {
    struct fs_super *super = &disk->super;
    uint64_t blocks = options->size_bytes >> FS_BLOCK_SHIFT, next = 1;
    uint64_t tail = (uint64_t)disk_blocks_for(options->journal_bytes) + disk_blocks_for(options->swap_bytes);
    super->magic = FS_MAGIC;
    super->version = FS_VERSION;
    super->state = FS_CLEAN;
    super->created = options->time_s;
    super->block_count = (uint32_t)blocks;
    super->inode_count = count_inodes(options, blocks);
    super->boot = take_region(&next, disk_blocks_for(options->kernel_bytes));
    super->inode_bitmap = take_region(&next, (super->inode_count + BITS_PER_BLOCK - 1) / BITS_PER_BLOCK);
    super->block_bitmap = take_region(&next, (blocks + BITS_PER_BLOCK - 1) / BITS_PER_BLOCK);
    super->inode_table = take_region(&next, super->inode_count / FS_INODES_PER_BLOCK);
    if (next + tail >= blocks) {
        tool_error(TOOL_BAD_INPUT, NULL,
                   "%llu bytes are too few for kernel, tables, journal and swap: --size must be more than %llu K",
                   (unsigned long long)options->size_bytes,
                   (unsigned long long)(next + tail) * (FS_BLOCK_BYTES / 1024));
        return false;
    }
    super->data = take_region(&next, blocks - next - tail);
    super->journal = take_region(&next, disk_blocks_for(options->journal_bytes));
    super->swap = take_region(&next, disk_blocks_for(options->swap_bytes));
    return true;
}

static bool copy_text(char *field, size_t size, const char *text, const char *what) {
    size_t length = text ? strlen(text) : 0;
    if (length >= size) {
        tool_error(TOOL_FAILED, NULL, "the %s is longer than %lu bytes", what, (unsigned long)(size - 1));
        return false;
    }
    memcpy(field, text ? text : "", length);
    return true;
}

/* ---- Blocks and inodes ---- */

static uint32_t new_block(struct builder *builder) {
    const struct fs_region *data = &builder->disk->super.data;
    if (builder->next_block == data->start + data->blocks) {
        builder->full = true;
        return 0;
    }
    disk_set_bit(builder->disk, &builder->disk->super.block_bitmap, builder->next_block);
    return builder->next_block++;
}

static uint32_t new_inode(struct builder *builder) {
    if (builder->next_inode == builder->disk->super.inode_count) {
        tool_error(TOOL_BAD_INPUT, NULL, "more than %lu files; give more --inodes",
                   (unsigned long)builder->disk->super.inode_count - 1);
        return 0;
    }
    disk_set_bit(builder->disk, &builder->disk->super.inode_bitmap, builder->next_inode);
    return builder->next_inode++;
}

/* The entry of a table block, which is made at need. */
static uint8_t *table_entry(struct builder *builder, struct fs_inode *inode, uint32_t *table, uint32_t index) {
    if (*table == 0) {
        *table = new_block(builder);
        inode->blocks += *table != 0;
    }
    return *table ? disk_block(builder->disk, *table) + 4 * (size_t)index : NULL;
}

/* Enter the block as the index-th of the file.  False when the disk is full. */
static bool enter_block(struct builder *builder, struct fs_inode *inode, uint32_t index, uint32_t block) {
    uint8_t *entry;
    inode->blocks++;
    if (index < FS_DIRECT) {
        inode->direct[index] = block;
        return true;
    }
    index -= FS_DIRECT;
    if (index < FS_PER_BLOCK) {
        entry = table_entry(builder, inode, &inode->indirect, index);
    } else {
        index -= FS_PER_BLOCK;
        entry = table_entry(builder, inode, &inode->double_indirect, index / FS_PER_BLOCK);
        if (!entry)
            return false;
        uint32_t table = codec_get32(entry);
        uint8_t *inner = table_entry(builder, inode, &table, index % FS_PER_BLOCK);
        codec_put32(entry, table);
        entry = inner;
    }
    if (entry)
        codec_put32(entry, block);
    return entry != NULL;
}

static bool write_data(struct builder *builder, struct fs_inode *inode, const uint8_t *data, size_t size) {
    inode->size = (uint32_t)size;
    for (size_t offset = 0; offset < size; offset += FS_BLOCK_BYTES) {
        uint32_t block = new_block(builder);
        if (!block || !enter_block(builder, inode, (uint32_t)(offset >> FS_BLOCK_SHIFT), block))
            return false;
        size_t left = size - offset;
        memcpy(disk_block(builder->disk, block), data + offset, left < FS_BLOCK_BYTES ? left : FS_BLOCK_BYTES);
    }
    return true;
}

/* ---- Directories ---- */

/* Records of a directory in the making. */
struct records {
    uint8_t *bytes;
    size_t size, capacity;
    size_t last; /* offset of the last record */
};

/* Let the last record reach to the end of its block. */
static void close_block(struct records *records) {
    struct fs_dirent last;
    size_t end = (records->size + FS_BLOCK_BYTES - 1) / FS_BLOCK_BYTES * FS_BLOCK_BYTES;
    codec_get_dirent(records->bytes + records->last, &last);
    last.record_bytes = (uint16_t)(end - records->last);
    codec_put_dirent(records->bytes + records->last, &last);
    records->size = end;
}

static void add_record(struct records *records, const char *name, uint32_t inode, uint32_t mode) {
    size_t length = strlen(name), bytes = FS_DIRENT_BYTES(length);
    if (records->size % FS_BLOCK_BYTES + bytes > FS_BLOCK_BYTES)
        close_block(records);
    if (records->size % FS_BLOCK_BYTES == 0) {
        records->bytes = mem_reserve(records->bytes, &records->capacity, records->size + FS_BLOCK_BYTES, 1);
        memset(records->bytes + records->size, 0, FS_BLOCK_BYTES);
    }
    struct fs_dirent dirent = {inode, (uint16_t)bytes, (uint8_t)length, (uint8_t)DT_OF_MODE(mode)};
    records->last = records->size;
    codec_put_dirent(records->bytes + records->size, &dirent);
    memcpy(records->bytes + records->size + sizeof dirent, name, length);
    records->size += bytes;
}

static bool write_node(struct builder *builder, struct node *node, uint32_t parent);

static bool write_directory(struct builder *builder, struct node *node, uint32_t parent, struct fs_inode *inode) {
    struct records records = {NULL, 0, 0, 0};
    add_record(&records, ".", node->inode, S_IFDIR);
    add_record(&records, "..", parent, S_IFDIR);
    inode->links = 2;
    bool good = true;
    for (size_t i = 0; i < node->child_count && good; i++) {
        struct node *child = node->children[i];
        good = write_node(builder, child, node->inode);
        add_record(&records, child->name, child->inode, child->mode);
        if (S_ISDIR(child->mode))
            inode->links++;
    }
    close_block(&records);
    good = good && write_data(builder, inode, records.bytes, records.size);
    free(records.bytes);
    return good;
}

/* ---- Nodes ---- */

static bool write_file(struct builder *builder, const struct node *node, struct fs_inode *inode) {
    struct file_bytes bytes;
    if (!file_read(node->host_path, FS_FILE_BYTES_MAX, &bytes))
        return false;
    bool good = write_data(builder, inode, bytes.data, bytes.size);
    file_free(&bytes);
    return good;
}

/* The inode that an earlier name of the same host file has, with one more link; 0 when this is its first name. */
static uint32_t find_linked(struct builder *builder, const struct node *node) {
    for (size_t i = 0; i < builder->linked_count; i++) {
        const struct linked *linked = &builder->linked[i];
        struct fs_inode inode;
        if (linked->device != node->host_device || linked->inode != node->host_inode)
            continue;
        disk_get_inode(builder->disk, linked->number, &inode);
        if (inode.links == LINK_MAX)
            return 0;
        inode.links++;
        disk_put_inode(builder->disk, linked->number, &inode);
        return linked->number;
    }
    return 0;
}

static void remember_linked(struct builder *builder, const struct node *node) {
    builder->linked =
        mem_reserve(builder->linked, &builder->linked_capacity, builder->linked_count + 1, sizeof *builder->linked);
    builder->linked[builder->linked_count++] = (struct linked){node->host_device, node->host_inode, node->inode};
}

static bool write_node(struct builder *builder, struct node *node, uint32_t parent) {
    bool good = true, has_names = node->host_inode != 0;
    node->inode = has_names ? find_linked(builder, node) : 0;
    if (node->inode)
        return true;
    node->inode = new_inode(builder);
    if (!node->inode)
        return false;
    if (has_names)
        remember_linked(builder, node);
    int64_t time = (int64_t)builder->time_s;
    struct fs_inode inode = {
        .mode = (uint16_t)node->mode,
        .links = 1,
        .uid = node->uid,
        .gid = node->gid,
        .device = node->device,
        .atime = time,
        .mtime = time,
        .ctime = time,
    };
    if (S_ISDIR(node->mode))
        good = write_directory(builder, node, parent ? parent : node->inode, &inode);
    else if (S_ISLNK(node->mode))
        good = write_data(builder, &inode, (const uint8_t *)node->target, strlen(node->target));
    else if (S_ISREG(node->mode))
        good = write_file(builder, node, &inode);
    disk_put_inode(builder->disk, node->inode, &inode);
    return good;
}

/* ---- The disk ---- */

static void mark_other_regions(struct disk *disk) {
    const struct fs_region *data = &disk->super.data;
    for (uint32_t block = 0; block < disk->super.block_count; block++) {
        if (block < data->start || block - data->start >= data->blocks)
            disk_set_bit(disk, &disk->super.block_bitmap, block);
    }
}

static void write_kernel(struct disk *disk, const struct build_options *options) {
    if (!options->kernel)
        return;
    memcpy(disk_block(disk, disk->super.boot.start), options->kernel, options->kernel_bytes);
    disk->super.boot_bytes = options->kernel_bytes;
    disk->super.boot_checksum = fs_crc32(0, options->kernel, options->kernel_bytes);
}

bool build_disk(struct disk *disk, const struct build_options *options, struct node *root) {
    if (!lay_out(disk, options) || !copy_text(disk->super.label, sizeof disk->super.label, options->label, "label") ||
        !copy_text(disk->super.command_line, sizeof disk->super.command_line, options->command_line, "command line"))
        return false;
    disk->bytes = mem_new((size_t)disk->super.block_count << FS_BLOCK_SHIFT);
    mark_other_regions(disk);
    disk_set_bit(disk, &disk->super.inode_bitmap, 0);
    write_kernel(disk, options);
    struct builder builder = {
        .disk = disk, .time_s = options->time_s, .next_inode = FS_ROOT_INODE, .next_block = disk->super.data.start};
    bool good = write_node(&builder, root, 0);
    if (builder.full)
        tool_error(TOOL_BAD_INPUT, NULL, "the files do not fit the %lu K of the data region; give a larger --size",
                   (unsigned long)disk->super.data.blocks * (FS_BLOCK_BYTES / 1024));
    codec_put_super(disk->bytes, &disk->super);
    free(builder.linked);
    return good && !builder.full;
}
