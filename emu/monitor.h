/* What is known about a run: counters, listeners, and the processes and frames that the kernel reports by the trace
 * port.
 *
 * Nothing here is state of the guest: it is in no hash, and the guest cannot tell whether anybody looks. */
#ifndef EMU_MONITOR_H
#define EMU_MONITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "peach.h"
#include "state.h"
#include "timeline.h"

#define MONITOR_LISTENERS_MAX 8
#define MONITOR_PROCESSES_MAX 1024
#define MONITOR_PID_SLOTS     4096

struct monitor_listener {
    uint32_t mask;
    void (*call)(void *context, const struct peach_event *event);
    void *context;
};

struct monitor {
    const struct timeline *timeline;
    uint32_t wanted; /* union of the listeners' masks */
    struct monitor_listener listeners[MONITOR_LISTENERS_MAX];
    unsigned listener_count;

    struct peach_stats stats; /* those that are counted where they happen */
    unsigned hart;            /* that runs now */

    struct peach_process *running[PEACH_HARTS_MAX]; /* NULL: idle or not known */
    uint64_t running_since_ns[PEACH_HARTS_MAX];
    struct peach_process *processes;
    size_t process_count;
    uint16_t pid_slot[MONITOR_PID_SLOTS]; /* pid modulo the size -> 1 + index of the process last seen with it */

    struct peach_frame *frames;
    size_t frame_count;
};

/* Start with frame_count free frames.  False when memory is short. */
bool monitor_init(struct monitor *monitor, const struct timeline *timeline, size_t frame_count);
void monitor_fini(struct monitor *monitor);

/* A kernel begins: nothing is known of processes and frames any more. */
void monitor_reset(struct monitor *monitor);

/* All but the listeners.  The guest can tell none of it: it is saved, and in no hash. */
void monitor_walk(struct monitor *monitor, struct state *state);

bool monitor_subscribe(struct monitor *monitor, uint32_t mask, void (*call)(void *, const struct peach_event *),
                       void *context);

/* Does anybody listen to this kind of event?  Ask before monitor_emit. */
static inline bool monitor_wants(const struct monitor *monitor, enum peach_event_kind kind)
{
    return monitor->wanted >> kind & 1;
}

/* Tell the listeners.  Time, hart and process are filled in here. */
void monitor_emit(struct monitor *monitor, struct peach_event event);

/* A record of machine/trace.h arrives. */
void monitor_record(struct monitor *monitor, const uint32_t *words);

/* Copy the statistics, with times and frames up to date. */
void monitor_stats(const struct monitor *monitor, struct peach_stats *out);

/* Copy of process number index, its running time up to date. */
struct peach_process monitor_process(const struct monitor *monitor, size_t index);

#endif
