#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "libc_impl.h"

char *getcwd(char *buffer, size_t size)
{
    char *own = NULL;

    if (buffer != NULL && size == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (buffer == NULL) {
        size = size > 0 ? size : PATH_MAX;
        own = buffer = malloc(size);
        if (own == NULL)
            return NULL;
    }
    if (__syscall_result(__sys_getcwd(buffer, size)) < 0) {
        free(own);
        return NULL;
    }
    return buffer;
}
