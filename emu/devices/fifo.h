/* A bounded queue of words, for devices that receive. */
#ifndef EMU_DEVICES_FIFO_H
#define EMU_DEVICES_FIFO_H

#include "state.h"

#define FIFO_WORDS 256

struct fifo {
    uint32_t words[FIFO_WORDS];
    uint32_t head, count; /* first word; how many */
};

static inline void fifo_clear(struct fifo *fifo)
{
    fifo->head = 0;
    fifo->count = 0;
}

/* Append a word; false when limit (at most FIFO_WORDS) are waiting. */
static inline bool fifo_put(struct fifo *fifo, uint32_t limit, uint32_t word)
{
    if (fifo->count >= limit)
        return false;
    fifo->words[(fifo->head + fifo->count++) % FIFO_WORDS] = word;
    return true;
}

/* Take the oldest word; empty when there is none. */
static inline uint32_t fifo_take(struct fifo *fifo, uint32_t empty)
{
    if (fifo->count == 0)
        return empty;
    uint32_t word = fifo->words[fifo->head];
    fifo->head = (fifo->head + 1) % FIFO_WORDS;
    fifo->count--;
    return word;
}

static inline void fifo_walk(struct fifo *fifo, struct state *state)
{
    state_index(state, &fifo->count, FIFO_WORDS + 1);
    if (state_loads(state))
        fifo->head = 0;
    for (uint32_t i = 0; i < fifo->count; i++)
        state_u32(state, &fifo->words[(fifo->head + i) % FIFO_WORDS]);
}

#endif
