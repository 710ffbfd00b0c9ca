/* What the programs of this folder need of a C library, on the bare machine. */
#include <stdarg.h>

#include "isa/machine.h"
#include "isa/machine/console.h"

int printf(const char *format, ...);

static void put(int c)
{
    *(volatile unsigned *)(PA_CONSOLE + CONSOLE_DATA) = (unsigned char)c;
}

static void put_number(unsigned long long value, unsigned base)
{
    char digits[24];
    int count = 0;
    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    while (count)
        put(digits[--count]);
}

static void put_signed(long long value)
{
    if (value < 0)
        put('-');
    put_number(value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value, 10);
}

/* %d %u %x %c %s with l and ll. */
int printf(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    for (; *format; format++) {
        int longs = 0;
        if (*format != '%') {
            put(*format);
            continue;
        }
        while (*++format == 'l')
            longs++;
        switch (*format) {
        case 'd': put_signed(longs > 1 ? va_arg(list, long long) : va_arg(list, int)); break;
        case 'u': put_number(longs > 1 ? va_arg(list, unsigned long long) : va_arg(list, unsigned), 10); break;
        case 'x': put_number(longs > 1 ? va_arg(list, unsigned long long) : va_arg(list, unsigned), 16); break;
        case 'c': put(va_arg(list, int)); break;
        case 's':
            for (const char *s = va_arg(list, const char *); *s; s++)
                put(*s);
            break;
        default: put(*format); break;
        }
    }
    va_end(list);
    return 0;
}
