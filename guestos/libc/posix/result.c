#include <errno.h>

#include "libc_impl.h"

#define ERROR_MAX 4095

int errno;

long __syscall_result(long result)
{
    if (result >= 0 || result < -ERROR_MAX)
        return result;
    errno = (int)-result;
    return -1;
}
