/* What programs made by csmith expect of their header, so that they can be compiled by peach-cc for the bare machine and by the
 * host's compiler alike: fixed-width types, arithmetic without undefined behaviour, a checksum of what the program computes.
 *
 * HOST is defined where there is a C library. */
#ifndef CAMPAIGN_CSMITH_H
#define CAMPAIGN_CSMITH_H

#ifdef HOST
#include <stdio.h>
static void print_text(const char *text) {
    fputs(text, stdout);
}
#else
void print_text(const char *text); /* bare.c */
int printf(const char *format, ...);
#endif

typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
typedef __SIZE_TYPE__ size_t;

#ifndef NULL
#define NULL ((void *)0)
#endif

#define INT8_MIN (-128)
#define INT8_MAX 127
#define UINT8_MAX 255
#define INT16_MIN (-32768)
#define INT16_MAX 32767
#define UINT16_MAX 65535
#define INT32_MIN (-2147483647 - 1)
#define INT32_MAX 2147483647
#define UINT32_MAX 4294967295u
#define INT64_MIN (-9223372036854775807ll - 1)
#define INT64_MAX 9223372036854775807ll
#define UINT64_MAX 18446744073709551615ull

/* ---- Arithmetic: where C would leave the result open, the first operand is the result. ---- */

#define SAFE_SIGNED(type, min, max, bits)                                                                              \
    static type safe_unary_minus_func_##type##_s(type a) {                                                             \
        return a == min ? a : (type)-a;                                                                                \
    }                                                                                                                  \
    static type safe_add_func_##type##_s_s(type a, type b) {                                                           \
        return (b > 0 && a > max - b) || (b < 0 && a < min - b) ? a : (type)(a + b);                                   \
    }                                                                                                                  \
    static type safe_sub_func_##type##_s_s(type a, type b) {                                                           \
        return (b < 0 && a > max + b) || (b > 0 && a < min + b) ? a : (type)(a - b);                                   \
    }                                                                                                                  \
    static type safe_mul_func_##type##_s_s(type a, type b) {                                                           \
        if (a > 0 ? (b > 0 ? a > max / b : b < min / a) : (b > 0 ? a < min / b : a != 0 && b < max / a))               \
            return a;                                                                                                  \
        return (type)(a * b);                                                                                          \
    }                                                                                                                  \
    static type safe_mod_func_##type##_s_s(type a, type b) {                                                           \
        return b == 0 || (a == min && b == -1) ? a : (type)(a % b);                                                    \
    }                                                                                                                  \
    static type safe_div_func_##type##_s_s(type a, type b) {                                                           \
        return b == 0 || (a == min && b == -1) ? a : (type)(a / b);                                                    \
    }                                                                                                                  \
    static type safe_lshift_func_##type##_s_s(type a, int b) {                                                         \
        return a < 0 || b < 0 || b >= bits || a > max >> b ? a : (type)(a << b);                                       \
    }                                                                                                                  \
    static type safe_lshift_func_##type##_s_u(type a, unsigned b) {                                                    \
        return a < 0 || b >= bits || a > max >> b ? a : (type)(a << b);                                                \
    }                                                                                                                  \
    static type safe_rshift_func_##type##_s_s(type a, int b) {                                                         \
        return a < 0 || b < 0 || b >= bits ? a : (type)(a >> b);                                                       \
    }                                                                                                                  \
    static type safe_rshift_func_##type##_s_u(type a, unsigned b) {                                                    \
        return a < 0 || b >= bits ? a : (type)(a >> b);                                                                \
    }

/* Products of 16-bit numbers are formed without a sign, as they may exceed int. */
#define SAFE_UNSIGNED(type, bits)                                                                                      \
    static type safe_unary_minus_func_##type##_u(type a) {                                                             \
        return (type)-a;                                                                                               \
    }                                                                                                                  \
    static type safe_add_func_##type##_u_u(type a, type b) {                                                           \
        return (type)(a + b);                                                                                          \
    }                                                                                                                  \
    static type safe_sub_func_##type##_u_u(type a, type b) {                                                           \
        return (type)(a - b);                                                                                          \
    }                                                                                                                  \
    static type safe_mul_func_##type##_u_u(type a, type b) {                                                           \
        return (type)(1u * a * b);                                                                                     \
    }                                                                                                                  \
    static type safe_mod_func_##type##_u_u(type a, type b) {                                                           \
        return b == 0 ? a : (type)(a % b);                                                                             \
    }                                                                                                                  \
    static type safe_div_func_##type##_u_u(type a, type b) {                                                           \
        return b == 0 ? a : (type)(a / b);                                                                             \
    }                                                                                                                  \
    static type safe_lshift_func_##type##_u_s(type a, int b) {                                                         \
        return b < 0 || b >= bits ? a : (type)(1u * a << b);                                                           \
    }                                                                                                                  \
    static type safe_lshift_func_##type##_u_u(type a, unsigned b) {                                                    \
        return b >= bits ? a : (type)(1u * a << b);                                                                    \
    }                                                                                                                  \
    static type safe_rshift_func_##type##_u_s(type a, int b) {                                                         \
        return b < 0 || b >= bits ? a : (type)(a >> b);                                                                \
    }                                                                                                                  \
    static type safe_rshift_func_##type##_u_u(type a, unsigned b) {                                                    \
        return b >= bits ? a : (type)(a >> b);                                                                         \
    }

SAFE_SIGNED(int8_t, INT8_MIN, INT8_MAX, 8)
SAFE_SIGNED(int16_t, INT16_MIN, INT16_MAX, 16)
SAFE_SIGNED(int32_t, INT32_MIN, INT32_MAX, 32)
SAFE_SIGNED(int64_t, INT64_MIN, INT64_MAX, 64)
SAFE_UNSIGNED(uint8_t, 8)
SAFE_UNSIGNED(uint16_t, 16)
SAFE_UNSIGNED(uint32_t, 32)
SAFE_UNSIGNED(uint64_t, 64)

/* ---- Built-in functions: the result for 0 is open. ---- */

#define SAFE_COUNT(name, type)                                                                                         \
    static int safe_##name(type a)                                                                                     \
    {                                                                                                                  \
        return a ? __builtin_##name(a) : 0;                                                                            \
    }

SAFE_COUNT(clz, unsigned)
SAFE_COUNT(clzl, unsigned long)
SAFE_COUNT(clzll, unsigned long long)
SAFE_COUNT(ctz, unsigned)
SAFE_COUNT(ctzl, unsigned long)
SAFE_COUNT(ctzll, unsigned long long)
#define __builtin_clz   safe_clz
#define __builtin_clzl  safe_clzl
#define __builtin_clzll safe_clzll
#define __builtin_ctz   safe_ctz
#define __builtin_ctzl  safe_ctzl
#define __builtin_ctzll safe_ctzll

/* ---- Checksum: CRC-32, a bit at a time ---- */

static uint32_t crc32_context = 0xffffffffu;

static void crc32_gentab(void) {
}

static void crc32_byte(uint8_t byte) {
    crc32_context ^= byte;
    for (int i = 0; i < 8; i++)
        crc32_context = crc32_context >> 1 ^ (0xedb88320u & (0u - (crc32_context & 1)));
}

static void print_hex(uint32_t value) {
    char text[9];
    for (int i = 0; i < 8; i++)
        text[i] = "0123456789ABCDEF"[value >> (28 - 4 * i) & 15];
    text[8] = '\0';
    print_text(text);
}

static void transparent_crc(uint64_t value, const char *name, int verbose) {
    for (int i = 0; i < 64; i += 8)
        crc32_byte((uint8_t)(value >> i));
    if (verbose) {
        print_text(name);
        print_text(" ");
        print_hex(crc32_context ^ 0xffffffffu);
        print_text("\n");
    }
}

/* The bytes themselves are the same on both machines: both are little-endian and use IEEE numbers. */
static void transparent_crc_bytes(const char *bytes, int count, const char *name, int verbose) {
    for (int i = 0; i < count; i++)
        crc32_byte((uint8_t)bytes[i]);
    transparent_crc(0, name, verbose);
}

static void platform_main_begin(void) {
}

static void platform_main_end(uint32_t crc, int verbose) {
    (void)verbose;
    (void)transparent_crc_bytes;
    print_text("checksum = ");
    print_hex(crc);
    print_text("\n");
}

#endif
