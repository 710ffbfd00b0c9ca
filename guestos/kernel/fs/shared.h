/* The host's folder as a part of the tree.  Its inodes have a path in the folder, and nothing on the disk. */
#ifndef KERNEL_SHARED_H
#define KERNEL_SHARED_H

#include "fs/dir.h"
#include "fs/inode.h"

#define SHARED_MOUNT "/share"

/* Mount the folder, if there is one; makes the directory that it covers when that is missing. */
void shared_mount(void);

/* The number of the directory that is covered, 0 when nothing is mounted. */
uint32_t shared_covered(void);

/* The folder itself, with a reference; NULL without memory. */
struct inode *shared_root(void);

/* What a name in a folder stands for, with a reference; make: a file, which is made if it is not there.  "." and ".."
 * are names too. */
int32_t shared_child(struct inode *dir, const struct name *name, bool make, struct inode **out);

/* Whether shared files and folders can be changed at all: 0 or -errno. */
int32_t shared_changeable(void);

/* As the functions of inode.h and dir.h of these names, of an inode that is shared and locked. */
int32_t shared_read(struct inode *inode, void *to, uint32_t offset, uint32_t bytes);
int32_t shared_write(struct inode *inode, const void *from, uint32_t offset, uint32_t bytes);
int32_t shared_resize(struct inode *inode, uint32_t size);
int32_t shared_next(struct inode *dir, uint32_t *offset, struct dirent *out);

/* Ask the host what it says of an inode now: 0 or -errno. */
int32_t shared_refresh(struct inode *inode);

#endif
