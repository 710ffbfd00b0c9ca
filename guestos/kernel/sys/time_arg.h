/* Times as arguments of system calls. */
#ifndef KERNEL_TIME_ARG_H
#define KERNEL_TIME_ARG_H

#include "lib/base.h"

/* The deadline of a duration at a user address: TIME_NEVER for a null address.  0 or -errno. */
int32_t deadline_after(user_va duration, uint64_t *deadline_ns);

/* The deadline of a moment of CLOCK_REALTIME at a user address, likewise. */
int32_t deadline_at(user_va moment, uint64_t *deadline_ns);

#endif
