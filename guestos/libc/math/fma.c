/* x y + z, rounded once. */
#include <limits.h>

#include "math_impl.h"

/* value 2^exponent, value of 128 bits: high and low words, never negative. */
struct wide {
    uint64_t high, low;
};

static struct wide multiply(uint64_t a, uint64_t b)
{
    uint64_t a_low = (uint32_t)a, a_high = a >> 32, b_low = (uint32_t)b, b_high = b >> 32;
    uint64_t low = a_low * b_low, middle = a_high * b_low + (low >> 32), other = a_low * b_high + (uint32_t)middle;

    return (struct wide){a_high * b_high + (middle >> 32) + (other >> 32), other << 32 | (uint32_t)low};
}

static struct wide shift_left(struct wide x, int n)
{
    if (n >= 64)
        return (struct wide){x.low << (n - 64), 0};
    return n == 0 ? x : (struct wide){x.high << n | x.low >> (64 - n), x.low << n};
}

/* What is shifted out remains as a lowest bit that is set. */
static struct wide shift_right_sticky(struct wide x, int n)
{
    if (n >= 128)
        return (struct wide){0, (x.high | x.low) != 0};
    if (n == 0)
        return x;
    struct wide lost = shift_left(x, 128 - n);
    struct wide result = n >= 64 ? (struct wide){0, n == 64 ? x.high : x.high >> (n - 64)}
                                 : (struct wide){x.high >> n, x.high << (64 - n) | x.low >> n};
    result.low |= (lost.high | lost.low) != 0;
    return result;
}

static bool is_less(struct wide a, struct wide b)
{
    return a.high < b.high || (a.high == b.high && a.low < b.low);
}

static struct wide add(struct wide a, struct wide b)
{
    uint64_t low = a.low + b.low;

    return (struct wide){a.high + b.high + (low < a.low), low};
}

static struct wide subtract(struct wide a, struct wide b)
{
    return (struct wide){a.high - b.high - (a.low < b.low), a.low - b.low};
}

/* The 53 bits of a finite number other than 0, and its exponent: |x| = bits 2^exponent. */
static uint64_t take_apart(double x, int *exponent)
{
    double part = frexp(fabs(x), exponent);

    *exponent -= 53;
    return (uint64_t)scalbn(part, 53);
}

/* How many zero bits lead. */
static int leading_zeros(struct wide x)
{
    return x.high != 0 ? __builtin_clzll(x.high) : 64 + __builtin_clzll(x.low);
}

/* Round to 53 bits, or to fewer where the result is subnormal. */
static double round_wide(struct wide x, int exponent, bool negative)
{
    int zeros = leading_zeros(x), drop = 128 - 53 - zeros;

    if (exponent + drop < -1074)
        drop = -1074 - exponent;
    if (drop > 0) {
        struct wide kept = shift_right_sticky(x, drop - 2 > 0 ? drop - 2 : 0);
        uint64_t bits = drop == 1 ? kept.low << 1 : kept.low;
        bool up = (bits & 2) && (bits & 5);
        x = (struct wide){0, (bits >> 2) + up};
        exponent += drop;
    }
    double result = scalbn((double)x.low, exponent);
    return negative ? -result : result;
}

double fma(double x, double y, double z)
{
    int x_exponent, y_exponent, z_exponent;

    if (!isfinite(x) || !isfinite(y) || x == 0 || y == 0)
        return x * y + z;
    if (!isfinite(z))
        return z;
    if (z == 0)
        z = 0 * z;
    uint64_t x_bits = take_apart(x, &x_exponent), y_bits = take_apart(y, &y_exponent);
    bool negative = signbit(x) != signbit(y);
    struct wide product = multiply(x_bits, y_bits);
    int exponent = x_exponent + y_exponent;
    if (z == 0)
        return round_wide(product, exponent, negative);
    struct wide addend = {0, take_apart(z, &z_exponent)};
    bool z_negative = signbit(z);

    /* Both with the same exponent, with two bits above free for the sum, and room below for what is shifted out. */
    int product_shift = leading_zeros(product) - 2, addend_shift = leading_zeros(addend) - 2;
    product = shift_left(product, product_shift);
    addend = shift_left(addend, addend_shift);
    exponent -= product_shift;
    z_exponent -= addend_shift;
    if (exponent >= z_exponent) {
        addend = shift_right_sticky(addend, exponent - z_exponent);
    } else {
        product = shift_right_sticky(product, z_exponent - exponent);
        exponent = z_exponent;
    }
    struct wide sum;
    if (negative == z_negative) {
        sum = add(product, addend);
    } else if (is_less(product, addend)) {
        sum = subtract(addend, product);
        negative = z_negative;
    } else {
        sum = subtract(product, addend);
    }
    return (sum.high | sum.low) == 0 ? 0.0 : round_wide(sum, exponent, negative);
}

/* The product of two floats is exact in double; the sum is rounded to odd, so that rounding it again does no harm. */
float fmaf(float x, float y, float z)
{
    double product = (double)x * y;
    struct sum sum = __add_exact(product, z);

    if (isfinite(sum.high) && sum.low != 0 && !(__bits_of(sum.high) & 1))
        sum.high = nextafter(sum.high, sum.low > 0 ? HUGE_VAL : -HUGE_VAL);
    return (float)sum.high;
}

LONG(fma);
