/* ISO C11 7.24 and POSIX: strings and memory. */
#ifndef _STRING_H
#define _STRING_H

#include <stddef.h>
#include <strings.h>

/* Memory of a given length.  Only memmove allows its areas to overlap. */
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *mempcpy(void *restrict to, const void *restrict from, size_t n); /* returns the end of the copy */
void *memccpy(void *restrict to, const void *restrict from, int stop, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *area, int byte, size_t n);
void *memrchr(const void *area, int byte, size_t n);
void *memmem(const void *area, size_t n, const void *needle, size_t needle_n);

/* Copying and joining; the stp forms return the address of the final null. */
char *strcpy(char *restrict to, const char *restrict from);
char *strncpy(char *restrict to, const char *restrict from, size_t n);
char *stpcpy(char *restrict to, const char *restrict from);
char *stpncpy(char *restrict to, const char *restrict from, size_t n);
char *strcat(char *restrict to, const char *restrict from);
char *strncat(char *restrict to, const char *restrict from, size_t n);
size_t strlcpy(char *restrict to, const char *restrict from, size_t size); /* always terminated; length of from */
size_t strlcat(char *restrict to, const char *restrict from, size_t size);
char *strdup(const char *text); /* NULL and ENOMEM without memory; freed by the caller */
char *strndup(const char *text, size_t n);

size_t strlen(const char *text);
size_t strnlen(const char *text, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcoll(const char *a, const char *b);
size_t strxfrm(char *restrict to, const char *restrict from, size_t n);

/* Searching; NULL when there is nothing to find (strchrnul: the end). */
char *strchr(const char *text, int c);
char *strrchr(const char *text, int c);
char *strchrnul(const char *text, int c);
char *strstr(const char *text, const char *needle);
char *strpbrk(const char *text, const char *set);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);

/* Splitting: each call yields the next piece and writes a null after it. */
char *strtok(char *restrict text, const char *restrict separators);
char *strtok_r(char *restrict text, const char *restrict separators, char **restrict next);
char *strsep(char **text, const char *separators);

char *strerror(int number); /* the text of an errno value */
int strerror_r(int number, char *buffer, size_t size);
char *strsignal(int number); /* the text of a signal number */

#endif
