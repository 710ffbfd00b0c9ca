#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "libc_impl.h"

int brk(void *end)
{
    return __syscall_result(__sys_brk(end)) < 0 ? -1 : 0;
}

void *sbrk(ptrdiff_t increment)
{
    uintptr_t end = (uintptr_t)__sys_brk(NULL);

    if (increment == 0)
        return (void *)end;
    if (increment > 0 ? end + (uintptr_t)increment < end : end + (uintptr_t)increment > end) {
        errno = ENOMEM;
        return (void *)-1;
    }
    return brk((void *)(end + (uintptr_t)increment)) == 0 ? (void *)end : (void *)-1;
}
