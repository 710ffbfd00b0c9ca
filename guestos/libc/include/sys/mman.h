/* POSIX: memory of the process. */
#ifndef _SYS_MMAN_H
#define _SYS_MMAN_H

#include <orchard/mman.h>
#include <sys/types.h>

#define MAP_ANON   MAP_ANONYMOUS
#define MAP_FAILED ((void *)-1)

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset);
int munmap(void *address, size_t length);
int mprotect(void *address, size_t length, int protection);
int shm_open(const char *name, int flags, mode_t mode);
int shm_unlink(const char *name);

#endif
