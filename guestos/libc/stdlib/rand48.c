/* POSIX: X' = a X + c modulo 2^48; results are X's upper bits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MULTIPLIER 0x5deece66dull
#define ADDEND     0xbu
#define LOW_WORD   0x330eu /* that srand48 gives the state */

static unsigned short state[3];
static uint64_t multiplier = MULTIPLIER;
static uint64_t addend = ADDEND;

static uint64_t next(unsigned short x[3])
{
    uint64_t value = ((uint64_t)x[2] << 32 | (uint64_t)x[1] << 16 | x[0]) * multiplier + addend;

    for (int i = 0; i < 3; i++)
        x[i] = (unsigned short)(value >> (16 * i));
    return value & 0xffffffffffffu;
}

double erand48(unsigned short x[3])
{
    return (double)next(x) * 0x1p-48;
}

long nrand48(unsigned short x[3])
{
    return (long)(next(x) >> 17);
}

long jrand48(unsigned short x[3])
{
    return (int32_t)(uint32_t)(next(x) >> 16);
}

double drand48(void)
{
    return erand48(state);
}

long lrand48(void)
{
    return nrand48(state);
}

long mrand48(void)
{
    return jrand48(state);
}

static void default_parameters(void)
{
    multiplier = MULTIPLIER;
    addend = ADDEND;
}

unsigned short *seed48(unsigned short x[3])
{
    static unsigned short old[3];

    memcpy(old, state, sizeof old);
    memcpy(state, x, sizeof state);
    default_parameters();
    return old;
}

void srand48(long seed)
{
    unsigned short x[3] = {LOW_WORD, (unsigned short)seed, (unsigned short)(seed >> 16)};
    seed48(x);
}

void lcong48(unsigned short parameters[7])
{
    memcpy(state, parameters, sizeof state);
    multiplier = (uint64_t)parameters[5] << 32 | (uint64_t)parameters[4] << 16 | parameters[3];
    addend = parameters[6];
}
