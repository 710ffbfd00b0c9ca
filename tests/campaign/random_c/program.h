/* What the programs of random_c expect: a checksum that everything they compute is mixed into, conversions that are
 * always defined.
 *
 * HOST is defined where there is a C library. With -DTRACE each mixed value is printed with its line. */
#ifndef CAMPAIGN_RANDOM_C_PROGRAM_H
#define CAMPAIGN_RANDOM_C_PROGRAM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#ifdef HOST
#include <stdio.h>
static void print_text(const char *text)
{
    fputs(text, stdout);
}
#else
void print_text(const char *text); /* bare.c */
#endif

typedef unsigned char u8;
typedef unsigned u32;
typedef unsigned long long u64;

static u64 checksum;

static void print_hex(u64 value)
{
    char text[17];
    for (int i = 0; i < 16; i++)
        text[i] = "0123456789ABCDEF"[value >> (60 - 4 * i) & 15];
    text[16] = '\0';
    print_text(text);
}

static inline void mix_at(u64 value, const char *where)
{
    checksum = (checksum << 7 | checksum >> 57) ^ value ^ checksum >> 9;
#ifdef TRACE
    print_text(where);
    print_text(" ");
    print_hex(value);
    print_text("\n");
#else
    (void)where;
#endif
}

/* Zeros count as one: gcc 12 makes -0 of 0.0 - x, where x is an int of value 0. */
static inline u64 bits_of(double value)
{
    u64 bits;
    memcpy(&bits, &value, sizeof bits);
    return value == 0 ? 0 : value == value ? bits : 1;
}

#define LINE_TEXT(number) #number
#define LINE(number)      LINE_TEXT(number)
#define MIX(value)        mix_at((u64)(value), "line " LINE(__LINE__))
#define MIX_FLOAT(value)  mix_at(bits_of(value), "line " LINE(__LINE__))

/* What a pure function has computed: seen with -DTRACE only. */
#ifdef TRACE
#define NOTE(value) (print_text("note " LINE(__LINE__) " "), print_hex(value), print_text("\n"))
#else
#define NOTE(value) (void)0
#endif

/* Variables of floating types hold no NaN and nothing that does not fit a long long. */
static inline double tame(double value)
{
    return value > -1e15 && value < 1e15 ? value : 1.25;
}

static inline int to_int(double value)
{
    return value > -2147483649.0 && value < 2147483648.0 ? (int)value : -7;
}

static inline unsigned to_unsigned(double value)
{
    return value > -1.0 && value < 4294967296.0 ? (unsigned)value : 9;
}

static inline long long to_long_long(double value)
{
    return value > -9.2e18 && value < 9.2e18 ? (long long)value : -5;
}

static inline unsigned long long to_unsigned_long_long(double value)
{
    return value > -1.0 && value < 1.8e19 ? (unsigned long long)value : 3;
}

#endif
