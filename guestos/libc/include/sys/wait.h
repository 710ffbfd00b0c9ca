/* POSIX: the end of a child process. */
#ifndef _SYS_WAIT_H
#define _SYS_WAIT_H

#include <orchard/wait.h>
#include <sys/types.h>

#define WAIT_ANY          (-1)
#define WCOREDUMP(status) 0

pid_t wait(int *status);
pid_t waitpid(pid_t pid, int *status, int options);

struct rusage;
pid_t wait3(int *status, int options, struct rusage *usage);
pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage);

#endif
