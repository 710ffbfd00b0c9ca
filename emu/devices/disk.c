/* Disk (machine/disk.h): descriptors are taken in order, one at a time; a request's data moves when it completes.
 *
 * Latency model, flash: REQUEST_NS for every read or write and SECTOR_NS per sector, FLUSH_NS for a flush. */
#include "devices.h"

#include "isa/machine/disk.h"
#include "isa/machine/info.h"

#define REQUEST_NS 20000u
#define SECTOR_NS  250u
#define FLUSH_NS   100000u

struct disk {
    struct device device;
    struct image image;
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

static uint64_t latency_ns(const struct request *request)
{
    if (request->op == DISK_FLUSH)
        return FLUSH_NS;
    uint32_t count = request->count > DISK_COUNT_MAX ? 0 : request->count;
    return REQUEST_NS + (uint64_t)count * SECTOR_NS;
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
    set_due(disk, disk->device.timeline->now_ns + latency_ns(&request));
}

static uint32_t read_sectors(struct disk *disk, uint64_t offset, uint8_t *buffer, uint32_t length, uint32_t pa)
{
    bool good = image_read(&disk->image, offset, buffer, length);
    bus_written(disk->device.bus, pa, length);
    disk->device.monitor->stats.disk_reads++;
    disk->device.monitor->stats.disk_sectors_read += length / DISK_SECTOR_BYTES;
    return good ? DISK_OK : DISK_IO_ERROR;
}

static uint32_t write_sectors(struct disk *disk, uint64_t offset, uint8_t *buffer, uint32_t length)
{
    struct state digest;
    state_init(&digest);
    digest.hash = disk->written;
    state_u64(&digest, &offset);
    state_bytes(&digest, buffer, length);
    disk->written = digest.hash;
    disk->device.monitor->stats.disk_writes++;
    disk->device.monitor->stats.disk_sectors_written += length / DISK_SECTOR_BYTES;
    return image_write(&disk->image, offset, buffer, length) ? DISK_OK : DISK_IO_ERROR;
}

static uint32_t transfer(struct disk *disk, const struct request *request)
{
    uint64_t sectors = disk->image.bytes / DISK_SECTOR_BYTES;
    bool read_only = disk->device.config->disks[disk->device.number].read_only;
    if (request->op == DISK_FLUSH) {
        disk->device.monitor->stats.disk_flushes++;
        return image_flush(&disk->image) ? DISK_OK : DISK_IO_ERROR;
    }
    if (request->op != DISK_READ && request->op != DISK_WRITE)
        return DISK_BAD_OP;
    if (request->count == 0 || request->count > DISK_COUNT_MAX || request->sector >= sectors ||
        request->count > sectors - request->sector)
        return DISK_BAD_RANGE;
    uint32_t length = request->count * DISK_SECTOR_BYTES;
    uint8_t *buffer = bus_dma(disk->device.bus, request->buffer, length);
    if (!buffer || request->buffer % 4)
        return DISK_BAD_DMA;
    if (request->op == DISK_READ)
        return read_sectors(disk, request->sector * DISK_SECTOR_BYTES, buffer, length, request->buffer);
    if (read_only)
        return DISK_READONLY;
    return write_sectors(disk, request->sector * DISK_SECTOR_BYTES, buffer, length);
}

static void complete(void *context)
{
    struct disk *disk = context;
    struct request request = read_request(disk);
    uint32_t status_pa = tail_descriptor(disk) + DISK_DESC_STATUS;
    uint32_t result = transfer(disk, &request);
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
    case DISK_SECTORS:
        *value = (uint32_t)sectors;
        return true;
    case DISK_SECTORS_HIGH:
        *value = (uint32_t)(sectors >> 32);
        return true;
    case DISK_FEATURES:
        *value = device->config->disks[device->number].read_only ? DISK_FEATURES_READONLY : 0;
        return true;
    case DISK_CONTROL:
        *value = disk->control;
        return true;
    case DISK_STATUS:
        *value = status_value(disk);
        return true;
    case DISK_QUEUE:
        *value = disk->queue;
        return true;
    case DISK_QUEUE_SIZE:
        *value = disk->queue_size;
        return true;
    case DISK_HEAD:
        *value = disk->head;
        return true;
    case DISK_TAIL:
        *value = disk->tail;
        return true;
    default:
        return false;
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
    case DISK_STATUS:
        disk->status &= ~(value & DISK_STATUS_DONE);
        break;
    case DISK_QUEUE:
        set_ring(disk, &disk->queue, value);
        break;
    case DISK_QUEUE_SIZE:
        set_ring(disk, &disk->queue_size, value);
        break;
    case DISK_HEAD:
        set_head(disk, value);
        break;
    default:
        return false;
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
    return image_open(&disk->image, config->path, config->snapshot, config->read_only, error);
}

static void disk_fini(struct device *device)
{
    image_close(&((struct disk *)device)->image);
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
    if (!state_hashes(state))
        image_walk(&disk->image, state);
    bool due = disk->done.due_ns != TIMELINE_NEVER;
    state_require(state, disk->head == disk->tail || (ring_is_good(disk) && disk->head - disk->tail <= disk->queue_size));
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
