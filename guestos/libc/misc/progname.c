#include <stdlib.h>

#include "libc_impl.h"

const char *getprogname(void)
{
    return __program_name;
}
