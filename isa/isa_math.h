/* What the semantics of insns.isa need and C does not define by itself.  Results depend on the operands alone.
 *
 * Floating point relies on IEEE 754 arithmetic of the host (SSE2, or any target with FLT_EVAL_METHOD 0) in its default
 * rounding mode, compiled with -ffp-contract=off. */
#ifndef ISA_ISA_MATH_H
#define ISA_ISA_MATH_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define ISA_NAN_S 0x7fc00000u
#define ISA_NAN_D 0x7ff8000000000000u

static inline uint32_t isa_sra(uint32_t value, unsigned shift) {
    uint32_t sign = 0u - (value >> 31);
    return (value ^ sign) >> shift ^ sign;
}

static inline uint32_t isa_ror(uint32_t value, unsigned shift) {
    return value >> shift | value << ((32 - shift) & 31);
}

/* Two's complement quotient and remainder, toward zero; total. */
static inline uint32_t isa_div(uint32_t a, uint32_t b) {
    if (b == 0)
        return 0xffffffffu;
    if (b == 0xffffffffu)
        return 0u - a;
    return (uint32_t)((int32_t)a / (int32_t)b);
}

static inline uint32_t isa_rem(uint32_t a, uint32_t b) {
    if (b == 0)
        return a;
    if (b == 0xffffffffu)
        return 0;
    return (uint32_t)((int32_t)a % (int32_t)b);
}

static inline uint32_t isa_popcnt(uint32_t value) {
    value -= value >> 1 & 0x55555555u;
    value = (value & 0x33333333u) + (value >> 2 & 0x33333333u);
    return ((value + (value >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24;
}

static inline uint32_t isa_clz(uint32_t value) {
    for (unsigned shift = 1; shift < 32; shift *= 2)
        value |= value >> shift;
    return isa_popcnt(~value);
}

static inline uint32_t isa_ctz(uint32_t value) {
    return isa_popcnt(~value & (value - 1));
}

static inline uint32_t isa_bswap(uint32_t value) {
    return value >> 24 | (value >> 8 & 0xff00) | (value << 8 & 0xff0000) | value << 24;
}

/* length bits (1..32) from bit position (0..31); what lies beyond bit 31 is zero. */
static inline uint32_t isa_extu(uint32_t value, unsigned position, unsigned length) {
    return value >> position & 0xffffffffu >> (32 - length);
}

/* The same, sign-extended; a field that would pass bit 31 ends there. */
static inline uint32_t isa_exts(uint32_t value, unsigned position, unsigned length) {
    if (length > 32 - position)
        length = 32 - position;
    return isa_sra(value << (32 - position - length), 32 - length);
}

/* Raw bits to numbers and back; a NaN comes back as the canonical one. */
static inline float isa_single(uint64_t bits) {
    uint32_t low = (uint32_t)bits;
    float value;
    memcpy(&value, &low, sizeof value);
    return value;
}

static inline double isa_double(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline uint64_t isa_single_bits(float value) {
    uint32_t bits = ISA_NAN_S;
    if (value == value)
        memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline uint64_t isa_double_bits(double value) {
    uint64_t bits = ISA_NAN_D;
    if (value == value)
        memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* -0 is less than +0; a NaN gives the other operand. */
static inline double isa_fmin_d(double a, double b) {
    if (a != a || b != b)
        return a != a ? b : a;
    return a < b || (a == b && signbit(a)) ? a : b;
}

static inline double isa_fmax_d(double a, double b) {
    if (a != a || b != b)
        return a != a ? b : a;
    return a > b || (a == b && !signbit(a)) ? a : b;
}

static inline float isa_fmin_s(float a, float b) {
    return (float)isa_fmin_d(a, b);
}

static inline float isa_fmax_s(float a, float b) {
    return (float)isa_fmax_d(a, b);
}

static inline double isa_sqrt_d(double value) {
    return sqrt(value);
}

static inline float isa_sqrt_s(float value) {
    return sqrtf(value);
}

/* To an integral value: mode 0 to nearest even, 1 down, 2 up, 3 toward zero. */
static inline double isa_rnd_d(double value, int mode) {
    return mode == 0 ? rint(value) : mode == 1 ? floor(value) : mode == 2 ? ceil(value) : trunc(value);
}

static inline float isa_rnd_s(float value, int mode) {
    return (float)isa_rnd_d(value, mode);
}

/* Toward zero; ends of the range for what does not fit, 0 for a NaN. */
static inline int32_t isa_to_i32(double value) {
    if (value != value)
        return 0;
    return value <= -2147483648.0 ? INT32_MIN : value >= 2147483647.0 ? INT32_MAX : (int32_t)value;
}

static inline uint32_t isa_to_u32(double value) {
    if (value != value || value <= 0)
        return 0;
    return value >= 4294967295.0 ? UINT32_MAX : (uint32_t)value;
}

#endif
