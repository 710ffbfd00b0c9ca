/* Disk (machine/disk.h): descriptors are taken in order, one at a time; a request's data moves when it completes. */
#include "devices.h"

#include <string.h>

#include "isa/machine/disk.h"
#include "isa/machine/info.h"
#include "latency.h"
#include "write_cache.h"

struct disk {
    struct device device;
    struct image image;
    struct write_cache cache;
    struct latency latency;
    uint32_t control, status;
    uint32_t queue, queue_size, head, tail;
    uint64_t written; /* digest of everything written to the image, in order */
    struct timeline_event done;
};

struct request {
    uint32_t op, count, buffer;
    uint64_t sector;
};

static bool is_busy(const struct disk *disk)
{
    return disk->head != disk->tail && !(disk->status & DISK_STATUS_FAULT);
}

static uint32_t status_value(const struct disk *disk)
{
    return disk->status | (is_busy(disk) ? DISK_STATUS_BUSY : 0);
}

static void update_line(struct disk *disk)
{
    device_line(&disk->device, (disk->control & DISK_CONTROL_IE) && (disk->status & DISK_STATUS_DONE));
}

/* Physical address of the descriptor at the tail.  The ring was found to lie in RAM when HEAD was written. */
static uint32_t tail_descriptor(const struct disk *disk)
{
    return disk->queue + disk->tail % disk->queue_size * DISK_DESC_BYTES;
}

static struct request read_request(struct disk *disk)
{
    const uint8_t *bytes = bus_dma(disk->device.bus, tail_descriptor(disk), DISK_DESC_BYTES);
    return (struct request){
        .op = le32_read(bytes + DISK_DESC_OP),
        .count = le32_read(bytes + DISK_DESC_COUNT),
        .buffer = le32_read(bytes + DISK_DESC_BUFFER),
        .sector = le64_read(bytes + DISK_DESC_SECTOR),
    };
}

/* With a write cache, a write takes no longer than flash does; the flush pays for it. */
static uint64_t latency_ns(struct disk *disk, const struct request *request)
{
    static const struct latency buffer = {.model = PEACH_DISK_FLASH};
    uint32_t count = request->count > DISK_COUNT_MAX ? 0 : request->count;
    if (request->op == DISK_FLUSH)
        return latency_of_flush(&disk->latency, disk->cache.count);
    struct latency cached = buffer;
    bool is_cached = request->op == DISK_WRITE && disk->cache.bytes && disk->latency.model == PEACH_DISK_HDD;
    return latency_of_transfer(is_cached ? &cached : &disk->latency, disk->device.timeline->now_ns, request->sector,
                               count);
}

/* The request at the tail completes at due_ns; TIMELINE_NEVER: none is in progress. */
static void set_due(struct disk *disk, uint64_t due_ns)
{
    timeline_set(disk->device.timeline, &disk->done, due_ns);
    bus_working(disk->device.bus, disk->device.line, due_ns != TIMELINE_NEVER);
}

static void start_next(struct disk *disk)
{
    if (!is_busy(disk)) {
        set_due(disk, TIMELINE_NEVER);
        return;
    }
    struct request request = read_request(disk);
    set_due(disk, disk->device.timeline->now_ns + latency_ns(disk, &request));
}

/* Does a request go wrong in some way? */
static struct fault *hit(struct disk *disk, enum peach_fault_kind kind, const struct request *request)
{
    return faults_hit(&disk->device.bus->faults, kind, disk->device.number, request->sector,
                      request->op == DISK_FLUSH ? 1 : request->count);
}

static uint32_t read_sectors(struct disk *disk, const struct request *request, uint8_t *buffer)
{
    if (hit(disk, PEACH_FAULT_READ, request))
        return DISK_IO_ERROR;
    bool good = write_cache_read(&disk->cache, &disk->image, request->sector, buffer, request->count);
    bus_written(disk->device.bus, request->buffer, request->count * DISK_SECTOR_BYTES);
    disk->device.monitor->stats.disk_reads++;
    disk->device.monitor->stats.disk_sectors_read += request->count;
    return good ? DISK_OK : DISK_IO_ERROR;
}

/* What is written is part of the machine's state. */
static void note_written(struct disk *disk, uint64_t sector, uint8_t *buffer, uint32_t length)
{
    struct state digest;
    state_init(&digest);
    digest.hash = disk->written;
    state_u64(&digest, &sector);
    state_bytes(&digest, buffer, length);
    disk->written = digest.hash;
}

/* The first half of a write that is torn: whole sectors, or the first half of the only one. */
static bool write_half(struct disk *disk, const struct request *request, const uint8_t *buffer)
{
    if (request->count > 1)
        return write_cache_write(&disk->cache, &disk->image, request->sector, buffer, request->count / 2);
    uint8_t sector[DISK_SECTOR_BYTES];
    bool good = write_cache_read(&disk->cache, &disk->image, request->sector, sector, 1);
    memcpy(sector, buffer, DISK_SECTOR_BYTES / 2);
    return good && write_cache_write(&disk->cache, &disk->image, request->sector, sector, 1);
}

static bool keeps(void *context)
{
    struct fault *cut = context;
    return fault_chance(cut, cut->spec.rate);
}

static void cut_power(struct disk *disk, struct fault *cut)
{
    write_cache_cut(&disk->cache, &disk->image, keeps, cut);
    disk->device.bus->stop = BUS_POWER_CUT;
    disk->device.bus->stop_code = 0;
}

static uint32_t write_sectors(struct disk *disk, const struct request *request, uint8_t *buffer)
{
    struct fault *cut = hit(disk, PEACH_FAULT_POWER_CUT, request);
    if (hit(disk, PEACH_FAULT_WRITE, request))
        return DISK_IO_ERROR;
    bool torn = hit(disk, PEACH_FAULT_TORN, request);
    note_written(disk, request->sector, buffer, request->count * DISK_SECTOR_BYTES);
    disk->device.monitor->stats.disk_writes++;
    disk->device.monitor->stats.disk_sectors_written += request->count;
    if (cut)
        cut_power(disk, cut);
    bool good = true;
    if (torn)
        good = write_half(disk, request, buffer);
    else if (!cut)
        good = write_cache_write(&disk->cache, &disk->image, request->sector, buffer, request->count);
    if (cut)
        write_cache_flush(&disk->cache, &disk->image); /* the half that has reached the medium */
    return good ? DISK_OK : DISK_IO_ERROR;
}

static uint32_t flush(struct disk *disk, const struct request *request)
{
    disk->device.monitor->stats.disk_flushes++;
    if (hit(disk, PEACH_FAULT_LOST_FLUSH, request))
        return DISK_OK;
    return write_cache_flush(&disk->cache, &disk->image) ? DISK_OK : DISK_IO_ERROR;
}

static uint32_t transfer(struct disk *disk, const struct request *request)
{
    uint64_t sectors = disk->image.bytes / DISK_SECTOR_BYTES;
    bool read_only = disk->device.config->disks[disk->device.number].read_only;
    if (request->op == DISK_FLUSH)
        return flush(disk, request);
    if (request->op != DISK_READ && request->op != DISK_WRITE)
        return DISK_BAD_OP;
    if (request->count == 0 || request->count > DISK_COUNT_MAX || request->sector >= sectors ||
        request->count > sectors - request->sector)
        return DISK_BAD_RANGE;
    uint8_t *buffer = bus_dma(disk->device.bus, request->buffer, request->count * DISK_SECTOR_BYTES);
    if (!buffer || request->buffer % 4)
        return DISK_BAD_DMA;
    if (request->op == DISK_READ)
        return read_sectors(disk, request, buffer);
    if (read_only)
        return DISK_READONLY;
    return write_sectors(disk, request, buffer);
}

static void complete(void *context)
{
    struct disk *disk = context;
    struct request request = read_request(disk);
    uint32_t status_pa = tail_descriptor(disk) + DISK_DESC_STATUS;
    uint32_t result = transfer(disk, &request);
    if (disk->device.bus->stop == BUS_POWER_CUT)
        return;
    le32_write(bus_dma(disk->device.bus, status_pa, 4), result);
    bus_written(disk->device.bus, status_pa, 4);
    disk->tail++;
    disk->status |= DISK_STATUS_DONE;
    update_line(disk);
    if (monitor_wants(disk->device.monitor, PEACH_EVENT_DISK))
        monitor_emit(disk->device.monitor, (struct peach_event){.kind = PEACH_EVENT_DISK,
                                                                .a = disk->device.number,
                                                                .b = request.op,
                                                                .c = (uint32_t)request.sector,
                                                                .d = request.count});
    start_next(disk);
}

static void clear_queue(struct disk *disk)
{
    disk->queue = disk->queue_size = disk->head = disk->tail = disk->status = 0;
    set_due(disk, TIMELINE_NEVER);
}

static bool ring_is_good(const struct disk *disk)
{
    uint32_t size = disk->queue_size;
    return size >= 1 && size <= DISK_QUEUE_SIZE_MAX && (size & (size - 1)) == 0 && disk->queue % DISK_DESC_BYTES == 0 &&
           bus_dma(disk->device.bus, disk->queue, size * DISK_DESC_BYTES);
}

static void set_head(struct disk *disk, uint32_t value)
{
    bool was_busy = is_busy(disk);
    if (!ring_is_good(disk) || value - disk->tail > disk->queue_size || value - disk->tail < disk->head - disk->tail) {
        disk->status |= DISK_STATUS_FAULT;
        set_due(disk, TIMELINE_NEVER);
        return;
    }
    disk->head = value;
    if (!was_busy)
        start_next(disk);
}

static void set_ring(struct disk *disk, uint32_t *field, uint32_t value)
{
    if (disk->head == disk->tail)
        *field = value;
    else
        disk->status |= DISK_STATUS_FAULT;
    if (disk->status & DISK_STATUS_FAULT)
        set_due(disk, TIMELINE_NEVER);
}

static bool disk_read(struct device *device, uint32_t offset, uint32_t *value)
{
    const struct disk *disk = (const struct disk *)device;
    uint64_t sectors = disk->image.bytes / DISK_SECTOR_BYTES;
    switch (offset) {
    case DISK_SECTORS: *value = (uint32_t)sectors; return true;
    case DISK_SECTORS_HIGH: *value = (uint32_t)(sectors >> 32); return true;
    case DISK_FEATURES:
        *value = device->config->disks[device->number].read_only ? DISK_FEATURES_READONLY : 0;
        return true;
    case DISK_CONTROL: *value = disk->control; return true;
    case DISK_STATUS: *value = status_value(disk); return true;
    case DISK_QUEUE: *value = disk->queue; return true;
    case DISK_QUEUE_SIZE: *value = disk->queue_size; return true;
    case DISK_HEAD: *value = disk->head; return true;
    case DISK_TAIL: *value = disk->tail; return true;
    default: return false;
    }
}

static bool disk_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct disk *disk = (struct disk *)device;
    switch (offset) {
    case DISK_CONTROL:
        disk->control = value & DISK_CONTROL_IE;
        if (value & DISK_CONTROL_RESET)
            clear_queue(disk);
        break;
    case DISK_STATUS: disk->status &= ~(value & DISK_STATUS_DONE); break;
    case DISK_QUEUE: set_ring(disk, &disk->queue, value); break;
    case DISK_QUEUE_SIZE: set_ring(disk, &disk->queue_size, value); break;
    case DISK_HEAD: set_head(disk, value); break;
    default: return false;
    }
    update_line(disk);
    return true;
}

const struct image *disk_image(const struct device *device)
{
    return &((const struct disk *)device)->image;
}

static bool disk_init(struct device *device, char *error)
{
    struct disk *disk = (struct disk *)device;
    const struct peach_disk_config *config = &device->config->disks[device->number];
    timeline_register(device->timeline, &disk->done, complete, disk);
    if (!image_open(&disk->image, config->path, config->snapshot, config->read_only, error))
        return false;
    disk->latency = (struct latency){.model = config->model, .sectors = disk->image.bytes / DISK_SECTOR_BYTES};
    bool cached = config->write_cache || faults_have(&device->bus->faults, PEACH_FAULT_POWER_CUT, device->number) ||
                  faults_have(&device->bus->faults, PEACH_FAULT_LOST_FLUSH, device->number);
    if (!cached || write_cache_init(&disk->cache))
        return true;
    snprintf(error, PEACH_ERROR_BYTES, "out of memory");
    return false;
}

static void disk_fini(struct device *device)
{
    struct disk *disk = (struct disk *)device;
    if (disk->cache.count) /* a machine that is given up is not one whose power was cut */
        write_cache_flush(&disk->cache, &disk->image);
    write_cache_fini(&disk->cache);
    image_close(&disk->image);
}

static void disk_reset(struct device *device)
{
    struct disk *disk = (struct disk *)device;
    disk->control = 0;
    clear_queue(disk);
    update_line(disk);
}

static void disk_walk(struct device *device, struct state *state)
{
    struct disk *disk = (struct disk *)device;
    state_u32(state, &disk->control);
    state_u32(state, &disk->status);
    state_u32(state, &disk->queue);
    state_u32(state, &disk->queue_size);
    state_u32(state, &disk->head);
    state_u32(state, &disk->tail);
    state_u64(state, &disk->written);
    state_u64(state, &disk->done.due_ns);
    state_u64(state, &disk->latency.track);
    write_cache_walk(&disk->cache, &disk->image, state);
    if (!state_hashes(state))
        image_walk(&disk->image, state);
    bool due = disk->done.due_ns != TIMELINE_NEVER;
    state_require(state,
                  disk->head == disk->tail || (ring_is_good(disk) && disk->head - disk->tail <= disk->queue_size));
    state_require(state, !due || is_busy(disk));
    if (state_loads(state) && !state->wrong)
        set_due(disk, disk->done.due_ns);
}

static void disk_dump(const struct device *device, FILE *out)
{
    const struct disk *disk = (const struct disk *)device;
    fprintf(out, "disk%u: %llu sectors, control %02x, status %02x, ring %08x x %u, head %u, tail %u\n", device->number,
            (unsigned long long)(disk->image.bytes / DISK_SECTOR_BYTES), disk->control, status_value(disk), disk->queue,
            disk->queue_size, disk->head, disk->tail);
    if (disk->cache.bytes)
        fprintf(out, "  write cache: %u sectors\n", disk->cache.count);
}

const struct device_class disk_class = {
    .name = "disk",
    .id = INFO_CLASS_DISK,
    .state_bytes = sizeof(struct disk),
    .init = disk_init,
    .fini = disk_fini,
    .reset = disk_reset,
    .read = disk_read,
    .write = disk_write,
    .walk = disk_walk,
    .dump = disk_dump,
};
