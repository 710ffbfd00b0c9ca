/* A walk over state: each part of the machine has one function that hands all of its state, field by field, to the
 * walk.  The same walk hashes, saves and loads; only its mode tells which.
 *
 * The walk is by value and little-endian: it does not depend on the host's byte order, padding or addresses.  What is
 * loaded comes from a file that nobody vouches for: a walk says with state_require what must hold before the machine
 * may rely on it.  Once a walk has gone wrong it loads zeros. */
#ifndef EMU_STATE_H
#define EMU_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum state_mode { STATE_HASH, STATE_SAVE, STATE_LOAD };

/* Where bytes go to, or come from; false when that fails. */
typedef bool state_transfer(void *context, uint8_t *bytes, size_t length);

struct state {
    enum state_mode mode;
    uint64_t hash; /* STATE_HASH */
    bool wrong;    /* STATE_LOAD: no machine has this state, or the bytes end too early; STATE_SAVE: host failed */
    state_transfer *transfer, *transfer_lasting;
    void *context;
};

/* Begin a walk that hashes. */
void state_init(struct state *state);

/* Begin a walk that saves or loads. */
void state_init_transfer(struct state *state, enum state_mode mode, state_transfer *transfer, void *context);

/* Let large memory (state_pages) go another way: nobody looks at it, or changes it, before whoever walks says so. */
void state_transfer_pages(struct state *state, state_transfer *transfer);

static inline bool state_loads(const struct state *state)
{
    return state->mode == STATE_LOAD;
}

/* What the guest cannot tell is saved, but is in no hash. */
static inline bool state_hashes(const struct state *state)
{
    return state->mode == STATE_HASH;
}

/* Unless good, this state cannot be a machine's. */
void state_require(struct state *state, bool good);

void state_u64(struct state *state, uint64_t *value);
void state_u32(struct state *state, uint32_t *value);
void state_u8(struct state *state, uint8_t *value);
void state_bool(struct state *state, bool *value);
void state_words(struct state *state, uint32_t *values, size_t count);
void state_bytes(struct state *state, uint8_t *bytes, size_t length);

/* A number below limit, for members of other types: *value is widened and narrowed again. */
void state_index(struct state *state, unsigned *value, unsigned limit);

/* Large memory, by runs of pages that are not zero.  length is a multiple of the page size; what is loaded over is all
 * zero before. */
void state_pages(struct state *state, uint8_t *bytes, size_t length);

#endif
