/* The random number device. */
#include "dev/rng.h"

#include "dev/register.h"
#include "isa/machine/rng.h"

uint32_t rng_next(void)
{
    return register_read(PA_RNG, RNG_DATA);
}
