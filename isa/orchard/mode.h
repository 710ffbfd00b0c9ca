/* File types, permissions and device numbers: only macros, so that a host tool may use them beside its own system's
 * types. */
#ifndef ORCHARD_MODE_H
#define ORCHARD_MODE_H

#include <stdint.h>

#define S_IFMT  0170000
#define S_IFIFO 0010000
#define S_IFCHR 0020000
#define S_IFDIR 0040000
#define S_IFBLK 0060000
#define S_IFREG 0100000
#define S_IFLNK 0120000

#define S_ISFIFO(mode) (((mode)&S_IFMT) == S_IFIFO)
#define S_ISCHR(mode)  (((mode)&S_IFMT) == S_IFCHR)
#define S_ISDIR(mode)  (((mode)&S_IFMT) == S_IFDIR)
#define S_ISBLK(mode)  (((mode)&S_IFMT) == S_IFBLK)
#define S_ISREG(mode)  (((mode)&S_IFMT) == S_IFREG)
#define S_ISLNK(mode)  (((mode)&S_IFMT) == S_IFLNK)

#define S_ISUID 04000
#define S_ISGID 02000
#define S_ISVTX 01000
#define S_IRWXU 00700
#define S_IRUSR 00400
#define S_IWUSR 00200
#define S_IXUSR 00100
#define S_IRWXG 00070
#define S_IRGRP 00040
#define S_IWGRP 00020
#define S_IXGRP 00010
#define S_IRWXO 00007
#define S_IROTH 00004
#define S_IWOTH 00002
#define S_IXOTH 00001

/* Device numbers (st_rdev, mknod): major in bits 8..15, minor in bits 0..7. */
#define DEVICE(major, minor) ((uint32_t)((major) << 8 | (minor)))
#define DEVICE_MAJOR(device) ((device) >> 8 & 0xff)
#define DEVICE_MINOR(device) ((device)&0xff)
#define DEVICE_NULL          DEVICE(1, 3)
#define DEVICE_ZERO          DEVICE(1, 5)
#define DEVICE_RANDOM        DEVICE(1, 8)
#define DEVICE_CMDLINE       DEVICE(1, 11) /* reads as the kernel's command line */
#define DEVICE_TTY           DEVICE(5, 0)  /* the controlling terminal */
#define DEVICE_CONSOLE       DEVICE(5, 1)

/* A directory entry's type: the file type bits of the mode, shifted. */
#define DT_OF_MODE(mode) ((mode) >> 12 & 15)
#define DT_UNKNOWN       0
#define DT_FIFO          1
#define DT_CHR           2
#define DT_DIR           4
#define DT_BLK           6
#define DT_REG           8
#define DT_LNK           10

#endif
