#include "state.h"

#include "isa/machine.h"
#include "memory.h"

/* Multiplier: 2^64 / golden ratio, odd. */
#define MIX 0x9e3779b97f4a7c15u

void state_init(struct state *state)
{
    state->hash = MIX;
}

void state_u64(struct state *state, uint64_t *value)
{
    uint64_t x = (state->hash ^ *value) * MIX;
    state->hash = (x ^ x >> 29) + MIX;
}

void state_u32(struct state *state, uint32_t *value)
{
    uint64_t wide = *value;
    state_u64(state, &wide);
}

void state_u8(struct state *state, uint8_t *value)
{
    uint64_t wide = *value;
    state_u64(state, &wide);
}

void state_bool(struct state *state, bool *value)
{
    uint64_t wide = *value;
    state_u64(state, &wide);
}

void state_words(struct state *state, uint32_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        state_u32(state, &values[i]);
}

void state_bytes(struct state *state, uint8_t *bytes, size_t length)
{
    size_t i = 0;
    for (; length - i >= 8; i += 8) {
        uint64_t wide = le64_read(bytes + i);
        state_u64(state, &wide);
    }
    for (; i < length; i++)
        state_u8(state, &bytes[i]);
}

static bool is_zero(const uint8_t *page)
{
    for (size_t i = 0; i < PAGE_BYTES; i += 8)
        if (le64_read(page + i))
            return false;
    return true;
}

void state_pages(struct state *state, uint8_t *bytes, size_t length)
{
    for (size_t at = 0; at < length; at += PAGE_BYTES) {
        if (is_zero(bytes + at))
            continue;
        uint64_t number = at;
        state_u64(state, &number);
        state_bytes(state, bytes + at, PAGE_BYTES);
    }
}
