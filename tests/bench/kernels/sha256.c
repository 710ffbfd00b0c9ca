/* SHA-256 (FIPS 180-4) of a message of random bytes. */
#include "kernel.h"

#define MESSAGE_BYTES (1 << 16)
#define BLOCK_BYTES   64

struct sha256 {
    unsigned hash[8];
};

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of the
 * first 8. */
static const unsigned round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
static const struct sha256 initial = {{
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
}};

static unsigned char message[MESSAGE_BYTES];

static unsigned rotate(unsigned x, unsigned count)
{
    return x >> count | x << (32 - count);
}

static unsigned big_endian(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

static void expand(unsigned *words, const unsigned char *block)
{
    for (int i = 0; i < 16; i++)
        words[i] = big_endian(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        unsigned a = words[i - 15], b = words[i - 2];
        unsigned low = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
        unsigned high = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
        words[i] = words[i - 16] + low + words[i - 7] + high;
    }
}

static void compress(struct sha256 *state, const unsigned char *block)
{
    unsigned words[64];
    unsigned a = state->hash[0], b = state->hash[1], c = state->hash[2], d = state->hash[3];
    unsigned e = state->hash[4], f = state->hash[5], g = state->hash[6], h = state->hash[7];
    expand(words, block);
    for (int i = 0; i < 64; i++) {
        unsigned sum = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        unsigned choice = (e & f) ^ (~e & g);
        unsigned first = h + sum + choice + round_constants[i] + words[i];
        unsigned second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    state->hash[0] += a;
    state->hash[1] += b;
    state->hash[2] += c;
    state->hash[3] += d;
    state->hash[4] += e;
    state->hash[5] += f;
    state->hash[6] += g;
    state->hash[7] += h;
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, MESSAGE_BYTES) / BLOCK_BYTES * BLOCK_BYTES;
    for (unsigned i = 0; i < count; i++)
        message[i] = (unsigned char)(next_random(&seed) >> 24);
    struct sha256 state = initial;
    for (unsigned i = 0; i < count; i += BLOCK_BYTES)
        compress(&state, message + i);
    return state.hash[0] ^ state.hash[7];
}
