#include "state.h"

#include <string.h>

#include "isa/machine.h"
#include "memory.h"

/* Multiplier: 2^64 / golden ratio, odd. */
#define MIX 0x9e3779b97f4a7c15u

/* Longest run of pages that is moved at once. */
#define RUN_PAGES_MAX 8192

void state_init(struct state *state)
{
    *state = (struct state){.mode = STATE_HASH, .hash = MIX};
}

void state_init_transfer(struct state *state, enum state_mode mode, state_transfer *transfer, void *context)
{
    *state = (struct state){.mode = mode, .transfer = transfer, .transfer_lasting = transfer, .context = context};
}

void state_transfer_pages(struct state *state, state_transfer *transfer)
{
    state->transfer_lasting = transfer;
}

void state_require(struct state *state, bool good)
{
    if (state->mode == STATE_LOAD && !good)
        state->wrong = true;
}

static inline uint64_t mixed(uint64_t hash, uint64_t value)
{
    uint64_t x = (hash ^ value) * MIX;
    return (x ^ x >> 29) + MIX;
}

static void mix(struct state *state, uint64_t value)
{
    state->hash = mixed(state->hash, value);
}

/* Four chains side by side keep a host busy that waits for one multiplication after the other. */
static void mix_bytes(struct state *state, const uint8_t *bytes, size_t length)
{
    uint64_t lanes[4] = {state->hash, state->hash + 1, state->hash + 2, state->hash + 3};
    size_t i = 0;
    for (; length - i >= 32; i += 32)
        for (unsigned lane = 0; lane < 4; lane++)
            lanes[lane] = mixed(lanes[lane], le64_read(bytes + i + (size_t)8 * lane));
    for (unsigned lane = 0; lane < 4; lane++)
        mix(state, lanes[lane]);
    for (; i < length; i++)
        mix(state, bytes[i]);
}

/* Save or load bytes; what cannot be loaded is zero. */
static void move_by(struct state *state, state_transfer *transfer, uint8_t *bytes, size_t length)
{
    if (!state->wrong && !transfer(state->context, bytes, length))
        state->wrong = true;
    if (state->wrong && state->mode == STATE_LOAD)
        memset(bytes, 0, length);
}

static void move(struct state *state, uint8_t *bytes, size_t length)
{
    move_by(state, state->transfer, bytes, length);
}

void state_u64(struct state *state, uint64_t *value)
{
    uint8_t bytes[8];
    if (state->mode == STATE_HASH) {
        mix(state, *value);
        return;
    }
    le64_write(bytes, *value);
    move(state, bytes, sizeof bytes);
    *value = le64_read(bytes);
}

void state_u32(struct state *state, uint32_t *value)
{
    uint8_t bytes[4];
    if (state->mode == STATE_HASH) {
        mix(state, *value);
        return;
    }
    le32_write(bytes, *value);
    move(state, bytes, sizeof bytes);
    *value = le32_read(bytes);
}

void state_u8(struct state *state, uint8_t *value)
{
    if (state->mode == STATE_HASH)
        mix(state, *value);
    else
        move(state, value, 1);
}

void state_bool(struct state *state, bool *value)
{
    uint8_t byte = *value;
    state_u8(state, &byte);
    state_require(state, byte <= 1);
    *value = byte;
}

void state_index(struct state *state, unsigned *value, unsigned limit)
{
    uint32_t wide = *value;
    state_u32(state, &wide);
    state_require(state, wide < limit);
    *value = state->wrong ? 0 : wide;
}

void state_words(struct state *state, uint32_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        state_u32(state, &values[i]);
}

void state_bytes(struct state *state, uint8_t *bytes, size_t length)
{
    if (state->mode == STATE_HASH)
        mix_bytes(state, bytes, length);
    else
        move(state, bytes, length);
}

static bool is_zero(const uint8_t *page)
{
    for (size_t i = 0; i < PAGE_BYTES; i += 8)
        if (le64_read(page + i))
            return false;
    return true;
}

static void run(struct state *state, uint8_t *bytes, size_t length)
{
    if (state->mode == STATE_HASH)
        mix_bytes(state, bytes, length);
    else
        move_by(state, state->transfer_lasting, bytes, length);
}

/* Pages from number first on that are not zero, RUN_PAGES_MAX at most. */
static uint32_t run_length(const uint8_t *bytes, uint32_t first, uint32_t pages)
{
    uint32_t count = 0;
    while (count < RUN_PAGES_MAX && first + count < pages && !is_zero(bytes + (size_t)(first + count) * PAGE_BYTES))
        count++;
    return count;
}

static void give_pages(struct state *state, uint8_t *bytes, uint32_t pages)
{
    uint32_t end = 0;
    for (uint32_t first = 0, count; first < pages; first += count ? count : 1) {
        count = run_length(bytes, first, pages);
        if (!count)
            continue;
        state_u32(state, &count);
        state_u32(state, &first);
        run(state, bytes + (size_t)first * PAGE_BYTES, (size_t)count * PAGE_BYTES);
    }
    state_u32(state, &end);
}

static void take_pages(struct state *state, uint8_t *bytes, uint32_t pages)
{
    for (;;) {
        uint32_t first = 0, count = 0;
        state_u32(state, &count);
        if (count == 0)
            return;
        state_u32(state, &first);
        state_require(state, first < pages && count <= pages - first);
        if (state->wrong)
            return;
        run(state, bytes + (size_t)first * PAGE_BYTES, (size_t)count * PAGE_BYTES);
    }
}

void state_pages(struct state *state, uint8_t *bytes, size_t length)
{
    uint32_t pages = (uint32_t)(length / PAGE_BYTES);
    if (state->mode == STATE_LOAD)
        take_pages(state, bytes, pages);
    else
        give_pages(state, bytes, pages);
}
