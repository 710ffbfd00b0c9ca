/* Record locks: ranges of bytes of a file that a process has for itself, or shares with other readers. */
#ifndef KERNEL_RECORD_LOCK_H
#define KERNEL_RECORD_LOCK_H

#include "isa/orchard/record_lock.h"
#include "lib/base.h"

struct file;
struct inode;

/* fcntl's F_GETLK, F_SETLK and F_SETLKW for the current process: 0 or -errno.  *lock comes from the user. */
int32_t record_lock(struct file *file, int32_t command, struct flock *lock);

/* The current process closes a descriptor of the file: its locks are gone. */
void record_locks_drop(struct inode *inode);

#endif
