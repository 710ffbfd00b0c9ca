/* Waiting for several files at once. */
#ifndef KERNEL_POLL_H
#define KERNEL_POLL_H

#include "isa/orchard/poll.h"
#include "lib/base.h"

/* What a file is ready for may have changed: to be called after the change, without locks that file_ops.ready takes. */
void poll_changed(void);

/* Wait until one of the current process's files is ready for what is asked, or the deadline: how many are (their
 * revents say for what), or -EINTR. */
int32_t poll_files(struct pollfd *files, uint32_t count, uint64_t deadline_ns);

#endif
