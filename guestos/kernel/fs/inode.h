/* Inodes: files, directories, devices and links as they lie on disk, or in the host's folder (fs/shared.h). */
#ifndef KERNEL_INODE_H
#define KERNEL_INODE_H

#include "isa/orchard/fs.h"
#include "isa/orchard/stat.h"
#include "lib/base.h"
#include "proc/wait.h"

/* This bit is set in the numbers of inodes that are not on the disk. */
#define INODE_SHARED 0x80000000u

struct inode {
    char *path; /* in the host's folder; NULL: on the disk.  Fixed */
    /* inodes_lock */
    struct list link;
    uint32_t number;
    uint32_t references;
    int32_t users; /* open files that may write; below 0: processes that run it as a program */
    /* lock */
    struct sleeplock lock;
    bool loaded;
    struct fs_inode disk;
};

/* The inode of this number with a reference more: NULL when it cannot be read or is free. */
struct inode *inode_get(uint32_t number);

/* The inode of a path in the host's folder, with a reference more; takes the path over, also when it fails (NULL: no
 * memory).  What the host says of it is the caller's to fill in. */
struct inode *inode_get_shared(uint32_t number, char *path);

/* One reference more; one less: the last frees an inode without links on disk.  No inode lock is held. */
void inode_share(struct inode *inode);
void inode_release(struct inode *inode);

/* Take a new inode with these properties, no links, a reference; NULL when the table is full. */
struct inode *inode_create(uint32_t mode, uint32_t uid, uint32_t gid, uint32_t device);

/* A file is either written or run: count one more who opens it for writing, or runs it (0 or -ETXTBSY); one less. */
int32_t inode_begin_write(struct inode *inode);
void inode_end_write(struct inode *inode);
int32_t inode_begin_run(struct inode *inode);
void inode_end_run(struct inode *inode);

void inode_lock(struct inode *inode);
void inode_unlock(struct inode *inode);

/* The rest but inode_read_whole needs the lock.  Results: bytes, or -errno. */

/* Write the inode's own fields back. */
int32_t inode_update(struct inode *inode);

/* The disk block that holds a block of the file: 0 for a hole, -errno.  make: take one for a hole; fresh says that it
 * is new. */
int32_t inode_block(struct inode *inode, uint32_t index, bool make, bool *fresh);

/* Read and write kernel memory.  A read stops at the file's end, a write may fall short when the disk is full. */
int32_t inode_read(struct inode *inode, void *to, uint32_t offset, uint32_t bytes);
int32_t inode_write(struct inode *inode, const void *from, uint32_t offset, uint32_t bytes);

/* inode_read with the lock taken inside. */
int32_t inode_read_whole(struct inode *inode, void *to, uint32_t offset, uint32_t bytes);

/* Change the size; what is cut off is given back, what is added reads as zeros. */
int32_t inode_resize(struct inode *inode, uint32_t size);

void inode_stat(struct inode *inode, struct stat *out);

/* Note changes of content and of properties; seconds since 1970. */
void inode_touch(struct inode *inode);

/* Whether the current process may access it so (R_OK, W_OK, X_OK together): 0, -EACCES, or -EROFS. */
int32_t inode_permission(struct inode *inode, uint32_t access);

/* Whether owner, rights and times can be set: 0, -EROFS, or -EPERM where the host keeps them. */
int32_t inode_settable(const struct inode *inode);

#endif
