/* Injected faults: when an operation, a moment or an interrupt is to go wrong.  The device asks at each operation; what
 * the fault does is the device's. */
#ifndef EMU_FAULTS_H
#define EMU_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "memory.h"
#include "peach.h"
#include "state.h"
#include "timeline.h"

struct faults;

/* One injected fault, and how far it has come. */
struct fault {
    struct faults *faults;
    struct peach_fault spec;
    uint64_t seen;   /* operations that it matches; flips done */
    uint64_t random; /* state of its own sequence */
    struct timeline_event flip;
};

struct faults {
    struct fault list[PEACH_FAULTS_MAX];
    unsigned count;
    struct timeline *timeline;
    struct memory *memory;
    void (*ram_written)(void *context, uint32_t pa, uint32_t length);
    void *ram_context;
};

/* Take the faults of a configuration.  ram_written is told of flipped bytes. */
void faults_init(struct faults *faults, const struct peach_config *config, struct timeline *timeline,
                 struct memory *memory, void (*ram_written)(void *, uint32_t, uint32_t), void *ram_context);

/* An operation of a kind happens at unit (a disk, or an interrupt line) to count items (sectors) from first on: does it
 * go wrong?  If so, the fault; else NULL. */
struct fault *faults_hit(struct faults *faults, enum peach_fault_kind kind, unsigned unit, uint64_t first,
                         uint64_t count);

/* Is there a fault of this kind for a unit? */
bool faults_have(const struct faults *faults, enum peach_fault_kind kind, unsigned unit);

/* True with a probability of that many in a million. */
bool fault_chance(struct fault *fault, uint32_t per_million);

void faults_walk(struct faults *faults, struct state *state);

#endif
