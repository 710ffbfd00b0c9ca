/* What every file of the kernel uses: types, failure, messages, memory functions. */
#ifndef KERNEL_BASE_H
#define KERNEL_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/machine.h"
#include "isa/orchard/errno.h"
#include "lib/list.h"

#define ARRAY_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define PAGE_MASK          (PAGE_BYTES - 1)
#define PAGE_DOWN(address) ((address) & ~(uint32_t)PAGE_MASK)
#define PAGE_UP(address)   (((address) + PAGE_MASK) & ~(uint32_t)PAGE_MASK)

/* An address in the current process's space.  Only mm/usermem.c reads or writes there. */
typedef uint32_t user_va;

static inline uint32_t min_u32(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static inline uint32_t max_u32(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Stop the machine with a message and a backtrace.  Only for errors of the kernel itself. */
void panic(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#define STRING_OF(x)       #x
#define STRING_OF_VALUE(x) STRING_OF(x)
/* A condition that holds unless the kernel has a bug. */
#define ASSERT(condition)                                                        \
    do {                                                                         \
        if (!(condition))                                                        \
            panic("%s", __FILE__ ":" STRING_OF_VALUE(__LINE__) ": " #condition); \
    } while (0)

/* The text of an error number, for people. */
const char *error_text(int32_t error);

/* Write a message to the console.  Formats: %c %s %d %u %x %p %%, with width, 0, - and l ignored; %llu is a 64-bit
 * number. */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* As print, unless the command line says quiet. */
void boot_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* As snprintf, with print's formats. */
int format_text(char *buffer, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int format_list(char *buffer, size_t size, const char *format, va_list list);

/* The C library's functions of these names. */
void *memcpy(void *to, const void *from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t bytes);

/* Copy a text into an array of so many bytes, cut if need be, always ended by 0. */
void text_copy(char *to, const char *from, size_t size);

/* Fill a page with zeros; copy a page.  Addresses are multiples of a page. */
void page_zero(void *page);
void page_copy(void *to, const void *from);

#endif
