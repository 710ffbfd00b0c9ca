/* CRC-32 (the reflected polynomial 0xedb88320): by a table a byte at a time, and bit by bit. */
#include "kernel.h"

#define BUFFER_BYTES (1 << 16)

static unsigned table[256];
static unsigned char buffer[BUFFER_BYTES];

static unsigned by_bits(unsigned crc, unsigned char byte)
{
    crc ^= byte;
    for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    return crc;
}

static unsigned by_table(unsigned crc, const unsigned char *bytes, unsigned count)
{
    while (count-- > 0)
        crc = crc >> 8 ^ table[(crc ^ *bytes++) & 0xff];
    return crc;
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, BUFFER_BYTES), slow = ~0u;
    for (unsigned i = 0; i < 256; i++)
        table[i] = by_bits(i, 0);
    for (unsigned i = 0; i < count; i++)
        buffer[i] = (unsigned char)(next_random(&seed) >> 16);
    for (unsigned i = 0; i < count / 8; i++)
        slow = by_bits(slow, buffer[i]);
    unsigned whole = by_table(~0u, buffer, count);
    return whole ^ (slow == by_table(~0u, buffer, count / 8) ? slow : 0);
}
