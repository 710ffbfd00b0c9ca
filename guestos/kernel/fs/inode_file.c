/* Open regular files and directories. */
#include "fs/cache.h"
#include "fs/file.h"
#include "fs/inode.h"
#include "fs/shared.h"
#include "isa/orchard/fcntl.h"
#include "mm/frame.h"
#include "mm/usermem.h"

/* Give a part of one block to the user; the inode is not locked while user memory is touched. */
static int32_t read_part(struct inode *inode, user_va to, uint32_t offset, uint32_t part)
{
    static const uint8_t zeros[256];
    bool fresh;
    inode_lock(inode);
    int32_t block = inode_block(inode, offset >> FS_BLOCK_SHIFT, false, &fresh);
    struct buffer *buffer = block > 0 ? cache_read((uint32_t)block) : NULL;
    inode_unlock(inode);
    if (block < 0)
        return block;
    if (block > 0 && !buffer)
        return -EIO;
    int32_t result = 0;
    if (buffer) {
        cache_unlock(buffer);
        result = copy_out(to, buffer->data + offset % FS_BLOCK_BYTES, part);
        cache_unpin(buffer);
        return result;
    }
    for (uint32_t done = 0; done < part && result == 0; done += sizeof zeros) {
        result = copy_out(to + done, zeros, min_u32(part - done, sizeof zeros));
    }
    return result;
}

/* Read a shared file, by way of a page. */
static int32_t read_shared(struct inode *inode, user_va to, uint32_t bytes, int32_t *offset)
{
    struct frame *frame = frame_alloc(FRAME_PIPE);
    if (!frame)
        return -ENOMEM;
    uint32_t done = 0, part;
    int32_t result;
    do {
        part = min_u32(bytes - done, PAGE_BYTES);
        result = inode_read_whole(inode, frame_page(frame), (uint32_t)*offset, part);
        if (result > 0 && copy_out(to + done, frame_page(frame), (uint32_t)result) < 0)
            result = -EFAULT;
        if (result > 0) {
            done += (uint32_t)result;
            *offset += result;
        }
    } while (done < bytes && result == (int32_t)part);
    frame_free(frame);
    return done ? (int32_t)done : result;
}

static int32_t read(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    struct inode *inode = file->inode;
    if (S_ISDIR(inode->disk.mode))
        return -EISDIR;
    if (inode->path)
        return read_shared(inode, buffer, min_u32(bytes, FS_FILE_BYTES_MAX - (uint32_t)*offset), offset);
    uint32_t size = inode->disk.size;
    uint32_t at = (uint32_t)*offset;
    bytes = at >= size ? 0 : min_u32(bytes, size - at);
    uint32_t done = 0;
    while (done < bytes) {
        uint32_t part = min_u32(bytes - done, FS_BLOCK_BYTES - (at + done) % FS_BLOCK_BYTES);
        int32_t result = read_part(inode, buffer + done, at + done, part);
        if (result < 0 && done == 0)
            return result;
        if (result < 0)
            break;
        done += part;
    }
    *offset = (int32_t)(at + done);
    return (int32_t)done;
}

static int32_t write_part(struct file *file, const void *page, uint32_t part, int32_t *offset)
{
    struct inode *inode = file->inode;
    inode_lock(inode);
    if ((file->flags & O_APPEND) && inode->path)
        shared_refresh(inode);
    if (file->flags & O_APPEND)
        *offset = (int32_t)inode->disk.size;
    int32_t result = inode_write(inode, page, (uint32_t)*offset, part);
    inode_unlock(inode);
    if (result > 0)
        *offset += result;
    return result;
}

static int32_t write(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    struct frame *frame = frame_alloc(FRAME_PIPE);
    if (!frame)
        return -ENOMEM;
    uint32_t done = 0;
    int32_t result = 0;
    while (done < bytes) {
        uint32_t part = min_u32(bytes - done, PAGE_BYTES - ((uint32_t)*offset & PAGE_MASK));
        result = copy_in(frame_page(frame), buffer + done, part);
        if (result == 0)
            result = write_part(file, frame_page(frame), part, offset);
        if (result <= 0)
            break;
        done += (uint32_t)result;
        if ((uint32_t)result < part)
            break;
    }
    frame_free(frame);
    return done ? (int32_t)done : result;
}

static int32_t stat(struct file *file, struct stat *out)
{
    inode_lock(file->inode);
    int32_t result = file->inode->path ? shared_refresh(file->inode) : 0;
    inode_stat(file->inode, out);
    inode_unlock(file->inode);
    return result;
}

static int32_t resize(struct file *file, uint32_t size)
{
    if (S_ISDIR(file->inode->disk.mode))
        return -EISDIR;
    inode_lock(file->inode);
    int32_t result = inode_resize(file->inode, size);
    inode_unlock(file->inode);
    return result;
}

const struct file_ops inode_file_ops = {
    .name = "file", .read = read, .write = write, .stat = stat, .resize = resize, .seekable = true};
