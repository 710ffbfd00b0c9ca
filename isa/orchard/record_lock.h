/* Record locks, by fcntl. */
#ifndef ORCHARD_RECORD_LOCK_H
#define ORCHARD_RECORD_LOCK_H

#include <stdint.h>

#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2

/* Bytes of a file; length 0: to the end, however far that moves. */
struct flock {
    int16_t l_type, l_whence;
    int32_t l_start, l_len;
    int32_t l_pid; /* F_GETLK: who has it */
};
_Static_assert(sizeof(struct flock) == 16, "shared layout");

#endif
