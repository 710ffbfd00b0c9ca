/* POSIX: opening files. */
#ifndef _FCNTL_H
#define _FCNTL_H

#include <orchard/fcntl.h>
#include <orchard/record_lock.h>
#include <sys/types.h>

int open(const char *path, int flags, ...);
int creat(const char *path, mode_t mode);
int fcntl(int fd, int command, ...);

/* Relative to an open directory, or with AT_FDCWD to the working directory.  Orchard's kernel knows the latter only:
 * the process goes to the directory and back for the length of the call. */
#define AT_FDCWD            (-100)
#define AT_SYMLINK_NOFOLLOW 0x100
#define AT_REMOVEDIR        0x200
#define AT_SYMLINK_FOLLOW   0x400
#define AT_EACCESS          0x200

int openat(int fd, const char *path, int flags, ...);

#endif
