/* ISO C11 7.21 and POSIX: input and output. */
#ifndef _STDIO_H
#define _STDIO_H

#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct file FILE;
typedef long long fpos_t;

extern FILE *const stdin;
extern FILE *const stdout;
extern FILE *const stderr;

#define EOF          (-1)
#define BUFSIZ       1024
#define FOPEN_MAX    64
#define FILENAME_MAX 1024
#define TMP_MAX      10000
#define L_tmpnam     20
#define P_tmpdir     "/tmp"
#define _IOFBF       0
#define _IOLBF       1
#define _IONBF       2
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

/* Opening and closing.  A mode is r, w or a, with + (both ways), b, x (must be new), e (closed on exec). */
FILE *fopen(const char *restrict path, const char *restrict mode);
FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict stream);
FILE *fdopen(int fd, const char *mode);
FILE *fmemopen(void *restrict buffer, size_t size, const char *restrict mode);
FILE *open_memstream(char **buffer, size_t *size);
FILE *popen(const char *command, const char *mode);
FILE *tmpfile(void);
char *tmpnam(char *buffer);
int fclose(FILE *stream);
int pclose(FILE *stream);
int fileno(FILE *stream);
int remove(const char *path);
int renameat(int from_fd, const char *from, int to_fd, const char *to);
int rename(const char *from, const char *to);

/* Buffers. */
int fflush(FILE *stream);
int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size);
void setbuf(FILE *restrict stream, char *restrict buffer);
void setlinebuf(FILE *stream);

/* Characters, lines, blocks. */
int fgetc(FILE *stream);
int getc(FILE *stream);
int getchar(void);
int getc_unlocked(FILE *stream);
int getchar_unlocked(void);
int ungetc(int c, FILE *stream);
int fputc(int c, FILE *stream);
int putc(int c, FILE *stream);
int putchar(int c);
int putc_unlocked(int c, FILE *stream);
int putchar_unlocked(int c);
char *fgets(char *restrict buffer, int size, FILE *restrict stream);
int fputs(const char *restrict text, FILE *restrict stream);
int puts(const char *text);
ssize_t getline(char **restrict line, size_t *restrict size, FILE *restrict stream);
ssize_t getdelim(char **restrict line, size_t *restrict size, int delimiter, FILE *restrict stream);
size_t fread(void *restrict buffer, size_t size, size_t count, FILE *restrict stream);
size_t fwrite(const void *restrict buffer, size_t size, size_t count, FILE *restrict stream);

/* Position and state. */
int fseek(FILE *stream, long offset, int whence);
int fseeko(FILE *stream, off_t offset, int whence);
long ftell(FILE *stream);
off_t ftello(FILE *stream);
void rewind(FILE *stream);
int fgetpos(FILE *restrict stream, fpos_t *restrict position);
int fsetpos(FILE *stream, const fpos_t *position);
int feof(FILE *stream);
int ferror(FILE *stream);
void clearerr(FILE *stream);
void perror(const char *prefix);
void flockfile(FILE *stream);
void funlockfile(FILE *stream);

/* For -Wformat: which argument is the format, and the first that it describes (0: a va_list). */
#define __PRINTF_FORMAT(format, first) __attribute__((__format__(__printf__, format, first)))
#define __SCANF_FORMAT(format, first) __attribute__((__format__(__scanf__, format, first)))

/* Formatted output: flags - + space # 0, width, precision, h hh l ll j z t L, d i o u x X c s p n f F e E g G a A %. */
int printf(const char *restrict format, ...) __PRINTF_FORMAT(1, 2);
int fprintf(FILE *restrict stream, const char *restrict format, ...) __PRINTF_FORMAT(2, 3);
int dprintf(int fd, const char *restrict format, ...) __PRINTF_FORMAT(2, 3);
int sprintf(char *restrict buffer, const char *restrict format, ...) __PRINTF_FORMAT(2, 3);
int snprintf(char *restrict buffer, size_t size, const char *restrict format, ...) __PRINTF_FORMAT(3, 4);
int asprintf(char **result, const char *format, ...) __PRINTF_FORMAT(2, 3);
int vprintf(const char *restrict format, va_list args) __PRINTF_FORMAT(1, 0);
int vfprintf(FILE *restrict stream, const char *restrict format, va_list args) __PRINTF_FORMAT(2, 0);
int vdprintf(int fd, const char *restrict format, va_list args) __PRINTF_FORMAT(2, 0);
int vsprintf(char *restrict buffer, const char *restrict format, va_list args) __PRINTF_FORMAT(2, 0);
int vsnprintf(char *restrict buffer, size_t size, const char *restrict format, va_list args) __PRINTF_FORMAT(3, 0);
int vasprintf(char **result, const char *format, va_list args) __PRINTF_FORMAT(2, 0);

/* Formatted input: * and widths, the same lengths, d i o u x c s [set] p n f e g a %. */
int scanf(const char *restrict format, ...) __SCANF_FORMAT(1, 2);
int fscanf(FILE *restrict stream, const char *restrict format, ...) __SCANF_FORMAT(2, 3);
int sscanf(const char *restrict text, const char *restrict format, ...) __SCANF_FORMAT(2, 3);
int vscanf(const char *restrict format, va_list args) __SCANF_FORMAT(1, 0);
int vfscanf(FILE *restrict stream, const char *restrict format, va_list args) __SCANF_FORMAT(2, 0);
int vsscanf(const char *restrict text, const char *restrict format, va_list args) __SCANF_FORMAT(2, 0);

#endif
