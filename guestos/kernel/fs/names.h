/* Making and removing names.  Paths are kernel texts shorter than PATH_MAX; results 0 or -errno. */
#ifndef KERNEL_NAMES_H
#define KERNEL_NAMES_H

#include "fs/inode.h"

/* Prepare the module. */
void names_init(void);

/* Make a file, device node or empty symbolic link (by mode): the inode with a reference, and whether it was made.  When
 * the name exists: -EEXIST with exclusive, else its inode. */
int32_t names_create(const char *path, uint32_t mode, uint32_t device, bool exclusive, bool *made, struct inode **out);

int32_t names_mkdir(const char *path, uint32_t mode);
int32_t names_link(const char *from, const char *to);
int32_t names_symlink(const char *target, const char *path);
int32_t names_unlink(const char *path);
int32_t names_rmdir(const char *path);
int32_t names_rename(const char *from, const char *to);

/* The path of the current directory: its length with the 0, or -errno. */
int32_t names_cwd(char *buffer, uint32_t size);

#endif
