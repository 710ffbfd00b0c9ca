/* POSIX: waiting for several files. */
#ifndef _POLL_H
#define _POLL_H

#include <orchard/poll.h>

typedef unsigned nfds_t;

#define POLLRDNORM POLLIN
#define POLLWRNORM POLLOUT
#define POLLRDBAND POLLPRI
#define POLLWRBAND 0x100 /* never */

/* The timeout in milliseconds; negative: for ever.  At most OPEN_MAX files. */
int poll(struct pollfd files[], nfds_t count, int timeout);

#endif
