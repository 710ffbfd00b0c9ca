/* Numbers of the system calls, SYS_name, from syscalls.def. */
#ifndef ORCHARD_SYSCALL_H
#define ORCHARD_SYSCALL_H

#define SYSCALL(number, name, result, count, ...) SYS_##name = number,
enum {
#include "syscalls.def"
    SYS_LIMIT = 128 /* every number is below */
};
#undef SYSCALL

#endif
