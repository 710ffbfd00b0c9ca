/* Recording: input on its way into the machine is written down. */
#include "journal_impl.h"

#include <stdlib.h>
#include <string.h>

/* Guest time between two hashes in the log. */
#define CHECKPOINT_NS 1000000000u

/* ---- The format --------------------------------------------------------------------------------- */

void journal_walk_record(struct journal_record *record, struct state *state)
{
    state_u8(state, &record->kind);
    state_u8(state, &record->count);
    state_u32(state, &record->a);
    state_u32(state, &record->b);
    state_u64(state, &record->time_ns);
    state_u64(state, &record->insns);
    state_u64(state, &record->value);
}

/* The check of a record: of itself and all before it. */
uint64_t journal_check(uint64_t before, struct journal_record *record)
{
    struct state state;
    state_init(&state);
    state.hash ^= before;
    journal_walk_record(record, &state);
    return state.hash;
}

void journal_walk_header(struct peach_log *log, struct state *state)
{
    uint64_t magic = JOURNAL_MAGIC, version = JOURNAL_VERSION;
    state_u64(state, &magic);
    state_require(state, magic == JOURNAL_MAGIC);
    state_u64(state, &version);
    state_require(state, version == JOURNAL_VERSION);
    identity_walk(&log->identity, state);
    state_bool(state, &log->pulls);
    state_u64(state, &log->start);
}

uint64_t journal_header_check(struct peach_log *log)
{
    struct state state;
    state_init(&state);
    journal_walk_header(log, &state);
    return state.hash;
}

/* ---- Recording -------------------------------------------------------------------------------------------------- */

static bool write_bytes(void *context, uint8_t *bytes, size_t length)
{
    struct recorder *recorder = context;
    if (!recorder->failed && fwrite(bytes, 1, length, recorder->out) != length)
        recorder->failed = true;
    return !recorder->failed;
}

static void append(struct recorder *recorder, struct journal_record *record)
{
    struct state state;
    recorder->check = journal_check(recorder->check, record);
    state_init_transfer(&state, STATE_SAVE, write_bytes, recorder);
    journal_walk_record(record, &state);
    state_u64(&state, &recorder->check);
}

static void append_pulled(struct recorder *recorder)
{
    if (recorder->pulled.count)
        append(recorder, &recorder->pulled);
    recorder->pulled.count = 0;
}

static struct journal_record stamped(const struct peach *machine, struct journal_record record)
{
    record.time_ns = machine->now_ns;
    record.insns = peach_insns(machine);
    return record;
}

/* A hash of the state, to find out where a replay goes astray. */
static void checkpoint(struct peach *machine)
{
    struct recorder *recorder = machine->recorder;
    if (machine->now_ns - recorder->checkpoint_ns < CHECKPOINT_NS)
        return;
    recorder->checkpoint_ns = machine->now_ns;
    struct journal_record record =
        stamped(machine, (struct journal_record){.kind = JOURNAL_CHECKPOINT, .value = peach_hash(machine)});
    append(recorder, &record);
}

static void append_now(struct peach *machine, struct journal_record record)
{
    struct recorder *recorder = machine->recorder;
    append_pulled(recorder);
    record = stamped(machine, record);
    append(recorder, &record);
    if (fflush(recorder->out) != 0) /* the log is worth something even if the emulator dies */
        recorder->failed = true;
}

void journal_note(struct peach *machine, struct journal_record record)
{
    if (!machine->recorder)
        return;
    append_pulled(machine->recorder);
    checkpoint(machine);
    append_now(machine, record);
}

void journal_note_bytes(struct peach *machine, const uint8_t *bytes, size_t length)
{
    for (size_t at = 0; at < length; at += JOURNAL_BYTES) {
        struct journal_record record = {.kind = JOURNAL_INPUT};
        for (; record.count < JOURNAL_BYTES && at + record.count < length; record.count++)
            record.value |= (uint64_t)bytes[at + record.count] << 8 * record.count;
        journal_note(machine, record);
    }
}

/* A byte is pulled in the middle of a turn, where the state has no hash that a replay could compare. */
static void note_pulled(struct peach *machine, int byte)
{
    struct recorder *recorder = machine->recorder;
    if (byte < 0) {
        append_now(machine, (struct journal_record){.kind = JOURNAL_PULL_END});
        return;
    }
    if (recorder->pulled.count == 0)
        recorder->pulled = stamped(machine, (struct journal_record){.kind = JOURNAL_PULL});
    recorder->pulled.value |= (uint64_t)(uint8_t)byte << 8 * recorder->pulled.count;
    if (++recorder->pulled.count == JOURNAL_BYTES)
        append_pulled(recorder);
}

bool peach_record(struct peach *machine, FILE *out, char *error)
{
    struct peach_log log = {.pulls = machine->host.console_pull, .start = peach_hash(machine)};
    struct recorder *recorder = calloc(1, sizeof *recorder);
    struct state state;
    if (!recorder || !identity_take(&log.identity, machine, error)) {
        if (!recorder)
            snprintf(error, PEACH_ERROR_BYTES, "out of memory");
        free(recorder);
        return false;
    }
    recorder->out = out;
    recorder->check = journal_header_check(&log);
    recorder->checkpoint_ns = machine->now_ns;
    state_init_transfer(&state, STATE_SAVE, write_bytes, recorder);
    journal_walk_header(&log, &state);
    state_u64(&state, &recorder->check);
    machine->recorder = recorder;
    return true;
}

void peach_record_end(struct peach *machine, enum peach_stop stop)
{
    if (!machine->recorder)
        return;
    append_now(machine, (struct journal_record){.kind = JOURNAL_END,
                                                .a = (uint32_t)stop,
                                                .b = peach_exit_code(machine),
                                                .value = peach_hash(machine)});
    free(machine->recorder);
    machine->recorder = NULL;
}

void journal_fini(struct peach *machine)
{
    free(machine->recorder);
    free(machine->replay);
}

/* ---- What passes between the machine and its host ------------------------------------------------------------- */

void journal_output(void *context, const uint8_t *bytes, size_t length)
{
    const struct peach_host *host = &((struct peach *)context)->host;
    if (host->console_output)
        host->console_output(host->context, bytes, length);
}

int journal_pull(void *context)
{
    struct peach *machine = context;
    if (machine->replay)
        return replay_byte(machine->replay);
    int byte = machine->host.console_pull(machine->host.context);
    if (machine->recorder && byte != PEACH_PULL_LATER)
        note_pulled(machine, byte);
    return byte;
}

static void note_share(struct peach *machine, const struct peach_share *share, uint32_t result)
{
    append_pulled(machine->recorder);
    struct journal_record head = stamped(
        machine,
        (struct journal_record){
            .kind = JOURNAL_SHARE, .count = (uint8_t)share->kind, .a = result, .b = share->done, .value = share->size});
    struct journal_record time =
        stamped(machine, (struct journal_record){.kind = JOURNAL_SHARE_TIME, .a = share->mtime});
    append(machine->recorder, &head);
    append(machine->recorder, &time);
    for (uint32_t at = 0; journal_brings_data(share) && at < share->done; at += JOURNAL_BYTES) {
        struct journal_record data = stamped(machine, (struct journal_record){.kind = JOURNAL_SHARE_DATA});
        for (; data.count < JOURNAL_BYTES && at + data.count < share->done; data.count++)
            data.value |= (uint64_t)share->buffer[at + data.count] << 8 * data.count;
        append(machine->recorder, &data);
    }
}

uint32_t journal_share(void *context, struct peach_share *share)
{
    struct peach *machine = context;
    if (machine->replay)
        return replay_share(machine->replay, share);
    uint32_t result = SHARE_IO_ERROR;
    if (machine->host.share)
        result = machine->host.share(machine->host.share_context, share);
    if (machine->recorder)
        note_share(machine, share, result);
    return result;
}
