/* ISO C11 7.29 and POSIX: wide characters, which are Unicode code points; multibyte characters are UTF-8. */
#ifndef _WCHAR_H
#define _WCHAR_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

typedef unsigned wint_t;

/* A character that was begun: the bits so far, how many bytes are to come, how many it has in all. */
typedef struct {
    unsigned __bits;
    unsigned char __left, __length;
} mbstate_t;

#define WEOF 0xffffffffu

/* Characters. */
wint_t btowc(int c);
int wctob(wint_t c);
int mbsinit(const mbstate_t *state);
size_t mbrlen(const char *restrict text, size_t n, mbstate_t *restrict state);
size_t mbrtowc(wchar_t *restrict wide, const char *restrict text, size_t n, mbstate_t *restrict state);
size_t wcrtomb(char *restrict text, wchar_t wide, mbstate_t *restrict state);
size_t mbsrtowcs(wchar_t *restrict to, const char **restrict from, size_t n, mbstate_t *restrict state);
size_t wcsrtombs(char *restrict to, const wchar_t **restrict from, size_t n, mbstate_t *restrict state);
size_t mbsnrtowcs(wchar_t *restrict to, const char **restrict from, size_t bytes, size_t n, mbstate_t *restrict state);
size_t wcsnrtombs(char *restrict to, const wchar_t **restrict from, size_t count, size_t n, mbstate_t *restrict state);
int wcwidth(wchar_t c);
int wcswidth(const wchar_t *text, size_t n);

/* Strings. */
wchar_t *wcscpy(wchar_t *restrict to, const wchar_t *restrict from);
wchar_t *wcsncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n);
wchar_t *wcpcpy(wchar_t *restrict to, const wchar_t *restrict from);
wchar_t *wcscat(wchar_t *restrict to, const wchar_t *restrict from);
wchar_t *wcsncat(wchar_t *restrict to, const wchar_t *restrict from, size_t n);
wchar_t *wcsdup(const wchar_t *text);
int wcscmp(const wchar_t *a, const wchar_t *b);
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n);
int wcscasecmp(const wchar_t *a, const wchar_t *b);
int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t n);
int wcscoll(const wchar_t *a, const wchar_t *b);
size_t wcsxfrm(wchar_t *restrict to, const wchar_t *restrict from, size_t n);
size_t wcslen(const wchar_t *text);
size_t wcsnlen(const wchar_t *text, size_t n);
wchar_t *wcschr(const wchar_t *text, wchar_t c);
wchar_t *wcsrchr(const wchar_t *text, wchar_t c);
wchar_t *wcsstr(const wchar_t *text, const wchar_t *part);
wchar_t *wcspbrk(const wchar_t *text, const wchar_t *set);
size_t wcsspn(const wchar_t *text, const wchar_t *set);
size_t wcscspn(const wchar_t *text, const wchar_t *set);
wchar_t *wcstok(wchar_t *restrict text, const wchar_t *restrict set, wchar_t **restrict place);
wchar_t *wmemchr(const wchar_t *text, wchar_t c, size_t n);
int wmemcmp(const wchar_t *a, const wchar_t *b, size_t n);
wchar_t *wmemcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n);
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t n);
wchar_t *wmemset(wchar_t *to, wchar_t c, size_t n);

/* Numbers, as in <stdlib.h>. */
long wcstol(const wchar_t *restrict text, wchar_t **restrict end, int base);
long long wcstoll(const wchar_t *restrict text, wchar_t **restrict end, int base);
unsigned long wcstoul(const wchar_t *restrict text, wchar_t **restrict end, int base);
unsigned long long wcstoull(const wchar_t *restrict text, wchar_t **restrict end, int base);
double wcstod(const wchar_t *restrict text, wchar_t **restrict end);
float wcstof(const wchar_t *restrict text, wchar_t **restrict end);
long double wcstold(const wchar_t *restrict text, wchar_t **restrict end);
size_t wcsftime(wchar_t *restrict to, size_t n, const wchar_t *restrict format, const struct tm *restrict time);

/* Streams: a stream holds UTF-8 whichever functions use it. */
int fwide(FILE *stream, int mode);
wint_t fgetwc(FILE *stream);
wint_t getwc(FILE *stream);
wint_t getwchar(void);
wint_t ungetwc(wint_t c, FILE *stream);
wchar_t *fgetws(wchar_t *restrict text, int n, FILE *restrict stream);
wint_t fputwc(wchar_t c, FILE *stream);
wint_t putwc(wchar_t c, FILE *stream);
wint_t putwchar(wchar_t c);
int fputws(const wchar_t *restrict text, FILE *restrict stream);
int wprintf(const wchar_t *restrict format, ...);
int fwprintf(FILE *restrict stream, const wchar_t *restrict format, ...);
int swprintf(wchar_t *restrict text, size_t n, const wchar_t *restrict format, ...);
int vwprintf(const wchar_t *restrict format, va_list args);
int vfwprintf(FILE *restrict stream, const wchar_t *restrict format, va_list args);
int vswprintf(wchar_t *restrict text, size_t n, const wchar_t *restrict format, va_list args);
int wscanf(const wchar_t *restrict format, ...);
int fwscanf(FILE *restrict stream, const wchar_t *restrict format, ...);
int swscanf(const wchar_t *restrict text, const wchar_t *restrict format, ...);
int vwscanf(const wchar_t *restrict format, va_list args);
int vfwscanf(FILE *restrict stream, const wchar_t *restrict format, va_list args);
int vswscanf(const wchar_t *restrict text, const wchar_t *restrict format, va_list args);

#endif
