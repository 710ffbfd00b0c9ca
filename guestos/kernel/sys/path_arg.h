/* Paths and names as arguments of system calls. */
#ifndef KERNEL_PATH_ARG_H
#define KERNEL_PATH_ARG_H

#include "lib/base.h"

/* Copy a text shorter than PATH_MAX into memory of the heap: 0 or -errno. */
int32_t path_arg(user_va path, char **out);
void path_arg_free(char *text);

#endif
