#include "faults.h"

#include "isa/machine.h"

#define MILLION 1000000u

/* The next number of a fault's own sequence: a Weyl sequence through a 64-bit mixer. */
static uint64_t next(struct fault *fault)
{
    fault->random += 0x9e3779b97f4a7c15u; /* 2^64 / golden ratio, odd */
    uint64_t x = fault->random;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
    return x ^ x >> 32;
}

bool fault_chance(struct fault *fault, uint32_t per_million)
{
    return next(fault) % MILLION < per_million;
}

/* Moment of the flip that comes next: one at a random place of each of `flips` equal parts of the time. */
static void schedule_flip(struct fault *fault)
{
    const struct peach_fault *spec = &fault->spec;
    uint64_t due = TIMELINE_NEVER;
    if (spec->flips == 0 && fault->seen == 0) {
        due = spec->at_ns;
    } else if (fault->seen < spec->flips) {
        uint64_t part = spec->at_ns / spec->flips;
        due = part * fault->seen + (part ? next(fault) % part : 0);
    }
    timeline_set(fault->faults->timeline, &fault->flip, due);
}

static void flip(void *context)
{
    struct fault *fault = context;
    struct faults *faults = fault->faults;
    uint32_t pa = (uint32_t)fault->spec.first, bit = fault->spec.bit;
    if (fault->spec.flips) {
        pa = (uint32_t)(next(fault) % faults->memory->ram_bytes);
        bit = (uint32_t)(next(fault) % 8);
    }
    fault->seen++;
    uint8_t *byte = memory_ram(faults->memory, pa, 1);
    if (byte) {
        *byte ^= (uint8_t)(1u << bit);
        faults->ram_written(faults->ram_context, pa, 1);
    }
    schedule_flip(fault);
}

void faults_init(struct faults *faults, const struct peach_config *config, struct timeline *timeline,
                 struct memory *memory, void (*ram_written)(void *, uint32_t, uint32_t), void *ram_context)
{
    *faults = (struct faults){.count = config->fault_count, .timeline = timeline, .memory = memory};
    faults->ram_written = ram_written;
    faults->ram_context = ram_context;
    for (unsigned i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->list[i];
        fault->faults = faults;
        fault->spec = config->faults[i];
        fault->random = config->seed ^ fault->spec.seed ^ (uint64_t)i << 56;
        if (fault->spec.kind != PEACH_FAULT_RAM)
            continue;
        timeline_register(timeline, &fault->flip, flip, fault);
        schedule_flip(fault);
    }
}

static bool concerns(const struct fault *fault, enum peach_fault_kind kind, unsigned unit)
{
    return fault->spec.kind == kind && (fault->spec.unit == PEACH_FAULT_ANY || fault->spec.unit == unit);
}

bool faults_have(const struct faults *faults, enum peach_fault_kind kind, unsigned unit)
{
    for (unsigned i = 0; i < faults->count; i++)
        if (concerns(&faults->list[i], kind, unit))
            return true;
    return false;
}

/* Does the operation that was just counted go wrong? */
static bool fires(struct fault *fault)
{
    const struct peach_fault *spec = &fault->spec;
    if (spec->rate && spec->kind != PEACH_FAULT_POWER_CUT)
        return fault_chance(fault, spec->rate);
    return fault->seen >= spec->nth && (spec->count == 0 || fault->seen - spec->nth < spec->count);
}

struct fault *faults_hit(struct faults *faults, enum peach_fault_kind kind, unsigned unit, uint64_t first,
                         uint64_t count)
{
    struct fault *hit = NULL;
    for (unsigned i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->list[i];
        const struct peach_fault *spec = &fault->spec;
        if (!concerns(fault, kind, unit) || first > spec->last || (first < spec->first && spec->first - first >= count))
            continue;
        fault->seen++;
        if (fires(fault))
            hit = fault;
    }
    return hit;
}

void faults_walk(struct faults *faults, struct state *state)
{
    for (unsigned i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->list[i];
        state_u64(state, &fault->seen);
        state_u64(state, &fault->random);
        if (fault->spec.kind != PEACH_FAULT_RAM)
            continue;
        state_u64(state, &fault->flip.due_ns);
        if (state_loads(state))
            timeline_set(faults->timeline, &fault->flip, state->wrong ? TIMELINE_NEVER : fault->flip.due_ns);
    }
}
