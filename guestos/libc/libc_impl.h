/* What the parts of libc know of each other. */
#ifndef LIBC_IMPL_H
#define LIBC_IMPL_H

#include <stdint.h>

/* Days from 1970-01-01 to a date of the Gregorian calendar; month and day from 1. */
int64_t __days_from_date(int64_t year, int month, int day);

/* The last part of argv[0]. */
extern const char *__program_name;

/* Writes out and closes what stdio still holds. */
void __stdio_exit(void);

/* The one place where a kernel result becomes a C result: -4095..-1 sets errno and gives -1. */
long __syscall_result(long result);

/* System calls whose C function does more than pass its arguments on: the bare calls, result as the kernel gives it. */
long __sys_exit(int status);
long __sys_brk(void *end);
long __sys_open(const char *path, int flags, unsigned mode);
long __sys_fcntl(int fd, int command, unsigned long argument);
long __sys_ioctl(int fd, unsigned long request, unsigned long argument);
long __sys_poll(void *files, unsigned count, const void *time);
long __sys_getcwd(char *buffer, unsigned long size);
long __sys_sigaction(int number, const void *action, void *old);
long __sys_nice(int increment);
long __sys_mq_open(const char *name, int flags, unsigned mode, const void *attributes);
long __sys_mq_attributes(int queue, const void *attributes, void *old);

/* Where a signal handler returns to. */
void __sys_sigreturn(void);

#endif
