/* The whole machine's state: hashed, saved, restored, cloned, by one walk. */
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "isa/machine.h"
#include "machine.h"
#include "pack.h"

/* Guest times beyond this belong to no machine (292 years), and the next turn would overflow. */
#define TIME_MAX_NS ((uint64_t)1 << 63)

/* What the machine itself holds beside harts, devices and memory; the guest can tell none of it. */
static void walk_rest(struct peach *machine, struct state *state)
{
    unsigned stop = machine->bus.stop;
    uint32_t file_bytes = (uint32_t)machine->file_bytes;
    state_index(state, &stop, BUS_POWER_CUT + 1);
    machine->bus.stop = (enum bus_stop)stop;
    state_u32(state, &machine->bus.stop_code);
    state_bool(state, &machine->is_kernel);
    state_bool(state, &machine->has_program);
    state_u32(state, &machine->program_entry);
    if (!machine->file)
        file_bytes = 0;
    state_u32(state, &file_bytes);
    if (state_loads(state))
        machine_take_file(machine, file_bytes, state);
    else if (machine->file)
        state_bytes(state, machine->file, file_bytes);
    monitor_walk(&machine->monitor, state);
}

/* All but memory. */
static void walk_parts(struct peach *machine, struct state *state)
{
    state_u64(state, &machine->now_ns);
    state_require(state, machine->now_ns < TIME_MAX_NS);
    if (state_loads(state))
        machine->timeline.now_ns = machine->now_ns;
    cpu_walk(&machine->cpu, state);
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        uint64_t ahead = machine->cpu.harts[i].time_ns - machine->now_ns + MACHINE_TURN_NS;
        state_require(state, ahead <= 2 * MACHINE_TURN_NS);
    }
    for (unsigned i = 0; i < machine->bus.device_count; i++) {
        struct device *device = machine->bus.devices[i];
        if (device->class->walk)
            device->class->walk(device, state);
    }
    faults_walk(&machine->bus.faults, state);
    if (!state_hashes(state))
        walk_rest(machine, state);
    if (!state_loads(state))
        return;
    intc_update(machine->bus.intc);
    machine->start_insns = peach_insns(machine);
}

static void walk_memory(struct peach *machine, struct state *state)
{
    struct memory *memory = &machine->bus.memory;
    state_pages(state, memory->ram, memory->ram_bytes);
    state_pages(state, memory->vram, memory->vram_bytes);
    state_pages(state, memory->rom, memory->rom_bytes);
}

uint64_t peach_hash(const struct peach *machine)
{
    struct peach *walked = (struct peach *)machine; /* the walk changes nothing when it hashes */
    struct state state;
    state_init(&state);
    walk_parts(walked, &state);
    walk_memory(walked, &state);
    return state.hash;
}

/* ---- Files ------------------------------------------------------------------------------------------------------ */

static uint8_t *save(struct peach *machine, struct pack *pack, size_t *length, char *error)
{
    struct identity identity;
    struct state state;
    if (!identity_take(&identity, machine, error))
        return NULL;
    state_init_transfer(&state, STATE_SAVE, pack_put, pack);
    state_transfer_pages(&state, pack_put_lasting);
    identity_walk(&identity, &state);
    walk_parts(machine, &state);
    walk_memory(machine, &state);
    uint8_t *file = state.wrong ? NULL : pack_finish(pack, length);
    if (!file)
        snprintf(error, PEACH_ERROR_BYTES, "out of memory while the machine was saved");
    return file;
}

uint8_t *peach_save(const struct peach *machine, size_t *length, char *error)
{
    struct pack *pack = pack_new();
    if (!pack) {
        snprintf(error, PEACH_ERROR_BYTES, "out of memory");
        return NULL;
    }
    uint8_t *file = save((struct peach *)machine, pack, length, error);
    pack_free(pack);
    return file;
}

static struct peach *restore(struct pack *pack, const struct peach_config *given, char *error)
{
    static const char damaged[] =
        "the state file holds what this version of Peach cannot have written; save it anew with this one";
    struct identity identity = {.command_line = ""};
    struct state state;
    state_init_transfer(&state, STATE_LOAD, pack_take, pack);
    state_transfer_pages(&state, pack_take_lasting);
    identity_walk(&identity, &state);
    if (state.wrong) {
        snprintf(error, PEACH_ERROR_BYTES, "%s", damaged);
        return NULL;
    }
    if (!identity_adopt(&identity, given, "state", error))
        return NULL;
    struct peach *machine = peach_new(&identity.config, error);
    if (!machine)
        return NULL;
    if (identity_check(&identity, machine, "state", error)) {
        walk_parts(machine, &state);
        walk_memory(machine, &state);
        if (!state.wrong && pack_close(pack))
            return machine;
        snprintf(error, PEACH_ERROR_BYTES, "%s", damaged);
    }
    peach_free(machine);
    return NULL;
}

struct peach *peach_restore(const uint8_t *file, size_t length, const struct peach_config *config, char *error)
{
    const char *why;
    struct pack *pack = pack_open(file, length, &why);
    if (!pack) {
        snprintf(error, PEACH_ERROR_BYTES, "%s", why);
        return NULL;
    }
    struct peach *machine = restore(pack, config, error);
    pack_free(pack);
    return machine;
}

/* ---- Clones ----------------------------------------------------------------------------------------------------- */

/* State on its way from one machine to another. */
struct parcel {
    uint8_t *bytes;
    size_t length, room, at;
};

static bool parcel_put(void *context, uint8_t *bytes, size_t length)
{
    struct parcel *parcel = context;
    while (parcel->room - parcel->length < length) {
        size_t room = parcel->room ? 2 * parcel->room : 65536;
        uint8_t *grown = realloc(parcel->bytes, room);
        if (!grown)
            return false;
        parcel->bytes = grown;
        parcel->room = room;
    }
    memcpy(parcel->bytes + parcel->length, bytes, length);
    parcel->length += length;
    return true;
}

static bool parcel_take(void *context, uint8_t *bytes, size_t length)
{
    struct parcel *parcel = context;
    if (parcel->length - parcel->at < length)
        return false;
    memcpy(bytes, parcel->bytes + parcel->at, length);
    parcel->at += length;
    return true;
}

static bool copy_parts(struct peach *to, struct peach *from)
{
    struct parcel parcel = {0};
    struct state state;
    state_init_transfer(&state, STATE_SAVE, parcel_put, &parcel);
    walk_parts(from, &state);
    if (!state.wrong) {
        state_init_transfer(&state, STATE_LOAD, parcel_take, &parcel);
        walk_parts(to, &state);
    }
    free(parcel.bytes);
    return !state.wrong;
}

struct peach *peach_clone(struct peach *machine, const struct peach_host *host, char *error)
{
    struct peach_config config = machine->config;
    config.host = *host;
    for (unsigned i = 0; i < config.disk_count; i++) {
        if (config.disks[i].snapshot || config.disks[i].read_only)
            continue;
        snprintf(error, PEACH_ERROR_BYTES,
                 "%s: a machine that writes to its disk image cannot be cloned; use --snapshot", config.disks[i].path);
        return NULL;
    }
    struct peach *clone = peach_new(&config, error);
    if (!clone)
        return NULL;
    if (memory_share(&clone->bus.memory, &machine->bus.memory) && copy_parts(clone, machine))
        return clone;
    snprintf(error, PEACH_ERROR_BYTES, "out of memory: the host cannot hold another copy of the machine");
    peach_free(clone);
    return NULL;
}
