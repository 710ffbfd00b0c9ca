/* What an inode's blocks hold. */
#include "fs/cache.h"
#include "fs/inode.h"
#include "fs/shared.h"
#include "fs/volume.h"

#define DOUBLE_FIRST (FS_DIRECT + FS_PER_BLOCK) /* index of the first block behind the double indirect one */

/* A new block for the inode, zero in the cache when it will hold block numbers. */
static uint32_t take_block(struct inode *inode, bool table)
{
    uint32_t block = volume_take_block();
    if (!block)
        return 0;
    inode->disk.blocks++;
    if (table) {
        struct buffer *buffer = cache_fresh(block);
        cache_release(buffer);
    }
    return block;
}

/* The block number in a field of the inode itself. */
static int32_t own_slot(struct inode *inode, uint32_t *slot, bool make, bool table, bool *fresh)
{
    if (*slot)
        return volume_good_block(*slot) ? (int32_t)*slot : -EIO;
    if (!make)
        return 0;
    *slot = take_block(inode, table);
    *fresh = true;
    return *slot ? (int32_t)*slot : -ENOSPC;
}

/* The block number at an index of a block of numbers. */
static int32_t table_slot(struct inode *inode, uint32_t table_at, uint32_t index, bool make, bool table, bool *fresh)
{
    struct buffer *buffer = cache_read(table_at);
    if (!buffer)
        return -EIO;
    uint32_t *slot = (uint32_t *)buffer->data + index;
    uint32_t block = *slot;
    int32_t result = 0;
    if (block) {
        result = volume_good_block(block) ? (int32_t)block : -EIO;
    } else if (make) {
        block = take_block(inode, table);
        *fresh = true;
        result = block ? (int32_t)block : -ENOSPC;
        if (block) {
            *slot = block;
            cache_dirty(buffer);
        }
    }
    cache_release(buffer);
    return result;
}

int32_t inode_block(struct inode *inode, uint32_t index, bool make, bool *fresh)
{
    bool unused;
    *fresh = false;
    if (index < FS_DIRECT)
        return own_slot(inode, &inode->disk.direct[index], make, false, fresh);
    int32_t table;
    if (index < DOUBLE_FIRST) {
        index -= FS_DIRECT;
        table = own_slot(inode, &inode->disk.indirect, make, true, &unused);
    } else {
        index -= DOUBLE_FIRST;
        if (index >= FS_PER_BLOCK * FS_PER_BLOCK)
            return -EFBIG;
        table = own_slot(inode, &inode->disk.double_indirect, make, true, &unused);
        if (table > 0)
            table = table_slot(inode, (uint32_t)table, index / FS_PER_BLOCK, make, true, &unused);
    }
    if (table <= 0)
        return table;
    return table_slot(inode, (uint32_t)table, index % FS_PER_BLOCK, make, false, fresh);
}

int32_t inode_read(struct inode *inode, void *to, uint32_t offset, uint32_t bytes)
{
    uint8_t *target = to;
    if (inode->path)
        return shared_read(inode, to, offset, bytes);
    if (offset >= inode->disk.size)
        return 0;
    bytes = min_u32(bytes, inode->disk.size - offset);
    for (uint32_t done = 0; done < bytes;) {
        uint32_t within = (offset + done) % FS_BLOCK_BYTES;
        uint32_t part = min_u32(bytes - done, FS_BLOCK_BYTES - within);
        bool fresh;
        int32_t block = inode_block(inode, (offset + done) >> FS_BLOCK_SHIFT, false, &fresh);
        if (block < 0)
            return block;
        struct buffer *buffer = block ? cache_read((uint32_t)block) : NULL;
        if (block && !buffer)
            return -EIO;
        if (!buffer)
            memset(target + done, 0, part);
        else if (part == FS_BLOCK_BYTES && !((uintptr_t)(target + done) & 7))
            page_copy(target + done, buffer->data);
        else
            memcpy(target + done, buffer->data + within, part);
        if (buffer)
            cache_release(buffer);
        done += part;
    }
    return (int32_t)bytes;
}

int32_t inode_read_whole(struct inode *inode, void *to, uint32_t offset, uint32_t bytes)
{
    inode_lock(inode);
    int32_t result = inode_read(inode, to, offset, bytes);
    inode_unlock(inode);
    return result;
}

/* Write within one block: 0 or -errno. */
static int32_t write_part(struct inode *inode, const uint8_t *from, uint32_t offset, uint32_t part)
{
    bool fresh;
    int32_t block = inode_block(inode, offset >> FS_BLOCK_SHIFT, true, &fresh);
    if (block < 0)
        return block;
    struct buffer *buffer =
        fresh || part == FS_BLOCK_BYTES ? cache_fresh((uint32_t)block) : cache_read((uint32_t)block);
    if (!buffer)
        return -EIO;
    memcpy(buffer->data + offset % FS_BLOCK_BYTES, from, part);
    cache_dirty(buffer);
    cache_release(buffer);
    return 0;
}

int32_t inode_write(struct inode *inode, const void *from, uint32_t offset, uint32_t bytes)
{
    const uint8_t *source = from;
    uint32_t done = 0;
    int32_t result = 0;
    if (inode->path)
        return shared_write(inode, from, offset, bytes);
    if (bytes && offset >= FS_FILE_BYTES_MAX)
        return -EFBIG;
    bytes = min_u32(bytes, FS_FILE_BYTES_MAX - offset);
    while (done < bytes && result == 0) {
        uint32_t part = min_u32(bytes - done, FS_BLOCK_BYTES - (offset + done) % FS_BLOCK_BYTES);
        result = write_part(inode, source + done, offset + done, part);
        if (result == 0)
            done += part;
    }
    if (done) {
        inode->disk.size = max_u32(inode->disk.size, offset + done);
        inode_touch(inode);
    }
    int32_t updated = inode_update(inode);
    if (done)
        return updated < 0 ? updated : (int32_t)done;
    return result;
}

static void free_block(struct inode *inode, uint32_t *slot)
{
    if (!*slot)
        return;
    volume_free_block(*slot);
    *slot = 0;
    inode->disk.blocks--;
}

/* Free what a table of numbers names from an index on, and the table itself when nothing of it is left.  depth 1: of
 * data. */
static void free_table(struct inode *inode, uint32_t *slot, uint32_t first, unsigned depth)
{
    if (!*slot || !volume_good_block(*slot))
        return;
    struct buffer *buffer = cache_read(*slot);
    if (!buffer)
        return;
    uint32_t *entries = (uint32_t *)buffer->data;
    uint32_t span = depth == 1 ? 1 : FS_PER_BLOCK;
    for (uint32_t i = first / span; i < FS_PER_BLOCK; i++) {
        if (depth == 1)
            free_block(inode, &entries[i]);
        else
            free_table(inode, &entries[i], i == first / span ? first % span : 0, depth - 1);
    }
    cache_dirty(buffer);
    cache_release(buffer);
    if (first == 0)
        free_block(inode, slot);
}

/* Zeros behind the new end within its block, so that growing again reads zeros. */
static int32_t clear_tail(struct inode *inode, uint32_t size)
{
    uint32_t within = size % FS_BLOCK_BYTES;
    bool fresh;
    int32_t block = within ? inode_block(inode, size >> FS_BLOCK_SHIFT, false, &fresh) : 0;
    if (block <= 0)
        return block;
    struct buffer *buffer = cache_read((uint32_t)block);
    if (!buffer)
        return -EIO;
    memset(buffer->data + within, 0, FS_BLOCK_BYTES - within);
    cache_dirty(buffer);
    cache_release(buffer);
    return 0;
}

int32_t inode_resize(struct inode *inode, uint32_t size)
{
    if (inode->path)
        return shared_resize(inode, size);
    if (size > FS_FILE_BYTES_MAX)
        return -EFBIG;
    if (size < inode->disk.size) {
        int32_t result = clear_tail(inode, size);
        if (result < 0)
            return result;
        uint32_t keep = (size + FS_BLOCK_BYTES - 1) >> FS_BLOCK_SHIFT;
        for (uint32_t i = keep; i < FS_DIRECT; i++)
            free_block(inode, &inode->disk.direct[i]);
        uint32_t first = keep > FS_DIRECT ? keep - FS_DIRECT : 0;
        if (first < FS_PER_BLOCK)
            free_table(inode, &inode->disk.indirect, first, 1);
        first = keep > DOUBLE_FIRST ? keep - DOUBLE_FIRST : 0;
        free_table(inode, &inode->disk.double_indirect, first, 2);
    }
    inode->disk.size = size;
    inode_touch(inode);
    return inode_update(inode);
}
