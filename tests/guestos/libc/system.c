/* What libc's portable files call of the rest of libc, over the host. */
#define _DEFAULT_SOURCE
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAP_BYTES (64 << 20)

void *guest_sbrk(ptrdiff_t increment);
void *guest_mmap(void *address, size_t length, int protection, int flags, int fd, int offset);
int guest_munmap(void *address, size_t length);
int guest_read(int fd, void *buffer, size_t length);
int guest_write(int fd, const void *buffer, size_t length);
int guest_open(const char *path, int flags, ...);
int guest_close(int fd);
int guest_lseek(int fd, int offset, int whence);
int guest_dup2(int from, int to);
int guest_isatty(int fd);
_Noreturn void guest_abort(void);
double guest_sqrt(double x);
extern char **guest_environ;

char **guest_environ;

void *guest_sbrk(ptrdiff_t increment)
{
    static char heap[HEAP_BYTES] __attribute__((aligned(4096)));
    static ptrdiff_t used;
    char *old = heap + used;

    if (used + increment > HEAP_BYTES)
        return (void *)-1;
    used += increment;
    return old;
}

void *guest_mmap(void *address, size_t length, int protection, int flags, int fd, int offset)
{
    (void)address, (void)protection, (void)flags, (void)fd, (void)offset;
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int guest_munmap(void *address, size_t length)
{
    return munmap(address, length);
}

int guest_read(int fd, void *buffer, size_t length)
{
    return (int)read(fd, buffer, length);
}

int guest_write(int fd, const void *buffer, size_t length)
{
    return (int)write(fd, buffer, length);
}

int guest_open(const char *path, int flags, ...)
{
    (void)path, (void)flags;
    return -1;
}

int guest_close(int fd)
{
    return close(fd);
}

int guest_lseek(int fd, int offset, int whence)
{
    return (int)lseek(fd, offset, whence);
}

int guest_dup2(int from, int to)
{
    return dup2(from, to);
}

int guest_isatty(int fd)
{
    return isatty(fd);
}

_Noreturn void guest_abort(void)
{
    abort();
}

double guest_sqrt(double x)
{
    return sqrt(x);
}
