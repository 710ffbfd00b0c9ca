/* Arithmetic of 64 bits: powers modulo a prime by shift and add, random numbers, greatest common divisors. */
#include "kernel.h"

typedef unsigned long long wide;

static wide add_modulo(wide a, wide b, wide modulus)
{
    return a >= modulus - b ? a - (modulus - b) : a + b;
}

static wide multiply_modulo(wide a, wide b, wide modulus)
{
    wide product = 0;
    for (; b > 0; b >>= 1) {
        if (b & 1)
            product = add_modulo(product, a, modulus);
        a = add_modulo(a, a, modulus);
    }
    return product;
}

static wide power_modulo(wide base, unsigned exponent, wide modulus)
{
    wide power = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            power = multiply_modulo(power, base, modulus);
        base = multiply_modulo(base, base, modulus);
    }
    return power;
}

/* A step of a linear congruential generator with Knuth's multiplier, its bits mixed. */
static wide next_wide(wide *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state ^ *state >> 29;
}

static wide divisor(wide a, wide b)
{
    while (a != b)
        if (a > b)
            a = (a - b) & 1 ? a - b : (a - b) >> 1;
        else
            b = (b - a) & 1 ? b - a : (b - a) >> 1;
    return a;
}

unsigned kernel(unsigned size, unsigned seed)
{
    const wide prime = 0xffffffffffffffc5u;
    wide state = seed, sum = 0;
    for (unsigned i = 0; i < size; i++) {
        wide a = next_wide(&state), b = next_wide(&state);
        sum += multiply_modulo(a % prime, b >> 40, prime) + a * b;
        sum ^= divisor(a >> 44 | 1, b >> 44 | 1);
        sum = sum << 7 | sum >> 57;
        if (i % 64 == 0)
            sum += power_modulo(a >> 1, (unsigned)(b >> 56) | 1, prime);
    }
    return (unsigned)(sum ^ sum >> 32);
}
