/* The superblock and the bitmaps. */
#include "fs/volume.h"

#include "dev/disk.h"
#include "fs/cache.h"
#include "isa/orchard/limits.h"

#define BITS_PER_BLOCK (FS_BLOCK_BYTES * 8)

/* A bitmap on disk. */
struct bitmap {
    struct fs_region region;
    uint32_t first, limit; /* bits that may be taken */
    uint32_t hint;         /* map_lock: where to look first */
    uint32_t free;         /* map_lock */
};

static struct fs_super super;
static struct sleeplock map_lock; /* both bitmaps */
static struct bitmap blocks, inodes;

const struct fs_super *volume_super(void)
{
    return &super;
}

static bool region_fits(struct fs_region region)
{
    return region.start < super.block_count && region.blocks <= super.block_count - region.start;
}

/* What is wrong with the superblock, or NULL. */
static const char *super_error(void)
{
    uint32_t checksum = super.checksum;
    super.checksum = 0;
    uint32_t right = fs_crc32(0, &super, sizeof super);
    super.checksum = checksum;
    if (super.magic != FS_MAGIC)
        return "no Orchard file system on the disk";
    if (super.version != FS_VERSION)
        return "file system of another version";
    if (checksum != right)
        return "superblock damaged";
    if (super.block_count > disk_blocks())
        return "file system larger than the disk";
    if (!region_fits(super.inode_bitmap) || !region_fits(super.block_bitmap) || !region_fits(super.inode_table) ||
        !region_fits(super.data) || !region_fits(super.swap)) {
        return "superblock: a region lies outside the disk";
    }
    if ((uint64_t)super.inode_bitmap.blocks * BITS_PER_BLOCK < super.inode_count ||
        (uint64_t)super.block_bitmap.blocks * BITS_PER_BLOCK < super.block_count ||
        (uint64_t)super.inode_table.blocks * FS_INODES_PER_BLOCK < super.inode_count || super.inode_count < 2) {
        return "superblock: a table is too small";
    }
    return NULL;
}

static int32_t write_super(uint32_t state)
{
    if (disk_read_only())
        return 0;
    struct buffer *buffer = cache_read(0);
    if (!buffer)
        return -EIO;
    super.state = state;
    super.checksum = 0;
    super.checksum = fs_crc32(0, &super, sizeof super);
    memcpy(buffer->data, &super, sizeof super);
    cache_dirty(buffer);
    cache_release(buffer);
    return 0;
}

/* Count the free bits of a bitmap. */
static int32_t count_free(struct bitmap *map)
{
    map->free = 0;
    for (uint32_t bit = 0; bit < map->limit; bit += BITS_PER_BLOCK) {
        struct buffer *buffer = cache_read(map->region.start + bit / BITS_PER_BLOCK);
        if (!buffer)
            return -EIO;
        const uint32_t *words = (const uint32_t *)buffer->data;
        uint32_t end = min_u32(map->limit - bit, BITS_PER_BLOCK);
        for (uint32_t i = 0; i < end; i++) {
            if (words[i / 32] == 0xffffffffu)
                i |= 31;
            else if (!(words[i / 32] >> i % 32 & 1) && bit + i >= map->first)
                map->free++;
        }
        cache_release(buffer);
    }
    return 0;
}

int32_t volume_mount(void)
{
    struct buffer *buffer = cache_read(0);
    if (!buffer)
        return -EIO;
    memcpy(&super, buffer->data, sizeof super);
    cache_release(buffer);
    const char *error = super_error();
    if (error) {
        print("disk: %s\n", error);
        return -EINVAL;
    }
    if (super.state != FS_CLEAN)
        boot_log("disk: was not unmounted properly\n");
    sleeplock_init(&map_lock, "bitmap");
    blocks = (struct bitmap){super.block_bitmap, super.data.start, super.data.start + super.data.blocks,
                             super.data.start, 0};
    inodes = (struct bitmap){super.inode_bitmap, FS_ROOT_INODE + 1, super.inode_count, FS_ROOT_INODE + 1, 0};
    if (count_free(&blocks) < 0 || count_free(&inodes) < 0)
        return -EIO;
    int32_t result = write_super(FS_MOUNTED);
    cache_sync(); /* the mark is on the medium before anything else is, in whatever order the disk writes */
    return result;
}

void volume_unmount(void)
{
    cache_sync();
    if (super.magic == FS_MAGIC && write_super(FS_CLEAN) == 0)
        cache_sync();
}

/* Take the first clear bit from start on, below limit: its number, or 0. */
static uint32_t take_from(struct bitmap *map, uint32_t start, uint32_t limit)
{
    uint32_t bit = start;
    while (bit < limit) {
        struct buffer *buffer = cache_read(map->region.start + bit / BITS_PER_BLOCK);
        if (!buffer)
            return 0;
        uint32_t *words = (uint32_t *)buffer->data;
        uint32_t end = min_u32(limit, (bit / BITS_PER_BLOCK + 1) * BITS_PER_BLOCK);
        for (; bit < end; bit++) {
            uint32_t *word = &words[bit % BITS_PER_BLOCK / 32];
            if (*word == 0xffffffffu) {
                bit |= 31;
            } else if (!(*word >> bit % 32 & 1)) {
                *word |= 1u << bit % 32;
                cache_dirty(buffer);
                cache_release(buffer);
                return bit;
            }
        }
        cache_release(buffer);
    }
    return 0;
}

static uint32_t take(struct bitmap *map)
{
    sleeplock_lock(&map_lock);
    uint32_t bit = 0;
    if (map->free)
        bit = take_from(map, map->hint, map->limit);
    if (map->free && !bit)
        bit = take_from(map, map->first, map->hint);
    if (bit) {
        map->hint = bit + 1 < map->limit ? bit + 1 : map->first;
        map->free--;
    }
    sleeplock_unlock(&map_lock);
    return bit;
}

static void give_back(struct bitmap *map, uint32_t bit)
{
    if (bit < map->first || bit >= map->limit)
        return;
    sleeplock_lock(&map_lock);
    struct buffer *buffer = cache_read(map->region.start + bit / BITS_PER_BLOCK);
    if (buffer) {
        uint32_t *word = (uint32_t *)buffer->data + bit % BITS_PER_BLOCK / 32;
        if (*word >> bit % 32 & 1) {
            *word &= ~(1u << bit % 32);
            map->free++;
            if (bit < map->hint)
                map->hint = bit;
            cache_dirty(buffer);
        }
        cache_release(buffer);
    }
    sleeplock_unlock(&map_lock);
}

uint32_t volume_take_block(void)
{
    return take(&blocks);
}

void volume_free_block(uint32_t block)
{
    give_back(&blocks, block);
}

uint32_t volume_take_inode(void)
{
    return take(&inodes);
}

void volume_free_inode(uint32_t number)
{
    give_back(&inodes, number);
}

bool volume_good_block(uint32_t block)
{
    return block >= blocks.first && block < blocks.limit;
}

void volume_statfs(struct statfs *out)
{
    out->f_bsize = FS_BLOCK_BYTES;
    out->f_blocks = super.data.blocks;
    out->f_bfree = blocks.free;
    out->f_files = super.inode_count - 1;
    out->f_ffree = inodes.free;
    out->f_namemax = NAME_MAX;
}
