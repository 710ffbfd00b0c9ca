#include "monitor.h"

#include <stdlib.h>
#include <string.h>

#include "isa/machine/trace.h"
#include "isa/orchard/sysinfo.h"

_Static_assert(FAULT_KIND_COUNT <= PEACH_FAULT_KINDS, "a counter for each kind of fault");
_Static_assert(FRAME_OWNER_COUNT <= PEACH_OWNERS, "a counter for each owner of frames");

bool monitor_init(struct monitor *monitor, const struct timeline *timeline, size_t frame_count)
{
    *monitor = (struct monitor){.timeline = timeline, .frame_count = frame_count};
    monitor->processes = calloc(MONITOR_PROCESSES_MAX, sizeof *monitor->processes);
    monitor->frames = calloc(frame_count, sizeof *monitor->frames);
    if (monitor->processes && monitor->frames)
        return true;
    monitor_fini(monitor);
    return false;
}

void monitor_fini(struct monitor *monitor)
{
    free(monitor->processes);
    free(monitor->frames);
    *monitor = (struct monitor){0};
}

void monitor_reset(struct monitor *monitor)
{
    memset(monitor->running, 0, sizeof monitor->running);
    memset(monitor->pid_slot, 0, sizeof monitor->pid_slot);
    memset(monitor->frames, 0, monitor->frame_count * sizeof *monitor->frames);
    monitor->process_count = 0;
}

_Static_assert(sizeof(struct peach_stats) % sizeof(uint64_t) == 0, "statistics are numbers of 64 bits, no more");

static void walk_stats(struct peach_stats *stats, struct state *state)
{
    uint64_t numbers[sizeof *stats / sizeof(uint64_t)];
    memcpy(numbers, stats, sizeof *stats);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        state_u64(state, &numbers[i]);
    memcpy(stats, numbers, sizeof *stats);
}

static void walk_process(struct peach_process *process, struct state *state)
{
    state_u32(state, &process->pid);
    state_u32(state, &process->parent);
    state_u32(state, &process->asid);
    state_bytes(state, (uint8_t *)process->name, PEACH_NAME_BYTES);
    process->name[PEACH_NAME_BYTES - 1] = 0;
    for (char *c = process->name; *c; c++)
        state_require(state, *c >= ' ' && *c <= '~');
    state_u8(state, &process->state);
    state_u8(state, &process->reason);
    state_bool(state, &process->gone);
    for (unsigned i = 0; i < PEACH_FAULT_KINDS; i++)
        state_u64(state, &process->faults[i]);
    state_u64(state, &process->refills);
    state_u64(state, &process->syscalls);
    state_u64(state, &process->switches);
    state_u64(state, &process->run_ns);
}

/* A pointer into the table of processes, as 1 + index; 0: NULL. */
static void walk_running(struct monitor *monitor, struct peach_process **running, struct state *state)
{
    unsigned number = *running ? (unsigned)(*running - monitor->processes) + 1 : 0;
    state_index(state, &number, MONITOR_PROCESSES_MAX + 1);
    *running = number ? &monitor->processes[number - 1] : NULL;
}

/* Frames in runs of equal ones. */
static void walk_frames(struct monitor *monitor, struct state *state)
{
    for (size_t i = 0, end; i < monitor->frame_count; i = end) {
        struct peach_frame frame = monitor->frames[i];
        for (end = i + 1; end < monitor->frame_count && !state_loads(state); end++)
            if (monitor->frames[end].owner != frame.owner || monitor->frames[end].pid != frame.pid ||
                monitor->frames[end].va != frame.va)
                break;
        uint32_t run = (uint32_t)(end - i);
        state_u32(state, &run);
        state_u8(state, &frame.owner);
        state_u32(state, &frame.pid);
        state_u32(state, &frame.va);
        state_require(state, run >= 1 && run <= monitor->frame_count - i && frame.owner < PEACH_OWNERS);
        if (state->wrong)
            return;
        for (end = i; end < i + run; end++)
            monitor->frames[end] = frame;
    }
}

void monitor_walk(struct monitor *monitor, struct state *state)
{
    unsigned count = (unsigned)monitor->process_count;
    walk_stats(&monitor->stats, state);
    state_index(state, &count, MONITOR_PROCESSES_MAX + 1);
    monitor->process_count = count;
    for (size_t i = 0; i < monitor->process_count; i++)
        walk_process(&monitor->processes[i], state);
    for (unsigned i = 0; i < PEACH_HARTS_MAX; i++) {
        walk_running(monitor, &monitor->running[i], state);
        state_u64(state, &monitor->running_since_ns[i]);
    }
    walk_frames(monitor, state);
    if (state_loads(state))
        memset(monitor->pid_slot, 0, sizeof monitor->pid_slot);
}

bool monitor_subscribe(struct monitor *monitor, uint32_t mask, void (*call)(void *, const struct peach_event *),
                       void *context)
{
    if (monitor->listener_count == MONITOR_LISTENERS_MAX)
        return false;
    monitor->listeners[monitor->listener_count++] = (struct monitor_listener){mask, call, context};
    monitor->wanted |= mask;
    return true;
}

void monitor_emit(struct monitor *monitor, struct peach_event event)
{
    const struct peach_process *process = monitor->running[monitor->hart];
    event.time_ns = monitor->timeline->now_ns;
    event.hart = (uint8_t)monitor->hart;
    event.pid = process ? process->pid : 0;
    for (unsigned i = 0; i < monitor->listener_count; i++)
        if (monitor->listeners[i].mask >> event.kind & 1)
            monitor->listeners[i].call(monitor->listeners[i].context, &event);
}

static void tell(struct monitor *monitor, struct peach_event event)
{
    if (monitor_wants(monitor, event.kind))
        monitor_emit(monitor, event);
}

static struct peach_process *find_process(struct monitor *monitor, uint32_t pid)
{
    unsigned slot = monitor->pid_slot[pid % MONITOR_PID_SLOTS];
    if (slot && monitor->processes[slot - 1].pid == pid)
        return &monitor->processes[slot - 1];
    for (size_t i = 0; i < monitor->process_count; i++) {
        if (monitor->processes[i].pid == pid && !monitor->processes[i].gone) {
            monitor->pid_slot[pid % MONITOR_PID_SLOTS] = (uint16_t)(i + 1);
            return &monitor->processes[i];
        }
    }
    return NULL;
}

static bool is_running(const struct monitor *monitor, const struct peach_process *process)
{
    for (unsigned i = 0; i < PEACH_HARTS_MAX; i++)
        if (monitor->running[i] == process)
            return true;
    return false;
}

/* A slot for a new process: a fresh one, else that of one that is gone; NULL when all live. */
static struct peach_process *new_process(struct monitor *monitor)
{
    if (monitor->process_count < MONITOR_PROCESSES_MAX)
        return &monitor->processes[monitor->process_count++];
    for (size_t i = 0; i < MONITOR_PROCESSES_MAX; i++)
        if (monitor->processes[i].gone && !is_running(monitor, &monitor->processes[i]))
            return &monitor->processes[i];
    return NULL;
}

/* Process pid, entered when it is new; NULL for pid 0 and when there is no room. */
static struct peach_process *get_process(struct monitor *monitor, uint32_t pid)
{
    if (pid == 0)
        return NULL;
    struct peach_process *process = find_process(monitor, pid);
    if (process)
        return process;
    process = new_process(monitor);
    if (process) {
        *process = (struct peach_process){.pid = pid};
        monitor->pid_slot[pid % MONITOR_PID_SLOTS] = (uint16_t)(process - monitor->processes + 1);
    }
    return process;
}

/* Bytes of text from words in memory order, with a final zero; what is not printable becomes '?'. */
static void copy_text(char *text, const uint32_t *words, size_t bytes)
{
    size_t i = 0;
    for (; i < bytes; i++) {
        char c = (char)(words[i / 4] >> i % 4 * 8);
        if (c == 0)
            break;
        text[i] = c < ' ' || c > '~' ? '?' : c;
    }
    text[i] = 0;
}

static void record_process(struct monitor *monitor, const uint32_t *words)
{
    struct peach_process *process = get_process(monitor, words[TRACE_PROCESS_PID]);
    if (!process)
        return;
    _Static_assert(TRACE_PROCESS_NAME_BYTES < PEACH_NAME_BYTES, "room for the final zero");
    process->parent = words[TRACE_PROCESS_PARENT];
    process->gone = false;
    copy_text(process->name, words + TRACE_PROCESS_NAME, TRACE_PROCESS_NAME_BYTES);
    tell(monitor, (struct peach_event){
                      .kind = PEACH_EVENT_PROCESS, .a = process->pid, .b = process->parent, .text = process->name});
}

static void record_gone(struct monitor *monitor, const uint32_t *words)
{
    struct peach_process *process = find_process(monitor, words[TRACE_GONE_PID]);
    if (!process)
        return;
    process->gone = true;
    monitor->pid_slot[process->pid % MONITOR_PID_SLOTS] = 0;
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_GONE, .a = process->pid});
}

static void record_state(struct monitor *monitor, const uint32_t *words)
{
    struct peach_process *process = get_process(monitor, words[TRACE_STATE_PID]);
    if (!process)
        return;
    process->state = (uint8_t)words[TRACE_STATE_STATE];
    process->reason = (uint8_t)words[TRACE_STATE_REASON];
    tell(monitor,
         (struct peach_event){.kind = PEACH_EVENT_STATE, .a = process->pid, .b = process->state, .c = process->reason});
}

static void record_switch(struct monitor *monitor, const uint32_t *words)
{
    unsigned hart = words[TRACE_SWITCH_HART] % PEACH_HARTS_MAX;
    struct peach_process *from = monitor->running[hart];
    struct peach_process *to = get_process(monitor, words[TRACE_SWITCH_PID]);
    uint64_t now = monitor->timeline->now_ns;
    if (from)
        from->run_ns += now - monitor->running_since_ns[hart];
    if (to) {
        to->switches++;
        to->asid = words[TRACE_SWITCH_ASID];
    }
    monitor->running[hart] = to;
    monitor->running_since_ns[hart] = now;
    monitor->stats.switches++;
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_SWITCH, .a = from ? from->pid : 0, .b = to ? to->pid : 0});
}

static void record_fault(struct monitor *monitor, const uint32_t *words)
{
    uint32_t kind = words[TRACE_FAULT_KIND];
    if (kind >= PEACH_FAULT_KINDS)
        return;
    struct peach_process *process = get_process(monitor, words[TRACE_FAULT_PID]);
    if (process)
        process->faults[kind]++;
    monitor->stats.faults[kind]++;
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_FAULT,
                                       .a = words[TRACE_FAULT_VA],
                                       .b = kind,
                                       .c = words[TRACE_FAULT_PID],
                                       .d = words[TRACE_FAULT_CAUSE]});
}

static void record_frame(struct monitor *monitor, const uint32_t *words)
{
    size_t first = words[TRACE_FRAME_FIRST];
    size_t count = words[TRACE_FRAME_COUNT];
    uint32_t owner = words[TRACE_FRAME_OWNER];
    if (owner >= PEACH_OWNERS || first > monitor->frame_count || count > monitor->frame_count - first)
        return;
    for (size_t i = first; i < first + count; i++)
        monitor->frames[i] = (struct peach_frame){(uint8_t)owner, words[TRACE_FRAME_PID], words[TRACE_FRAME_VA]};
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_FRAME,
                                       .a = (uint32_t)first,
                                       .b = (uint32_t)count,
                                       .c = owner,
                                       .d = words[TRACE_FRAME_PID]});
}

static void record_swap(struct monitor *monitor, const uint32_t *words)
{
    if (words[TRACE_SWAP_OUT])
        monitor->stats.swap_outs++;
    else
        monitor->stats.swap_ins++;
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_SWAP,
                                       .a = words[TRACE_SWAP_PID],
                                       .b = words[TRACE_SWAP_VA],
                                       .c = words[TRACE_SWAP_SLOT],
                                       .d = words[TRACE_SWAP_OUT]});
}

static void record_ipc(struct monitor *monitor, const uint32_t *words)
{
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_IPC,
                                       .a = words[TRACE_IPC_KIND],
                                       .b = words[TRACE_IPC_PID],
                                       .c = words[TRACE_IPC_PEER],
                                       .d = words[TRACE_IPC_BYTES]});
}

static void record_note(struct monitor *monitor, const uint32_t *words)
{
    char text[TRACE_NOTE_TEXT_BYTES + 1];
    copy_text(text, words + TRACE_NOTE_TEXT, TRACE_NOTE_TEXT_BYTES);
    tell(monitor, (struct peach_event){.kind = PEACH_EVENT_NOTE, .a = words[TRACE_NOTE_VALUE], .text = text});
}

void monitor_record(struct monitor *monitor, const uint32_t *words)
{
    static void (*const record[TRACE_KINDS])(struct monitor *, const uint32_t *) = {
        [TRACE_PROCESS] = record_process, [TRACE_GONE] = record_gone,   [TRACE_STATE] = record_state,
        [TRACE_SWITCH] = record_switch,   [TRACE_FAULT] = record_fault, [TRACE_FRAME] = record_frame,
        [TRACE_SWAP] = record_swap,       [TRACE_IPC] = record_ipc,     [TRACE_NOTE] = record_note,
    };
    if (words[TRACE_KIND] < TRACE_KINDS && record[words[TRACE_KIND]])
        record[words[TRACE_KIND]](monitor, words);
}

void monitor_stats(const struct monitor *monitor, struct peach_stats *out)
{
    *out = monitor->stats;
    for (size_t i = 0; i < monitor->frame_count; i++)
        out->frames[monitor->frames[i].owner]++;
}

struct peach_process monitor_process(const struct monitor *monitor, size_t index)
{
    struct peach_process process = monitor->processes[index];
    for (unsigned hart = 0; hart < PEACH_HARTS_MAX; hart++)
        if (monitor->running[hart] == &monitor->processes[index])
            process.run_ns += monitor->timeline->now_ns - monitor->running_since_ns[hart];
    return process;
}
