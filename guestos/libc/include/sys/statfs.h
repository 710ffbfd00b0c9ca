/* Orchard: what a file system is. */
#ifndef _SYS_STATFS_H
#define _SYS_STATFS_H

#include <orchard/stat.h>

int statfs(const char *path, struct statfs *result);

#endif
