/* System calls about open files. */
#include "cpu/hart.h"
#include "fs/cache.h"
#include "fs/file.h"
#include "fs/inode.h"
#include "fs/dir.h"
#include "fs/pipe.h"
#include "fs/poll.h"
#include "fs/record_lock.h"
#include "isa/orchard/fcntl.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "sys/path_arg.h"
#include "sys/syscall_table.h"
#include "sys/time_arg.h"

#define TRANSFER_MAX 0x7ffff000u

int32_t sys_open(user_va path, uint32_t flags, uint32_t mode)
{
    char *text;
    struct file *file;
    int32_t result = path_arg(path, &text);
    if (result < 0)
        return result;
    result = file_open(text, flags, mode & 0777 & ~process_self()->umask, &file);
    path_arg_free(text);
    return result < 0 ? result : descriptor_new(file, 0, (flags & O_CLOEXEC) != 0);
}

int32_t sys_close(int32_t fd)
{
    return descriptor_close(fd);
}

static bool readable(const struct file *file)
{
    return (file->flags & O_ACCMODE) != O_WRONLY;
}

static bool writable(const struct file *file)
{
    return (file->flags & O_ACCMODE) != O_RDONLY;
}

/* Read or write at the file's own offset, which only one process moves at a time. */
static int32_t transfer(struct file *file, user_va buffer, uint32_t bytes, bool out)
{
    int32_t (*operation)(struct file *, user_va, uint32_t, int32_t *) = out ? file->ops->write : file->ops->read;
    int32_t unused = 0;
    if (!operation)
        return -EINVAL;
    bytes = min_u32(bytes, TRANSFER_MAX);
    file_share(file);
    int32_t result;
    if (file->ops->seekable) {
        sleeplock_lock(&file->lock);
        result = operation(file, buffer, bytes, &file->offset);
        sleeplock_unlock(&file->lock);
    } else {
        result = operation(file, buffer, bytes, &unused);
    }
    file_release(file);
    return result;
}

int32_t sys_read(int32_t fd, user_va buffer, uint32_t bytes)
{
    struct file *file = descriptor_file(fd);
    return file && readable(file) ? transfer(file, buffer, bytes, false) : -EBADF;
}

int32_t sys_write(int32_t fd, user_va buffer, uint32_t bytes)
{
    struct file *file = descriptor_file(fd);
    return file && writable(file) ? transfer(file, buffer, bytes, true) : -EBADF;
}

int32_t sys_pread(int32_t fd, user_va buffer, uint32_t bytes, int32_t offset)
{
    struct file *file = descriptor_file(fd);
    if (!file || !readable(file))
        return -EBADF;
    if (!file->ops->seekable)
        return -ESPIPE;
    if (offset < 0 || !file->ops->read)
        return -EINVAL;
    return file->ops->read(file, buffer, min_u32(bytes, TRANSFER_MAX), &offset);
}

int32_t sys_pwrite(int32_t fd, user_va buffer, uint32_t bytes, int32_t offset)
{
    struct file *file = descriptor_file(fd);
    if (!file || !writable(file))
        return -EBADF;
    if (!file->ops->seekable)
        return -ESPIPE;
    if (offset < 0 || !file->ops->write)
        return -EINVAL;
    return file->ops->write(file, buffer, min_u32(bytes, TRANSFER_MAX), &offset);
}

int32_t sys_lseek(int32_t fd, int32_t offset, int32_t whence)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    if (!file->ops->seekable)
        return -ESPIPE;
    sleeplock_lock(&file->lock);
    int64_t base = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? file->offset
                   : file->inode        ? (int64_t)file->inode->disk.size
                                        : 0;
    int64_t target = base + offset;
    int32_t result = -EINVAL;
    if (whence >= SEEK_SET && whence <= SEEK_END && target >= 0)
        result = target > INT32_MAX ? -EOVERFLOW : (int32_t)target;
    if (result >= 0)
        file->offset = result;
    sleeplock_unlock(&file->lock);
    return result;
}

int32_t sys_dup(int32_t fd)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    file_share(file);
    return descriptor_new(file, 0, false);
}

int32_t sys_dup2(int32_t from, int32_t to)
{
    struct file *file = descriptor_file(from);
    if (!file || to < 0 || to >= OPEN_MAX)
        return -EBADF;
    if (from == to)
        return to;
    file_share(file);
    descriptor_close(to);
    return descriptor_new(file, (uint32_t)to, false);
}

int32_t sys_pipe(user_va fds)
{
    struct file *ends[2];
    int32_t numbers[2];
    int32_t result = pipe_new(&ends[0], &ends[1]);
    if (result < 0)
        return result;
    numbers[0] = descriptor_new(ends[0], 0, false);
    if (numbers[0] < 0) {
        file_release(ends[1]);
        return numbers[0];
    }
    numbers[1] = descriptor_new(ends[1], 0, false);
    result = numbers[1] < 0 ? numbers[1] : copy_out(fds, numbers, sizeof numbers);
    if (result < 0) {
        descriptor_close(numbers[0]);
        descriptor_close(numbers[1]);
    }
    return result;
}

int32_t sys_poll(user_va files, uint32_t count, user_va time)
{
    struct pollfd list[OPEN_MAX];
    uint64_t deadline_ns;
    if (count > OPEN_MAX)
        return -EINVAL;
    int32_t result = deadline_after(time, &deadline_ns);
    if (result == 0)
        result = copy_in(list, files, count * sizeof *list);
    if (result < 0)
        return result;
    int32_t found = poll_files(list, count, deadline_ns);
    if (found >= 0)
        result = copy_out(files, list, count * sizeof *list);
    return result < 0 ? result : found;
}

static int32_t lock_records(struct file *file, int32_t command, user_va argument)
{
    struct flock lock;
    int32_t result = copy_in(&lock, argument, sizeof lock);
    if (result == 0)
        result = record_lock(file, command, &lock);
    return result == 0 && command == F_GETLK ? copy_out(argument, &lock, sizeof lock) : result;
}

int32_t sys_fcntl(int32_t fd, int32_t command, uint32_t argument)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    struct open_file *open = &process_self()->files[fd];
    uint32_t changeable = O_APPEND | O_NONBLOCK;
    switch (command) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
        if (argument >= OPEN_MAX)
            return -EINVAL;
        file_share(file);
        return descriptor_new(file, argument, command == F_DUPFD_CLOEXEC);
    case F_GETFD: return open->close_on_exec ? FD_CLOEXEC : 0;
    case F_SETFD: open->close_on_exec = (argument & FD_CLOEXEC) != 0; return 0;
    case F_GETFL: return (int32_t)file->flags;
    case F_SETFL: file->flags = (file->flags & ~changeable) | (argument & changeable); return 0;
    case F_GETLK:
    case F_SETLK:
    case F_SETLKW: return lock_records(file, command, argument);
    default: return -EINVAL;
    }
}

int32_t sys_ioctl(int32_t fd, uint32_t request, user_va argument)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    return file->ops->ioctl ? file->ops->ioctl(file, request, argument) : -ENOTTY;
}

static int32_t stat_of(struct file *file, struct stat *out)
{
    memset(out, 0, sizeof *out);
    if (file->ops->stat)
        return file->ops->stat(file, out);
    if (file->inode) {
        inode_lock(file->inode);
        inode_stat(file->inode, out);
        inode_unlock(file->inode);
        return 0;
    }
    out->st_mode = S_IFCHR | 0620;
    out->st_rdev = DEVICE_CONSOLE;
    return 0;
}

int32_t sys_fstat(int32_t fd, user_va out)
{
    struct stat stat;
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    int32_t result = stat_of(file, &stat);
    return result < 0 ? result : copy_out(out, &stat, sizeof stat);
}

/* Fill the buffer with whole records. */
static int32_t list_entries(struct file *file, user_va buffer, uint32_t bytes)
{
    struct dirent entry;
    uint32_t offset = (uint32_t)file->offset;
    uint32_t done = 0;
    for (;;) {
        inode_lock(file->inode);
        int32_t result = dir_next(file->inode, &offset, &entry);
        inode_unlock(file->inode);
        if (result > 0 && done + entry.d_reclen > bytes)
            return done ? (int32_t)done : -EINVAL;
        if (result > 0)
            result = copy_out(buffer + done, &entry, entry.d_reclen) < 0 ? -EFAULT : 1;
        if (result <= 0)
            return done ? (int32_t)done : result;
        done += entry.d_reclen;
        file->offset = entry.d_off;
    }
}

int32_t sys_getdents(int32_t fd, user_va buffer, uint32_t bytes)
{
    struct file *file = descriptor_file(fd);
    if (!file || !readable(file))
        return -EBADF;
    if (!file->inode || !S_ISDIR(file->inode->disk.mode))
        return -ENOTDIR;
    sleeplock_lock(&file->lock);
    int32_t result = list_entries(file, buffer, bytes);
    sleeplock_unlock(&file->lock);
    return result;
}

int32_t sys_ftruncate(int32_t fd, int32_t length)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    if (length < 0 || !writable(file) || !file->ops->resize)
        return -EINVAL;
    return file->ops->resize(file, (uint32_t)length);
}

int32_t sys_fsync(int32_t fd)
{
    return descriptor_file(fd) ? cache_sync() : -EBADF;
}

int32_t sys_sync(void)
{
    return cache_sync();
}
