/* Replaying: a log is read, and its input given to a machine. */
#include "journal_impl.h"

#include <stdlib.h>
#include <string.h>

/* A guest that ended by itself when it was recorded has diverged when it is still there so much later. */
#define GRACE_NS 10000000u

/* ---- Reading a log ---------------------------------------------------------------------------------------------- */

struct reader {
    const uint8_t *bytes;
    size_t left;
};

static bool read_bytes(void *context, uint8_t *bytes, size_t length)
{
    struct reader *reader = context;
    if (reader->left < length)
        return false;
    memcpy(bytes, reader->bytes, length);
    reader->bytes += length;
    reader->left -= length;
    return true;
}

static bool record_is_possible(const struct journal_record *record, uint64_t before_ns)
{
    return record->kind >= JOURNAL_INPUT && record->kind < JOURNAL_KINDS && record->count <= JOURNAL_BYTES &&
           record->time_ns >= before_ns && (record->kind != JOURNAL_END || record->a <= PEACH_POWER_CUT);
}

/* Records up to the END or to where the log is cut off.  False when one is not what was written. */
static bool read_records(struct peach_log *log, struct reader *reader, uint64_t check)
{
    size_t room = 0;
    uint64_t before_ns = 0;
    while (reader->left && !log->is_whole) {
        struct journal_record record = {0};
        uint64_t found = 0;
        struct state state;
        state_init_transfer(&state, STATE_LOAD, read_bytes, reader);
        journal_walk_record(&record, &state);
        state_u64(&state, &found);
        if (state.wrong)
            return true;
        check = journal_check(check, &record);
        if (found != check || !record_is_possible(&record, before_ns))
            return false;
        if (log->count == room) {
            room = room ? 2 * room : 64;
            struct journal_record *records = realloc(log->records, room * sizeof *records);
            if (!records)
                return false;
            log->records = records;
        }
        before_ns = record.kind == JOURNAL_PULL ? before_ns : record.time_ns;
        log->records[log->count++] = record;
        log->is_whole = record.kind == JOURNAL_END;
    }
    return reader->left == 0;
}

/* Why bytes are no log, NULL when they are read into it. */
static const char *read_log(struct peach_log *log, const uint8_t *bytes, size_t length)
{
    struct reader reader = {bytes, length};
    struct state state;
    uint64_t check = 0;
    if (length < 16 || le64_read(bytes) != JOURNAL_MAGIC)
        return "not a log of a run; make one with --record";
    if (le64_read(bytes + 8) != JOURNAL_VERSION)
        return "the log was recorded by another version of Peach; record it anew with this one";
    state_init_transfer(&state, STATE_LOAD, read_bytes, &reader);
    journal_walk_header(log, &state);
    state_u64(&state, &check);
    if (state.wrong || check != journal_header_check(log) || !read_records(log, &reader, check))
        return "the log is damaged; record it anew";
    return NULL;
}

struct peach_log *peach_log_open(const uint8_t *bytes, size_t length, char *error)
{
    struct peach_log *log = calloc(1, sizeof *log);
    const char *why = log ? read_log(log, bytes, length) : "out of memory";
    if (!why)
        return log;
    snprintf(error, PEACH_ERROR_BYTES, "%s", why);
    peach_log_free(log);
    return NULL;
}

void peach_log_free(struct peach_log *log)
{
    if (log)
        free(log->records);
    free(log);
}

bool peach_log_is_whole(const struct peach_log *log)
{
    return log->is_whole;
}

bool peach_log_config(struct peach_log *log, struct peach_config *config, char *error)
{
    struct peach_config given = *config;
    for (unsigned i = 0; i < given.disk_count; i++)
        given.disks[i].snapshot = true;
    if (!identity_adopt(&log->identity, &given, "log", error))
        return false;
    *config = log->identity.config;
    return true;
}

/* ---- Replaying -------------------------------------------------------------------------------------------------- */

bool peach_replay(struct peach *machine, struct peach_log *log, char *error)
{
    if (!identity_check(&log->identity, machine, "log", error))
        return false;
    machine->config.host.console_pull = log->pulls ? journal_pull : NULL;
    if (peach_hash(machine) != log->start) {
        snprintf(
            error, PEACH_ERROR_BYTES,
            "the log was recorded on a machine that started otherwise; name the same ROM, kernel, program or state");
        return false;
    }
    machine->replay = calloc(1, sizeof *machine->replay);
    if (!machine->replay) {
        snprintf(error, PEACH_ERROR_BYTES, "out of memory");
        return false;
    }
    machine->replay->log = log;
    const struct journal_record *last = log->count ? &log->records[log->count - 1] : NULL;
    if (last && last->kind == JOURNAL_END && last->a == PEACH_LIMIT && last->insns < machine->limit_insns)
        machine->limit_insns = last->insns;
    return true;
}

static bool is_bound_to_time(unsigned kind)
{
    return kind != JOURNAL_PULL && kind != JOURNAL_PULL_END && kind != JOURNAL_SHARE && kind != JOURNAL_SHARE_TIME &&
           kind != JOURNAL_SHARE_DATA;
}

/* The record that is due next; NULL behind the last. */
static const struct journal_record *due_record(struct replay *replay)
{
    const struct peach_log *log = replay->log;
    while (replay->next < log->count && !is_bound_to_time(log->records[replay->next].kind))
        replay->next++;
    return replay->next < log->count ? &log->records[replay->next] : NULL;
}

static void apply_bytes(struct peach *machine, const struct journal_record *record)
{
    uint8_t bytes[JOURNAL_BYTES];
    for (unsigned i = 0; i < record->count; i++)
        bytes[i] = (uint8_t)(record->value >> 8 * i);
    input_bytes(machine, bytes, record->count);
}

/* Give a recorded input to the machine; false when a hash is not the recorded one. */
static bool apply(struct peach *machine, const struct journal_record *record)
{
    switch (record->kind) {
    case JOURNAL_INPUT: apply_bytes(machine, record); return true;
    case JOURNAL_HANGUP: input_hangup(machine); return true;
    case JOURNAL_RESIZE: input_resize(machine, record->a, record->b); return true;
    case JOURNAL_KEY: input_key(machine, record->a, record->b & 1, record->b & 2); return true;
    case JOURNAL_MOUSE:
        input_mouse(machine, record->a & 0xffff, record->a >> 16, record->b, (int)(int64_t)record->value);
        return true;
    case JOURNAL_RESET: machine_reset(machine); return true;
    default: return peach_hash(machine) == record->value;
    }
}

/* The machine has stopped, or the recorded end is reached: is it the same end? */
static enum peach_stop conclude(struct peach *machine, const struct journal_record *end, enum peach_stop stop)
{
    bool same = stop == (enum peach_stop)end->a && machine->now_ns == end->time_ns &&
                peach_insns(machine) == end->insns && peach_hash(machine) == end->value;
    if (!same)
        return PEACH_DIVERGED;
    return stop == PEACH_TIME ? PEACH_REPLAYED : stop;
}

/* Guest time up to which the machine may run until the record is due. */
static uint64_t due_ns(const struct journal_record *record)
{
    bool by_itself = record->kind == JOURNAL_END && record->a != PEACH_TIME && record->a != PEACH_IDLE;
    return by_itself ? record->time_ns + GRACE_NS : record->time_ns;
}

enum peach_stop journal_run(struct peach *machine, uint64_t until_ns)
{
    for (;;) {
        const struct journal_record *record = due_record(machine->replay);
        if (!record)
            return PEACH_REPLAYED;
        uint64_t due = due_ns(record);
        enum peach_stop stop = machine_run(machine, until_ns < due ? until_ns : due);
        bool on = stop == PEACH_TIME || stop == PEACH_IDLE || record->kind == JOURNAL_RESET;
        if (!on && record->kind == JOURNAL_END)
            return conclude(machine, record, stop);
        if (!on)
            return stop == PEACH_LIMIT ? stop : PEACH_DIVERGED;
        if (machine->now_ns >= due) {
            if (record->kind == JOURNAL_END)
                return conclude(machine, record, record->a == PEACH_IDLE ? stop : PEACH_TIME);
            if (machine->now_ns != record->time_ns || peach_insns(machine) != record->insns || !apply(machine, record))
                return PEACH_DIVERGED;
            machine->replay->next++;
        } else {
            return machine->now_ns >= until_ns ? PEACH_TIME : PEACH_DIVERGED; /* it waits for what was not recorded */
        }
    }
}

/* ---- What the host has given to the recorded machine --------------------------------------------------------------
 */

/* The next pulled byte of the log.  The recorded run ended while it waited for the one behind the last. */
int replay_byte(struct replay *replay)
{
    const struct peach_log *log = replay->log;
    for (; replay->next_pull < log->count; replay->next_pull++, replay->pulled = 0) {
        const struct journal_record *record = &log->records[replay->next_pull];
        if (record->kind == JOURNAL_PULL_END) {
            replay->next_pull++;
            return PEACH_PULL_END;
        }
        if (record->kind == JOURNAL_PULL && replay->pulled < record->count)
            return (int)(record->value >> 8 * replay->pulled++ & 0xff);
    }
    return PEACH_PULL_LATER;
}

/* The next record of the share of a kind; NULL when there is none. */
static const struct journal_record *next_of_share(struct replay *replay, unsigned kind)
{
    const struct peach_log *log = replay->log;
    for (; replay->next_share < log->count; replay->next_share++) {
        const struct journal_record *record = &log->records[replay->next_share];
        if (record->kind == JOURNAL_SHARE || record->kind == JOURNAL_SHARE_TIME || record->kind == JOURNAL_SHARE_DATA) {
            replay->next_share++;
            return record->kind == kind ? record : NULL;
        }
    }
    return NULL;
}

uint32_t replay_share(struct replay *replay, struct peach_share *share)
{
    const struct journal_record *head = next_of_share(replay, JOURNAL_SHARE);
    const struct journal_record *time = head ? next_of_share(replay, JOURNAL_SHARE_TIME) : NULL;
    if (!time || head->b > share->length)
        return SHARE_IO_ERROR;
    share->kind = head->count;
    share->size = head->value;
    share->mtime = time->a;
    while (journal_brings_data(share) && share->done < head->b) {
        const struct journal_record *data = next_of_share(replay, JOURNAL_SHARE_DATA);
        if (!data || data->count == 0)
            return SHARE_IO_ERROR;
        for (unsigned i = 0; i < data->count && share->done < head->b; i++)
            share->buffer[share->done++] = (uint8_t)(data->value >> 8 * i);
    }
    share->done = head->b;
    return head->a;
}
