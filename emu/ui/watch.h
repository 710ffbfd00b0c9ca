/* What the panels show, gathered from a machine's event stream and its counters. */
#ifndef EMU_UI_WATCH_H
#define EMU_UI_WATCH_H

#include <stddef.h>
#include <stdint.h>

#include "peach.h"

#define WATCH_PROCESSES_MAX 256
#define WATCH_MISSES_MAX    64

/* A TLB miss as it happened. */
struct watch_miss {
    uint64_t time_ns;
    uint32_t va, pid;
};

/* Where no host time has passed: a picture is the same whatever the host. */
#define WATCH_NO_SPEED (-1)

/* Rates over the last sampling period. */
struct watch_rates {
    double mips;                       /* million instructions per second of host time, or WATCH_NO_SPEED */
    double hit_rate;                   /* of the TLB, by fetches in user mode, 0..1 */
    double misses_per_s, faults_per_s; /* per second of guest time */
    double busy;                       /* share of guest time in which a hart ran, 0..1 */
};

struct watch {
    struct peach *machine;
    unsigned sets, ways;
    uint64_t *set_miss_ns;                      /* by set: guest time of its last miss, 0 before the first */
    struct watch_miss misses[WATCH_MISSES_MAX]; /* ring */
    size_t miss_count;                          /* since start; the next goes to miss_count % WATCH_MISSES_MAX */
    uint64_t refills;                           /* since start */

    struct peach_tlb_entry *tlb, *new_tlb; /* copies, as of the last watch_look; room for the next */
    uint64_t *tlb_since_ns;                /* of each entry: the guest's time when it was first seen */
    struct peach_frame *frames;
    size_t frame_count;
    struct peach_process processes[WATCH_PROCESSES_MAX];
    size_t process_count;
    struct peach_stats stats;

    struct watch_rates rates;
    struct peach_stats last_stats; /* at the last watch_sample */
    uint64_t last_refills, last_host_ns;
};

/* Begin to watch a machine. */
void watch_init(struct watch *watch, struct peach *machine);
void watch_fini(struct watch *watch);

/* Copy the machine's state for drawing. */
void watch_look(struct watch *watch);

/* Compute the rates since the last call; host_ns is a monotonic host clock. */
void watch_sample(struct watch *watch, uint64_t host_ns);

/* The process that uses an ASID, or NULL. */
const struct peach_process *watch_process_of_asid(const struct watch *watch, uint32_t asid);

/* How many processes run or could. */
unsigned watch_runnable(const struct watch *watch);

/* A colour for a process, the same as long as it lives. */
uint32_t watch_process_color(uint32_t pid);

#endif
