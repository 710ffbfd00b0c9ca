/* Orchard: what the kernel tells of itself, its policies, and the end of the machine. */
#ifndef _SYS_SYSINFO_H
#define _SYS_SYSINFO_H

#include <orchard/sysinfo.h>
#include <orchard/time.h>
#include <stddef.h>

int sysinfo(struct sysinfo *info);

/* Fills at most count entries; returns how many processes there are. */
int procinfo(struct procinfo *processes, unsigned count);

/* Chooses policy POLICY_*; a NULL name leaves it.  old, unless NULL, receives the name that was in force. */
int policy(int which, const char *name, char old[POLICY_NAME_BYTES]);

/* Ends the machine: REBOOT_HALT with its exit status, or REBOOT_RESTART.  Returns only on failure. */
int reboot(int command, int status);

int getrandom(void *buffer, size_t length, unsigned flags);

/* Sleeps while *word is expected, at most for the duration (NULL: without end); wakes at most count sleepers. */
int futex_wait(const int *word, unsigned expected, const struct timespec *duration);
int futex_wake(int *word, unsigned count);

#endif
