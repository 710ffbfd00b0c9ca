/* The consistency of a whole file system. */
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/orchard/mode.h"
#include "tools/lib/tool.h"
#include "tools/mkfs/codec.h"
#include "tools/mkfs/show.h"
#include "tools/mkfs/walk.h"

enum { LEVEL_DATA, LEVEL_INDIRECT, LEVEL_DOUBLE };

struct check {
    const struct disk *disk;
    uint32_t *links; /* by inode: directory entries that name it */
    bool *used;      /* by block: a file has it */
    uint32_t blocks; /* of the file being looked at */
};

static void complain_inode(const struct check *check, uint32_t number, const char *what) {
    tool_error(TOOL_BAD_INPUT, check->disk->name, "corrupt: inode %lu: %s", (unsigned long)number, what);
}

/* Note a block and what it refers to. */
static void use_block(struct check *check, uint32_t number, uint32_t block, int level) {
    if (block == 0)
        return;
    if (!disk_is_data(check->disk, block)) {
        complain_inode(check, number, "a block number lies outside the data region");
        return;
    }
    if (check->used[block]) {
        complain_inode(check, number, "a block belongs to two files");
        return;
    }
    check->used[block] = true;
    check->blocks++;
    if (!disk_bit(check->disk, &check->disk->super.block_bitmap, block))
        complain_inode(check, number, "a block in use is marked free");
    for (uint32_t i = 0; level > LEVEL_DATA && i < FS_PER_BLOCK; i++)
        use_block(check, number, codec_get32(disk_block(check->disk, block) + 4 * (size_t)i), level - 1);
}

static void use_inode(struct check *check, uint32_t number, const struct fs_inode *inode) {
    check->blocks = 0;
    if (!disk_bit(check->disk, &check->disk->super.inode_bitmap, number))
        complain_inode(check, number, "in use but marked free");
    if (inode->size > FS_FILE_BYTES_MAX)
        complain_inode(check, number, "the size is impossible");
    if (!S_ISREG(inode->mode) && !S_ISDIR(inode->mode) && !S_ISLNK(inode->mode))
        return;
    for (int i = 0; i < FS_DIRECT; i++)
        use_block(check, number, inode->direct[i], LEVEL_DATA);
    use_block(check, number, inode->indirect, LEVEL_INDIRECT);
    use_block(check, number, inode->double_indirect, LEVEL_DOUBLE);
    if (check->blocks != inode->blocks)
        complain_inode(check, number, "its count of blocks is wrong");
}

static void check_place(void *context, const struct walk_place *place) {
    struct check *check = context;
    if (check->links[place->number]++ == 0)
        use_inode(check, place->number, place->inode);
    if (S_ISDIR(place->inode->mode)) {
        check->links[place->number]++; /* its own "." */
        if (place->number != place->parent)
            check->links[place->parent]++; /* its ".." */
    }
}

static void check_inodes(const struct check *check) {
    for (uint32_t number = 1; number < check->disk->super.inode_count; number++) {
        struct fs_inode inode;
        disk_get_inode(check->disk, number, &inode);
        bool marked = disk_bit(check->disk, &check->disk->super.inode_bitmap, number);
        if (check->links[number] && inode.links != check->links[number])
            complain_inode(check, number, "its count of links is wrong");
        else if (!check->links[number] && inode.mode != 0)
            complain_inode(check, number, "in use, but no directory names it");
        else if (!check->links[number] && marked)
            complain_inode(check, number, "free but marked as in use");
    }
}

static void check_blocks(const struct check *check) {
    uint32_t lost = 0;
    for (uint32_t block = 0; block < check->disk->super.block_count; block++) {
        bool marked = disk_bit(check->disk, &check->disk->super.block_bitmap, block);
        bool data = disk_is_data(check->disk, block);
        if (!marked && !data) {
            tool_error(TOOL_BAD_INPUT, check->disk->name, "corrupt: block %lu outside the data region is marked free",
                       (unsigned long)block);
            return;
        }
        lost += marked && data && !check->used[block];
    }
    if (lost)
        tool_error(TOOL_BAD_INPUT, check->disk->name, "corrupt: %lu blocks are marked as in use, but no file has them",
                   (unsigned long)lost);
}

void show_check(const struct disk *disk) {
    struct check check = {.disk = disk};
    check.links = mem_new(disk->super.inode_count * sizeof *check.links);
    check.used = mem_new(disk->super.block_count * sizeof *check.used);
    if (disk->super.state != FS_CLEAN)
        tool_warning(disk->name, "was not unmounted properly");
    walk_tree(disk, check_place, &check);
    check_inodes(&check);
    check_blocks(&check);
    free(check.links);
    free(check.used);
}
