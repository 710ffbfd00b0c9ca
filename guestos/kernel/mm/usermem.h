/* The only way to the current process's memory.  A wild address gives -EFAULT; no spin lock, inode or cache lock is
 * held. */
#ifndef KERNEL_USERMEM_H
#define KERNEL_USERMEM_H

#include "lib/base.h"

/* Copy from and to user memory: 0 or -EFAULT. */
int32_t copy_in(void *to, user_va from, uint32_t bytes);
int32_t copy_out(user_va to, const void *from, uint32_t bytes);

/* Copy a text: its length without the 0; -EFAULT; -ENAMETOOLONG when it does not fit with its 0. */
int32_t copy_in_text(char *to, user_va from, uint32_t size);

/* Whether a range lies in user space. */
bool user_range(user_va start, uint32_t bytes);

#endif
