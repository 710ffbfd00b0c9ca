/* POSIX: waiting for several files, in sets of bits. */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H

#include <sys/types.h>

#define FD_SETSIZE 64 /* OPEN_MAX */

struct timeval {
    time_t tv_sec;
    suseconds_t tv_usec;
};

typedef struct {
    unsigned __bits[FD_SETSIZE / 32];
} fd_set;

#define FD_ZERO(set)       ((void)((set)->__bits[0] = (set)->__bits[1] = 0))
#define FD_SET(fd, set)    ((void)((set)->__bits[(unsigned)(fd) / 32] |= 1u << (unsigned)(fd) % 32))
#define FD_CLR(fd, set)    ((void)((set)->__bits[(unsigned)(fd) / 32] &= ~(1u << (unsigned)(fd) % 32)))
#define FD_ISSET(fd, set)  ((int)((set)->__bits[(unsigned)(fd) / 32] >> (unsigned)(fd) % 32 & 1))

/* Sets may be null; the time that is left is not written back. */
int select(int count, fd_set *restrict readable, fd_set *restrict writable, fd_set *restrict exceptional,
           struct timeval *restrict timeout);

#endif
