/* Reading disks: one request at a time, waiting for the interrupt line. */
#include "rom.h"

#include "isa/machine/disk.h"
#include "isa/machine/info.h"
#include "isa/machine/intc.h"

#define DISK_PATIENCE_NS 2000000000u

/* A ring of one descriptor. */
static uint32_t descriptor[DISK_DESC_BYTES / 4] __attribute__((aligned(DISK_DESC_BYTES)));

/* Entry of the device table for a disk: its class-th entry of that class, 0 when there is none. */
static uint32_t disk_entry(uint32_t disk) {
    uint32_t entry = PA_INFO + INFO_DEVICE;
    for (uint32_t i = reg_read(PA_INFO + INFO_DEVICES); i; i--, entry += INFO_DEVICE_BYTES) {
        if (reg_read(entry + INFO_DEVICE_CLASS) == INFO_CLASS_DISK && disk-- == 0)
            return entry;
    }
    return 0;
}

static uint32_t disk_base(uint32_t disk) {
    return reg_read(disk_entry(disk) + INFO_DEVICE_BASE);
}

uint32_t disk_count(void) {
    uint32_t count = 0;
    while (disk_entry(count))
        count++;
    return count;
}

uint32_t disk_sectors(uint32_t disk) {
    uint32_t base = disk_base(disk);
    return reg_read(base + DISK_SECTORS_HIGH) ? 0xffffffffu : reg_read(base + DISK_SECTORS);
}

static void disk_failed(uint32_t disk, uint32_t sector, const char *why) {
    complain(BOOT_FAILURE_DISK_ERROR);
    print("disk ");
    print_number(disk);
    print(", sector ");
    print_number(sector);
    print(": ");
    print(why);
    give_up(BOOT_FAILURE_DISK_ERROR);
}

/* One request of at most DISK_COUNT_MAX sectors; the device is reset before and after. */
static void disk_request(uint32_t disk, uint32_t sector, uint32_t count, uint32_t pa) {
    uint32_t base = disk_base(disk);
    uint32_t enable = PA_INTC + INTC_ENABLE;
    volatile uint32_t *request = descriptor;
    request[DISK_DESC_OP / 4] = DISK_READ;
    request[DISK_DESC_STATUS / 4] = DISK_IO_ERROR;
    request[DISK_DESC_SECTOR / 4] = sector;
    request[DISK_DESC_SECTOR_HIGH / 4] = 0;
    request[DISK_DESC_COUNT / 4] = count;
    request[DISK_DESC_BUFFER / 4] = pa;
    reg_write(base + DISK_CONTROL, DISK_CONTROL_RESET);
    reg_write(base + DISK_QUEUE, (uint32_t)descriptor - VA_LINEAR);
    reg_write(base + DISK_QUEUE_SIZE, 1);
    reg_write(base + DISK_CONTROL, DISK_CONTROL_IE);
    reg_write(enable, 1u << reg_read(disk_entry(disk) + INFO_DEVICE_LINE));
    reg_write(base + DISK_HEAD, 1);
    wait_device(DISK_PATIENCE_NS);
    uint32_t done = reg_read(base + DISK_TAIL);
    reg_write(enable, 0);
    reg_write(base + DISK_CONTROL, DISK_CONTROL_RESET);
    if (done != 1)
        disk_failed(disk, sector, "no answer");
    if (request[DISK_DESC_STATUS / 4] != DISK_OK)
        disk_failed(disk, sector, "read error");
}

void disk_read(uint32_t disk, uint32_t sector, uint32_t count, uint32_t pa) {
    while (count) {
        uint32_t part = count < DISK_COUNT_MAX ? count : DISK_COUNT_MAX;
        disk_request(disk, sector, part, pa);
        sector += part;
        count -= part;
        pa += part * DISK_SECTOR_BYTES;
    }
}
