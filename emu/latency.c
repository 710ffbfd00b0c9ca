#include "latency.h"

/* None: what the bus takes, so that a guest sees its request in progress. */
#define BUS_NS 1000u

/* Flash: a fixed time for a request, and one for each sector. */
#define FLASH_REQUEST_NS 20000u
#define FLASH_SECTOR_NS  250u
#define FLASH_FLUSH_NS   100000u

/* Disk that turns: 7200 turns a minute, 512 sectors a track; the arm takes SETTLE_NS to any other track and up to
 * STROKE_NS more, growing with the square root of the distance. */
#define TRACK_SECTORS 512u
#define TURN_NS       8333333u
#define SETTLE_NS     1000000u
#define STROKE_NS     9000000u

/* Square root, rounded down, of a number below 2^62. */
static uint64_t square_root(uint64_t number)
{
    uint64_t root = 0;
    for (uint64_t bit = (uint64_t)1 << 30; bit; bit >>= 1)
        if ((root + bit) * (root + bit) <= number)
            root += bit;
    return root;
}

static uint64_t seek_ns(const struct latency *latency, uint64_t track)
{
    uint64_t distance = track > latency->track ? track - latency->track : latency->track - track;
    uint64_t tracks = latency->sectors / TRACK_SECTORS + 1;
    if (distance == 0)
        return 0;
    /* 1024 times the root of the part of the whole stroke */
    uint64_t part = square_root((distance << 20) / tracks);
    return SETTLE_NS + STROKE_NS * part / 1024;
}

/* From a moment until a sector's beginning is under the head. */
static uint64_t rotation_ns(uint64_t at_ns, uint64_t sector)
{
    uint64_t wanted = sector % TRACK_SECTORS * TURN_NS / TRACK_SECTORS;
    return (wanted + TURN_NS - at_ns % TURN_NS) % TURN_NS;
}

static uint64_t turning_ns(struct latency *latency, uint64_t now_ns, uint64_t sector, uint32_t count)
{
    uint64_t seek = seek_ns(latency, sector / TRACK_SECTORS);
    latency->track = (sector + count - (count > 0)) / TRACK_SECTORS;
    return seek + rotation_ns(now_ns + seek, sector) + (uint64_t)count * TURN_NS / TRACK_SECTORS;
}

uint64_t latency_of_transfer(struct latency *latency, uint64_t now_ns, uint64_t sector, uint32_t count)
{
    switch (latency->model) {
    case PEACH_DISK_NONE: return BUS_NS;
    case PEACH_DISK_HDD: return sector < latency->sectors ? turning_ns(latency, now_ns, sector, count) : SETTLE_NS;
    default: return FLASH_REQUEST_NS + (uint64_t)count * FLASH_SECTOR_NS;
    }
}

uint64_t latency_of_flush(const struct latency *latency, uint32_t cached_sectors)
{
    switch (latency->model) {
    case PEACH_DISK_NONE: return BUS_NS;
    case PEACH_DISK_HDD:
        return cached_sectors ? STROKE_NS + TURN_NS + (uint64_t)cached_sectors * TURN_NS / TRACK_SECTORS : BUS_NS;
    default: return FLASH_FLUSH_NS + (uint64_t)cached_sectors * FLASH_SECTOR_NS;
    }
}
