/* Error numbers as constants, from errno.def. */
#ifndef ORCHARD_ERRNO_H
#define ORCHARD_ERRNO_H

#define ERRNO(number, name, text) name = number,
enum orchard_errno {
#include "errno.def"
    ERRNO_LIMIT = 128 /* every number is below; the kernel returns -4095..-1 for failures */
};
#undef ERRNO

#endif
