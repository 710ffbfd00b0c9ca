/* POSIX: string operations of 4.2BSD. */
#ifndef _STRINGS_H
#define _STRINGS_H

#include <stddef.h>

void bcopy(const void *from, void *to, size_t n);
void bzero(void *area, size_t n);
int bcmp(const void *a, const void *b, size_t n);
char *index(const char *text, int c);
char *rindex(const char *text, int c);
int ffs(int bits); /* number of the lowest one bit, from 1; 0 for 0 */
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);

#endif
