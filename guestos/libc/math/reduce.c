#include "math_impl.h"

/* Cody and Waite: pi/2 in parts of 33 bits, whose products with a quotient of up to 20 bits are exact. */
#define PART_1    0x1.921fb54400000p+0
#define PART_2    0x1.0b4611a600000p-34
#define PART_3    0x1.3198a2e037073p-69
#define SMALL_MAX 1048576.0

/* 2/pi, the bits after the point. */
static const uint32_t two_over_pi[] = {
    0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu, 0xdebbc561u,
    0xb7246e3au, 0x424dd2e0u, 0x06492eeau, 0x09d1921cu, 0xfe1deb1cu, 0xb129a73eu, 0xe88235f5u, 0x2ebb4484u,
    0xe99c7026u, 0xb45f7e41u, 0x3991d639u, 0x835339f4u, 0x9c845f8bu, 0xbdf9283bu, 0x1ff897ffu, 0xde05980fu,
    0xef2f118bu, 0x5a0a6d1fu, 0x6d367ecfu, 0x27cb09b7u, 0x4f463f66u, 0x9e5fea2du, 0x7527bac7u, 0xebe5f17bu,
    0x3d0739f7u, 0x8a5292eau, 0x6bfb5fb1u, 0x1f8d5d08u, 0x56033046u, 0xfc7b6babu, 0xf0cfbc20u, 0x9af4361du,
};
#define BITS (int)(sizeof two_over_pi * 8)

#define LIMBS 6

/* 32 bits from a bit position on; zeros before the first and after the last. */
static uint32_t bits_at(int position)
{
    uint64_t pair = 0;
    int word = (position + 64) / 32 - 2, offset = (position + 64) % 32;

    if (word >= 0 && word < BITS / 32)
        pair = (uint64_t)two_over_pi[word] << 32;
    if (word + 1 >= 0 && word + 1 < BITS / 32)
        pair |= two_over_pi[word + 1];
    return (uint32_t)(pair << offset >> 32);
}

/* Payne and Hanek: the bits of 2/pi whose products with x are multiples of 4 are left out, so that the product modulo 4
 * needs LIMBS words only. */
static int reduce_large(double x, struct sum *result)
{
    uint64_t bits = __bits_of(x);
    int exponent = (int)(bits >> 52 & 0x7ff) - 1075;
    uint64_t mantissa = (bits & 0xfffffffffffffu) | (uint64_t)1 << 52;
    uint32_t product[LIMBS] = {0}; /* highest first */

    for (int part = 0; part < 2; part++) {
        uint64_t factor = (uint32_t)(mantissa >> 32 * part), carry = 0;
        for (int i = LIMBS - 1 - part, from = LIMBS - 1; i >= 0; i--, from--) {
            carry += factor * bits_at(exponent - 2 + 32 * from) + product[i];
            product[i] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    int quadrant = (int)(product[0] >> 30);
    uint32_t negative = product[0] >> 29 & 1 ? 0xffffffffu : 0;
    quadrant = (quadrant + (negative != 0)) & 3;
    struct sum fraction = {0, 0};
    double unit = 0x1p-30;
    for (int i = 0; i < LIMBS; i++, unit *= 0x1p-32) {
        uint32_t limb = (product[i] ^ negative) & (i == 0 ? 0x3fffffffu : 0xffffffffu);
        struct sum next = __add_exact(fraction.high, limb * unit);
        fraction = __add_exact(next.high, next.low + fraction.low);
    }
    double sign = (negative != 0) != (bits >> 63 != 0) ? -1 : 1;
    struct sum angle = __multiply_exact(fraction.high, PI_2_HIGH);
    angle = __add_exact(angle.high, angle.low + fraction.high * PI_2_LOW + fraction.low * PI_2_HIGH);
    *result = (struct sum){sign * angle.high, sign * angle.low};
    return bits >> 63 != 0 ? -quadrant & 3 : quadrant;
}

int __reduce_pi_2(double x, struct sum *result)
{
    double magnitude = fabs(x);

    if (magnitude <= M_PI_4) {
        *result = (struct sum){x, 0};
        return 0;
    }
    if (magnitude >= SMALL_MAX)
        return reduce_large(x, result);
    double k = rint(x * M_2_PI);
    double rest = x - k * PART_1;
    struct sum first = __add_exact(rest, -(k * PART_2));
    *result = __add_exact(first.high, first.low - k * PART_3);
    return (int)k & 3;
}
