/* Numbers of the system calls, SYS_name, for syscall(). */
#ifndef _SYS_SYSCALL_H
#define _SYS_SYSCALL_H

#include <orchard/syscall.h>

#endif
