/* POSIX: opening files. */
#ifndef _FCNTL_H
#define _FCNTL_H

#include <orchard/fcntl.h>
#include <sys/types.h>

int open(const char *path, int flags, ...);
int creat(const char *path, mode_t mode);
int fcntl(int fd, int command, ...);

/* Record locks, which Orchard does not have: fcntl fails with EINVAL. */
#define F_GETLK  5
#define F_SETLK  6
#define F_SETLKW 7
#define F_RDLCK  0
#define F_WRLCK  1
#define F_UNLCK  2

struct flock {
    short l_type, l_whence;
    off_t l_start, l_len;
    pid_t l_pid;
};

/* Relative to an open directory, or with AT_FDCWD to the working directory.  Orchard's kernel knows the latter only:
 * the process goes to the directory and back for the length of the call. */
#define AT_FDCWD            (-100)
#define AT_SYMLINK_NOFOLLOW 0x100
#define AT_REMOVEDIR        0x200
#define AT_SYMLINK_FOLLOW   0x400
#define AT_EACCESS          0x200

int openat(int fd, const char *path, int flags, ...);

#endif
