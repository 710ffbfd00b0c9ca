/* Random numbers (machine/rng.h): a Weyl sequence through a 64-bit mixer. */
#include "devices.h"

#include "isa/machine/info.h"
#include "isa/machine/rng.h"

struct rng {
    struct device device;
    uint64_t counter;
};

static uint32_t next(struct rng *rng)
{
    rng->counter += 0x9e3779b97f4a7c15u; /* 2^64 / golden ratio, odd */
    uint64_t x = rng->counter;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
    return (uint32_t)(x >> 32);
}

static bool rng_init(struct device *device, char *error)
{
    (void)error;
    ((struct rng *)device)->counter = device->config->seed;
    return true;
}

static bool rng_read(struct device *device, uint32_t offset, uint32_t *value)
{
    if (offset != RNG_DATA)
        return false;
    *value = next((struct rng *)device);
    return true;
}

static void rng_walk(struct device *device, struct state *state)
{
    state_u64(state, &((struct rng *)device)->counter);
}

static void rng_dump(const struct device *device, FILE *out)
{
    fprintf(out, "rng: counter %016llx\n", (unsigned long long)((const struct rng *)device)->counter);
}

const struct device_class rng_class = {
    .name = "rng",
    .id = INFO_CLASS_RNG,
    .state_bytes = sizeof(struct rng),
    .init = rng_init,
    .read = rng_read,
    .walk = rng_walk,
    .dump = rng_dump,
};
