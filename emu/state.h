/* A walk over state: each part of the machine has one function that hands all of its state, field by field, to the
 * walk. The walk is by value and little-endian: it does not depend on the host's byte order, padding or addresses. */
#ifndef EMU_STATE_H
#define EMU_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct state {
    uint64_t hash;
};

void state_init(struct state *state);

void state_u64(struct state *state, uint64_t *value);
void state_u32(struct state *state, uint32_t *value);
void state_u8(struct state *state, uint8_t *value);
void state_bool(struct state *state, bool *value);
void state_words(struct state *state, uint32_t *values, size_t count);
void state_bytes(struct state *state, uint8_t *bytes, size_t length);

/* Large memory, page by page; pages of zeros cost nothing but their test.  length is a multiple of the page size. */
void state_pages(struct state *state, uint8_t *bytes, size_t length);

#endif
