/* The kernel in the boot region. */
#ifndef TOOLS_MKFS_KERNEL_H
#define TOOLS_MKFS_KERNEL_H

#include "tools/lib/file.h"

/* Read a kernel: an executable with something to load.  Its debug information is left out, which the boot ROM would
 * have to read and check; its symbols stay.  False after a report. */
bool kernel_read(const char *path, struct file_bytes *out);

#endif
