#include <fcntl.h>
#include <stdarg.h>
#include <sys/ioctl.h>

#include "libc_impl.h"

int fcntl(int fd, int command, ...)
{
    va_list args;

    va_start(args, command);
    unsigned long argument = va_arg(args, unsigned long);
    va_end(args);
    return (int)__syscall_result(__sys_fcntl(fd, command, argument));
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list args;

    va_start(args, request);
    unsigned long argument = va_arg(args, unsigned long);
    va_end(args);
    return (int)__syscall_result(__sys_ioctl(fd, request, argument));
}
