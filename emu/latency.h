/* How long a disk takes, in guest time: a model of the mechanics, by configuration. */
#ifndef EMU_LATENCY_H
#define EMU_LATENCY_H

#include <stdint.h>

#include "peach.h"

struct latency {
    enum peach_disk_model model;
    uint64_t sectors; /* of the disk */
    uint64_t track;   /* where the arm stands */
};

/* Time that a read or write of count sectors takes that begins at now_ns; the arm moves. */
uint64_t latency_of_transfer(struct latency *latency, uint64_t now_ns, uint64_t sector, uint32_t count);

/* Time that a flush takes which brings that many sectors to the medium. */
uint64_t latency_of_flush(const struct latency *latency, uint32_t cached_sectors);

#endif
