/* Waiting for several files, at the kernel's border. */
#ifndef ORCHARD_POLL_H
#define ORCHARD_POLL_H

#include <stdint.h>

struct pollfd {
    int32_t fd; /* negative: not looked at */
    int16_t events;
    int16_t revents;
};
_Static_assert(sizeof(struct pollfd) == 8, "shared layout");

#define POLLIN   0x01
#define POLLPRI  0x02 /* never */
#define POLLOUT  0x04
#define POLLERR  0x08 /* the last three are reported unasked */
#define POLLHUP  0x10
#define POLLNVAL 0x20

#endif
