/* Directories. */
#include "fs/dir.h"

#include "fs/cache.h"
#include "fs/shared.h"

/* A record in its buffer. */
struct position {
    struct buffer *buffer; /* locked */
    struct fs_dirent *record;
    struct fs_dirent *previous; /* in the same block, or NULL */
    uint32_t offset;            /* of the record in the directory */
};

static char *record_name(struct fs_dirent *record)
{
    return (char *)(record + 1);
}

static bool record_good(const struct fs_dirent *record, uint32_t within)
{
    return record->record_bytes >= sizeof *record && record->record_bytes % 4 == 0 &&
           record->record_bytes <= FS_BLOCK_BYTES - within &&
           (!record->inode || FS_DIRENT_BYTES(record->name_bytes) <= record->record_bytes);
}

/* What to look for in a directory; the answer true ends the walk there. */
typedef bool (*record_test)(struct fs_dirent *record, const void *wanted);

/* Walk the records of one block. */
static int32_t walk_block(struct position *at, uint32_t start, record_test test, const void *wanted)
{
    at->previous = NULL;
    for (uint32_t within = 0; within < FS_BLOCK_BYTES; within += at->record->record_bytes) {
        at->record = (struct fs_dirent *)(at->buffer->data + within);
        at->offset = start + within;
        if (!record_good(at->record, within))
            return -EIO;
        if (test(at->record, wanted))
            return 1;
        at->previous = at->record;
    }
    return 0;
}

/* Walk the records from the block of an offset on: 1 with the position held, 0, or -errno. */
static int32_t walk(struct inode *dir, uint32_t offset, struct position *at, record_test test, const void *wanted)
{
    for (uint32_t start = offset & ~(uint32_t)(FS_BLOCK_BYTES - 1); start < dir->disk.size; start += FS_BLOCK_BYTES) {
        bool fresh;
        int32_t block = inode_block(dir, start >> FS_BLOCK_SHIFT, false, &fresh);
        if (block <= 0)
            return -EIO;
        at->buffer = cache_read((uint32_t)block);
        if (!at->buffer)
            return -EIO;
        int32_t result = walk_block(at, start, test, wanted);
        if (result > 0)
            return 1;
        cache_release(at->buffer);
        if (result < 0)
            return result;
    }
    return 0;
}

static bool has_name(struct fs_dirent *record, const void *wanted)
{
    const struct name *name = wanted;
    return record->inode && record->name_bytes == name->bytes &&
           memcmp(record_name(record), name->text, name->bytes) == 0;
}

static uint32_t room_of(const struct fs_dirent *record)
{
    return record->inode ? record->record_bytes - FS_DIRENT_BYTES(record->name_bytes) : record->record_bytes;
}

static bool has_room(struct fs_dirent *record, const void *wanted)
{
    const struct name *name = wanted;
    return room_of(record) >= FS_DIRENT_BYTES(name->bytes);
}

static bool is_child(struct fs_dirent *record, const void *wanted)
{
    (void)wanted;
    const char *name = record_name(record);
    bool dots = name[0] == '.' && (record->name_bytes == 1 || (record->name_bytes == 2 && name[1] == '.'));
    return record->inode && !dots;
}

static int32_t find(struct inode *dir, const struct name *name, struct position *at)
{
    int32_t result = walk(dir, 0, at, has_name, name);
    return result == 0 ? -ENOENT : result;
}

int32_t dir_lookup(struct inode *dir, const struct name *name)
{
    struct position at;
    int32_t result = find(dir, name, &at);
    if (result < 0)
        return result;
    int32_t number = (int32_t)at.record->inode;
    cache_release(at.buffer);
    return number;
}

static void fill(struct fs_dirent *record, const struct name *name, uint32_t number, uint32_t mode)
{
    record->inode = number;
    record->name_bytes = (uint8_t)name->bytes;
    record->type = (uint8_t)(mode >> 12);
    memcpy(record_name(record), name->text, name->bytes);
}

/* A new block at the end of the directory, one unused record. */
static int32_t extend(struct inode *dir)
{
    bool fresh;
    int32_t block = inode_block(dir, dir->disk.size >> FS_BLOCK_SHIFT, true, &fresh);
    if (block < 0)
        return block;
    struct buffer *buffer = cache_fresh((uint32_t)block);
    ((struct fs_dirent *)buffer->data)->record_bytes = FS_BLOCK_BYTES;
    cache_release(buffer);
    dir->disk.size += FS_BLOCK_BYTES;
    return 0;
}

int32_t dir_add(struct inode *dir, const struct name *name, uint32_t number, uint32_t mode)
{
    struct position at;
    if (name->bytes > NAME_MAX)
        return -ENAMETOOLONG;
    int32_t result = walk(dir, 0, &at, has_room, name);
    if (result == 0) {
        uint32_t end = dir->disk.size;
        result = extend(dir);
        if (result == 0)
            result = walk(dir, end, &at, has_room, name);
    }
    if (result <= 0)
        return result < 0 ? result : -EIO;
    if (at.record->inode) {
        uint32_t used = FS_DIRENT_BYTES(at.record->name_bytes);
        struct fs_dirent *rest = (struct fs_dirent *)((char *)at.record + used);
        rest->record_bytes = (uint16_t)(at.record->record_bytes - used);
        at.record->record_bytes = (uint16_t)used;
        at.record = rest;
    }
    fill(at.record, name, number, mode);
    cache_dirty(at.buffer);
    cache_release(at.buffer);
    inode_touch(dir);
    return inode_update(dir);
}

int32_t dir_remove(struct inode *dir, const struct name *name)
{
    struct position at;
    int32_t result = find(dir, name, &at);
    if (result < 0)
        return result;
    at.record->inode = 0;
    if (at.previous)
        at.previous->record_bytes = (uint16_t)(at.previous->record_bytes + at.record->record_bytes);
    cache_dirty(at.buffer);
    cache_release(at.buffer);
    inode_touch(dir);
    return inode_update(dir);
}

int32_t dir_change(struct inode *dir, const struct name *name, uint32_t number, uint32_t mode)
{
    struct position at;
    int32_t result = find(dir, name, &at);
    if (result < 0)
        return result;
    fill(at.record, name, number, mode);
    cache_dirty(at.buffer);
    cache_release(at.buffer);
    inode_touch(dir);
    return inode_update(dir);
}

int32_t dir_is_empty(struct inode *dir)
{
    struct position at;
    int32_t result = walk(dir, 0, &at, is_child, NULL);
    if (result > 0)
        cache_release(at.buffer);
    return result < 0 ? result : !result;
}

/* For dir_next: a record in use at or behind a place in its block. */
static bool is_behind(struct fs_dirent *record, const void *wanted)
{
    const uint32_t *within = wanted;
    return record->inode && ((uintptr_t)record & (FS_BLOCK_BYTES - 1)) >= *within;
}

int32_t dir_next(struct inode *dir, uint32_t *offset, struct dirent *out)
{
    struct position at;
    if (dir->path)
        return shared_next(dir, offset, out);
    uint32_t within = *offset % FS_BLOCK_BYTES;
    uint32_t end = (*offset & ~(uint32_t)(FS_BLOCK_BYTES - 1)) + FS_BLOCK_BYTES;
    int32_t result = walk(dir, *offset, &at, is_behind, &within);
    if (result <= 0)
        return result;
    if (at.offset >= end && within) {
        cache_release(at.buffer);
        *offset = end;
        return dir_next(dir, offset, out);
    }
    out->d_ino = at.record->inode;
    out->d_type = at.record->type;
    out->d_namlen = at.record->name_bytes;
    out->d_reclen = (uint16_t)((DIRENT_HEADER_BYTES + at.record->name_bytes + 1 + 3) & ~3);
    memcpy(out->d_name, record_name(at.record), at.record->name_bytes);
    memset(out->d_name + at.record->name_bytes, 0,
           (size_t)(out->d_reclen - DIRENT_HEADER_BYTES - at.record->name_bytes));
    *offset = at.offset + at.record->record_bytes;
    out->d_off = (off_t)*offset;
    cache_release(at.buffer);
    return 1;
}
