/* POSIX: processor time of a process and its children. */
#ifndef _SYS_TIMES_H
#define _SYS_TIMES_H

#include <orchard/time.h>

clock_t times(struct tms *result);

#endif
