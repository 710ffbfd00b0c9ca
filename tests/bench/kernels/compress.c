/* Compression in the manner of LZ77, chains of earlier places by a hash of three bytes, and back again. */
#include "kernel.h"

#define TEXT_BYTES  (1 << 15)
#define HASH_SLOTS  1024
#define CHAIN       8
#define SHORTEST    3
#define LONGEST     66
#define LITERAL_MAX 128

static unsigned char text[TEXT_BYTES], packed[2 * TEXT_BYTES], unpacked[TEXT_BYTES];
static int heads[HASH_SLOTS], previous[TEXT_BYTES];

static void fill(unsigned size, unsigned seed)
{
    for (unsigned i = 0; i < size;) {
        unsigned random = next_random(&seed), length = 3 + random % 20;
        if (i > 64 && random >> 29 > 1) {
            unsigned from = (random >> 8) % (i - 32);
            while (length-- > 0 && i < size)
                text[i++] = text[from++];
        } else {
            while (length-- > 0 && i < size)
                text[i++] = (unsigned char)('a' + (next_random(&seed) & 15));
        }
    }
}

static unsigned hash_at(unsigned place)
{
    unsigned word = text[place] | (unsigned)text[place + 1] << 8 | (unsigned)text[place + 2] << 16;
    return word * 2654435761u >> 22;
}

static unsigned common(unsigned a, unsigned b, unsigned size)
{
    unsigned length = 0, limit = at_most(size - b, LONGEST);
    while (length < limit && text[a + length] == text[b + length])
        length++;
    return length;
}

static unsigned longest(unsigned place, unsigned size, unsigned *from)
{
    unsigned best = 0;
    int candidate = heads[hash_at(place)];
    for (int tries = CHAIN; candidate >= 0 && tries > 0; tries--) {
        unsigned length = common((unsigned)candidate, place, size);
        if (length > best) {
            best = length;
            *from = (unsigned)candidate;
        }
        candidate = previous[candidate];
    }
    return best;
}

static void remember(unsigned place)
{
    unsigned slot = hash_at(place);
    previous[place] = heads[slot];
    heads[slot] = (int)place;
}

/* Literals: their number less one, then the bytes.  A match: 128 and its length, then two bytes of distance. */
static unsigned compress(unsigned size)
{
    unsigned out = 0, head = 0, literals = 0, from = 0;
    for (unsigned i = 0; i < HASH_SLOTS; i++)
        heads[i] = -1;
    for (unsigned place = 0; place < size;) {
        unsigned length = place + SHORTEST <= size ? longest(place, size, &from) : 0;
        if (length >= SHORTEST) {
            unsigned distance = place - from;
            packed[out++] = (unsigned char)(128 + length - SHORTEST);
            packed[out++] = (unsigned char)distance;
            packed[out++] = (unsigned char)(distance >> 8);
            literals = 0;
        } else {
            length = 1;
            if (literals == LITERAL_MAX)
                literals = 0;
            if (literals == 0)
                head = out++;
            packed[out++] = text[place];
            packed[head] = (unsigned char)literals++;
        }
        for (; length > 0; length--, place++)
            if (place + SHORTEST <= size)
                remember(place);
    }
    return out;
}

static unsigned expand(unsigned size)
{
    unsigned out = 0;
    for (unsigned in = 0; in < size;) {
        unsigned code = packed[in++];
        if (code < 128) {
            for (code++; code > 0; code--)
                unpacked[out++] = packed[in++];
            continue;
        }
        unsigned from = out - (packed[in] | (unsigned)packed[in + 1] << 8);
        in += 2;
        for (code -= 128 - SHORTEST; code > 0; code--)
            unpacked[out++] = unpacked[from++];
    }
    return out;
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, TEXT_BYTES), sum = 0;
    fill(count, seed);
    unsigned small = compress(count);
    if (expand(small) != count || memcmp(text, unpacked, count) != 0)
        return 0;
    for (unsigned i = 0; i < small; i++)
        sum = sum * 31 + packed[i];
    return sum;
}
