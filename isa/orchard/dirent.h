/* Directory entries as getdents(2) gives them. */
#ifndef ORCHARD_DIRENT_H
#define ORCHARD_DIRENT_H

#include "mode.h"
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

#endif
