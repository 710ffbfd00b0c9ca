/* POSIX: directories. */
#ifndef _DIRENT_H
#define _DIRENT_H

#include <orchard/dirent.h>
#include <stddef.h>

#define DT_SOCK 12 /* no file is a socket */

typedef struct directory DIR;

DIR *opendir(const char *path);
DIR *fdopendir(int fd);
struct dirent *readdir(DIR *directory); /* valid until the next call; NULL at the end */
void rewinddir(DIR *directory);
long telldir(DIR *directory);
void seekdir(DIR *directory, long position);
int dirfd(DIR *directory);
int closedir(DIR *directory);
int alphasort(const struct dirent **a, const struct dirent **b);
int scandir(const char *path, struct dirent ***list, int (*choose)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **));

/* The system call: whole records, 0 at the end. */
int getdents(int fd, void *entries, size_t length);

#endif
