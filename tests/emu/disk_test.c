/* The disk: transfers, bounds, hostile descriptors and registers, snapshot, images that are refused. */
#include "rig.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "isa/machine/disk.h"
#include "isa/machine/intc.h"

#define SECTORS   64u
#define RING      0x20000u
#define RING_SIZE 4u
#define BUFFER    0x30000u

static char path[] = "/tmp/peach-disk-test-XXXXXX";

static int make_image(void **state)
{
    (void)state;
    rig_new_image(path, SECTORS);
    return 0;
}

static int remove_image(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static struct peach *machine_with(bool snapshot, bool read_only)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.disk_count = 1;
    config.disks[0] = (struct peach_disk_config){.path = path, .snapshot = snapshot, .read_only = read_only};
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "wfi\n");
    rig_write(machine, PA_DISK0 + DISK_QUEUE, RING);
    rig_write(machine, PA_DISK0 + DISK_QUEUE_SIZE, RING_SIZE);
    return machine;
}

static uint32_t disk(struct peach *machine, uint32_t offset)
{
    return rig_read(machine, PA_DISK0 + offset);
}

/* Fill in the next descriptor without submitting it. */
static void describe(struct peach *machine, uint32_t index, uint32_t op, uint64_t sector, uint32_t count,
                     uint32_t buffer)
{
    uint32_t at = RING + index % RING_SIZE * DISK_DESC_BYTES;
    rig_set_word(machine, at + DISK_DESC_OP, op);
    rig_set_word(machine, at + DISK_DESC_STATUS, 0xffff);
    rig_set_word(machine, at + DISK_DESC_SECTOR, (uint32_t)sector);
    rig_set_word(machine, at + DISK_DESC_SECTOR_HIGH, (uint32_t)(sector >> 32));
    rig_set_word(machine, at + DISK_DESC_COUNT, count);
    rig_set_word(machine, at + DISK_DESC_BUFFER, buffer);
}

/* One request from start to end; returns the status that the device wrote. */
static uint32_t request(struct peach *machine, uint32_t op, uint64_t sector, uint32_t count, uint32_t buffer)
{
    uint32_t head = disk(machine, DISK_HEAD);
    describe(machine, head, op, sector, count, buffer);
    rig_write(machine, PA_DISK0 + DISK_HEAD, head + 1);
    assert_int_equal(disk(machine, DISK_STATUS) & DISK_STATUS_BUSY, DISK_STATUS_BUSY);
    peach_run(machine, peach_time_ns(machine) + 10000000);
    assert_int_equal(disk(machine, DISK_TAIL), head + 1);
    return rig_word(machine, RING + head % RING_SIZE * DISK_DESC_BYTES + DISK_DESC_STATUS);
}

static void reads_and_writes(void **state)
{
    (void)state;
    struct peach *machine = machine_with(false, false);
    assert_int_equal(disk(machine, DISK_SECTORS), SECTORS);
    assert_int_equal(disk(machine, DISK_SECTORS_HIGH), 0);
    assert_int_equal(request(machine, DISK_READ, 5, 2, BUFFER), DISK_OK);
    assert_int_equal(rig_word(machine, BUFFER), 0x05050505);
    assert_int_equal(rig_word(machine, BUFFER + 1020), 0x06060606);
    assert_int_equal(rig_word(machine, BUFFER + 1024), 0);
    rig_set_word(machine, BUFFER + 508, 0x12345678);
    assert_int_equal(request(machine, DISK_WRITE, 63, 1, BUFFER), DISK_OK);
    assert_int_equal(request(machine, DISK_FLUSH, 0, 0, 0), DISK_OK);
    assert_int_equal(request(machine, DISK_READ, 63, 1, BUFFER + 4096), DISK_OK);
    assert_int_equal(rig_word(machine, BUFFER + 4096 + 508), 0x12345678);
    assert_int_equal(request(machine, DISK_READ, 0, 1, BUFFER), DISK_OK); /* the ring has wrapped */
    peach_free(machine);
    machine = machine_with(false, false); /* it is in the file */
    assert_int_equal(request(machine, DISK_READ, 63, 1, BUFFER), DISK_OK);
    assert_int_equal(rig_word(machine, BUFFER + 508), 0x12345678);
    peach_free(machine);
}

static void snapshot_leaves_the_file(void **state)
{
    (void)state;
    struct peach *machine = machine_with(true, false);
    for (uint32_t sector = 0; sector < SECTORS; sector++) {
        rig_set_word(machine, BUFFER, 0xabcd0000 + sector);
        assert_int_equal(request(machine, DISK_WRITE, sector, 1, BUFFER), DISK_OK);
    }
    assert_int_equal(request(machine, DISK_READ, 7, 10, BUFFER), DISK_OK); /* spans chunks of the overlay */
    assert_int_equal(rig_word(machine, BUFFER), 0xabcd0007);
    assert_int_equal(rig_word(machine, BUFFER + 9 * 512), 0xabcd0010);
    peach_free(machine);
    machine = machine_with(true, false);
    assert_int_equal(request(machine, DISK_READ, 7, 1, BUFFER), DISK_OK);
    assert_int_equal(rig_word(machine, BUFFER), 0x07070707);
    peach_free(machine);
}

static void bad_requests_fail_alone(void **state)
{
    (void)state;
    struct peach *machine = machine_with(true, false);
    assert_int_equal(request(machine, 3, 0, 1, BUFFER), DISK_BAD_OP);
    assert_int_equal(request(machine, 0xffffffff, 0, 1, BUFFER), DISK_BAD_OP);
    assert_int_equal(request(machine, DISK_READ, 0, 0, BUFFER), DISK_BAD_RANGE);
    assert_int_equal(request(machine, DISK_READ, SECTORS, 1, BUFFER), DISK_BAD_RANGE);
    assert_int_equal(request(machine, DISK_READ, SECTORS - 1, 2, BUFFER), DISK_BAD_RANGE);
    assert_int_equal(request(machine, DISK_READ, UINT64_MAX, 1, BUFFER), DISK_BAD_RANGE);
    assert_int_equal(request(machine, DISK_WRITE, 0, 0xffffffff, BUFFER), DISK_BAD_RANGE);
    assert_int_equal(request(machine, DISK_READ, 0, 1, BUFFER + 2), DISK_BAD_DMA);
    assert_int_equal(request(machine, DISK_READ, 0, 1, (1u << 20) - 508), DISK_BAD_DMA);
    assert_int_equal(request(machine, DISK_READ, 0, 1, 0xfffffffc), DISK_BAD_DMA);
    assert_int_equal(request(machine, DISK_WRITE, 0, 1, PA_VRAM), DISK_BAD_DMA);
    assert_int_equal(request(machine, DISK_READ, 1, 1, (1u << 20) - 512), DISK_OK);
    /* A buffer on the ring itself: the device writes the status last. */
    assert_int_equal(request(machine, DISK_READ, 1, 1, RING), DISK_OK);
    peach_free(machine);
    machine = machine_with(false, true);
    assert_int_equal(disk(machine, DISK_FEATURES), DISK_FEATURES_READONLY);
    assert_int_equal(request(machine, DISK_WRITE, 0, 1, BUFFER), DISK_READONLY);
    peach_free(machine);
}

static void hostile_rings_fault(void **state)
{
    (void)state;
    static const struct {
        uint32_t queue, size, head;
    } rings[] = {{RING, 0, 1},       {RING, 3, 1},    {RING, 512, 1}, {RING + 4, 4, 1},     {(1u << 20) - 32, 2, 1},
                 {0xffffffe0, 1, 1}, {PA_VRAM, 1, 1}, {RING, 4, 5},   {RING, 4, 0xffffffff}};
    for (unsigned i = 0; i < sizeof rings / sizeof *rings; i++) {
        struct peach *machine = machine_with(true, false);
        rig_write(machine, PA_DISK0 + DISK_QUEUE, rings[i].queue);
        rig_write(machine, PA_DISK0 + DISK_QUEUE_SIZE, rings[i].size);
        rig_write(machine, PA_DISK0 + DISK_HEAD, rings[i].head);
        assert_int_equal(disk(machine, DISK_STATUS), DISK_STATUS_FAULT);
        peach_run(machine, 10000000);
        assert_int_equal(disk(machine, DISK_TAIL), 0);
        rig_write(machine, PA_DISK0 + DISK_CONTROL, DISK_CONTROL_RESET);
        rig_write(machine, PA_DISK0 + DISK_QUEUE, RING);
        rig_write(machine, PA_DISK0 + DISK_QUEUE_SIZE, RING_SIZE);
        assert_int_equal(request(machine, DISK_READ, 0, 1, BUFFER), DISK_OK);
        peach_free(machine);
    }
}

static void ring_cannot_move_under_requests(void **state)
{
    (void)state;
    struct peach *machine = machine_with(true, false);
    describe(machine, 0, DISK_READ, 0, 1, BUFFER);
    rig_write(machine, PA_DISK0 + DISK_HEAD, 1);
    rig_write(machine, PA_DISK0 + DISK_QUEUE, 0xfffffff0);
    assert_true(disk(machine, DISK_STATUS) & DISK_STATUS_FAULT);
    assert_int_equal(disk(machine, DISK_QUEUE), RING);
    peach_run(machine, 10000000);
    assert_int_equal(disk(machine, DISK_TAIL), 0);
    peach_free(machine);
}

static void interrupt_and_order(void **state)
{
    (void)state;
    struct peach *machine = machine_with(true, false);
    rig_write(machine, PA_DISK0 + DISK_CONTROL, DISK_CONTROL_IE);
    for (uint32_t i = 0; i < 3; i++)
        describe(machine, i, DISK_READ, i + 1, 1, BUFFER + i * 512);
    rig_write(machine, PA_DISK0 + DISK_HEAD, 3);
    uint32_t seen = 0;
    while (disk(machine, DISK_TAIL) < 3) {
        peach_run(machine, peach_time_ns(machine) + 1000);
        uint32_t tail = disk(machine, DISK_TAIL);
        assert_true(tail == seen || tail == seen + 1);
        seen = tail;
        assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), tail ? 1u << LINE_DISK0 : 0);
        assert_int_equal(rig_word(machine, BUFFER + 512 * (seen - (seen > 0))), seen ? seen * 0x01010101 : 0);
    }
    rig_write(machine, PA_DISK0 + DISK_STATUS, DISK_STATUS_DONE);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    assert_int_equal(disk(machine, DISK_STATUS), 0);
    assert_true(peach_time_ns(machine) >= 60000 && peach_time_ns(machine) < 70000);
    peach_free(machine);
}

static void random_registers_do_no_harm(void **state)
{
    (void)state;
    uint64_t random = 7;
    struct peach *machine = machine_with(true, false);
    for (unsigned i = 0; i < 20000; i++) {
        uint32_t value = rig_random(&random), offset = rig_random(&random) % 12 * 4;
        value = rig_random(&random) % 2 ? value % 8 : rig_random(&random) % 2 ? RING + value % 64 * 32 : value;
        bus_write(&machine->bus, PA_DISK0 + offset, value);
        rig_set_word(machine, RING + rig_random(&random) % 64 * 4, rig_random(&random) % 4 ? value % 70 : value);
        if (i % 16 == 0)
            peach_run(machine, peach_time_ns(machine) + 20000);
    }
    peach_free(machine);
}

static void refuse(const char *image, const char *message)
{
    char error[PEACH_ERROR_BYTES] = "";
    struct peach_config config;
    peach_config_default(&config);
    config.disk_count = 1;
    config.disks[0].path = image;
    assert_null(peach_new(&config, error));
    if (!strstr(error, message))
        fail_msg("'%s' is not in '%s'", message, error);
}

static void bad_images_are_refused(void **state)
{
    (void)state;
    refuse("/nonexistent/image", "cannot open disk image '/nonexistent/image': No such file or directory");
    refuse("/tmp", "cannot open disk image '/tmp': Is a directory");
    refuse("/dev/null", "not a regular file");
    char other[] = "/tmp/peach-disk-test-XXXXXX";
    int fd = mkstemp(other);
    assert_true(fd >= 0);
    refuse(other, "is empty; make one with peach mkfs");
    assert_int_equal(write(fd, "x", 1), 1);
    refuse(other, "not a multiple of 512; pad it with truncate");
    close(fd);
    unlink(other);
}

static void file_that_shrinks_gives_io_errors(void **state)
{
    (void)state;
    struct peach *machine = machine_with(false, false);
    assert_int_equal(truncate(path, 512), 0);
    assert_int_equal(request(machine, DISK_READ, 8, 1, BUFFER), DISK_IO_ERROR);
    assert_int_equal(request(machine, DISK_READ, 0, 1, BUFFER), DISK_OK);
    peach_free(machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes),
        cmocka_unit_test(snapshot_leaves_the_file),
        cmocka_unit_test(bad_requests_fail_alone),
        cmocka_unit_test(hostile_rings_fault),
        cmocka_unit_test(ring_cannot_move_under_requests),
        cmocka_unit_test(interrupt_and_order),
        cmocka_unit_test(random_registers_do_no_harm),
        cmocka_unit_test(bad_images_are_refused),
        cmocka_unit_test(file_that_shrinks_gives_io_errors),
    };
    return cmocka_run_group_tests(tests, make_image, remove_image);
}
