/* POSIX: opening files. */
#ifndef _FCNTL_H
#define _FCNTL_H

#include <orchard/fcntl.h>
#include <sys/types.h>

int open(const char *path, int flags, ...);
int creat(const char *path, mode_t mode);
int fcntl(int fd, int command, ...);

#endif
