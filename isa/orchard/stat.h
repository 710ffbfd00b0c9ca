/* What a file is: stat(2), modes, statfs(2). */
#ifndef ORCHARD_STAT_H
#define ORCHARD_STAT_H

#include "mode.h"
#include "time.h"
#include "types.h"

struct stat {
    dev_t st_dev;
    ino_t st_ino;
    mode_t st_mode;
    nlink_t st_nlink;
    uid_t st_uid;
    gid_t st_gid;
    dev_t st_rdev;
    off_t st_size;
    blksize_t st_blksize;
    blkcnt_t st_blocks; /* of 512 bytes */
    struct timespec st_atim;
    struct timespec st_mtim;
    struct timespec st_ctim;
};
_Static_assert(sizeof(struct stat) == 88, "shared layout");

struct statfs {
    uint32_t f_bsize;
    uint32_t f_blocks;
    uint32_t f_bfree;
    uint32_t f_files;
    uint32_t f_ffree;
    uint32_t f_namemax;
};
_Static_assert(sizeof(struct statfs) == 24, "shared layout");

#endif
