/* System calls about paths. */
#include "cpu/hart.h"
#include "fs/file.h"
#include "fs/names.h"
#include "fs/path.h"
#include "fs/volume.h"
#include "isa/orchard/fcntl.h"
#include "mm/heap.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "sys/path_arg.h"
#include "sys/syscall_table.h"

int32_t path_arg(user_va path, char **out)
{
    *out = heap_alloc(PATH_MAX);
    if (!*out)
        return -ENOMEM;
    int32_t result = copy_in_text(*out, path, PATH_MAX);
    if (result >= 0)
        return 0;
    heap_free(*out);
    return result;
}

void path_arg_free(char *text)
{
    heap_free(text);
}

/* The inode of a path that is an argument. */
static int32_t inode_arg(user_va path, bool follow, struct inode **out)
{
    char *text;
    int32_t result = path_arg(path, &text);
    if (result < 0)
        return result;
    result = path_lookup(text, follow, out);
    path_arg_free(text);
    return result;
}

static int32_t stat_path(user_va path, bool follow, user_va out)
{
    struct inode *inode;
    struct stat stat;
    int32_t result = inode_arg(path, follow, &inode);
    if (result < 0)
        return result;
    inode_lock(inode);
    inode_stat(inode, &stat);
    inode_unlock(inode);
    inode_release(inode);
    return copy_out(out, &stat, sizeof stat);
}

int32_t sys_stat(user_va path, user_va out)
{
    return stat_path(path, true, out);
}

int32_t sys_lstat(user_va path, user_va out)
{
    return stat_path(path, false, out);
}

/* Call an operation on one path, on two. */
static int32_t with_path(user_va path, int32_t (*operation)(const char *))
{
    char *text;
    int32_t result = path_arg(path, &text);
    if (result < 0)
        return result;
    result = operation(text);
    path_arg_free(text);
    return result;
}

static int32_t with_paths(user_va first, user_va second, int32_t (*operation)(const char *, const char *))
{
    char *a, *b;
    int32_t result = path_arg(first, &a);
    if (result < 0)
        return result;
    result = path_arg(second, &b);
    if (result == 0) {
        result = operation(a, b);
        path_arg_free(b);
    }
    path_arg_free(a);
    return result;
}

int32_t sys_mkdir(user_va path, uint32_t mode)
{
    char *text;
    int32_t result = path_arg(path, &text);
    if (result < 0)
        return result;
    result = names_mkdir(text, mode & 0777 & ~process_self()->umask);
    path_arg_free(text);
    return result;
}

int32_t sys_rmdir(user_va path)
{
    return with_path(path, names_rmdir);
}

int32_t sys_link(user_va from, user_va to)
{
    return with_paths(from, to, names_link);
}

int32_t sys_symlink(user_va target, user_va path)
{
    return with_paths(target, path, names_symlink);
}

int32_t sys_unlink(user_va path)
{
    return with_path(path, names_unlink);
}

int32_t sys_rename(user_va from, user_va to)
{
    return with_paths(from, to, names_rename);
}

int32_t sys_readlink(user_va path, user_va buffer, uint32_t bytes)
{
    struct inode *inode;
    int32_t result = inode_arg(path, false, &inode);
    if (result < 0)
        return result;
    char *text = heap_alloc(PATH_MAX);
    result = !text                                  ? -ENOMEM
             : !S_ISLNK(inode->disk.mode) || !bytes ? -EINVAL
                                                    : inode_read_whole(inode, text, 0, min_u32(bytes, PATH_MAX));
    if (result > 0 && copy_out(buffer, text, (uint32_t)result) < 0)
        result = -EFAULT;
    heap_free(text);
    inode_release(inode);
    return result;
}

static int32_t change_directory(struct inode *inode)
{
    struct process *self = process_self();
    inode_lock(inode);
    int32_t result = S_ISDIR(inode->disk.mode) ? inode_permission(inode, X_OK) : -ENOTDIR;
    inode_unlock(inode);
    struct inode *unwanted = inode;
    if (result == 0) {
        unwanted = self->cwd;
        self->cwd = inode;
    }
    inode_release(unwanted);
    return result;
}

int32_t sys_chdir(user_va path)
{
    struct inode *inode;
    int32_t result = inode_arg(path, true, &inode);
    return result < 0 ? result : change_directory(inode);
}

int32_t sys_fchdir(int32_t fd)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    if (!file->inode)
        return -ENOTDIR;
    inode_share(file->inode);
    return change_directory(file->inode);
}

int32_t sys_getcwd(user_va buffer, uint32_t bytes)
{
    if (!bytes)
        return -EINVAL;
    char *text = heap_alloc(PATH_MAX);
    if (!text)
        return -ENOMEM;
    int32_t result = names_cwd(text, min_u32(bytes, PATH_MAX));
    if (result > 0 && copy_out(buffer, text, (uint32_t)result) < 0)
        result = -EFAULT;
    heap_free(text);
    return result;
}

static int32_t truncate_inode(struct inode *inode, uint32_t length)
{
    inode_lock(inode);
    uint32_t mode = inode->disk.mode;
    int32_t result = S_ISDIR(mode) ? -EISDIR : !S_ISREG(mode) ? -EINVAL : inode_permission(inode, W_OK);
    if (result == 0)
        result = inode_begin_write(inode);
    if (result == 0) {
        result = inode_resize(inode, length);
        inode_end_write(inode);
    }
    inode_unlock(inode);
    return result;
}

int32_t sys_truncate(user_va path, int32_t length)
{
    struct inode *inode;
    if (length < 0)
        return -EINVAL;
    int32_t result = inode_arg(path, true, &inode);
    if (result < 0)
        return result;
    result = truncate_inode(inode, (uint32_t)length);
    inode_release(inode);
    return result;
}

int32_t sys_access(user_va path, uint32_t mode)
{
    struct inode *inode;
    if (mode & ~(uint32_t)(R_OK | W_OK | X_OK))
        return -EINVAL;
    int32_t result = inode_arg(path, true, &inode);
    if (result < 0)
        return result;
    inode_lock(inode);
    result = inode_permission(inode, mode);
    inode_unlock(inode);
    inode_release(inode);
    return result;
}

/* Properties that a call changes; -1 leaves one. */
struct change {
    int32_t mode, uid, gid;
};

static int32_t apply(struct inode *inode, const struct change *change)
{
    struct process *self = process_self();
    inode_lock(inode);
    bool owner = self->euid == 0 || self->euid == inode->disk.uid;
    bool gives_away = change->uid != -1 && (uint32_t)change->uid != inode->disk.uid;
    int32_t result = owner && (self->euid == 0 || !gives_away) ? 0 : -EPERM;
    int32_t settable = inode_settable(inode);
    if (settable < 0)
        result = settable;
    if (result == 0) {
        if (change->mode != -1)
            inode->disk.mode = (uint16_t)((inode->disk.mode & S_IFMT) | ((uint32_t)change->mode & 07777));
        if (change->uid != -1)
            inode->disk.uid = (uint32_t)change->uid;
        if (change->gid != -1)
            inode->disk.gid = (uint32_t)change->gid;
        int64_t modified = inode->disk.mtime;
        inode_touch(inode);
        inode->disk.mtime = modified;
        result = inode_update(inode);
    }
    inode_unlock(inode);
    return result;
}

static int32_t apply_path(user_va path, const struct change *change)
{
    struct inode *inode;
    int32_t result = inode_arg(path, true, &inode);
    if (result < 0)
        return result;
    result = apply(inode, change);
    inode_release(inode);
    return result;
}

static int32_t apply_fd(int32_t fd, const struct change *change)
{
    struct file *file = descriptor_file(fd);
    if (!file)
        return -EBADF;
    return file->inode ? apply(file->inode, change) : -EINVAL;
}

int32_t sys_chmod(user_va path, uint32_t mode)
{
    struct change change = {(int32_t)(mode & 07777), -1, -1};
    return apply_path(path, &change);
}

int32_t sys_fchmod(int32_t fd, uint32_t mode)
{
    struct change change = {(int32_t)(mode & 07777), -1, -1};
    return apply_fd(fd, &change);
}

int32_t sys_chown(user_va path, int32_t uid, int32_t gid)
{
    struct change change = {-1, uid, gid};
    return apply_path(path, &change);
}

int32_t sys_fchown(int32_t fd, int32_t uid, int32_t gid)
{
    struct change change = {-1, uid, gid};
    return apply_fd(fd, &change);
}

static int64_t chosen_time(const struct timespec *wanted, int64_t old, int64_t now)
{
    if (wanted->tv_nsec == UTIME_OMIT)
        return old;
    return wanted->tv_nsec == UTIME_NOW ? now : wanted->tv_sec;
}

int32_t sys_utimens(user_va path, user_va times)
{
    struct timespec wanted[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
    struct inode *inode;
    if (times && copy_in(wanted, times, sizeof wanted) < 0)
        return -EFAULT;
    int32_t result = inode_arg(path, true, &inode);
    if (result < 0)
        return result;
    struct process *self = process_self();
    inode_lock(inode);
    if (self->euid != 0 && self->euid != inode->disk.uid)
        result = times ? -EPERM : inode_permission(inode, W_OK);
    int32_t settable = inode_settable(inode);
    if (settable < 0)
        result = settable;
    if (result == 0) {
        int64_t modified = inode->disk.mtime;
        inode_touch(inode);
        inode->disk.atime = chosen_time(&wanted[0], inode->disk.atime, inode->disk.ctime);
        inode->disk.mtime = chosen_time(&wanted[1], modified, inode->disk.ctime);
        result = inode_update(inode);
    }
    inode_unlock(inode);
    inode_release(inode);
    return result;
}

int32_t sys_statfs(user_va path, user_va out)
{
    struct statfs statfs;
    struct inode *inode;
    int32_t result = inode_arg(path, true, &inode);
    if (result < 0)
        return result;
    inode_release(inode);
    volume_statfs(&statfs);
    return copy_out(out, &statfs, sizeof statfs);
}

int32_t sys_mknod(user_va path, uint32_t mode, uint32_t device)
{
    struct inode *inode;
    char *text;
    if (!S_ISCHR(mode) && !S_ISREG(mode))
        return -EINVAL;
    if (S_ISCHR(mode) && process_self()->euid != 0)
        return -EPERM;
    int32_t result = path_arg(path, &text);
    if (result < 0)
        return result;
    bool made;
    result = names_create(text, mode & ~process_self()->umask, device, true, &made, &inode);
    path_arg_free(text);
    if (result == 0)
        inode_release(inode);
    return result;
}
