/* Open files and descriptors. */
#include "fs/file.h"

#include "cpu/hart.h"
#include "dev/device.h"
#include "fs/names.h"
#include "fs/path.h"
#include "fs/record_lock.h"
#include "isa/orchard/fcntl.h"
#include "mm/heap.h"
#include "proc/process.h"

struct file *file_new(const struct file_ops *ops, uint32_t flags, struct inode *inode, void *data)
{
    struct file *file = heap_alloc(sizeof *file);
    if (!file)
        return NULL;
    file->ops = ops;
    file->inode = inode;
    file->data = data;
    file->references = 1;
    file->flags = flags & (O_ACCMODE | O_APPEND | O_NONBLOCK);
    sleeplock_init(&file->lock, "file");
    return file;
}

void file_share(struct file *file)
{
    atomic_add(&file->references, 1);
}

/* Whether an open with these flags counts as a writer of the file. */
static bool may_write(const struct inode *inode, uint32_t flags)
{
    return (flags & O_ACCMODE) != O_RDONLY && S_ISREG(inode->disk.mode);
}

void file_release(struct file *file)
{
    if (atomic_add(&file->references, 0xffffffffu) != 1)
        return;
    if (file->ops->close)
        file->ops->close(file);
    if (file->inode && may_write(file->inode, file->flags))
        inode_end_write(file->inode);
    if (file->inode)
        inode_release(file->inode);
    heap_free(file);
}

/* Rights that an open with these flags needs. */
static uint32_t access_needed(uint32_t flags)
{
    uint32_t mode = flags & O_ACCMODE;
    uint32_t access = mode == O_RDONLY ? R_OK : mode == O_WRONLY ? W_OK : R_OK | W_OK;
    return flags & O_TRUNC ? access | W_OK : access;
}

/* Whether the inode may be opened so; truncates it when asked to. */
static int32_t admit(struct inode *inode, uint32_t flags)
{
    uint32_t mode = inode->disk.mode;
    uint32_t access = access_needed(flags);
    if (S_ISLNK(mode))
        return -ELOOP;
    if (S_ISDIR(mode) && (access & W_OK))
        return -EISDIR;
    if (!S_ISDIR(mode) && (flags & O_DIRECTORY))
        return -ENOTDIR;
    inode_lock(inode);
    int32_t result = inode_permission(inode, access);
    if (result == 0 && (flags & O_TRUNC) && S_ISREG(mode))
        result = inode_resize(inode, 0);
    inode_unlock(inode);
    return result;
}

static int32_t find_inode(const char *path, uint32_t flags, uint32_t mode, bool *made, struct inode **out)
{
    *made = false;
    if (!(flags & O_CREAT))
        return path_lookup(path, !(flags & O_NOFOLLOW), out);
    return names_create(path, S_IFREG | mode, 0, (flags & O_EXCL) != 0, made, out);
}

/* What an opened inode of this mode can do; NULL when nothing is behind it. */
static const struct file_ops *ops_of(struct inode *inode)
{
    uint32_t mode = inode->disk.mode;
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return device_find(inode->disk.device);
    return S_ISFIFO(mode) ? NULL : &inode_file_ops;
}

static int32_t open_inode(struct inode *inode, uint32_t flags, bool made, struct file **out)
{
    bool writes = may_write(inode, flags);
    const struct file_ops *ops = ops_of(inode);
    int32_t result = ops ? 0 : -ENXIO;
    if (result == 0 && writes)
        result = inode_begin_write(inode);
    if (result < 0)
        return result;
    if (!made)
        result = admit(inode, flags);
    *out = result == 0 ? file_new(ops, flags, inode, NULL) : NULL;
    if (*out)
        return 0;
    if (writes)
        inode_end_write(inode);
    return result < 0 ? result : -ENFILE;
}

int32_t file_open(const char *path, uint32_t flags, uint32_t mode, struct file **out)
{
    struct inode *inode;
    bool made;
    if ((flags & O_ACCMODE) == O_ACCMODE)
        return -EINVAL;
    int32_t result = find_inode(path, flags, mode, &made, &inode);
    if (result < 0)
        return result;
    result = open_inode(inode, flags, made, out);
    if (result < 0)
        inode_release(inode);
    return result;
}

struct file *descriptor_file(int32_t fd)
{
    if (fd < 0 || fd >= OPEN_MAX)
        return NULL;
    return process_self()->files[fd].file;
}

int32_t descriptor_new(struct file *file, uint32_t from, bool close_on_exec)
{
    struct process *self = process_self();
    for (uint32_t fd = from; fd < OPEN_MAX; fd++) {
        if (self->files[fd].file)
            continue;
        self->files[fd].file = file;
        self->files[fd].close_on_exec = close_on_exec;
        return (int32_t)fd;
    }
    file_release(file);
    return -EMFILE;
}

int32_t descriptor_close(int32_t fd)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    process_self()->files[fd].file = NULL;
    record_locks_drop(file->inode);
    file_release(file);
    return 0;
}

void descriptor_close_all(struct process *process, bool only_marked)
{
    for (int fd = 0; fd < OPEN_MAX; fd++) {
        struct open_file *open = &process->files[fd];
        if (!open->file || (only_marked && !open->close_on_exec))
            continue;
        struct file *file = open->file;
        open->file = NULL;
        record_locks_drop(file->inode);
        file_release(file);
    }
}
