/* The boot disk: a ring of requests, each with a process that sleeps until it is done. */
#include "dev/disk.h"

#include "cpu/csr.h"
#include "cpu/spinlock.h"
#include "dev/register.h"
#include "dev/trace.h"
#include "isa/machine/disk.h"
#include "isa/orchard/fs.h"
#include "mm/frame.h"
#include "proc/wait.h"

#define RING             16
#define DESCRIPTOR_WORDS (DISK_DESC_BYTES / 4)
#define BLOCK_SECTORS    (FS_BLOCK_BYTES / DISK_SECTOR_BYTES)

/* The slowest disk has done a full ring by then. */
#define ANSWER_NS NS_PER_SECOND

static struct spinlock disk_lock = SPINLOCK("disk");
static volatile uint32_t ring[RING * DESCRIPTOR_WORDS]
    __attribute__((aligned(32))); /* the device's between HEAD and TAIL */
/* disk_lock */
static uint32_t base; /* of the registers; 0: no disk */
static uint32_t blocks;
static uint32_t head, tail;
static bool taken[RING]; /* a process has not yet fetched its result */
static struct wait_queue done[RING];
static struct wait_queue room = WAIT_QUEUE(room);
static uint32_t reads, writes;

int32_t disk_init(uint32_t number)
{
    if (number >= DISKS_MAX)
        return -ENODEV;
    base = PA_DISK0 + number * PAGE_BYTES;
    for (int i = 0; i < RING; i++)
        wait_queue_init(&done[i]);
    uint32_t low = register_read(base, DISK_SECTORS);
    uint64_t sectors = (uint64_t)register_read(base, DISK_SECTORS_HIGH) << 32 | low;
    blocks = (uint32_t)(sectors / BLOCK_SECTORS);
    register_write(base, DISK_CONTROL, DISK_CONTROL_RESET);
    register_write(base, DISK_QUEUE, linear_pa((const void *)ring));
    register_write(base, DISK_QUEUE_SIZE, RING);
    register_write(base, DISK_CONTROL, DISK_CONTROL_IE);
    return 0;
}

bool disk_read_only(void)
{
    return (register_read(base, DISK_FEATURES) & DISK_FEATURES_READONLY) != 0;
}

uint32_t disk_blocks(void)
{
    return blocks;
}

/* Fill the next descriptor and hand it over; disk_lock.  Returns its place in the ring. */
static uint32_t submit(uint32_t operation, uint32_t block, uint32_t pa)
{
    while (taken[head % RING])
        wait_on(&room, &disk_lock, WAIT_SOUNDLY, TIME_NEVER, "disk", TRACE_WAIT_DISK);
    uint32_t place = head % RING;
    volatile uint32_t *descriptor = &ring[place * DESCRIPTOR_WORDS];
    uint64_t sector = (uint64_t)block * BLOCK_SECTORS;
    taken[place] = true;
    descriptor[DISK_DESC_OP / 4] = operation;
    descriptor[DISK_DESC_STATUS / 4] = DISK_IO_ERROR;
    descriptor[DISK_DESC_SECTOR / 4] = (uint32_t)sector;
    descriptor[DISK_DESC_SECTOR_HIGH / 4] = (uint32_t)(sector >> 32);
    descriptor[DISK_DESC_COUNT / 4] = BLOCK_SECTORS;
    descriptor[DISK_DESC_BUFFER / 4] = pa;
    head++;
    cpu_fence();
    register_write(base, DISK_HEAD, head);
    return place;
}

/* Whether the request with this number has been done; disk_lock. */
static bool is_done(uint32_t request)
{
    return (int32_t)(tail - request) > 0;
}

/* Wake those whose requests the disk has done, and let it drop its line; disk_lock. */
static void take_done(void)
{
    register_write(base, DISK_STATUS, DISK_STATUS_DONE);
    uint32_t now = register_read(base, DISK_TAIL);
    while (tail != now) {
        wake_all(&done[tail % RING]);
        tail++;
    }
}

/* A request has waited too long: look what the disk has done; if nothing, tell it again what there is to do.
 * disk_lock. */
static void ask_again(void)
{
    bool is_lost = register_read(base, DISK_TAIL) != tail;
    print(is_lost ? "disk: an interrupt was lost\n" : "disk: no answer, asking again\n");
    take_done();
    if (!is_lost)
        register_write(base, DISK_HEAD, head);
}

static int32_t perform(uint32_t operation, uint32_t block, uint32_t pa)
{
    spin_lock(&disk_lock);
    uint32_t place = submit(operation, block, pa);
    uint32_t request = head - 1;
    while (!is_done(request))
        if (wait_on(&done[place], &disk_lock, WAIT_SOUNDLY, time_now_ns() + ANSWER_NS, "disk", TRACE_WAIT_DISK) ==
                -ETIMEDOUT &&
            !is_done(request))
            ask_again();
    uint32_t status = ring[place * DESCRIPTOR_WORDS + DISK_DESC_STATUS / 4];
    taken[place] = false;
    spin_unlock(&disk_lock);
    wake_one(&room);
    return status == DISK_OK ? 0 : -EIO;
}

int32_t disk_transfer(uint32_t block, uint32_t pa, bool write)
{
    if (!base || block >= blocks)
        return -EIO;
    if (write)
        writes++;
    else
        reads++;
    return perform(write ? DISK_WRITE : DISK_READ, block, pa);
}

int32_t disk_flush(void)
{
    return base ? perform(DISK_FLUSH, 0, 0) : -EIO;
}

void disk_interrupt(void)
{
    if (!base)
        return;
    spin_lock(&disk_lock);
    take_done();
    spin_unlock(&disk_lock);
}

void disk_counters(uint32_t *read_count, uint32_t *write_count)
{
    *read_count = reads;
    *write_count = writes;
}
