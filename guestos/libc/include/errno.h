/* ISO C11 7.5 and POSIX: error numbers.  <bits/errno.h> is generated from isa/orchard/errno.def. */
#ifndef _ERRNO_H
#define _ERRNO_H

#include <bits/errno.h>

#define EWOULDBLOCK EAGAIN
#define EOPNOTSUPP  ENOTSUP

extern int errno;

#endif
