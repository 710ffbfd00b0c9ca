#include <fcntl.h>
#include <stdarg.h>

#include "libc_impl.h"

int open(const char *path, int flags, ...)
{
    unsigned mode = 0;

    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        va_end(args);
    }
    return (int)__syscall_result(__sys_open(path, flags, mode));
}

int creat(const char *path, mode_t mode)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
