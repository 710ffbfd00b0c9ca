/* POSIX: what a file is. */
#ifndef _SYS_STAT_H
#define _SYS_STAT_H

#include <orchard/stat.h>
#include <sys/types.h>

#define S_IFSOCK       0140000 /* no file is a socket */
#define S_ISSOCK(mode) (((mode)&S_IFMT) == S_IFSOCK)

#define st_atime st_atim.tv_sec
#define st_mtime st_mtim.tv_sec
#define st_ctime st_ctim.tv_sec

int stat(const char *restrict path, struct stat *restrict result);
int lstat(const char *restrict path, struct stat *restrict result);
int fstat(int fd, struct stat *result);
int mkdir(const char *path, mode_t mode);
int mkfifo(const char *path, mode_t mode);
int mknod(const char *path, mode_t mode, dev_t device);
int chmod(const char *path, mode_t mode);
int fchmod(int fd, mode_t mode);
mode_t umask(mode_t mask);
int fstatat(int fd, const char *restrict path, struct stat *restrict result, int flags);
int fchmodat(int fd, const char *path, mode_t mode, int flags);
int mkdirat(int fd, const char *path, mode_t mode);
int mkfifoat(int fd, const char *path, mode_t mode);
int mknodat(int fd, const char *path, mode_t mode, dev_t device);
int utimensat(int fd, const char *path, const struct timespec times[2], int flags);
int utimens(const char *path, const struct timespec times[2]); /* Orchard: access and modification time */

#endif
