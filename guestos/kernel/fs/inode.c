/* The table of inodes in memory, and their fields on disk. */
#include "fs/inode.h"

#include "cpu/hart.h"
#include "dev/disk.h"
#include "fs/cache.h"
#include "fs/shared.h"
#include "fs/volume.h"
#include "isa/orchard/fcntl.h"
#include "mm/heap.h"
#include "proc/process.h"

/* st_dev */
enum { DEV_DISK = 1, DEV_SHARED };

static struct spinlock inodes_lock = SPINLOCK("inodes");
static struct list inodes = {&inodes, &inodes}; /* inodes_lock: all that have references */

static int64_t now_seconds(void)
{
    int64_t seconds;
    uint32_t nanoseconds;
    time_of_day(&seconds, &nanoseconds);
    return seconds;
}

/* The table's block that holds an inode, and where in it. */
static struct buffer *table_block(uint32_t number, struct fs_inode **place)
{
    struct buffer *buffer = cache_read(volume_super()->inode_table.start + number / FS_INODES_PER_BLOCK);
    if (buffer)
        *place = (struct fs_inode *)buffer->data + number % FS_INODES_PER_BLOCK;
    return buffer;
}

static struct inode *find(uint32_t number, const char *path)
{
    LIST_EACH(link, &inodes)
    {
        struct inode *inode = LIST_ENTRY(link, struct inode, link);
        if (inode->number == number && (!path || strcmp(inode->path, path) == 0))
            return inode;
    }
    return NULL;
}

/* The inode's place in the table in memory, not yet loaded when it is new; takes the path over. */
static struct inode *reference(uint32_t number, char *path)
{
    struct inode *fresh = heap_alloc(sizeof *fresh);
    spin_lock(&inodes_lock);
    struct inode *inode = find(number, path);
    if (inode) {
        inode->references++;
    } else if (fresh) {
        inode = fresh;
        fresh = NULL;
        inode->number = number;
        inode->path = path;
        path = NULL;
        inode->references = 1;
        sleeplock_init(&inode->lock, "inode");
        list_insert(&inodes, &inode->link);
    }
    spin_unlock(&inodes_lock);
    heap_free(fresh);
    heap_free(path);
    return inode;
}

static bool load(struct inode *inode)
{
    if (inode->loaded)
        return true;
    struct fs_inode *place;
    struct buffer *buffer = table_block(inode->number, &place);
    if (!buffer)
        return false;
    inode->disk = *place;
    inode->loaded = true;
    cache_release(buffer);
    return true;
}

struct inode *inode_get(uint32_t number)
{
    if (number == 0 || number >= volume_super()->inode_count)
        return NULL;
    struct inode *inode = reference(number, NULL);
    if (!inode)
        return NULL;
    inode_lock(inode);
    bool good = load(inode) && inode->disk.mode != 0 && inode->disk.size <= FS_FILE_BYTES_MAX;
    inode_unlock(inode);
    if (good)
        return inode;
    inode_release(inode);
    return NULL;
}

struct inode *inode_get_shared(uint32_t number, char *path)
{
    return reference(number, path);
}

void inode_share(struct inode *inode)
{
    spin_lock(&inodes_lock);
    inode->references++;
    spin_unlock(&inodes_lock);
}

/* Give the storage of an inode back that nobody names any more. */
static void discard(struct inode *inode)
{
    inode_lock(inode);
    inode_resize(inode, 0);
    inode->disk.mode = 0;
    inode_update(inode);
    inode_unlock(inode);
    volume_free_inode(inode->number);
}

void inode_release(struct inode *inode)
{
    spin_lock(&inodes_lock);
    bool orphan = inode->references == 1 && inode->loaded && inode->disk.links == 0 && inode->disk.mode != 0;
    if (orphan) {
        spin_unlock(&inodes_lock);
        discard(inode);
        spin_lock(&inodes_lock);
    }
    bool last = --inode->references == 0;
    if (last)
        list_remove(&inode->link);
    spin_unlock(&inodes_lock);
    if (!last)
        return;
    heap_free(inode->path);
    heap_free(inode);
}

struct inode *inode_create(uint32_t mode, uint32_t uid, uint32_t gid, uint32_t device)
{
    uint32_t number = volume_take_inode();
    if (!number)
        return NULL;
    struct inode *inode = reference(number, NULL);
    if (!inode) {
        volume_free_inode(number);
        return NULL;
    }
    inode_lock(inode);
    load(inode);
    uint32_t generation = inode->disk.generation + 1;
    memset(&inode->disk, 0, sizeof inode->disk);
    inode->disk.mode = (uint16_t)mode;
    inode->disk.uid = uid;
    inode->disk.gid = gid;
    inode->disk.device = device;
    inode->disk.generation = generation;
    inode->disk.atime = inode->disk.mtime = inode->disk.ctime = now_seconds();
    inode->loaded = true;
    inode_update(inode);
    inode_unlock(inode);
    return inode;
}

/* Count a user in a direction (1 writers, -1 runners), unless the other kind has it. */
static int32_t begin_use(struct inode *inode, int32_t direction)
{
    spin_lock(&inodes_lock);
    bool free = inode->users * direction >= 0;
    if (free)
        inode->users += direction;
    spin_unlock(&inodes_lock);
    return free ? 0 : -ETXTBSY;
}

static void end_use(struct inode *inode, int32_t direction)
{
    spin_lock(&inodes_lock);
    ASSERT(inode->users * direction > 0);
    inode->users -= direction;
    spin_unlock(&inodes_lock);
}

int32_t inode_begin_write(struct inode *inode)
{
    return begin_use(inode, 1);
}

void inode_end_write(struct inode *inode)
{
    end_use(inode, 1);
}

int32_t inode_begin_run(struct inode *inode)
{
    return begin_use(inode, -1);
}

void inode_end_run(struct inode *inode)
{
    end_use(inode, -1);
}

void inode_lock(struct inode *inode)
{
    sleeplock_lock(&inode->lock);
}

void inode_unlock(struct inode *inode)
{
    sleeplock_unlock(&inode->lock);
}

int32_t inode_update(struct inode *inode)
{
    struct fs_inode *place;
    if (inode->path)
        return 0;
    struct buffer *buffer = table_block(inode->number, &place);
    if (!buffer)
        return -EIO;
    *place = inode->disk;
    cache_dirty(buffer);
    cache_release(buffer);
    return 0;
}

void inode_touch(struct inode *inode)
{
    inode->disk.mtime = inode->disk.ctime = now_seconds();
}

void inode_stat(struct inode *inode, struct stat *out)
{
    memset(out, 0, sizeof *out);
    out->st_dev = inode->path ? DEV_SHARED : DEV_DISK;
    out->st_ino = inode->number;
    out->st_mode = inode->disk.mode;
    out->st_nlink = inode->disk.links;
    out->st_uid = inode->disk.uid;
    out->st_gid = inode->disk.gid;
    out->st_rdev = inode->disk.device;
    out->st_size = (off_t)inode->disk.size;
    out->st_blksize = FS_BLOCK_BYTES;
    out->st_blocks = (blkcnt_t)(inode->disk.blocks * (FS_BLOCK_BYTES / 512));
    out->st_atim.tv_sec = inode->disk.atime;
    out->st_mtim.tv_sec = inode->disk.mtime;
    out->st_ctim.tv_sec = inode->disk.ctime;
}

static bool is_read_only(const struct inode *inode)
{
    return inode->path ? shared_changeable() < 0 : disk_read_only();
}

int32_t inode_settable(const struct inode *inode)
{
    if (is_read_only(inode))
        return -EROFS;
    return inode->path ? -EPERM : 0;
}

int32_t inode_permission(struct inode *inode, uint32_t access)
{
    struct process *self = process_self();
    uint32_t mode = inode->disk.mode;
    if ((access & W_OK) && is_read_only(inode) && !S_ISCHR(mode))
        return -EROFS;
    if (self->euid == 0) {
        bool executable = S_ISDIR(mode) || (mode & (S_IXUSR | S_IXGRP | S_IXOTH));
        return (access & X_OK) && !executable ? -EACCES : 0;
    }
    uint32_t granted = mode & 7;
    if (self->euid == inode->disk.uid)
        granted = mode >> 6 & 7;
    else if (self->egid == inode->disk.gid)
        granted = mode >> 3 & 7;
    return (access & ~granted) ? -EACCES : 0;
}
