/* From paths to inodes. */
#ifndef KERNEL_PATH_H
#define KERNEL_PATH_H

#include "fs/dir.h"
#include "fs/inode.h"

/* The last component of a path that is to be made or removed; text is in the path given. */
struct last_name {
    struct name name;
    bool directory; /* a slash stands behind it */
};

/* The inode of a path, with a reference: 0 or -errno.  follow: of a symbolic link at the end, its target. */
int32_t path_lookup(const char *path, bool follow, struct inode **out);

/* The directory of a path's last component, with a reference, and that component (never "." or "..": -EINVAL). */
int32_t path_parent(const char *path, struct inode **out, struct last_name *last);

/* The root directory, for cwd of the first process. */
struct inode *path_root(void);

#endif
