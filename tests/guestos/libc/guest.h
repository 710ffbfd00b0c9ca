/* libc's functions as the host sees them: see native.sh.  What they need from the system is in system.c. */
#ifndef GUEST_H
#define GUEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define G(result, name, ...) result guest_##name(__VA_ARGS__)

G(int, snprintf, char *, size_t, const char *, ...);
G(int, sscanf, const char *, const char *, ...);
G(int, asprintf, char **, const char *, ...);
G(double, strtod, const char *, char **);
G(float, strtof, const char *, char **);
G(long, strtol, const char *, char **, int);
G(unsigned long, strtoul, const char *, char **, int);
G(long long, strtoll, const char *, char **, int);
G(unsigned long long, strtoull, const char *, char **, int);
G(void *, malloc, size_t);
G(void *, calloc, size_t, size_t);
G(void *, realloc, void *, size_t);
G(void *, aligned_alloc, size_t, size_t);
G(void, free, void *);
G(void, qsort, void *, size_t, size_t, int (*)(const void *, const void *));
G(void *, bsearch, const void *, const void *, size_t, size_t, int (*)(const void *, const void *));
G(void *, memcpy, void *, const void *, size_t);
G(void *, memmove, void *, const void *, size_t);
G(void *, memset, void *, int, size_t);
G(int, memcmp, const void *, const void *, size_t);
G(void *, memchr, const void *, int, size_t);
G(void *, memmem, const void *, size_t, const void *, size_t);
G(size_t, strlen, const char *);
G(char *, strcpy, char *, const char *);
G(char *, strncpy, char *, const char *, size_t);
G(char *, strcat, char *, const char *);
G(char *, strncat, char *, const char *, size_t);
G(int, strcmp, const char *, const char *);
G(int, strncmp, const char *, const char *, size_t);
G(int, strcasecmp, const char *, const char *);
G(char *, strchr, const char *, int);
G(char *, strrchr, const char *, int);
G(char *, strstr, const char *, const char *);
G(size_t, strspn, const char *, const char *);
G(size_t, strcspn, const char *, const char *);
G(char *, strpbrk, const char *, const char *);
G(char *, strtok_r, char *, const char *, char **);
G(char *, strerror, int);
G(int, fnmatch, const char *, const char *, int);
G(int, tolower, int);
G(int, isalnum, int);
G(int, isspace, int);
G(int, ispunct, int);

extern int guest_errno;

#endif
