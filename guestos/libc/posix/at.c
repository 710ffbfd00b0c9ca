/* Calls relative to an open directory: see <fcntl.h>. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAY (-1) /* no directory was left */

/* Go where the path is seen from.  False, with errno, when that is no directory; *back is for leave(). */
static int enter(int fd, const char *path, int *back)
{
    *back = STAY;
    if (fd == AT_FDCWD || *path == '/')
        return 1;
    int here = open(".", O_RDONLY | O_CLOEXEC);
    if (here < 0)
        return 0;
    if (fchdir(fd) != 0) {
        int error = errno;
        close(here);
        errno = error;
        return 0;
    }
    *back = here;
    return 1;
}

static void leave(int back)
{
    int error = errno;

    if (back == STAY)
        return;
    fchdir(back);
    close(back);
    errno = error;
}

/* The call's result, made in the directory. */
#define WITHIN(type, call)        \
    int back;                     \
    if (!enter(fd, path, &back))  \
        return -1;                \
    type result = call;           \
    leave(back);                  \
    return result

int openat(int fd, const char *path, int flags, ...)
{
    mode_t mode = 0;

    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        va_end(args);
    }
    WITHIN(int, open(path, flags, mode));
}

int fstatat(int fd, const char *restrict path, struct stat *restrict to, int flags)
{
    WITHIN(int, flags & AT_SYMLINK_NOFOLLOW ? lstat(path, to) : stat(path, to));
}

int faccessat(int fd, const char *path, int mode, int flags)
{
    (void)flags;
    WITHIN(int, access(path, mode));
}

int unlinkat(int fd, const char *path, int flags)
{
    WITHIN(int, flags & AT_REMOVEDIR ? rmdir(path) : unlink(path));
}

int mkdirat(int fd, const char *path, mode_t mode)
{
    WITHIN(int, mkdir(path, mode));
}

int mkfifoat(int fd, const char *path, mode_t mode)
{
    WITHIN(int, mkfifo(path, mode));
}

int mknodat(int fd, const char *path, mode_t mode, dev_t device)
{
    WITHIN(int, mknod(path, mode, device));
}

int symlinkat(const char *target, int fd, const char *path)
{
    WITHIN(int, symlink(target, path));
}

ssize_t readlinkat(int fd, const char *restrict path, char *restrict buffer, size_t length)
{
    WITHIN(ssize_t, readlink(path, buffer, length));
}

/* What belongs to a link itself cannot be changed. */
static int follows(int flags)
{
    if (flags & AT_SYMLINK_NOFOLLOW)
        errno = EOPNOTSUPP;
    return !(flags & AT_SYMLINK_NOFOLLOW);
}

int fchmodat(int fd, const char *path, mode_t mode, int flags)
{
    WITHIN(int, follows(flags) ? chmod(path, mode) : -1);
}

int fchownat(int fd, const char *path, uid_t uid, gid_t gid, int flags)
{
    WITHIN(int, follows(flags) ? chown(path, uid, gid) : -1);
}

int utimensat(int fd, const char *path, const struct timespec times[2], int flags)
{
    WITHIN(int, follows(flags) ? utimens(path, times) : -1);
}

/* Two paths must be seen from one directory, or one of them from the root: EXDEV where they are not. */
static int together(int from_fd, const char *from, int to_fd, const char *to, int *fd)
{
    *fd = *from == '/' ? to_fd : from_fd;
    if (from_fd == to_fd || *from == '/' || *to == '/')
        return 1;
    errno = EXDEV;
    return 0;
}

int renameat(int from_fd, const char *from, int to_fd, const char *to)
{
    const char *path = *from == '/' ? to : from;
    int fd;

    if (!together(from_fd, from, to_fd, to, &fd))
        return -1;
    WITHIN(int, rename(from, to));
}

int linkat(int from_fd, const char *from, int to_fd, const char *to, int flags)
{
    const char *path = *from == '/' ? to : from;
    int fd;

    (void)flags;
    if (!together(from_fd, from, to_fd, to, &fd))
        return -1;
    WITHIN(int, link(from, to));
}
