/* Directory entries as getdents(2) gives them. */
#ifndef ORCHARD_DIRENT_H
#define ORCHARD_DIRENT_H

#include "types.h"

/* Records follow one another, each d_reclen bytes (a multiple of 4), the name ended by 0. */
struct dirent {
    ino_t d_ino;
    off_t d_off; /* for lseek: where the next record starts */
    uint16_t d_reclen;
    uint8_t d_type;
    uint8_t d_namlen;
    char d_name[256];
};
_Static_assert(sizeof(struct dirent) == 268, "shared layout");
#define DIRENT_HEADER_BYTES 12

/* d_type: the file type bits of the mode, shifted */
#define DT_UNKNOWN 0
#define DT_FIFO 1
#define DT_CHR 2
#define DT_DIR 4
#define DT_BLK 6
#define DT_REG 8
#define DT_LNK 10

#endif
