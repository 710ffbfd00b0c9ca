/* What the programs of this folder need of a library: the report of a failure, and what the compiler itself calls. */
#include <stddef.h>

#include "check.h"

void print_char(int c);
void exit(int status) __attribute__((noreturn));
void *memcpy(void *to, const void *from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);

static void print(const char *text)
{
    while (*text)
        print_char(*text++);
}

static void print_number(int number)
{
    if (number >= 10)
        print_number(number / 10);
    print_char('0' + number % 10);
}

void failed(int line)
{
    print("line ");
    print_number(line);
    print(" does not hold\n");
    exit(1);
}

void *memcpy(void *to, const void *from, size_t bytes)
{
    char *t = to;
    for (const char *f = from; bytes; bytes--)
        *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    char *t = to;
    const char *f = from;
    if (t <= f)
        return memcpy(to, from, bytes);
    while (bytes--)
        t[bytes] = f[bytes];
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    for (char *t = to; bytes; bytes--)
        *t++ = (char)value;
    return to;
}

int memcmp(const void *left, const void *right, size_t bytes)
{
    const unsigned char *l = left, *r = right;
    for (; bytes && *l == *r; bytes--)
        l++, r++;
    return bytes ? *l - *r : 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;
    while (text[length])
        length++;
    return length;
}

char *strcpy(char *to, const char *from)
{
    return memcpy(to, from, strlen(from) + 1);
}
