/* POSIX: parts of a path.  Both may write into path and return a pointer into it. */
#ifndef _LIBGEN_H
#define _LIBGEN_H

char *basename(char *path);
char *dirname(char *path);

#endif
