/* POSIX: walking a tree of files. */
#ifndef _FTW_H
#define _FTW_H

#include <sys/stat.h>

/* What an entry is. */
#define FTW_F   0 /* no folder */
#define FTW_D   1 /* a folder, before its entries */
#define FTW_DNR 2 /* a folder that cannot be read */
#define FTW_NS  3 /* nothing is known of it */
#define FTW_SL  4 /* a symbolic link, with FTW_PHYS */
#define FTW_DP  5 /* a folder, behind its entries */
#define FTW_SLN 6 /* a symbolic link that leads nowhere */

/* Flags of nftw */
#define FTW_PHYS  1 /* do not follow symbolic links */
#define FTW_MOUNT 2 /* stay on the device */
#define FTW_DEPTH 4 /* folders behind their entries */
#define FTW_CHDIR 8 /* go to each folder */

struct FTW {
    int base;  /* where the name begins in the path */
    int level; /* 0 at the root */
};

/* Call for each file until one does not return 0, which is the result; else 0, or -1 with errno.  One descriptor is open
 * for each level. */
int ftw(const char *path, int (*visit)(const char *path, const struct stat *stat, int kind), int descriptors);
int nftw(const char *path, int (*visit)(const char *path, const struct stat *stat, int kind, struct FTW *place),
         int descriptors, int flags);

#endif
